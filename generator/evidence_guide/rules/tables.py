"""Figures and tools take only columns, rows and numbers that their tables hold."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import (
    Column,
    Converter,
    GuideFile,
    Picked,
    ReferenceLine,
    Row,
    Table,
    TablePart,
    Tally,
)
from evidence_guide.rules.rule import (
    Complaint,
    Complaints,
    RoutedTexts,
    absent,
    numbered,
    policy_of,
    rule,
    unknown,
)
from evidence_guide.text import markup
from evidence_guide.text.nearest import near
from evidence_guide.text.quantities import units
from evidence_guide.text.typed_numbers import Unreadable
from evidence_guide.view import conversions, typed_results


@rule("evidence/tables/drinks.yml", "values: [caffeine]", "values: [cafeine]")
def figure_fits_table(table: Entry[Table], guide: Guide) -> Complaints:
    """A figure is drawn from columns and rows that exist, from cells that begin with a number, and
    on one unit.

    A bar without a number behind it would be a drawing, and two units on one scale would be a lie.
    """
    figure = table.item.figure
    if figure is None:
        return
    yield from _picked(table, ("figure",), figure, table.item, guide)
    found = _units(table.item, figure.values)
    if len(found) > 1:
        yield _several_units(table.place("figure", "values"), found)
    if figure.line and Table not in guide.unread:
        yield from _line(table, figure.line, found, guide)


@rule(
    "evidence/tables/drinks.yml",
    "{says: Drinks differ in their caffeine.,",
    "{says: Caffeine in drinks,",
)
def figure_has_message(table: Entry[Table], guide: Guide) -> Complaints:
    """The title of a figure is its message: a whole sentence, and not the title of its table.

    Readers often take nothing but the title from a figure; a label leaves them to guess.
    """
    figure = table.item.figure
    if figure is None:
        return
    says = figure.message.says.strip()
    if not says.endswith(_SENTENCE_ENDS) or says.rstrip(".") == table.item.title.rstrip("."):
        place = table.place("figure", "message", "says")
        yield place, f"`{says}` is a label, not a message", _SAY_WHAT_IT_SHOWS


_SENTENCE_ENDS = (".", "!", "?")
_SAY_WHAT_IT_SHOWS = "say in a sentence with a full stop what the figure shows"


def _several_units(place: Place, found: set[str]) -> Complaint:
    message = f"one scale would hold several units: {', '.join(sorted(found))}"
    return place, message, "draw columns of one unit"


def _units(table: Table, ids: Iterable[str]) -> set[str]:
    """The units of some columns."""
    return {_unit(column) for column in table.columns if column.id in ids}


def _unit(column: Column) -> str:
    if not column.unit:
        return ""
    return units.unit_at(f"1 {column.unit}", 1).name or column.unit


def _line(table: Entry[Table], line: ReferenceLine, found: set[str], guide: Guide) -> Complaints:
    """Complaints about the line that a figure takes from another table."""
    other = guide.tables.get(line.table)
    if other is None:
        yield _no_table(table.place("figure", "line", "table"), line.table, guide)
        return
    wrong = list(_unknown_parts(table, line, other.item))
    yield from wrong
    if not wrong:
        yield from _line_at_number(table, line, other.item, guide)
        yield from _line_in_unit(table, line, other.item, found)


def _no_table(place: Place, id: str, guide: Guide) -> Complaint:
    """The complaint about a table that does not exist."""
    return unknown(place, "table", id, guide.tables, "name a table of evidence/tables")


def _unknown_parts(table: Entry[Table], line: ReferenceLine, other: Table) -> Complaints:
    """Complaints about the row and the columns of a line that its table does not hold."""
    rows, columns = _row_ids(other), _column_ids(other)
    place = table.place
    if line.row not in rows:
        yield _no_row(place("figure", "line", "row"), other, line.row)
    for key, id in (("column", line.column), ("label", line.label)):
        if id not in columns:
            yield _no_column(place("figure", "line", key), other, id)


def _no_row(place: Place, table: Table, id: str) -> Complaint:
    """The complaint about a row that a table does not have."""
    return _no_part(place, table, "row", id, _row_ids(table))


def _no_part(place: Place, table: Table, kind: str, id: str, known: list[str]) -> Complaint:
    """The complaint about a row or column that a table does not have."""
    hint = near(id, known, f"{kind}s are: {', '.join(known)}")
    return place, f"`{table.id}` has no {kind} `{id}`", hint, (table.id,)


def _line_at_number(
    table: Entry[Table], line: ReferenceLine, other: Table, guide: Guide
) -> Complaints:
    rows = {row.id: row for row in other.rows}
    cell = rows[line.row].cells.get(line.column, "")
    if guide.range_in(markup.plain(cell)) is None:
        yield (
            table.place("figure", "line"),
            f"the line would be drawn at `{cell}`, which is not a number",
            "choose another row or column",
            (line.table,),
        )


def _line_in_unit(
    table: Entry[Table], line: ReferenceLine, other: Table, found: set[str]
) -> Complaints:
    columns = {column.id: column for column in other.columns}
    unit = _unit(columns[line.column])
    if found and unit not in found:
        bars = _in_words(found) or "none"
        message = f"the line is in {unit or 'no unit'}, the bars are in {bars}"
        yield table.place("figure", "line"), message, "choose a column of the same unit"


_Taker = Entry[Table] | Entry[Tally]
"""Whatever takes numbers from a table: a table's own figure, or a tally."""


def _picked(entry: _Taker, route: Route, picked: Picked, table: Table, guide: Guide) -> Complaints:
    """Complaints about whatever a figure or tool takes from a table and the table does not hold."""
    yield from _unknown_columns(entry, route, picked, table)
    yield from _unknown_rows(entry, route, picked, table)
    yield from _cells_without_number(entry, route, picked, table, guide)


def _asked_columns(picked: Picked) -> Iterator[tuple[Route, str | None]]:
    """The columns that a figure or tool names, each with the way to its name."""
    yield ("label",), picked.label
    yield ("detail",), picked.detail
    yield ("note",), picked.note
    yield from numbered("values", picked.values)


def _unknown_columns(entry: _Taker, route: Route, picked: Picked, table: Table) -> Complaints:
    columns = _column_ids(table)
    for way, id in _asked_columns(picked):
        if id is not None and id not in columns:
            yield _no_column(entry.place(*route, *way), table, id)


def _column_ids(table: Table) -> list[str]:
    return [column.id for column in table.columns]


def _row_ids(table: Table) -> list[str]:
    return [row.id for row in table.rows]


def _no_column(place: Place, table: Table, id: str) -> Complaint:
    """The complaint about a column that a table does not have."""
    return _no_part(place, table, "column", id, _column_ids(table))


def _unknown_rows(entry: _Taker, route: Route, picked: Picked, table: Table) -> Complaints:
    rows = _row_ids(table)
    for place, id in absent(entry, (*route, "leave_out"), picked.leave_out, rows):
        yield _no_row(place, table, id)


class _TakenCell(NamedTuple):
    """A cell from which a number is taken."""

    row: str
    column: str
    text: str


def _taken_cells(picked: Picked, table: Table) -> Iterator[_TakenCell]:
    """The cells that a figure or tool takes numbers from."""
    for row in table.rows:
        if row.id not in picked.leave_out:
            yield from _cells_of_row(row, picked.values)


def _cells_of_row(row: Row, columns: Iterable[str]) -> Iterator[_TakenCell]:
    for id in columns:
        yield _TakenCell(row.id, id, markup.plain(row.cells.get(id, "")))


def _cells_without_number(
    entry: _Taker, route: Route, picked: Picked, table: Table, guide: Guide
) -> Complaints:
    for cell in _wordy_cells(picked, table, guide):
        yield _no_number(entry.place(*route, "values"), cell, table.id)


def _wordy_cells(picked: Picked, table: Table, guide: Guide) -> Iterator[_TakenCell]:
    """The cells from which no number can be taken, though one should be."""
    for cell in _taken_cells(picked, table):
        if not _may_be_taken(cell.text, picked, guide):
            yield cell


def _may_be_taken(text: str, picked: Picked, guide: Guide) -> bool:
    """Whether a cell is blank or begins with a number."""
    is_blank = not text or text in picked.blank
    return is_blank or guide.range_in(text) is not None


def _no_number(place: Place, cell: _TakenCell, table: str) -> Complaint:
    message = f"`{cell.text}`, in column `{cell.column}` of row `{cell.row}`, is not a number"
    hint = f"begin it with a number, add it to `blank`, or leave out row `{cell.row}`"
    return place, message, hint, (table,)


@rule(
    "evidence/tools.yml",
    "amounts: {table: drinks, label: drink,",
    "amounts: {table: drink, label: drink,",
)
def tally_fits_tables(tally: Entry[Tally], guide: Guide) -> Complaints:
    """A tally adds up cells that are numbers, and holds the sum against numbers of the same unit.

    A sum of micrograms against a need in milligrams would be a thousand times wrong.
    """
    if Table not in guide.unread:
        yield from _parts_of_tally(tally, guide)
    if len(tally.item.amounts.values) > 1:
        yield tally.place("amounts", "values"), "a tally adds up one column", "name one column"
    if Table not in guide.unread:
        yield from _tally_in_one_unit(tally, guide)


def _parts_of_tally(tally: Entry[Tally], guide: Guide) -> Complaints:
    """Complaints about the amounts and the needs of a tally."""
    parts = (("amounts", tally.item.amounts), ("needs", tally.item.needs))
    for name, part in parts:
        table = guide.tables.get(part.table)
        if table is None:
            yield _no_table(tally.place(name, "table"), part.table, guide)
        else:
            yield from _picked(tally, (name,), part, table.item, guide)


def _tally_in_one_unit(tally: Entry[Tally], guide: Guide) -> Complaints:
    amounts = _units_of_part(tally.item.amounts, guide)
    needs = _units_of_part(tally.item.needs, guide)
    if amounts and needs and len(amounts | needs) > 1:
        yield _other_unit(tally.place(), amounts, needs)


def _other_unit(place: Place, amounts: set[str], needs: set[str]) -> Complaint:
    message = f"the sum is in {_in_words(amounts)}, the needs are in {_in_words(needs)}"
    return place, message, "choose columns of one unit"


def _in_words(found: set[str]) -> str:
    """Some units in alphabetical order."""
    return ", ".join(sorted(found))


def _units_of_part(part: TablePart, guide: Guide) -> set[str]:
    """The units in a part of a tally; none if its table does not exist."""
    table = guide.tables.get(part.table)
    return _units(table.item, part.values) if table else set()


@rule("evidence/tools.yml", "units: [mg/L, mmol/L]", "units: [mg/L, kg]")
def converter_converts(converter: Entry[Converter], guide: Guide) -> Complaints:
    """A converter's units measure one thing, by a molar mass or units that
    `guide.yml` declares, its cut-offs are in such units, and it converts its own examples.

    What cannot be converted must not look as if it could.
    """
    if GuideFile in guide.unread:
        return
    masses = policy_of(guide).molar_masses
    substance = converter.item.substance
    if substance and substance not in masses:
        yield _no_mass(converter.place("substance"), substance, masses)
        return
    wrong = list(_inconvertible_units(converter, conversions.rates(guide, converter.item)))
    yield from wrong
    if not wrong:
        yield from _examples(converter, guide)
    yield from _cut_offs(converter, guide)


def _no_mass(place: Place, substance: str, masses: Collection[str]) -> Complaint:
    hint = "declare it in `policy: {molar_masses: ...}` of evidence/guide.yml"
    message = f"the molar mass of `{substance}` is not declared"
    return place, message, near(substance, masses, hint)


def _inconvertible_units(converter: Entry[Converter], by: conversions.Rates) -> Complaints:
    first = converter.item.units[0]
    unit = conversions.compact_unit(first)
    for route, name in _unit_routes(converter.item):
        if conversions.factor(unit, conversions.compact_unit(name), by) is None:
            message = f"`{first}` cannot be converted to `{name}`"
            yield converter.place(*route), message, _SAY_HOW


def _unit_routes(converter: Converter) -> RoutedTexts:
    """Every unit of a converter, with the way to it."""
    yield from numbered("units", converter.units)
    yield from numbered("also", converter.also)


def _examples(converter: Entry[Converter], guide: Guide) -> Complaints:
    """Complaints about examples that the converter itself does not convert."""
    first = converter.item.units[0]
    for route, typed in _example_routes(converter.item):
        found = typed_results.read_result(guide, converter.item, typed, first)
        if isinstance(found, Unreadable):
            why = typed_results.explanation(guide, found)
            yield converter.place(*route), f"the converter rejects `{typed}`", why


def _example_routes(converter: Converter) -> RoutedTexts:
    """Every example of a converter as it would be typed, with the way to it."""
    yield from numbered("examples", map(typed_results.decimal_text, converter.examples))
    yield from numbered("typed", converter.typed)


_SAY_HOW = (
    "write units of one kind, such as `pg/mL` and `pmol/L`, name the `substance` if one is a mass,"
    " or declare `policy: {units: [...]}` in evidence/guide.yml"
)


def _cut_offs(converter: Entry[Converter], guide: Guide) -> Complaints:
    """Complaints about the table of cut-offs that a converter shows."""
    part = converter.item.cut_offs
    if part is None or Table in guide.unread:
        return
    table = guide.tables.get(part.table)
    if table is None:
        yield _no_table(converter.place("cut_offs", "table"), part.table, guide)
    elif part.value not in _column_ids(table.item):
        yield _no_column(converter.place("cut_offs", "value"), table.item, part.value)
    else:
        yield from _inconvertible_cut_offs(converter, table.item, part.value, guide)


def _inconvertible_cut_offs(
    converter: Entry[Converter], table: Table, column: str, guide: Guide
) -> Complaints:
    names = converter.item.units
    known = set(map(conversions.compact_unit, names)) - {""}
    for row in table.rows:
        cell = markup.plain(row.cells.get(column, ""))
        found = {conversions.unit_of(quantity) for quantity in guide.numbers_in(cell)}
        if not found or not found <= known:
            yield (
                converter.place("cut_offs"),
                f"`{cell}` of row `{row.id}` cannot be converted",
                f"write numbers with a unit of this converter: {', '.join(names)}",
                (table.id,),
            )
