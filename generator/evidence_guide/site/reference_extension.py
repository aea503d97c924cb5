"""Markdown extension for any project: `[@key]` cites a record of a BibTeX file; no guide is needed.

Projects name it as `evidence-guide-citations`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from evidence_guide.files import reading
from evidence_guide.files.reading import RefusedFile
from evidence_guide.guide.bibtex import read_bibtex
from evidence_guide.guide.loader import MOST_BIBTEX
from evidence_guide.guide.markdown_citations import ids, shown_lines
from evidence_guide.guide.source import Source
from evidence_guide.text.nearest import near
from evidence_guide.view.references import reference_html

Sources = Mapping[str, Source]
"""The records of a bibliography by their keys."""
_KEY = r"@\w(?:[\w:.+/-]*\w)?"
CITATION = rf"\[({_KEY}(?:\s*;\s*{_KEY})*)\]"
_READ = re.compile(rf"(?<!\\){CITATION}(?![(\[])")
_MEANT = re.compile(r"(?<!\\)\[[^\[\]]*(?<![\w.])@\w[^\[\]]*\](?![(\[])")
"""What looks like a citation, whatever its form."""
_HINT = "write `[@key]` or `[@key; @key]`, or a backslash before the bracket"
_CLASS = "citation"
_BEFORE_CONTENTS = 6
"""Before the table of contents is made, so that it has the heading of the references."""


class CitationError(ValueError):
    """A text or a bibliography that cannot be used: a line for each fault."""


class References(Extension):
    """Options: `bibliography`, a BibTeX file, and `title`, the heading of the references."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "bibliography": ["", "BibTeX file, from the folder in which the program runs"],
            "title": ["References", "heading of the references; empty for none"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Reads the bibliography, and adds the parts that check, number and list citations."""
        path = str(self.getConfig("bibliography"))
        if not path:
            raise CitationError("the option `bibliography` is missing; name a BibTeX file")
        page = _Page(path, _sources(path))
        md.preprocessors.register(_Check(md, page), "reference-check", 200)
        md.inlinePatterns.register(_Cite(CITATION, md, page), "reference-cite", 180)
        listing = _List(md, page, str(self.getConfig("title")))
        md.treeprocessors.register(listing, "reference-list", _BEFORE_CONTENTS)


def _sources(path: str) -> Sources:
    """The records of a file by their keys. Raises CitationError."""
    found = read_bibtex(_text(path), path)
    if found.trouble:
        complaints = (f"{one.place}: {one.message}; {one.hint}" for one in found.trouble)
        raise CitationError("\n".join(complaints))
    return {source.id: source for source in found.sources}


def _text(path: str) -> str:
    try:
        return reading.content(Path(path), MOST_BIBTEX).decode("utf-8-sig")
    except RefusedFile as refused:
        raise CitationError(f"{path}: {refused.problem}; {refused.fix}") from None
    except UnicodeDecodeError:
        raise CitationError(f"{path} is not UTF-8; save it as UTF-8") from None


class _Page:
    """The citations of the text that is being converted."""

    def __init__(self, path: str, sources: Sources) -> None:
        self.path = path
        self.sources = sources
        self.numbers: dict[str, int] = {}

    def number(self, key: str) -> int:
        """The number of a record on this page, by first appearance."""
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def faults(self, text: str) -> Iterator[str]:
        """A line for each citation that cannot be read or names no record."""
        for number, line in sorted(shown_lines(text).items()):
            for match in _MEANT.finditer(line):
                place = f"line {number}, column {match.start() + 1}"
                yield from (f"{place}: {fault}" for fault in self._faults(match[0]))

    def _faults(self, written: str) -> Iterator[str]:
        """What is wrong with one citation."""
        read = _READ.fullmatch(written)
        if read is None:
            yield f"`{written}` is not read; {_HINT}"
            return
        for key in ids(read[1]):
            if key not in self.sources:
                hint = near(key, self.sources, "add it, or correct the key")
                yield f"{self.path} has no record `{key}`; {hint}"


class _Check(Preprocessor):
    """Forgets the page before, and refuses a text with a faulty citation."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        """The lines as they are. Raises CitationError."""
        self.page.numbers = {}
        faults = [*self.page.faults("\n".join(lines))]
        if faults:
            raise CitationError("\n".join(faults))
        return lines


class _Cite(InlineProcessor):
    """`[@key; @key]` to an element for each key, which gets its number once all is read."""

    def __init__(self, pattern: str, md: Markdown, page: _Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's own name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (its signature)
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The element; what is no citation of this bibliography stays as written."""
        keys = ids(m[1])
        if not all(key in self.page.sources for key in keys):
            return None, None, None
        cite = ET.Element("sup", {"class": _CLASS})
        for key in keys:
            ET.SubElement(cite, "a", href=key)
        return cite, m.start(0), m.end(0)


class _List(Treeprocessor):
    """Numbers the citations in the order of the page, and ends it with its references.

    Python-Markdown reads the parts of a page in an order of its own.
    """

    def __init__(self, md: Markdown, page: _Page, title: str) -> None:
        super().__init__(md)
        self.page = page
        self.title = title

    def run(self, root: ET.Element) -> None:
        """Numbers in place, and adds the heading and the list if anything is cited."""
        self._number_all(root)
        if self.page.numbers:
            self._add_references(root)

    def _number_all(self, root: ET.Element) -> None:
        """Numbers in place of the ids that are cited."""
        for cite in root.iter("sup"):
            if cite.get("class") == _CLASS:
                self._number(cite)

    def _number(self, cite: ET.Element) -> None:
        """Puts links to the references in order into a citation."""
        keys = [str(link.get("href")) for link in cite]
        cite[:] = []
        for number in sorted({self.page.number(key) for key in keys}):
            if len(cite):
                cite[-1].tail = " "
            ET.SubElement(cite, "a", href=f"#ref-{number}").text = str(number)

    def _add_references(self, root: ET.Element) -> None:
        if self.title:
            ET.SubElement(root, "h2", id="references").text = self.title
        found = ET.SubElement(root, "ol", {"class": "references"})
        for key, number in self.page.numbers.items():
            item = ET.SubElement(found, "li", id=f"ref-{number}")
            item.text = self.md.htmlStash.store(_reference(self.page.sources[key]))


@lru_cache(maxsize=4096)
def _reference(source: Source) -> str:
    """HTML of a reference with its links."""
    link = Markup('<a href="{}">{}</a>')
    links = [link.format(address, name) for name, address in source.links.items()]
    return " ".join((reference_html(source), *links))
