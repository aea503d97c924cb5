"""Sources from the MEDLINE format, PubMed's `.nbib`.

Its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

from collections.abc import Iterator, Mapping

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import Fields, person, record, unique_names

LAST = "SO"
"""The tag with which PubMed ends a record."""
Tagged = dict[str, list[str]]
"""The values of a record by their tags."""
_TAGS = {
    "journal": ("JT", "TA"),
    "publisher": ("PB",),
    "year": ("DP", "DEP"),
    "volume": ("VI",),
    "number": ("IP",),
    "pages": ("PG",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
}
"""The tags that hold a field; the first one counts."""
_AFTER_TAG = "- "
_INDENT = " " * 6
_DOI = "[doi]"
"""The end of a value that is a DOI."""


def is_medline(text: str) -> bool:
    """Whether the first line with text is a PMID or an owner tag of MEDLINE."""
    return text.lstrip().startswith(("PMID-", "PMID -"))


def read_medline(text: str, path: str) -> tuple[Source, ...]:
    """The records of a MEDLINE file; raises GuideError if one is cut short."""
    return tuple(_source(found, line) for found, line in _records(text, path))


def _records(text: str, path: str) -> Iterator[tuple[Tagged, int]]:
    """The values of each record, with the line on which it begins."""
    found: dict[str, list[list[str]]] = {}
    begun = 1
    for number, tag, parts in _values(text, path):
        if tag == "PMID":
            if found:
                yield _whole(found, f"{path}:{begun}"), begun
            found, begun = {}, number
        found.setdefault(tag, []).append(parts)
    if found:
        yield _whole(found, f"{path}:{begun}"), begun


def _values(text: str, path: str) -> Iterator[tuple[int, str, list[str]]]:
    """The line and tag of each value, with the parts of the value.

    Indented lines continue a value: they are added to its parts as they are read.
    """
    tag = ""
    parts: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line[4:6] == _AFTER_TAG:
            tag, parts = line[:4].strip(), [line[6:].strip()]
            yield number, tag, parts
        elif tag and line.startswith(_INDENT):
            parts.append(line.strip())
        elif line.strip():
            raise GuideError(_strange(line, f"{path}:{number}"))


def _whole(found: Mapping[str, list[list[str]]], place: str) -> Tagged:
    """A record with its values put together; raises GuideError if it is cut short."""
    if LAST not in found:
        raise GuideError(
            f"{place}: the record that begins here has no last line (`{LAST}  - `); the file seems"
            " cut, export it again"
        )
    return {tag: list(map(" ".join, values)) for tag, values in found.items()}


def _strange(line: str, place: str) -> str:
    return (
        f"{place}: `{line.strip()[:40]}` is no line of the MEDLINE format; export the file again"
        " from PubMed (Citation manager)"
    )


def _source(found: Tagged, line: int) -> Source:
    kind = "article" if _first(found, "JT", "TA") else "book"
    return record(kind, _fields(found), _authors(found), _editors(found), line)


def _fields(found: Tagged) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(found, *tags) for name, tags in _TAGS.items()}
    fields["doi"] = _doi(found)
    fields["isbn"] = _first(found, "ISBN").partition(" ")[0]
    fields.update(_title(found))
    return fields


def _first(found: Tagged, *tags: str) -> str:
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
    for value in found.get("LID", []) + found.get("AID", []):
        if value.endswith(_DOI):
            return value.removesuffix(_DOI).strip()
    return ""


def _authors(found: Tagged) -> tuple[Name, ...]:
    """The authors by full name where there is one, then the bodies."""
    people = found.get("FAU") or map(_short_author, found.get("AU", []))
    bodies = map(_body, found.get("CN", []))
    return (*unique_names(people), *bodies)


def _editors(found: Tagged) -> tuple[Name, ...]:
    return unique_names(found.get("FED", []))


def _body(name: str) -> Name:
    return Name(literal=person(name).short)


def _short_author(name: str) -> str:
    """An author as `Family, Initials`."""
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}"
