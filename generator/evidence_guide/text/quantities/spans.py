"""What a cell of a table begins with: a number, or a range of two."""

import re
from decimal import Decimal
from typing import NamedTuple

_SPAN = re.compile(r"(\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?))?(?=[\s(]|$)")


class Span(NamedTuple):
    """A number, or the two ends of a range, in the digits that are written."""

    low: Decimal
    high: Decimal


def span(text: str) -> Span | None:
    """The number or range that a text begins with, such as `1.5 (below 4 months)` or `8.3 to 24`; None if it begins otherwise."""
    match = _SPAN.match(text)
    return Span(Decimal(match[1]), Decimal(match[2] or match[1])) if match else None
