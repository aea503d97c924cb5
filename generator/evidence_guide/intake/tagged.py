"""Sources from EndNote's `.enw` (refer, `%0`) and from Web of Science's tagged files."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence_guide.guide.bibtex import Source
from evidence_guide.intake.endnote import KINDS
from evidence_guide.intake.records import (
    BOOKS,
    Export,
    Problem,
    container,
    doi_among,
    issuer,
    names_of,
    needs_editors,
    record,
)

_REFER_LINE = re.compile(r"%([0-9A-Z@+*!#$&(^<>\[\]|~])(?: (.*))?")
_WOS_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
_LISTS = frozenset({"AU", "AF", "BE", "BF", "ED", "CA"})
"""Tags of Web of Science with one name on each line."""
_WOS_KINDS = {"J": "article", "B": "book", "S": "incollection", "C": "inproceedings", "P": "patent"}
_REFER = {
    "title": "T",
    "year": "D8",
    "volume": "V",
    "number": "N",
    "pages": "P",
    "edition": "7",
    "language": "G",
    "url": "U",
}
_WOS = {
    "title": ("TI",),
    "year": ("PY", "PD"),
    "volume": ("VL",),
    "number": ("IS",),
    "language": ("LA",),
    "pmid": ("PM",),
}
Tagged = dict[str, list[str]]
"""The values of a record by their tags."""


class _Written(NamedTuple):
    """A record as it is written."""

    line: int
    values: Tagged
    is_whole: bool = True


def is_refer(text: str) -> bool:
    """Whether the first line with text is a field of refer's."""
    first = text.lstrip("\ufeff \t\r\n").partition("\n")[0]
    return bool(re.match(r"%[0AT] \S", first))


def read_refer(text: str) -> Export:
    """The records of a refer file."""
    return Export(tuple([_refer_source(written) for written in _refer_records(text)]))


def _refer_records(text: str) -> Iterator[_Written]:
    """The records of a file: one begins with `%0`, or behind an empty line."""
    values: Tagged = {}
    begun = 1
    for number, line in enumerate([*text.split("\n"), ""], 1):
        found = _REFER_LINE.fullmatch(line.lstrip("\ufeff").rstrip())
        if values and (not line.strip() or _begins_record(found, values)):
            yield _Written(begun, values)
            values = {}
        if found:
            begun = begun if values else number
            _add(values, found)
        elif values and line.strip():
            last = next(reversed(values))
            values[last][-1] += f" {line.strip()}"


def _begins_record(found: re.Match[str] | None, values: Tagged) -> bool:
    """Whether a line gives the kind of a record though the one before it may go on."""
    return found is not None and found[1] == "0" and "0" not in values


def _add(values: Tagged, found: re.Match[str]) -> None:
    """Adds the value of a line with a tag."""
    values.setdefault(found[1], []).append((found[2] or "").strip())


def _refer_source(written: _Written) -> Source:
    values = written.values
    kind = KINDS.get(_first(values, "0"), "article" if "J" in values else "misc")
    authors = names_of(_without_last_comma(values.get("A", [])))
    editors = names_of(values.get("E", [])) if needs_editors(kind, authors) else ()
    return record(kind, _refer_fields(kind, values), authors, editors, written.line)


def _refer_fields(kind: str, values: Tagged) -> dict[str, str]:
    """The fields of a record of refer but for its names."""
    fields = {name: _first(values, *tags) for name, tags in _REFER.items()}
    fields.update(container(kind, _first(values, "J", "B")))
    fields.update(issuer(kind, _first(values, "I")))
    fields["doi"] = doi_among([*values.get("R", []), *values.get("U", []), *values.get("Z", [])])
    fields["isbn"] = _first(values, "@") if kind in BOOKS else ""
    return fields


def _without_last_comma(names: list[str]) -> list[str]:
    """Names of which those of bodies end with a comma."""
    return [name.removesuffix(",") if name.count(",") == 1 else name for name in names]


def is_web_of_science(text: str) -> bool:
    """Whether a file begins as those of Web of Science do."""
    return text.lstrip("\ufeff \t\r\n").startswith("FN ")


def read_web_of_science(text: str) -> Export:
    """The records of a tagged file of Web of Science, and those that do not end."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for written in _wos_records(text):
        if written.is_whole:
            sources.append(_wos_source(written))
        else:
            problems.append(Problem(written.line, _CUT))
    return Export(tuple(sources), tuple(problems))


_CUT = "the record that begins here has no end (`ER`); the file seems cut, export it again"


def _wos_records(text: str) -> Iterator[_Written]:
    """The records of a file, from `PT` to `ER`."""
    values: Tagged = {}
    begun, last = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _WOS_LINE.fullmatch(line.lstrip("\ufeff").rstrip())
        tag = found[1] if found else ""
        if tag == "PT":
            if begun:
                yield _Written(begun, values, is_whole=False)
            values, begun = {}, number
        if tag == "ER" and begun:
            yield _Written(begun, values)
            begun = 0
        elif found and begun:
            last = tag
            _add(values, found)
        elif begun and last and line.strip():
            values[last].append(line.strip())
    if begun:
        yield _Written(begun, values, is_whole=False)


def _wos_source(written: _Written) -> Source:
    values = written.values
    joined = {tag: [" ".join(lines)] for tag, lines in values.items() if tag not in _LISTS}
    kind = _wos_kind(joined)
    names = values.get("AF") or values.get("AU") or []
    authors = names_of([*names, *values.get("CA", [])])
    editors = names_of(values.get("BF") or values.get("BE") or values.get("ED") or [])
    return record(kind, _wos_fields(kind, joined), authors, editors, written.line)


def _wos_fields(kind: str, values: Tagged) -> dict[str, str]:
    """The fields of a record of Web of Science but for its names; each tag has one value."""
    fields = {name: _first(values, *tags) for name, tags in _WOS.items()}
    fields.update(container(kind, _first(values, "SO")))
    fields.update(issuer(kind, _first(values, "PU")))
    fields["pages"] = _wos_pages(values)
    fields["doi"] = doi_among([*values.get("DI", []), *values.get("D2", [])])
    fields["isbn"] = _first(values, "BN").partition(" ")[0] if kind in BOOKS else ""
    return fields


def _wos_kind(values: Tagged) -> str:
    """The kind of a record; a part of a book has another title than that."""
    kind = _WOS_KINDS.get(_first(values, "PT"), "misc")
    if "Proceedings" in _first(values, "DT") and _first(values, "CT"):
        return "inproceedings"
    return "incollection" if kind == "book" and _is_part(values) else kind


def _is_part(values: Tagged) -> bool:
    """Whether a record names the book that it is a part of."""
    title = _first(values, "TI").lower().rstrip(".")
    return _first(values, "SO").lower() not in {"", title}


def _wos_pages(values: Tagged) -> str:
    """The pages, or the number of an article."""
    ends = [_first(values, "BP"), _first(values, "EP")]
    return "-".join(filter(None, ends)) or _first(values, "AR", "PS")


def _first(values: Tagged, *tags: str) -> str:
    """The first value of the first of these tags that a record has."""
    for tag in tags:
        if values.get(tag) and values[tag][0]:
            return values[tag][0]
    return ""
