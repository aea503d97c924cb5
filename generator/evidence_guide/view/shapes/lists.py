"""Tables, popular claims, the glossary and the index as data."""

from datetime import date

from evidence_guide.model import Verdict
from evidence_guide.view.shapes.writing import Shape, Statement, Text


class Row(Shape):
    """A row of cited values, its cells in the order of the columns."""

    id: str
    cells: tuple[Text, ...]
    cites: tuple[str, ...]


class Column(Shape):
    """A column of a table."""

    title: Text
    unit: Text | None


class Table(Shape):
    """Rows of cited values."""

    id: str
    page: str
    title: Text
    caption: Statement
    review_by: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Statement, ...]


class Popular(Shape):
    """Something that people read or hear, with a verdict."""

    id: str
    page: str
    heard: Text
    verdict: Verdict
    sign: str
    says: Statement
    instead: Statement
    because: tuple[str, ...]


class Term(Shape):
    """A glossary word."""

    id: str
    page: str
    term: Text
    short: str | None
    also: tuple[str, ...]
    says: Statement


class IndexEntry(Shape):
    """A word of the index with where it stands."""

    word: str
    at: tuple[str, ...]
    """Steps and claims, as `step-` or `claim-` and the id."""
