"""Sentences of plain text, Markdown or HTML, each with its line and column.

Markup is masked and never removed, so that every character keeps its place.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from evidence_guide.text.sentences import split_sentences

_MASK = "\0"
"""In the place of a character that is markup."""
_BREAK = "\f"
"""In the place of markup between two blocks."""
_TOKEN = re.compile(r"<!--|-->|<(?P<end>/?)[!?]?(?P<name>[a-zA-Z][\w-]*)[^<>]*>|&#?\w{1,31};")
_WITHIN = (
    "a abbr b bdi bdo cite code data em font i ins kbd mark q s small span strong sub sup time tt u"
    " var wbr"
)
_WITHOUT = "head nav script style svg template"
_INLINE = frozenset(_WITHIN.split())
"""Elements within a sentence."""
_UNREAD = frozenset(_WITHOUT.split())
"""Elements whose text is not read."""
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<body|<article|<main|<div|<p)\b", re.IGNORECASE)
_BREAKS = (
    re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE),
    re.compile(r"^[-=*_|: \t]{3,}$", re.MULTILINE),
    re.compile(r"^[ \t>]*(?:#{1,6}|[-*+•–]|\(?\d{1,3}[.)])[ \t]+", re.MULTILINE),
    re.compile(r"\n[ \t\r>]*(?=\n)"),
    re.compile(r"\|"),
)
"""What is between two blocks of Markdown: fences, rules, list marks, blank lines, cells."""
_HEADING = re.compile(r"^([ \t>]*#{1,6}[ \t]+)(.*)\n", re.MULTILINE)
_MARKS = (
    re.compile(r"^(?:[ \t]*>)+", re.MULTILINE),
    re.compile(r"!?\[(?=[^\[\]\n]{1,400}\]\([^()\s]{1,800}\))|(?<=\])\([^()\s]{1,800}\)"),
    re.compile(r"\](?=\0)|\[\^?\w{1,12}\]|\*+|`+|~~|(?<!\w)_+|_+(?!\w)"),
)
"""Signs of Markdown within a block."""


class PlacedSentence(NamedTuple):
    """A sentence of a text and where it begins; lines and columns count from 1."""

    text: str
    line: int
    column: int


def sentences_in(text: str) -> Iterator[PlacedSentence]:
    """The sentences of a text in order.

    A heading, a list item and a cell of a table are sentences of their own.
    """
    is_page = _PAGE.match(text) is not None
    masked = _without_tags(text)
    if not is_page:
        masked = _without_marks(masked)
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    for block in _blocks(masked):
        yield from _located(block, starts)


# Masking


def _as_mask(match: re.Match[str]) -> str:
    return _MASK * len(match[0])


def _as_break(match: re.Match[str]) -> str:
    return _BREAK * len(match[0])


def _without_tags(text: str) -> str:
    """A text with its tags masked, and with what is in scripts, styles and menus."""
    parts, position, hidden = [], 0, ""
    for token in _TOKEN.finditer(text):
        parts.append(_shown(text[position : token.start()], hidden))
        parts.append(_replacement(token, hidden))
        hidden = _hidden_after(token, hidden)
        position = token.end()
    return "".join([*parts, _shown(text[position:], hidden)])


def _shown(text: str, hidden: str) -> str:
    return _BREAK * len(text) if hidden else text


def _hidden_after(token: re.Match[str], hidden: str) -> str:
    """The element or comment that hides the text after a token; empty if none does."""
    if hidden:
        is_end = token[0] == "-->" if hidden == "<!--" else _is_end_of(token, hidden)
        return "" if is_end else hidden
    name = (token["name"] or "").lower()
    if token[0] == "<!--":
        return token[0]
    return name if name in _UNREAD and not token["end"] else ""


def _is_end_of(token: re.Match[str], name: str) -> bool:
    return bool(token["end"]) and token["name"].lower() == name


def _replacement(token: re.Match[str], hidden: str) -> str:
    """A token with its length: an entity as its character, a tag as nothing or as a break."""
    if token[0].startswith("&") and not hidden:
        character = unescape(token[0])
        return character.ljust(len(token[0]), _MASK) if len(character) == 1 else token[0]
    name = (token["name"] or "").lower()
    is_inline = not name or name in _INLINE
    return _as_mask(token) if is_inline else _as_break(token)


def _without_marks(text: str) -> str:
    """A text with the signs of Markdown masked."""
    text = _HEADING.sub(_heading_alone, text)
    for pattern in _BREAKS:
        text = pattern.sub(_as_break, text)
    for pattern in _MARKS:
        text = pattern.sub(_as_mask, text)
    return text


def _heading_alone(match: re.Match[str]) -> str:
    return _BREAK * len(match[1]) + match[2] + _BREAK


# Sentences


_Block = list[tuple[str, int]]
"""Characters with their positions."""


def _blocks(masked: str) -> Iterator[_Block]:
    """The blocks of a masked text, each with single spaces."""
    position = 0
    for part in masked.split(_BREAK):
        block = _single_spaced(part, position)
        if block:
            yield block
        position += len(part) + 1


def _single_spaced(part: str, start: int) -> _Block:
    block: _Block = []
    for position, character in enumerate(part, start):
        if character == _MASK:
            continue
        if not character.isspace():
            block.append((character, position))
        elif block and block[-1][0] != " ":
            block.append((" ", position))
    return block


def _located(block: _Block, starts: list[int]) -> Iterator[PlacedSentence]:
    """The sentences of a block."""
    text = "".join(character for character, _ in block)
    cursor = 0
    for sentence in split_sentences(text):
        cursor = text.index(sentence, cursor)
        position = block[cursor][1]
        line = bisect_right(starts, position)
        yield PlacedSentence(sentence, line, position - starts[line - 1] + 1)
        cursor += len(sentence)
