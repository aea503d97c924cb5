"""The services that may have the text of a source, and how each is asked.

Each has rules for programs, which the numbers of requests a second and the addresses here keep:
NCBI's E-utilities allow three requests a second, ten with a key; PubMed Central allows programs
there and nowhere else, so its pages are never requested.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

from evidence_guide.proof.extracting import europe_pmc, extract
from evidence_guide.proof.fetching import SERVICES, Endpoints, FetchedPage
from evidence_guide.proof.pointers import Pointers, read_open_copies, read_pmcids
from evidence_guide.proof.texts import Extraction, NoText

UNPAYWALL = "Unpaywall"
BOOKSHELF = "NCBI Bookshelf"
WEB_PAGE = "web page"
PUBLISHER = "publisher"
_XML = ("application/xml", "text/xml")
_JSON = ("application/json",)
_PDF = ("application/pdf", "application/octet-stream")
_PAGES = (*_XML, *_PDF, "text/html", "application/xhtml+xml", "text/plain")
_TOOL = "evidence-guide"
_SERVED_ELSEWHERE = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.gov|europepmc\.org|(?:pubmed|pmc)\.ncbi\.nlm\.nih\.gov"
    r"|ncbi\.nlm\.nih\.gov/(?:pmc|pubmed))(?:/|$)",
    re.IGNORECASE,
)
"""Pages of PubMed, PubMed Central and Europe PMC, whose texts come from their services."""
_SHELF = re.compile(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/books/", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)


class Query(NamedTuple):
    """One request to one service, and how to read its answer."""

    service: str
    address: str
    types: tuple[str, ...]
    per_second: float
    read: Callable[[FetchedPage], Extraction]
    secret: Mapping[str, str] = {}


class Referral(NamedTuple):
    """One request to a service that knows where a text is, and how to read its answer."""

    service: str
    address: str
    per_second: float
    read: Callable[[bytes], Pointers | NoText]
    secret: Mapping[str, str] = {}
    types: tuple[str, ...] = _JSON


@dataclass(frozen=True)
class Services:
    """The requests to each service, for the identifiers of a source."""

    endpoints: Endpoints = SERVICES
    ncbi_key: str = ""
    contact: str = ""

    def pmcid(self, id: str) -> Referral:
        """The request for the PubMed Central id of a DOI or PMID.

        Source: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/.
        """
        query = urlencode({"ids": id, "format": "json", "tool": _TOOL})
        address = f"{self.endpoints.converter}/?{query}"
        return Referral("PMC ID converter", address, 3, read_pmcids, self._mail())

    def europe_pmc_article(self, pmcid: str) -> Query:
        """The whole article, if it is open. Source: https://europepmc.org/RestfulWebService."""
        address = f"{self.endpoints.europe_pmc}/{pmcid}/fullTextXML"
        return Query("Europe PMC", address, _XML, 5, _extract)

    def pmc_article(self, pmcid: str) -> Query:
        """The whole article, if its publisher allows that.

        Source: https://www.ncbi.nlm.nih.gov/books/NBK25499/ (EFetch, `db=pmc`).
        """
        return self._efetch("PubMed Central", "pmc", pmcid.removeprefix("PMC"))

    def pubmed(self, pmid: str) -> Query:
        """Title and abstract. Source: https://www.ncbi.nlm.nih.gov/books/NBK25499/ (EFetch)."""
        return self._efetch("PubMed", "pubmed", pmid)

    def europe_pmc_record(self, doi: str) -> Query:
        """Title and abstract. Source: https://europepmc.org/RestfulWebService (search)."""
        fields = {"query": f'DOI:"{doi}"', "resultType": "core", "format": "json"}
        address = f"{self.endpoints.europe_pmc}/search?{urlencode(fields, quote_via=quote)}"

        def read(page: FetchedPage) -> Extraction:
            return europe_pmc(page.content, doi)

        return Query("Europe PMC search", address, _JSON, 5, read)

    def open_copies(self, doi: str) -> Referral:
        """The request for open copies of an article; it needs an e-mail address.

        Source: https://unpaywall.org/products/api.
        """
        address = f"{self.endpoints.unpaywall}/{quote(doi, safe='/')}"
        return Referral(UNPAYWALL, address, 5, read_open_copies, self._mail())

    def resolved(self, doi: str) -> Query:
        """The publisher's page of a DOI. Source: https://www.doi.org/the-identifier/resources/."""
        address = f"{self.endpoints.doi}/{quote(doi, safe='/:;.,()+@')}"
        return Query(PUBLISHER, address, _PAGES, 1, _extract)

    def _efetch(self, service: str, database: str, id: str) -> Query:
        query = urlencode({"db": database, "id": id, "retmode": "xml", "tool": _TOOL})
        address = f"{self.endpoints.pubmed}/efetch.fcgi?{query}"
        per_second = 10 if self.ncbi_key else 3
        return Query(service, address, _XML, per_second, _extract, self._ncbi_secret())

    def _ncbi_secret(self) -> dict[str, str]:
        key = {"api_key": self.ncbi_key} if self.ncbi_key else {}
        return key | self._mail()

    def _mail(self) -> dict[str, str]:
        return {"email": self.contact} if self.contact else {}


def page_of(url: str) -> Query | None:
    """The page of a source, or None if a service has its text.

    Bookshelf forbids systematic retrieval (https://www.ncbi.nlm.nih.gov/books/about/copyright/):
    only the page that a guide cites is requested, slowly.
    """
    if _SERVED_ELSEWHERE.match(url) or _RESOLVER.match(url):
        return None
    if _SHELF.match(url):
        return Query(BOOKSHELF, url, _PAGES, 1 / 3, _extract)
    return copy_at(url, WEB_PAGE)


def copy_at(url: str, service: str) -> Query:
    """A page or document at an address that a service named."""
    return Query(service, url, _PAGES, 1, _extract)


def document_at(url: str, service: str) -> Query:
    """The PDF that a page offers."""
    return Query(f"{service} PDF", url, _PDF, 1, _extract)


def is_served_elsewhere(url: str) -> bool:
    """Whether an address is a page of a service that has another way for programs."""
    return _SERVED_ELSEWHERE.match(url) is not None


def _extract(page: FetchedPage) -> Extraction:
    return extract(page.content, page.type, page.charset)
