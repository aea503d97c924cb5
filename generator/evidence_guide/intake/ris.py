"""Sources from RIS text (Zotero, EndNote, Embase, Web of Science, publishers), read by rispy."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import rispy

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import (
    BOOKS,
    Export,
    Fields,
    Problem,
    container,
    doi_among,
    issuer,
    names_of_roles,
    needs_editors,
    noted,
    record,
)

Found = Mapping[str, Any]
"""The values of a record by the names that rispy gives them."""
_KINDS = {
    "JOUR": "article",
    "EJOUR": "article",
    "JFULL": "article",
    "ABST": "article",
    "INPR": "article",
    "MGZN": "magazine",
    "NEWS": "newspaper",
    "BOOK": "book",
    "WHOLE": "book",
    "EBOOK": "book",
    "EDBOOK": "collection",
    "CHAP": "incollection",
    "ECHAP": "incollection",
    "SER": "incollection",
    "ENCYC": "inreference",
    "DICT": "inreference",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "RPRT": "techreport",
    "GOVDOC": "techreport",
    "GRANT": "techreport",
    "STAND": "standard",
    "THES": "phdthesis",
    "ELEC": "online",
    "BLOG": "online",
    "WEB": "online",
    "DATA": "dataset",
    "AGGR": "dataset",
    "COMP": "software",
    "PAT": "patent",
    "STAT": "legislation",
    "BILL": "legislation",
    "CASE": "jurisdiction",
    "UNPB": "unpublished",
    "MANSCPT": "unpublished",
    "PAMP": "booklet",
    "VIDEO": "video",
    "MPCT": "movie",
    "MAP": "map",
    "ART": "artwork",
}
_NAMES = {
    "title": ("title", "primary_title", "translated_title"),
    "publisher": ("publisher",),
    "volume": ("volume",),
    "number": ("number",),
    "edition": ("edition",),
    "language": ("language",),
}
"""The names that rispy has for a field; the first one with a value counts."""
_CONTAINER = (
    "alternate_title3",
    "secondary_title",
    "journal_name",
    "alternate_title2",
    "alternate_title1",
)
_PARTS_OF_DOIS = (
    "doi",
    "type_of_work",
    "notes",
    "urls",
    "file_attachments2",
    "note",
    "label",
    "call_number",
    "custom3",
)
"""Where programs keep a DOI, the likeliest first."""
_LINE = re.compile(r"([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t](.*))?", re.DOTALL)


def is_ris(text: str) -> bool:
    """Whether a line begins a record."""
    return any(_tag(line) == "TY" for line in text.splitlines())


def _tag(line: str) -> str:
    found = _LINE.fullmatch(line.lstrip("\ufeff"))
    return found[1] if found else ""


class _Lines(NamedTuple):
    """A record as it is written: its first line, and whether it ends."""

    begun: int
    lines: list[str]
    is_whole: bool


def read_ris(text: str) -> Export:
    """The records of a RIS file, and those that do not end or cannot be read."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for written in _records(text):
        found = _source(written) if written.is_whole else None
        if found:
            sources.append(found)
        else:
            problems.append(Problem(written.begun, _WHY[written.is_whole]))
    return Export(tuple(sources), tuple(problems))


_WHY = {
    False: (
        "the record that begins here has no end (`ER  -`); the file seems cut, export it again"
    ),
    True: "this record cannot be read; export it again",
}


def _records(text: str) -> Iterator[_Lines]:
    """The records of a file; what is outside of them is passed over."""
    begun, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        tag = _tag(line)
        if tag == "TY":
            if begun:
                yield _Lines(begun, lines, is_whole=False)
            begun, lines = number, []
        if begun:
            lines.append(_usual(line))
        if tag == "ER" and begun:
            yield _Lines(begun, lines, is_whole=True)
            begun = 0
    if begun:
        yield _Lines(begun, lines, is_whole=False)


def _usual(line: str) -> str:
    """A line in the form that rispy reads: two blanks, a dash and a blank behind the tag."""
    found = _LINE.fullmatch(line.lstrip("\ufeff"))
    return f"{found[1]}  - {(found[2] or '').strip()}" if found else line


class _Parser(rispy.RisParser):  # type: ignore[misc] # rispy has no types
    """rispy's own, which would continue a field of the record before behind a bare `TY`.

    It would also cut addresses at each semicolon (`delimiter_tags_mapping`).
    """

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


def _source(written: _Lines) -> Source | None:
    """The source of a record; None if rispy cannot read it."""
    found = _read(written)
    if found is None:
        return None
    kind = _KINDS.get(str(found.get("type_of_reference", "")).strip(), "misc")
    authors = _people(found, "first_authors", "authors")
    editors = _people(found, "secondary_authors") if needs_editors(kind, authors) else ()
    return record(kind, _fields(found, kind), authors, editors, written.begun)


def _people(found: Found, *roles: str) -> tuple[Name, ...]:
    """The people in these roles; a role that repeats another adds nobody."""
    return names_of_roles(*(found.get(role, []) for role in roles))


def _fields(found: Found, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(found, *names) for name, names in _NAMES.items()}
    fields["title"] = fields["title"] or _old(found, "BT", "CT")
    fields.update(container(kind, _first(found, *_CONTAINER) or _old(found, "BT", "J1")))
    fields.update(issuer(kind, fields["publisher"]))
    fields.update(_ids(found))
    fields.update(_web(found))
    fields["year"] = _date(found)
    fields["pages"] = _pages(found)
    fields["isbn"] = _first(found, "issn") if kind in BOOKS else ""
    return fields


def _read(written: _Lines) -> Found | None:
    """The fields of a record as rispy reads them; None if it cannot."""
    try:
        parser = _Parser(delimiter_tags_mapping={})
        (found,) = parser.parse("\n".join(written.lines))
    except (ValueError, IndexError, KeyError, TypeError):
        return None
    return dict(found)


def _web(found: Found) -> Fields:
    """The address, and the day on which somebody read it."""
    accessed = _first(found, "access_date").replace("/", "-").strip("-")
    addresses = [address.strip() for address in found.get("urls", []) if address.strip()]
    return {"url": next(iter(addresses), ""), "urldate": accessed}


def _first(found: Found, *names: str) -> str:
    """The first value under one of the names."""
    for name in names:
        if found.get(name):
            return str(found[name])
    return ""


def _date(found: Found) -> str:
    """The first date that has a year, or else the first."""
    dates = [_first(found, name) for name in ("year", "date", "publication_year")]
    with_year = [date for date in dates if re.search(r"\d{4}", date)]
    return next(iter([*with_year, *filter(None, dates)]), "")


def _old(found: Found, *tags: str) -> str:
    """The first value of tags that RIS had in earlier versions."""
    unknown = found.get("unknown_tag", {})
    for tag in tags:
        for value in unknown.get(tag, ()):
            return str(value)
    return ""


def _pages(found: Found) -> str:
    """The pages, or the number of an article that has none."""
    ends = [_first(found, "start_page"), _first(found, "end_page")]
    pages = "-".join(filter(None, ends))
    number = _first(found, "custom7")
    return pages or ("" if _is_pmcid(number) else number)


def _ids(found: Found) -> Fields:
    """The DOI, PMID and PMCID, which programs keep in several places."""
    notes = [*found.get("notes", []), _first(found, "note", "notes_abstract")]
    texts = chain.from_iterable(map(_listed, (found.get(name) for name in _PARTS_OF_DOIS)))
    return {"doi": doi_among(texts), "pmid": _pmid(found, notes), "pmcid": _pmcid(found, notes)}


def _listed(value: object) -> list[str]:
    """A value as a list of texts."""
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if each]


def _pmid(found: Found, notes: list[str]) -> str:
    if _is_of_pubmed(found):
        return _first(found, "accession_number")
    return noted("PMID", notes)


def _is_of_pubmed(found: Found) -> bool:
    """Whether a record is from PubMed, under whichever name."""
    database = _first(found, "name_of_database", "database_provider").lower()
    return "pubmed" in database or "medline" in database


def _pmcid(found: Found, notes: list[str]) -> str:
    for name in ("custom2", "custom6", "custom7"):
        if _is_pmcid(_first(found, name)):
            return _first(found, name)
    return noted("PMCID", notes)


def _is_pmcid(text: str) -> bool:
    return text.upper().startswith("PMC")
