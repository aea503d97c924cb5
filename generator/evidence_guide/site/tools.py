"""The pages of the tools: whole without JavaScript, with a small script that adds or converts."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.model import Column, Converter, Table, Tally
from evidence_guide.site.page import Page, origin
from evidence_guide.text import markup
from evidence_guide.text.quantities import leading_range, quantities
from evidence_guide.view.conversions import (
    ConvertedNumber,
    compact_unit,
    converted_numbers,
    factor,
    molar_mass,
    rounded,
)
from evidence_guide.view.figures.bars import taken
from evidence_guide.view.site import Site

SCRIPTS = ("assets/converter.js", "assets/tally.js")
"""Each is loaded by the pages of its tools only."""


class ConverterUnit(NamedTuple):
    """A unit, and how many of it make one of the converter's first: `times / by`."""

    name: str
    times: int
    by: int


def tools(site: Site, overdue: date | None) -> Iterator[Output]:
    """A page for each converter and each tally."""
    for id, entry in site.guide.tools.items():
        page, tool = Page(site, f"tools/{id}.md", origin(entry)), entry.item
        template, context = (
            ("converter.md.j2", _converter(site.guide, tool))
            if isinstance(tool, Converter)
            else ("tally.md.j2", _tally(site.guide, tool))
        )
        yield page.render(template, tool=tool, overdue=overdue, **context)


def _converter(guide: Guide, tool: Converter) -> dict[str, Any]:
    mass = molar_mass(guide, tool)
    factors = [
        factor(compact_unit(tool.units[0]), compact_unit(unit), mass) or Fraction(1)
        for unit in tool.units
    ]
    table = guide.tables[tool.cut_offs.table].item if tool.cut_offs else None
    value = tool.cut_offs.value if tool.cut_offs else ""
    return {
        "mass": mass,
        "units": [
            ConverterUnit(unit, *times.as_integer_ratio())
            for unit, times in zip(tool.units, factors, strict=True)
        ],
        "examples": [
            [number if times == 1 else rounded(Fraction(number) * times) for times in factors]
            for number in tool.examples
        ],
        "table": table,
        "value": value,
        "cut_offs": [
            (row, _others(guide, tool, markup.plain(row.cells[value]))) for row in table.rows
        ]
        if table
        else [],
    }


def _others(
    guide: Guide, tool: Converter, printed: str
) -> list[tuple[list[str], tuple[ConvertedNumber, ...]]]:
    """The numbers of a text in the units in which they are not those that are printed; units in which they agree stand together."""
    groups: dict[tuple[ConvertedNumber, ...], list[str]] = {}
    for unit, numbers in converted_numbers(guide, tool, printed).items():
        groups.setdefault(numbers, []).append(unit)
    groups.pop(
        tuple(
            ConvertedNumber(quantity.comparison, quantity.value) for quantity in quantities(printed)
        ),
        None,
    )
    return [(units, numbers) for numbers, units in groups.items()]


def _tally(guide: Guide, tool: Tally) -> dict[str, Any]:
    amounts, needs = guide.tables[tool.amounts.table].item, guide.tables[tool.needs.table].item
    value = _column(amounts, tool.amounts.values[0])
    return {
        "amounts": amounts,
        "name": _column(amounts, tool.amounts.label),
        "value": value,
        "rows": [
            (row, leading_range(markup.plain(row.cells[value.id])))
            for row in taken(amounts, tool.amounts)
        ],
        "left_out": [row for row in amounts.rows if row.id in tool.amounts.leave_out],
        "needs": needs,
        "need_rows": taken(needs, tool.needs),
        "needs_name": _column(needs, tool.needs.label),
        "need_columns": [_column(needs, id) for id in tool.needs.values],
    }


def _column(table: Table, id: str) -> Column:
    return next(column for column in table.columns if column.id == id)
