"""Figures and tools that are made from tables: which columns and rows they take; every number stays in the table."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from evidence_guide.model.advice import Cited
from evidence_guide.model.writing import Day, Id, Ids, Numbers, Text, Title, Written, keys


class Picked(Written):
    """Which parts of a table a figure or a tool takes."""

    label: Id
    """The column that names each row."""
    detail: Id | None = None
    """A column that is shown behind the name, such as the size of a serving."""
    values: Ids
    """Columns whose cells begin with a number, or with a range such as `8.3 to 24`."""
    blank: tuple[Title, ...] = ()
    """What cells of these columns say instead of a number, such as `not known`."""
    leave_out: tuple[Id, ...] = ()
    """Rows that are not taken; they are named beside the figure or the tool, with their note."""
    note: Id | None = None
    """The column whose cell says what must be known of a row that is not taken."""


class Line(Written):
    """A cell of a table that is drawn as a line across a figure."""

    table: Id
    """The id of the table."""
    row: Id
    """The id of its row."""
    column: Id
    """The id of its column."""
    label: Id
    """The column that names the row."""


class TableFigure(Picked):
    """The bars that are drawn from a table; several value columns become a panel each, on one scale."""

    model_config = keys(first=("title", "numbers"))

    title: Text
    """What the figure shows; its numbers are traced to what the rows rest on."""
    numbers: Numbers = ()
    """Numbers in the title that no source prints."""
    up_to: Annotated[Decimal, Field(gt=0)] | None = None
    """Where the scale ends, so that small values can be told apart; longer bars end in an arrow."""
    line: Line | None = None
    """A value to hold the bars against."""


class TablePart(Picked):
    """Part of a table that is named here."""

    model_config = keys(first=("table",))

    table: Id
    """The id of the table."""


class CutOffs(Written):
    """A table whose cells hold numbers with units, which the converter shows in all its units."""

    table: Id
    """The id of the table."""
    value: Id
    """The column with the cut-offs as printed."""


class Tool(Written):
    """What every tool says about itself."""

    model_config = keys(last=("know",))

    id: Id
    """The tool's address; for ever."""
    title: Title
    """Its heading."""
    about: Text
    """What the tool does, as an instruction to the reader; it states nothing about health."""
    is_not: Text
    """What the tool is not, and whom to ask instead."""
    know: Annotated[tuple[Cited, ...], Field(min_length=1)]
    """What a reader must know when using it."""


class Converter(Tool):
    """Turns a concentration in one unit into the others."""

    substance: Title
    """Its molar mass is declared in `policy.molar_masses` of guide.yml."""
    units: Annotated[tuple[Title, ...], Field(min_length=2)]
    """The units, the first of them that of the examples."""
    examples: Annotated[tuple[Decimal, ...], Field(min_length=1)]
    """Values in the first unit for the printed table."""
    cut_offs: CutOffs | None = None
    """A table whose cut-offs are shown in all units."""


class Tally(Tool):
    """Adds up amounts from a table, and holds the sum against a value of another table."""

    amounts: TablePart
    """One value column."""
    needs: TablePart
    """The values that the sum is held against."""


class ToolsFile(Written):
    """`evidence/tools.yml`: calculators that use nothing but the guide's own cited numbers."""

    review_by: Day
    """The day by which they must be looked at again, YYYY-MM-DD."""
    converters: tuple[Converter, ...] = ()
    """Tools that turn one unit into another."""
    tallies: tuple[Tally, ...] = ()
    """Tools that add up amounts."""
