"""Citations in hand-written Markdown, `[@id]` and `[@id; @id]`, outside code."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_UNCITED = re.compile(r"^<!--\s*guide:\s*uncited\s+(.+?)\s*-->\s*$", re.MULTILINE)
_FOR_CONTRIBUTORS = re.compile(r"^<!--\s*guide:\s*for contributors\s*-->\s*$", re.MULTILINE)
_FENCE = "\n```"
_OPENING = re.compile(r"(?<![\\!\]])\[[-\s]*@(?=\S)")
"""The beginning of a citation, however it goes on; a backslash before it makes it plain text."""
_LINK = re.compile(r"\[[^\]]*\](?:\(|\[(?!@))")
"""The words of a link, which may begin with a sign of their own."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")
PATTERN = r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]"
_CITATION = re.compile(PATTERN)
BLOCKS = ("p", "li", "dd", "td", "th", "blockquote")
"""Elements of a page that a citation within them makes a cited text."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Citation(NamedTuple):
    """The ids that one pair of brackets names, with its line and column (from 1)."""

    ids: tuple[str, ...]
    line: int
    column: int


class Misread(NamedTuple):
    """A citation that is not in the one form that is read, with its line and column (from 1)."""

    text: str
    line: int
    column: int


def ids(inside: str) -> tuple[str, ...]:
    """The ids in the text between `[@` and `]` of a citation."""
    return tuple(part.strip().lstrip("@") for part in inside.split(";"))


@lru_cache(maxsize=1024)
def find(text: str) -> tuple[Citation, ...]:
    """Every citation of a Markdown text in order, without those in code."""
    if "[@" not in text:
        return ()
    return tuple(_in_lines(_shown_lines(text)))


def _in_lines(shown: dict[int, str]) -> Iterator[Citation]:
    for number, line in sorted(shown.items()):
        yield from _in_line(number, line)


def _in_line(number: int, line: str) -> Iterator[Citation]:
    for match in re.finditer(PATTERN, line):
        yield Citation(ids(match[1]), number, match.start() + 1)


@lru_cache(maxsize=1024)
def misread(text: str) -> tuple[Misread, ...]:
    """Every `[@` of a Markdown text that begins no citation as `find` reads them."""
    if "@" not in text:
        return ()
    return tuple(_misread_in(_shown_lines(text)))


def _misread_in(shown: dict[int, str]) -> Iterator[Misread]:
    for number, line in sorted(shown.items()):
        for match in _OPENING.finditer(line):
            at = match.start()
            if not _CITATION.match(line, at) and not _LINK.match(line, at):
                end = line.find("]", at) + 1 or len(line)
                yield Misread(line[at:end], number, at + 1)


def without_marks(line: str) -> str:
    """A line without its citations and without the marks of footnotes."""
    return _FOOTNOTE.sub("", _CITATION.sub("", line))


def _shown_lines(text: str) -> dict[int, str]:
    """The lines of paragraphs, headings and cells by number, with their code hidden."""
    lines = text.splitlines()
    shown: dict[int, str] = {}
    for token in _MARKDOWN.parse(text):
        if token.type != "inline" or not token.map:
            continue
        codes = _codes(token)
        for number in range(token.map[0] + 1, token.map[1] + 1):
            line = shown.get(number, lines[number - 1])
            shown[number] = _without(codes, line)
    return shown


def _codes(token: Token) -> set[str]:
    """The texts of the code in a paragraph."""
    children = token.children or ()
    return {child.content for child in children if child.type == "code_inline"}


def _without(codes: set[str], line: str) -> str:
    """A line with zeros in the place of code."""
    if not codes:
        return line
    first, *rest = line.split("`")
    inner = ["\0" * len(part) if part in codes else part for part in rest[:-1]]
    return "`".join([first, *inner, *rest[-1:]])


def uncited_reason(text: str) -> str | None:
    """Why a page may be uncited: it is for contributors, or a comment gives the reason.

    The comment is `<!-- guide: uncited reason -->`, above any code.
    """
    match = _UNCITED.search(text.partition(_FENCE)[0])
    if match:
        return match[1]
    return "for contributors" if is_for_contributors(text) else None


def is_for_contributors(text: str) -> bool:
    """Whether a page has the comment `<!-- guide: for contributors -->` above any code."""
    return bool(_FOR_CONTRIBUTORS.search(text.partition(_FENCE)[0]))


def without_uncited_comment(text: str) -> str:
    """A page without these comments; one within a block of code is an example and stays."""
    top, fence, rest = text.partition(_FENCE)
    return _FOR_CONTRIBUTORS.sub("", _UNCITED.sub("", top)) + fence + rest
