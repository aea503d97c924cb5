"""The number or range at the start of a table cell, and the words behind it."""

import re
from decimal import Decimal
from typing import NamedTuple

ValueAndRest = tuple[str, str]
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?))?(?=[\s(]|$)")


class NumberRange(NamedTuple):
    """The two ends of a range, with the digits as written; equal for a single number."""

    low: Decimal
    high: Decimal


def split_at_value(text: str) -> ValueAndRest:
    """The number or range at the start of a text, as printed, and the words behind it.

    The first is empty if the text starts otherwise.
    """
    match = _RANGE.match(text)
    value = match[0] if match else ""
    return value, text[len(value) :].strip()


def leading_range(text: str) -> NumberRange | None:
    """The number or range at the start of a text; None if it starts otherwise.

    For example `1.5 (below 4 months)` or `8.3 to 24`.
    """
    match = _RANGE.match(text)
    if match is None:
        return None
    return NumberRange(Decimal(match[1]), Decimal(match[2] or match[1]))
