"""Words of a text that are similar to a part of a passage: suggestions, never proofs."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import ScoreAlignment

from evidence_guide.proof.folding import Folded, Range
from evidence_guide.proof.sentence_bounds import SHOWN
from evidence_guide.proof.whole_words import is_within_word, word_places

ALIKE = 70
"""Minimum similarity of a suggestion: rapidfuzz's partial ratio, 0 to 100."""
_MARGIN = 20
_RARE_WORDS, _PLACES_OF_EACH = 2, 10
_WORD = re.compile(r"\w{3,}")


class _Similar(NamedTuple):
    """The likeness of a range of the text to a part of a passage, from 0 to 100."""

    likeness: float
    start: int
    end: int


class Nearest(NamedTuple):
    """Similar words in the text: a suggestion, never a proof. Positions are of the original."""

    start: int
    end: int
    words: str
    likeness: float


def nearest_words(part: str, folded: Folded) -> Nearest | None:
    """The most similar words around the part's two rarest words, at up to ten places each."""
    found = _most_similar(part, folded.text)
    return _as_printed(found, folded) if found else None


def _as_printed(found: _Similar, folded: Folded) -> Nearest:
    start, end = _widened(folded.text, found.start, found.end)
    words = folded.shown(start, end)[:SHOWN]
    return Nearest(*folded.span(start, end), words, found.likeness)


def _most_similar(part: str, text: str) -> _Similar | None:
    best = None
    least = float(ALIKE)
    for at in _rare_places(part, text):
        found = _similar(part, text, at, least)
        if found and found.likeness > least:
            best, least = found, found.likeness
    return best


def _similar(part: str, text: str, at: int, least: float) -> _Similar | None:
    """The words around a position that are most like a part."""
    floor = max(0, at - len(part) - _MARGIN)
    window = text[floor : at + len(part) + _MARGIN]
    match = fuzz.partial_ratio_alignment(part, window, score_cutoff=least)
    return _similar_in_text(match, floor) if match else None


def _similar_in_text(match: ScoreAlignment, floor: int) -> _Similar:
    """A match in a window as a range of the text in which the window begins at a position."""
    return _Similar(match.score, floor + match.dest_start, floor + match.dest_end)


def _rare_places(part: str, text: str) -> Iterator[int]:
    """Places of the rarest words of a part that are in the text."""
    for word in _rarest_words(part, text):
        yield from islice(word_places(word, text), _PLACES_OF_EACH)


def _rarest_words(part: str, text: str) -> list[str]:
    counts = sorted((text.count(word), word) for word in set(_WORD.findall(part)))
    present = [word for count, word in counts if count]
    return present[:_RARE_WORDS]


def _widened(text: str, start: int, end: int) -> Range:
    """The range, widened to whole words."""
    while is_within_word(text, start):
        start -= 1
    while is_within_word(text, end):
        end += 1
    return start, end
