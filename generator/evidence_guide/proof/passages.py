"""Passages and figures, searched in the text of their source.

After folding, the match is exact: whole words, whole sentences, one place. A passage is
`first words … last words` of whole sentences, or a short text as a whole. Case counts, including
that of the first letter.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from evidence_guide.proof.folding import Folded, fold
from evidence_guide.proof.sentence_bounds import SHOWN, begins, cut_after, cut_before, ends

BOUND = 1500
"""Most characters from the start to the end of a passage, about those of a long paragraph."""
ALIKE = 70
"""Least similarity (0 to 100, rapidfuzz's partial ratio) of a suggestion."""
_MARGIN = 20
_RARE_WORDS, _PLACES_OF_EACH = 2, 10

Range = tuple[int, int]


class Why(StrEnum):
    """Why a passage is not found."""

    EMPTY = "the passage begins or ends with a gap, or is empty"
    WORDS = "these words are not in the text"
    ORDER = "the parts are in the text in another order"
    FAR = "the parts are too far apart"


class Nearest(NamedTuple):
    """Similar words in the text: a suggestion, never a proof. Positions are of the original."""

    start: int
    end: int
    words: str
    likeness: float


@dataclass(frozen=True)
class Proved:
    """The passage is at these positions of the original text; other places read the same."""

    start: int
    end: int
    digest: str
    """SHA-256 of the folded passage, hexadecimal; the passage itself is not kept."""
    places: int = 1
    text: Folded = field(default=Folded("", ""), repr=False, compare=False)
    span: Range = field(default=(0, 0), repr=False, compare=False)
    """Where the passage is in the folded text."""


@dataclass(frozen=True)
class PartOfSentence:
    """The words are here, but cut a sentence off; `before` and `after` are missing, as printed."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class Ambiguous:
    """The words fit several places (positions in the original text) that read differently."""

    places: tuple[Range, ...]


@dataclass(frozen=True)
class NotFound:
    """The words are not in the text; `part` is the first part of the passage that is missing."""

    why: Why
    part: str = ""
    nearest: Nearest | None = None


Missing = PartOfSentence | Ambiguous | NotFound

_GAP = re.compile(r"(?:…(?<!\S…)|\.{3}(?<!\S\.{3}))(?!\S)")
_PAIR = re.compile(r"\w\w|[<>≤≥±~+-][<>≤≥=±~]")
_JOINED = re.compile(r"\w['/-]\w|\w\.[^\W\d]|\d[.,:^]\d")
_SIGNED = re.compile(r"(?:[<>≤≥±~^+-]|[+-] )$")
_SIGN_OF = re.compile(r"[+-]\d")
_TIED = re.compile(r"[\w%)\]]")
_CONTINUES = re.compile(r"\^|[.,/:-]\d| - \d")
_WORD = re.compile(r"\w{3,}")
_GROUP = re.compile(r" (?=\d{3})")
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w]|[.,]?\d)")
_MORE_UNIT = re.compile(r"[/·%]\w?")


@lru_cache(maxsize=65536)
def passage_parts(passage: str) -> tuple[str, ...]:
    """The folded parts of a passage between its gaps; one is empty if a gap is first or last."""
    return tuple(fold(part.strip()).text.strip() for part in _GAP.split(passage))


# Whole words


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a range holds whole words and numbers, with their sign, comparison and %."""
    if not _is_whole_left(text, start):
        return False
    return _is_whole_right(text, end) and not text.startswith("%", end)


def _is_whole_left(text: str, at: int) -> bool:
    if not at or (text[at - 1] == " " and text[at].isalpha()):
        return True
    if _is_joined_left(text, at):
        return False
    if text[at].isdecimal():
        return not _SIGNED.search(text, max(0, at - 2), at)
    return not (_SIGN_OF.match(text, at) and _TIED.match(text, at - 1))


def _is_joined_left(text: str, at: int) -> bool:
    if text[at - 1] == "^" or _PAIR.match(text, at - 1, at + 1):
        return True
    return _JOINED.match(text, max(0, at - 2), at + 1) is not None


def _is_whole_right(text: str, at: int) -> bool:
    if text[at : at + 1] in ("", " ") and text[at - 1].isalpha():
        return True
    if _PAIR.match(text, at - 1, at + 1):
        return False
    if text[at - 1].isdecimal():
        return not _CONTINUES.match(text, at)
    return not _JOINED.match(text, at - 1, at + 2)


def _occurrences(part: str, text: str, at: int = 0) -> Iterator[int]:
    """The positions, from one on, at which a part is in the text as whole words."""
    at = text.find(part, at)
    while at >= 0:
        if _is_whole(text, at, at + len(part)):
            yield at
        at = text.find(part, at + 1)


# Passages


def find_passage(passage: str, text: Folded | str, bound: int = BOUND) -> Proved | Missing:
    """Where a passage is in a text, or why it is not; fold a text that is searched repeatedly.

    The parts are in order, each at its first place after the one before, with at most `bound`
    characters from first to last, and begin and end whole sentences. Never raises.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    parts = passage_parts(passage)
    if not all(parts):
        return NotFound(Why.EMPTY)
    spans = list(_spans(parts, folded.text))
    near = [span for span in spans if span[1] - span[0] <= bound]
    if near:
        return _match(near, folded)
    return _not_found(parts, folded, Why.FAR if spans else Why.ORDER)


def _spans(parts: tuple[str, ...], text: str) -> Iterator[Range]:
    """The ranges from each place of the first part to the nearest end of the last.

    No section of the text is searched twice for the same part.
    """
    first, *others = parts
    found = [-1] * len(others)
    for start in _occurrences(first, text):
        end = start + len(first)
        for number, part in enumerate(others):
            if found[number] < end:
                found[number] = next(_occurrences(part, text, end), -1)
            if found[number] < 0:
                return
            end = found[number] + len(part)
        yield start, end


def _not_found(parts: tuple[str, ...], folded: Folded, why: Why) -> NotFound:
    """The first part that is nowhere in the text; otherwise why the parts make no passage."""
    for part in parts:
        if next(_occurrences(part, folded.text), None) is None:
            return NotFound(Why.WORDS, part, _nearest(part, folded))
    return NotFound(why, parts[-1])


def _match(spans: list[Range], folded: Folded) -> Proved | Missing:
    whole = [span for span in spans if begins(folded, span[0]) and ends(folded, span[1])]
    if not whole:
        return _part_of_sentence(spans[0], folded)
    readings = {folded.text[start:end] for start, end in whole}
    if len(readings) > 1:
        return Ambiguous(tuple(folded.span(*span) for span in whole))
    digest = _digest(readings.pop())
    return Proved(*folded.span(*whole[0]), digest, len(whole), folded, whole[0])


def _digest(passage: str) -> str:
    return hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()


def _part_of_sentence(span: Range, folded: Folded) -> PartOfSentence:
    start, end = span
    before, after = cut_before(folded, start), cut_after(folded, end)
    return PartOfSentence(*folded.span(start, end), before, after)


# Suggestions


def _nearest(part: str, folded: Folded) -> Nearest | None:
    """The most similar words around the part's two rarest words, at up to ten places each."""
    best = float(ALIKE)
    found: Range | None = None
    for at in _rare_places(part, folded.text):
        match = _similar(part, folded.text, at, best)
        if match and match[0] > best:
            best, found = match
    if not found:
        return None
    start, end = _widened(folded.text, *found)
    return Nearest(*folded.span(start, end), folded.shown(start, end)[:SHOWN], best)


def _similar(part: str, text: str, at: int, least: float) -> tuple[float, Range] | None:
    """The similarity and range of the words around a position that are most like a part."""
    floor = max(0, at - len(part) - _MARGIN)
    window = text[floor : at + len(part) + _MARGIN]
    match = fuzz.partial_ratio_alignment(part, window, score_cutoff=least)
    if match is None:
        return None
    return match.score, (floor + match.dest_start, floor + match.dest_end)


def _rare_places(part: str, text: str) -> Iterator[int]:
    """Places of the rarest words of a part that are in the text."""
    counts = [(text.count(word), word) for word in set(_WORD.findall(part))]
    present = sorted(pair for pair in counts if pair[0])
    for _, word in present[:_RARE_WORDS]:
        yield from islice(_places(word, text), _PLACES_OF_EACH)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _widened(text: str, start: int, end: int) -> Range:
    """The range, widened to whole words."""
    while start and _PAIR.match(text, start - 1, start + 1):
        start -= 1
    while end < len(text) and _PAIR.match(text, end - 1, end + 1):
        end += 1
    return start, end


# Figures


def missing_figures(found: Proved, figures: Iterable[str]) -> tuple[str, ...]:
    """The figures that are not printed in the passage, in order.

    A number must be whole, with its sign, comparison, range and thousands. A figure without a unit
    may precede any unit or %; one with a unit must have that unit. Only the equivalences of the
    folding table may differ, not even a separator.
    """
    groups = _thousands(found)
    return tuple(figure for figure in figures if not _prints(found, figure, groups))


def _thousands(found: Proved) -> list[Range]:
    """Ranges of numbers with spaces between their thousands, within one cell or line."""
    text, (start, end) = found.text.text, found.span
    if not _GROUP.search(text, start, end):
        return []
    groups = []
    for grouped in _GROUPED.finditer(text, start, end):
        printed = found.text.shown(*grouped.span())
        if "\t" not in printed and "\n" not in printed:
            groups.append(grouped.span())
    return groups


def _prints(found: Proved, figure: str, groups: list[Range]) -> bool:
    words, *more = passage_parts(figure)
    if more or not words:
        return False
    text, (start, end) = found.text.text, found.span
    at = text.find(words, start, end)
    while at >= 0:
        if _is_figure(text, at, at + len(words), groups):
            return True
        at = text.find(words, at + 1, end)
    return False


def _is_figure(text: str, at: int, last: int, groups: list[Range]) -> bool:
    """Whether a range of the text is a whole number or a number with its whole unit."""
    if not (_is_whole_left(text, at) and _is_whole_right(text, last) and _unit_ends(text, last)):
        return False
    for first, behind in groups:
        outside = last <= first or at >= behind
        covers = at <= first and behind <= last
        if not outside and not covers:
            return False
    return True


def _unit_ends(text: str, at: int) -> bool:
    """Whether the unit of a figure is complete: `mg` is not `mg/day`; a number has no unit."""
    return text[at - 1].isdecimal() or not _MORE_UNIT.match(text, at)
