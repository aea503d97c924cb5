"""Questions to PubMed through NCBI's E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25499/)."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from evidence_guide.guide import Guide
from evidence_guide.proof.fetching import SERVICES, Endpoints, FetchedPage, Fetcher, agent
from evidence_guide.proof.standing import dicts_in
from evidence_guide.proof.texts import NoText, NoTextReason
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid

MOST = 500
"""Records of one search that are looked at."""
_BATCH = 100
"""Records whose summaries are asked for at once."""
_LONGEST = 200
"""Characters of a message of PubMed's that are printed."""
_JSON = ("application/json",)
Answer = dict[str, Any]
"""A mapping in an answer of PubMed."""
Parameters = dict[str, str]
"""Parameters of a question, by their names."""
_RATE, _RATE_WITH_KEY = 3, 10
"""Requests per second that NCBI allows."""


class Asker(NamedTuple):
    """The connection to outside services: where they answer, and who asks."""

    fetcher: Fetcher
    endpoints: Endpoints = SERVICES
    contact: str = ""
    """E-mail address for the logs of the services."""
    ncbi_key: str = ""


@contextmanager
def open_asker(guide: Guide, contact: str, *, offline: bool) -> Iterator[Asker | None]:
    """The connection to outside services, open in the `with` block; None when offline."""
    if offline:
        yield None
        return
    key = os.environ.get("NCBI_API_KEY", "")
    with Fetcher(agent(guide.file.site_url, contact)) as fetcher:
        yield Asker(fetcher, contact=contact, ncbi_key=key)


class Record(NamedTuple):
    """PubMed's summary of one publication."""

    pmid: str
    doi: str
    pmcid: str
    title: str
    journal: str
    day: str
    first: str
    """Its first author."""


class SearchResult(NamedTuple):
    """The PMIDs that a search finds, at most `MOST`, and how many there are."""

    pmids: tuple[str, ...]
    total: int


def medline(asker: Asker, pmid: str) -> FetchedPage | NoText:
    """The record of a PMID in the MEDLINE format."""
    parameters = {"db": "pubmed", "id": pmid, "rettype": "medline", "retmode": "text"}
    return _ask(asker, "efetch", parameters, ("text/plain",))


def pmid_of(asker: Asker, pmcid: str) -> str | NoText:
    """The PMID of a publication in PubMed Central."""
    parameters = {
        "dbfrom": "pmc",
        "db": "pubmed",
        "linkname": "pmc_pubmed",
        "id": pmcid.removeprefix("PMC"),
    }
    answer = _ask_json(asker, "elink", parameters)
    if isinstance(answer, NoText):
        return answer
    links = list(_links(answer))
    if not links:
        return NoText(NoTextReason.NOT_FOUND, detail=f"PubMed has no record of {pmcid}")
    return links[0]


def _links(answer: Answer) -> Iterator[str]:
    """The PMIDs to which `elink` leads."""
    for group in dicts_in(answer.get("linksets")):
        for base in dicts_in(group.get("linksetdbs")):
            links = base.get("links")
            if base.get("linkname") == "pmc_pubmed" and isinstance(links, list):
                yield from map(str, links)


def search_pubmed(asker: Asker, query: str, since: date) -> SearchResult | NoText:
    """The records that a query finds among those that PubMed has taken in since a day."""
    answer = _ask_json(asker, "esearch", _search_parameters(query, since))
    if isinstance(answer, NoText):
        return answer
    try:
        return _search_result(answer.get("esearchresult"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"PubMed's answer cannot be read ({type(error).__name__})"
        return NoText(NoTextReason.NO_TEXT, detail=detail)


def _search_parameters(query: str, since: date) -> dict[str, str]:
    return {
        "db": "pubmed",
        "term": query,
        "datetype": "edat",
        "mindate": since.strftime("%Y/%m/%d"),
        "maxdate": "3000",
        "retmax": str(MOST),
    }


def _search_result(found: Any) -> SearchResult | NoText:
    """The result as JSON gives it; raises an error of Python's if it has another form."""
    if "ERROR" in found:
        return _no_result(NoTextReason.BROKEN, f"PubMed says: {found['ERROR']}")
    missed = _missed_words(found)
    if missed:
        return _no_result(NoTextReason.NOTHING, f"PubMed does not know the words {missed}")
    pmids = [str(int(id)) for id in found["idlist"]]
    return SearchResult(tuple(pmids), int(found["count"]))


def _missed_words(found: Any) -> str:
    """The words of a query that PubMed does not know."""
    errors = found.get("errorlist") or {}
    return ", ".join(map(str, errors.get("phrasesnotfound", [])))


def _no_result(why: NoTextReason, detail: str) -> NoText:
    return NoText(why, detail=detail[:_LONGEST])


def summaries(asker: Asker, pmids: Sequence[str]) -> Iterator[Record | NoText]:
    """PubMed's summary of each publication, or why some have none."""
    for start in range(0, len(pmids), _BATCH):
        yield from _summaries_of(asker, pmids[start : start + _BATCH])


def _summaries_of(asker: Asker, batch: Sequence[str]) -> Iterator[Record | NoText]:
    """The summaries of publications that are asked for together."""
    answer = _ask_json(asker, "esummary", {"db": "pubmed", "id": ",".join(batch)})
    if isinstance(answer, NoText):
        yield answer
        return
    found = _dict(answer.get("result"))
    for pmid in batch:
        yield _record(pmid, _dict(found.get(pmid)))


def _record(pmid: str, known: Answer) -> Record:
    ids = _ids(known)
    return Record(
        pmid,
        plain_doi(ids.get("doi", "")),
        plain_pmcid(ids.get("pmc", "")),
        _text(known, "title") or "no title given",
        _text(known, "source"),
        _text(known, "pubdate"),
        _first_author(known),
    )


def _ids(known: Answer) -> Parameters:
    """The ids of a publication by their kinds."""
    ids = dicts_in(known.get("articleids"))
    return {str(id.get("idtype")): str(id.get("value", "")) for id in ids}


def _first_author(known: Answer) -> str:
    authors = dicts_in(known.get("authors"))
    return str(authors[0].get("name", "")) if authors else ""


def _text(known: Answer, name: str) -> str:
    return str(known.get(name) or "")


def _ask_json(asker: Asker, tool: str, parameters: Parameters) -> Answer | NoText:
    """The answer of a tool as JSON."""
    page = _ask(asker, tool, {**parameters, "retmode": "json"}, _JSON)
    return page if isinstance(page, NoText) else _read(page)


def _read(page: FetchedPage) -> Answer | NoText:
    try:
        found = json.loads(page.content)
    except (ValueError, RecursionError) as error:
        return _unread(page, f"the answer cannot be read ({type(error).__name__})")
    return found if isinstance(found, dict) else _unread(page, "the answer is not a mapping")


def _unread(page: FetchedPage, why: str) -> NoText:
    return NoText(NoTextReason.NO_TEXT, page.address, why)


def _ask(
    asker: Asker, tool: str, parameters: Parameters, types: tuple[str, ...]
) -> FetchedPage | NoText:
    """The answer of a tool; key and e-mail are in no address that a message prints."""
    query = urlencode({**parameters, "tool": "evidence-guide"})
    address = f"{asker.endpoints.pubmed}/{tool}.fcgi?{query}"
    return asker.fetcher.get(address, types, _rate(asker), _personal(asker))


def _rate(asker: Asker) -> int:
    return _RATE_WITH_KEY if asker.ncbi_key else _RATE


def _personal(asker: Asker) -> Parameters:
    """The key and the e-mail address of the person who asks, as far as they are given."""
    every = {"api_key": asker.ncbi_key, "email": asker.contact}
    return {name: value for name, value in every.items() if value}


def _dict(value: object) -> Answer:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}
