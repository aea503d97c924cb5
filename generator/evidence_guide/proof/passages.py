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

from evidence_guide.guide.lock import FARTHEST
from evidence_guide.proof.folding import Folded, Range, fold
from evidence_guide.proof.readings import (
    GROUPED,
    Parts,
    other_readings,
    passage_parts,
    with_spaces,
    without_spaces,
)
from evidence_guide.proof.sections import inner_label
from evidence_guide.proof.sentence_bounds import begins, cut_after, cut_before, ends
from evidence_guide.proof.suggestions import Nearest, nearest_words
from evidence_guide.proof.whole_words import (
    first_place,
    is_whole_left,
    is_whole_right,
    occurrences,
    word_places,
)

Figures = tuple[str, ...]


class Why(StrEnum):
    """Why a passage is not found."""

    EMPTY = "the passage begins or ends with a gap, or is empty"
    WORDS = "these words are not in the text"
    ORDER = "the parts are in the text in another order"
    FAR = "the parts are too far apart"


@dataclass(frozen=True)
class Proved:
    """The passage is in the text; other places read the same."""

    span: Range
    """Where the passage is in the folded text."""
    text: Folded = field(repr=False, compare=False)
    places: int = 1

    @property
    def place(self) -> Range:
        """Where the passage is in the original text."""
        return self.text.span(*self.span)

    @property
    def digest(self) -> str:
        """SHA-256 of the folded passage, hexadecimal; the passage itself is not kept."""
        start, end = self.span
        return _digest(self.text.text[start:end])


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


@dataclass(frozen=True)
class AcrossSections:
    """The words are here, but another section of the text, with this label, begins among them."""

    start: int
    end: int
    label: str


Missing = PartOfSentence | AcrossSections | Ambiguous | NotFound

_GROUP = re.compile(r" (?=\d{3})")
_MORE_UNIT = re.compile(r"[/·%]\w?")


# Passages


def find_passage(passage: str, text: Folded | str, bound: int = FARTHEST) -> Proved | Missing:
    """Where a passage is in a text, or why it is not; fold a text that is searched repeatedly.

    The parts are in order, each at its first place after the one before, with at most `bound`
    characters from first to last, and begin and end whole sentences. Never raises.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    found = _find_reading(passage_parts(passage), folded, bound)
    if isinstance(found, Proved):
        return found
    for parts in other_readings(passage):
        other = _find_reading(parts, folded, bound)
        if isinstance(other, Proved) and _has_whole_numbers(other):
            return other
        found = _clearer(found, other)
    return found


def _clearer(found: Missing, other: Proved | Missing) -> Missing:
    """The result that says more: words that are there are worth more than words that are not."""
    is_missing = isinstance(found, NotFound) and found.why is not Why.EMPTY
    return found if isinstance(other, Proved | NotFound) or not is_missing else other


def _find_reading(parts: Parts, folded: Folded, bound: int) -> Proved | Missing:
    return _find_parts(parts, folded, bound) if all(parts) else NotFound(Why.EMPTY)


def _has_whole_numbers(found: Proved) -> bool:
    """Whether no number with spaces between its thousands runs over two cells."""
    groups = GROUPED.finditer(found.text.text, *found.span)
    return all(_is_in_one_cell(found.text.shown(*group.span())) for group in groups)


def _find_parts(parts: Parts, folded: Folded, bound: int) -> Proved | Missing:
    spans = list(_spans(parts, folded.text))
    near = [(start, end) for start, end in spans if end - start <= bound]
    if near:
        return _match(near, folded)
    why = Why.FAR if spans else Why.ORDER
    return _not_found(parts, folded, why)


def _spans(parts: Parts, text: str) -> Iterator[Range]:
    """The ranges from each place of the first part to the nearest end of the last.

    No section of the text is searched twice for the same part.
    """
    first, *others = parts
    found = [-1] * len(others)
    for start in occurrences(first, text):
        end = _end_of_last(others, text, start + len(first), found)
        if end < 0:
            return
        yield start, end


def _end_of_last(parts: list[str], text: str, end: int, found: list[int]) -> int:
    """The end of the last part if all follow in order, otherwise -1.

    `found` caches the last known place of each part.
    """
    for number, part in enumerate(parts):
        if found[number] < end:
            found[number] = first_place(part, text, end)
        if found[number] < 0:
            return -1
        end = found[number] + len(part)
    return end


def _not_found(parts: Parts, folded: Folded, why: Why) -> NotFound:
    """The first part that is nowhere in the text; otherwise why the parts make no passage."""
    for part in parts:
        if first_place(part, folded.text) < 0:
            return NotFound(Why.WORDS, part, nearest_words(part, folded))
    return NotFound(why, parts[-1])


def _match(spans: list[Range], folded: Folded) -> Proved | Missing:
    sentences = _shortest([span for span in spans if _is_whole_sentences(span, folded)])
    if not sentences:
        return _part_of_sentence(spans[0], folded)
    whole = [span for span in sentences if not inner_label(span, folded)]
    if not whole:
        return AcrossSections(*folded.span(*sentences[0]), inner_label(sentences[0], folded))
    if _read_alike(whole, folded):
        return Proved(whole[0], folded, len(whole))
    return Ambiguous(tuple(folded.span(*span) for span in whole))


def _shortest(spans: list[Range]) -> list[Range]:
    """The spans without those that hold a shorter one with the same end."""
    starts = {end: start for start, end in spans}
    return [(start, end) for end, start in starts.items()]


def _read_alike(spans: list[Range], folded: Folded) -> bool:
    readings = {folded.text[start:end] for start, end in spans}
    return len(readings) == 1


def _is_whole_sentences(span: Range, folded: Folded) -> bool:
    start, end = span
    return begins(folded, start) and ends(folded, end)


def _digest(passage: str) -> str:
    return hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()


def _part_of_sentence(span: Range, folded: Folded) -> PartOfSentence:
    start, end = span
    return PartOfSentence(*folded.span(*span), cut_before(folded, start), cut_after(folded, end))


# Figures


def missing_figures(found: Proved, figures: Iterable[str]) -> Figures:
    """The figures that are not printed in the passage, in order.

    A number must be whole, with its sign, comparison, range and thousands. A figure without a unit
    may precede any unit or %; one with a unit must have that unit. Only the equivalences of the
    folding table may differ, and the separator of thousands.
    """
    groups = _thousands(found)
    return tuple(figure for figure in figures if not _prints(found, figure, groups))


def prints_anywhere(unit: str, text: Folded) -> bool:
    """Whether a whole text prints a unit somewhere, as a whole word."""
    return all(part and first_place(part, text.text) >= 0 for part in passage_parts(unit))


def _thousands(found: Proved) -> list[Range]:
    """Ranges of numbers with spaces between their thousands, within one cell or line."""
    text = found.text.text
    if not _GROUP.search(text, *found.span):
        return []
    groups = [grouped.span() for grouped in GROUPED.finditer(text, *found.span)]
    return [group for group in groups if _is_in_one_cell(found.text.shown(*group))]


def _is_in_one_cell(printed: str) -> bool:
    return "\t" not in printed and "\n" not in printed


def _prints(found: Proved, figure: str, groups: list[Range]) -> bool:
    words, *more = passage_parts(figure)
    if more or not words:
        return False
    if _is_printed(found, words, groups):
        return True
    spaced, joined = with_spaces(words), without_spaces(words)
    if joined != words:
        return _is_printed(found, joined, groups)
    return bool(groups) and spaced != words and _is_printed(found, spaced, groups, grouped=True)


def _is_printed(found: Proved, words: str, groups: list[Range], *, grouped: bool = False) -> bool:
    """Whether words are a figure of the passage; `grouped` ones hold a number of `groups`."""
    text = found.text.text
    for at in word_places(words, text, *found.span):
        last = at + len(words)
        holds = any(at <= first and end <= last for first, end in groups)
        if _is_figure(text, at, last, groups) and (holds or not grouped):
            return True
    return False


def _is_figure(text: str, at: int, last: int, groups: list[Range]) -> bool:
    """Whether a range of the text is a whole number or a number with its whole unit."""
    if not (is_whole_left(text, at) and is_whole_right(text, last)):
        return False
    return _unit_ends(text, last) and not any(_cuts(at, last, group) for group in groups)


def _cuts(at: int, last: int, group: Range) -> bool:
    """Whether a range has only a part of a number with spaces between its thousands."""
    first, behind = group
    outside = last <= first or at >= behind
    covers = at <= first and behind <= last
    return not (outside or covers)


def _unit_ends(text: str, at: int) -> bool:
    """Whether the unit of a figure is complete: `mg` is not `mg/day`; a number has no unit."""
    return text[at - 1].isdecimal() or not _MORE_UNIT.match(text, at)
