"""The type of a quantity."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class QuantityKind(StrEnum):
    """How a number is used; numbers of different kinds never support each other."""

    PLAIN = "plain"
    RANGE = "range end"
    INTERVAL = "interval"
    """An end of a confidence interval that is named as one."""
    LEVEL = "level"
    """The level of a confidence interval, as in `95% CI`."""
    SPREAD = "spread"
    """The number after ±."""
    P = "p value"
    ONE_IN = "one in"
    """`1 in 10`, `1:5355`: the value is the second number."""
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    """A half, 2/3, ½."""
    MALFORMED = "malformed"
    """Not written as this guide writes numbers (a decimal comma, more than 24 digits).

    No figure supports it."""


class Quantity(NamedTuple):
    """One number of a text; `text` is the part from `start` to `end`, with sign and unit."""

    value: Decimal
    """With the digits shown: `2.60` keeps its zero, `1.3 million` is `1.3E+6`."""
    comparison: str
    """`<`, `≤`, `>`, `≥`, `≈` or an empty string, whether written as a sign or in words."""
    unit: str
    """In pint's compact form (`µg`, `pmol/l`), or empty.

    Our own units are `times`, `trimester`, `percentage points`, `one in` and `per 1000`."""
    text: str
    start: int
    end: int
    kind: QuantityKind = QuantityKind.PLAIN
    per: str = ""
    """The time unit of a rate: `d` for `µg a day`."""
    near: frozenset[str] = frozenset()
    """Units, other than percent, of all numbers of the text; one without a unit may mean these."""
    counted: frozenset[str] = frozenset()
    """For a number without a unit, the words that follow it, without the endings of plurals.

    They may be a unit that the program does not know, or what is counted."""
    worded: bool = False
    """Whether the number is written in words."""
