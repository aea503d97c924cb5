"""The messages of the figures that are drawn by themselves: what each shows, in a sentence.

They only read the drawing aloud. How sure we are is said by the certainty of a claim.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum

from evidence_guide.guide import Guide
from evidence_guide.model import Effect, EffectMeasure, Level, Strength
from evidence_guide.text import markup
from evidence_guide.view.site_words import english_labels
from evidence_guide.view.texts import capitalised

FREQUENCIES = frozenset(
    {
        EffectMeasure.RISK_RATIO,
        EffectMeasure.ODDS_RATIO,
        EffectMeasure.RATE_RATIO,
        EffectMeasure.HAZARD_RATIO,
        EffectMeasure.PREVALENCE_RATIO,
        EffectMeasure.RISK_DIFFERENCE,
    }
)
"""Measures of how often something happens."""
LINKS = frozenset({EffectMeasure.CORRELATION, EffectMeasure.REGRESSION_COEFFICIENT})
"""Measures of how two things go together."""
_FREQUENCY = ("frequency_below", "frequency_above", "frequency_none")
_LINK = ("link_below", "link_above", "link_none")
_AMOUNT = ("amount_below", "amount_above", "amount_none")


_BOTH = 2


class Reading(Enum):
    """How an estimate and its interval lie to the line of no difference.

    Each has the labels of its words for one effect and for several.
    """

    BELOW = ("one_below", "several_below")
    ABOVE = ("one_above", "several_above")
    ACROSS = ("one_across", "several_across")
    POINT_BELOW = ("one_point_below", "several_point_below")
    POINT_ABOVE = ("one_point_above", "several_point_above")
    POINT_ON = ("one_point_on", "several_point_on")


def message(guide: Guide, measure: EffectMeasure, effects: Sequence[Effect]) -> str:
    """What a plot of effects in one measure shows."""
    words = _Words(guide, measure)
    if len(effects) == 1:
        return words.one(effects[0])
    return words.several(effects)


def reading(effect: Effect) -> Reading:
    """How an effect lies to the line of no difference."""
    null = effect.measure.null
    if effect.low is None or effect.high is None:
        return _reading_of_point(effect)
    if effect.high < null:
        return Reading.BELOW
    if effect.low > null:
        return Reading.ABOVE
    return Reading.ACROSS


def _reading_of_point(effect: Effect) -> Reading:
    """The same for an estimate without an interval."""
    null = effect.measure.null
    if effect.value == null:
        return Reading.POINT_ON
    return Reading.POINT_BELOW if effect.value < null else Reading.POINT_ABOVE


def _outcome(effect: Effect) -> str:
    """What was measured, and when."""
    outcome = markup.plain(effect.outcome)
    return f"{outcome}, {markup.plain(effect.at)}" if effect.at else outcome


class _Words:
    """The words for effects in one measure, in the language of the guide."""

    def __init__(self, guide: Guide, measure: EffectMeasure) -> None:
        self.labels = _labels(guide)
        self.below, self.above, self.none = (self.labels[name] for name in _names(measure))

    def one(self, effect: Effect) -> str:
        """A single effect: its outcome, which way it points, and how its interval lies."""
        return f"{capitalised(_outcome(effect))}: {self._said(reading(effect).value[0])}."

    def several(self, effects: Sequence[Effect]) -> str:
        """How many effects point which way."""
        counted = Counter(map(reading, effects))
        if len(counted) == 1:
            return self._all(len(effects), next(iter(counted)))
        return self.labels["estimates"].format(len(effects), "; ".join(self._counted(counted)))

    def _all(self, count: int, kind: Reading) -> str:
        """What all effects have in common."""
        said = self._said(kind.value[1])
        if count == _BOTH:
            return self.labels["both"].format(said)
        return self.labels["all"].format(count, said)

    def _counted(self, counted: Counter[Reading]) -> Iterator[str]:
        for kind in Reading:
            if counted[kind]:
                yield f"{counted[kind]} {self._said(kind.value[1])}"

    def _said(self, name: str) -> str:
        """One reading in words, by the label for them."""
        return self.labels[name].format(below=self.below, above=self.above, none=self.none)


def map_message(guide: Guide) -> str:
    """What the map of claims shows."""
    levels = [claim.item.level for claim in guide.claims.values() if claim.item.level]
    low = sum(level in {Level.LOW, Level.VERY_LOW} for level in levels)
    return _labels(guide)["of_claims"].format(low, len(levels))


def timeline_message(guide: Guide) -> str:
    """What the timeline of steps shows."""
    strengths = list(_strengths(guide))
    return _labels(guide)["of_steps"].format(strengths.count(Strength.STRONG), len(strengths))


def _strengths(guide: Guide) -> Iterator[Strength]:
    for id in guide.file.stages:
        for step in guide.stages[id].item.steps:
            yield step.strength


def _labels(guide: Guide) -> dict[str, str]:
    """What figures say, in the language of the guide."""
    labels = english_labels()["plot_says"]
    return {name: guide.label(label) for name, label in labels.items()}


def _names(measure: EffectMeasure) -> tuple[str, str, str]:
    """The labels of the words that fit a measure."""
    if measure in FREQUENCIES:
        return _FREQUENCY
    return _LINK if measure in LINKS else _AMOUNT
