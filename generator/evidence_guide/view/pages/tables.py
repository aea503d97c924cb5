"""The views of the pages of tables and lists."""

from collections.abc import Iterator
from decimal import Decimal

from pydantic import InstanceOf

from evidence_guide.model import Picked, Row, Table
from evidence_guide.view import labels
from evidence_guide.view.context import Context
from evidence_guide.view.figures.bars import Bar, Bars, Need, Panel, bars
from evidence_guide.view.pages.parts import words_of
from evidence_guide.view.shapes import (
    ClaimView,
    Id,
    MethodWord,
    PopularView,
    StatementView,
    TableView,
    TermView,
    Text,
    TextLine,
    Tick,
    ViewObject,
)
from evidence_guide.view.texts import joined, maybe_text, plain_words, text
from evidence_guide.view.views import Views


class RowNote(ViewObject):
    """A row that a figure or a tool leaves out, with its note."""

    key: Id
    says: Text
    ids: tuple[Id, ...]


class PanelView(ViewObject):
    """The bars of one column."""

    title: Text
    unit: Text | None
    alt: str
    bars: tuple[InstanceOf[Bar], ...]
    floor: Decimal
    height: Decimal


class LineView(ViewObject):
    """The line across the bars."""

    x: Decimal
    ends: tuple[Decimal, Decimal]
    """Where it begins and ends at each bar."""
    legend: tuple[TextLine, ...]
    """What it means, in the drawing."""
    key: Id
    says: Text
    about: str
    """The same for readers who do not see it."""
    ids: tuple[Id, ...]


class TableDrawing(ViewObject):
    """The bars that are drawn from a table."""

    message: StatementView
    panels: tuple[PanelView, ...]
    line: LineView | None
    ticks: tuple[Tick, ...]
    thick: Decimal
    ids: tuple[Id, ...]
    left_out: tuple[RowNote, ...]
    ranges: bool
    """Whether a bar shows a range."""


class TablePage(ViewObject):
    """The page of a table."""

    table: TableView
    drawn: TableDrawing | None


class JudgedClaim(ViewObject):
    """A popular claim with the claims behind its verdict."""

    popular: PopularView
    claims: tuple[ClaimView, ...]


class VerdictGroup(ViewObject):
    """The popular claims with the same verdict."""

    id: Id
    """The verdict as the style sheet and the address name it."""
    title: str
    sign: Id
    means: str
    populars: tuple[JudgedClaim, ...]


class PopularPage(ViewObject):
    """The page of popular claims."""

    groups: tuple[VerdictGroup, ...]


class GlossaryPage(ViewObject):
    """The glossary, and the names that abbreviations are short for."""

    terms: tuple[TermView, ...]
    abbreviations: tuple[MethodWord, ...]


def table_page(views: Views, id: str) -> TablePage:
    """A table with its figure."""
    item = views.guide.tables[id].item
    return TablePage(table=views.table(id), drawn=_figure(views, item))


def _figure(views: Views, item: Table) -> TableDrawing | None:
    drawn = bars(views.guide, item)
    if drawn is None:
        return None
    return _drawing(views.context, drawn)


def popular_page(views: Views) -> PopularPage:
    """The popular claims by verdict, each with the claims behind it."""
    return PopularPage(groups=tuple(_verdict_groups(views)))


def _verdict_groups(views: Views) -> Iterator[VerdictGroup]:
    for verdict, (sign, means) in labels.VERDICTS.items():
        judged = [popular for popular in views.populars if popular.verdict == verdict]
        if judged:
            yield VerdictGroup(
                id=verdict.replace(" ", "-"),
                title=judged[0].verdict_words,
                sign=sign,
                means=views.guide.label(means),
                populars=tuple(_judged(views, popular) for popular in judged),
            )


def _judged(views: Views, popular: PopularView) -> JudgedClaim:
    return JudgedClaim(popular=popular, claims=tuple(map(views.claim, popular.because)))


def row_note(context: Context, table: str, picked: Picked, row: Row) -> RowNote:
    """A row of a table that is not taken."""
    note = joined(". ", text(row.cells[picked.note])) if picked.note else ""
    left_out = words_of(context.guide).figure.left_out
    says = joined(f"{left_out} ", text(row.cells[picked.label]), note, ".")
    return RowNote(key=f"{table}/{row.id}", says=says, ids=row.rests_on)


def _drawing(context: Context, drawn: Bars) -> TableDrawing:
    figure = drawn.figure
    return TableDrawing(
        message=context.cited((figure.message,), f"{drawn.key}/figure/message")[0],
        panels=tuple(_panel(drawn, panel) for panel in drawn.panels),
        line=_line(drawn.need) if drawn.need else None,
        ticks=drawn.ticks,
        thick=drawn.thick,
        ids=drawn.rests_on,
        left_out=tuple(row_note(context, drawn.key, figure, row) for row in drawn.left_out),
        ranges=drawn.ranges,
    )


def _panel(drawn: Bars, panel: Panel) -> PanelView:
    title = text(panel.column.title)
    return PanelView(
        title=title,
        unit=maybe_text(panel.column.unit),
        alt=f"{plain_words(text(drawn.figure.message.says))} {plain_words(title)}",
        bars=panel.bars,
        floor=panel.floor,
        height=panel.height,
    )


def _line(need: Need) -> LineView:
    shown = joined(text(need.column.title), ", ", text(need.label), ": ", text(need.value))
    unit = joined(" ", text(need.column.unit)) if need.column.unit else ""
    return LineView(
        x=need.x,
        ends=need.ends,
        legend=need.legend,
        key=need.key,
        says=joined(shown, unit, "."),
        about=plain_words(shown),
        ids=need.rests_on,
    )
