"""The sections of finished pages for the search, divided as Material divides them but faster."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from math import inf

_INSIDE = r"""(?:[^"'>]++|"[^"]*"|'[^']*')*+"""
_PARTS = re.compile(
    rf"<!--.*?-->|<(script|style)(?=[\s>]).*?</\1\s*>"
    rf"|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?P<with>{_INSIDE})>|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_ID = re.compile(r"""\sid=["']?([^"'\s>]*)""")
_EXCLUDED = re.compile(r"""\sdata-search-exclude(?=[\s=/]|$)|\sclass=["']linenodiv["']""")
_PERMALINK = 'class="headerlink"'
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
"""Elements that the index keeps."""
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "param", "source", "track", "wbr"),
    }
)
"""Elements without content."""


@dataclass
class SearchSection:
    """The words below a heading, which Material makes an entry of."""

    tag: str = ""
    """The heading's; empty for what comes before the first."""
    depth: float = 0
    excluded: bool = False
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def is_excluded(self) -> bool:
        """Whether the heading asks to be left out."""
        return self.excluded


class PageSections:
    """The sections of one page, found element by element as Material finds them."""

    def __init__(self, page: str) -> None:
        self.context: list[str] = []
        self.skipped: set[str] = set()
        """The elements whose words are left out while one of them is open, by name."""
        self.permalink = inf
        """The depth of the permalink that is open."""
        self.found: list[SearchSection] = []
        self.section = SearchSection()
        for part in _PARTS.finditer(page):
            self._read(part)

    def _read(self, part: re.Match[str]) -> None:
        """Reads one part of the page; comments, scripts and styles say nothing."""
        if part["text"]:
            self._add_text(part["text"])
        elif part["end"]:
            self._close(part["tag"].lower())
        elif part["tag"]:
            self._open(part["tag"].lower(), part["with"])

    def _open(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            return
        self.context.append(tag)
        if tag in HEADINGS:
            self._begin(tag, attributes)
        self._ensure_first()
        if _EXCLUDED.search(attributes):
            self.skipped.add(tag)
        elif tag == "a" and _PERMALINK in attributes:
            self.permalink = len(self.context)
        elif tag in _KEPT and not self._is_skipped():
            self._words().append(f"<{tag}>")
        if attributes.endswith("/"):
            self._close(tag)

    def _begin(self, tag: str, attributes: str) -> None:
        """Begins a section at a heading with an id."""
        id = _ID.search(attributes)
        if not id:
            return
        if tag != "h1" and not self.found:
            self.found.append(SearchSection(depth=len(self.context)))
        excluded = bool(_EXCLUDED.search(attributes))
        self.section = SearchSection(tag, len(self.context), excluded)
        if self.found:
            self.section.id = unescape(id[1])
        self.found.append(self.section)

    def _ensure_first(self) -> None:
        if not self.found:
            self.found.append(self.section)

    def _close(self, tag: str) -> None:
        if not self.context or self.context[-1] != tag:
            return
        self._leave_section()
        self.context.pop()
        if len(self.context) < self.permalink:
            self.permalink = inf
        if tag in self.skipped:
            self.skipped.remove(tag)
        elif tag in _KEPT and not self._is_skipped():
            _end(self._words(), tag)

    def _leave_section(self) -> None:
        """Goes back to the section around one whose heading was within another element."""
        if self.section.depth <= len(self.context):
            return
        for section in reversed(self.found):
            if section.depth <= len(self.context):
                self.section.depth = inf
                self.section = section
                return

    def _is_skipped(self) -> bool:
        return not self.skipped.isdisjoint(self.context)

    def _words(self) -> list[str]:
        """The words that are being read: of the title or of the text."""
        is_title = self.section.tag in self.context
        return self.section.title if is_title else self.section.text

    def _add_text(self, text: str) -> None:
        """Adds text as it is written, unless it is left out."""
        if not self._is_skipped():
            self._add_words(escape(unescape(text), quote=False))

    def _add_words(self, words: str) -> None:
        if "pre" not in self.context:
            words = " " if words.isspace() else words.replace("\n", " ")
        self._ensure_first()
        if self.section.tag in self.context:
            if self.permalink == inf:
                self.section.title.append(words)
        elif not words.isspace() or "pre" in self.context or not _ends_in_space(self.section.text):
            self.section.text.append(words)


def _ends_in_space(words: list[str]) -> bool:
    return bool(words) and words[-1].isspace()


def _end(words: list[str], tag: str) -> None:
    """Ends an element, or removes it if nothing is in it."""
    start = words.index(f"<{tag}>")
    if any(not word.isspace() for word in words[start + 1 :]):
        words.append(f"</{tag}>")
    else:
        del words[start:]
