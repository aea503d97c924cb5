"""Bars drawn from a table: a panel for each value column, one scale, and a cited line across."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Column, Picked, Row, Table, TableFigure
from evidence_guide.text import markup
from evidence_guide.text.quantities import NumberRange
from evidence_guide.view.figures.lines import WIDE, placed, wrapped_lines
from evidence_guide.view.figures.scale import Scale, even, written_ticks
from evidence_guide.view.shapes import TextLine, Tick

THICK = Decimal("0.65")
"""The thickness of a bar, in ems."""
JUT = Decimal("0.2")
"""How far the line across juts out of a bar, in ems: not into the names between the bars."""


class Bar(NamedTuple):
    """A row of the table in a panel."""

    key: str
    """Table and row, as the audit knows them."""
    label: tuple[TextLine, ...]
    printed: TextLine
    y: Decimal
    parts: tuple[tuple[Decimal, Decimal], ...]
    """The beginning and length of each part of the bar, in percent of the width.

    A range has two parts; a cell without a number has none.
    """

    @property
    def foot(self) -> Decimal:
        """The top of the next row, in ems."""
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
    """The line across the bars: its place, and the cells that it is drawn from."""

    x: Decimal
    key: str
    column: Column
    label: str
    value: str
    rests_on: tuple[str, ...]
    legend: tuple[TextLine, ...]
    """What it means, above the bars."""
    ends: tuple[Decimal, Decimal] = (-JUT, THICK + JUT)
    """Where it begins and ends at each bar, in ems from the bar's top."""


class Bars(NamedTuple):
    """The figure of a table."""

    key: str
    """Of the table, as the audit knows it."""
    figure: TableFigure
    panels: tuple[Panel, ...]
    ticks: tuple[Tick, ...]
    need: Need | None
    left_out: tuple[Row, ...]
    rests_on: tuple[str, ...]
    """The findings behind the rows that are drawn."""
    thick: Decimal = THICK

    @property
    def ranges(self) -> bool:
        """Whether a bar has a second part."""
        return any(len(bar.parts) > 1 for panel in self.panels for bar in panel.bars)


class _Line(NamedTuple):
    """The cells that the line across is drawn from."""

    table: str
    row: Row
    column: Column
    label: str
    cell: str


def bars(guide: Guide, table: Table) -> Bars | None:
    """The figure that a table declares."""
    figure = table.figure
    if figure is None:
        return None
    rows = taken(table, figure)
    line = _line(guide, figure)
    scale = _scale(guide, figure, rows, line)
    need = _need(guide, line, scale) if line else None
    drawing = _Drawing(guide, table.id, figure, rows, scale, need)
    return Bars(
        key=table.id,
        figure=figure,
        panels=tuple(map(drawing.panel, _columns(table, figure))),
        ticks=written_ticks(guide, scale),
        need=need,
        left_out=_left_out(table, figure),
        rests_on=_findings(rows),
    )


def _columns(table: Table, figure: TableFigure) -> list[Column]:
    """The columns that have a panel, in the order of the table."""
    return [column for column in table.columns if column.id in figure.values]


def _left_out(table: Table, figure: TableFigure) -> tuple[Row, ...]:
    """The rows that the figure does not take."""
    return tuple(row for row in table.rows if row.id in figure.leave_out)


def _scale(guide: Guide, figure: TableFigure, rows: list[Row], line: _Line | None) -> Scale:
    """The scale of all panels, from zero; it holds every bar whole, and the line across."""
    cells = [row.cells[id] for row in rows for id in figure.values]
    if line:
        cells.append(line.cell)
    ranges = (guide.range_in(markup.plain(cell)) for cell in cells)
    return even(found.high for found in ranges if found)


def _findings(rows: list[Row]) -> tuple[str, ...]:
    """The findings behind all rows, each once."""
    found = chain.from_iterable(row.rests_on for row in rows)
    return tuple(dict.fromkeys(found))


def taken(table: Table, picked: Picked) -> list[Row]:
    """The rows that a figure or tool takes."""
    return [row for row in table.rows if row.id not in picked.leave_out]


@dataclass(frozen=True)
class _Drawing:
    """The panels of a table's figure while they are drawn."""

    guide: Guide
    table: str
    figure: TableFigure
    rows: list[Row]
    scale: Scale
    need: Need | None

    def panel(self, column: Column) -> Panel:
        """One value column, its rows one below the other."""
        found: list[Bar] = []
        top = self.need.legend[-1].y + Decimal("0.5") if self.need else Decimal(0)
        for row in self.rows:
            bar = self.bar(row, column, top)
            found.append(bar)
            top = bar.foot
        return Panel(column, tuple(found), top)

    def bar(self, row: Row, column: Column, top: Decimal) -> Bar:
        """One row from `top` down."""
        cell = markup.plain(row.cells[column.id])
        label = self.label(row, WIDE - len(cell), top)
        foot = label[-1].y
        value = self.guide.range_in(cell)
        return Bar(
            key=f"{self.table}/{row.id}",
            label=label,
            printed=TextLine(text=cell, y=foot),
            y=foot + Decimal("0.45"),
            parts=_parts(value, self.scale) if value else (),
        )

    def label(self, row: Row, wide: int, top: Decimal) -> tuple[TextLine, ...]:
        """The name of a row in lines of at most `wide` letters."""
        name = row.cells[self.figure.label]
        if self.figure.detail:
            name = f"{name}, {row.cells[self.figure.detail]}"
        return tuple(placed(wrapped_lines(name, wide), top))


def _parts(value: NumberRange, scale: Scale) -> tuple[tuple[Decimal, Decimal], ...]:
    """The parts of a bar: up to the low end of a range, and from there to its high end."""
    start = scale.at(Decimal(0))
    low, high = scale.at(value.low), scale.at(value.high)
    parts = [(start, low - start)]
    if high > low:
        parts.append((low, high - low))
    return tuple(parts)


def _line(guide: Guide, figure: TableFigure) -> _Line | None:
    """The line across that a figure declares."""
    line = figure.line
    if line is None:
        return None
    table = guide.tables[line.table].item
    row = next(row for row in table.rows if row.id == line.row)
    column = next(column for column in table.columns if column.id == line.column)
    return _Line(table.id, row, column, row.cells[line.label], row.cells[line.column])


def _need(guide: Guide, line: _Line, scale: Scale) -> Need | None:
    """The line across on a scale; None if its cell holds no number."""
    value = guide.range_in(markup.plain(line.cell))
    if value is None:
        return None
    return Need(
        x=scale.at(value.low),
        key=f"{line.table}/{line.row.id}",
        column=line.column,
        label=line.label,
        value=line.cell,
        rests_on=line.row.rests_on,
        legend=tuple(placed(wrapped_lines(_legend(line), WIDE - 3), Decimal(0))),
    )


def _legend(line: _Line) -> str:
    """What the line across means: the column, the row, and the value with its unit."""
    return f"{line.column.title}, {line.label}: {_with_unit(line)}"


def _with_unit(line: _Line) -> str:
    """The value, with its unit if it has one."""
    if not line.column.unit:
        return line.cell
    return f"{line.cell} {line.column.unit}"
