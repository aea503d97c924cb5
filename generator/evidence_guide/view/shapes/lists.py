"""Tables, popular claims, the glossary and the index as readers are shown them."""

from datetime import date

from evidence_guide.model import Verdict
from evidence_guide.view.shapes.writing import Id, Row, Shape, Statement, Text


class Column(Shape):
    """A column of a table."""

    id: Id
    title: Text
    unit: Text | None


class Table(Shape):
    """Rows of cited values."""

    id: Id
    page: Id
    title: Text
    caption: Statement
    review_by: date
    review: str
    """The review date as a sentence."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Statement, ...]


class Popular(Shape):
    """Something that people read or hear, with a verdict."""

    id: Id
    page: Id
    heard: Text
    verdict: Verdict
    sign: str
    verdict_words: str
    means: str
    says: Statement
    instead: Statement
    because: tuple[Id, ...]


class Term(Shape):
    """A glossary word."""

    id: Id
    page: Id
    term: Text
    short: str | None
    also: tuple[str, ...]
    names: str
    """Its short form and its other names, as they follow it in print."""
    says: Statement


class IndexEntry(Shape):
    """A word of the index with the places that use it."""

    word: str
    at: tuple[Id, ...]
    """Steps and claims, as `step-` or `claim-` and the id."""
