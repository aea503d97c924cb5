"""Searches can be run again, and what was left out stays out."""

import re
from collections.abc import Iterator
from datetime import date

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.model import PUBMED, Claim, ClaimKind, ClaimsFile, Excluded, Strategy
from evidence_guide.rules.rule import Complaint, Complaints, absent, rule, unknown
from evidence_guide.text import web_addresses
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid


@rule("evidence/searches.yml", "scan_from: 2026-01-10", "scan_from: 2031-01-10")
def search_has_its_day(search: Entry[Strategy], guide: Guide) -> Complaints:
    """Every search says when it was run last, and one of PubMed from which day it is run from now
    on.

    Without the day nobody knows which publications were not there yet.
    """
    day, fault = _missing_day(search.item)
    if fault:
        yield search.place("database"), f"search `{search.id}` {fault}", f"add `{day}: YYYY-MM-DD`"
    yield from _future_day(search.place("ran_on"), search.item.ran_on, guide)
    yield from _future_day(search.place("scan_from"), search.item.scan_from, guide)


def _future_day(place: Place, day: date | None, guide: Guide) -> Complaints:
    if day and day > guide.today:
        yield place, f"{day} is in the future", "write the day on which the search was run"


def _missing_day(search: Strategy) -> tuple[str, str]:
    """The day that a search lacks, and its fault for that; two empty texts if it lacks none."""
    if search.database == PUBMED and search.scan_from is None:
        return "scan_from", "of PubMed does not say from which day it is run"
    if search.database != PUBMED and search.ran_on is None:
        return "ran_on", "does not say when it was run"
    return "", ""


@rule("evidence/searches.yml", "topics: [sleep]", "topics: [slep]")
def search_has_its_topic(search: Entry[Strategy], guide: Guide) -> Complaints:
    """Every topic that a search names exists.

    Whoever finds something new must know which claims to weigh again.
    """
    if ClaimsFile in guide.unread:
        return
    hint = "name a file of evidence/claims/, without its ending"
    for place, id in absent(search, ("topics",), search.item.topics, guide.topics):
        yield unknown(place, "topic", id, guide.topics, hint)


@rule("evidence/excluded.yml", "record: 10.1000/coe.2018", "record: coe 2018")
def exclusion_can_be_found(excluded: Entry[Excluded], guide: Guide) -> Complaints:
    """What was left out is named by its DOI, PMID, PMCID or address.

    By that a later search knows it again, and a reader can judge the reason.
    """
    record = excluded.item.record
    if not _named(record):
        yield excluded.place("record"), f"`{record}` is not a DOI, PMID, PMCID or address", _NAME_IT


_NAME_IT = "write it as `10.1000/xyz`, `12345678`, `PMC1234567` or `https://…`"


def _named(record: str) -> str:
    """What a record is known by, in one form; "" if it is none."""
    return (
        plain_doi(record)
        or plain_pmid(record)
        or plain_pmcid(record)
        or ("" if web_addresses.fault(record, web_addresses.WEB) else record)
    )


@rule("evidence/excluded.yml", "record: 10.1000/coe.2018", "record: 10.1000/doe.2020")
def exclusion_is_not_cited(guide: Guide) -> Complaints:
    """Nothing that was left out is a source of the guide, and nothing is left out twice.

    A publication is either weighed or not; its reason must be true.
    """
    cited = _cited_records(guide)
    seen: set[str] = set()
    for excluded in guide.all(Excluded):
        record = _named(excluded.item.record)
        key = cited.get(record.lower())
        if key:
            yield _is_source(excluded.place("record"), record, key)
        if record and record in seen:
            yield excluded.place("record"), f"`{record}` is listed twice", "keep one of the two"
        seen.add(record)


def _is_source(place: Place, record: str, key: str) -> Complaint:
    """The complaint about a record that was left out and is a source."""
    hint = "remove it from here, or remove the source"
    return place, f"`{record}` is the source `{key}`", hint, (key,)


def _cited_records(guide: Guide) -> dict[str, str]:
    """The key of each source by its identifiers and address."""
    cited = {}
    for key, source in guide.sources.items():
        for value in _names_of(source.item):
            cited[value.lower()] = key
    return cited


def _names_of(source: Source) -> Iterator[str]:
    """The identifiers and the address of a source."""
    for name in ("doi", "pmid", "pmcid", "url"):
        value = source.fields.get(name)
        if value:
            yield value


@rule(
    "evidence/claims/sleep.yml",
    "    search: {where: PubMed, on: 2026-01-15, words: tea AND dreams, "
    "found: Two records and no study of dreams.}\n",
    "",
)
def gap_has_search(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Every claim of kind `gap` says where, when and with which words we looked.

    "Nothing was found" means nothing without the search.
    """
    is_gap = claim.item.kind is ClaimKind.GAP
    if is_gap and claim.item.search is None:
        yield _no_search(claim)
    elif claim.item.search is not None and not is_gap:
        yield _needless_search(claim)


def _no_search(claim: Entry[Claim]) -> Complaint:
    hint = "add `search: {where: ..., on: ..., words: ..., found: ...}`"
    return claim.place("kind"), f"gap `{claim.id}` has no search", hint


def _needless_search(claim: Entry[Claim]) -> Complaint:
    message = f"claim `{claim.id}` is not a gap, but has a search"
    return claim.place("search"), message, "remove `search`, or make it `kind: gap`"


@rule(
    "evidence/claims/sleep.yml",
    "search: {where: PubMed, on: 2026-01-15, words: tea AND dreams,",
    "search: {where: Some websites, on: 2026-01-15, words: tea AND dreams,",
    Severity.WARNING,
)
def gap_search_can_be_repeated(claim: Entry[Claim], guide: Guide) -> Complaints:
    """The search behind a gap names a database or site, or begins as the `database` of a search in
    `searches.yml` does, and has the words as they were typed.

    A gap is closed by the next person who looks; she must be able to look in the same place.
    """
    search = claim.item.search
    if search is None:
        return
    if not _PROPER_NAME.search(search.where) and not _is_described(search.where, guide):
        yield claim.place("search", "where"), f"nobody can look again in “{search.where}”", _NAME
    if len(search.words.split()) < _FEWEST_WORDS:
        yield (
            claim.place("search", "words"),
            f"“{search.words}” is not a search that can be repeated",
            _TYPE_ALL,
        )


_FEWEST_WORDS = 2
_PROPER_NAME = re.compile(r"(?<!^)\b[A-Z]\w+|^\w+[A-Z]|\b\w+\.(?:org|com|gov|int|net)\b")
"""A name of a database or site: a capital inside, or an address."""
_NAME = "name the database or site, or describe it as a `database` in evidence/searches.yml"
_TYPE_ALL = "write all the words that were typed"


def _is_described(where: str, guide: Guide) -> bool:
    """Whether a place to search begins as one that `searches.yml` describes."""
    described = [search.item.database.split(",")[0] for search in guide.all(Strategy)]
    return any(where.startswith(database) for database in described)
