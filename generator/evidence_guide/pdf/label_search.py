"""Labels among the letters of a PDF, found without trying each of them at each place."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from evidence_guide.pdf.letters import Letters

_Labels = Iterable[re.Pattern[str]]
_Beginnings = dict[str, list[re.Pattern[str]]]
"""Labels by their first letters."""
_BEGINNING = 5
"""Letters by which labels are sorted, so that few are tried at each place."""
_NUMBER_OR_DOTS = re.compile(r"\\d|\\\.\*")
"""The part of a label's pattern that is not words."""
_ESCAPE = re.compile(r"\\(.)")


def take_labels(letters: Letters, labels: _Labels) -> None:
    """Takes the labels among the letters that are left, the longest first at each place."""
    known = _by_beginning(labels)
    at = letters.next_loose(0)
    while at < len(letters.text):
        end = _label_end(letters, at, known)
        letters.take(at, end)
        at = letters.next_loose(max(end, at + 1))


def is_within_label(letters: Letters, start: int, end: int, labels: _Labels) -> bool:
    """Whether letters belong to a label, such as a title that a sentence without a stop is too."""
    words = re.escape(letters.text[start:end])
    return any(_covers(label, words, letters.text, start) for label in labels)


def _covers(label: re.Pattern[str], words: str, text: str, start: int) -> bool:
    """Whether a label is printed so that the words in it are those at a place."""
    found = re.finditer(re.escape(words), label.pattern)
    aheads = (_ESCAPE.sub(r"\1", label.pattern[: one.start()]) for one in found)
    return any(label.match(text, start - len(ahead)) for ahead in aheads)


def _label_end(letters: Letters, at: int, known: _Beginnings) -> int:
    """The end of the longest label at a place; the place itself if there is none."""
    for size in range(_BEGINNING, 0, -1):
        labels = known.get(letters.text[at : at + size], ())
        end = _longest_end(letters, at, labels)
        if end > at:
            return end
    return at


def _longest_end(letters: Letters, at: int, labels: _Labels) -> int:
    """The end of the longest of some labels at a place, if no letter of it is taken."""
    ends = _ends(letters, at, labels)
    return max(filter(partial(letters.free, at), ends), default=at)


def _ends(letters: Letters, at: int, labels: _Labels) -> Iterator[int]:
    """The ends of the labels that match at a place."""
    for label in labels:
        found = label.match(letters.text, at)
        if found:
            yield letters.number_end(at, found.end())


def _by_beginning(labels: _Labels) -> _Beginnings:
    """Labels by their first letters; shorter ones by all of theirs."""
    found: _Beginnings = {}
    for label in dict.fromkeys(labels):
        beginning = _beginning(label)
        if beginning:
            found.setdefault(beginning, []).append(label)
    return found


def _beginning(label: re.Pattern[str]) -> str:
    """The first letters of a label, as far as the first number."""
    words = _NUMBER_OR_DOTS.split(label.pattern, maxsplit=1)[0]
    return _ESCAPE.sub(r"\1", words)[:_BEGINNING]
