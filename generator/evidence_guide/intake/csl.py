"""Sources from CSL-JSON, as Zotero exports it, and from Crossref's similar records.

Its names: https://docs.citationstyles.org
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake import zotero
from evidence_guide.intake.json_shapes import problems_of
from evidence_guide.intake.records import (
    BOOKS,
    Export,
    Fields,
    clean_text,
    container,
    doi_among,
    issuer,
    needs_editors,
    noted,
    record,
)

Item = Mapping[str, Any]
"""A record, or a part of one."""
_PLAIN = str | int | float
_KINDS = {
    "article-journal": "article",
    "journal-article": "article",
    "article": "preprint",
    "posted-content": "preprint",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "chapter": "incollection",
    "book-chapter": "incollection",
    "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "dissertation": "phdthesis",
    "webpage": "online",
    "post-weblog": "online",
    "post": "online",
    "dataset": "dataset",
    "database": "dataset",
    "entry-encyclopedia": "inreference",
    "entry-dictionary": "inreference",
    "reference-entry": "inreference",
    "proceedings": "proceedings",
    "software": "software",
    "standard": "standard",
    "legislation": "legislation",
    "bill": "legislation",
    "regulation": "legislation",
    "legal_case": "jurisdiction",
    "patent": "patent",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "graphic": "artwork",
    "map": "map",
    "motion_picture": "movie",
    "song": "audio",
    "personal_communication": "letter",
}
_SAME = {
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "language": "language",
}
"""Fields of a record, and their names in CSL-JSON."""
_DATES = ("published-print", "issued", "published", "published-online")
_NAME_PARTS = (
    "family",
    "given",
    "literal",
    "name",
    "suffix",
    "non-dropping-particle",
    "dropping-particle",
)


def read_json(text: str, path: str) -> Export:
    """The records of a file in CSL JSON or Zotero's own; raises GuideError if it is no list."""
    items = _items(_json(text, path), path)
    problems = tuple(problems_of(items, text))
    spoilt = {problem.record for problem in problems}
    sound = [item for number, item in enumerate(items) if number not in spoilt]
    found = tuple(problem.found for problem in problems)
    if items and zotero.is_zotero(items[0]):
        return Export(tuple(zotero.sources_from_zotero(sound)), found)
    return Export(tuple(map(source_from_csl, sound)), found)


def _json(text: str, path: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise GuideError(
            f"{path}:{error.lineno}: this is not valid JSON ({error.msg.lower()}); the file seems"
            " cut, export it again"
        ) from error
    except ValueError as error:
        raise GuideError(
            f"{path}:1: this JSON holds a number that is too long to be read; export it again"
        ) from error
    except RecursionError as error:
        raise GuideError(
            f"{path}:1: the JSON is nested too deeply to be a list of records"
        ) from error


def _items(found: Any, path: str) -> list[Item]:
    """The records in a file: a list, a list below `items`, or one record alone."""
    items = found.get("items", [found]) if isinstance(found, dict) else found
    if not _are_records(items):
        raise GuideError(f"{path}:1: this JSON is not a list of records; export it as CSL JSON")
    return list(items)


def _are_records(items: Any) -> bool:
    return isinstance(items, list) and all(isinstance(item, dict) for item in items)


def source_from_csl(item: Item) -> Source:
    """One record as a source."""
    kind = _KINDS.get(str(item.get("type", "")), "misc")
    authors = tuple(_names(item.get("author")))
    editors = _names(item.get("editor")) if needs_editors(kind, authors) else ()
    return record(kind, _fields(item, kind), authors, editors)


def _fields(item: Item, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    return {
        **{field: _value(item, name) for field, name in _SAME.items()},
        **{field: read(item) for field, read in _READ.items()},
        **container(kind, _value(item, "container-title")),
        **issuer(kind, _value(item, "publisher")),
        "isbn": _isbn(item) if kind in BOOKS else "",
    }


def _title(item: Item) -> str:
    parts = [_value(item, "title"), _value(item, "subtitle")]
    return ": ".join(filter(None, parts))


def _pages(item: Item) -> str:
    return _value(item, "page") or _value(item, "article-number")


def _url(item: Item) -> str:
    return "" if item.get("DOI") else _value(item, "URL")


def _accessed(item: Item) -> str:
    return _day(item.get("accessed"))


def _published(item: Item) -> str:
    """The first date of publication that is known, in print if possible."""
    days = map(_day, map(item.get, _DATES))
    return next(filter(None, days), "")


def _isbn(item: Item) -> str:
    return _value(item, "ISBN").partition(" ")[0]


def _doi(item: Item) -> str:
    return _id(item, "DOI")


def _pmid(item: Item) -> str:
    return _id(item, "PMID")


def _pmcid(item: Item) -> str:
    return _id(item, "PMCID")


def _id(item: Item, label: str) -> str:
    """An id in a field of its own, or in the note where Zotero keeps it."""
    found = _value(item, label) or noted(label, [_value(item, "note")])
    return found or (doi_among([_value(item, "URL")]) if label == "DOI" else "")


_READ: dict[str, Callable[[Item], str]] = {
    "title": _title,
    "year": _published,
    "pages": _pages,
    "url": _url,
    "urldate": _accessed,
    "doi": _doi,
    "pmid": _pmid,
    "pmcid": _pmcid,
}
"""Fields of a record, each with the function that reads it."""


def _value(item: Item, name: str) -> str:
    return _text(item.get(name))


def _text(value: object) -> str:
    """A value as text; Crossref writes lists where CSL has one text."""
    if isinstance(value, list):
        value = next(iter(value), "")
    return str(value) if isinstance(value, _PLAIN) else ""


def _day(value: object) -> str:
    """The year, or the whole day where it is known: `{"date-parts": [[2024, 3, 1]]}`."""
    if not isinstance(value, dict):
        return ""
    try:
        return _joined(value["date-parts"][0])
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return _text(value.get("raw") or value.get("literal"))


def _joined(parts: Iterable[Any]) -> str:
    """Year, month and day as far as they are known; raises an error of Python's for no numbers."""
    numbers = [int(part) for part in parts if part is not None]
    return "-".join(map("{:02}".format, numbers))


def _names(value: object) -> Iterator[Name]:
    """The names in a list of people and bodies."""
    people = value if isinstance(value, list) else []
    yield from filter(None, map(_name, people))


def _name(found: object) -> Name | None:
    """A person with a family name, or a body; None if there is neither."""
    if not isinstance(found, dict):
        return None
    part = {name: clean_text(_value(found, name)) for name in _NAME_PARTS}
    return _person(part) if part["family"] else _body(part)


def _body(part: Fields) -> Name | None:
    literal = part["literal"] or part["name"] or part["given"]
    return Name(literal=literal) if literal else None


def _person(part: Fields) -> Name:
    particle = part["non-dropping-particle"] or part["dropping-particle"]
    return Name(part["family"], part["given"], particle, part["suffix"])
