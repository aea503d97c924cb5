"""`[@id]` and `[@id; @id]` in hand-written Markdown: where citations stand, outside code."""

import re
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


def find(text: str) -> list[Citation]:
    """Every citation of a Markdown text in order; those in code are left alone."""
    if "[@" not in text:
        return []
    lines = text.splitlines()
    found = []
    for token in _MARKDOWN.parse(text):
        if token.type != "inline" or token.map is None:
            continue
        code = [child.content for child in token.children or () if child.type == "code_inline"]
        for number in range(*token.map):
            line = lines[number]
            for piece in code:
                line = line.replace(f"`{piece}`", "`" + "\0" * len(piece) + "`")
            found += [Citation(ids(m[1]), number + 1, m.start() + 1) for m in re.finditer(PATTERN, line)]
    return found
