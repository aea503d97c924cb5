"""The view of the effects behind a claim: the summary of findings, the plots and their data."""

from collections.abc import Iterator

from markupsafe import Markup

from evidence_guide.model import Effect
from evidence_guide.view import labels, shapes
from evidence_guide.view.absolute_effects import PER
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.summary import OutcomeRow, outcome_rows
from evidence_guide.view.texts import capitalised, joined, maybe_text, text
from evidence_guide.view.views import Views


class EffectRow(shapes.ViewObject):
    """An effect as its source prints it."""

    id: shapes.Id
    label: str
    outcome: shapes.Text
    estimate: shapes.Text
    interval: Label
    p: str


class PlotView(shapes.ViewObject):
    """A plot with the words around it."""

    plot: shapes.Forest
    title: shapes.Text
    scale: Label
    null: Label
    interval: Label
    """What the line of each study shows."""


class PeopleCell(shapes.ViewObject):
    """A number of people in a group, or why there is none."""

    people: str
    """Empty where the number is not known."""
    among: shapes.Text
    missing: Label
    other: shapes.Text
    """What is shown in place of a number of people."""


class SummaryRow(shapes.ViewObject):
    """A row of the summary of findings."""

    id: shapes.Id
    outcome: shapes.Text
    studied: Label
    against: bool
    relative: shapes.Text
    group: PeopleCell
    with_it: PeopleCell
    difference: PeopleCell


class SummaryView(shapes.ViewObject):
    """The summary of findings."""

    rows: tuple[SummaryRow, ...]
    counted: bool
    """Whether people can be counted in both groups of any row."""
    differing: bool
    """Whether a difference is known in any row."""
    span: int
    """How many columns the last row spans."""
    per: Label
    """Of how many people the numbers are."""
    ours: Label | None
    unprinted: Label | None


class EffectsView(shapes.ViewObject):
    """The effects behind a claim."""

    summary: SummaryView | None
    plots: tuple[PlotView, ...]
    rows: tuple[EffectRow, ...]


def effects_view(views: Views, claim: shapes.ClaimView) -> EffectsView | None:
    """The effects of a claim's findings; None where none is printed."""
    if not claim.plots:
        return None
    outcomes = outcome_rows(views.guide, views.guide.claims[claim.id].item)
    return EffectsView(
        summary=_summary(views, outcomes) if outcomes else None,
        plots=tuple(_plot(views, plot) for plot in claim.plots),
        rows=tuple(_effects(views, claim)),
    )


def _plot(views: Views, plot: shapes.Forest) -> PlotView:
    words = words_of(views.guide).figure
    return PlotView(
        plot=plot,
        title=_plot_title(views, plot),
        scale=words.a_scale_on_which if plot.by_powers else words.an_even_scale,
        null=words.the_upright_line_marks.format(plot.null.label),
        interval=_interval_label(views, plot),
    )


def _plot_title(views: Views, plot: shapes.Forest) -> shapes.Text:
    """The measure with its unit."""
    measure = _named(views, plot.measure)
    return joined(measure, " (", text(plot.unit), ")") if plot.unit else measure


def _interval_label(views: Views, plot: shapes.Forest) -> Markup:
    """The widths of the intervals that a plot draws, or that it draws none."""
    words = words_of(views.guide).figure
    if not plot.levels:
        none: Markup = words.not_drawn_as_no
        return none
    widths = label(" {} ", words.or_).join(plot.levels)
    return label("{}{}", widths, words.confidence_interval)


def _effects(views: Views, claim: shapes.ClaimView) -> Iterator[EffectRow]:
    for id in (*claim.rests_on, *claim.disputed_by):
        finding = views.finding(id)
        if finding.effect:
            yield _effect(views, finding, finding.effect)


def _effect(views: Views, finding: shapes.FindingView, effect: shapes.EffectView) -> EffectRow:
    missing = words_of(views.guide).figure.not_printed
    estimate = f"{_named(views, effect.measure)} {views.guide.number(effect.value)}"
    return EffectRow(
        id=finding.id,
        label=finding.label,
        outcome=joined(effect.outcome, _after(", ", effect.at)),
        estimate=joined(estimate, _after(" ", effect.unit)),
        interval=_printed_interval(views, effect) or missing,
        p=views.guide.number(effect.p or str(missing)),
    )


def _named(views: Views, measure: str) -> str:
    """The measure of an effect as the beginning of a text."""
    return capitalised(views.guide.label(measure))


def _after(mark: str, words: shapes.Text | None) -> shapes.Text:
    """Words that may be missing, with a mark before them."""
    return joined(mark, words) if words else ""


def _printed_interval(views: Views, effect: shapes.EffectView | Effect) -> Markup | None:
    """The confidence interval of an effect, if it is printed."""
    if effect.low is None or effect.high is None:
        return None
    return _interval(views, effect.level, effect.low, effect.high)


def _interval(views: Views, level: object, low: object, high: object) -> Markup:
    """A confidence interval as printed."""
    number = views.guide.number
    to = words_of(views.guide).figure.ci_to.format(number(str(low)))
    return label("{}{} {}", number(str(level)), to, number(str(high)))


def _summary(views: Views, outcomes: tuple[OutcomeRow, ...]) -> SummaryView:
    words = words_of(views.guide).figure
    counted = any(row.counted for row in outcomes)
    differing = any(row.differs for row in outcomes)
    computed = any(row.absolute for row in outcomes)
    unprinted = any(row.ratio and not row.absolute for row in outcomes)
    people = views.guide.number(f"{PER:,}")
    return SummaryView(
        rows=tuple(_row(views, row) for row in outcomes),
        counted=counted,
        differing=differing,
        span=_span(counted=counted, differing=differing),
        per=label("{} {}", words.in_, people),
        ours=words.numbers_in_are_ours.format(people) if computed else None,
        unprinted=words.where_a_source_prints if unprinted else None,
    )


def _span(*, counted: bool, differing: bool) -> int:
    """The number of columns beside the first."""
    if counted:
        return 5
    return 3 if differing else 2


def _row(views: Views, row: OutcomeRow) -> SummaryRow:
    at = _after(", ", maybe_text(row.effect.at))
    return SummaryRow(
        id=row.finding.id,
        outcome=joined(text(row.effect.outcome), at),
        studied=_studied(views, row),
        against=row.against,
        relative=_relative(views, row),
        group=_group(views, row),
        with_it=_with_it(views, row),
        difference=_difference(views, row),
    )


def _studied(views: Views, row: OutcomeRow) -> Markup:
    """How many took part, and in what kind of study."""
    if not row.participants:
        return label("{}", views.guide.label(row.study.design))
    words = words_of(views.guide).figure
    design = views.guide.label(row.study.design)
    return label("{} {} {}", row.participants, words.participants, design)


def _relative(views: Views, row: OutcomeRow) -> shapes.Text:
    if row.ratio or row.absolute:
        return _measured(views, row.effect)
    return "–"


def _measured(views: Views, effect: Effect) -> shapes.Text:
    """An effect in words: `Risk ratio 0.82 (95% CI 0.7 to 0.9)`."""
    number = views.guide.number(str(effect.value))
    value = joined(f"{_named(views, effect.measure)} {number}", _unit(effect))
    interval = _printed_interval(views, effect)
    if not interval:
        return value
    return joined(value, f" ({interval})")


def _unit(effect: Effect) -> shapes.Text:
    """The unit as it follows a number."""
    if effect.unit == "%":
        return "%"
    return _after(" ", maybe_text(effect.unit))


def _group(views: Views, row: OutcomeRow) -> PeopleCell:
    """The people in the comparison group."""
    missing = words_of(views.guide).figure.not_printed
    if row.absolute is None or row.absolute.without is None:
        return _cell(missing)
    people = labels.people_label(row.absolute.without, views.guide.label)
    among = text(row.finding.baseline.among) if row.finding.baseline else ""
    return _cell(missing, people, among)


def _with_it(views: Views, row: OutcomeRow) -> PeopleCell:
    """The people in the other group."""
    missing = words_of(views.guide).figure.not_known
    if row.absolute is None or row.absolute.with_it is None:
        return _cell(missing)
    return _cell(missing, labels.people_label(row.absolute.with_it, views.guide.label))


def _difference(views: Views, row: OutcomeRow) -> PeopleCell:
    """How many more or fewer, or the difference in what was measured."""
    missing = words_of(views.guide).figure.not_known
    if row.absolute:
        return _cell(missing, labels.more(row.absolute.more, views.guide.label))
    other = "" if row.ratio else _measured(views, row.effect)
    return PeopleCell(people="", among="", missing=missing, other=other)


def _cell(missing: Markup, people: str = "", among: shapes.Text = "") -> PeopleCell:
    return PeopleCell(people=people, among=among, missing=missing, other="")
