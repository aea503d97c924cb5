"""Exact conversion of concentrations: powers of ten by pint, mass and substance by molar mass."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Converter, Row
from evidence_guide.text import markup
from evidence_guide.text.quantities import Quantity, quantities, units

DIGITS = 3
"""Significant digits of a converted number."""


class ConvertedNumber(NamedTuple):
    """A number in one of the converter's units, with its comparison."""

    comparison: str
    number: Decimal


def compact_unit(unit: str) -> str:
    """A unit in the compact text that quantities carry; empty if it is not a unit."""
    found = units.unit_at(f"1 {unit}", 1)
    return found.name if found.end == len(unit) + 2 else ""


def factor(unit: str, other: str, molar_mass: Decimal) -> Fraction | None:
    """The factor from `unit` to `other`, both in compact text; None if they cannot be converted."""
    grams = Fraction(molar_mass)
    ways = (
        (unit, Fraction(1)),
        (units.swapped(unit, "g", "mol"), 1 / grams),
        (units.swapped(unit, "mol", "g"), grams),
    )
    for swapped, times in ways:
        scale = units.conversion_factor(swapped, other)
        if scale:
            return times * Fraction(scale)
    return None


def rounded(exact: Fraction) -> Decimal:
    """The number to three significant digits, halves up; exact ones without zeros at the end."""
    with localcontext(prec=60):
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
    with localcontext(prec=DIGITS, rounding=ROUND_HALF_UP):
        return Decimal(f"{+value:f}")


def molar_mass(guide: Guide, converter: Converter) -> Decimal:
    """Grams in a mole of the converter's substance."""
    return guide.file.policy.molar_masses[converter.substance]


def converted_numbers(
    guide: Guide, converter: Converter, text: str
) -> dict[str, tuple[ConvertedNumber, ...]]:
    """The numbers of a text in each of the converter's units.

    They are as printed in the text's own unit, and rounded in others.
    """
    mass = molar_mass(guide, converter)
    printed = quantities(text)
    found = {}
    for unit in converter.units:
        compact = compact_unit(unit)
        found[unit] = tuple(_converted(quantity, compact, mass) for quantity in printed)
    return found


def _converted(quantity: Quantity, unit: str, mass: Decimal) -> ConvertedNumber:
    times = factor(quantity.unit, unit, mass)
    if times is None:  # a rule prevents it
        raise ValueError(f"{quantity.text} cannot be converted to {unit}")
    if times == 1:
        return ConvertedNumber(quantity.comparison, quantity.value)
    return ConvertedNumber(quantity.comparison, rounded(Fraction(quantity.value) * times))


def cut_offs(guide: Guide) -> Iterator[tuple[str, Row, dict[str, tuple[ConvertedNumber, ...]]]]:
    """Each row of a converter's cut-offs, with its table and its numbers in each unit."""
    for entry in guide.all(Converter):
        converter = entry.item
        part = converter.cut_offs
        if part is None:
            continue
        for row in guide.tables[part.table].item.rows:
            cell = markup.plain(row.cells[part.value])
            yield part.table, row, converted_numbers(guide, converter, cell)
