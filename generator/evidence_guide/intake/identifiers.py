"""Sources by DOI, PMID, PMCID or web address, from Crossref, PubMed or the page itself."""

import json
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.guide.loader import this_day
from evidence_guide.intake import csl, medline, pubmed
from evidence_guide.intake.encoding import text_of
from evidence_guide.intake.pubmed import Asker
from evidence_guide.intake.records import record
from evidence_guide.proof.extracting import extract
from evidence_guide.proof.texts import About, NoText
from evidence_guide.text.web_addresses import fault, plain_doi, plain_pmcid, plain_pmid

_PAGES = ("text/html", "application/xhtml+xml")
_CROSSREF_RATE = 5
"""Requests per second to Crossref."""
_FILE = "export the record as a file (RIS, BibTeX, NBIB) and add that"
_PUBMED_HOSTS = {"pubmed.ncbi.nlm.nih.gov", "pubmed.gov"}
_PMC_HOSTS = {"pmc.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov", "europepmc.org"}


class Identifier(NamedTuple):
    """A name of a source on the command line."""

    kind: str
    """`doi`, `pmid`, `pmcid` or `url`."""
    value: str


def identifier(word: str) -> Identifier | None:
    """The identifier that a word is; None if it is none."""
    doi = plain_doi(word)
    if doi:
        return Identifier("doi", doi)
    return _from_address(word) or _from_number(word)


def _from_address(word: str) -> Identifier | None:
    """The PMID or PMCID in an address, or the address itself; None if the word is none."""
    if fault(word):
        return None
    address = urlsplit(word)
    host = (address.hostname or "").removeprefix("www.")
    last = address.path.strip("/").rpartition("/")[2]
    found = _id_at(host, last)
    if found is None and host and address.scheme in {"http", "https"}:
        return Identifier("url", word)
    return found


def _id_at(host: str, last: str) -> Identifier | None:
    """The PMID or PMCID at the end of an address of PubMed's."""
    if host in _PUBMED_HOSTS and plain_pmid(last):
        return Identifier("pmid", last)
    if host in _PMC_HOSTS and _pmcid(last):
        return Identifier("pmcid", _pmcid(last))
    return None


def _from_number(word: str) -> Identifier | None:
    """A bare PMID or PMCID."""
    bare = word.strip().lower().removeprefix("pmid:").strip()
    if plain_pmid(bare):
        return Identifier("pmid", bare)
    pmcid = _pmcid(word.strip())
    return Identifier("pmcid", pmcid) if pmcid else None


def _pmcid(word: str) -> str:
    """The PMCID that a word is, with its letters; "" if it is none."""
    return plain_pmcid(word) if word.upper().startswith("PMC") else ""


def find_source(named: Identifier, asker: Asker, today: date | None = None) -> Source:
    """The source that an identifier names; raises GuideError, with a way out, if none is found."""
    if named.kind == "url":
        return _by_address(named.value, asker, today or this_day())
    if named.kind == "doi":
        return _by_doi(named.value, asker)
    if named.kind == "pmid":
        return _by_pmid(named.value, asker)
    return _by_pmcid(named.value, asker)


def _by_doi(doi: str, asker: Asker) -> Source:
    address = f"{asker.endpoints.crossref}/works/{quote(doi, safe='')}"
    page = asker.fetcher.get(address, ("application/json",), _CROSSREF_RATE)
    if isinstance(page, NoText):
        raise _unanswered("Crossref", doi, page)
    found = _crossref_source(page.content, doi)
    own, title = found.fields.get("doi"), found.fields.get("title")
    if own != doi or not title:
        raise GuideError(
            f"Crossref answered {doi} with {own or 'no DOI'} and {'a' if title else 'no'} title;"
            f" {_FILE}"
        )
    return found


def _crossref_source(content: bytes, doi: str) -> Source:
    try:
        return csl.source_from_csl(json.loads(content)["message"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GuideError(
            f"Crossref's answer about {doi} cannot be read ({type(error).__name__}); {_FILE}"
        ) from error


def _by_pmid(pmid: str, asker: Asker) -> Source:
    page = pubmed.medline(asker, pmid)
    if isinstance(page, NoText):
        raise _unanswered("PubMed", f"PMID {pmid}", page)
    found = _first_record(page.content)
    if found is None or found.fields.get("pmid") != pmid or not found.fields.get("title"):
        raise GuideError(f"PubMed has no record of PMID {pmid}; check the number")
    return found


def _first_record(content: bytes) -> Source | None:
    """The first record of an answer in the MEDLINE format; None if it has none."""
    if b"PMID" not in content:
        return None
    text = text_of(content, "PubMed's answer")
    return next(iter(medline.read_medline(text).sources), None)


def _by_pmcid(pmcid: str, asker: Asker) -> Source:
    pmid = pubmed.pmid_of(asker, pmcid)
    if isinstance(pmid, NoText):
        raise _unanswered("PubMed", pmcid, pmid)
    found = _by_pmid(pmid, asker)
    own = found.fields.get("pmcid")
    if own != pmcid:
        raise GuideError(
            f"PubMed answered {pmcid} with PMID {pmid}, which is {own or 'not in PubMed Central'};"
            " name its DOI or PMID"
        )
    return found


def _by_address(address: str, asker: Asker, today: date) -> Source:
    """The publication that a page names as its own by DOI or PMID, or the page itself."""
    about = _about(address, asker)
    if about.dois:
        return _by_doi(about.dois[0], asker)
    if about.pmids:
        return _by_pmid(about.pmids[0], asker)
    if not about.titles:
        raise GuideError(f"{address} has no title; {_FILE}")
    fields = {
        "title": about.titles[0],
        "url": address,
        "urldate": today.isoformat(),
        "language": "" if about.language.startswith("en") else about.language,
    }
    host = urlsplit(address).hostname or ""
    return record("online", fields, (Name(literal=host.removeprefix("www.")),))


def _about(address: str, asker: Asker) -> About:
    """The publication that a page says it is; raises GuideError if the page cannot be read."""
    host = urlsplit(address).hostname or "the host"
    page = asker.fetcher.get(address, _PAGES, 1)
    if isinstance(page, NoText):
        raise _unanswered(host, address, page)
    read = extract(page.content, page.type, page.charset)
    if isinstance(read, NoText):
        raise _unanswered(host, address, read)
    return read.about


def _unanswered(service: str, name: str, why: NoText) -> GuideError:
    return GuideError(f"{service} gave no record of {name} ({why}); {_FILE}")
