"""How a number in a sentence follows from the figures of a finding, or that it does not."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from evidence_guide.text.quantities import units
from evidence_guide.text.quantities.finding import quantities
from evidence_guide.text.quantities.quantity import Kind, Quantity

Conversions = Mapping[str, Mapping[str, Decimal]]
"""What a guide declares: `{"molar masses": {name: g/mol}}`."""


class Trace(StrEnum):
    """How a number follows from a figure, the surest first."""

    PRINTED = "as printed"
    ROUNDED = "rounded"
    CONVERTED = "converted"
    NUMBER_ONLY = "number only"
    """The figure is printed without a unit: nothing speaks for or against the unit in the sentence."""


_printed = lru_cache(maxsize=65536)(quantities)
_alone = lru_cache(maxsize=65536)(units.alone)
_ORDER = list(Trace)
_OWN_KIND = frozenset({Kind.P, Kind.LEVEL, Kind.SPREAD, Kind.ONE_IN, Kind.ORDINAL, Kind.FRACTION})
_EXACT = frozenset({"<", "≤", ">", "≥"})


def traced(
    quantity: Quantity, figures: Iterable[str], conversions: Conversions | None = None
) -> Trace | None:
    """How a quantity follows from the figures of one finding, at its surest; None if it does not. Without `conversions` nothing is converted.

    - The number is the figure's (`as printed`), or the figure rounded half up or half even to the digits shown (`rounded`);
      never to zero, never to a single digit but after `about`, never a bound, a P value or a number in words;
      after `about`, zeros at the end may be rounding if two other digits stay.
    - The unit is the figure's, or the figure's converted (`converted`): mass, substance, volume and their concentrations by pint, from mass to
      substance and back by a declared molar mass, rounded as above, bounds too; years and months, weeks, days and hours, to the digit; a fraction and a percentage.
    - A number without a unit may leave out one that another number of its sentence names, but never %.
    - A figure without a unit carries a number with one (`number only`) if no other figure of the finding prints that number with a unit;
      a figure that is nothing but a unit is the unit of all that have none.
    - Comparisons are equal, but for `about`, which may be added. A rate (`a day`) contradicts only another rate.
    - P values, ± spreads, widths of intervals, `one in`, ordinals and fractions follow only from their kind; a range's end may be a plain figure, a plain number no range's end.
    """
    texts = tuple(figures)
    printed = [figure for text in texts for figure in _printed(text)]
    alone = {unit for text in texts if (unit := _alone(text))}
    found = {
        trace
        for figure in printed
        if _alike(quantity, figure) and (trace := _follows(quantity, figure, printed, alone))
    }
    if (
        not found
        and conversions is not None
        and any(
            _alike(quantity, figure) and _converts(quantity, figure, conversions)
            for figure in printed
        )
    ):
        return Trace.CONVERTED
    return min(found, key=_ORDER.index, default=None)


def _follows(
    quantity: Quantity, figure: Quantity, printed: list[Quantity], alone: set[str]
) -> Trace | None:
    if quantity.unit == figure.unit or (
        not quantity.unit and (figure.unit in quantity.near or quantity.kind is Kind.INTERVAL)
    ):
        return _number(quantity, figure)
    if figure.unit or quantity.kind in {Kind.ONE_IN, Kind.ORDINAL}:
        return None
    return _bare(quantity, figure, printed, alone)


def _converts(quantity: Quantity, figure: Quantity, conversions: Conversions) -> bool:
    if quantity.kind is Kind.FRACTION:
        return figure.unit == "%" and quantity.value * 100 == figure.value
    if quantity.unit == figure.unit or not quantity.unit or not figure.unit:
        return False
    if times := units.lengths(quantity.unit, figure.unit):
        return quantity.value * times[0] == figure.value * times[1]
    values = (
        [figure.value * scale]
        if (scale := units.factor(figure.unit, quantity.unit))
        else _by_molar_mass(quantity, figure, conversions)
    )
    return any(quantity.value == value or _rounds(quantity, value) for value in values)


def _alike(quantity: Quantity, figure: Quantity) -> bool:
    """Whether kind, comparison and rate of the two agree."""
    if Kind.MALFORMED in {quantity.kind, figure.kind} or (
        quantity.per and figure.per and quantity.per != figure.per
    ):
        return False
    if quantity.comparison not in {figure.comparison, "≈"} or (
        quantity.comparison == "≈" and figure.comparison in _EXACT
    ):
        return False
    if quantity.kind is Kind.FRACTION:
        return figure.kind is Kind.FRACTION or figure.unit == "%"
    if quantity.kind in _OWN_KIND or figure.kind in _OWN_KIND:
        return quantity.kind is figure.kind
    return quantity.kind is not Kind.PLAIN or figure.kind is Kind.PLAIN


def _number(quantity: Quantity, figure: Quantity) -> Trace | None:
    if quantity.value == figure.value and _places(quantity.value) >= _places(figure.value):
        return Trace.PRINTED
    if (
        quantity.worded
        or quantity.kind in {Kind.P, Kind.FRACTION, Kind.ORDINAL, Kind.ONE_IN}
        or quantity.comparison in _EXACT
    ):
        return None
    return Trace.ROUNDED if _rounds(quantity, figure.value) else None


def _bare(
    quantity: Quantity, figure: Quantity, printed: list[Quantity], alone: set[str]
) -> Trace | None:
    """A figure without a unit under a number with one."""
    if alone:
        return _number(quantity, figure) if quantity.unit in alone else None
    if any(other.unit and other.value == figure.value for other in printed):
        return None
    return Trace.NUMBER_ONLY if _number(quantity, figure) else None


def _by_molar_mass(
    quantity: Quantity, figure: Quantity, conversions: Conversions
) -> Iterator[Decimal]:
    """The figure's value in the quantity's unit for each declared molar mass; nothing unless one is a mass and the other a substance."""
    for mass in conversions.get("molar masses", {}).values():
        for times, unit in (
            (1 / mass, units.swapped(figure.unit, "g", "mol")),
            (mass, units.swapped(figure.unit, "mol", "g")),
        ):
            if scale := units.factor(unit, quantity.unit):
                yield figure.value * times * scale


def _places(value: Decimal) -> int:
    """The power of ten of the last digit shown."""
    return int(value.as_tuple().exponent)


def _rounds(quantity: Quantity, exact: Decimal) -> bool:
    """Whether the quantity is the exact value rounded to the digits that it shows."""
    shown, value = _places(quantity.value), quantity.value
    if (
        not value
        or shown < _places(exact)
        or (quantity.comparison != "≈" and len(value.as_tuple().digits) == 1)
    ):
        return False
    steps = [shown]
    if quantity.comparison == "≈" and shown == 0:
        zeros = len(digits := str(abs(value))) - len(digits.rstrip("0"))
        steps += [step for step in range(1, zeros + 1) if len(digits) - step > 1]
    return any(
        value == _to(exact, step, way) for step in steps for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )


def _to(exact: Decimal, places: int, way: str) -> Decimal:
    return exact.scaleb(-places).to_integral_value(way).scaleb(places)
