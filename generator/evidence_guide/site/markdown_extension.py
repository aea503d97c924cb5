"""Markdown extension for hand-written pages: `[@id]` becomes a numbered citation.

Each page that cites ends with its references, and each that is for readers has the guide's notice
below its title, as pages made from evidence do. `mkdocs.yml` names it as
`evidence_guide.site.markdown_extension`, so that it works in every engine that runs
Python-Markdown.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER

from evidence_guide.guide import Guide, markdown_citations
from evidence_guide.guide.loader import load
from evidence_guide.site.audit import BY_HAND
from evidence_guide.site.page import Page
from evidence_guide.view.site import Site

GetGuide = Callable[[], Guide]
"""What returns the guide."""
_HTML = re.compile(HTML_PLACEHOLDER % r"\d+")
"""The placeholder for a block of HTML until the page is finished."""
ATTRIBUTES = "attr_list"
"""Pages made from evidence name their headings' ids with it."""


class Citations(Extension):
    """Option: `folder`, the guide's folder, which holds `evidence/`."""

    def __init__(self, guide: GetGuide | None = None, **options: Any) -> None:
        self.config = {"folder": [".", "folder that holds evidence/"]}
        self.guide = guide
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's own name)
        """Adds the parts that find, number and list citations, and ids of headings if missing."""
        if ATTRIBUTES not in md.treeprocessors:
            md.registerExtensions([ATTRIBUTES], {})
        state = _State(self.guide or (lambda: _load(str(self.getConfig("folder")))))
        md.preprocessors.register(_Begin(md, state), "guide-begin", 200)
        md.inlinePatterns.register(_Cite(markdown_citations.PATTERN, md, state), "guide-cite", 180)
        md.treeprocessors.register(_Mark(md, state), "guide-mark", 5)


@lru_cache(maxsize=8)
def _load(folder: str) -> Guide:
    return load(Path(folder))


class _State:
    """The citations of the page that is being converted."""

    def __init__(self, guide: GetGuide) -> None:
        self.guide = guide
        self.page: Page | None = None
        self.uncited: str | None = None
        self.notice = False

    def current(self) -> Page:
        """The page, made when it is first needed."""
        if self.page is None:
            self.page = Page(Site(self.guide()), "page.md")
        return self.page


class _Begin(Preprocessor):
    """Forgets the page before, and reads the reason why this one may be uncited."""

    def __init__(self, md: Markdown, state: _State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, lines: list[str]) -> list[str]:
        """The lines without the comment `<!-- guide: uncited reason -->` above any code."""
        text = "\n".join(lines)
        self.state.page, self.state.uncited = None, markdown_citations.uncited_reason(text)
        self.state.notice = _needs_notice(text)
        return markdown_citations.without_uncited_comment(text).split("\n")


class _Cite(InlineProcessor):
    """`[@id; @id]` to superscript numbers."""

    def __init__(self, pattern: str, md: Markdown, state: _State) -> None:
        super().__init__(pattern, md)
        self.state = state

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's own name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (its signature)
    ) -> tuple[ET.Element | str | None, int | None, int | None]:
        """The citation as an element; one of unknown ids stays as written, for the audit."""
        html = str(self.state.current().cite(markdown_citations.ids(m[1])))
        element = ET.fromstring(html) if html else None  # noqa: S314 (our own template made it)
        return element, m.start(0), m.end(0)


class _Mark(Treeprocessor):
    """Marks blocks as cited or as about the guide, and adds the references."""

    def __init__(self, md: Markdown, state: _State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ET.Element) -> None:
        """Marks in place."""
        if self.state.uncited:
            _mark_uncited(root, self.state.uncited)
        _mark_cited(root)
        if self.state.notice:
            self._add_notice(root)
        if self.state.page and self.state.page.cited:
            self._add_references(root, self.state.page)

    def _add_notice(self, root: ET.Element) -> None:
        """Puts the guide's notice below the title, if the page has one."""
        title = root.find("h1")
        if title is None:
            return
        notice = ET.Element("p")
        notice.text = self.md.htmlStash.store(self.state.current().notice())
        root.insert(list(root).index(title) + 1, notice)

    def _add_references(self, root: ET.Element, page: Page) -> None:
        """Ends the page with its references."""
        heading = ET.SubElement(root, "h2", id="references")
        heading.text = "References"
        slot = ET.SubElement(root, "p")
        slot.text = self.md.htmlStash.store(page.reference_list())


def _needs_notice(text: str) -> bool:
    """Whether a page is for readers and has not got the guide's notice yet."""
    return not (markdown_citations.is_for_contributors(text) or 'class="eg-notice"' in text)


def _mark_uncited(root: ET.Element, reason: str) -> None:
    """Marks the blocks of a page that may be uncited; a block of HTML is put into one."""
    for child in root:
        if child.tag == "p" and _HTML.fullmatch(child.text or "") and not len(child):
            child.tag = "div"
        child.set("data-uncited", reason)


def _mark_cited(root: ET.Element) -> None:
    """Marks the blocks that cite."""
    for element in root.iter():
        if element.tag in markdown_citations.BLOCKS and _cites(element):
            _mark_block(element)


def _mark_block(element: ET.Element) -> None:
    """Marks a block as one that cites."""
    element.set("data-cited", BY_HAND)
    element.attrib.pop("data-uncited", None)


def _cites(element: ET.Element) -> bool:
    return any(part.get("class") == "eg-cite" for part in element.iter("sup"))


def makeExtension(**options: Any) -> Citations:  # noqa: N802 (Python-Markdown's own name)
    """The extension, as Python-Markdown asks for it by the module's name."""
    return Citations(**options)
