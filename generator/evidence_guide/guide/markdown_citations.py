"""Citations in hand-written Markdown, `[@id]` and `[@id; @id]`, outside code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

NumberedLines = Iterator[tuple[int, str]]
_UNCITED = re.compile(r"^<!--\s*guide:\s*uncited\s+(.+?)\s*-->\s*$", re.MULTILINE)
_FOR_CONTRIBUTORS = re.compile(r"^<!--\s*guide:\s*for contributors\s*-->\s*$", re.MULTILINE)
_FENCE = "\n```"
_SIGN = re.compile(
    r"\\.|[\[\]]|\n\n"
    r"|(?<![\w.+\-@/])-?@(?P<key>\{[^}\n]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)"
)
"""A bracket, the end of a paragraph, or a key as Pandoc writes it; a backslash makes each of them
plain text, and a letter before a key makes it an address."""
_LINKED = ("(", "[")
"""What follows the words of a link or of a picture."""
_HOLDS_TEXT = re.compile(r"\s*(?:!!!|\?\?\?\+?|===|\[\^[^\]]+\]:|:)(?:\s|$)")
"""A line whose indented lines are text and not code: a box, a tab, a footnote, a definition."""
_INDENT = 4
_READ_IN_HTML = re.compile(r"<\w+(?:\s[^>]*)?\smarkdown\b[^>]*>")
"""A tag in which Markdown is read."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")
PATTERN = r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]"
_CITATION = re.compile(rf"(?<!\\){PATTERN}")
"""A citation; a backslash before it makes it plain text."""
BLOCKS = ("p", "li", "dd", "td", "th", "blockquote")
"""Elements of a page that a citation within them makes a cited text."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Citation(NamedTuple):
    """The ids that one pair of brackets names, with its line and column (from 1)."""

    ids: tuple[str, ...]
    line: int
    column: int


@dataclass
class _Bracket:
    """An open bracket, or one that a backslash makes plain text."""

    start: int
    holds_key: bool = False


class Misread(NamedTuple):
    """A citation that is not in the one form that is read, with its line and column (from 1)."""

    text: str
    line: int
    column: int
    key: str = ""
    """The key of one without brackets, which may be no citation at all."""


def ids(inside: str) -> tuple[str, ...]:
    """The ids in the text between `[@` and `]` of a citation."""
    return tuple(part.strip().lstrip("@") for part in inside.split(";"))


@lru_cache(maxsize=1024)
def find(text: str) -> tuple[Citation, ...]:
    """Every citation of a Markdown text in order, without those in code."""
    if "[@" not in text:
        return ()
    return tuple(_in_lines(shown_lines(text)))


def _in_lines(shown: dict[int, str]) -> Iterator[Citation]:
    for number, line in sorted(shown.items()):
        yield from _in_line(number, line)


def _in_line(number: int, line: str) -> Iterator[Citation]:
    for match in _CITATION.finditer(line):
        yield Citation(ids(match[1]), number, match.start() + 1)


@lru_cache(maxsize=1024)
def misread(text: str) -> tuple[Misread, ...]:
    """Every citation in one of Pandoc's forms that is not read as `find` reads them."""
    if "@" not in text:
        return ()
    read = shown_lines(text)
    raw = _lines_of_html(text)
    return tuple(sorted({*_misread_in(read, read), *_misread_in(raw, {})}, key=_place))


def _place(one: Misread) -> tuple[int, int]:
    return one.line, one.column


def _misread_in(shown: dict[int, str], read: dict[int, str]) -> Iterator[Misread]:
    """The misread citations in some lines; those that are `read` are sound."""
    text = "\n".join(shown.get(number, "") for number in range(1, max(shown, default=0) + 1))
    sound = {(one.line, one.column) for one in _in_lines(read)}
    for start, end, key in _written(text):
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        if (line, column) not in sound:
            yield Misread(text[start:end], line, column, key)


def _written(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of all that Pandoc reads as a citation; without brackets, with its key."""
    opened: list[_Bracket] = []
    for match in _SIGN.finditer(text):
        sign = match[0]
        if sign.endswith("["):
            opened.append(_Bracket(match.start()))
        elif match["key"] and not opened:
            yield *match.span(), match["key"].strip("{}")
        elif match["key"]:
            opened[-1].holds_key = True
        elif sign.endswith("]") and opened:
            yield from _closed(text, [opened.pop()], match.end())
        elif sign == "\n\n":
            yield from _closed(text, opened, None)
            opened = []
    yield from _closed(text, opened, None)


def _closed(
    text: str, brackets: list["_Bracket"], end: int | None
) -> Iterator[tuple[int, int, str]]:
    """Those of some brackets that hold a key and are no link; without an end, to their line's."""
    for bracket in brackets:
        start = bracket.start
        last = _end_of_line(text, start) if end is None else end
        if bracket.holds_key and text[start] == "[" and not _is_linked(text, last):
            yield start, last, ""


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_linked(text: str, end: int) -> bool:
    """Whether the brackets that end here hold the words of a link."""
    return text.startswith(_LINKED, end) and not text.startswith("[@", end)


def without_marks(line: str) -> str:
    """A line without its citations and without the marks of footnotes."""
    return _FOOTNOTE.sub("", _CITATION.sub("", line))


def shown_lines(text: str) -> dict[int, str]:
    """The lines of paragraphs, headings and cells by number, with their code hidden."""
    lines = text.splitlines()
    shown: dict[int, str] = {}
    for token in _MARKDOWN.parse(text):
        if token.map and token.type == "inline":
            _show(token, lines, shown)
        elif token.map and token.type == "code_block" and _is_text(lines, token.map[0]):
            shown.update(_indented(token.content, token.map[0]))
        elif token.map and token.type == "html_block" and _READ_IN_HTML.search(token.content):
            shown.update(enumerate(token.content.splitlines(), token.map[0] + 1))
    return shown


def _show(token: Token, lines: list[str], shown: dict[int, str]) -> None:
    """Adds the lines of a paragraph."""
    codes = _codes(token)
    first, last = token.map or (0, 0)
    for number in range(first + 1, last + 1):
        line = shown.get(number, lines[number - 1])
        for tag in _tags(token):
            line = line.replace(tag, "\0" * len(tag))
        shown[number] = _without(codes, line)


def _is_text(lines: list[str], start: int) -> bool:
    """Whether an indented block is the text of a box, a tab, a footnote or a definition."""
    for line in reversed(lines[:start]):
        if line.strip() and not line.startswith(" " * _INDENT):
            return bool(_HOLDS_TEXT.match(line))
    return False


def _indented(content: str, start: int) -> NumberedLines:
    """The lines of a text that is indented, with their numbers on the page."""
    for number, line in shown_lines(content).items():
        yield start + number, f"{'':{_INDENT}}{line}"


def _lines_of_html(text: str) -> dict[int, str]:
    """The lines of HTML in which nothing is read, by number and without comments."""
    found: dict[int, str] = {}
    for token in _MARKDOWN.parse(text):
        if token.map and token.type == "html_block" and not _READ_IN_HTML.search(token.content):
            content = _COMMENT.sub(_blank, token.content)
            found.update(enumerate(content.splitlines(), token.map[0] + 1))
    return found


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _tags(token: Token) -> Iterator[str]:
    """The tags and comments in a paragraph."""
    for child in token.children or ():
        if child.type == "html_inline" and "@" in child.content:
            yield child.content


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
