"""Figures and tools that are made from the numbers of a table."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from evidence_guide.model.advice import Cited
from evidence_guide.model.meaning import (
    exactly,
    identity,
    items,
    parts,
    printed,
    setting,
    title,
    words,
)
from evidence_guide.model.writing import Day, Id, Ids, Text, Title, Written


class Picked(Written):
    """Which parts of a table a figure or a tool takes."""

    label: Annotated[Id, setting()]
    """The column that names each row."""
    detail: Annotated[Id | None, setting()] = None
    """A column that is shown behind the name, such as the size of a serving."""
    values: Annotated[Ids, setting()]
    """Columns whose cells begin with a number, or with a range such as `8.3 to 24`."""
    blank: Annotated[tuple[Title, ...], setting()] = ()
    """What cells of these columns say instead of a number, such as `not known`."""
    leave_out: Annotated[tuple[Id, ...], setting()] = ()
    """Rows that are not taken; they are named beside the figure or the tool, with their note."""
    note: Annotated[Id | None, setting()] = None
    """The column whose cell holds the caveat of a row that is not taken."""


class ReferenceLine(Written):
    """A cell of a table that is drawn as a line across a figure."""

    table: Annotated[Id, setting()]
    """The id of the table."""
    row: Annotated[Id, setting()]
    """The id of its row."""
    column: Annotated[Id, setting()]
    """The id of its column."""
    label: Annotated[Id, setting()]
    """The column that names the row."""


class TableFigure(Picked):
    """The bars that are drawn from a table; each value column becomes a panel, on one scale."""

    written_first = ("message",)

    message: Annotated[Cited, parts("Message of the figure")]
    """What the figure shows, in a sentence with the claims it rests on; it is the title."""
    line: Annotated[ReferenceLine | None, parts()] = None
    """A value to hold the bars against."""


class TablePart(Picked):
    """Part of a table that is named here."""

    written_first = ("table",)

    table: Annotated[Id, setting()]
    """The id of the table."""


class CutOffs(Written):
    """A table whose cells hold numbers with units, which the converter shows in all its units."""

    table: Annotated[Id, setting()]
    """The id of the table."""
    value: Annotated[Id, setting()]
    """The column with the cut-offs as printed."""


class Tool(Written):
    """What every tool says about itself."""

    written_last = ("know",)

    id: Annotated[Id, identity()]
    """The tool's address; for ever."""
    title: Annotated[Title, title("Title")]
    """Its heading."""
    about: Annotated[Text, words("About this tool")]
    """The use of the tool, as an instruction to the reader; it states nothing about the subject."""
    is_not: Annotated[Text, words("What it is not")]
    """The limits of the tool, and whom to ask instead."""
    know: Annotated[tuple[Cited, ...], Field(min_length=1), parts("What to know")]
    """Caveats for readers who use it."""


class Accepted(Written):
    """The results that a converter converts, in its first unit; others are taken for mistakes."""

    low: Annotated[Annotated[Decimal, Field(gt=0)], exactly("Lowest result")]
    """The lowest result."""
    high: Annotated[Decimal, exactly("Highest result")]
    """The highest result."""


class Converter(Tool):
    """Turns an amount in one unit into the others."""

    substance: Annotated[Title | None, printed("Substance")] = None
    """Where one unit is a mass and another a substance; `policy.molar_masses` declares its molar
    mass.
    """
    units: Annotated[tuple[Title, ...], Field(min_length=2), exactly("Units")]
    """The units, the first of them that of the examples."""
    also: Annotated[tuple[Title, ...], exactly("Units that are read as well")] = ()
    """Units that some laboratories print: they are read, but nothing is converted into them."""
    accepts: Annotated[Accepted, parts()]
    """The results that make sense; anything beyond them is questioned and not converted."""
    examples: Annotated[tuple[Decimal, ...], Field(min_length=1), exactly("Examples")]
    """Values in the first unit for the printed table."""
    typed: Annotated[tuple[Title, ...], exactly("Ways to type a result")] = ()
    """Results as laboratories print them, such as `<150` or `200,5 ng/L`, shown as examples."""
    cut_offs: Annotated[CutOffs | None, parts()] = None
    """A table whose cut-offs are shown in all units."""


class Tally(Tool):
    """Adds up amounts from a table, and shows the sum beside a value of another table."""

    amounts: Annotated[TablePart, parts()]
    """One value column."""
    needs: Annotated[TablePart, parts()]
    """The values that the sum is shown beside."""
    unit: Annotated[Title, printed("Unit of the sum")]
    """What the sum counts, in words, such as `grams of sugar`."""
    unit_of_one: Annotated[Title, printed("Unit of a sum of one")]
    """The same for exactly one, such as `gram of sugar`."""
    most: Annotated[Annotated[int, Field(ge=1, le=999)], exactly("Most servings")] = 20
    """The most servings of one thing that the tally adds; more are questioned."""
    beside: Annotated[Cited, parts("Beside the sum")]
    """A caveat beside the sum, so that nobody reads more into it."""


class ToolsFile(Written):
    """`evidence/tools.yml`: calculators that use nothing but the guide's own cited numbers."""

    review_by: Annotated[Day, exactly("Review by")]
    """The day by which they must be looked at again, YYYY-MM-DD."""
    converters: Annotated[tuple[Converter, ...], items()] = ()
    """Tools that turn one unit into another."""
    tallies: Annotated[tuple[Tally, ...], items()] = ()
    """Tools that add up amounts."""
