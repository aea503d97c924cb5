"""Whether printed numbers agree with each other, as far as their rounding allows.

A printed number may be any value that rounds to it: 0.37 for 0.365 to 0.375, both ends
included, because nobody knows which way a source rounds a half. Printed numbers agree if some
choice of such values fits; so numbers that were computed correctly and then rounded always agree.
Precedents: GRIM (Brown and Heathers 2017) for shares of whole people, and statcheck (Nuijten and
others 2016) for P values. All is exact in decimals but for the distributions of the normal and of
Student's t, which have no exact form.
"""

import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum
from functools import cache
from statistics import NormalDist
from typing import NamedTuple

_NORMAL = NormalDist()
_WHOLE = Decimal(100)


class Between(NamedTuple):
    """All values from one to another, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Between") -> bool:
        """Whether some value is in both."""
        return self.low <= other.high and other.low <= self.high


def rounded_from(printed: Decimal) -> Between:
    """The values that round to a printed number: half a unit of its last digit to either side."""
    half = Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)
    return Between(printed - half, printed + half)


def share_fits(percent: Decimal, are: int, of: int) -> bool:
    """Whether so many of so many people are the printed percentage of them."""
    span = rounded_from(percent)
    return span.low * of <= _WHOLE * are <= span.high * of


def share_is_possible(percent: Decimal, of: int) -> bool:
    """Whether any whole number of so many people is the printed percentage of them (GRIM)."""
    span = rounded_from(percent)
    fewest = math.ceil(span.low * of / _WHOLE)
    return fewest <= math.floor(span.high * of / _WHOLE)


class Interval(NamedTuple):
    """A printed estimate with the ends of its interval and its width in percent, such as 95."""

    value: Decimal
    low: Decimal
    high: Decimal
    level: Decimal


class EstimateScale(Enum):
    """The scale on which an estimate is in the middle of its interval."""

    LINEAR = "linear"
    """Of differences: the estimate is the mean of both ends."""
    LOG = "logarithmic"
    """Of ratios: its square is their product."""
    FISHER = "Fisher's z"
    """Of correlations: (1 + r) / (1 - r) is as a ratio."""
    PERCENT = "logarithmic, in percent"
    """Of differences in percent that come from a ratio: 1 + percent / 100 is as a ratio."""


def _as_ratio(scale: EstimateScale) -> Callable[[Decimal], Decimal]:
    """What turns a value on a scale into a ratio; rising, and never below 0."""
    if scale is EstimateScale.FISHER:
        return _odds_of_correlation
    if scale is EstimateScale.PERCENT:
        return _ratio_of_percent
    return _not_negative


def _odds_of_correlation(value: Decimal) -> Decimal:
    inside = min(max(value, Decimal("-0.999999")), Decimal("0.999999"))
    return (1 + inside) / (1 - inside)


def _ratio_of_percent(value: Decimal) -> Decimal:
    return _not_negative(1 + value / _WHOLE)


def _not_negative(value: Decimal) -> Decimal:
    return max(value, Decimal(0))


def in_the_middle(interval: Interval, scale: EstimateScale) -> bool:
    """Whether an estimate can be in the middle of its interval on a scale.

    Ratios are multiplied and not turned into logarithms: their products are exact.
    """
    if scale is EstimateScale.LINEAR:
        return _is_mean(*_spans(interval))
    as_ratio = _as_ratio(scale)
    return _is_geometric_mean(*(_through(as_ratio, span) for span in _spans(interval)))


def _is_mean(value: Between, low: Between, high: Between) -> bool:
    sums = Between(low.low + high.low, low.high + high.high)
    return sums.meets(Between(2 * value.low, 2 * value.high))


def _is_geometric_mean(value: Between, low: Between, high: Between) -> bool:
    products = Between(low.low * high.low, low.high * high.high)
    return products.meets(Between(value.low * value.low, value.high * value.high))


def _spans(interval: Interval) -> tuple[Between, Between, Between]:
    return (
        rounded_from(interval.value),
        rounded_from(interval.low),
        rounded_from(interval.high),
    )


def _through(function: Callable[[Decimal], Decimal], span: Between) -> Between:
    return Between(function(span.low), function(span.high))


class PValue(NamedTuple):
    """A printed P value: `=`, `<`, `>`, `≤` or `≥`, and the number."""

    sign: str
    number: Decimal

    @property
    def span(self) -> Between:
        """The P values that are printed so."""
        if self.sign in {"<", "≤"}:
            return Between(Decimal(0), self.number)
        if self.sign in {">", "≥"}:
            return Between(self.number, Decimal(1))
        return rounded_from(self.number)


FEWEST_DEGREES = 10
"""Degrees of freedom of a small study whose people are not counted in print."""


def p_fits(interval: Interval, scale: EstimateScale, p: PValue, people: int | None) -> bool:
    """Whether an estimate and its interval can have a printed P value.

    The standard error is the width of the interval by that of the distribution (Altman and Bland,
    BMJ 2011;343:d2304). It is taken at both ends of what rounding allows, and from Student's t
    with half as many degrees of freedom as people up to the normal distribution, because a source
    seldom prints which it used.
    """
    degrees = FEWEST_DEGREES if people is None else max(people // 2, 2)
    found = [
        *_p_values(interval, scale, Student(degrees)),
        *_p_values(interval, scale, Student(_MOST_DEGREES)),
    ]
    return Between(Decimal(repr(min(found))), Decimal(repr(max(found)))).meets(p.span)


def _p_values(interval: Interval, scale: EstimateScale, student: "Student") -> Iterator[float]:
    """The largest and the smallest P value that an interval can have by a distribution."""
    end = student.half_width(float(interval.level))
    for distance in _half_widths_from_null(interval, scale):
        yield student.both_tails(distance * end)


def _half_widths_from_null(interval: Interval, scale: EstimateScale) -> tuple[float, float]:
    """How many half widths of its interval an estimate is from no effect, at least and at most."""
    value, low, high = [_on_scale(span, scale) for span in _spans(interval)]
    nearest, farthest = _from_zero(*value)
    most = _ratio(farthest, high[0] - low[1])
    return _ratio(nearest, high[1] - low[0]), most


def _from_zero(low: float, high: float) -> tuple[float, float]:
    """How far the values between two ends are from 0, at least and at most."""
    nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    return nearest, max(abs(low), abs(high))


def _ratio(distance: float, width: float) -> float:
    """A distance in half widths."""
    return 2 * distance / width if width > 0 else math.inf


def _on_scale(span: Between, scale: EstimateScale) -> tuple[float, float]:
    """The ends of a span on the scale on which 0 is no effect."""
    if scale is EstimateScale.LINEAR:
        return float(span.low), float(span.high)
    ratios = _through(_as_ratio(scale), span)
    return _logarithm(ratios.low), _logarithm(ratios.high)


_LEAST = 1e-9


def _logarithm(ratio: Decimal) -> float:
    return math.log(max(float(ratio), _LEAST))


_MOST_DEGREES = 300
"""Degrees of freedom from which Student's t counts as the normal distribution."""


class Student(NamedTuple):
    """Student's t distribution."""

    degrees: int

    def both_tails(self, t: float) -> float:
        """The probability of a value at least as far from 0: the two-sided P value."""
        if math.isinf(t):
            return 0.0
        if self.degrees >= _MOST_DEGREES:
            return 2 * _NORMAL.cdf(-t)
        return max(0.0, 1 - self._between(math.atan(t / math.sqrt(self.degrees))))

    def _between(self, angle: float) -> float:
        """The probability between -t and t, with t as an angle (Abramowitz and Stegun, 26.7)."""
        first = self.degrees % 2
        total, term = 0.0, math.cos(angle) if first else 1.0
        for below in range(2 + first, self.degrees + 1, 2):
            total += term
            term *= math.cos(angle) ** 2 * (below - 1) / below
        if not first:
            return math.sin(angle) * total
        return 2 / math.pi * (angle + math.sin(angle) * total)

    @cache  # noqa: B019 (few levels and few sizes of studies are ever asked for)
    def half_width(self, level: float) -> float:
        """The value within which, to either side of 0, so many percent of the distribution are."""
        outside = 1 - level / 100
        low, high = 0.0, 1000.0
        while high - low > _LEAST:
            middle = (low + high) / 2
            low, high = (middle, high) if self.both_tails(middle) > outside else (low, middle)
        return high
