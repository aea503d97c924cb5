"""BibTeX text to sources: one record a source, decoded, with its line.

Field and entry names are those of BibTeX and biblatex (https://ctan.org/pkg/biblatex).
The parser is bibtexparser 2.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    NameParts,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
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
from evidence_guide.guide.bibtex_values import expanded, never_closed
from evidence_guide.guide.latex import MOST_LEVELS, decode, decode_latex, depth
from evidence_guide.guide.source import Name, Source

__all__ = ["ENTRY_TYPES", "IDENTIFIERS", "Bibliography", "Name", "Source", "read_bibtex"]

ENTRY_TYPES = frozenset(
    {
        "article",
        "book",
        "booklet",
        "conference",
        "dataset",
        "electronic",
        "inbook",
        "incollection",
        "inproceedings",
        "manual",
        "mastersthesis",
        "misc",
        "online",
        "patent",
        "periodical",
        "phdthesis",
        "proceedings",
        "reference",
        "report",
        "software",
        "techreport",
        "thesis",
        "unpublished",
        "www",
    }
)
IDENTIFIERS = frozenset({"doi", "pmid", "pmcid", "url"})
"""Fields in which every character counts."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MACROS = {month: month.capitalize() for month in _MONTHS}
"""The macros that every bibliography may use."""
PEOPLE = ("author", "editor")
_PARSER_LOG = logging.getLogger("bibtexparser")
_PARSER_LOG.addHandler(logging.NullHandler())  # what it logs becomes a diagnostic here
_PARSER_LOG.propagate = False


@dataclass(frozen=True)
class Bibliography:
    """All records of one file."""

    path: str
    sources: tuple[Source, ...] = ()
    trouble: tuple[Diagnostic, ...] = ()
    stray: tuple[Diagnostic, ...] = ()
    """Complaints about text outside every record that is no comment.

    Programs that export records put some of their own there.
    """


@lru_cache(maxsize=8)
def read_bibtex(text: str, path: str) -> Bibliography:
    """The sources that BibTeX `text` holds, with a diagnostic for each block that is unsound."""
    library = parse_string(text, parse_stack=[])
    macros, trouble = _macros(library.strings, path)
    sources: list[Source] = []
    keys: dict[str, str] = {}
    for block in library.blocks:
        if isinstance(block, Entry):
            source, complaints = _source(block, path, macros)
            sources.append(source)
            trouble += [*complaints, *_only_case_differs(source, keys, path)]
        elif isinstance(block, _FAILED):
            trouble.append(_unsound(block, path))
    stray = tuple(_stray(library.comments, path))
    return Bibliography(path, tuple(sources), tuple(trouble), stray)


_FAILED = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock)


def _complaint(place: Place, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, "sound-bibtex", message, hint)


def _place(block: Block, path: str) -> Place:
    return Place(path, _line(block))


def _line(block: Block) -> int:
    """The line on which a block begins, from 1."""
    return (block.start_line or 0) + 1


class _Field(NamedTuple):
    """A field of a record, and its fault if it has one."""

    name: str
    line: int
    text: str
    fault: str | None


def _macros(strings: Iterable[String], path: str) -> tuple[dict[str, str], list[Diagnostic]]:
    """The macros that a file may use, its own among them, and complaints about those."""
    macros = dict(MACROS)
    own: list[_Field] = []
    for string in strings:
        text, fault = expanded(str(string.value), macros)
        macros[string.key.lower()] = text
        own.append(_Field(string.key, _line(string), text, fault))
    return macros, list(_faults(own, path, "write the text in braces"))


def _only_case_differs(source: Source, keys: dict[str, str], path: str) -> Iterator[Diagnostic]:
    """A complaint if the key of an earlier record, in `keys`, differs only in case."""
    first = keys.setdefault(source.id.lower(), source.id)
    if first != source.id:
        message = f"key `{source.id}` differs only in case from `{first}`"
        yield _complaint(Place(path, source.line), message, "keep one of the two")


def _stray(comments: Iterable[Block], path: str) -> Iterator[Diagnostic]:
    """A complaint for each stretch of text between two records that is no comment."""
    for block in comments:
        found = _stray_line(block) if isinstance(block, ImplicitComment) else None
        if found:
            number, text = found
            yield _outside(text, Place(path, number))


def _outside(text: str, place: Place) -> Diagnostic:
    message = f"`{text[:40]}` is outside of every record"
    hint = "look for a brace too many above, or write % before a line that is a comment"
    return _complaint(place, message, hint)


def _stray_line(block: ImplicitComment) -> tuple[int, str] | None:
    """The first line of a stretch that is neither blank nor a comment, with its number."""
    for number, line in enumerate(block.comment.split("\n"), _line(block)):
        text = line.strip()
        if text and not text.startswith("%"):
            return number, text
    return None


def _unsound(block: ParsingFailedBlock, path: str) -> Diagnostic:
    place = _place(block, path)
    if isinstance(block, DuplicateBlockKeyBlock):
        return _repeated_key(block, place)
    if isinstance(block, DuplicateFieldKeyBlock):
        return _repeated_field(block, place)
    return _unclosed(block.raw or "", place) or _complaint(
        place,
        "this record cannot be read",
        "look for a missing brace, comma or quotation mark here or in the record above",
    )


def _repeated_key(block: DuplicateBlockKeyBlock, place: Place) -> Diagnostic:
    first = _line(block.previous_block)
    message = f"key `{block.key}` is written a second time, first in line {first}"
    return _complaint(place, message, "keep one of the two records")


def _repeated_field(block: DuplicateFieldKeyBlock, place: Place) -> Diagnostic:
    fields = ", ".join(sorted(block.duplicate_keys))
    message = f"field `{fields}` is written twice in one record"
    return _complaint(place, message, "keep one of the two")


def _unclosed(raw: str, start: Place) -> Diagnostic | None:
    """The complaint about a brace or quotation mark inside a record that is never closed."""
    at = never_closed(raw)
    if at is None:
        return None
    line = start.line + raw.count("\n", 0, at)
    place = Place(start.path, line, at - raw.rfind("\n", 0, at))
    what, close = _PAIRS[raw[at]]
    message = f"the {what} that opens here is never closed"
    return _complaint(place, message, f"close it with `{close}`")


_PAIRS = {'"': ("quotation mark", '"'), "{": ("brace", "}")}
"""The name of each opening sign, and the sign that closes it."""


_Fields = Mapping[str, _Field]
_Faults = dict[str, str | None]


def _source(entry: Entry, path: str, macros: dict[str, str]) -> tuple[Source, list[Diagnostic]]:
    written = list(_written_fields(entry, macros))
    trouble = [*_head(entry, path), *_faults(written, path, _IN_BRACES)]
    source, decoded = _decoded(entry, {one.name.lower(): one for one in written})
    return source, [*trouble, *_faults(decoded, path, _PLAIN_LETTERS)]


_IN_BRACES = "put the value in braces, and a comma behind them"
_PLAIN_LETTERS = "write it in plain letters, without LaTeX commands"


def _head(entry: Entry, path: str) -> Iterator[Diagnostic]:
    """Complaints about the key and the type of a record."""
    place = _place(entry, path)
    if not entry.key.strip():
        message = f"this `@{entry.entry_type}` has no key"
        yield _complaint(place, message, "write a key behind the brace, such as `{wang2024,`")
    if entry.entry_type.lower() not in ENTRY_TYPES:
        message = f"unknown entry type `@{entry.entry_type}`"
        yield _complaint(place, message, "use @article, @book, @techreport, @online or @misc")


def _written_fields(entry: Entry, macros: dict[str, str]) -> Iterator[_Field]:
    """The fields of a record before they are decoded."""
    for item in entry.fields:
        line = (item.start_line or entry.start_line or 0) + 1
        yield _Field(item.key, line, *expanded(str(item.value), macros))


def _faults(fields: Iterable[_Field], path: str, hint: str) -> Iterator[Diagnostic]:
    for name, line, _, fault in fields:
        if fault:
            yield _complaint(Place(path, line), f"`{name}`: {fault}", hint)


def _decoded(entry: Entry, fields: _Fields) -> tuple[Source, list[_Field]]:
    """The source of a record, and its fields with the faults of decoding them."""
    texts, faults = _decoded_texts(fields)
    people, unnamed = _people(fields)
    faults |= unnamed
    source = Source(
        id=entry.key,
        type=entry.entry_type.lower(),
        fields=texts,
        authors=people.get("author", ()),
        editors=people.get("editor", ()),
        line=_line(entry),
        lines={name: written.line for name, written in fields.items()},
    )
    decoded = [written._replace(name=name, fault=faults[name]) for name, written in fields.items()]
    return source, decoded


def _decoded_texts(fields: _Fields) -> tuple[dict[str, str], _Faults]:
    texts: dict[str, str] = {}
    faults: _Faults = {}
    for name, written in fields.items():
        if name not in PEOPLE:
            texts[name], faults[name] = decode_latex(written.text)
    return texts, faults


def _people(fields: _Fields) -> tuple[dict[str, tuple[Name, ...]], _Faults]:
    people: dict[str, tuple[Name, ...]] = {}
    faults: _Faults = {}
    for name in PEOPLE:
        if name in fields:
            people[name], faults[name] = _names(fields[name].text)
    return people, faults


def _names(value: str) -> tuple[tuple[Name, ...], str | None]:
    """The names of a list joined by `and`, and the first fault among them."""
    if depth(value) > MOST_LEVELS:
        return (), f"its braces are nested more than {MOST_LEVELS} levels deep"
    names: list[Name] = []
    complaint: str | None = None
    for text in split_multiple_persons_names(value):
        if not text.strip():
            continue
        name, fault = _name(text)
        complaint = complaint or fault
        if name.short:
            names.append(name)
    return tuple(names), complaint


def _name(text: str) -> tuple[Name, str | None]:
    """A name in parts, and its fault; a name that has no parts is kept whole."""
    if text.strip().lower() == "others":
        return Name(literal="others"), None
    whole, complaint = decode_latex(text)
    literal = Name(literal=whole)
    if text.startswith("{") and text.endswith("}"):
        return literal, complaint
    try:
        name = _in_parts(parse_single_name_into_parts(text, strict=False))
    except (ValueError, IndexError) as error:
        return literal, f"the name `{whole}` cannot be read: {error}"
    return (name if name.short else literal), complaint


def _in_parts(parts: NameParts) -> Name:
    return Name(
        family=decode(" ".join(parts.last)),
        given=decode(" ".join(parts.first)),
        particle=decode(" ".join(parts.von)),
        suffix=decode(" ".join(parts.jr)),
    )
