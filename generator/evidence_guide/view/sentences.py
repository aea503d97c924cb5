"""Every sentence that the guide states, with the findings behind it and the numbers declared as its own."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.markdown_citations import PATTERN, Citation
from evidence_guide.model import OwnNumber, Table, Written
from evidence_guide.model.meaning import Value, walk_values
from evidence_guide.text import markup as prose
from evidence_guide.view import absolute_effects, conversions


class Statement(NamedTuple):
    """One text as a reader meets it: where it is written, what carries it, and which of its numbers are declared."""

    owner: str
    """Id of the claim, step, stage, term, table, row or popular claim."""
    place: Place
    text: str
    """Without markup."""
    findings: tuple[str, ...]
    numbers: tuple[OwnNumber, ...]
    declared_at: Place
    """Where the declared numbers stand, or would stand."""
    sound: bool
    """Whether everything that it cites exists; if not, what it rests on is not known yet."""
    ids: tuple[str, ...]
    """The claims or findings that it names."""


@derived
def statements(guide: Guide) -> tuple[Statement, ...]:
    """Every statement of the guide, in the order of the files; hand-written paragraphs with citations come last."""
    written = (
        _statement(guide, entry, told) for entry in guide.entries for told in _texts(entry.item)
    )
    return (*written, *_paragraphs(guide))


@derived
def written_texts(guide: Guide) -> dict[str, frozenset[str]]:
    """For each id, every text and number that is written there, without markup; a source's are those of its record and its findings file.

    A finding may be shown with its source's name and year and its study's design and size, and with the absolute numbers
    that its effect gives; a cut-off may be shown in the units of a converter.
    """
    found: dict[str, set[str]] = {}
    for entry in guide.entries:
        found.setdefault(entry.id, set()).update(
            _strings(entry.item.fields if isinstance(entry.item, Source) else entry.item)
        )
    for key, reading in guide.readings.items():
        found.setdefault(key, set()).update(_strings(reading.item))
    for id, key in guide.source_of.items():
        study = guide.readings[key].item.study
        found[id].update(
            _strings([source.item.label, source.item.year])
            if (source := guide.sources.get(key))
            else ()
        )
        found[id].update(
            _strings(
                [study.design, study.participants, *absolute_effects.shown(guide.findings[id].item)]
            )
        )
    for table in guide.tables.values():
        for row in table.item.rows:
            found[f"{table.id}/{row.id}"].update(_strings(table.item.columns))
    for key, row, told in conversions.cut_offs(guide):
        found[f"{key}/{row.id}"].update(
            str(number) for numbers in told.values() for _, number in numbers
        )
    return {id: frozenset(texts) for id, texts in found.items()}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(prose.plain(value).split())
    elif isinstance(value, BaseModel):
        yield from (text for _, part in value for text in _strings(part))
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, tuple | list):
        yield from (text for part in value for text in _strings(part))
    elif value is not None:
        yield str(value)


_CITATION = re.compile(PATTERN)
_LEADING = re.compile(r"^[\d.]+(?: to [\d.]+)?")
_Text = tuple[Route, Route, str, tuple[str, ...], tuple[OwnNumber, ...]]
"""The way to what holds the text, the way on to the text, the text, the ids that carry it, the numbers declared beside it."""


def _statement(guide: Guide, entry: Entry[object], told: _Text) -> Statement:
    holder, rest, text, ids, numbers = told
    place, declared_at = entry.place(*holder, *rest), entry.place(*holder, "numbers")
    return Statement(
        entry.id,
        place,
        prose.plain(text),
        guide.findings_of(ids),
        numbers,
        declared_at,
        _known(guide, ids),
        ids,
    )


def _known(guide: Guide, ids: tuple[str, ...]) -> bool:
    """Whether all ids, and the findings that claims among them rest on, exist."""
    behind = (
        b
        for id in ids
        if id in guide.claims
        for b in (*guide.claims[id].item.rests_on, *guide.claims[id].item.disputed_by)
    )
    return all(id in guide.claims or id in guide.findings for id in ids) and all(
        id in guide.findings for id in behind
    )


def _texts(item: object) -> Iterator[_Text]:
    """The texts of one item that rest on something; a table gives those of its rows."""
    if not isinstance(item, Written):
        return
    for field in walk_values(item):
        if field.meaning.prose and field.meaning.cites:
            yield _cited(field)
    if isinstance(item, Table):
        yield from _drawn(item)
        yield from _cells(item)


def _cited(field: Value) -> _Text:
    """A text with the ids in the fields beside it that it rests on."""
    ids = tuple(id for name in field.meaning.cites for id in getattr(field.holder, name))
    numbers = getattr(field.holder, "numbers", ())
    return field.route[:-1], field.route[-1:], str(field.value), ids, numbers


def _cells(table: Table) -> Iterator[_Text]:
    """The cells of a table; a number that a cell begins with has the unit of its column."""
    units = {column.id: column.unit for column in table.columns if column.unit}
    for index, row in enumerate(table.rows):
        for name, text in row.cells.items():
            full = _LEADING.sub(rf"\g<0> {units[name]}", text) if name in units else text
            yield ("rows", index), ("cells", name), full, row.rests_on, row.numbers


def _drawn(table: Table) -> Iterator[_Text]:
    """The title of a table's figure, which rests on the rows that are drawn."""
    if figure := table.figure:
        drawn = dict.fromkeys(
            id for row in table.rows if row.id not in figure.leave_out for id in row.rests_on
        )
        yield ("figure",), ("title",), figure.title, tuple(drawn), figure.numbers


@lru_cache(maxsize=16)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def _paragraphs(guide: Guide) -> Iterator[Statement]:
    """Lines of hand-written pages that cite something; their numbers must stand in what they cite."""
    lines: dict[tuple[str, int], tuple[Entry[Citation], set[str]]] = {}
    for entry in guide.all(Citation):
        lines.setdefault((entry.document.path, entry.item.line), (entry, set()))[1].update(
            entry.item.ids
        )
    for (_, line), (entry, ids) in lines.items():
        text = _CITATION.sub("", _lines(entry.document.text)[line - 1])
        place = entry.place()._replace(column=1)
        yield Statement(
            entry.document.path,
            place,
            text,
            guide.findings_of(tuple(sorted(ids))),
            (),
            place,
            _known(guide, tuple(ids)),
            tuple(sorted(ids)),
        )
