"""Scales: a value to a place across a figure, exactly, and round numbers to mark on it."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import NamedTuple

from evidence_guide.view.shapes import Tick

LEFT, RIGHT = Decimal(4), Decimal(96)
"""Where a scale begins and ends, in percent of the width; its first and last label need the rest."""
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
        """Where a value stands, in percent of the width; what lies beyond the scale stands at its end."""
        value = min(max(value, self.low), self.high)
        low, high, here = (
            part.ln() if self.by_powers else part for part in (self.low, self.high, value)
        )
        return (LEFT + (RIGHT - LEFT) * (here - low) / (high - low)).quantize(Decimal("0.01"))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Its marks with their labels."""
        return tuple(Tick(label=f"{mark.normalize():f}", x=self.at(mark)) for mark in self.marks)


def even(values: Iterable[Decimal]) -> Scale:
    """The scale of differences and amounts: it holds zero and every value, and its marks are one round step apart."""
    found = [Decimal(0), *values]
    reach = max(found) - min(found) or Decimal(1)
    step = next(step for step in _steps(reach) if _parts(min(found), max(found), step) < MOST)
    low = _down(min(found), step)
    high = max(_up(max(found), step), low + step)
    return Scale(
        low,
        high,
        by_powers=False,
        marks=tuple(low + step * n for n in range(int((high - low) / step) + 1)),
    )


def up_to(high: Decimal) -> Scale:
    """The scale of amounts that ends where somebody wants it to end."""
    whole = even([high])
    return Scale(
        Decimal(0), high, by_powers=False, marks=tuple(mark for mark in whole.marks if mark <= high)
    )


def by_powers(values: Iterable[Decimal]) -> Scale:
    """The scale of ratios: a double is as far from 1 as a half; it holds every value, which are above zero, and both sides of 1."""
    found = [Decimal(1), *values]
    series = [
        digit.scaleb(power)
        for power in range(min(found).adjusted() - 1, max(found).adjusted() + 2)
        for digit in _NICE
    ]
    low = max(mark for mark in series if mark <= min(found) and mark < 1)
    high = min(mark for mark in series if mark >= max(found) and mark > 1)
    marks = [mark for mark in series if low <= mark <= high]
    return Scale(
        low, high, by_powers=True, marks=tuple(marks if len(marks) <= MOST else _tens(marks))
    )


def _tens(marks: list[Decimal]) -> list[Decimal]:
    """Powers of ten only, and no more of them than there is room for; 1 always stays."""
    tens = [mark for mark in marks if mark.normalize().as_tuple().digits == (1,)]
    every = -(-len(tens) // MOST)
    return [mark for mark in tens if mark.adjusted() % every == 0]


def _steps(reach: Decimal) -> Iterable[Decimal]:
    return (digit.scaleb(reach.adjusted() - 1 + power) for power in count() for digit in _NICE)


def _parts(low: Decimal, high: Decimal, step: Decimal) -> int:
    return int((_up(high, step) - _down(low, step)) / step)


def _down(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def _up(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_CEILING) * step
