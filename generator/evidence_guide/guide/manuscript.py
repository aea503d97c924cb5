"""A hand-written page as HTML, with the line of the Markdown that each of its texts comes from."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import html
from lxml.html import HtmlElement

from evidence_guide.guide.handwritten import (
    CITED,
    UNREADABLE,
    body_html,
    front_and_body,
    is_too_nested,
)
from evidence_guide.guide.markdown_citations import BLOCKS, uncited_reason
from evidence_guide.text.characters import one_line

_FREE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "pre", "script", "style", "template"})
"""Elements that need no citation: headings, code, and whatever readers do not see."""
_FILLED_IN = ("--8<--", "{{", "{%")
"""Beginnings of texts that another tool replaces during the build, whose result the audit reads."""
_LONGEST = 80
"""Letters of a text by which its line is found."""
_FENCES = ("```", "~~~")
_LETTERS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=256)
def page_html(text: str, names: tuple[str, ...]) -> HtmlElement | None:
    """The body of a page, made with some extensions; None if Markdown cannot read it.

    `page-is-inert` complains of a page that cannot be read.
    """
    _, body, _ = front_and_body(text)
    if is_too_nested(body):
        return None
    try:
        return html.fragment_fromstring(body_html(body, names), create_parent="div")
    except UNREADABLE:
        return None


def uncited_texts(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and words of each text of a page that neither cites nor is declared as uncited."""
    root = None if uncited_reason(text) else page_html(text, names)
    if root is None:
        return
    lines = TextLines(text)
    for element in _bare(root):
        words = one_line(element.text_content())
        if not words.startswith(_FILLED_IN):
            yield lines.next_line(element), words


def links(text: str, names: tuple[str, ...]) -> Iterator[tuple[HtmlElement, str]]:
    """Each link on a page, and its address."""
    root = page_html(text, names)
    for element in () if root is None else root.iter("a"):
        address = element.get("href")
        if address:
            yield element, address


def _bare(element: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost elements with words of their own that need a citation and have none."""
    for child in element:
        if _is_free(child) or _is_cited(child):
            continue
        if _has_words(child):
            yield child
        else:
            yield from _bare(child)


def _is_free(element: HtmlElement) -> bool:
    """Whether an element needs no citation; a comment has no name and needs none either."""
    return not isinstance(element.tag, str) or element.tag in _FREE


def _is_cited(element: HtmlElement) -> bool:
    return element.tag in BLOCKS and bool(element.find_class(CITED))


def _has_words(element: HtmlElement) -> bool:
    """Whether an element holds letters outside the elements within it."""
    texts = [element.text, *(part.tail for part in element)]
    return any(map(_has_letters, texts))


def _has_letters(text: str | None) -> bool:
    return any(map(str.isalpha, text or ""))


class TextLines:
    """The letters of a page outside headings and code, with the line that each is written in."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts: list[int] = []
        parts: list[str] = []
        size = 0
        for line in _prose(self.lines):
            letters = _letters(line)
            self.starts.append(size)
            parts.append(letters)
            size += len(letters)
        self.letters = "".join(parts)
        self.last = 0

    def next_line(self, element: HtmlElement) -> int:
        """The line in which the text of an element begins, after that of the last one asked for."""
        at = self._find(element, self.last)
        if at is None:
            return 1
        self.last = at + 1
        return self._line(at)

    def line(self, element: HtmlElement) -> int:
        """The first line that holds the text of an element, or 1 if none does."""
        at = self._find(element, 0)
        return 1 if at is None else self._line(at)

    def line_of_address(self, address: str, element: HtmlElement) -> int:
        """The first line that holds an address, or else the text of its link."""
        for number, line in enumerate(self.lines, 1):
            if address in line:
                return number
        return self.line(element)

    def _find(self, element: HtmlElement, start: int) -> int | None:
        """The position of the letters of an element, or at least of their beginning."""
        for words in _beginnings(element):
            at = self._position(words, start)
            if at >= 0:
                return at
        return None

    def _position(self, words: str, start: int) -> int:
        """The position of some letters from `start` on, or else from the top; -1 for none."""
        at = self.letters.find(words, start)
        if at >= 0:
            return at
        return self.letters.find(words, 0)

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)


def _beginnings(element: HtmlElement) -> Iterator[str]:
    """The first letters of an element, the longest excerpt first."""
    whole = _letters(element.text_content())
    yield from (whole[:size] for size in (_LONGEST, _LONGEST // 2, _LONGEST // 4) if whole)
    for text in element.itertext():
        letters = _letters(text)
        if letters:
            yield letters[:_LONGEST]


def _prose(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a page; those of its headings and of fenced code are empty."""
    fence = ""
    for line in lines:
        mark = line.lstrip()[:3]
        is_edge = mark == fence if fence else mark in _FENCES
        if is_edge:
            fence = "" if fence else mark
        is_silent = is_edge or fence or line.startswith("#")
        yield "" if is_silent else line


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()
