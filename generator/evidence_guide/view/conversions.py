"""Exact conversion: powers of ten by pint, mass and substance by molar mass, and declared units."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Converter, Row
from evidence_guide.text import markup
from evidence_guide.text.quantities import (
    Equivalents,
    Quantity,
    declared_factor,
    equivalents,
    unit_name,
    units,
)

DIGITS = 3
"""Significant digits of a converted number."""


class ConvertedNumber(NamedTuple):
    """A number in one of the converter's units, with its comparison."""

    comparison: str
    number: Decimal


class Rates(NamedTuple):
    """How the units of a converter relate, beside their powers of ten."""

    molar_mass: Decimal | None
    """Grams in a mole of its substance, if it has one."""
    units: Equivalents
    """The units that the guide declares."""


def rates(guide: Guide, converter: Converter) -> Rates:
    """The rates by which a converter converts."""
    return Rates(_molar_mass(guide, converter), equivalents(guide.file.policy.units))


def _molar_mass(guide: Guide, converter: Converter) -> Decimal | None:
    """Grams in a mole of a converter's substance, if it has one."""
    if not converter.substance:
        return None
    return guide.file.policy.molar_masses[converter.substance]


def compact_unit(unit: str) -> str:
    """A unit in the canonical text that quantities carry; empty if it is not a unit."""
    try:
        return unit_name(unit)
    except ValueError:
        return ""


def factor(unit: str, other: str, by: Rates) -> Fraction | None:
    """The factor from `unit` to `other`, both canonical; None if they cannot be converted."""
    for swapped, times in _ways(unit, by.molar_mass):
        scale = _exact_factor(swapped, other)
        if scale:
            return times * scale
    declared = declared_factor(unit, other, by.units)
    if unit == other:
        return Fraction(1)
    return Fraction(declared) if declared else None


def _exact_factor(unit: str, other: str) -> Fraction | None:
    """Pint's factor from `unit` to `other`; where it has no end, that of the way back."""
    there, back = units.conversion_factor(unit, other), units.conversion_factor(other, unit)
    if there is None or back is None:
        return None
    is_shorter = len(there.as_tuple().digits) <= len(back.as_tuple().digits)
    return Fraction(there) if is_shorter else 1 / Fraction(back)


def _ways(unit: str, mass: Decimal | None) -> Iterator[tuple[str, Fraction]]:
    """A unit, and with a molar mass its counterpart of mass or substance, with the factor to it."""
    yield unit, Fraction(1)
    if mass:
        grams = Fraction(mass)
        yield units.swapped(unit, "g", "mol"), 1 / grams
        yield units.swapped(unit, "mol", "g"), grams


def rounded(exact: Fraction) -> Decimal:
    """The number to three significant digits, halves up; exact ones without zeros at the end."""
    with localcontext(prec=60):
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
    with localcontext(prec=DIGITS, rounding=ROUND_HALF_UP):
        return Decimal(f"{+value:f}")


def converted_numbers(
    guide: Guide, converter: Converter, text: str
) -> dict[str, tuple[ConvertedNumber, ...]]:
    """The numbers of a text in each of the converter's units.

    They are as printed in the text's own unit, and rounded in others.
    """
    by = rates(guide, converter)
    printed = guide.numbers_in(text)
    found = {}
    for unit in converter.units:
        compact = compact_unit(unit)
        found[unit] = tuple(_converted(quantity, compact, by) for quantity in printed)
    return found


def _converted(quantity: Quantity, unit: str, by: Rates) -> ConvertedNumber:
    times = factor(unit_of(quantity), unit, by)
    if times is None:  # a rule prevents it
        raise ValueError(f"{quantity.text} cannot be converted to {unit}")
    if times == 1:
        return ConvertedNumber(quantity.comparison, quantity.value)
    return ConvertedNumber(quantity.comparison, rounded(Fraction(quantity.value) * times))


def unit_of(quantity: Quantity) -> str:
    """The unit of a quantity; one that only the guide knows is the word behind the number."""
    return quantity.unit or next(iter(sorted(quantity.counted)), "")


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
