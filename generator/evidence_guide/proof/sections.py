"""Sections of an abstract, and whether a range of a text runs over several of them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from evidence_guide.proof.equivalences import LABELS
from evidence_guide.proof.folding import Folded, Range
from evidence_guide.proof.sentence_bounds import LABEL_END

_INLINE = re.compile(
    rf"[.!?][\"')\]]* (?:\d{{1,2}}\.? )?"
    rf"((?:{LABELS})(?=: | ?- | (?:[A-Z]|\d|\())"
    r"|[A-Z]{4}[A-Z /&,()-]{0,36}(?=: | (?:[A-Z][a-z]|\d)))"
)
"""A label after a stop: with a mark, in capitals, or running into a new sentence."""
_START = re.compile(rf"(?:{LABELS}|[A-Z]{{4}}[A-Z /&,()-]{{0,36}})(?=: | ?- | (?:[A-Z]|\d|\())")
_HEADING = re.compile(rf"(?:\d{{1,2}}\.? )?(?=[A-Z])(?:{LABELS}|{LABELS.upper()})[:.]?")
"""A label on a line of its own."""
_LONGEST_HEADING = 80
"""More characters than a label has."""
_Label = tuple[int, str]
"""A label with its position in the original text."""


def inner_label(span: Range, folded: Folded) -> str:
    """The label of a section that begins within a range of a folded text; empty if none does."""
    inline = _INLINE.search(folded.text, *span)
    if inline:
        return inline[1]
    headings = _headings(folded.original)
    return _first_within(*folded.span(*span), headings) if headings else ""


def starts_section(folded: Folded, at: int) -> bool:
    """Whether the label of a section begins at a position of a folded text."""
    if _START.match(folded.text, at):
        return True
    place = folded.span(at, at + 1)[0]
    return any(start == place for start, _ in _headings(folded.original))


@lru_cache(maxsize=64)
def _headings(text: str) -> tuple[_Label, ...]:
    return tuple(_labels(text))


def _labels(text: str) -> Iterator[_Label]:
    """The labels on lines of their own and those whose end is marked, in order."""
    at = 0
    for line in text.split("\n"):
        label = _label_of(line)
        if label:
            yield at, label
        at += len(line) + 1


def _label_of(line: str) -> str:
    """The label that is a line or whose marked end is in it; empty if there is none."""
    first, end, _ = line.partition(LABEL_END)
    if end:
        return first.rstrip(":.") if first[1:].endswith(":") else ""
    is_heading = len(line) < _LONGEST_HEADING and _HEADING.fullmatch(line)
    return line.rstrip(":.") if is_heading else ""


def _first_within(start: int, end: int, headings: tuple[_Label, ...]) -> str:
    """The first label after the start of a range, if it is within the range."""
    number = bisect_right(headings, start, key=_position)
    if number == len(headings) or headings[number][0] >= end:
        return ""
    return headings[number][1]


def _position(label: _Label) -> int:
    return label[0]
