"""Sources from EndNote's XML export."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import (
    BOOKS,
    Export,
    Fields,
    container,
    doi_among,
    issuer,
    names_of,
    needs_editors,
    record,
)
from evidence_guide.text.raised import lowered, raised

if TYPE_CHECKING:
    from lxml import etree

Element: TypeAlias = "etree._Element"  # noqa: SLF001 (lxml has no other name for it)
KINDS = {
    "Journal Article": "article",
    "Electronic Article": "article",
    "Magazine Article": "article",
    "Newspaper Article": "newspaper",
    "Book": "book",
    "Edited Book": "collection",
    "Electronic Book": "book",
    "Book Section": "incollection",
    "Conference Proceedings": "inproceedings",
    "Conference Paper": "inproceedings",
    "Report": "techreport",
    "Government Document": "techreport",
    "Thesis": "phdthesis",
    "Web Page": "online",
    "Blog": "online",
    "Encyclopedia": "inreference",
    "Dictionary": "inreference",
    "Standard": "standard",
    "Statute": "legislation",
    "Bill": "legislation",
    "Case": "jurisdiction",
    "Dataset": "dataset",
    "Computer Program": "software",
    "Patent": "patent",
    "Unpublished Work": "unpublished",
    "Manuscript": "unpublished",
}
"""Kinds of records by EndNote's names."""
_PATHS = {
    "title": ("titles/title",),
    "year": ("dates/year", "dates/pub-dates/date"),
    "volume": ("volume",),
    "number": ("number",),
    "pages": ("pages",),
    "edition": ("edition",),
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


def read_endnote(root: Element) -> Export:
    """The records of an EndNote XML file."""
    return Export(tuple(map(_source, root.iterfind("records/record"))))


def _source(element: Element) -> Source:
    kind = _kind(element)
    authors = names_of(_authors(element))
    editors = _editors(element) if needs_editors(kind, authors) else ()
    return record(kind, _fields(element, kind), authors, editors, _line(element))


def _fields(element: Element, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(element, *paths) for name, paths in _PATHS.items()}
    fields.update(container(kind, _first(element, *_CONTAINER)))
    fields.update(issuer(kind, _first(element, "publisher")))
    fields["doi"] = doi_among(_texts_of_doi(element))
    fields["pmid"] = _pmid(element)
    fields["pmcid"] = _pmcid(element)
    fields["isbn"] = _isbn(element) if kind in BOOKS else ""
    return fields


def _kind(element: Element) -> str:
    named = element.find("ref-type")
    if named is None:
        return "misc"
    return KINDS.get(named.get("name", ""), "misc")


def _texts(element: Element, path: str) -> Iterator[str]:
    """The texts of all elements at a path; those without text are left out."""
    for part in element.iterfind(path):
        text = _text(part)
        if text:
            yield text


def _text(element: Element) -> str:
    """The text of an element; EndNote marks superscripts and subscripts by their style."""
    parts = [element.text or ""]
    for child in element:
        parts += [_FORMS.get(child.get("face", ""), str)(_text(child)), child.tail or ""]
    text = "".join(parts)
    return text if element.tag == "style" else text.strip()


_FORMS: dict[str, Callable[[str], str]] = {"superscript": raised, "subscript": lowered}


def _first(element: Element, *paths: str) -> str:
    """The first text at one of the paths."""
    for path in paths:
        for text in _texts(element, path):
            return text
    return ""


def _texts_of_doi(element: Element) -> Iterator[str]:
    """The texts in which a record may have its DOI."""
    for path in ("electronic-resource-num", "urls/related-urls/url", "notes", "label"):
        yield from _texts(element, path)


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
    return names_of(_texts(element, "contributors/secondary-authors/author"))


def _line(element: Element) -> int:
    """The line on which an element begins; 1 if it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 1
