"""Fields of JSON records that do not have the shape that CSL JSON and Zotero give them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from evidence_guide.intake.records import Problem

_PEOPLE = ("author", "editor", "creators")
_DATES = ("issued", "accessed", "published", "published-print", "published-online")
_TEXTS = ("title", "DOI", "URL", "url", "publisher")
_EXPORT_AGAIN = "correct it there, or export the record again"


class SpoiltRecord(NamedTuple):
    """The number of a record in its file, and what is wrong with it."""

    record: int
    found: Problem


def problems_of(items: Iterable[Mapping[str, Any]], text: str) -> Iterator[SpoiltRecord]:
    """Everything in the records of a file that is not of the shape that it should have."""
    for number, item in enumerate(items):
        data = item.get("data")
        record = data if isinstance(data, dict) else item
        for name, wanted in _misshapen(record):
            message = f"`{name}` is not {wanted}; {_EXPORT_AGAIN}"
            yield SpoiltRecord(number, Problem(_line(record, name, text), message))


def _misshapen(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a record that have another shape, with the one that they should have."""
    for name in _PEOPLE:
        if record.get(name) and not _are_people(record[name]):
            yield name, 'a list of names with parts, such as `[{"family": "Wang"}]`'
    for name in _DATES:
        if record.get(name) and not isinstance(record[name], dict):
            yield name, 'a date, such as `{"date-parts": [[2024]]}`'
    for name in _TEXTS:
        if not _is_text(record.get(name)):
            yield name, "a text"


def _are_people(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(person, dict) for person in value)


def _is_text(value: object) -> bool:
    """Whether a value is a text, or a list of texts as Crossref writes them; none is one too."""
    values = value if isinstance(value, list) else [value]
    return all(map(_is_plain, values))


def _is_plain(part: object) -> bool:
    """Whether a value is a text, a number or none."""
    return part is None or isinstance(part, str | int | float)


def _line(record: Mapping[str, Any], name: str, text: str) -> int:
    """The line of the field in the file; 1 if it is not found."""
    value = _squeezed(json.dumps(record[name], ensure_ascii=False))[:12]
    key = json.dumps(name)
    for found in _positions(text, key):
        after = text[found + len(key) :].lstrip(": \t\r\n")[:60]
        if _squeezed(after).startswith(value):
            return text.count("\n", 0, found) + 1
    return 1


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _positions(text: str, part: str) -> Iterator[int]:
    found = text.find(part)
    while found >= 0:
        yield found
        found = text.find(part, found + 1)
