"""Every sentence, row and label of a view: the list that the audits of site and paper work with."""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide
from evidence_guide.text.markup import Run
from evidence_guide.view.shapes import FactView, Hidden, StatementView, TextRow, ViewObject
from evidence_guide.view.texts import plain_words

Piece = StatementView | TextRow | str
"""A sentence with its citation, texts that are printed in one row, or a label."""


def pieces(view: object) -> Iterator[Piece]:
    """Every piece of a view in the order of its fields, without ids and addresses."""
    if isinstance(view, StatementView | TextRow):
        yield view
        if isinstance(view, FactView):
            yield view.label
    elif isinstance(view, ViewObject):
        for name in _shown(type(view)):
            yield from pieces(getattr(view, name))
    elif isinstance(view, Mapping):
        for part in view.values():
            yield from pieces(part)
    elif isinstance(view, tuple | list):
        yield from _members(tuple(view))
    elif isinstance(view, str) and not isinstance(view, Enum):
        yield view


def _members(parts: tuple[Any, ...]) -> Iterator[Piece]:
    """The pieces of a tuple; runs are one text."""
    if parts and all(isinstance(part, Run) for part in parts):
        yield plain_words(parts)
        return
    for part in parts:
        yield from pieces(part)


@cache
def _shown(kind: type[ViewObject]) -> tuple[str, ...]:
    """The fields of a view whose texts a reader is shown."""
    found = []
    for name, field in kind.model_fields.items():
        marks = (*field.metadata, *_metadata(field.annotation))
        if not any(isinstance(mark, Hidden) or mark is Hidden for mark in marks):
            found.append(name)
    return tuple(found)


def _metadata(annotation: object) -> Iterator[object]:
    """Whatever `Annotated` adds anywhere within a type."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)


def place_of(guide: Guide, piece: StatementView | TextRow) -> Place:
    """The place in the evidence where a sentence or a row is written."""
    entries = {entry.id: entry for entry in guide.entries}
    parts = piece.key.split("/")
    for size in range(len(parts), 0, -1):
        entry = entries.get("/".join(parts[:size]))
        if entry:
            return entry.place(*(int(part) if part.isdigit() else part for part in parts[size:]))
    return Place("evidence")
