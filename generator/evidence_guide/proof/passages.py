"""Passages and figures found again in the text of their source: exact after folding, whole words, whole sentences, one place.

A passage is `first words … last words` of whole sentences, or a short text as a whole. Case counts, the first letter too.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from evidence_guide.proof.folding import Folded, fold
from evidence_guide.proof.sentences import SHOWN, begins, cut_after, cut_before, ends

BOUND = 1500
"""Characters between the first and the last of a passage at most; a long paragraph has about as many."""
ALIKE = 70
"""Likeness (0 to 100, rapidfuzz's partial ratio) below which nothing is suggested."""


class Why(StrEnum):
    """Why a passage is not found."""

    EMPTY = "the passage begins or ends with a gap, or holds nothing"
    WORDS = "these words do not stand in the text"
    ORDER = "the parts stand in the text in another order"
    FAR = "the parts lie too far apart"


class Nearest(NamedTuple):
    """Something like what was looked for: a suggestion, never a proof. Positions count in the original text."""

    start: int
    end: int
    words: str
    likeness: float


@dataclass(frozen=True)
class Proved:
    """The passage stands at these positions of the original text; more than one place only if they read the same."""

    start: int
    end: int
    digest: str
    """SHA-256 of the folded passage, hexadecimal; the passage itself is not kept."""
    places: int = 1
    text: Folded = field(default=Folded("", ""), repr=False, compare=False)
    span: tuple[int, int] = field(default=(0, 0), repr=False, compare=False)
    """Where the passage stands in the folded text."""


@dataclass(frozen=True)
class PartOfSentence:
    """The words stand here, but sentences were cut: what stands before and after them, as printed."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class Ambiguous:
    """The words fit several places (positions in the original text) that read differently."""

    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class NotFound:
    """The words do not stand in the text; `part` is the part of the passage that is to blame."""

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
_GOES_ON = re.compile(r"\^|[.,/:-]\d| - \d")


@lru_cache(maxsize=65536)
def parts(passage: str) -> tuple[str, ...]:
    """The folded parts of a passage between its gaps; one is empty if the passage begins or ends with a gap."""
    return tuple(fold(part.strip()).text.strip() for part in _GAP.split(passage))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether what stands there begins and ends whole words and numbers, with their sign, comparison and %."""
    return _whole_left(text, start) and _whole_right(text, end) and not text.startswith("%", end)


def _whole_left(text: str, at: int) -> bool:
    if not at or (text[at - 1] == " " and text[at].isalpha()):
        return True
    if (
        _PAIR.match(text, at - 1, at + 1)
        or _JOINED.match(text, max(0, at - 2), at + 1)
        or text[at - 1] == "^"
    ):
        return False
    if text[at].isdecimal():
        return not _SIGNED.search(text, max(0, at - 2), at)
    return not (_SIGN_OF.match(text, at) and _TIED.match(text, at - 1))


def _whole_right(text: str, at: int) -> bool:
    if text[at : at + 1] in ("", " ") and text[at - 1].isalpha():
        return True
    if _PAIR.match(text, at - 1, at + 1):
        return False
    if text[at - 1].isdecimal():
        return not _GOES_ON.match(text, at)
    return not _JOINED.match(text, at - 1, at + 2)


def _each(part: str, text: str, at: int = 0) -> Iterator[int]:
    """The places from a position on at which a part stands as whole words."""
    at = text.find(part, at)
    while at >= 0:
        if _whole(text, at, at + len(part)):
            yield at
        at = text.find(part, at + 1)


def find(passage: str, text: Folded | str, bound: int = BOUND) -> Proved | Missing:
    """Where a passage stands in a text, or why it does not; fold a text once if it is asked more than once.

    The parts stand in their order, each at its nearest place behind the one before, first to last within `bound`
    characters, and begin and end whole sentences. Never raises.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    words = parts(passage)
    if not all(words):
        return NotFound(Why.EMPTY)
    spans = list(_in_order(words, folded.text))
    near = [span for span in spans if span[1] - span[0] <= bound]
    return (
        _judged(near, folded) if near else _failed(words, folded, Why.FAR if spans else Why.ORDER)
    )


def _in_order(words: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    """From each place of the first part to the nearest end of the last, the parts in order; no part of the text is read twice for one part."""
    ahead = [-1] * len(words)
    for start in _each(words[0], text):
        end = start + len(words[0])
        for number, part in enumerate(words[1:], 1):
            if ahead[number] < end:
                ahead[number] = next(_each(part, text, end), -1)
            if ahead[number] < 0:
                return
            end = ahead[number] + len(part)
        yield start, end


def _failed(words: tuple[str, ...], folded: Folded, why: Why) -> NotFound:
    """The first part that stands nowhere; if all do, why they make no passage together."""
    for part in words:
        if next(_each(part, folded.text), None) is None:
            return NotFound(Why.WORDS, part, _nearest(part, folded))
    return NotFound(why, words[-1])


def _judged(spans: list[tuple[int, int]], folded: Folded) -> Proved | Missing:
    whole = [span for span in spans if begins(folded, span[0]) and ends(folded, span[1])]
    if not whole:
        start, end = spans[0]
        return PartOfSentence(
            *folded.span(start, end), cut_before(folded, start), cut_after(folded, end)
        )
    start, end = whole[0]
    passage = folded.text[start:end]
    if any(folded.text[first:last] != passage for first, last in whole[1:]):
        return Ambiguous(tuple(folded.span(*span) for span in whole))
    digest = hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()
    return Proved(*folded.span(start, end), digest, len(whole), folded, (start, end))


_WORD = re.compile(r"\w{3,}")


def _nearest(part: str, folded: Folded) -> Nearest | None:
    """The likeliest words around the places of the part's two rarest words; at most twenty places are looked at."""
    counts = sorted((folded.text.count(word), word) for word in set(_WORD.findall(part)))
    best, found = float(ALIKE), None
    for _, word in [pair for pair in counts if pair[0]][:2]:
        for at in _some(word, folded.text):
            floor = max(0, at - len(part) - 20)
            window = folded.text[floor : at + len(part) + 20]
            match = fuzz.partial_ratio_alignment(part, window, score_cutoff=best)
            if match and match.score > best:
                best, found = match.score, (floor + match.dest_start, floor + match.dest_end)
    if not found:
        return None
    start, end = _grown(folded.text, *found)
    return Nearest(*folded.span(start, end), folded.shown(start, end)[:SHOWN], best)


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, grown to whole words."""
    while start and _PAIR.match(text, start - 1, start + 1):
        start -= 1
    while end < len(text) and _PAIR.match(text, end - 1, end + 1):
        end += 1
    return start, end


def _some(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(10):
        if at < 0:
            return
        yield at
        at = text.find(word, at + 1)


_GROUP = re.compile(r" (?=\d{3})")
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w]|[.,]?\d)")


def figures(found: Proved, wanted: Iterable[str]) -> tuple[str, ...]:
    """The figures that do not stand in the passage as they are printed, in their order.

    A number is whole with its sign, comparison, range and thousands; a figure without a unit may stand before any unit
    or %, one with a unit stands with that unit. Nothing but the table of equivalences may differ, not even a separator.
    """
    text, (start, end) = found.text.text, found.span
    grouped = _GROUPED.finditer(text, start, end) if _GROUP.search(text, start, end) else ()
    groups = [
        g.span()
        for g in grouped
        if "\t" not in (s := found.text.shown(*g.span())) and "\n" not in s
    ]
    return tuple(
        figure for figure in wanted if not _stands(parts(figure), text, start, end, groups)
    )


def _stands(
    figure: tuple[str, ...], text: str, start: int, end: int, groups: list[tuple[int, int]]
) -> bool:
    (words, *more) = figure
    at = text.find(words, start, end) if words and not more else -1
    while at >= 0:
        last = at + len(words)
        whole = _whole_left(text, at) and _whole_right(text, last) and _unit_ends(text, last)
        if whole and all(
            last <= first or at >= behind or (at <= first and behind <= last)
            for first, behind in groups
        ):
            return True
        at = text.find(words, at + 1, end)
    return False


def _unit_ends(text: str, at: int) -> bool:
    """Whether a figure's unit is over: `mg` is another unit than `mg/day`, a number has no unit."""
    return text[at - 1].isdecimal() or not re.match(r"[/·%]\w?", text[at : at + 2])
