"""Forest plots: each effect as a point with its interval, one plot for each measure and unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence_guide.guide import Guide
from evidence_guide.model import Effect, EffectMeasure
from evidence_guide.text import markup
from evidence_guide.view import references
from evidence_guide.view.figures.lines import LINE, WIDE, placed, wrapped_lines
from evidence_guide.view.figures.scale import Scale, by_powers, even
from evidence_guide.view.shapes import Forest, PlottedEffect, Text, TextLine, TextRow, Tick
from evidence_guide.view.texts import capitalised, joined, text

Group = tuple[EffectMeasure, str | None]
"""Effects on one scale have one measure and one unit."""


def forests(guide: Guide, findings: Sequence[str], against: Collection[str] = ()) -> list[Forest]:
    """A plot for each measure and unit among the effects of these findings, in their order."""
    groups: dict[Group, list[tuple[str, Effect]]] = {}
    for id in findings:
        effect = guide.findings[id].item.effect
        if effect:
            groups.setdefault((effect.measure, effect.unit), []).append((id, effect))
    return [_Plot(guide, effects, against).forest(*group) for group, effects in groups.items()]


@dataclass(frozen=True)
class _Plot:
    """One plot while it is drawn: its effects, each with the id of its finding."""

    guide: Guide
    effects: list[tuple[str, Effect]]
    against: Collection[str]

    def forest(self, measure: EffectMeasure, unit: str | None) -> Forest:
        """The plot with every position."""
        values = self._values()
        powers = measure.null == 1 and min(values) > 0
        scale = by_powers(values) if powers else even(values)
        studies: list[PlottedEffect] = []
        top = Decimal(0)
        for id, effect in self.effects:
            studies.append(self._study(id, effect, scale, top))
            top = studies[-1].y + LINE
        return Forest(
            measure=measure,
            unit=unit,
            head=(
                "Study and outcome",
                _heading(measure, unit, powers=powers),
                "Estimate as printed",
            ),
            studies=tuple(studies),
            levels=self._levels(),
            null=Tick(label=str(measure.null), x=scale.at(measure.null)),
            ticks=scale.ticks,
            floor=top,
            by_powers=powers,
        )

    def _values(self) -> list[Decimal]:
        """Every value that the scale must hold."""
        found: list[Decimal] = []
        for _, effect in self.effects:
            ends = (effect.value, effect.low, effect.high)
            found += [value for value in ends if value is not None]
        return found

    def _levels(self) -> tuple[str, ...]:
        """Widths of the intervals, each once."""
        found = {str(effect.level): None for _, effect in self.effects if effect.low is not None}
        return tuple(found)

    def _study(self, id: str, effect: Effect, scale: Scale, top: Decimal) -> PlottedEffect:
        """One effect, from `top` down."""
        source = self.guide.source_of[id]
        label = self.guide.sources[source].item.label
        printed = _printed(effect)
        head = tuple(placed(wrapped_lines(label, WIDE - len(printed)), top))
        outcome = f"{effect.outcome}, {effect.at}" if effect.at else effect.outcome
        below = tuple(placed(wrapped_lines(outcome), top + LINE * len(head)))
        return PlottedEffect(
            id=id,
            head=head,
            printed=TextLine(text=printed, y=head[0].y),
            outcome=below,
            y=top + LINE * (len(head) + len(below)) + Decimal("0.7"),
            x=scale.at(effect.value),
            ends=_ends(effect, scale),
            against=id in self.against,
            row=self._row(id, label, effect),
            alt=_alternative(label, effect),
        )

    def _row(self, id: str, label: str, effect: Effect) -> TextRow:
        """The effect in words, for a table."""
        head: Text = joined(f"{label}: ", text(effect.outcome))
        if effect.at:
            head = joined(head, ", ", text(effect.at))
        estimate = _estimate(effect)
        if effect.p is not None:
            estimate = f"{estimate}, P {effect.p}"
        return TextRow(
            id=id,
            key=id,
            cells=(head, str(effect.measure.null), estimate),
            cites=tuple(references.behind(self.guide, (id,))),
            ids=(id,),
        )


def _heading(measure: EffectMeasure, unit: str | None, *, powers: bool) -> str:
    """The heading of the column with the drawing."""
    words = capitalised(measure)
    if unit:
        words = f"{words} ({markup.plain(unit)})"
    return f"{words} (log scale)" if powers else words


def _printed(effect: Effect) -> str:
    """The estimate with its interval, without unit and level."""
    if effect.low is None or effect.high is None:
        return str(effect.value)
    return f"{effect.value} ({effect.low} to {effect.high})"


def _ends(effect: Effect, scale: Scale) -> tuple[Decimal, Decimal] | None:
    """The positions of the ends of the interval."""
    if effect.low is None or effect.high is None:
        return None
    return scale.at(effect.low), scale.at(effect.high)


def _estimate(effect: Effect) -> str:
    """The estimate with its unit, and its interval with its level."""
    value = str(effect.value)
    if effect.unit:
        value = f"{value} {markup.plain(effect.unit)}"
    if effect.low is None or effect.high is None:
        return value
    return f"{value} ({effect.level}% CI {effect.low} to {effect.high})"


def _alternative(label: str, effect: Effect) -> str:
    """The effect in a sentence for readers who do not see the drawing."""
    outcome = markup.plain(effect.outcome)
    null = effect.measure.null
    return f"{label}, {outcome}: {effect.measure} {_estimate(effect)}; no difference is {null}"
