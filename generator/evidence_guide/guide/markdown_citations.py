"""`[@id]` and `[@id; @id]` in hand-written Markdown: where citations stand, outside code."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_UNCITED = re.compile(r"^<!--\s*guide:\s*uncited\s+(.+?)\s*-->\s*$", re.MULTILINE)
_FENCE = "\n```"
PATTERN = r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]"
BLOCKS = ("p", "li", "dd", "td", "th", "blockquote")
"""Elements of a page that a citation within them makes a cited text."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Citation(NamedTuple):
    """The ids that one pair of brackets names, with its line and column (from 1)."""

    ids: tuple[str, ...]
    line: int
    column: int


def ids(inside: str) -> tuple[str, ...]:
    """The ids of a citation, given what stands between `[@` and `]`."""
    return tuple(part.strip().lstrip("@") for part in inside.split(";"))


@lru_cache(maxsize=1024)
def find(text: str) -> tuple[Citation, ...]:
    """Every citation of a Markdown text in order; those in code are left alone."""
    if "[@" not in text:
        return ()
    lines = dict(enumerate(text.splitlines(), 1))
    shown: set[int] = set()
    for token in _MARKDOWN.parse(text):
        if token.type == "inline" and token.map:
            numbers = range(token.map[0] + 1, token.map[1] + 1)
            shown.update(numbers)
            _hide_code(token, numbers, lines)
    found = (
        (number, match) for number in sorted(shown) for match in re.finditer(PATTERN, lines[number])
    )
    return tuple(Citation(ids(match[1]), number, match.start() + 1) for number, match in found)


def _hide_code(token: Token, numbers: Iterable[int], lines: dict[int, str]) -> None:
    """Puts zeros in the place of the code in the lines of a paragraph that holds any."""
    codes = {child.content for child in token.children or () if child.type == "code_inline"}
    for number in numbers if codes else ():
        parts = lines[number].split("`")
        inner = ["\0" * len(part) if part in codes else part for part in parts[1:-1]]
        lines[number] = "`".join([parts[0], *inner, *parts[1:][-1:]])


def uncited_reason(text: str) -> str | None:
    """The reason of the comment `<!-- guide: uncited reason -->`, if a page holds one above any code."""
    match = _UNCITED.search(text.partition(_FENCE)[0])
    return match[1] if match else None


def without_uncited_comment(text: str) -> str:
    """A page without that comment; one within a block of code is an example and stays."""
    top, fence, rest = text.partition(_FENCE)
    return _UNCITED.sub("", top) + fence + rest
