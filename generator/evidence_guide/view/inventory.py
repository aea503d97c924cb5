"""Every sentence, row and label of a view: the list that the audits of site and paper work with."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import TypeGuard, get_args

from pydantic.fields import FieldInfo

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide
from evidence_guide.text.markup import Run
from evidence_guide.view.shapes import FactView, Hidden, StatementView, TextRow, ViewObject
from evidence_guide.view.texts import plain_words

Names = tuple[str, ...]
Piece = StatementView | TextRow | str
"""A sentence with its citation, texts that are printed in one row, or a label."""


def pieces(view: object) -> Iterator[Piece]:
    """Every piece of a view in the order of its fields, without ids and addresses."""
    if isinstance(view, StatementView | TextRow):
        yield view
        if isinstance(view, FactView):
            yield view.label
    elif isinstance(view, str):
        if not isinstance(view, Enum):
            yield view
    elif _is_runs(view):
        yield plain_words(view)
    else:
        for part in _members(view):
            yield from pieces(part)


def _is_runs(view: object) -> TypeGuard[tuple[Run, ...]]:
    """Whether runs, which are one text."""
    return isinstance(view, tuple) and bool(view) and all(map(_is_run, view))


def _is_run(part: object) -> bool:
    return isinstance(part, Run)


def _members(view: object) -> Iterable[object]:
    """The shown fields of a view, the values of a mapping, the members of a list."""
    if isinstance(view, ViewObject):
        return [getattr(view, name) for name in _shown(type(view))]
    if isinstance(view, Mapping):
        return view.values()
    if isinstance(view, tuple | list):
        return view
    return ()


@cache
def _shown(kind: type[ViewObject]) -> Names:
    """The fields of a view whose texts a reader is shown."""
    return tuple(name for name, field in kind.model_fields.items() if not is_for_programs(field))


def is_for_programs(field: FieldInfo) -> bool:
    """Whether a field is marked as one for programs."""
    marks = (*field.metadata, *_metadata(field.annotation))
    return any(map(_hides, marks))


def _hides(mark: object) -> bool:
    """Whether something in an annotation marks a field as one for programs."""
    return isinstance(mark, Hidden) or mark is Hidden


def _metadata(annotation: object) -> Iterator[object]:
    """Whatever `Annotated` adds anywhere within a type."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)


def place_of(guide: Guide, piece: StatementView | TextRow) -> Place:
    """The place in the evidence where a sentence or a row is written."""
    entries = {entry.id: entry for entry in guide.entries}
    for id, rest in _ways(piece.key.split("/")):
        entry = entries.get(id)
        if entry:
            return entry.place(*map(_route_part, rest))
    return Place("evidence")


def _ways(parts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Every way to read a key as an id and a route, the longest id first."""
    for size in range(len(parts), 0, -1):
        yield "/".join(parts[:size]), parts[size:]


def _route_part(part: str) -> str | int:
    """A field's name, or the position in a list."""
    return int(part) if part.isdigit() else part
