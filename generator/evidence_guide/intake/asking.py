"""A DOI, PMID, PMCID or web address to a source, by Crossref, PubMed or the page itself."""

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
from evidence_guide.proof.texts import NoText
from evidence_guide.text.web_addresses import fault, plain_doi, plain_pmcid, plain_pmid

_PAGES = ("text/html", "application/xhtml+xml")
_FILE = "export the record as a file (RIS, BibTeX, NBIB) and add that"


class Identifier(NamedTuple):
    """What a person names a source by."""

    kind: str
    """`doi`, `pmid`, `pmcid` or `url`."""
    value: str


def identifier(word: str) -> Identifier | None:
    """What a word on the command line names; None if it is no identifier."""
    address = urlsplit("" if fault(word) else word)
    host, last = (
        (address.hostname or "").removeprefix("www."),
        address.path.strip("/").rpartition("/")[2],
    )
    if plain_doi(word):
        return Identifier("doi", plain_doi(word))
    if host in {"pubmed.ncbi.nlm.nih.gov", "pubmed.gov"} and plain_pmid(last):
        return Identifier("pmid", last)
    if (
        host in {"pmc.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov", "europepmc.org"}
        and last.upper().startswith("PMC")
        and plain_pmcid(last)
    ):
        return Identifier("pmcid", plain_pmcid(last))
    if address.scheme in {"http", "https"} and host:
        return Identifier("url", word)
    bare = word.strip().lower().removeprefix("pmid:").strip()
    if plain_pmid(bare):
        return Identifier("pmid", bare)
    return (
        Identifier("pmcid", plain_pmcid(word))
        if word.strip().upper().startswith("PMC") and plain_pmcid(word)
        else None
    )


def find_source(named: Identifier, asker: Asker, today: date | None = None) -> Source:
    """The source that an identifier names; raises GuideError, with what to do instead, where nobody knows it."""
    ways = {"doi": _by_doi, "pmid": _by_pmid, "pmcid": _by_pmcid}
    if named.kind == "url":
        return _by_address(named.value, asker, today or this_day())
    return ways[named.kind](named.value, asker)


def _by_doi(doi: str, asker: Asker) -> Source:
    page = asker.fetcher.get(
        f"{asker.endpoints.crossref}/works/{quote(doi, safe='')}", ("application/json",), 5
    )
    if isinstance(page, NoText):
        raise _silent("Crossref", doi, page)
    try:
        work = json.loads(page.content)["message"]
        found = csl.source_from_csl(work)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GuideError(
            f"Crossref's answer about {doi} cannot be read ({type(error).__name__}); {_FILE}"
        ) from error
    if found.fields.get("doi") != doi or not found.fields.get("title"):
        raise GuideError(
            f"Crossref answered {doi} with {found.fields.get('doi') or 'no DOI'} and {'a' if found.fields.get('title') else 'no'} title; {_FILE}"
        )
    return found


def _by_pmid(pmid: str, asker: Asker) -> Source:
    page = pubmed.medline(asker, pmid)
    if isinstance(page, NoText):
        raise _silent("PubMed", f"PMID {pmid}", page)
    found = (
        medline.read_medline(text_of(page.content, "PubMed's answer"), "PubMed's answer")
        if b"PMID" in page.content
        else ()
    )
    if not found or found[0].fields.get("pmid") != pmid or not found[0].fields.get("title"):
        raise GuideError(f"PubMed has no record of PMID {pmid}; look at the number")
    return found[0]


def _by_pmcid(pmcid: str, asker: Asker) -> Source:
    pmid = pubmed.pmid_of(asker, pmcid)
    if isinstance(pmid, NoText):
        raise _silent("PubMed", pmcid, pmid)
    found = _by_pmid(pmid, asker)
    if found.fields.get("pmcid") != pmcid:
        raise GuideError(
            f"PubMed answered {pmcid} with PMID {pmid}, which is {found.fields.get('pmcid') or 'not in PubMed Central'}; name its DOI or PMID"
        )
    return found


def _by_address(address: str, asker: Asker, today: date) -> Source:
    """The publication that a page names as its own by DOI or PMID, or the page itself."""
    page = asker.fetcher.get(address, _PAGES, 1)
    if isinstance(page, NoText):
        raise _silent(urlsplit(address).hostname or "the host", address, page)
    read = extract(page.content, page.type, page.charset)
    if isinstance(read, NoText):
        raise _silent(urlsplit(address).hostname or "the host", address, read)
    if read.about.dois:
        return _by_doi(read.about.dois[0], asker)
    if read.about.pmids:
        return _by_pmid(read.about.pmids[0], asker)
    if not read.about.titles:
        raise GuideError(f"{address} has no title; {_FILE}")
    fields = {
        "title": read.about.titles[0],
        "url": address,
        "urldate": today.isoformat(),
        "language": "" if read.about.language[:2] == "en" else read.about.language,
    }
    return record(
        "online", fields, (Name(literal=(urlsplit(address).hostname or "").removeprefix("www.")),)
    )


def _silent(who: str, what: str, why: NoText) -> GuideError:
    return GuideError(f"{who} did not tell what {what} is ({why}); {_FILE}")
