"""Numbers with a unit as laboratories print them and people type them.

The patterns are data in the dialect that Python and JavaScript share, so that a page's script
reads a text exactly as `read` does.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

SPACES = "[ \\t\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000]+"
"""Any run of spaces, those between thousands included."""
UNSEEN = "[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\ufeff]"
"""Characters that are pasted along and that nobody sees."""
APOSTROPHES = "[\\u2019\\u02bc]"
"""Other signs for the apostrophe, which divides thousands in Switzerland."""
RAISED = "[ ·⋅]"
"""What spellings of a unit differ in, beside capitals."""
LIMITS = (
    ("^(?:<=|=<|⩽|≦)", "≤"),
    ("^(?:>=|=>|⩾|≧)", "≥"),
    ("^(?:[Ll]ess than|[Uu]nder|[Bb]elow) ", "<"),
    ("^(?:[Mm]ore than|[Gg]reater than|[Oo]ver|[Aa]bove) ", ">"),
)
"""Patterns of other spellings of the signs before a result that a method cannot reach."""
FAULTS = (
    ("power", "[0-9] ?(?:[eE][-+]?[0-9]|[x×*·] ?10(?![0-9.,]))"),
    ("negative", "^[<>≤≥=]* ?[-−‐‑–—] ?[0-9]"),
    ("range", "^[^(;]*[0-9] ?(?:[-−‐‑–—…]|[.][.]+|to) ?[0-9][^(;]*$"),
    ("several", "[0-9][0-9.,' ]*[^0-9.,' ](?:.*[^0-9])?[0-9]{2}|[0-9] ?[/;(] ?[0-9]"),
    ("no_number", "^[^0-9]*$"),
    ("before", "^[^0-9.,<>≤≥]"),
)
"""Reasons why a text is not one number with its unit, each with its pattern; the first counts."""
WHOLE = "^([<>≤≥])? ?([0-9.,](?:[0-9.,' ]*[0-9.,])?)(?: ?([^0-9.,' ].*))?$"
"""A sign, a number and a unit."""
MARK = "[.,]"
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
    digits: str
    """The number as it is written."""
    readings: tuple[Decimal, ...]
    """What it is; where its mark may divide thousands or begin decimals, both."""
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
    found = tuple(_readings(digits))
    return TypedNumber(sign, digits, found, unit) if found else _ungrouped(digits)


def tidied(text: str) -> str:
    """A text with simple signs, spaces and apostrophes, and without what nobody sees."""
    spaced = re.sub(SPACES, " ", re.sub(UNSEEN, "", text))
    tidy = re.sub(APOSTROPHES, "'", spaced).strip(" ")
    for pattern, sign in LIMITS:
        tidy = re.sub(pattern, sign, tidy)
    return tidy


def squeezed(unit: str) -> str:
    """A unit without what its spellings differ in."""
    return re.sub(RAISED, "", unit).lower()


def _readings(digits: str) -> Iterator[Decimal]:
    """What digits with marks between them can mean; nothing if they are in the wrong places."""
    if re.search(AMBIGUOUS, digits):
        yield Decimal(re.sub(MARK, "", digits))
        yield Decimal(re.sub(MARK, ".", digits))
        return
    matches = filter(None, (re.search(pattern, digits) for pattern in NUMBERS))
    for match in islice(matches, 1):
        yield _decimal(*match.groups(default=""))


def _ungrouped(text: str) -> Unreadable:
    """The refusal of digits between which there are marks in the wrong places."""
    return Unreadable("grouping", (text,))


def _decimal(whole: str, decimals: str = "") -> Decimal:
    """The number with these digits, whose whole part may have marks between thousands."""
    return Decimal(re.sub("[^0-9]", "", whole) + f".{decimals}".rstrip("."))


def both_readings(digits: str) -> tuple[str, str]:
    """Both readings of an ambiguous number, written so that each can be typed."""
    whole, decimals = re.split(MARK, digits)
    short = decimals.rstrip("0") or "0"
    if len(short) == _THOUSAND:
        short += "0"
    return whole + decimals, f"{whole}.{short}"
