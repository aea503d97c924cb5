"""Forest plots: each effect as a point with its interval, one plot for each measure and unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence_guide.guide import Guide
from evidence_guide.model import Effect, EffectMeasure
from evidence_guide.text import markup
from evidence_guide.view import references
from evidence_guide.view.figures.lines import LINE, WIDE, placed, wrapped_lines
from evidence_guide.view.figures.messages import message
from evidence_guide.view.figures.scale import Scale, by_powers, even, written_ticks
from evidence_guide.view.labels import TO
from evidence_guide.view.shapes import Forest, PlottedEffect, Text, TextLine, TextRow, Tick
from evidence_guide.view.texts import capitalised, joined, text

Widths = tuple[str, ...]
STUDY = "Study and outcome"
ESTIMATE = "Estimate as printed"
LOG_SCALE = " (log scale)"
WITH_INTERVAL = "{} ({}% CI {})"
NO_DIFFERENCE = "{}; no difference is {}"
Group = tuple[EffectMeasure, str | None]
"""Effects on one scale have one measure and one unit."""


def forests(guide: Guide, findings: Sequence[str], against: Collection[str] = ()) -> list[Forest]:
    """A plot for each measure and unit among the effects of these findings, in their order."""
    found = []
    for group, effects in _groups(guide, findings).items():
        plot = _Plot(guide, effects, against)
        found.append(plot.forest(*group))
    return found


def _groups(guide: Guide, findings: Sequence[str]) -> dict[Group, list[tuple[str, Effect]]]:
    """The effects of the findings by measure and unit."""
    groups: dict[Group, list[tuple[str, Effect]]] = {}
    for id in findings:
        effect = guide.findings[id].item.effect
        if effect:
            group = (effect.measure, effect.unit)
            groups.setdefault(group, []).append((id, effect))
    return groups


@dataclass(frozen=True)
class _Plot:
    """One plot while it is drawn: its effects, each with the id of its finding."""

    guide: Guide
    effects: list[tuple[str, Effect]]
    against: Collection[str]

    def forest(self, measure: EffectMeasure, unit: str | None) -> Forest:
        """The plot with every position."""
        scale = self._scale(measure)
        studies = self._studies(scale)
        heading = self._heading(measure, unit, powers=scale.by_powers)
        return Forest(
            message=message(self.guide, measure, [effect for _, effect in self.effects]),
            measure=measure,
            unit=unit,
            head=(self.guide.label(STUDY), heading, self.guide.label(ESTIMATE)),
            studies=studies,
            levels=self._levels(),
            null=Tick(label=self.guide.number(str(measure.null)), x=scale.at(measure.null)),
            ticks=written_ticks(self.guide, scale),
            floor=studies[-1].y + LINE,
            by_powers=scale.by_powers,
        )

    def _scale(self, measure: EffectMeasure) -> Scale:
        """A scale by powers for ratios, an even one for everything else."""
        values = self._values()
        if measure.null == 1 and min(values) > 0:
            return by_powers(values)
        return even(values)

    def _studies(self, scale: Scale) -> tuple[PlottedEffect, ...]:
        """The effects one below the other."""
        found: list[PlottedEffect] = []
        top = Decimal(0)
        for id, effect in self.effects:
            study = self._study(id, effect, scale, top)
            found.append(study)
            top = study.y + LINE
        return tuple(found)

    def _values(self) -> list[Decimal]:
        """Every value that the scale must hold."""
        return [value for _, effect in self.effects for value in _printed_values(effect)]

    def _levels(self) -> Widths:
        """Widths of the intervals, each once."""
        found = {str(effect.level): None for _, effect in self.effects if effect.low is not None}
        return tuple(found)

    def _study(self, id: str, effect: Effect, scale: Scale, top: Decimal) -> PlottedEffect:
        """One effect, from `top` down."""
        source = self.guide.source_of[id]
        label = self.guide.sources[source].item.label
        printed = self._printed(effect)
        head = _lines(label, WIDE - len(printed), top)
        middle = top + LINE * len(head)
        outcome = _lines(_outcome(effect), WIDE, middle)
        return PlottedEffect(
            id=id,
            head=head,
            printed=TextLine(text=printed, y=head[0].y),
            outcome=outcome,
            y=middle + LINE * len(outcome) + Decimal("0.7"),
            x=scale.at(effect.value),
            ends=_ends(effect, scale),
            against=id in self.against,
            row=self._row(id, label, effect),
            alt=self._alternative(label, effect),
        )

    def _row(self, id: str, label: str, effect: Effect) -> TextRow:
        """The effect in words, for a table."""
        null = self.guide.number(str(effect.measure.null))
        cells = (_row_head(label, effect), null, self._row_estimate(effect))
        cites = tuple(references.behind(self.guide, (id,)))
        return TextRow(id=id, key=id, cells=cells, cites=cites, ids=(id,))

    def _row_estimate(self, effect: Effect) -> str:
        """The estimate with its P value."""
        estimate = self._estimate(effect)
        if effect.p is None:
            return estimate
        return f"{estimate}, P {self.guide.number(effect.p)}"

    def _heading(self, measure: EffectMeasure, unit: str | None, *, powers: bool) -> str:
        """The heading of the column with the drawing."""
        words = capitalised(self.guide.label(measure))
        if unit:
            words += f" ({markup.plain(unit)})"
        if powers:
            words += self.guide.label(LOG_SCALE)
        return words

    def _printed(self, effect: Effect) -> str:
        """The estimate with its interval, without unit and level."""
        interval = self._interval_words(effect)
        value = self.guide.number(str(effect.value))
        return f"{value} ({interval})" if interval else value

    def _interval_words(self, effect: Effect) -> str:
        """The interval, such as `0.8 to 1.2`; empty if none is printed."""
        ends = map(str, effect.interval or ())
        return self.guide.label(TO).join(map(self.guide.number, ends))

    def _estimate(self, effect: Effect) -> str:
        """The estimate with its unit, and its interval with its level."""
        value = self.guide.number(_value(effect))
        interval = self._interval_words(effect)
        if not interval:
            return value
        level = self.guide.number(str(effect.level))
        return self.guide.label(WITH_INTERVAL).format(value, level, interval)

    def _alternative(self, label: str, effect: Effect) -> str:
        """The effect in a sentence for readers who do not see the drawing."""
        outcome = markup.plain(effect.outcome)
        null = self.guide.number(str(effect.measure.null))
        measure = self.guide.label(effect.measure)
        said = f"{label}, {outcome}: {measure} {self._estimate(effect)}"
        return self.guide.label(NO_DIFFERENCE).format(said, null)


def _lines(words: str, wide: int, top: Decimal) -> tuple[TextLine, ...]:
    """A text from `top` down in lines of at most `wide` letters."""
    return tuple(placed(wrapped_lines(words, wide), top))


def _outcome(effect: Effect) -> str:
    """The outcome with its time."""
    return f"{effect.outcome}, {effect.at}" if effect.at else effect.outcome


def _row_head(label: str, effect: Effect) -> Text:
    """The source, the outcome and its time."""
    parts = [f"{label}: ", text(effect.outcome)]
    if effect.at:
        parts += [", ", text(effect.at)]
    return joined(*parts)


def _printed_values(effect: Effect) -> list[Decimal]:
    """The estimate and the ends of its interval, as far as they are printed."""
    values = (effect.value, effect.low, effect.high)
    return [value for value in values if value is not None]


def _ends(effect: Effect, scale: Scale) -> tuple[Decimal, Decimal] | None:
    """The positions of the ends of the interval."""
    if effect.interval is None:
        return None
    low, high = effect.interval
    return scale.at(low), scale.at(high)


def _value(effect: Effect) -> str:
    """The value with its unit."""
    if not effect.unit:
        return str(effect.value)
    return f"{effect.value} {markup.plain(effect.unit)}"
