"""Every source can be found, is named once, and has findings."""

import re
from collections.abc import Iterator

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.source import UNDATED
from evidence_guide.model import FindingsFile
from evidence_guide.rules.rule import Complaint, Complaints, rule, unknown
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid

NamedValues = Iterator[tuple[str, str]]
"""Values with the names of their fields."""


@rule("evidence/findings/doe2020.yml", "source: doe2020", "source: doe2002")
def known_source(file: Entry[FindingsFile], guide: Guide) -> Complaints:
    """Every findings file is named for its source, which is in `sources.bib`.

    A finding without a publication cannot be looked up.
    """
    key = file.item.source
    if key not in guide.sources:
        hint = f"add `{key}` to evidence/sources.bib"
        yield unknown(file.place("source"), "source", key, {*guide.sources, *guide.library}, hint)
    elif not file.document.path.endswith(f"/{key}.yml"):
        yield _misnamed(file.place("source"), key)


def _misnamed(place: Place, key: str) -> Complaint:
    """The complaint about a findings file with another name than its source."""
    hint = f"rename it to evidence/findings/{key}.yml"
    return place, f"the file is not named for its source `{key}`", hint


@rule("evidence/sources.bib", "doi = {10.1000/roe.2021}", "doi = {10.1000/doe.2020}")
def unique_source(guide: Guide) -> Complaints:
    """No DOI, PMID or PMCID is in two records.

    One study cited under two keys would count twice.
    """
    seen: dict[tuple[str, str], str] = {}
    for source in guide.all(Source):
        for name, value in _identifiers(source.item):
            first = seen.setdefault((name, value), source.id)
            if first != source.id:
                message = f"{name} {value} is that of `{first}` too"
                yield source.place(name), message, "keep one record and cite that", (first,)


def _identifiers(source: Source) -> NamedValues:
    """The DOI, PMID and PMCID of a source, as far as it has them."""
    for name in _IDENTIFIERS:
        value = _bare(source.fields.get(name, ""))
        if value:
            yield name, value


def _bare(identifier: str) -> str:
    """An identifier in small letters, without the address that resolves it."""
    return identifier.lower().removeprefix("https://doi.org/")


@rule("evidence/sources.bib", "doi = {10.1000/roe.2021}", "doi = {10.1000roe.2021}")
def sound_identifier(source: Entry[Source], guide: Guide) -> Complaints:
    """A DOI, PMID or PMCID has the form that its registry gives it.

    It is the way to the source, for a reader and for `evidence-guide verify`.
    """
    for name, (form, shape) in _IDENTIFIERS.items():
        value = source.item.fields.get(name)
        if value is not None and not form(value):
            yield (
                source.place(name),
                f"`{value}` is not a valid {name.upper()}",
                f"write it as `{shape}`",
            )


_IDENTIFIERS = {
    "doi": (plain_doi, "10.1000/xyz"),
    "pmid": (plain_pmid, "12345678"),
    "pmcid": (plain_pmcid, "PMC1234567"),
}


@rule("evidence/sources.bib", "  author = {{Board of Tea}},\n", "")
def source_can_be_found(source: Entry[Source], guide: Guide) -> Complaints:
    """Every source has a title, a year or a day of access, a DOI, PMID, PMCID, ISBN or address, and
    without the first three an author or body.

    A reader must be able to find it.
    """
    yield from _lacks_title_or_author(source)
    if _is_without_day(source.item):
        yield source.place(), f"`{source.id}` has no year", _ADD_A_YEAR
    if not source.item.links and "isbn" not in source.item.fields:
        yield source.place(), f"`{source.id}` cannot be looked up", _ADD_AN_ADDRESS


_ADD_A_YEAR = "add `year = {...}`, or `urldate = {...}` for an undated page"
_ADD_AN_ADDRESS = "add `doi`, `pmid`, `pmcid`, `isbn` or `url`"
_ADD_AN_AUTHOR = "add `author = {Last, First}` or `author = {{Name of the body}}`"


def _is_without_day(source: Source) -> bool:
    """Whether a source has neither a year nor a day of access."""
    return source.year == UNDATED and not source.fields.get("urldate")


@rule("evidence/sources.bib", "year = 2020", "year = 20200")
def sound_year(source: Entry[Source], guide: Guide) -> Complaints:
    """A year has four digits and is not after next year; words such as `in press` are kept.

    The year says how old the evidence is, and a slip in it looks like any other number.
    """
    year = source.item.year
    if not _is_year(year, guide.today.year + 1):
        name = "year" if "year" in source.item.fields else "date"
        yield source.place(name), f"`{year}` is no year in which this appeared", _WRITE_A_YEAR


_WRITE_A_YEAR = "write its four digits, as in `2020`, or words such as `in press`"
_FIRST_YEAR = 1000
_YEAR_LENGTH, _MOST_OF_A_DAY = 4, 2
"""Digits of a year, and of the days and months that may be beside it."""
_OLD = re.compile(r"\b(?:BCE?|AD|CE|century)\b")


def _is_year(year: str, last: int) -> bool:
    """Whether a text is a year, several, or words."""
    numbers = re.findall(r"\d+", year)
    if _OLD.search(year) or not numbers:
        return any(map(str.isalpha, year))
    years = [number for number in numbers if len(number) > _MOST_OF_A_DAY]
    return bool(years) and all(_is_recent(number, last) for number in years)


def _is_recent(number: str, last: int) -> bool:
    return len(number) == _YEAR_LENGTH and _FIRST_YEAR <= int(number) <= last


def _lacks_title_or_author(source: Entry[Source]) -> Complaints:
    if not source.item.fields.get("title"):
        yield source.place(), f"`{source.id}` has no title", "add `title = {...}`"
    if not _is_named(source.item):
        yield source.place(), f"`{source.id}` has no author", _ADD_AN_AUTHOR


def _is_named(source: Source) -> bool:
    """Whether a source has an author or a body, or an identifier that leads to them."""
    is_registered = not source.fields.keys().isdisjoint(_IDENTIFIERS)
    return is_registered or bool(source.authors or source.editors)


@rule(
    "evidence/sources.bib",
    "",
    "@misc{poe2022, author = {Poe, Ann}, title = {Unread}, year = 2022, "
    "url = {https://example.org/}}\n",
)
def source_is_used(source: Entry[Source], guide: Guide) -> Complaints:
    """Every source has findings.

    A bibliography is a list of what was used, not of what was met.
    """
    if FindingsFile in guide.unread or source.id in _parents(guide):
        return
    if source.id not in guide.readings:
        yield (
            source.place(),
            f"source `{source.id}` has no findings",
            f"write evidence/findings/{source.id}.yml, or remove the record",
        )


@derived
def _parents(guide: Guide) -> frozenset[str]:
    """The records from which others inherit (`crossref`, `xdata`)."""
    found: set[str] = set()
    for source in guide.sources.values():
        found.update(source.item.parents)
    return frozenset(found)
