"""Absolute effects: exact numbers of people in 1,000, from a printed risk and a printed effect.

Formulas: Cochrane Handbook, 14.1.5 and 15.4.4
(https://training.cochrane.org/handbook/current/chapter-15).
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from evidence_guide.model import Effect, EffectMeasure, Finding

PER = 1000
"""The number of people that all counts refer to."""

Risk = Callable[[Fraction, Fraction], Fraction]


def _by_ratio(risk: Fraction, ratio: Fraction) -> Fraction:
    return risk * ratio


def _by_odds(risk: Fraction, ratio: Fraction) -> Fraction:
    return risk * ratio / (1 - risk + risk * ratio)


def _by_points(risk: Fraction, points: Fraction) -> Fraction:
    return risk + points / 100


RISKS: dict[EffectMeasure, tuple[Risk, str]] = {
    EffectMeasure.RISK_RATIO: (_by_ratio, "risk × ratio"),
    EffectMeasure.PREVALENCE_RATIO: (_by_ratio, "risk × ratio"),
    EffectMeasure.ODDS_RATIO: (_by_odds, "risk × ratio ÷ (1 − risk + risk × ratio)"),
    EffectMeasure.RISK_DIFFERENCE: (_by_points, "risk + difference"),
}
"""The risk in the other group, from that in the comparison group and the effect; and in words."""


class Span(NamedTuple):
    """A number of people in 1,000 with its interval, exact."""

    value: Fraction
    low: Fraction | None
    high: Fraction | None

    @property
    def whole(self) -> tuple[int, ...]:
        """Value and, if there is one, interval in whole people; halves go away from zero."""
        return tuple(whole(part) for part in self if part is not None)


class Absolute(NamedTuple):
    """An effect in numbers of 1,000 people."""

    without: Fraction | None
    """Of 1,000 in the comparison group; None where the source prints no risk."""
    with_it: Span | None
    more: Span
    """The difference; negative if there are fewer."""


def absolute(finding: Finding) -> Absolute | None:
    """The effect of a finding for 1,000 people; None if its measure or printed risk do not say."""
    effect, baseline = finding.effect, finding.baseline
    if effect is None or effect.measure not in RISKS:
        return None
    if baseline is not None:
        return _from_risk(effect, Fraction(baseline.percent) / 100)
    if effect.measure is EffectMeasure.RISK_DIFFERENCE:
        return Absolute(None, None, _span(effect, _people_in_percent))
    return None


def _people_in_percent(points: Decimal) -> Fraction:
    """Percentage points as people."""
    return Fraction(points) / 100 * PER


def _from_risk(effect: Effect, risk: Fraction) -> Absolute:
    """The effect in people who have a known risk without it."""
    formula, _ = RISKS[effect.measure]

    def people(value: Decimal) -> Fraction:
        other = formula(risk, Fraction(value))
        return min(max(other, Fraction(0)), Fraction(1)) * PER

    without = risk * PER
    with_it = _span(effect, people)
    return Absolute(without, with_it, _compared(with_it, without))


def _compared(span: Span, without: Fraction) -> Span:
    """The difference to `without`, in people."""
    value, low, high = span
    return Span(value - without, _less(low, without), _less(high, without))


def _less(people: Fraction | None, without: Fraction) -> Fraction | None:
    return None if people is None else people - without


def _span(effect: Effect, people: Callable[[Decimal], Fraction]) -> Span:
    """The value and the ends of the interval of an effect, each as people."""
    low = None if effect.low is None else people(effect.low)
    high = None if effect.high is None else people(effect.high)
    return Span(people(effect.value), low, high)


def whole(number: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    size = floor(abs(number) + Fraction(1, 2))
    return size if number >= 0 else -size


def shown(finding: Finding) -> tuple[str, ...]:
    """Every number of people that may be shown for a finding, unsigned, after the 1,000 itself."""
    found = absolute(finding)
    if found is None:
        return ()
    numbers = [f"{PER:,}"]
    if found.without is not None:
        numbers.append(str(whole(found.without)))
    for span in (found.with_it, found.more):
        if span:
            numbers += [str(abs(part)) for part in span.whole]
    return tuple(numbers)
