"""Numbers with a unit as laboratories print them and people type them.

The patterns are data in the dialect that Python and JavaScript share, so that a page's script
reads a text exactly as `read` does.
"""

import re
from decimal import Decimal
from typing import NamedTuple

SPACES = "[ \\t\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000]+"
"""Any run of spaces, those between thousands included."""
UNSEEN = "[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\ufeff]"
"""Characters that are pasted along and that nobody sees."""
APOSTROPHES = "[\\u2019\\u02bc]"
"""Other signs for the apostrophe, which divides thousands in Switzerland."""
RAISED = "[ ·⋅]"
"""What spellings of a unit differ in, beside capitals."""
SIGNS = {"<": "<", ">": ">", "<=": "≤", "≤": "≤", ">=": "≥", "≥": "≥"}
"""Signs before a result that is beyond the reach of a method, and how they are shown."""
FAULTS = (
    ("power", "[0-9] ?(?:[eE][-+]?[0-9]|[x×*·] ?10(?![0-9.,]))"),
    ("negative", "^[<>≤≥=]* ?[-−‐‑–—] ?[0-9]"),
    ("range", "^[^(;]*[0-9] ?(?:[-−‐‑–—…]|[.][.]+|to) ?[0-9][^(;]*$"),
    ("several", "[0-9][0-9.,' ]*[^0-9.,' ](?:.*[^0-9])?[0-9]{2}|[0-9] ?[/;(] ?[0-9]"),
    ("no_number", "^[^0-9]*$"),
    ("before", "^[^0-9.,<>≤≥]"),
)
"""Reasons why a text is not one number with its unit, each with its pattern; the first counts."""
WHOLE = "^(<=|>=|[<>≤≥])? ?([0-9.,](?:[0-9.,' ]*[0-9.,])?)(?: ?([^0-9.,' ].*))?$"
"""A sign, a number and a unit."""
AMBIGUOUS = "^([1-9][0-9]{0,2})[.,]([0-9]{3})$"
"""A mark that may divide thousands or begin decimals."""
NUMBERS = (
    "^([0-9]+)$",
    "^([0-9]*)[.,]([0-9]+)$",
    "^([1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,]([0-9]+))?$",
    "^([1-9][0-9]{0,2}(?:'[0-9]{3})+)(?:[.,]([0-9]+))?$",
    "^([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:[.]([0-9]+))?$",
    "^([1-9][0-9]{0,2}(?:[.][0-9]{3})+)(?:,([0-9]+))?$",
)
"""Ways to write a number: its whole part, with its thousands divided or not, and its decimals."""
_THOUSAND = 3
"""Digits between two marks that divide thousands."""


class TypedNumber(NamedTuple):
    """A number as somebody typed it; the unit is as typed, and may be empty or unknown."""

    sign: str
    number: Decimal
    unit: str


class Unreadable(NamedTuple):
    """Why a text cannot be read, with the values that its explanation names."""

    reason: str
    values: tuple[str, ...]


def read_typed(text: str) -> TypedNumber | Unreadable:
    """The number that a text consists of, with its sign and unit."""
    tidy = tidied(text)
    return _fault(tidy) or _in_parts(tidy)


def _fault(tidy: str) -> Unreadable | None:
    """Why a text is no number with its unit; None if it looks like one."""
    for reason, pattern in FAULTS:
        if re.search(pattern, tidy):
            return Unreadable(reason, (tidy,))
    return None


def _in_parts(tidy: str) -> TypedNumber | Unreadable:
    match = re.search(WHOLE, tidy)
    if match is None:
        return _ungrouped(tidy)
    return _typed(*match.groups(default=""))


def _typed(sign: str, digits: str, unit: str) -> TypedNumber | Unreadable:
    number = _number(digits)
    if isinstance(number, Unreadable):
        return number
    return TypedNumber(SIGNS.get(sign, ""), number, unit)


def tidied(text: str) -> str:
    """A text with simple spaces and apostrophes, and without what nobody sees."""
    spaced = re.sub(SPACES, " ", re.sub(UNSEEN, "", text))
    return re.sub(APOSTROPHES, "'", spaced).strip(" ")


def squeezed(unit: str) -> str:
    """A unit without what its spellings differ in."""
    return re.sub(RAISED, "", unit).lower()


def _number(digits: str) -> Decimal | Unreadable:
    """The number that is written in one of the known ways."""
    if re.search(AMBIGUOUS, digits):
        return Unreadable("ambiguous", (digits, *_readings(digits)))
    return _one_number(digits)


def _one_number(digits: str) -> Decimal | Unreadable:
    for pattern in NUMBERS:
        match = re.search(pattern, digits)
        if match:
            return _decimal(*match.groups(default=""))
    return _ungrouped(digits)


def _ungrouped(text: str) -> Unreadable:
    """The refusal of digits between which there are marks in the wrong places."""
    return Unreadable("grouping", (text,))


def _decimal(whole: str, decimals: str = "") -> Decimal:
    """The number with these digits, whose whole part may have marks between thousands."""
    return Decimal(re.sub("[^0-9]", "", whole) + f".{decimals}".rstrip("."))


def _readings(digits: str) -> tuple[str, str]:
    """Both readings of an ambiguous number, written so that each can be typed."""
    whole, decimals = re.split("[.,]", digits)
    short = decimals.rstrip("0") or "0"
    if len(short) == _THOUSAND:
        short += "0"
    return whole + decimals, f"{whole}.{short}"
