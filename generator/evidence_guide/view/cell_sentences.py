"""Cells of a table as sentences, for readers who see one of its values alone."""

from collections.abc import Iterator

from evidence_guide.model import Column, Row, Table
from evidence_guide.text import markup
from evidence_guide.text.quantities import split_at_value


def cell_sentence(table: Table, column: Column, row: Row) -> str:
    """A cell as a sentence: `1.5 (for adults)` is `1.5 micrograms a day (for adults)`."""
    value, rest = split_at_value(markup.plain(row.cells[column.id]))
    parts = (_said(table, column, value), rest)
    return " ".join(filter(None, parts)) + "."


def _said(table: Table, column: Column, value: str) -> str:
    """A value, which may be empty, in the sentence of its column or behind its heading."""
    sentence = table.sentences.get(column.id)
    if value and sentence:
        return sentence.replace("{}", value)
    if value and column.unit:
        value = f"{value} {column.unit}"
    return f"{column.title}: {value}".rstrip()


def sentences_of_row(table: Table, row: Row) -> Iterator[str]:
    """Every cell of a row as a sentence."""
    for column in table.columns:
        if column.id in row.cells:
            yield cell_sentence(table, column, row)
