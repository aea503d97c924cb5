"""Texts whose numbers differ: in a value, a unit or a comparison."""

import re

from evidence_guide.guide.markdown_citations import PATTERN
from evidence_guide.text.quantities import Quantity, QuantityKind, quantities


def state_other_numbers(before: str, after: str) -> bool:
    """Whether one text states a number that the other does not."""
    return _meanings(before) != _meanings(after)


def number_meaning(quantity: Quantity) -> tuple[str, ...]:
    """The value, comparison, unit, kind and rate of a number.

    Of one that English does not write so, such as `1,5`, the digits are its value.
    """
    is_foreign = quantity.kind is QuantityKind.MALFORMED
    value = quantity.text if is_foreign else str(quantity.value)
    return value, quantity.comparison, quantity.unit, quantity.kind, quantity.per


def _meanings(text: str) -> list[tuple[str, ...]]:
    """The numbers of a text in their order, however they are written."""
    without_ids = re.sub(PATTERN, "", text)
    return list(map(number_meaning, quantities(without_ids)))
