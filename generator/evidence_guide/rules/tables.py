"""Figures and tools take only columns, rows and numbers that their tables hold."""

from collections.abc import Iterator

from evidence_guide.diagnostic import Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import (
    Column,
    Converter,
    GuideFile,
    Picked,
    ReferenceLine,
    Table,
    TablePart,
    Tally,
)
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.text import markup
from evidence_guide.text.nearest import near
from evidence_guide.text.quantities import leading_range, quantities, units
from evidence_guide.view import conversions


@rule("evidence/tables/drinks.yml", "values: [caffeine]", "values: [cafeine]")
def figure_fits_table(table: Entry[Table], guide: Guide) -> Iterator[Complaint]:
    """A figure is drawn from columns and rows that exist, from cells that begin with a number, and on one unit.

    A bar without a number behind it would be a drawing, and two units on one scale would be a lie.
    """
    figure = table.item.figure
    if figure is None:
        return
    yield from _picked(table, ("figure",), figure, table.item)
    found = {_unit(column) for column in table.item.columns if column.id in figure.values}
    if len(found) > 1:
        yield (
            table.place("figure", "values"),
            f"one scale would hold several units: {', '.join(sorted(found))}",
            "draw columns of one unit",
        )
    if figure.line and Table not in guide.unread:
        yield from _line(table, figure.line, found, guide)


def _line(
    table: Entry[Table], line: ReferenceLine, found: set[str], guide: Guide
) -> Iterator[Complaint]:
    other = guide.tables.get(line.table)
    if other is None:
        yield (
            table.place("figure", "line", "table"),
            f"no table is called `{line.table}`",
            near(line.table, guide.tables, "name a table of evidence/tables"),
        )
        return
    columns, rows = (
        {column.id: column for column in other.item.columns},
        {row.id: row for row in other.item.rows},
    )
    wrong = False
    for key, known in (("row", rows), ("column", columns), ("label", columns)):
        if getattr(line, key) not in known:
            wrong = True
            kind = "row" if key == "row" else "column"
            yield (
                table.place("figure", "line", key),
                f"`{line.table}` has no {kind} `{getattr(line, key)}`",
                near(getattr(line, key), known, f"{kind}s are: {', '.join(known)}"),
            )
    if wrong:
        return
    cell = rows[line.row].cells.get(line.column, "")
    if leading_range(markup.plain(cell)) is None:
        yield (
            table.place("figure", "line"),
            f"the line would be drawn at `{cell}`, which is no number",
            "choose another row or column",
        )
    if found and _unit(columns[line.column]) not in found:
        message = f"the line is in {_unit(columns[line.column]) or 'no unit'}, the bars are in {', '.join(sorted(found)) or 'none'}"
        yield table.place("figure", "line"), message, "choose a column of the same unit"


def _unit(column: Column) -> str:
    return units.unit_at(f"1 {column.unit}", 1).name or column.unit if column.unit else ""


def _picked(
    entry: Entry[Table] | Entry[Tally], route: Route, picked: Picked, table: Table
) -> Iterator[Complaint]:
    """What a figure or tool takes from a table and the table does not hold."""
    columns, rows = [column.id for column in table.columns], [row.id for row in table.rows]
    asked: list[tuple[Route, str | None]] = [
        (("label",), picked.label),
        (("detail",), picked.detail),
        (("note",), picked.note),
    ]
    for way, id in (*asked, *((("values", n), id) for n, id in enumerate(picked.values))):
        if id is not None and id not in columns:
            yield (
                entry.place(*route, *way),
                f"`{table.id}` has no column `{id}`",
                near(id, columns, f"columns are: {', '.join(columns)}"),
            )
    for number, id in enumerate(picked.leave_out):
        if id not in rows:
            yield (
                entry.place(*route, "leave_out", number),
                f"`{table.id}` has no row `{id}`",
                near(id, rows, f"rows are: {', '.join(rows)}"),
            )
    for row in table.rows:
        for id in picked.values if row.id not in picked.leave_out else ():
            cell = markup.plain(row.cells.get(id, ""))
            if cell and leading_range(cell) is None and cell not in picked.blank:
                hint = f"begin it with a number, add it to `blank`, or leave out row `{row.id}`"
                yield (
                    entry.place(*route, "values"),
                    f"`{cell}`, in column `{id}` of row `{row.id}`, is no number",
                    hint,
                )


@rule(
    "evidence/tools.yml",
    "amounts: {table: drinks, label: drink,",
    "amounts: {table: drink, label: drink,",
)
def tally_fits_tables(tally: Entry[Tally], guide: Guide) -> Iterator[Complaint]:
    """A tally adds up cells that are numbers, and holds the sum against numbers of the same unit.

    A sum of micrograms against a need in milligrams would be a thousand times wrong.
    """
    parts: tuple[tuple[str, TablePart], ...] = (
        ("amounts", tally.item.amounts),
        ("needs", tally.item.needs),
    )
    found: dict[str, set[str]] = {}
    for name, part in parts if Table not in guide.unread else ():
        table = guide.tables.get(part.table)
        if table is None:
            yield (
                tally.place(name, "table"),
                f"no table is called `{part.table}`",
                near(part.table, guide.tables, "name a table of evidence/tables"),
            )
            continue
        yield from _picked(tally, (name,), part, table.item)
        found[name] = {_unit(column) for column in table.item.columns if column.id in part.values}
    if len(tally.item.amounts.values) > 1:
        yield tally.place("amounts", "values"), "a tally adds up one column", "name one column"
    if (
        len(found) == len(parts)
        and all(found.values())
        and len(found["amounts"] | found["needs"]) > 1
    ):
        yield (
            tally.place(),
            f"the sum is in {', '.join(sorted(found['amounts']))}, the needs are in {', '.join(sorted(found['needs']))}",
            "choose columns of one unit",
        )


@rule("evidence/tools.yml", "units: [mg/L, mmol/L]", "units: [mg/L, kg]")
def converter_converts(converter: Entry[Converter], guide: Guide) -> Iterator[Complaint]:
    """A converter's units measure one thing, by a molar mass that `guide.yml` declares, and its cut-offs are in such units.

    What cannot be converted must not look as if it could.
    """
    file, item = next(guide.all(GuideFile), None), converter.item
    mass = file.item.policy.molar_masses.get(item.substance) if file else None
    if mass is None:
        hint = near(
            item.substance,
            file.item.policy.molar_masses if file else (),
            "declare it in `policy: {molar_masses: ...}` of evidence/guide.yml",
        )
        yield (
            converter.place("substance"),
            f"the molar mass of `{item.substance}` is not declared",
            hint,
        )
        return
    first = conversions.compact_unit(item.units[0])
    for number, unit in enumerate(item.units):
        if conversions.factor(first, conversions.compact_unit(unit), mass) is None:
            yield (
                converter.place("units", number),
                f"`{item.units[0]}` cannot be converted to `{unit}`",
                "write concentrations, such as `pg/mL` or `pmol/L`",
            )
    yield from _cut_offs(
        converter, guide, [unit for unit in map(conversions.compact_unit, item.units) if unit]
    )


def _cut_offs(converter: Entry[Converter], guide: Guide, known: list[str]) -> Iterator[Complaint]:
    part = converter.item.cut_offs
    table = guide.tables.get(part.table) if part else None
    if part is None or Table in guide.unread:
        return
    if table is None:
        yield (
            converter.place("cut_offs", "table"),
            f"no table is called `{part.table}`",
            near(part.table, guide.tables, "name a table of evidence/tables"),
        )
    elif part.value not in {column.id for column in table.item.columns}:
        columns = [column.id for column in table.item.columns]
        yield (
            converter.place("cut_offs", "value"),
            f"`{part.table}` has no column `{part.value}`",
            near(part.value, columns, f"columns are: {', '.join(columns)}"),
        )
    else:
        for row in table.item.rows:
            cell = markup.plain(row.cells.get(part.value, ""))
            found = quantities(cell)
            if not found or any(quantity.unit not in known for quantity in found):
                hint = f"write numbers with a unit of this converter: {', '.join(converter.item.units)}"
                yield (
                    converter.place("cut_offs"),
                    f"`{cell}` of row `{row.id}` cannot be converted",
                    hint,
                )
