"""Sources from the MEDLINE format, the `.nbib` of PubMed and ERIC.

Its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import (
    BOOKS,
    Export,
    Fields,
    Problem,
    clean_text,
    container,
    doi_among,
    issuer,
    names_of,
    record,
)

Lines = Mapping[str, list[list[str]]]
"""The lines of each value of each tag."""
LAST = "SO"
"""The tag with which PubMed ends the record of an article; those of books have none."""
_OF_BOOKS = ("BTI", "PB", "CTDT")
"""Tags that only records of books and their chapters have."""
_ERIC = "ERIC"
_BEGIN = frozenset({"PMID", "OWN"})
Tagged = dict[str, list[str]]
"""The values of a record by their tags."""
TagAndValue = tuple[str, str]
_TAGS = {
    "publisher": ("PB",),
    "year": ("DP", "DEP"),
    "volume": ("VI",),
    "number": ("IP",),
    "pages": ("PG",),
    "edition": ("EN",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
}
"""The tags that hold a field; the first one counts."""
_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,3}- ?(.*)", re.DOTALL)
_INDENT = "      "
_DOI_MARK = "[doi]"
_ACCESSION = re.compile(r"(NBK\d+)\s*\[bookaccession\]")
_SHELF = "https://www.ncbi.nlm.nih.gov/books/{}/"
"""Where NCBI has a book or chapter."""


def is_medline(text: str) -> bool:
    """Whether the first line with text is a PMID or an owner tag of MEDLINE."""
    found = _LINE.match(text.lstrip())
    return found is not None and found[1] in _BEGIN


class _Written(NamedTuple):
    """A record as it is written: its first line, its values, and its first line that is none."""

    line: int
    values: dict[str, list[list[str]]]
    strange: list[Problem]


def read_medline(text: str) -> Export:
    """The records of a MEDLINE file, and those that are cut short or hold other lines."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for written in _records(text):
        found = _joined_lines(written.values)
        wrong = [*written.strange, *_cut(found, written.line)]
        if wrong:
            problems.append(wrong[0])
        else:
            sources.append(_source(found, written.line))
    return Export(tuple(sources), tuple(problems))


def _records(text: str) -> Iterator[_Written]:
    """The records of a file."""
    found: _Written | None = None
    part: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        tag, value = _tagged(line)
        if found is None or (tag in _BEGIN and _begins(tag, found)):
            if found:
                yield found
            found = _Written(number, {}, [])
        if tag:
            part = [value]
            found.values.setdefault(tag, []).append(part)
        else:
            _add_untagged(line, number, found, part)
    if found and (found.values or found.strange):
        yield found


def _add_untagged(line: str, number: int, found: _Written, part: list[str]) -> None:
    """Adds a line to the value that it continues; one that continues none is strange."""
    if line.startswith(_INDENT) and found.values:
        part.append(line.strip())
    else:
        found.strange.append(Problem(number, _strange(line)))


def _begins(tag: str, found: _Written) -> bool:
    """Whether a tag begins another record: `OWN` does so where there is no PMID."""
    return bool(found.values) and (tag == "PMID" or tag in found.values)


def _tagged(line: str) -> TagAndValue:
    """The tag and value of a line; without a tag if it has none in its place."""
    found = _LINE.fullmatch(line)
    return (found[1], found[2].strip()) if found else ("", "")


def _joined_lines(values: Lines) -> Tagged:
    """The values of each tag, each on one line."""
    return {tag: list(map(" ".join, each)) for tag, each in values.items()}


def _cut(found: Tagged, line: int) -> Iterator[Problem]:
    """The problem of an article whose last line is missing."""
    is_book = any(tag in found for tag in _OF_BOOKS)
    if LAST in found or is_book or _is_of_eric(found):
        return
    text = f"the record that begins here has no last line (`{LAST}  - `); the file seems cut"
    yield Problem(line, f"{text}, export it again")


def _is_of_eric(found: Mapping[str, list[str]]) -> bool:
    return _ERIC in found.get("OWN", [])


def _strange(line: str) -> str:
    return (
        f"`{line.strip()[:40]}` is not a line of the MEDLINE format; export the file again"
        " from PubMed (Citation manager)"
    )


def _source(found: Tagged, line: int) -> Source:
    kind = _kind(found)
    editors = _editors(found) if kind in BOOKS else ()
    return record(kind, _fields(found, kind), _authors(found), editors, line)


def _kind(found: Tagged) -> str:
    """The kind of a record: ERIC has reports of bodies where journals have articles."""
    if "BTI" in found:
        return "incollection" if "TI" in found else "book"
    types = " ".join(found.get("PT", []))
    if _is_of_eric(found) and "Journal" not in types:
        return "book" if "Book" in types else "techreport"
    return "article" if _first(found, "JT", "TA") else "book"


def _fields(found: Tagged, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(found, *tags) for name, tags in _TAGS.items()}
    fields.update(container(kind, _first(found, "BTI", "JT", "TA")))
    if kind == "techreport":
        fields.update(issuer(kind, _first(found, "PB", "JT")))
    fields["doi"] = _doi(found)
    fields["url"] = _address(found)
    fields["isbn"] = _first(found, "ISBN").partition(" ")[0]
    fields.update(_title(found))
    return fields


def _first(found: Mapping[str, list[str]], *tags: str) -> str:
    """The first value of the first of these tags that a record has."""
    for tag in tags:
        if found.get(tag):
            return found[tag][0]
    return ""


def _title(found: Tagged) -> Fields:
    """The title and its language; one in brackets is translated into English."""
    title = _first(found, "TI", "BTI")
    if _is_translated(title):
        return {"title": title.rstrip(".").strip("[]")}
    return {"title": title, "language": _first(found, "LA")}


def _is_translated(title: str) -> bool:
    return title.startswith("[") and title.rstrip(".").endswith("]")


def _doi(found: Tagged) -> str:
    """The DOI, which PubMed marks and ERIC has as an address."""
    places = found.get("LID", []) + found.get("AID", [])
    marked = [place for place in places if place.endswith(_DOI_MARK)]
    dois = [place.removesuffix(_DOI_MARK).strip() for place in marked]
    return doi_among(dois) or doi_among(place for place in places if "doi.org/" in place)


def _address(found: Tagged) -> str:
    """The address of a chapter at NCBI or of a record at ERIC, if it has no DOI."""
    for value in found.get("AID", []) + found.get("LID", []):
        shelf = _ACCESSION.fullmatch(value)
        if shelf:
            return book_address(shelf[1])
        if value.startswith(("https://", "http://")) and not _doi(found):
            return value
    return ""


def book_address(number: str) -> str:
    """Where NCBI has a book or chapter, by its number (`NBK…`)."""
    return _SHELF.format(number) if number else ""


def _authors(found: Tagged) -> tuple[Name, ...]:
    """The authors by full name where there is one, then the bodies."""
    people = found.get("FAU") or map(_short_author, found.get("AU", []))
    bodies = map(_body, found.get("CN", []))
    return (*names_of(people), *bodies)


def _editors(found: Tagged) -> tuple[Name, ...]:
    return names_of(found.get("FED") or map(_short_author, found.get("ED", [])))


def _body(name: str) -> Name:
    return Name(literal=clean_text(name))


def _short_author(name: str) -> str:
    """An author as `Family, Initials`."""
    if "," in name:
        return name
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}"
