"""The converter's answer to a result that somebody types: what it reads, and the same in others.

A page's script gives the same answers from the same patterns, units and words (`script_data`).
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Converter
from evidence_guide.text import typed_numbers
from evidence_guide.text.typed_numbers import (
    TypedNumber,
    Unreadable,
    both_readings,
    read_typed,
    squeezed,
)
from evidence_guide.view import conversions
from evidence_guide.view.site_words import english_labels

Units = tuple[str, ...]
MICRO = ("µ", "μ", "u", "mc")
"""Ways to write the prefix for a millionth."""
PER = ("/", "per")
"""Ways to write what is between the parts of a unit."""
INVERSE = ("-1", "−1", "⁻¹")
"""Ways to write the exponent of a unit's last part."""


class KnownUnit(NamedTuple):
    """A unit that the converter reads: `times / by` of it make one of the converter's first."""

    name: str
    times: int
    by: int
    spellings: tuple[str, ...]
    """Without spaces and capitals."""
    shown: bool
    """Whether results are given in it."""


class Result(NamedTuple):
    """A result as read."""

    sign: str
    number: Decimal
    unit: KnownUnit

    def is_of_size(self, unit: KnownUnit) -> bool:
        """Whether a unit is as large as that of the result."""
        return (unit.times, unit.by) == (self.unit.times, self.unit.by)

    @property
    def in_first(self) -> Fraction:
        """The number in the converter's first unit."""
        return Fraction(self.number) * self.unit.by / self.unit.times


def known_units(guide: Guide, tool: Converter) -> tuple[KnownUnit, ...]:
    """The units of a converter, those for reading only at the end."""
    by = conversions.rates(guide, tool)
    first = conversions.compact_unit(tool.units[0])
    return tuple(_known(first, name, by, tool) for name in (*tool.units, *tool.also))


def _known(first: str, name: str, by: conversions.Rates, tool: Converter) -> KnownUnit:
    ratio = conversions.factor(first, conversions.compact_unit(name), by) or Fraction(1)
    times, divided = ratio.as_integer_ratio()
    return KnownUnit(name, times, divided, tuple(_spellings(name)), name in tool.units)


def _spellings(unit: str) -> Iterator[str]:
    """A unit such as `pg/mL` as `pg/ml`, `pgperml`, `pgml-1` and the like."""
    top, _, below = squeezed(unit).partition("/")
    if not below:
        yield from _with_micro(top)
        return
    for written in _with_micro(top):
        yield from (f"{written}{sign}{below}" for sign in PER)
        yield from (f"{written}{below}{power}" for power in INVERSE)


def _with_micro(top: str) -> Units:
    """The upper part of a unit with each way to write a millionth."""
    if top[0] in {"µ", "μ"}:
        return tuple(sign + top[1:] for sign in MICRO)
    return (top,)


def read_result(guide: Guide, tool: Converter, typed: str, unit: str) -> Result | Unreadable:
    """The result that somebody typed; `unit` is the one chosen beside it."""
    found = read_typed(typed)
    if isinstance(found, Unreadable):
        return found
    units = known_units(guide, tool)
    named = _unit(units, found, unit)
    if named is None:
        return Unreadable("unit", (found.unit, ", ".join(known.name for known in units)))
    return _sensible(guide, tool, found, named)


def _sensible(
    guide: Guide, tool: Converter, found: TypedNumber, unit: KnownUnit
) -> Result | Unreadable:
    """The reading of a number that can be a result: 1,476 is no 1.476 where none is that low."""
    results = [Result(found.sign, number, unit) for number in found.readings]
    within = [result for result in results if _within(tool, result)]
    if len(within) > 1:
        return Unreadable("ambiguous", (found.digits, *both_readings(found.digits)))
    return within[0] if within else _beyond(guide, tool, results[0])


def _unit(units: tuple[KnownUnit, ...], found: TypedNumber, chosen: str) -> KnownUnit | None:
    """The unit behind the number, or else the one that was chosen."""
    for known in units:
        if squeezed(found.unit) in known.spellings or (not found.unit and known.name == chosen):
            return known
    return None


def _within(tool: Converter, result: Result) -> bool:
    return tool.accepts.low <= result.in_first <= tool.accepts.high


def _beyond(guide: Guide, tool: Converter, result: Result) -> Unreadable:
    first = tool.units[0]
    low = _with_unit(guide, tool.accepts.low, first)
    high = _with_unit(guide, tool.accepts.high, first)
    return Unreadable("beyond", (low, high, _with_unit(guide, result.number, result.unit.name)))


def _with_unit(guide: Guide, number: Decimal, unit: str) -> str:
    return f"{_written(guide, number)} {unit}"


def _written(guide: Guide, number: Decimal) -> str:
    """A decimal as readers of the guide's language write it."""
    return guide.number(decimal_text(number))


def decimal_text(number: Decimal) -> str:
    """A decimal without an exponent."""
    return f"{number:f}"


def answer(guide: Guide, tool: Converter, typed: str, unit: str) -> tuple[str, ...]:
    """What the page says about a typed text, in lines; none if nothing was typed."""
    words = spoken_words(guide)
    if not typed_numbers.tidied(typed):
        return ()
    result = read_result(guide, tool, typed, unit)
    if isinstance(result, Unreadable):
        return (explanation(guide, result),)
    read = f"{result.sign}{_with_unit(guide, result.number, result.unit.name)}"
    others = f", {words['or_']} ".join(_others(guide, tool, result))
    return words["read_as"].format(read), words["that_is"].format(others)


def explanation(guide: Guide, found: Unreadable) -> str:
    """Why a typed text is not converted, in a sentence or two."""
    values = found.values
    if found.reason == "ambiguous":
        values = (values[0], *map(guide.number, values[1:]))
    return spoken_words(guide)[found.reason].format(*values)


def spoken_words(guide: Guide, group: str = "converter_says") -> dict[str, str]:
    """What a tool says to a reader, in the guide's language."""
    return {name: guide.label(label) for name, label in english_labels()[group].items()}


def _others(guide: Guide, tool: Converter, result: Result) -> Iterator[str]:
    """The result in the converter's other units; units with the same number share it."""
    between = f" {spoken_words(guide)['or_']} "
    for number, units in _by_number(guide, tool, result).items():
        yield f"{number} {between.join(units)}"


def _by_number(guide: Guide, tool: Converter, result: Result) -> dict[str, list[str]]:
    """The other units by the number in them; those with the number as typed come last."""
    groups: dict[str, list[str]] = {}
    for unit in sorted(known_units(guide, tool), key=result.is_of_size):
        if unit.shown and unit != result.unit:
            groups.setdefault(_number_in(guide, result, unit), []).append(unit.name)
    return groups


def _number_in(guide: Guide, result: Result, unit: KnownUnit) -> str:
    """The number in another unit, with its sign."""
    if result.is_of_size(unit):
        return f"{result.sign}{_written(guide, result.number)}"
    return _converted(guide, result, unit)


def _converted(guide: Guide, result: Result, unit: KnownUnit) -> str:
    """The number in another unit, with the sign, and `about` if it was rounded."""
    exact = result.in_first * unit.times / unit.by
    rounded = conversions.rounded(exact)
    if result.sign or rounded == exact:
        return f"{result.sign}{_written(guide, rounded)}"
    return spoken_words(guide)["about"].format(_written(guide, rounded))


def _unit_data(unit: KnownUnit) -> dict[str, object]:
    """A unit with its whole numbers as text, because JavaScript would round large ones."""
    return {**unit._asdict(), "times": str(unit.times), "by": str(unit.by)}


def decimal_point(guide: Guide) -> dict[str, str]:
    """The decimal point that a script shows, if it is another one than in English."""
    point = guide.number("0.1")[1]
    return {} if point == "." else {"point": point}


def script_data(guide: Guide, tool: Converter) -> str:
    """All that a page's script needs to answer in the same way, as JSON."""
    data = {
        "spaces": typed_numbers.SPACES,
        "unseen": typed_numbers.UNSEEN,
        "apostrophes": typed_numbers.APOSTROPHES,
        "raised": typed_numbers.RAISED,
        "limits": typed_numbers.LIMITS,
        "faults": typed_numbers.FAULTS,
        "whole": typed_numbers.WHOLE,
        "ambiguous": typed_numbers.AMBIGUOUS,
        "numbers": typed_numbers.NUMBERS,
        "units": list(map(_unit_data, known_units(guide, tool))),
        "accepts": [decimal_text(tool.accepts.low), decimal_text(tool.accepts.high)],
        "words": spoken_words(guide),
        **decimal_point(guide),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
