"""`llms.txt`: the pages of the guide in a few lines, for assistants (https://llmstxt.org)."""

from collections.abc import Iterable, Iterator

from evidence_guide.guide import Guide
from evidence_guide.site.twins import ShownPage
from evidence_guide.text.characters import one_line
from evidence_guide.view.context import Context
from evidence_guide.view.finished_addresses import MARKDOWN, twin_address
from evidence_guide.view.linked import DATA
from evidence_guide.view.pages.parts import words_of
from evidence_guide.view.site import Site
from evidence_guide.view.texts import plain_words

LLMS = "llms.txt"
Pages = list[ShownPage]
_SECTIONS = {
    "steps": ("plan.md", "stages/", "choices/"),
    "topics": ("topics/",),
    "look_up": ("popular-claims.md", "tables/", "tools/", "glossary.md"),
    "evidence": (
        *("claims/index.md", "sources/index.md", "method.md", "audit.md"),
        *("changes.md", "reporting.md", "about-this-guide.md", "cite.md"),
    ),
}
"""The sections by the name of their label, each with how the files of its pages begin."""


def llms(guide: Guide, pages: Iterable[ShownPage]) -> str:
    """The whole text; claims and sources are reached through their lists."""
    listed = list(pages)
    return "\n".join(_lines(guide, listed)) + "\n"


def _lines(guide: Guide, pages: Pages) -> Iterator[str]:
    words, file = words_of(guide).programs, guide.file
    yield f"# {file.title}\n"
    yield f"> {one_line(file.about)}\n"
    for page in pages[:1]:
        yield f"{plain_words(page.notice.about.text)} {page.notice.reviewed}\n"
    yield f"{words.each_page_has.striptags().format(file.version, file.as_of.isoformat())}"
    for name, beginnings in _SECTIONS.items():
        found = (page for page in pages if page.uri.startswith(beginnings))
        yield from _section(getattr(words, name).striptags(), found)
    translated = (page for page in pages if page.site.guide.translation)
    yield from _section(words.other_languages.striptags(), translated)
    yield f"\n## {words.data.striptags()}\n"
    for uri in DATA:
        yield f"- [{uri}]({Context(Site(guide)).page(uri)})"


def _section(heading: str, pages: Iterable[ShownPage]) -> Iterator[str]:
    """A heading with the pages below it; nothing where there is none."""
    lines = [*map(_line, pages)]
    if lines:
        yield f"\n## {heading}\n"
        yield from lines


def _line(page: ShownPage) -> str:
    """A link to the twin of a page."""
    return f"- [{page.title}]({_twin(page)}): {one_line(page.description)}"


def _twin(page: ShownPage) -> str:
    """The address of the twin of a page."""
    return Context(page.site).file(twin_address(page.uri, MARKDOWN))
