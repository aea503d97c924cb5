"""`[@id]` and `[@id; @id]` in hand-written Markdown: where citations stand, outside code."""

import re
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt

PATTERN = r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]"
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
    inline = [token for token in _MARKDOWN.parse(text) if token.type == "inline" and token.map]
    shown = {number for token in inline for number in range(token.map[0] + 1, token.map[1] + 1)}  # type: ignore[index]
    for token in inline:
        for code in (
            child.content for child in token.children or () if child.type == "code_inline"
        ):
            for number in shown:
                lines[number] = lines[number].replace(f"`{code}`", "`" + "\0" * len(code) + "`")
    return tuple(
        Citation(ids(m[1]), number, m.start() + 1)
        for number in sorted(shown)
        for m in re.finditer(PATTERN, lines[number])
    )
