"""Concentrations in one unit told in another, exactly: powers of ten by pint, mass and substance by a declared molar mass."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Converter, Row
from evidence_guide.text import markup
from evidence_guide.text.quantities import Quantity, quantities, units

DIGITS = 3
"""Significant digits of a converted number; whole numbers keep all of theirs."""


class ConvertedNumber(NamedTuple):
    """A number in one of the converter's units, with its comparison."""

    comparison: str
    number: Decimal


def compact_unit(unit: str) -> str:
    """A unit in the compact text that quantities carry; nothing for what is no unit."""
    found = units.unit_at(f"1 {unit}", 1)
    return found.name if found.end == len(unit) + 2 else ""


def factor(unit: str, other: str, molar_mass: Decimal) -> Fraction | None:
    """What a number in `unit` is multiplied by to be in `other`, both in compact text; None where that cannot be."""
    if scale := units.conversion_factor(unit, other):
        return Fraction(scale)
    for swapped, times in (
        (units.swapped(unit, "g", "mol"), 1 / Fraction(molar_mass)),
        (units.swapped(unit, "mol", "g"), Fraction(molar_mass)),
    ):
        if scale := units.conversion_factor(swapped, other):
            return times * Fraction(scale)
    return None


def rounded(exact: Fraction) -> Decimal:
    """The number to three significant digits, or to the whole where it has more, halves up."""
    if exact == 0:
        return Decimal(0)
    with localcontext(prec=60):
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return value.quantize(
            Decimal(1).scaleb(min(0, value.adjusted() - DIGITS + 1)), ROUND_HALF_UP
        )


def molar_mass(guide: Guide, converter: Converter) -> Decimal:
    """Grams in a mole of the converter's substance."""
    return guide.file.policy.molar_masses[converter.substance]


def converted_numbers(
    guide: Guide, converter: Converter, text: str
) -> dict[str, tuple[ConvertedNumber, ...]]:
    """The numbers of a text in each of the converter's units: as printed where the unit is the text's own, else rounded."""
    found, mass = quantities(text), molar_mass(guide, converter)
    return {
        unit: tuple(_told(q, compact_unit(unit), mass) for q in found) for unit in converter.units
    }


def _told(quantity: Quantity, unit: str, mass: Decimal) -> ConvertedNumber:
    times = factor(quantity.unit, unit, mass)
    if times is None:
        raise ValueError(
            f"{quantity.text} cannot be told in {unit}"
        )  # a rule sees to it that it can
    return ConvertedNumber(
        quantity.comparison,
        quantity.value if times == 1 else rounded(Fraction(quantity.value) * times),
    )


def cut_offs(guide: Guide) -> Iterator[tuple[str, Row, dict[str, tuple[ConvertedNumber, ...]]]]:
    """Each row of a converter's table of cut-offs: its table, the row, and its numbers in each unit."""
    for converter in guide.all(Converter):
        if part := converter.item.cut_offs:
            for row in guide.tables[part.table].item.rows:
                yield (
                    part.table,
                    row,
                    converted_numbers(guide, converter.item, markup.plain(row.cells[part.value])),
                )
