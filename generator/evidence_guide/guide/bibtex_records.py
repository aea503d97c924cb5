"""A record of BibTeX: its fields as they are written, what it inherits, and the source it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from bibtexparser.model import Entry

from evidence_guide.guide import biblatex
from evidence_guide.guide.bibtex_names import read_names
from evidence_guide.guide.bibtex_values import expanded
from evidence_guide.guide.latex import ValueFault, decode_latex, decode_verbatim, unescaped
from evidence_guide.guide.source import Name, Source

PEOPLE = ("author", "editor")
_AS_WRITTEN = """
url doi eprint pmid pmcid pmc urldate date origdate eventdate file pdf crossref xdata entryset ids
archiveprefix eprinttype isbn issn
"""
VERBATIM = frozenset(_AS_WRITTEN.split())
"""Fields in which LaTeX means nothing: addresses, identifiers, dates and keys."""
_OF_OTHERS = """
abstract annote annotation comment file pdf keywords keyword owner timestamp review month contents
mendeley-tags mendeley-groups groups priority ranking qualityassured read readstatus printed
creationdate modificationdate date-added date-modified rating local-url localfile affiliation
author_keywords funding_details funding_text_1 funding references correspondence_address1
document_type source bibsource biburl added-at interhash intrahash username internal-note
research-notes shorttitle sorttitle indextitle indexsorttitle color web_url keywords-plus
cited-references
"""
UNREAD = frozenset(_OF_OTHERS.split())
"""Fields that no part of a guide reads."""
HINTS = {
    "": "put the value in braces, and a comma behind them",
    "unknown LaTeX command": "write it in plain letters, or as the sign that it prints",
    "its LaTeX cannot be decoded": "write it in plain letters, without LaTeX commands",
    "several names without": "write `and` between people, `{Smith, Ann and Jones, Bob}`, and put a "
    "body in braces of its own: `{{Smith & Jones}}`",
    "the name": "write each name as `Smith, Ann`, with `and` between two; `and others` for more",
    "`and` joins nobody": "take it out, or write a name there; `and others` for more",
    "no record has the key": "correct the key, or take the field out",
    "undefined macro": "put the value in braces, and a comma behind them",
    "another field follows its closing brace": "write a comma between the two",
    "another field follows its closing quotation mark": "write a comma between the two",
}
"""How to correct a fault, by the beginning of its message."""
_NOTES = ("howpublished", "note", "annote", "annotation")
_COLUMN_WITHIN = 200_000


class WrittenField(NamedTuple):
    """A field of a record as it is written, and its fault if it has one."""

    name: str
    line: int
    text: str
    fault: ValueFault | None

    def place(self, text: str, near: str) -> tuple[int, int]:
        """The line and column of some signs in a field, or else its line."""
        start = _offset(text, self.line)
        begin = re.compile(rf"{re.escape(self.name)}\s*=", re.IGNORECASE).search(text, start)
        at = begin.end() if begin and near else start
        found = text.find(near, at, at + _COLUMN_WITHIN) if near else -1
        if found < 0:
            return self.line, 1
        return self.line + text.count("\n", start, found), found - text.rfind("\n", 0, found)


def _offset(text: str, line: int) -> int:
    """The position at which a line begins."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return at


def written_fields(entry: Entry, macros: dict[str, str]) -> Iterator[WrittenField]:
    """The fields of a record before they are decoded."""
    for item in entry.fields:
        line = (item.start_line or entry.start_line or 0) + 1
        yield WrittenField(item.key, line, *expanded(str(item.value), macros))


@dataclass
class BibtexRecord:
    """A record with its fields by their names in small letters."""

    key: str
    type: str
    line: int
    fields: dict[str, WrittenField]
    is_repeated: bool = False
    """Whether an earlier record has its key."""
    inherited: dict[str, WrittenField] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    """The keys of the records from which it has fields."""
    is_complete: bool = False

    @property
    def all(self) -> dict[str, WrittenField]:
        """Its own fields and those that it has from others."""
        return {**self.inherited, **self.fields}

    @cached_property
    def decoded(self) -> "_Decoded":
        """The texts and people of all its fields."""
        return _decoded(self.all)

    def faulty(self) -> Iterator[WrittenField]:
        """Its own fields that have a fault, with that."""
        for name, written in self.fields.items():
            fault = written.fault or self.decoded.faults.get(name)
            if fault:
                yield written._replace(fault=fault)


class _Decoded(NamedTuple):
    """The texts of a record's fields, its people by role, and faults by field."""

    texts: dict[str, str]
    people: dict[str, tuple[Name, ...]]
    faults: dict[str, ValueFault]


def _decoded(fields: Mapping[str, WrittenField]) -> _Decoded:
    found = _Decoded({}, {}, {})
    for name, written in fields.items():
        fault = None
        if name in PEOPLE:
            found.people[name], fault = read_names(written.text)
        elif name in VERBATIM:
            found.texts[name] = decode_verbatim(written.text)
        else:
            found.texts[name], fault = decode_latex(written.text)
        if fault and name not in UNREAD:
            found.faults[name] = fault
    return found


def completed(record: BibtexRecord, known: Mapping[str, BibtexRecord]) -> Iterator[tuple[str, str]]:
    """Gives a record what it inherits; yields the field and key of each parent that is missing."""
    if record.is_complete:
        return
    record.is_complete = True
    for name, key in _parents(record):
        parent = known.get(key) or known.get(key.lower())
        if parent is None:
            yield name, key
        elif parent is not record:
            list(completed(parent, known))  # its own missing parents are complained of there
            _take(record, parent, name)


def _parents(record: BibtexRecord) -> Iterator[tuple[str, str]]:
    """The fields of a record that name others, and the keys: pools of data come first."""
    for name in ("xdata", "crossref"):
        written = record.fields.get(name)
        for key in decode_verbatim(written.text).split(",") if written else ():
            if key.strip():
                yield name, key.strip()


def _take(record: BibtexRecord, parent: BibtexRecord, by: str) -> None:
    """Adds the fields of a parent to a record."""
    record.inherited.update(_from(parent, record, by))
    record.parents = (*record.parents, parent.key)


def _from(parent: BibtexRecord, record: BibtexRecord, by: str) -> dict[str, WrittenField]:
    if by == "xdata":
        return biblatex.pooled(parent.all, record.all)
    return biblatex.inherited(parent.all, parent.type, record.all, record.type)


def source_of(record: BibtexRecord) -> Source:
    """The source that a record describes."""
    texts, people, _ = record.decoded
    fields = biblatex.in_our_fields({**texts, **_noted_address(record)}, record.type)
    lines = {name: written.line for name, written in record.fields.items()}
    for other, name in biblatex.ALIASES.items():
        if other in lines:
            lines.setdefault(name, lines[other])
    return Source(
        id=record.key,
        type=record.type,
        fields=fields,
        authors=people.get("author", ()),
        editors=people.get("editor", ()),
        line=record.line,
        lines=lines,
        parents=record.parents,
    )


def _noted_address(record: BibtexRecord) -> dict[str, str]:
    """The address in a note, if there is none elsewhere."""
    fields = record.all
    if not fields.keys().isdisjoint({"url", "doi", "pmid", "pmcid", "eprint"}):
        return {}
    notes = [unescaped(fields[name].text) for name in _NOTES if name in fields]
    address = biblatex.first_address(notes)
    return {"url": address} if address else {}
