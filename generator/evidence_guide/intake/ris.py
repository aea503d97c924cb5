"""Sources from RIS text (Zotero, EndNote, publishers), read by rispy."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import rispy

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import (
    BOOKS,
    Fields,
    container,
    issuer,
    noted,
    record,
    unique_names,
)

Found = Mapping[str, Any]
"""The values of a record by the names that rispy gives them."""
_KINDS = {
    "JOUR": "article",
    "EJOUR": "article",
    "MGZN": "article",
    "NEWS": "article",
    "BOOK": "book",
    "EBOOK": "book",
    "CHAP": "incollection",
    "ECHAP": "incollection",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "RPRT": "techreport",
    "GOVDOC": "techreport",
    "STAND": "techreport",
    "THES": "phdthesis",
    "ELEC": "online",
    "BLOG": "online",
}
_NAMES = {
    "title": ("title", "primary_title"),
    "publisher": ("publisher",),
    "year": ("year", "publication_year", "date"),
    "volume": ("volume",),
    "number": ("number",),
    "edition": ("edition",),
    "doi": ("doi",),
    "language": ("language",),
}
"""The names that rispy has for a field; the first one with a value counts."""
_CONTAINER = (
    "journal_name",
    "secondary_title",
    "alternate_title3",
    "alternate_title2",
    "alternate_title1",
)


def is_ris(text: str) -> bool:
    """Whether a line begins a record."""
    return any(_tag(line) == "TY" for line in text.splitlines())


def read_ris(text: str, path: str) -> tuple[Source, ...]:
    """The records of a RIS file; raises GuideError if one does not end."""
    starts = list(_starts(text, path))
    records = rispy.loads(text, implementation=_Parser)
    return tuple(_source(found, line) for found, line in zip(records, starts, strict=True))


class _Parser(rispy.RisParser):  # type: ignore[misc] # rispy has no types
    """rispy's own, which would continue a field of the record before behind a bare `TY`."""

    def _add_tag(
        self,
        record: dict[str, Any],
        tag: str,
        content: str,
        extend_multiline: bool = False,  # noqa: FBT001, FBT002 (rispy's own signature)
    ) -> None:
        """Adds a field, or a line more to the last one if this record has it."""
        if not extend_multiline or self.mapping.get(tag) in record:
            super()._add_tag(record, tag, content, extend_multiline=extend_multiline)


def _tag(line: str) -> str:
    return line[:2] if line[2:5] == "  -" else ""


def _starts(text: str, path: str) -> Iterator[int]:
    """The line on which each record begins."""
    begun = 0
    for number, line in enumerate(text.split("\n"), 1):
        tag = _tag(line)
        if tag == "TY" and begun:
            break
        if tag == "TY":
            begun = number
        if tag == "ER" and begun:
            yield begun
            begun = 0
    if begun:
        raise GuideError(
            f"{path}:{begun}: the record that begins here has no end (`ER  -`); the file seems"
            " cut, export it again"
        )


def _source(found: Found, line: int) -> Source:
    kind = _KINDS.get(found["type_of_reference"], "misc")
    authors = _people(found, "authors", "first_authors")
    editors = () if authors else _people(found, "secondary_authors")
    return record(kind, _fields(found, kind), authors, editors, line)


def _people(found: Found, *roles: str) -> tuple[Name, ...]:
    """The people in these roles, each once."""
    lists = [found.get(role, []) for role in roles]
    return unique_names(chain.from_iterable(lists))


def _fields(found: Found, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(found, *names) for name, names in _NAMES.items()}
    fields.update(container(kind, _first(found, *_CONTAINER)))
    fields.update(issuer(kind, fields["publisher"]))
    fields.update(_ids(found))
    fields.update(_web(found))
    fields["pages"] = _pages(found)
    fields["isbn"] = _first(found, "issn") if kind in BOOKS else ""
    return fields


def _web(found: Found) -> Fields:
    """The address, and the day on which somebody read it."""
    accessed = _first(found, "access_date").replace("/", "-").strip("-")
    return {"url": next(iter(found.get("urls", [])), ""), "urldate": accessed}


def _first(found: Found, *names: str) -> str:
    """The first value under one of the names."""
    for name in names:
        if found.get(name):
            return str(found[name])
    return ""


def _pages(found: Found) -> str:
    ends = [_first(found, "start_page"), _first(found, "end_page")]
    return "-".join(filter(None, ends))


def _ids(found: Found) -> Fields:
    """The PMID and PMCID, which programs keep in several places."""
    notes = [*found.get("notes", []), _first(found, "note", "notes_abstract")]
    return {"pmid": _pmid(found, notes), "pmcid": _pmcid(found, notes)}


def _pmid(found: Found, notes: list[str]) -> str:
    database = _first(found, "name_of_database", "database_provider")
    if "pubmed" in database.lower():
        return _first(found, "accession_number")
    return noted("PMID", notes)


def _pmcid(found: Found, notes: list[str]) -> str:
    for name in ("custom2", "custom6", "custom7"):
        if _is_pmcid(_first(found, name)):
            return _first(found, name)
    return noted("PMCID", notes)


def _is_pmcid(text: str) -> bool:
    return text.upper().startswith("PMC")
