"""The views of the pages of tools: converters of units and tallies."""

import json
from collections.abc import (
    Iterable,
    Iterator,
)
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.model import (
    Column,
    Converter,
    Row,
    Table,
    Tally,
)
from evidence_guide.text import markup
from evidence_guide.view import labels
from evidence_guide.view.cell_sentences import cell_sentence
from evidence_guide.view.context import Context
from evidence_guide.view.conversions import (
    ConvertedNumber,
    compact_unit,
    converted_numbers,
    factor,
    rates,
    rounded,
)
from evidence_guide.view.figures.bars import taken
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.pages.tables import RowNote, row_note
from evidence_guide.view.shapes import (
    ColumnView,
    Id,
    StatementView,
    Text,
    TextRow,
    ViewObject,
)
from evidence_guide.view.texts import joined, maybe_text, text
from evidence_guide.view.typed_results import decimal_point, decimal_text, script_data, spoken_words
from evidence_guide.view.views import Views

Rows = Iterator[tuple[str, ...]]
C = TypeVar("C", Column, ColumnView)
_Factors = list[Fraction]
"""From the first unit of a converter to each of its units."""


class CutOffRow(ViewObject):
    """A row of cut-offs as printed, and in other units."""

    key: Id
    cells: tuple[Text, ...]
    ids: tuple[Id, ...]
    others: Label


class CutOffsView(ViewObject):
    """A table of cut-offs in all units of a converter."""

    id: Id
    caption: StatementView
    columns: tuple[ColumnView, ...]
    rows: tuple[CutOffRow, ...]


class ConverterPage(ViewObject):
    """The page of a converter."""

    title: Text
    about: Text
    is_not: Text
    know: tuple[StatementView, ...]
    units: tuple[str, ...]
    choices: tuple[str, ...]
    """The units that a reader can choose, those without a column included."""
    typed: str
    """Ways to type a result."""
    script: str
    """What the page's script works with, as JSON."""
    caption: Label
    examples: tuple[tuple[str, ...], ...]
    """Values in each unit, one row each."""
    cut_offs: CutOffsView | None


class AmountRow(ViewObject):
    """Something that a reader can choose, with its amount."""

    key: Id
    item: Text
    note: Text | None
    ids: tuple[Id, ...]
    amount: Text
    low: str
    """The ends of the amount; empty where it is no number."""
    high: str


class AmountsView(ViewObject):
    """The table of which a tally adds up amounts."""

    id: Id
    title: Text
    caption: StatementView
    name: Text
    value: Text
    unit: Text | None
    rows: tuple[AmountRow, ...]
    left_out: tuple[RowNote, ...]


class NeedRow(TextRow):
    """Who a value is for, then the value of each column."""

    says: tuple[str, ...]
    """What is shown beside the sum for each column."""


class NeedsView(ViewObject):
    """The table that a tally shows beside the sum."""

    id: Id
    title: Text
    caption: StatementView
    name: Text
    columns: tuple[ColumnView, ...]
    rows: tuple[NeedRow, ...]


class TallyPage(ViewObject):
    """The page of a tally."""

    title: Text
    about: Text
    is_not: Text
    know: tuple[StatementView, ...]
    beside: StatementView
    most: int
    script: str
    """What the page's script works with, as JSON."""
    amounts: AmountsView
    needs: NeedsView


def converter_page(views: Views, tool: Converter) -> ConverterPage:
    """A converter with its examples and the cut-offs of a table."""
    guide = views.guide
    factors = _factors(guide, tool)
    return ConverterPage(
        title=text(tool.title),
        about=text(tool.about),
        is_not=text(tool.is_not),
        know=views.context.cited(tool.know, f"{tool.id}/know"),
        units=tool.units,
        choices=(*tool.units, *tool.also),
        typed="; ".join(tool.typed),
        script=script_data(guide, tool),
        caption=_caption(guide, tool),
        examples=tuple(_examples(guide, tool, factors)),
        cut_offs=_cut_offs(views, tool),
    )


def _caption(guide: Guide, tool: Converter) -> Label:
    """How the values of a converter were computed."""
    words = words_of(guide).converter
    mass = rates(guide, tool).molar_mass
    if mass is None:
        return label(words.computed_and_rounded)
    return label(words.for_computed_with_a, tool.substance, guide.number(str(mass)))


def _factors(guide: Guide, tool: Converter) -> _Factors:
    """How many of each unit make one of the first."""
    by, first = rates(guide, tool), compact_unit(tool.units[0])
    found = (factor(first, compact_unit(unit), by) for unit in tool.units)
    return [times or Fraction(1) for times in found]


def _examples(guide: Guide, tool: Converter, factors: _Factors) -> Rows:
    """Each example in every unit, rounded where it is converted."""
    for number in tool.examples:
        yield tuple(map(guide.number, _example(number, factors)))


def _example(number: Decimal, factors: _Factors) -> Iterator[str]:
    for times in factors:
        if times == 1:
            yield str(number)
        else:
            yield decimal_text(rounded(Fraction(number) * times))


def _cut_offs(views: Views, tool: Converter) -> CutOffsView | None:
    if tool.cut_offs is None:
        return None
    item = views.guide.tables[tool.cut_offs.table].item
    table = views.table(item.id)
    rows = []
    for row, shown in zip(item.rows, table.rows, strict=True):
        printed = markup.plain(row.cells[tool.cut_offs.value])
        others = _others(views.context, tool, printed)
        rows.append(CutOffRow(key=shown.key, cells=shown.cells, ids=shown.ids, others=others))
    return CutOffsView(id=table.id, caption=table.caption, columns=table.columns, rows=tuple(rows))


def _others(context: Context, tool: Converter, printed: str) -> Markup:
    """The numbers of a text in the units in which they differ from those that are printed."""
    words = words_of(context.guide).converter
    found = []
    for numbers, units in _differing(context.guide, tool, printed).items():
        spoken = [_number(context.guide, number) for number in numbers]
        converted = label(" {} ", words.to).join(spoken)
        found.append(label("{} {}", converted, label(" {} ", words.or_).join(units)))
    return Markup("; ").join(found)


Numbers = tuple[ConvertedNumber, ...]


def _differing(guide: Guide, tool: Converter, printed: str) -> dict[Numbers, list[str]]:
    """The units in which the numbers are the same, by these numbers, without those printed."""
    groups: dict[Numbers, list[str]] = {}
    for unit, numbers in converted_numbers(guide, tool, printed).items():
        groups.setdefault(numbers, []).append(unit)
    as_printed = (
        ConvertedNumber(found.comparison, found.value) for found in guide.numbers_in(printed)
    )
    groups.pop(tuple(as_printed), None)
    return groups


def _number(guide: Guide, number: ConvertedNumber) -> str:
    written = guide.number(str(number.number))
    if not number.comparison:
        return written
    return f"{guide.label(labels.COMPARISONS[number.comparison])} {written}"


def tally_page(views: Views, tool: Tally) -> TallyPage:
    """A tally with the two tables that it works with."""
    return TallyPage(
        title=text(tool.title),
        about=text(tool.about),
        is_not=text(tool.is_not),
        know=views.context.cited(tool.know, f"{tool.id}/know"),
        beside=views.context.cited((tool.beside,), f"{tool.id}/beside")[0],
        most=tool.most,
        script=_tally_script(views.guide, tool),
        amounts=_amounts(views, tool),
        needs=_needs(views, tool),
    )


def _tally_script(guide: Guide, tool: Tally) -> str:
    """What a tally says about the servings that a reader chooses, and its bounds, as JSON."""
    units = {"unit": markup.plain(tool.unit), "unit_of_one": markup.plain(tool.unit_of_one)}
    words = spoken_words(guide, "tally_says") | units
    data = {"most": tool.most, "words": words, **decimal_point(guide)}
    return json.dumps(data, ensure_ascii=False)


def _amounts(views: Views, tool: Tally) -> AmountsView:
    picked = tool.amounts
    item, table = views.guide.tables[picked.table].item, views.table(picked.table)
    value = _column(item.columns, picked.values[0])
    left_out = (row for row in item.rows if row.id in picked.leave_out)
    return AmountsView(
        id=item.id,
        title=table.title,
        caption=table.caption,
        name=text(_column(item.columns, picked.label).title),
        value=text(value.title),
        unit=maybe_text(value.unit),
        rows=tuple(_amount(views, tool, row) for row in taken(item, picked)),
        left_out=tuple(row_note(views.context, item.id, picked, row) for row in left_out),
    )


def _amount(views: Views, tool: Tally, row: Row) -> AmountRow:
    picked = tool.amounts
    amount = row.cells[picked.values[0]]
    span = views.guide.range_in(markup.plain(amount))
    detail = joined(", ", text(row.cells[picked.detail])) if picked.detail else ""
    return AmountRow(
        key=f"{picked.table}/{row.id}",
        item=joined(text(row.cells[picked.label]), detail),
        note=text(row.cells[picked.note]) if picked.note else None,
        ids=row.rests_on,
        amount=text(amount),
        low=str(span.low) if span else "",
        high=str(span.high) if span else "",
    )


def _needs(views: Views, tool: Tally) -> NeedsView:
    picked = tool.needs
    item, table = views.guide.tables[picked.table].item, views.table(picked.table)
    columns = tuple(_column(table.columns, id) for id in picked.values)
    return NeedsView(
        id=item.id,
        title=table.title,
        caption=table.caption,
        name=text(_column(item.columns, picked.label).title),
        columns=columns,
        rows=tuple(_need(item, tool, row) for row in taken(item, picked)),
    )


def _need(table: Table, tool: Tally, row: Row) -> NeedRow:
    picked = tool.needs
    return NeedRow(
        id=row.id,
        key=f"{picked.table}/{row.id}",
        cells=tuple(text(row.cells[id]) for id in (picked.label, *picked.values)),
        ids=row.rests_on,
        says=tuple(_need_says(table, row, picked.label, id) for id in picked.values),
    )


def _need_says(table: Table, row: Row, label: str, id: str) -> str:
    """A value for somebody as a sentence behind the words for whom it is."""
    column = _column(table.columns, id)
    said = cell_sentence(table, column, row)
    link = "," if said.startswith(f"{column.title}: ") else ":"
    return f"{markup.plain(row.cells[label])}{link} {said}"


def _column(columns: Iterable[C], id: str) -> C:
    return next(column for column in columns if column.id == id)
