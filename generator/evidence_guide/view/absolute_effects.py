"""Absolute effects: how many more or fewer in 1,000 people, computed exactly from a printed risk and a printed effect.

Formulas: Cochrane Handbook, 14.1.5 and 15.4.4 (https://training.cochrane.org/handbook/current/chapter-15).
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from evidence_guide.model import Effect, EffectMeasure, Finding

PER = 1000
"""Of how many people the numbers are told."""

Risk = Callable[[Fraction, Fraction], Fraction]

RISKS: dict[EffectMeasure, tuple[Risk, str]] = {
    EffectMeasure.RISK_RATIO: (lambda risk, ratio: risk * ratio, "risk × ratio"),
    EffectMeasure.PREVALENCE_RATIO: (lambda risk, ratio: risk * ratio, "risk × ratio"),
    EffectMeasure.ODDS_RATIO: (
        lambda risk, ratio: risk * ratio / (1 - risk + risk * ratio),
        "risk × ratio ÷ (1 − risk + risk × ratio)",
    ),
    EffectMeasure.RISK_DIFFERENCE: (lambda risk, points: risk + points / 100, "risk + difference"),
}
"""The risk in the other group, from the risk in the comparison group and the effect; and the same in words."""


class Span(NamedTuple):
    """A number of people in 1,000 with its interval, exact."""

    value: Fraction
    low: Fraction | None
    high: Fraction | None

    @property
    def whole(self) -> tuple[int, ...]:
        """Value and, where there is one, interval, each rounded half away from zero to whole people."""
        return tuple(whole(part) for part in self if part is not None)


class Absolute(NamedTuple):
    """What an effect means for 1,000 people."""

    without: Fraction | None
    """Of 1,000 in the comparison group; None where the source prints no risk."""
    with_it: Span | None
    more: Span
    """How many more, or where negative fewer."""


def absolute(finding: Finding) -> Absolute | None:
    """What a finding's effect means for 1,000 people; None where its measure or the lack of a printed risk does not say."""
    effect, baseline = finding.effect, finding.baseline
    if (
        effect is None
        or effect.measure not in RISKS
        or (baseline is None and effect.measure is not EffectMeasure.RISK_DIFFERENCE)
    ):
        return None
    if baseline is None:
        return Absolute(None, None, _span(effect, lambda value: Fraction(value) / 100 * PER))
    risk, (formula, _) = Fraction(baseline.percent) / 100, RISKS[effect.measure]
    with_it = _span(
        effect,
        lambda value: min(max(formula(risk, Fraction(value)), Fraction(0)), Fraction(1)) * PER,
    )
    value, low, high = (None if part is None else part - risk * PER for part in with_it)
    return Absolute(risk * PER, with_it, Span(value or Fraction(0), low, high))


def _span(effect: Effect, to: Callable[[Decimal], Fraction]) -> Span:
    low, high = (None if end is None else to(end) for end in (effect.low, effect.high))
    return Span(to(effect.value), low, high)


def whole(number: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    size = floor(abs(number) + Fraction(1, 2))
    return size if number >= 0 else -size


def shown(finding: Finding) -> tuple[str, ...]:
    """Every number of people that may be shown for a finding, without signs, and of how many they are."""
    found = absolute(finding)
    if found is None:
        return ()
    spans = [span for span in (found.with_it, found.more) if span]
    return (
        f"{PER:,}",
        *([str(whole(found.without))] if found.without is not None else []),
        *(str(abs(part)) for span in spans for part in span.whole),
    )
