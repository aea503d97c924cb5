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
_HEADING = re.compile(
    rf"^(?:\d{{1,2}}\.? )?(?=[A-Z])(?:{LABELS}|{LABELS.upper()})[:.]?$"
    rf"|^[^\n{LABEL_END}]+(?=:{LABEL_END})",
    re.MULTILINE,
)
"""A label on a line of its own, or one whose end is marked, as those of PubMed are."""
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
    for label in _HEADING.finditer(text):
        yield label.start(), label[0].rstrip(":.")


def _first_within(start: int, end: int, headings: tuple[_Label, ...]) -> str:
    """The first label after the start of a range, if it is within the range."""
    number = bisect_right(headings, start, key=_position)
    if number == len(headings) or headings[number][0] >= end:
        return ""
    return headings[number][1]


def _position(label: _Label) -> int:
    return label[0]
