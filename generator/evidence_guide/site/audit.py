"""Reads the built site back: every sentence carries its citation and reads as it was checked."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.manuscript import TextLines
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.rules import docs
from evidence_guide.site.accounting import HEADINGS, SILENT, is_chrome
from evidence_guide.site.page_links import broken_links, ids_of, unsafe_page_links, unsafe_xml_links
from evidence_guide.site.parsing import parsed, parsed_file
from evidence_guide.site.review_kits import blocked_in_file
from evidence_guide.site.unaccounted import Vocabularies, unaccounted_in
from evidence_guide.text.characters import one_line
from evidence_guide.translation.translated_guide import guide_of_page
from evidence_guide.view.citation_lists import is_statement
from evidence_guide.view.labels import TO
from evidence_guide.view.sentences import written_texts

BY_HAND = "page"
"""The `data-cited` of a block on a hand-written page, where its numbers were traced."""
_CITE_FIGURE = "give it a caption that cites what it was drawn from"


@dataclass
class Audit:
    """The counts and complaints of the audit of a built site."""

    pages: int = 0
    cited: int = 0
    """Blocks with at least one citation that leads to a reference on the same page."""
    citations: int = 0
    uncited: Counter[str] = field(default_factory=Counter)
    """Blocks that need no citation, by reason."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __str__(self) -> str:
        wrong = len(self.diagnostics)
        return (
            f"{self.pages} pages, {self.cited} cited blocks, {self.citations} citations, "
            f"{wrong} uncited or altered sentences or broken links"
        )


def audit(
    site: Path, guide: Guide, downloads: Sequence[Download] = (), same: Container[str] = ()
) -> Audit:
    """The audit of every HTML page in a built site's folder.

    Of the 404 page, drawings, feed and map it reads the links only, and of pages in `same`, whose
    content is audited elsewhere. `downloads` are the files that the Downloads page offers.
    """
    result = Audit()
    files = files_of(site)
    words = Vocabularies(guide, downloads)
    for name in sorted(files):
        if name.endswith(".html") and not name.endswith("404.html"):
            tree = parsed_file(site / name)
            _frame_and_links(tree, name, files, guide_of_page(name, guide), result)
            if name not in same:
                _content(tree, name, guide_of_page(name, guide), result)
                result.diagnostics += unaccounted_in(tree, name, words)
        else:
            result.diagnostics += _beside(site / name, name)
    return result


def _beside(path: Path, name: str) -> Iterable[Diagnostic]:
    """The faults of a file that is no page of the guide."""
    if name.endswith("404.html"):
        return _frame(path, name)
    if name.endswith((".xml", ".svg")):
        return unsafe_xml_links(path, name)
    return ()


def _frame(path: Path, name: str) -> Iterator[Diagnostic]:
    """The faults of a page without content of the guide."""
    tree = parsed_file(path)
    yield from unsafe_page_links(tree, name)
    yield from _blocked(tree, name)


def audit_file(site: Path, name: str, files: frozenset[str], guide: Guide) -> Audit:
    """The audit of one HTML page of a built site, whose `files` its links may lead to.

    It does not look for foreign words: a preview follows the evidence, and only a template
    could hold them.
    """
    result = Audit()
    tree = parsed_file(site / name)
    _content(tree, name, guide_of_page(name, guide), result)
    _frame_and_links(tree, name, files, guide_of_page(name, guide), result)
    return result


def files_of(site: Path) -> frozenset[str]:
    """The files of a built site, relative to its folder."""
    found = filter(Path.is_file, site.rglob("*"))
    return frozenset(path.relative_to(site).as_posix() for path in found)


def audit_page(text: str, name: str, guide: Guide) -> Audit:
    """The audit of one HTML page given as text; its links to other pages are not followed."""
    result = Audit()
    _content(parsed(text), name, guide_of_page(name, guide), result)
    return result


def _frame_and_links(
    tree: HtmlElement, name: str, files: frozenset[str], guide: Guide, result: Audit
) -> None:
    """Adds what the audit finds around the content of a page and in its links."""
    result.diagnostics += _blocked(tree, name)
    result.diagnostics += unsafe_page_links(tree, name)
    by_hand = page_by_hand(name, guide)
    for link in broken_links(tree, name, files):
        result.diagnostics.append(_broken_link(link, name, by_hand))


def _broken_link(link: HtmlElement, name: str, by_hand: Document | None) -> Diagnostic:
    """The complaint at the line of the Markdown that holds the link, or at the page."""
    place = Place(name)
    if by_hand:
        place = _line_of_link(link, by_hand)
    message = docs.dead_link(str(link.get("href")))
    return Diagnostic(place, "broken-link", message, docs.LEAD_ELSEWHERE)


def _line_of_link(link: HtmlElement, by_hand: Document) -> Place:
    """The line of a hand-written page that holds a link."""
    line = TextLines(by_hand.text).line_of_address(str(link.get("href")), link)
    return Place(by_hand.path, line)


def page_by_hand(name: str, guide: Guide) -> Document | None:
    """The page of `docs/` that a page of the site was made from, if it was written by hand."""
    for document in guide.pages:
        if name in _names_on_site(document):
            return document
    return None


def _names_on_site(document: Document) -> set[str]:
    """The names that the page made from a hand-written one may have."""
    stem = document.path.removeprefix("docs/").removesuffix(".md")
    return {f"{stem}.html", f"{stem}/index.html"}


def _blocked(tree: HtmlElement, name: str) -> Iterator[Diagnostic]:
    """Parts of a page that the Content-Security-Policy blocks, and pages without it."""
    for what in blocked_in_file(tree, name):
        message = f"{name} does not run under the Content-Security-Policy: {what}"
        yield Diagnostic(Place(name), "blocked-by-policy", message, _LOAD_OWN_FILES)


_LOAD_OWN_FILES = "load scripts, styles and pictures from files of the guide"


def _content(tree: HtmlElement, name: str, guide: Guide, result: Audit) -> None:
    """Adds what the audit finds in the content of a page."""
    article = _article(tree)
    result.pages += 1
    _all_cited(article, name, guide, ids_of(tree), result)
    result.uncited.update(article.xpath(".//@data-uncited"))
    result.diagnostics += _uncited_figures(article, name)
    result.diagnostics += _uncited(article, name, guide)


def _article(tree: HtmlElement) -> HtmlElement:
    """The part of a page that holds its content."""
    for part in (*tree.xpath("//article"), *tree.xpath("//main")):
        return part
    return tree


def _all_cited(
    article: HtmlElement, name: str, guide: Guide, targets: frozenset[str], result: Audit
) -> None:
    """Adds what the audit finds in the blocks that must carry a citation."""
    for element in article.xpath(".//*[@data-cited]"):
        links = _count_links(element, result)
        if links and targets.issuperset(links):
            result.diagnostics += _alterations(element, name, guide)
        else:
            found = _complaint(element, element.get("data-cited"), name, _places(guide))
            result.diagnostics.append(found)


def _count_links(element: HtmlElement, result: Audit) -> list[str]:
    """The ids that the citations of a block lead to; a caption's are counted once, with it."""
    if _is_in_drawing(element):
        links = _links(_captions(element))
    else:
        links = _links([element])
        result.citations += len(links)
    result.cited += bool(links)
    return [link[1:] for link in links]


def _is_in_drawing(element: HtmlElement) -> bool:
    return next(element.iterancestors("svg"), None) is not None


def _alterations(element: HtmlElement, name: str, guide: Guide) -> Iterator[Diagnostic]:
    """The complaint about a block that reads otherwise than its item."""
    key = element.get("data-cited")
    if key != BY_HAND and not _reads_as_checked(element, key, guide):
        yield _altered(element, key, name, _places(guide))


def _uncited_figures(article: HtmlElement, name: str) -> Iterator[Diagnostic]:
    """The drawings of data without a caption that cites it; others draw the guide itself."""
    for drawing in article.xpath(".//svg[@role='img'][not(ancestor::figure/@data-uncited)]"):
        if not _links(_captions(drawing)):
            yield _uncited_figure(drawing, name)


def _uncited_figure(drawing: HtmlElement, name: str) -> Diagnostic:
    """The complaint about a drawing."""
    title = drawing.findtext("title")
    message = f"a figure on {name} has no citation for its data: “{title}”"
    return Diagnostic(Place(name), "uncited-figure", message, _CITE_FIGURE)


def _uncited(article: HtmlElement, name: str, guide: Guide) -> Iterator[Diagnostic]:
    """The complaints about words that carry neither mark."""
    by_hand = page_by_hand(name, guide)
    lines = TextLines(by_hand.text) if by_hand else None
    for element in _bare(article):
        if by_hand and lines:
            place = Place(by_hand.path, lines.next_line(element))
            yield _uncited_by_hand(element, place)
        else:
            yield _complaint(element, _owner(element), name, _places(guide))


_CITATIONS = etree.XPath(
    ".//sup[contains(@class, 'eg-cite')]/a/@href[starts-with(., '#ref-')]", smart_strings=False
)
_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = frozenset({"eg-cite", "eg-to", "eg-proof", "eg-chip"})
"""Classes of parts beside a statement that are none of its words."""
_APART = frozenset({"td", "th", "p", "li", "dt", "dd", "div", "br", "text"})


def _captions(drawing: HtmlElement) -> list[HtmlElement]:
    """The caption of the figure around a drawing: it cites for every text in it."""
    return drawing.xpath("ancestor::figure[1]/figcaption")  # type: ignore[no-any-return]


def _links(blocks: list[HtmlElement]) -> list[str]:
    """The targets of the citations in some blocks."""
    return [str(at) for block in blocks for at in _CITATIONS(block)]  # type: ignore[union-attr]


def _reads_as_checked(element: HtmlElement, key: str, guide: Guide) -> bool:
    """Whether a block shows a text of its item word for word.

    Besides that it may show no number, and in a drawing no word, that is not written there.
    """
    written = _written(key, guide)
    shown = _shown(element)
    found = [text for text in written if text in shown]
    rest = _without(found, shown)
    numbers = _numbers_in([rest])
    if not found or (numbers and not numbers <= _numbers_in(written)):
        return False
    between = {guide.label(TO).strip()}  # a drawing puts it between two numbers
    return not _is_in_drawing(element) or between.issuperset(_WORD.findall(rest))


def _written(key: str, guide: Guide) -> frozenset[str]:
    """The texts of a block's item."""
    words = written_texts(guide)
    return words.get(_known(key, words) or "", frozenset())


def _without(texts: Iterable[str], shown: str) -> str:
    """What is left of a text without some others, the longest taken out first."""
    for text in sorted(texts, key=len, reverse=True):
        shown = shown.replace(text, " ")
    return shown


def _numbers_in(texts: Iterable[str]) -> set[str]:
    return set(_NUMBER.findall("\n".join(texts)))


def _shown(element: HtmlElement) -> str:
    """The words of a block without citations, links and labels, with a space between parts."""
    return one_line("".join(_parts(element)))


def _parts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and _BESIDE.isdisjoint((child.get("class") or "").split()):
            yield from _parts(child)
            yield " " if child.tag in _APART else ""
        yield child.tail or ""


def _known(key: str, known: Container[str]) -> str | None:
    """The longest beginning of a block's key that is an id."""
    return next((id for id in _beginnings(key) if id in known), None)


def _beginnings(key: str) -> Iterator[str]:
    """The beginnings of a key, the longest first."""
    parts = key.split("/")
    for size in range(len(parts), 0, -1):
        yield "/".join(parts[:size])


def _altered(element: HtmlElement, key: str, page: str, places: dict[str, Place]) -> Diagnostic:
    known = _known(key, places)
    shown = _shown(element)[:90]
    message = f"`{key}` reads otherwise on {page} than in the evidence: “{shown}”"
    hint = "show the text of the evidence as it is; fix the template"
    place = places[known] if known else Place(page)
    about = (known,) if known else ()
    return Diagnostic(place, "altered-sentence", message, hint, about=about)


def _bare(element: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost elements with words of their own that carry neither mark."""
    for child in element:
        if _is_exempt(child):
            continue
        if _has_words(child):
            yield child
        else:
            yield from _bare(child)


def _is_exempt(element: HtmlElement) -> bool:
    """Whether nothing in an element needs a citation, or it has a mark that says so."""
    return not isinstance(element.tag, str) or _is_marked(element) or is_chrome(element)


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element carries a mark, or needs none."""
    if element.tag in HEADINGS | SILENT:
        return True
    return bool(element.get("data-cited") or element.get("data-uncited"))


def _has_words(element: HtmlElement) -> bool:
    """Whether an element itself holds letters, or in a drawing digits."""
    own = _own_text(element)
    is_number = element.tag == "text" and any(map(str.isdigit, own))
    return is_number or any(map(str.isalpha, own))


def _own_text(element: HtmlElement) -> str:
    """The text of an element outside its children."""
    texts = [element.text, *(part.tail for part in element)]
    return "".join(filter(None, texts))


def _owner(element: HtmlElement) -> str:
    around = element.xpath("ancestor::*[@id][1]/@id")
    return str(around[0]) if around else ""


@derived
def _places(guide: Guide) -> dict[str, Place]:
    """The place of each statement, by its id."""
    return {entry.id: entry.place() for entry in guide.entries if is_statement(entry.item)}


def _uncited_by_hand(element: HtmlElement, place: Place) -> Diagnostic:
    """The complaint at a line of a hand-written page."""
    message = docs.missing_citation(place.path, one_line(element.text_content()))
    return Diagnostic(place, "uncited-sentence", message, docs.CITE_IT)


def _complaint(element: HtmlElement, key: str, page: str, places: dict[str, Place]) -> Diagnostic:
    """The complaint at the YAML place of the statement, or at the page where none is known."""
    known = _known(key, places)
    message = docs.missing_citation(page, one_line(element.text_content()))
    hint = "give it what it rests on, or mark in the template why it may stand uncited"
    place = places[known] if known else Place(page)
    about = (known,) if known else ()
    return Diagnostic(place, "uncited-sentence", message, hint, about=about)
