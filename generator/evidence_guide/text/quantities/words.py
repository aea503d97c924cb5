"""Numbers in words: `twenty-seven`, `one hundred sixty-three`, `two thirds`, `third`."""

import re
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
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
MULTIPLES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
"""Powers of ten by name."""
ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ),
        1,
    )
}
"""Ordinals by name."""
_PARTS = {
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

_UNDER_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)})\b)?|(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))}))(?:\b|(?=fold\b))"
CARDINAL = rf"(?:(?:(?:{_UNDER_100}|a)[ -](?:{'|'.join(MULTIPLES)})\b(?:[ -](?:and )?)?)+(?:{_UNDER_100})?|{_UNDER_100})"
"""Pattern of a whole number in words."""
ORDINAL = "|".join(ORDINALS)
"""Pattern of an ordinal in words."""
_PART = "|".join(f"{word}s?" for word in _PARTS if word != "halves")
_AFTER = r"(?=[ -](?:of|a|an|as|more|less|fewer|or|lower|higher|the)\b|[,.;:)]|$)"
FRACTION = rf"(?:(?:an?|{'|'.join(_SMALL)})[- ](?:{_PART}){_AFTER}|(?<!second )(?<!first )(?<!last )(?<!other )(?<!the )half(?=[ -](?:of|an?|the|its|their|as|that)\b|[,.;)]|$))"
"""Pattern of a fraction in words."""
_WORD = re.compile(r"[a-z]+")


def cardinal(text: str) -> Decimal:
    """The value of a whole number in words."""
    total = part = 0
    for word in _WORD.findall(text.lower()):
        if word == "hundred":
            part *= 100
        elif word in MULTIPLES:
            total, part = total + part * 10 ** MULTIPLES[word], 0
        else:
            part += 1 if word == "a" else _SMALL.get(word) or _TENS.get(word, 0)
    return Decimal(total + part)


def fraction(text: str) -> Decimal:
    """The value of a fraction in words."""
    *count, part = _WORD.findall(text.lower())
    numerator = _SMALL.get(count[0], 1) if count else 1
    return Decimal(numerator) / _PARTS[part if part in _PARTS else part.removesuffix("s")]
