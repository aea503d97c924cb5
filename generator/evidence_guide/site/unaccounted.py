"""Finds words on built pages that no view accounts for, each with its page and line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.site.accounting import unaccounted_words, units
from evidence_guide.site.vocabulary import Vocabulary, vocabulary
from evidence_guide.translation.translated_guide import guide_of_page
from evidence_guide.view.origins import origin_of, templates_and_evidence

TEMPLATES = Path(__file__).parent / "templates"
"""The Jinja templates that lay out all pages."""
_SHOWN = 90
"""Letters that a complaint shows."""
_HINT = (
    "show only what the views in `view/` hold: a sentence of the evidence, or a label of "
    "`view/site_words.yml`"
)


@dataclass
class Vocabularies:
    """The words of a guide's pages in each language, made when the first page in it is read."""

    guide: Guide
    downloads: Sequence[Download] = ()
    templates: Path = TEMPLATES
    _known: dict[str, Vocabulary] = field(default_factory=dict)

    def at(self, name: str) -> Vocabulary:
        """The words of the page at an address."""
        shown = guide_of_page(name, self.guide)
        language = shown.translation.table.language if shown.translation else ""
        if language not in self._known:
            self._known[language] = vocabulary(shown, self.guide, self.downloads)
        return self._known[language]

    def is_by_hand(self, name: str) -> bool:
        """Whether the page is written by hand in `docs/`, where other rules hold."""
        page = _stem(name, ".html")
        return any(
            _stem(document.path, ".md").endswith(f"/{page}") for document in self.guide.pages
        )


def unaccounted_in(tree: HtmlElement, name: str, words: Vocabularies) -> Iterator[Diagnostic]:
    """A complaint for each text of a parsed page that is neither a sentence nor a label."""
    if words.is_by_hand(name):
        return
    known = words.at(name)
    for unit in units(_article(tree)):
        for text in unaccounted_words(unit, known):
            yield _complaint(text, name, words)


def _article(tree: HtmlElement) -> HtmlElement:
    """The content of a page, or the whole page if it has no frame."""
    return next(iter([*tree.xpath("//article"), *tree.xpath("//main"), tree]))


def _complaint(text: str, name: str, words: Vocabularies) -> Diagnostic:
    """The complaint about foreign words, at the line of the template that holds them."""
    message = (
        f"{name} shows words that are neither a sentence nor a label of the guide: "
        f"“{text[:_SHOWN]}”"
    )
    files = templates_and_evidence(words.templates, "*.j2", words.guide)
    place = origin_of(text, files) or Place(name)
    return Diagnostic(place, "uncited-sentence", message, _HINT)


def _stem(path: str, ending: str) -> str:
    """The path of a page without the ending, and without the `index` of a folder."""
    return path.removesuffix(ending).removesuffix("/index")
