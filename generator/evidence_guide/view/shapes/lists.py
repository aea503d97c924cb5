"""Tables, popular claims, the glossary and the index as readers are shown them."""

from datetime import date

from evidence_guide.model import Verdict
from evidence_guide.view.shapes.writing import Id, StatementView, Text, TextRow, ViewObject


class ColumnView(ViewObject):
    """A column of a table."""

    id: Id
    title: Text
    unit: Text | None


class TableView(ViewObject):
    """Rows of cited values."""

    id: Id
    page: Id
    title: Text
    caption: StatementView
    review_by: date
    review: str
    """The review date as a sentence."""
    columns: tuple[ColumnView, ...]
    rows: tuple[TextRow, ...]
    notes: tuple[StatementView, ...]


class PopularView(ViewObject):
    """Something that people read or hear, with a verdict."""

    id: Id
    page: Id
    heard: Text
    verdict: Verdict
    sign: str
    verdict_words: str
    means: str
    says: StatementView
    instead: StatementView
    because: tuple[Id, ...]


class TermView(ViewObject):
    """A glossary word."""

    id: Id
    page: Id
    term: Text
    short: str | None
    also: tuple[str, ...]
    names: str
    """Its short form and its other names, as they follow it in print."""
    says: StatementView


class IndexEntry(ViewObject):
    """A word of the index with the places that use it."""

    word: str
    book: tuple[Id, ...]
    """Places in the book, such as `step-` and the id of a step."""
    annex: tuple[Id, ...]
    """Places in the annex, such as `claim-` and the id of a claim."""
