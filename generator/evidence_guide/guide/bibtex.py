"""BibTeX text to sources: one record a source, decoded, with its line.

Field and entry names are those of BibTeX and biblatex (https://ctan.org/pkg/biblatex).
The parser is bibtexparser 2.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide.bibtex_form import plain_form, type_written
from evidence_guide.guide.bibtex_records import (
    HINTS,
    BibtexRecord,
    WrittenField,
    completed,
    source_of,
    written_fields,
)
from evidence_guide.guide.bibtex_values import expanded, never_closed
from evidence_guide.guide.entry_types import ENTRY_TYPES, NO_PUBLICATION
from evidence_guide.guide.latex import ValueFault
from evidence_guide.guide.source import Name, Source
from evidence_guide.text.nearest import near

RecordField = tuple[str, int]
"""The name of a field, and the line of its record."""
__all__ = ["ENTRY_TYPES", "IDENTIFIERS", "Bibliography", "Name", "Source", "read_bibtex"]

IDENTIFIERS = frozenset({"doi", "pmid", "pmcid", "url"})
"""Fields in which every character counts."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MACROS = {month: month.capitalize() for month in _MONTHS}
"""The macros that every bibliography may use."""
_PARSER_LOG = logging.getLogger("bibtexparser")
_PARSER_LOG.addHandler(logging.NullHandler())  # what it logs becomes a diagnostic here
_PARSER_LOG.propagate = False
KEY, TYPE = "", "@"
"""Names for the key and the type of a record among those of its fields."""


class Trouble(NamedTuple):
    """A complaint about a record: in which field, and where the record begins."""

    diagnostic: Diagnostic
    field: str
    record: int
    """The line of the record; 0 for a macro."""


@dataclass(frozen=True)
class Bibliography:
    """All records of one file."""

    path: str
    sources: tuple[Source, ...] = ()
    found: tuple[Trouble, ...] = ()
    stray: tuple[Diagnostic, ...] = ()
    """Complaints about text outside every record that is no comment.

    Programs that export records put some of their own there.
    """
    repeated: tuple[Source, ...] = ()
    """Records whose key an earlier one has."""
    keys: tuple[str, ...] = ()
    """The keys of all records, decoded or not."""

    @property
    def trouble(self) -> tuple[Diagnostic, ...]:
        """All complaints about the records and macros."""
        return tuple([each.diagnostic for each in self.found])


@dataclass
class _File:
    """A file while it is read."""

    path: str
    text: str
    found: list[Trouble] = field(default_factory=list)

    def complain(self, place: Place, about: RecordField, message: str, hint: str) -> None:
        """Notes a complaint about a field of the record in a line."""
        diagnostic = Diagnostic(place, "sound-bibtex", message, hint)
        self.found.append(Trouble(diagnostic, *about))

    def fault(self, written: WrittenField, fault: ValueFault, record: int) -> None:
        """Notes a fault of a field, at the signs that it names."""
        line, column = written.place(self.text, fault.near)
        message = f"`{written.name}`: {fault.message}"
        hint = HINTS.get(fault.message.split(" `")[0], HINTS[""])
        about = (written.name.lower(), record)
        self.complain(Place(self.path, line, column), about, message, hint)


@lru_cache(maxsize=8)
def read_bibtex(text: str, path: str, wanted: Callable[[str], bool] | None = None) -> Bibliography:
    """The sources that BibTeX `text` holds, with a diagnostic for each block that is unsound.

    `wanted` says by its key whether a record is decoded; by default all are.
    """
    form = plain_form(text)
    library = parse_string(form, parse_stack=[])
    file = _File(path, form)
    macros = _macros(library.strings, file)
    every = list(_records(library.blocks, macros, file))
    _inherit(every, file)
    records = [record for record in every if wanted is None or wanted(record.key)]
    sources: list[Source] = []
    repeated: list[Source] = []
    for record in filter(_is_publication, records):
        source = source_of(record)
        (repeated if record.is_repeated else sources).append(source)
    for record in records:
        _note_faults(record, file)
    _note_case(sources, file)
    stray = tuple(_stray(library.comments, path))
    found = tuple(sorted(file.found, key=_place_of))
    keys = tuple([record.key for record in every if _is_publication(record)])
    return Bibliography(path, tuple(sources), found, stray, tuple(repeated), keys)


def _place_of(trouble: Trouble) -> Place:
    return trouble.diagnostic.place


def _line(block: Block) -> int:
    """The line on which a block begins, from 1."""
    return (block.start_line or 0) + 1


def _macros(strings: Iterable[String], file: _File) -> dict[str, str]:
    """The macros that a file may use, its own among them."""
    macros = dict(MACROS)
    for string in strings:
        text, fault = expanded(str(string.value), macros)
        if fault:
            file.fault(WrittenField(string.key, _line(string), text, None), fault, 0)
        else:
            macros[string.key.lower()] = text
    return macros


def _records(
    blocks: Iterable[Block], macros: dict[str, str], file: _File
) -> Iterator[BibtexRecord]:
    """The records of a file; what is none becomes a complaint."""
    for block in blocks:
        entry = block if isinstance(block, Entry) else _entry_of(block, file)
        if entry is not None:
            is_repeated = isinstance(block, DuplicateBlockKeyBlock)
            yield _record(entry, macros, file, is_repeated=is_repeated)


def _entry_of(block: Block, file: _File) -> Entry | None:
    """The record of a block that was refused, if it could be read all the same."""
    place = Place(file.path, _line(block))
    if isinstance(block, DuplicateBlockKeyBlock):
        first = _line(block.previous_block)
        message = f"key `{block.key}` is written a second time, first in line {first}"
        file.complain(place, (KEY, place.line), message, "keep one of the two records")
    elif isinstance(block, ParsingFailedBlock) and not isinstance(block, DuplicateFieldKeyBlock):
        _note_failed(block, place, file)
        return None
    inner = getattr(block, "ignore_error_block", None)
    return inner if isinstance(inner, Entry) else None


def _note_failed(block: ParsingFailedBlock, place: Place, file: _File) -> None:
    """The complaint about a record that cannot be read."""
    raw = block.raw or ""
    at = never_closed(raw)
    if at is None:
        hint = "look for a missing brace, comma or quotation mark here or in the record above"
        file.complain(place, (KEY, place.line), "this record cannot be read", hint)
        return
    line = place.line + raw.count("\n", 0, at)
    where = Place(place.path, line, at - raw.rfind("\n", 0, at))
    what, close = _PAIRS[raw[at]]
    message = f"the {what} that opens here is never closed"
    file.complain(where, (KEY, place.line), message, f"close it with `{close}`")


_PAIRS = {'"': ("quotation mark", '"'), "{": ("brace", "}")}
"""The name of each opening sign, and the sign that closes it."""


def _record(
    entry: Entry, macros: dict[str, str], file: _File, *, is_repeated: bool
) -> BibtexRecord:
    """A record with its fields, each once."""
    line = _line(entry)
    fields: dict[str, WrittenField] = {}
    for written in written_fields(entry, macros):
        name = written.name.lower()
        if name in fields:
            message = f"field `{name}` is written twice in one record"
            place = Place(file.path, written.line)
            file.complain(place, (name, line), message, "keep one of the two")
        else:
            fields[name] = written
    kind = type_written(entry.entry_type.lower())
    record = BibtexRecord(entry.key, kind, line, fields, is_repeated=is_repeated)
    _note_head(record, file)
    return record


def _note_head(record: BibtexRecord, file: _File) -> None:
    """Complaints about the key and the type of a record."""
    place = Place(file.path, record.line)
    if not record.key.strip():
        hint = "write a key behind the brace, such as `{wang2024,`"
        message = f"this `@{record.type}` has no key"
        file.complain(place, (KEY, record.line), message, hint)
    if record.type not in ENTRY_TYPES | NO_PUBLICATION:
        hint = _type_hint(record.type)
        file.complain(place, (TYPE, record.line), f"unknown entry type `@{record.type}`", hint)


def _type_hint(kind: str) -> str:
    usual = "use @article, @book, @techreport, @online or @misc"
    return near(kind, ENTRY_TYPES, usual)


def _is_publication(record: BibtexRecord) -> bool:
    """Whether a record is of a publication: others hold data for those."""
    return record.type not in NO_PUBLICATION or (record.type == "set" and "title" in record.fields)


def _inherit(records: Iterable[BibtexRecord], file: _File) -> None:
    """Gives each record what it has from others."""
    by_key = {record.key: record for record in reversed(list(records))}
    small = {key.lower(): record for key, record in reversed(by_key.items())}
    known: Mapping[str, BibtexRecord] = {**small, **by_key}
    for record in records:
        for name, key in completed(record, known):
            written = record.fields[name]
            message = f"no record has the key `{key}`"
            file.fault(written, ValueFault(message, key), record.line)


def _note_faults(record: BibtexRecord, file: _File) -> None:
    """Complaints about the fields that are written in a record itself."""
    for written in record.faulty():
        assert written.fault  # noqa: S101 (only such are yielded)
        file.fault(written, written.fault, record.line)


def _note_case(sources: Iterable[Source], file: _File) -> None:
    """Complaints about keys that differ only in case from an earlier one."""
    keys: dict[str, str] = {}
    for source in sources:
        first = keys.setdefault(source.id.lower(), source.id)
        if first != source.id:
            place = Place(file.path, source.line)
            message = f"key `{source.id}` differs only in case from `{first}`"
            file.complain(place, (KEY, source.line), message, "keep one of the two")


def _stray(comments: Iterable[Block], path: str) -> Iterator[Diagnostic]:
    """A complaint for each stretch of text between two records that is no comment."""
    for block in comments:
        found = _stray_line(block) if isinstance(block, ImplicitComment) else None
        if found:
            number, text = found
            yield _outside(text, Place(path, number))


def _outside(text: str, place: Place) -> Diagnostic:
    for begins, form in _OTHER_FORMS.items():
        if re.match(begins, text):
            message = f"`{text[:40]}` looks like {form}, not BibTeX"
            return Diagnostic(place, "sound-bibtex", message, _IMPORT)
    message = f"`{text[:40]}` is outside of every record"
    hint = "look for a brace too many above, or write % before a line that is a comment"
    return Diagnostic(place, "sound-bibtex", message, hint)


_OTHER_FORMS = {
    r"TY  - ": "RIS",
    r"PMID ?- ": "an export of PubMed",
    r"%0 ": "an export of EndNote",
    r"[\[{]\s*(?:[\"{]|$)": "JSON",
    r"<": "XML or HTML",
}
"""The first line of files that reference managers write in other forms."""
_IMPORT = "save it as a file of its own and import that: `evidence-guide add FILE`"


def _stray_line(block: ImplicitComment) -> tuple[int, str] | None:
    """The first line of a stretch that is neither blank nor a comment, with its number.

    `%0` begins a record of EndNote.
    """
    for number, line in enumerate(block.comment.split("\n"), _line(block)):
        text = line.strip()
        if text and (not text.startswith("%") or text.startswith("%0 ")):
            return number, text
    return None
