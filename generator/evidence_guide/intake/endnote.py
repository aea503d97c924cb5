"""EndNote's XML export to sources, read by lxml."""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake.records import record, unique_names

Element: TypeAlias = "etree._Element"  # noqa: SLF001 (lxml has no other name for it)
_KINDS = {
    "Journal Article": "article",
    "Electronic Article": "article",
    "Magazine Article": "article",
    "Book": "book",
    "Edited Book": "book",
    "Electronic Book": "book",
}
_KINDS |= {"Book Section": "incollection"}
_KINDS |= {
    "Conference Proceedings": "inproceedings",
    "Conference Paper": "inproceedings",
    "Report": "techreport",
    "Government Document": "techreport",
}
_KINDS |= {"Thesis": "phdthesis", "Web Page": "online"}


def read_endnote(data: bytes, path: str) -> tuple[Source, ...]:
    """The records of an EndNote XML file; its declaration names its character set. Raises GuideError where it is unsound or something else."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise GuideError(
            f"{path}:{error.lineno or 1}: this is no sound XML ({str(error.msg).partition(',')[0].lower()}); the file seems cut, export it again"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise GuideError(
            f"{path}:1: this XML declares entities of its own, which EndNote's does not; export it again"
        )
    found = tuple(_source(element) for element in root.iterfind("records/record"))
    if not found:
        raise GuideError(
            f"{path}:1: this XML holds no EndNote records (`<xml><records><record>`); export it from EndNote as XML"
        )
    return found


def _all(element: Element, where: str) -> Iterator[str]:
    return (
        text
        for part in element.iterfind(where)
        if (text := "".join(map(str, part.itertext())).strip())
    )


def _line(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _source(element: Element) -> Source:
    def first(*paths: str) -> str:
        return next((text for path in paths for text in _all(element, path)), "")

    named = element.find("ref-type")
    kind = _KINDS.get(named.get("name", "") if named is not None else "", "misc")
    container = first(
        "periodical/full-title", "titles/secondary-title", "titles/alt-title", "periodical/abbr-1"
    )
    fields = {
        "title": first("titles/title"),
        "journal" if kind == "article" else "booktitle": container
        if kind in {"article", "incollection", "inproceedings"}
        else "",
        "publisher": "" if kind == "article" else first("publisher"),
        "institution": first("publisher") if kind == "techreport" else "",
        "year": first("dates/year", "dates/pub-dates/date"),
        "volume": first("volume"),
        "number": first("number"),
        "pages": first("pages"),
        "edition": first("edition"),
        "doi": first("electronic-resource-num"),
        "pmid": first("accession-num") if first("accession-num").isdigit() else "",
        "pmcid": first("custom2") if first("custom2").upper().startswith("PMC") else "",
        "isbn": first("isbn").split()[0]
        if kind in {"book", "incollection"} and first("isbn")
        else "",
        "language": first("language"),
        "url": first("urls/related-urls/url", "urls/web-urls/url"),
    }
    authors = unique_names(
        name.rstrip(",") if name.count(",") == 1 and name.endswith(",") else name
        for name in _all(element, "contributors/authors/author")
    )
    return record(
        kind,
        fields,
        authors,
        unique_names(_all(element, "contributors/secondary-authors/author")) if not authors else (),
        _line(element),
    )
