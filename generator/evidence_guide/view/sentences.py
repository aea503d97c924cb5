"""Every sentence that the guide states, with the findings behind it and its own numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.markdown_citations import Citation, without_marks
from evidence_guide.model import OwnNumber, Table, Written
from evidence_guide.model.meaning import Value, for_each_item, has_citations, walk_values
from evidence_guide.text import markup as prose
from evidence_guide.text.characters import one_line
from evidence_guide.view import absolute_effects, conversions
from evidence_guide.view.cell_sentences import sentences_of_row


class Statement(NamedTuple):
    """One text as a reader meets it, with the findings behind it and its declared numbers."""

    owner: str
    """Id of the claim, step, stage, term, table, row or popular claim."""
    place: Place
    text: str
    """Without markup."""
    findings: tuple[str, ...]
    numbers: tuple[OwnNumber, ...]
    declared_at: Place
    """The place of the declared numbers, or the place where they would be."""
    sound: bool
    """Whether everything that it cites exists; if not, the findings behind it are not known yet."""
    ids: tuple[str, ...]
    """The claims or findings that it names."""


@derived
def statements(guide: Guide) -> tuple[Statement, ...]:
    """Every statement of the guide in the order of the files; paragraphs of pages come last."""
    found: list[Statement] = []
    for entry in guide.entries:
        found += [_statement(guide, entry.id, text) for text in _texts(guide, entry)]
    found += _paragraphs(guide)
    return tuple(found)


@derived
def written_texts(guide: Guide) -> dict[str, frozenset[str]]:
    """For each id, every text and number that is written there, without markup.

    Those of a source are in its record and its findings file. A finding may be shown with its
    source's name and year and its study's design and size, and with the absolute numbers that its
    effect gives; a cut-off may be shown in the units of a converter.
    """
    found: dict[str, set[str]] = {}
    for id, value in _written_values(guide):
        found.setdefault(id, set()).update(_strings(value))
    if guide.table:
        return {id: frozenset(_as_shown(guide, texts)) for id, texts in found.items()}
    return {id: frozenset(texts) for id, texts in found.items()}


def _as_shown(guide: Guide, texts: Iterable[str]) -> Iterator[str]:
    """Texts, words to choose from and numbers as readers of the guide's language see them."""
    for text in texts:
        yield from (text, guide.label(text), guide.number(text))


_Written = Iterator[tuple[str, object]]
"""Values by the id under which readers may be shown them."""


def _written_values(guide: Guide) -> _Written:
    yield from _items(guide)
    yield from _readings(guide)
    yield from _findings(guide)
    yield from _rows(guide)
    yield from _cut_offs(guide)


def _items(guide: Guide) -> _Written:
    for entry in guide.entries:
        item = entry.item
        yield entry.id, _escaped(item.fields.values()) if isinstance(item, Source) else item


def _escaped(words: Iterable[str]) -> list[str]:
    """The words of a record, in which signs of Markdown mean nothing."""
    return list(map(prose.escaped, words))


def _readings(guide: Guide) -> _Written:
    for key, reading in guide.readings.items():
        yield key, reading.item


def _findings(guide: Guide) -> _Written:
    """The values beside each finding: its source, its study and its absolute numbers."""
    for id, key in guide.source_of.items():
        source = guide.sources.get(key)
        if source:
            yield id, _escaped((source.item.label, source.item.year))
        study = guide.readings[key].item.study
        yield id, (study.design, study.participants)
        yield id, absolute_effects.shown(guide.findings[id].item)


def _rows(guide: Guide) -> _Written:
    """The columns of each row's table, and the cells of each row as sentences."""
    for table in guide.tables.values():
        for row in table.item.rows:
            yield f"{table.id}/{row.id}", table.item.columns
            yield f"{table.id}/{row.id}", tuple(sentences_of_row(table.item, row))


def _cut_offs(guide: Guide) -> _Written:
    """The numbers of each cut-off in the units of a converter."""
    for key, row, by_unit in conversions.cut_offs(guide):
        for numbers in by_unit.values():
            yield f"{key}/{row.id}", [number for _, number in numbers]


def _strings(value: object) -> Iterator[str]:
    """Every text and number within a value, without markup."""
    if isinstance(value, str):
        yield one_line(prose.plain(value))
    elif isinstance(value, BaseModel | Mapping | tuple | list):
        for part in _members(value):
            yield from _strings(part)
    elif value is not None:
        yield str(value)


def _members(value: BaseModel | Mapping[Any, Any] | Sequence[Any]) -> Iterable[object]:
    """The values of a model or a mapping, the members of a list."""
    if isinstance(value, BaseModel):
        return dict(value).values()
    if isinstance(value, Mapping):
        return value.values()
    return value


class _Text(NamedTuple):
    """A text that rests on something."""

    place: Place
    text: str
    """Without markup."""
    ids: tuple[str, ...]
    numbers: tuple[OwnNumber, ...]
    """The numbers declared beside it."""
    declared_at: Place


def _statement(guide: Guide, owner: str, text: _Text) -> Statement:
    return Statement(
        owner=owner,
        place=text.place,
        text=text.text,
        findings=guide.findings_of(text.ids),
        numbers=text.numbers,
        declared_at=text.declared_at,
        sound=_known(guide, text.ids),
        ids=text.ids,
    )


def _known(guide: Guide, ids: Iterable[str]) -> bool:
    """Whether all ids, and the findings that claims among them rest on, exist."""
    return all(_exists(guide, id) for id in ids)


def _exists(guide: Guide, id: str) -> bool:
    """Whether a finding exists, or a claim with all findings behind it."""
    claim = guide.claims.get(id)
    if claim is None:
        return id in guide.findings
    behind = claim.item.weighed
    return all(finding in guide.findings for finding in behind)


def _texts(guide: Guide, entry: Entry[Any]) -> Iterator[_Text]:
    """The texts of one item that rest on something; those of a table include its rows."""
    if not isinstance(entry.item, Written):
        return
    yield from _cited_texts(entry)
    if isinstance(entry.item, Table):
        yield from _cells(guide, entry)


@for_each_item
def _cited_texts(entry: Entry[Written]) -> tuple[_Text, ...]:
    """The texts of one item that rest on something, without the cells of tables."""
    fields = walk_values(entry.item) if has_citations(type(entry.item)) else ()
    return tuple(
        _cited(entry, field) for field in fields if field.meaning.prose and field.meaning.cites
    )


def _cited(entry: Entry[Written], field: Value) -> _Text:
    """A text with the ids in the fields beside it that it rests on."""
    ids: list[str] = []
    for name in field.meaning.cites:
        ids += getattr(field.holder, name)
    numbers = getattr(field.holder, "numbers", ())
    text, declared_at = prose.plain(str(field.value)), entry.place(*field.route[:-1], "numbers")
    return _Text(entry.place(*field.route), text, tuple(ids), numbers, declared_at)


def _cells(guide: Guide, entry: Entry[Table]) -> Iterator[_Text]:
    """The cells of a table."""
    units = {column.id: column.unit for column in entry.item.columns}
    for index, row in enumerate(entry.item.rows):
        declared_at = entry.place("rows", index, "numbers")
        for name, cell in row.cells.items():
            text = prose.plain(_with_unit(guide, cell, units.get(name)))
            place = entry.place("rows", index, "cells", name)
            yield _Text(place, text, row.rests_on, row.numbers, declared_at)


def _with_unit(guide: Guide, cell: str, unit: str | None) -> str:
    """A cell, with the unit of its column behind the number that it begins with."""
    return _leading(guide).sub(rf"\g<0> {unit}", cell) if unit else cell


@derived
def _leading(guide: Guide) -> re.Pattern[str]:
    """The pattern of the number or range that a cell begins with."""
    number = r"\d[\d.,]*" if guide.table else r"[\d.]+"
    known = guide.table.numbers.items() if guide.table else ()
    to = "|".join(["to", *(re.escape(word) for word, english in known if english == "to")])
    return re.compile(rf"^{number}(?: (?:{to}) {number})?")


@lru_cache(maxsize=16)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def _paragraphs(guide: Guide) -> Iterator[Statement]:
    """Lines of hand-written pages that cite something, as statements without declared numbers."""
    for entry, ids in _cited_lines(guide).values():
        lines = _lines(entry.document.text)
        place = entry.place()._replace(column=1)
        cited = tuple(sorted(ids))
        yield Statement(
            owner=entry.document.path,
            place=place,
            text=without_marks(lines[entry.item.line - 1]),
            findings=guide.findings_of(cited),
            numbers=(),
            declared_at=place,
            sound=_known(guide, cited),
            ids=cited,
        )


def _cited_lines(guide: Guide) -> dict[tuple[str, int], tuple[Entry[Citation], set[str]]]:
    """By file and line, the first citation there and the ids that the whole line cites."""
    found: dict[tuple[str, int], tuple[Entry[Citation], set[str]]] = {}
    for entry in guide.all(Citation):
        key = (entry.document.path, entry.item.line)
        _, ids = found.setdefault(key, (entry, set()))
        ids.update(entry.item.ids)
    return found
