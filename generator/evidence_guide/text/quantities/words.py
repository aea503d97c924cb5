"""Numbers in words: `twenty-seven`, `one hundred sixty-three`, `two thirds`, `third`."""

import re
from collections.abc import Iterable
from decimal import Decimal

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_SMALL = {word: value for value, word in enumerate((*_ONES, *_TEENS), 1)}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
MULTIPLES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
"""Powers of ten by name."""
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
"""Ordinals by name."""
_DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(words)


_LONGEST_FIRST = sorted(_SMALL, key=len, reverse=True)
_UNDER_100 = (
    rf"(?:(?:{_any_of(_TENS)})(?:[- ](?:{_any_of(_ONES)})\b)?|(?:{_any_of(_LONGEST_FIRST)}))"
    r"(?:\b|(?=fold\b))"
)
CARDINAL = (
    rf"(?:(?:(?:{_UNDER_100}|a)[ -](?:{_any_of(MULTIPLES)})\b(?:[ -](?:and )?)?)+(?:{_UNDER_100})?"
    rf"|{_UNDER_100})"
)
"""Pattern of a whole number in words."""
ORDINAL = _any_of(ORDINALS)
"""Pattern of an ordinal in words."""
_DENOMINATOR = _any_of(f"{word}s?" for word in _DENOMINATORS if word != "halves")
_AFTER = r"(?=[ -](?:of|a|an|as|more|less|fewer|or|lower|higher|the)\b|[,.;:)]|$)"
FRACTION = (
    rf"(?:(?:an?|{_any_of(_SMALL)})[- ](?:{_DENOMINATOR}){_AFTER}"
    r"|(?<!second )(?<!first )(?<!last )(?<!other )(?<!the )half"
    r"(?=[ -](?:of|an?|the|its|their|as|that)\b|[,.;)]|$))"
)
"""Pattern of a fraction in words."""
_EVERY = sorted({*_SMALL, *_TENS, *MULTIPLES, *ORDINALS, *_DENOMINATORS, "once", "twice", "thrice"})
STEMS = tuple(
    word for word in _EVERY if not any(other in word for other in _EVERY if other != word)
)
"""Letters of which some are in every number in words."""
_WORD = re.compile(r"[a-z]+")


def cardinal(text: str) -> Decimal:
    """The value of a whole number in words."""
    total = 0
    group = 0
    for word in _WORD.findall(text.lower()):
        if word == "hundred":
            group *= 100
        elif word in MULTIPLES:
            total += group * 10 ** MULTIPLES[word]
            group = 0
        elif word == "a":
            group += 1
        else:
            group += _SMALL.get(word) or _TENS.get(word, 0)
    return Decimal(total + group)


def fraction(text: str) -> Decimal:
    """The value of a fraction in words."""
    *before, part = _WORD.findall(text.lower())
    numerator = 1
    if before:
        numerator = _SMALL.get(before[0], 1)
    if part not in _DENOMINATORS:
        part = part.removesuffix("s")
    return Decimal(numerator) / _DENOMINATORS[part]
