"""Scales: the exact position of a value across a figure, and the round numbers marked on it."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.view.shapes import Tick

LEFT, RIGHT = Decimal(4), Decimal(96)
"""The ends of a scale, in percent of the width; the first and last label need the rest."""
MOST = 7
"""Most marks on a scale, so that their labels do not meet on a phone."""
_NICE = (Decimal(1), Decimal(2), Decimal(5))


class Scale(NamedTuple):
    """From `low` to `high`, even or by powers."""

    low: Decimal
    high: Decimal
    by_powers: bool
    marks: tuple[Decimal, ...]

    def at(self, value: Decimal) -> Decimal:
        """The position of a value, in percent of the width; one beyond the scale is at its end."""
        within = min(max(value, self.low), self.high)
        low, high = self._even(self.low), self._even(self.high)
        here = self._even(within) - low
        return (LEFT + (RIGHT - LEFT) * here / (high - low)).quantize(Decimal("0.01"))

    def _even(self, value: Decimal) -> Decimal:
        """A number that grows evenly across the scale."""
        if self.by_powers:
            return value.ln()
        return value

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Its marks with their labels."""
        return tuple(map(self._tick, self.marks))

    def _tick(self, mark: Decimal) -> Tick:
        return Tick(label=f"{mark.normalize():f}", x=self.at(mark))


def written_ticks(guide: Guide, scale: Scale) -> tuple[Tick, ...]:
    """The marks of a scale with their labels in the language of a guide."""
    return tuple(
        mark.model_copy(update={"label": guide.number(mark.label)}) for mark in scale.ticks
    )


def even(values: Iterable[Decimal]) -> Scale:
    """The scale of differences and amounts, in round steps; it holds zero and every value."""
    found = [Decimal(0), *values]
    lowest, highest = min(found), max(found)
    step = _step(lowest, highest)
    low = _down(lowest, step)
    high = max(_up(highest, step), low + step)
    return Scale(low, high, by_powers=False, marks=_marks(low, high, step))


def _step(low: Decimal, high: Decimal) -> Decimal:
    """The smallest round step that does not give too many marks."""
    reach = high - low or Decimal(1)
    return next(step for step in _steps(reach) if _parts(low, high, step) < MOST)


def _marks(low: Decimal, high: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """Every step from `low` to `high`."""
    parts = int((high - low) / step)
    return tuple(low + step * number for number in range(parts + 1))


def by_powers(values: Iterable[Decimal]) -> Scale:
    """The scale of ratios, on which a double is as far from 1 as a half.

    It holds every value, and both sides of 1. Values are above zero.
    """
    found = [Decimal(1), *values]
    lowest, highest = min(found), max(found)
    series = _series(lowest, highest)
    low = max(mark for mark in series if mark <= lowest and mark < 1)
    high = min(mark for mark in series if mark >= highest and mark > 1)
    return Scale(low, high, by_powers=True, marks=_within(series, low, high))


def _within(series: list[Decimal], low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """The marks of a series from `low` to `high`, as many as there is room for."""
    marks = [mark for mark in series if low <= mark <= high]
    if len(marks) > MOST:
        marks = _tens(marks)
    return tuple(marks)


def _series(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers from below `low` to above `high`."""
    found: list[Decimal] = []
    for power in range(low.adjusted() - 1, high.adjusted() + 2):
        found += [digit.scaleb(power) for digit in _NICE]
    return found


def _tens(marks: list[Decimal]) -> list[Decimal]:
    """Powers of ten only, and no more of them than there is room for; 1 is always among them."""
    tens = list(filter(_is_ten, marks))
    every = -(-len(tens) // MOST)
    return [mark for mark in tens if mark.adjusted() % every == 0]


def _is_ten(mark: Decimal) -> bool:
    """Whether a number is a power of ten."""
    return mark.normalize().as_tuple().digits == (1,)


def _steps(reach: Decimal) -> Iterator[Decimal]:
    """Round steps, ever larger, from a tenth of a reach on."""
    for power in count(reach.adjusted() - 1):
        for digit in _NICE:
            yield digit.scaleb(power)


def _parts(low: Decimal, high: Decimal, step: Decimal) -> int:
    return int((_up(high, step) - _down(low, step)) / step)


def _down(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def _up(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_CEILING) * step
