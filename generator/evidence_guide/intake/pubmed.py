"""Questions to PubMed through NCBI's E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25499/), asked politely."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from evidence_guide.proof.fetching import SERVICES, Endpoints, FetchedPage, Fetcher
from evidence_guide.proof.texts import NoText, NoTextReason
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid

MOST = 500
"""Records of one search that are looked at."""
_BATCH = 100


class Asker(NamedTuple):
    """Who asks, through what, and where the services answer."""

    fetcher: Fetcher
    endpoints: Endpoints = SERVICES
    contact: str = ""
    ncbi_key: str = ""


class Record(NamedTuple):
    """What PubMed says of one publication in a line."""

    pmid: str
    doi: str
    pmcid: str
    title: str
    journal: str
    day: str
    first: str
    """Its first author."""


def medline(asker: Asker, pmid: str) -> FetchedPage | NoText:
    """The record of a PMID in the MEDLINE format."""
    return _ask(
        asker,
        "efetch",
        {"db": "pubmed", "id": pmid, "rettype": "medline", "retmode": "text"},
        ("text/plain",),
    )


def pmid_of(asker: Asker, pmcid: str) -> str | NoText:
    """The PMID of a publication in PubMed Central."""
    answer = _json(
        _ask(
            asker,
            "elink",
            {
                "dbfrom": "pmc",
                "db": "pubmed",
                "linkname": "pmc_pubmed",
                "id": pmcid.removeprefix("PMC"),
                "retmode": "json",
            },
            _JSON,
        )
    )
    if isinstance(answer, NoText):
        return answer
    bases = [
        base
        for group in _dicts(answer.get("linksets"))
        for base in _dicts(group.get("linksetdbs"))
        if base.get("linkname") == "pmc_pubmed"
    ]
    links = [
        str(id) for base in bases if isinstance(base.get("links"), list) for id in base["links"]
    ]
    return (
        links[0]
        if links
        else NoText(NoTextReason.NOT_FOUND, detail=f"PubMed has no record of {pmcid}")
    )


def search_pubmed(asker: Asker, query: str, since: date) -> tuple[tuple[str, ...], int] | NoText:
    """The PMIDs, at most `MOST`, of records that PubMed has taken in since a day and that a query finds; and how many there are."""
    days = {"datetype": "edat", "mindate": since.strftime("%Y/%m/%d"), "maxdate": "3000"}
    answer = _json(
        _ask(
            asker,
            "esearch",
            {"db": "pubmed", "term": query, **days, "retmax": str(MOST), "retmode": "json"},
            _JSON,
        )
    )
    if isinstance(answer, NoText):
        return answer
    found = answer.get("esearchresult")
    try:
        if "ERROR" in found:  # type: ignore[operator] # whatever it is, TypeError tells
            return NoText(NoTextReason.BROKEN, detail=f"PubMed says: {found['ERROR']}"[:200])  # type: ignore[index]
        missed = [str(word) for word in (found.get("errorlist") or {}).get("phrasesnotfound", [])]  # type: ignore[union-attr]
        if missed:
            return NoText(
                NoTextReason.NOTHING,
                detail=f"PubMed does not know the words {', '.join(missed)}"[:200],
            )
        return tuple(str(int(id)) for id in found["idlist"]), int(found["count"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return NoText(
            NoTextReason.NO_TEXT, detail=f"PubMed's answer cannot be read ({type(error).__name__})"
        )


def summaries(asker: Asker, pmids: Sequence[str]) -> Iterator[Record | NoText]:
    """What PubMed says of each publication, or why it says nothing of some."""
    for start in range(0, len(pmids), _BATCH):
        batch = pmids[start : start + _BATCH]
        answer = _json(
            _ask(
                asker, "esummary", {"db": "pubmed", "id": ",".join(batch), "retmode": "json"}, _JSON
            )
        )
        if isinstance(answer, NoText):
            yield answer
            continue
        found = answer.get("result")
        yield from (
            _record(pmid, found.get(pmid) if isinstance(found, dict) else None) for pmid in batch
        )


def _record(pmid: str, said: object) -> Record:
    known = said if isinstance(said, dict) else {}
    ids = {
        str(id.get("idtype")): str(id.get("value", "")) for id in _dicts(known.get("articleids"))
    }
    first = next((str(author.get("name", "")) for author in _dicts(known.get("authors"))), "")
    title, journal, day = (str(known.get(name) or "") for name in ("title", "source", "pubdate"))
    return Record(
        pmid,
        plain_doi(ids.get("doi", "")),
        plain_pmcid(ids.get("pmc", "")),
        title or "no title given",
        journal,
        day,
        first,
    )


_JSON = ("application/json",)


def _ask(
    asker: Asker, tool: str, parameters: Mapping[str, str], types: tuple[str, ...]
) -> FetchedPage | NoText:
    secret = {"api_key": asker.ncbi_key} if asker.ncbi_key else {}
    secret |= {"email": asker.contact} if asker.contact else {}
    address = f"{asker.endpoints.pubmed}/{tool}.fcgi?{urlencode({**parameters, 'tool': 'evidence-guide'})}"
    return asker.fetcher.get(address, types, 10 if asker.ncbi_key else 3, secret)


def _json(page: FetchedPage | NoText) -> dict[str, Any] | NoText:
    if isinstance(page, NoText):
        return page
    try:
        found = json.loads(page.content)
    except (ValueError, RecursionError) as error:
        return NoText(
            NoTextReason.NO_TEXT,
            page.address,
            f"the answer cannot be read ({type(error).__name__})",
        )
    return (
        found
        if isinstance(found, dict)
        else NoText(NoTextReason.NO_TEXT, page.address, "the answer is no mapping")
    )


def _dicts(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
