"""What a quantity is."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a number is used; a number of one kind does not stand for one of another."""

    PLAIN = "plain"
    RANGE = "range end"
    INTERVAL = "interval"
    """An end of a confidence interval that is named as one."""
    LEVEL = "level"
    """The width of a confidence interval, as in `95% CI`."""
    SPREAD = "spread"
    """What follows ±."""
    P = "p value"
    ONE_IN = "one in"
    """`1 in 10`, `1:5355`: the value is the second number."""
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    """A half, 2/3, ½."""
    MALFORMED = "malformed"
    """Not a number as this guide writes them (a decimal comma, more than 24 digits); traced by nothing."""


class Quantity(NamedTuple):
    """One number as it stands in a text; `text` is the part from `start` to `end`, sign and unit included."""

    value: Decimal
    """With the digits shown: `2.60` keeps its zero, `1.3 million` is `1.3E+6`."""
    comparison: str
    """`<`, `≤`, `>`, `≥`, `≈` or nothing, whether written as a sign or in words."""
    unit: str
    """pint's compact text (`µg`, `pmol/l`); our own are `times`, `trimester`, `percentage points`, `one in`, `per 1000`; or nothing."""
    text: str
    start: int
    end: int
    kind: Kind = Kind.PLAIN
    per: str = ""
    """The time that a rate is for, as in `µg a day`: `d`."""
    near: frozenset[str] = frozenset()
    """Units, other than percent, that other numbers of the same text carry; a number without a unit may mean one of them."""
    worded: bool = False
    """Whether the number is written in words."""
