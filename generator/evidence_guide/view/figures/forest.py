"""Forest plots: each effect as a point with its interval, one plot for each measure and unit."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Effect, Measure
from evidence_guide.view.figures.lines import LINE, WIDE, Line, lines, placed
from evidence_guide.view.figures.scale import Scale, Tick, by_powers, even


class Study(NamedTuple):
    """One effect in a plot."""

    head: tuple[Line, ...]
    printed: Line
    outcome: tuple[Line, ...]
    y: Decimal
    """Where its point stands, in ems from the top."""
    x: Decimal
    ends: tuple[Decimal, Decimal] | None
    id: str = ""
    """Of its finding."""
    against: bool = False
    """Whether it speaks against the claim."""


class Forest(NamedTuple):
    """The effects that are told in one measure and one unit."""

    measure: Measure
    unit: str | None
    ids: tuple[str, ...]
    studies: tuple[Study, ...]
    levels: tuple[str, ...]
    """Widths of the intervals, in percent."""
    null: Tick
    ticks: tuple[Tick, ...]
    floor: Decimal
    """Where the scale stands, in ems from the top."""
    by_powers: bool

    @property
    def against(self) -> bool:
        """Whether one of them speaks against the claim."""
        return any(study.against for study in self.studies)

    @property
    def height(self) -> Decimal:
        """With the scale's labels, in ems."""
        return self.floor + 3


def forests(guide: Guide, findings: Sequence[str], against: Iterable[str] = ()) -> list[Forest]:
    """A plot for each measure and unit among the effects of these findings, in their order."""
    groups: dict[tuple[Measure, str | None], list[tuple[str, Effect]]] = {}
    for id in findings:
        if effect := guide.findings[id].item.effect:
            groups.setdefault((effect.measure, effect.unit), []).append((id, effect))
    return [
        _forest(guide, measure, unit, effects, frozenset(against))
        for (measure, unit), effects in groups.items()
    ]


def _forest(
    guide: Guide,
    measure: Measure,
    unit: str | None,
    effects: list[tuple[str, Effect]],
    against: frozenset[str],
) -> Forest:
    values = [
        value
        for _, effect in effects
        for value in (effect.value, effect.low, effect.high)
        if value is not None
    ]
    ratios = measure.null == 1 and min(values) > 0
    scale = by_powers(values) if ratios else even(values)
    studies, top = [], Decimal(0)
    for id, effect in effects:
        label = guide.sources[guide.source_of[id]].item.label
        studies.append(_study(label, effect, scale, top)._replace(id=id, against=id in against))
        top = studies[-1].y + LINE
    levels = tuple(
        dict.fromkeys(str(effect.level) for _, effect in effects if effect.low is not None)
    )
    null = Tick(str(measure.null), scale.at(measure.null))
    return Forest(
        measure,
        unit,
        tuple(id for id, _ in effects),
        tuple(studies),
        levels,
        null,
        scale.ticks,
        top,
        ratios,
    )


def _study(label: str, effect: Effect, scale: Scale, top: Decimal) -> Study:
    printed = (
        str(effect.value)
        if effect.low is None or effect.high is None
        else f"{effect.value} ({effect.low} to {effect.high})"
    )
    head = tuple(placed(lines(label, WIDE - len(printed)), top))
    outcome = f"{effect.outcome}, {effect.at}" if effect.at else effect.outcome
    below = tuple(placed(lines(outcome), top + LINE * len(head)))
    y = top + LINE * (len(head) + len(below)) + Decimal("0.7")
    ends = (
        None
        if effect.low is None or effect.high is None
        else (scale.at(effect.low), scale.at(effect.high))
    )
    return Study(head, Line(printed, head[0].y), below, y, scale.at(effect.value), ends)
