"""What a sentence says, in parts that can be compared: words, numbers, direction, denial."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from evidence_guide.answers.answer_words import Folding, any_of
from evidence_guide.guide import Guide
from evidence_guide.text.quantities import Quantity
from evidence_guide.text.trends import trends

Keys = frozenset[str]
_NAME = re.compile(r"(?<=[\w,;:(’'] )[A-Z][A-Za-z’-]+|^\s*[A-Z]{2,}\b")
_OF = re.compile(r" of (?=[^\W\d_])")
_DIGITS = re.compile(r"(?<![^\W_])\d+")
_CUTS = (
    re.compile(r"[.!?;:] "),
    re.compile(r", "),
    re.compile(r" (?:and|or|but|while|against|versus|instead of|compared with) "),
)
"""What parts the surroundings of two numbers, the strongest first."""


class Number(NamedTuple):
    """A number of a sentence with the words around it."""

    quantity: Quantity
    around: Keys
    names: Keys
    """Those of words with a capital."""


class Said(NamedTuple):
    """One or more sentences in parts that can be compared."""

    text: str
    keys: Keys
    names: Keys
    """The keys of words with a capital, such as places and bodies."""
    signs: tuple[int, ...]
    """What increases (1) or decreases (-1), in order."""
    denies: bool
    limits: frozenset[str]
    """Words such as `always` and `only`."""
    numbers: tuple[Number, ...]
    digits: frozenset[str]
    """Digits that measure nothing, such as those of dates."""


def said(text: str, guide: Guide, folding: Folding) -> Said:
    """What a text says."""
    found = guide.numbers_in(text)
    blanked = _blanked(text, found)
    return Said(
        text,
        folding.keys(blanked),
        _names(blanked, folding),
        tuple(trend.sign for trend in trends(text)),
        any_of("negations").search(text) is not None,
        frozenset(word.lower() for word in any_of("limits").findall(text)),
        tuple(_numbers(text, found, blanked, folding)),
        frozenset(_DIGITS.findall(blanked)),
    )


def _blanked(text: str, found: Sequence[Quantity]) -> str:
    """A text with its numbers and their units left blank, but not that of which so much is said."""
    signs = list(text)
    for quantity in found:
        of = _OF.search(text, quantity.start, quantity.end)
        end = of.end() if of else quantity.end
        signs[quantity.start : end] = " " * (end - quantity.start)
    return "".join(signs)


def _numbers(
    text: str, found: Sequence[Quantity], blanked: str, folding: Folding
) -> Iterator[Number]:
    """Each number with the words nearer to it than to another."""
    cuts = [0, *(_cut(text, one, other) for one, other in pairwise(found)), len(text)]
    for quantity, (start, end) in zip(found, pairwise(cuts), strict=False):
        near = blanked[start:end]
        yield Number(quantity, folding.keys(near), _names(near, folding))


def _names(text: str, folding: Folding) -> Keys:
    """The keys of the words with a capital in a text; its first only if it is all capitals."""
    return folding.keys(" ".join(_NAME.findall(text)))


def _cut(text: str, one: Quantity, other: Quantity) -> int:
    """Where the surroundings of one number end and those of the next begin."""
    for pattern in _CUTS:
        cuts = list(pattern.finditer(text, one.end, other.start + 1))
        if cuts:
            return cuts[-1].start() + 1
    return one.end
