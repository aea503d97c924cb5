"""Records as RIS, so that reference managers and `read_ris` read them as they are."""

from collections.abc import Iterator

from evidence_guide.guide.dates import shown_year
from evidence_guide.guide.entry_types import CSL_TYPES
from evidence_guide.guide.source import UNDATED, Name, Source

_Line = tuple[str, str]
"""A tag with its value."""
TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "UNPB",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "graphic": "ART",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "map": "MAP",
    "motion_picture": "VIDEO",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "regulation": "STAT",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""Each type of CSL that RIS has a type for; the others are `GEN`."""
_TAGS = {
    "title": "TI",
    "journal": "JO",
    "booktitle": "T2",
    "volume": "VL",
    "number": "IS",
    "edition": "ET",
    "publisher": "PB",
    "institution": "PB",
    "organization": "PB",
    "address": "CY",
    "isbn": "SN",
    "doi": "DO",
    "pmcid": "C2",
    "url": "UR",
    "note": "N1",
}
"""Fields whose value is written as it is; of two with one tag, the first counts."""


def ris_record(source: Source) -> str:
    """A source as a record of RIS."""
    lines = [("TY", _type(source)), ("ID", source.id), *_lines(source), ("ER", "")]
    return "".join([f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines])


def _type(source: Source) -> str:
    if source.type == "misc" and "url" in source.fields:
        return "ELEC"
    return TYPES.get(CSL_TYPES.get(source.type, ""), "GEN")


def _lines(source: Source) -> Iterator[_Line]:
    """The lines of a record between the first and the last."""
    for role, names in (("AU", source.authors), ("ED", source.editors)):
        for name in names:
            yield role, _written(name)
    yield from _days(source)
    yield from _texts(source.fields)
    language = source.fields.get("language", source.language)
    if language:
        yield "LA", language
    yield from _pages(source.fields.get("pages", ""))
    yield from _pubmed(source.fields.get("pmid", ""))


def _written(name: Name) -> str:
    """A name as `particle Family, Given, suffix`; a body by its own name.

    A comma would make a person of a body.
    """
    if name.literal == "others":
        return "et al."
    if name.literal:
        return name.literal.replace(",", "")
    parts = (name.short, name.given, name.suffix)
    return ", ".join(filter(None, parts))


def _days(source: Source) -> Iterator[_Line]:
    """The year of publication, and the day on which a page was read."""
    year = source.year
    if year != UNDATED:
        yield "PY", shown_year(year) or year
    read = source.fields.get("urldate")
    if read:
        yield "Y2", read.replace("-", "/")


def _texts(fields: dict[str, str]) -> Iterator[_Line]:
    """The fields that are written as they are."""
    used = set[str]()
    for name, tag in _TAGS.items():
        value = fields.get(name)
        if value and tag not in used:
            used.add(tag)
            yield tag, value


def _pages(pages: str) -> Iterator[_Line]:
    """The first and the last page."""
    first, _, last = pages.replace("--", "–").replace("-", "–").partition("–")
    for tag, page in (("SP", first), ("EP", last)):
        if page:
            yield tag, page


def _pubmed(pmid: str) -> Iterator[_Line]:
    """The number of a record in PubMed, under which programs look for it."""
    if pmid:
        yield from (("AN", pmid), ("DB", "PubMed"))
