"""Sources from EndNote's XML export, read by lxml."""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import BOOKS, Fields, container, issuer, record, unique_names

Element: TypeAlias = "etree._Element"  # noqa: SLF001 (lxml has no other name for it)
_KINDS = {
    "Journal Article": "article",
    "Electronic Article": "article",
    "Magazine Article": "article",
    "Book": "book",
    "Edited Book": "book",
    "Electronic Book": "book",
    "Book Section": "incollection",
    "Conference Proceedings": "inproceedings",
    "Conference Paper": "inproceedings",
    "Report": "techreport",
    "Government Document": "techreport",
    "Thesis": "phdthesis",
    "Web Page": "online",
}
_PATHS = {
    "title": ("titles/title",),
    "year": ("dates/year", "dates/pub-dates/date"),
    "volume": ("volume",),
    "number": ("number",),
    "pages": ("pages",),
    "edition": ("edition",),
    "doi": ("electronic-resource-num",),
    "language": ("language",),
    "url": ("urls/related-urls/url", "urls/web-urls/url"),
}
"""The elements that hold a field; the first one with text counts."""
_CONTAINER = (
    "periodical/full-title",
    "titles/secondary-title",
    "titles/alt-title",
    "periodical/abbr-1",
)


def read_endnote(data: bytes, path: str) -> tuple[Source, ...]:
    """The records of an EndNote XML file; its declaration names its character set.

    Raises GuideError if the XML has an error or is something else.
    """
    root = _root(data, path)
    _require_no_entities(root, path)
    found = tuple(map(_source, root.iterfind("records/record")))
    if not found:
        raise GuideError(
            f"{path}:1: this XML holds no EndNote records (`<xml><records><record>`); export it"
            " from EndNote as XML"
        )
    return found


def _require_no_entities(root: Element, path: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise GuideError(
            f"{path}:1: this XML declares entities of its own, which EndNote's does not; export it"
            " again"
        )


def _root(data: bytes, path: str) -> Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        problem = str(error.msg).partition(",")[0].lower()
        raise GuideError(
            f"{path}:{error.lineno or 1}: this is no sound XML ({problem}); the file seems cut,"
            " export it again"
        ) from error


def _source(element: Element) -> Source:
    kind = _kind(element)
    authors = unique_names(_authors(element))
    editors = () if authors else _editors(element)
    return record(kind, _fields(element, kind), authors, editors, _line(element))


def _fields(element: Element, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(element, *paths) for name, paths in _PATHS.items()}
    fields.update(container(kind, _first(element, *_CONTAINER)))
    fields.update(issuer(kind, _first(element, "publisher")))
    fields["pmid"] = _pmid(element)
    fields["pmcid"] = _pmcid(element)
    fields["isbn"] = _isbn(element) if kind in BOOKS else ""
    return fields


def _kind(element: Element) -> str:
    named = element.find("ref-type")
    if named is None:
        return "misc"
    return _KINDS.get(named.get("name", ""), "misc")


def _texts(element: Element, path: str) -> Iterator[str]:
    """The texts of all elements at a path; those without text are left out."""
    for part in element.iterfind(path):
        text = _text(part)
        if text:
            yield text


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _first(element: Element, *paths: str) -> str:
    """The first text at one of the paths."""
    for path in paths:
        for text in _texts(element, path):
            return text
    return ""


def _pmid(element: Element) -> str:
    number = _first(element, "accession-num")
    return number if number.isdigit() else ""


def _pmcid(element: Element) -> str:
    number = _first(element, "custom2")
    return number if number.upper().startswith("PMC") else ""


def _isbn(element: Element) -> str:
    """The first of the numbers."""
    return next(iter(_first(element, "isbn").split()), "")


def _authors(element: Element) -> Iterator[str]:
    """The authors; a body is written with a comma at its end."""
    for name in _texts(element, "contributors/authors/author"):
        yield name.rstrip(",") if name.count(",") == 1 and name.endswith(",") else name


def _editors(element: Element) -> tuple[Name, ...]:
    return unique_names(_texts(element, "contributors/secondary-authors/author"))


def _line(element: Element) -> int:
    """The line on which an element begins; 1 if it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 1
