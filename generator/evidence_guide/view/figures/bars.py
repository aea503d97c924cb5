"""Bars drawn from a table: a panel for each value column, all on one scale, with a cited line across."""

from decimal import Decimal
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Column, Picked, Row, Table, TableFigure
from evidence_guide.text import markup
from evidence_guide.text.quantities import NumberRange, leading_range
from evidence_guide.view.figures.lines import WIDE, placed, wrapped_lines
from evidence_guide.view.figures.scale import Scale, even, up_to
from evidence_guide.view.shapes import TextLine, Tick

THICK = Decimal("0.65")
"""How thick a bar is, in ems."""


class Bar(NamedTuple):
    """A row of the table in a panel."""

    key: str
    """Table and row, as the audit knows them."""
    label: tuple[TextLine, ...]
    printed: TextLine
    y: Decimal
    parts: tuple[tuple[Decimal, Decimal], ...]
    """Where the bar begins and how long it is, in percent of the width; a range has a second part, and what is no number has none."""
    beyond: bool
    """Whether it goes on beyond the scale."""

    @property
    def foot(self) -> Decimal:
        """Where the next row begins, in ems from the top."""
        return self.y + THICK + Decimal("0.35")


class Panel(NamedTuple):
    """One value column."""

    column: Column
    bars: tuple[Bar, ...]
    floor: Decimal

    @property
    def height(self) -> Decimal:
        """With the scale's labels, in ems."""
        return self.floor + Decimal("1.6")


class Need(NamedTuple):
    """The line across: its place, and the cells that it is drawn from."""

    x: Decimal
    key: str
    column: Column
    label: str
    value: str
    rests_on: tuple[str, ...]


class Bars(NamedTuple):
    """The figure of a table."""

    key: str
    """Of the table, as the audit knows it."""
    figure: TableFigure
    panels: tuple[Panel, ...]
    end: Decimal
    """Where the scale ends, in percent of the width."""
    ticks: tuple[Tick, ...]
    need: Need | None
    left_out: tuple[Row, ...]
    rests_on: tuple[str, ...]
    """What the rows that are drawn rest on."""
    thick: Decimal = THICK

    @property
    def ranges(self) -> bool:
        """Whether a bar has a second part."""
        return any(len(bar.parts) > 1 for panel in self.panels for bar in panel.bars)


def bars(guide: Guide, table: Table) -> Bars | None:
    """The figure that a table declares."""
    figure = table.figure
    if figure is None:
        return None
    rows = taken(table, figure)
    need = _value(guide, figure)
    spans = [
        found
        for row in rows
        for id in figure.values
        if (found := leading_range(markup.plain(row.cells[id])))
    ]
    scale = (
        up_to(figure.up_to)
        if figure.up_to
        else even([*(found.high for found in spans), *([need.high] if need else [])])
    )
    columns = [column for column in table.columns if column.id in figure.values]
    panels = tuple(_panel(table, figure, column, rows, scale) for column in columns)
    left_out = tuple(row for row in table.rows if row.id in figure.leave_out)
    rests_on = tuple(dict.fromkeys(id for row in rows for id in row.rests_on))
    return Bars(
        table.id,
        figure,
        panels,
        scale.at(scale.high),
        scale.ticks,
        _need(guide, figure, scale),
        left_out,
        rests_on,
    )


def taken(table: Table, picked: Picked) -> list[Row]:
    """The rows that a figure or tool takes."""
    return [row for row in table.rows if row.id not in picked.leave_out]


def _panel(
    table: Table, figure: TableFigure, column: Column, rows: list[Row], scale: Scale
) -> Panel:
    found: list[Bar] = []
    for row in rows:
        top = found[-1].foot if found else Decimal(0)
        name = row.cells[figure.label] + (f", {row.cells[figure.detail]}" if figure.detail else "")
        found.append(
            _bar(f"{table.id}/{row.id}", name, markup.plain(row.cells[column.id]), scale, top)
        )
    return Panel(column, tuple(found), found[-1].foot if found else Decimal(0))


def _bar(key: str, name: str, cell: str, scale: Scale, top: Decimal) -> Bar:
    label, value = tuple(placed(wrapped_lines(name, WIDE - len(cell)), top)), leading_range(cell)
    parts = _parts(value, scale) if value else ()
    return Bar(
        key,
        label,
        TextLine(text=cell, y=label[-1].y),
        label[-1].y + Decimal("0.45"),
        parts,
        beyond=bool(value and value.high > scale.high),
    )


def _parts(value: NumberRange, scale: Scale) -> tuple[tuple[Decimal, Decimal], ...]:
    start, to, on_to = scale.at(Decimal(0)), scale.at(value.low), scale.at(value.high)
    return ((start, to - start), (to, on_to - to)) if on_to > to else ((start, to - start),)


def _value(guide: Guide, figure: TableFigure) -> NumberRange | None:
    if figure.line is None:
        return None
    row = next(
        row for row in guide.tables[figure.line.table].item.rows if row.id == figure.line.row
    )
    return leading_range(markup.plain(row.cells[figure.line.column]))


def _need(guide: Guide, figure: TableFigure, scale: Scale) -> Need | None:
    line, value = figure.line, _value(guide, figure)
    if line is None or value is None:
        return None
    table = guide.tables[line.table].item
    row = next(row for row in table.rows if row.id == line.row)
    column = next(column for column in table.columns if column.id == line.column)
    return Need(
        scale.at(value.low),
        f"{table.id}/{row.id}",
        column,
        row.cells[line.label],
        row.cells[line.column],
        row.rests_on,
    )
