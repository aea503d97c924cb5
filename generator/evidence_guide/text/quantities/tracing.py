"""How a number in a sentence follows from the figures of a finding, if it does."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from evidence_guide.text.quantities import units
from evidence_guide.text.quantities.declared_units import declared_factor
from evidence_guide.text.quantities.quantity import Quantity, QuantityKind
from evidence_guide.text.quantities.scanner import quantities

Conversions = Mapping[str, Mapping[Any, Decimal]]
"""The conversions that a guide declares: `molar masses` in g/mol by name, and `units`, the number
of a second unit in one of the first by the names of both.
"""


class Trace(StrEnum):
    """How a number follows from a figure, the most certain first."""

    PRINTED = "as printed"
    ROUNDED = "rounded"
    CONVERTED = "converted"
    NUMBER_ONLY = "number only"
    """The figure is printed without a unit, so nothing confirms or contradicts the sentence's."""


printed_quantities = lru_cache(maxsize=65536)(quantities)
"""The quantities of a short text such as a figure, which many sentences are compared with."""
_unit_alone = lru_cache(maxsize=65536)(units.unit_alone)
_ORDER = list(Trace)
_STRICT_KINDS = frozenset(
    {
        QuantityKind.P,
        QuantityKind.LEVEL,
        QuantityKind.SPREAD,
        QuantityKind.ONE_IN,
        QuantityKind.ORDINAL,
        QuantityKind.FRACTION,
    }
)
"""Kinds that follow only from their own kind."""
_NEVER_ROUNDED = frozenset(
    {QuantityKind.P, QuantityKind.FRACTION, QuantityKind.ORDINAL, QuantityKind.ONE_IN}
)
_BOUNDS = frozenset({"<", "≤", ">", "≥"})


def traced(
    quantity: Quantity, figures: Iterable[str], conversions: Conversions | None = None
) -> Trace | None:
    """The most certain way in which a quantity follows from the figures of one finding, or None.

    Without `conversions`, nothing is converted.

    - The number is the figure's (`as printed`), or the figure rounded half up or half even to the
      digits shown (`rounded`). It is never rounded to zero, to a single digit (except after
      `about`), or if it is a bound, a P value or a number in words. After `about`, trailing zeros
      may be rounding if two other digits remain.
    - The unit is the figure's, or the figure's is converted (`converted`): mass, substance, volume
      and their concentrations by pint, mass and substance into each other by a declared molar
      mass, rounded as above, bounds included; years and months, weeks, days and hours exactly; a
      fraction and a percentage.
    - Words behind a number without a unit are compared too, whatever they are: `12 widgets` does
      not follow from `12 gadgets`, but from `12`. Words for people in general do not count.
    - A number without a unit may omit one that another number of its sentence has, but never %.
    - A figure without a unit or words supports a number with a unit (`number only`) if no other
      figure of the finding prints that number with a unit. A figure that is only a unit is the
      unit of all figures without one.
    - Comparisons are equal, but `about` may be added. A rate (`a day`) contradicts only another
      rate.
    - P values, ± spreads, levels of intervals, `one in`, ordinals and fractions follow only from
      their own kind. The end of a range may be a plain figure; a plain number is never the end of
      a range.
    """
    texts = tuple(figures)
    printed = [figure for text in texts for figure in printed_quantities(text)]
    candidates = [figure for figure in printed if _is_compatible(quantity, figure)]
    if not candidates:
        return None
    found = _traces(quantity, candidates, printed, texts)
    if found:
        return min(found, key=_ORDER.index)
    if conversions is None:
        return None
    measured = _with_units(candidates, _lone_units(texts))
    if any(_is_converted(quantity, figure, conversions) for figure in measured):
        return Trace.CONVERTED
    return None


def difference(quantity: Quantity, figures: Iterable[str]) -> str:
    """How a quantity that no figure supports differs from the figure most like it, in words.

    Empty if no figure is like it at all.
    """
    printed = [(text, figure) for text in figures for figure in printed_quantities(text)]
    for what, is_like in _LIKENESSES.items():
        for text, figure in printed:
            if is_like(quantity, figure):
                return f"{what} differs from `{text}`"
    return ""


def _but_comparison(quantity: Quantity, figure: Quantity) -> bool:
    return _but_kind(quantity, figure) and quantity.comparison != figure.comparison


def _but_kind(quantity: Quantity, figure: Quantity) -> bool:
    same_unit = quantity.unit == figure.unit and _counts_alike(quantity, figure)
    return same_unit and quantity.value == figure.value


def _but_unit(quantity: Quantity, figure: Quantity) -> bool:
    return quantity.value == figure.value and quantity.kind is figure.kind


def _but_value(quantity: Quantity, figure: Quantity) -> bool:
    same_unit = bool(quantity.unit) and quantity.unit == figure.unit
    return same_unit and _is_compatible(quantity, figure)


def _but_counted(quantity: Quantity, figure: Quantity) -> bool:
    return _but_unit(quantity, figure) and not quantity.unit and not figure.unit


_LIKENESSES = {
    "the comparison": _but_comparison,
    "what is counted": _but_counted,
    "the kind of number": _but_kind,
    "the unit": _but_unit,
    "the value": _but_value,
}
"""What may differ between a quantity and a figure, with a test that nothing else does."""


def _traces(
    quantity: Quantity, candidates: list[Quantity], printed: list[Quantity], texts: tuple[str, ...]
) -> list[Trace]:
    lone_units = _lone_units(texts)
    traces = [_follows(quantity, figure, printed, lone_units) for figure in candidates]
    return [trace for trace in traces if trace is not None]


def _lone_units(texts: tuple[str, ...]) -> set[str]:
    """The units of those texts that are only a unit."""
    return {unit for unit in map(_unit_alone, texts) if unit}


def _is_compatible(quantity: Quantity, figure: Quantity) -> bool:
    """Whether kind, comparison and rate of the two agree."""
    if quantity.per and figure.per and quantity.per != figure.per:
        return False
    if not _comparison_agrees(quantity.comparison, figure.comparison):
        return False
    return _kind_agrees(quantity, figure)


def _kind_agrees(quantity: Quantity, figure: Quantity) -> bool:
    if QuantityKind.MALFORMED in {quantity.kind, figure.kind}:
        return False
    if quantity.kind is QuantityKind.FRACTION:
        return figure.kind is QuantityKind.FRACTION or figure.unit == "%"
    if quantity.kind in _STRICT_KINDS or figure.kind in _STRICT_KINDS:
        return quantity.kind is figure.kind
    return quantity.kind is not QuantityKind.PLAIN or figure.kind is QuantityKind.PLAIN


def _comparison_agrees(said: str, printed: str) -> bool:
    return said == printed or (said == "≈" and printed not in _BOUNDS)


def _follows(
    quantity: Quantity, figure: Quantity, printed: list[Quantity], lone_units: set[str]
) -> Trace | None:
    if quantity.unit == figure.unit:
        return _same_number(quantity, figure) if _counts_alike(quantity, figure) else None
    if not quantity.unit:
        may_omit_unit = quantity.kind is QuantityKind.INTERVAL or figure.unit in quantity.near
        return _same_number(quantity, figure) if may_omit_unit else None
    if figure.unit or quantity.kind in {QuantityKind.ONE_IN, QuantityKind.ORDINAL}:
        return None
    return _without_unit(quantity, figure, printed, lone_units)


def _counts_alike(quantity: Quantity, figure: Quantity) -> bool:
    """Whether two numbers without a unit may count the same, by the words behind them."""
    if (quantity.counted & _LOGARITHMS) != (figure.counted & _LOGARITHMS):
        return False
    if not quantity.counted or not figure.counted:
        return True
    return bool(quantity.counted & figure.counted)


_LOGARITHMS = frozenset({"log", "log10", "log₁₀", "ln", "log2"})
"""Words that make a number the exponent of another."""


def _same_number(quantity: Quantity, figure: Quantity) -> Trace | None:
    digits = min(0, _exponent(figure.value))  # a whole number may show all its zeros
    if quantity.value == figure.value and _exponent(quantity.value) >= digits:
        return Trace.PRINTED
    if quantity.worded or quantity.kind in _NEVER_ROUNDED or quantity.comparison in _BOUNDS:
        return None
    return Trace.ROUNDED if _is_rounded(quantity, figure.value) else None


def _without_unit(
    quantity: Quantity, figure: Quantity, printed: list[Quantity], lone_units: set[str]
) -> Trace | None:
    """How a number with a unit follows from a figure without one."""
    if figure.counted:
        return None
    if lone_units:
        return _same_number(quantity, figure) if quantity.unit in lone_units else None
    if any(other.unit and other.value == figure.value for other in printed):
        return None
    return Trace.NUMBER_ONLY if _same_number(quantity, figure) else None


# Conversion


def _with_units(figures: Iterable[Quantity], lone_units: set[str]) -> Iterator[Quantity]:
    """The figures; those without a unit or words in each unit that is printed alone."""
    for figure in figures:
        if figure.unit or figure.counted or not lone_units:
            yield figure
        else:
            yield from (figure._replace(unit=unit) for unit in lone_units)


def _is_converted(quantity: Quantity, figure: Quantity, conversions: Conversions) -> bool:
    if quantity.kind is QuantityKind.FRACTION:
        return figure.unit == "%" and quantity.value * 100 == figure.value
    said, printed = _unit_in(quantity, conversions), _unit_in(figure, conversions)
    if said == printed or not said or not printed:
        return False
    lengths = units.exact_lengths(said, printed)
    if lengths:
        return quantity.value * lengths[0] == figure.value * lengths[1]
    values = _converted_values(figure.value, printed, said, conversions)
    return any(_is_exact_or_rounded(quantity, value) for value in values)


def _unit_in(quantity: Quantity, conversions: Conversions) -> str:
    """The unit of a quantity, or the words behind it if they are a unit that the guide declares."""
    if quantity.unit or not quantity.counted:
        return quantity.unit
    declared = {name for pair in conversions.get("units", {}) for name in pair}
    return max(quantity.counted & declared, key=len, default="")


def _is_exact_or_rounded(quantity: Quantity, exact: Decimal) -> bool:
    return quantity.value == exact or _is_rounded(quantity, exact)


def _converted_values(
    value: Decimal, printed: str, said: str, conversions: Conversions
) -> Iterator[Decimal]:
    """A value in one unit in another, once for each way to convert it."""
    factor = units.conversion_factor(printed, said)
    declared = declared_factor(printed, said, conversions.get("units", {}))
    if factor or declared:
        yield from (value * times for times in (factor, declared) if times)
        return
    for molar_mass in conversions.get("molar masses", {}).values():
        yield from _by_molar_mass(value, printed, said, molar_mass)


def _by_molar_mass(
    value: Decimal, printed: str, said: str, molar_mass: Decimal
) -> Iterator[Decimal]:
    """A value in one unit in another, if one is a mass and the other a substance."""
    to_substance = units.conversion_factor(units.swapped(printed, "g", "mol"), said)
    if to_substance:
        yield value * (1 / molar_mass) * to_substance
    to_mass = units.conversion_factor(units.swapped(printed, "mol", "g"), said)
    if to_mass:
        yield value * molar_mass * to_mass


# Rounding


def _exponent(value: Decimal) -> int:
    """The power of ten of the last digit shown."""
    return int(value.as_tuple().exponent)


def _is_rounded(quantity: Quantity, exact: Decimal) -> bool:
    """Whether a quantity is an exact value, rounded to the digits that it shows."""
    value = quantity.value
    about = quantity.comparison == "≈"
    if not value or _exponent(value) < _exponent(exact):
        return False
    if not about and len(value.as_tuple().digits) == 1:
        return False
    places = [_exponent(value)]
    if about and places == [0]:
        places += _places_of_zeros(value)
    return any(_rounds_to(exact, value, place) for place in places)


def _places_of_zeros(value: Decimal) -> list[int]:
    """The powers of ten to which a whole number may be rounded, with two digits left."""
    digits = str(abs(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return [place for place in range(1, zeros + 1) if len(digits) - place > 1]


def _rounds_to(exact: Decimal, value: Decimal, place: int) -> bool:
    return value in {_rounded(exact, place, way) for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def _rounded(exact: Decimal, place: int, way: str) -> Decimal:
    """A number rounded at a power of ten."""
    return exact.scaleb(-place).to_integral_value(way).scaleb(place)
