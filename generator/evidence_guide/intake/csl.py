"""Sources from CSL-JSON (Zotero, https://docs.citationstyles.org) and Crossref's similar records."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import (
    BOOKS,
    clean_text,
    container,
    issuer,
    noted,
    record,
)

_KINDS = {
    "article-journal": "article",
    "journal-article": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
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
    "dataset": "dataset",
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


def read_csl(text: str, path: str) -> tuple[Source, ...]:
    """The records of a CSL-JSON file; raises GuideError if it is not a list of records."""
    items = _items(_json(text, path))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise GuideError(f"{path}:1: this JSON is no list of records; export it as CSL JSON")
    return tuple(map(source_from_csl, items))


def _json(text: str, path: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise GuideError(
            f"{path}:{error.lineno}: this is no sound JSON ({error.msg.lower()}); the file seems"
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


def _items(found: Any) -> Any:
    """The records in a file: a list, a list below `items`, or one record alone."""
    if isinstance(found, dict):
        return found.get("items", [found])
    return found


def source_from_csl(item: Mapping[str, Any]) -> Source:
    """One record as a source."""
    kind = _KINDS.get(str(item.get("type", "")), "misc")
    fields = {
        "title": _title(item),
        **container(kind, _text(item.get("container-title"))),
        **issuer(kind, _text(item.get("publisher"))),
        "year": _published(item),
        "pages": _text(item.get("page")) or _text(item.get("article-number")),
        "isbn": _isbn(kind, item),
        "url": "" if item.get("DOI") else _text(item.get("URL")),
        "urldate": _day(item.get("accessed")),
        **_ids(item),
    }
    for field, name in _SAME.items():
        fields[field] = _text(item.get(name))
    editors = () if item.get("author") else _names(item.get("editor"))
    return record(kind, fields, _names(item.get("author")), editors)


def _title(item: Mapping[str, Any]) -> str:
    parts = [_text(item.get("title")), _text(item.get("subtitle"))]
    return ": ".join(filter(None, parts))


def _published(item: Mapping[str, Any]) -> str:
    """The first date of publication that is known, in print if possible."""
    for name in _DATES:
        day = _day(item.get(name))
        if day:
            return day
    return ""


def _isbn(kind: str, item: Mapping[str, Any]) -> str:
    return _text(item.get("ISBN")).partition(" ")[0] if kind in BOOKS else ""


def _ids(item: Mapping[str, Any]) -> dict[str, str]:
    """The ids in fields of their own, or in the note where Zotero keeps them."""
    notes = [_text(item.get("note"))]
    found: dict[str, str] = {}
    for name in ("doi", "pmid", "pmcid"):
        label = name.upper()
        found[name] = _text(item.get(label)) or noted(label, notes)
    return found


def _text(value: object) -> str:
    """A value as text; Crossref writes lists where CSL has one text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if isinstance(value, str | int | float) else ""


def _day(value: object) -> str:
    """The year, or the whole day where it is known: `{"date-parts": [[2024, 3, 1]]}`."""
    if not isinstance(value, dict):
        return ""
    try:
        parts = [int(part) for part in value["date-parts"][0] if part is not None]
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return _text(value.get("raw") or value.get("literal"))
    return "-".join([f"{part:02}" for part in parts])


def _names(value: object) -> Iterator[Name]:
    """The names in a list of people and bodies."""
    if not isinstance(value, list):
        return
    for found in value:
        name = _name(found) if isinstance(found, dict) else None
        if name:
            yield name


def _name(found: Mapping[str, Any]) -> Name | None:
    """A person with a family name, or a body; None if there is neither."""
    part = {name: clean_text(_text(found.get(name))) for name in _NAME_PARTS}
    if part["family"]:
        particle = part["non-dropping-particle"] or part["dropping-particle"]
        return Name(part["family"], part["given"], particle, part["suffix"])
    literal = part["literal"] or part["name"] or part["given"]
    return Name(literal=literal) if literal else None
