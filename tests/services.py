"""Answers in the shapes of the real services, with texts of our own, and an internet of them.

Each function names the page that documents its shape. Whatever host a program asks for, it is
answered by the loopback server, where the host is the first part of the path.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import httpx2
from tests.loopback import Loopback, Reply

from evidence_guide.proof.retraction_watch import COLUMNS

CONVERTER = "/pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
EUTILS = "/eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
EUROPE_PMC = "/www.ebi.ac.uk/europepmc/webservices/rest"
UNPAYWALL = "/api.unpaywall.org/v2"
CROSSREF = "/api.crossref.org/works"
DOI = "/doi.org"
Sections = Iterable[tuple[str, str]]
"""Labels, which may be empty, and texts."""


class Internet(httpx2.BaseTransport):
    """Every host, played by a loopback server."""

    def __init__(self, server: Loopback) -> None:
        self.server = server
        self.inner = httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.raw_path.decode()
        played = f"{self.server.address}/{request.url.host}{path}"
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        return self.inner.handle_request(httpx2.Request("GET", played, headers=headers))

    def close(self) -> None:
        self.inner.close()


# NCBI: https://www.ncbi.nlm.nih.gov/books/NBK25499/


def pubmed(title: str, sections: Sections, pmid: str = "", doi: str = "") -> Reply:
    """A record of an article.

    Shape: https://dtd.nlm.nih.gov/ncbi/pmc/ and https://www.nlm.nih.gov/bsd/licensee/
    elements_descriptions.html; labels are the journal's own, markup is as in the abstract.
    """
    abstract = "".join(
        f'<AbstractText Label="{escape(label)}" NlmCategory="UNASSIGNED">{text}</AbstractText>'
        if label
        else f"<AbstractText>{text}</AbstractText>"
        for label, text in sections
    )
    located = f'<ELocationID EIdType="doi" ValidYN="Y">{escape(doi)}</ELocationID>' if doi else ""
    listed = f'<ArticleId IdType="doi">{escape(doi)}</ArticleId>' if doi else ""
    body = f"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM" IndexingMethod="Automated">
<PMID Version="1">{pmid}</PMID>
<DateRevised><Year>2025</Year><Month>01</Month><Day>02</Day></DateRevised>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0000</ISSN>
<Title>Journal of examples</Title><ISOAbbreviation>J Ex</ISOAbbreviation></Journal>
<ArticleTitle>{escape(title.rstrip("."))}.</ArticleTitle>{located}
<Abstract>{abstract}<CopyrightInformation>© the authors</CopyrightInformation></Abstract>
<Language>eng</Language></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{listed}</ArticleIdList>
<ReferenceList><Reference><Citation>Another paper. J Ex 2001.</Citation><ArticleIdList>
<ArticleId IdType="doi">10.1000/cited</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle></PubmedArticleSet>"""
    return Reply(body, "text/xml; charset=UTF-8")


def pubmed_book(title: str, text: str, pmid: str) -> Reply:
    """A record of a book or one of its chapters, which has no journal.

    Shape: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/ (PubmedBookArticle).
    """
    body = f"""<?xml version="1.0" ?>
<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID Version="1">{pmid}</PMID>
<ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>Publisher of examples</PublisherName></Publisher>
<BookTitle book="ex">{escape(title)}</BookTitle><PubDate><Year>2006</Year></PubDate>
<Medium>Internet</Medium></Book><Language>eng</Language>
<Abstract><AbstractText>{text}</AbstractText></Abstract></BookDocument>
<PubmedBookData><PublicationStatus>ppublish</PublicationStatus></PubmedBookData>
</PubmedBookArticle></PubmedArticleSet>"""
    return Reply(body, "text/xml; charset=UTF-8")


def pubmed_nothing() -> Reply:
    """The answer where no record has the id."""
    return Reply("<PubmedArticleSet></PubmedArticleSet>", "text/xml; charset=UTF-8")


def article(title: str, sections: Sections, pmid: str = "", doi: str = "", pmcid: str = "") -> str:
    """An article in JATS: https://jats.nlm.nih.gov/archiving/tag-library/1.4/."""
    ids = {"pmcid": pmcid, "pmid": pmid, "doi": doi}
    listed = "".join(
        f'<article-id pub-id-type="{kind}">{escape(id)}</article-id>'
        for kind, id in ids.items()
        if id
    )
    body = "".join(
        f"<sec><title>{escape(label)}</title><p>{text}</p></sec>" for label, text in sections
    )
    return f"""<article xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:mml="http://www.w3.org/1998/Math/MathML" article-type="research-article" xml:lang="en">
<front><journal-meta><journal-title-group><journal-title>Journal of examples</journal-title>
</journal-title-group></journal-meta><article-meta>{listed}
<title-group><article-title>{escape(title)}</article-title></title-group></article-meta></front>
{f"<body>{body}</body>" if body else ""}
<back><ref-list><title>References</title><ref id="r1"><element-citation>
<article-title>Another paper</article-title></element-citation></ref></ref-list></back></article>"""


def europe_pmc_article(text: str) -> Reply:
    """The full text of an open article: https://europepmc.org/RestfulWebService#fulltextxml."""
    return Reply(text, "application/xml")


def pmc(text: str) -> Reply:
    """An article of PubMed Central: EFetch with `db=pmc`."""
    doctype = (
        '<?xml version="1.0" ?><!DOCTYPE pmc-articleset PUBLIC "-//NLM//DTD ARTICLE SET 2.0//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pmc/articleset/nlm-articleset-2.0.dtd">'
    )
    return Reply(f"{doctype}<pmc-articleset>{text}</pmc-articleset>", "text/xml; charset=UTF-8")


def pmc_not_allowed(title: str, doi: str) -> Reply:
    """An article whose publisher does not allow its full text."""
    comment = (
        "<!--The publisher of this article does not allow downloading of the full text in XML "
        "form.-->"
    )
    return pmc(article(title, (), doi=doi).replace("<front>", f"{comment}<front>"))


def pmc_nothing(pmcid: str) -> Reply:
    """The answer where PubMed Central has no such article."""
    number = pmcid.removeprefix("PMC")
    said = f"The following PMCID is not available: {number}"
    return pmc(f'<error id="{number}">{said}</error>')


def too_many_requests(wait: str = "2") -> Reply:
    """NCBI's answer above its limit: https://www.ncbi.nlm.nih.gov/books/NBK25497/."""
    body = {"error": "API rate limit exceeded", "count": "4", "limit": "3"}
    return Reply(json.dumps(body), "application/json", 429, (("Retry-After", wait),))


def conversion(doi: str, pmcid: str = "", pmid: str = "") -> Reply:
    """An answer of the ID converter: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/."""
    found: dict[str, Any] = {"doi": doi, "requested-id": doi}
    if pmcid:
        found |= {"pmcid": pmcid, **({"pmid": int(pmid)} if pmid else {})}
    else:
        found |= {"status": "error", "errmsg": "Identifier not found in PMC"}
    return answer(
        {
            "status": "ok",
            "response-date": "2026-11-30 12:00:00",
            "request": {"ids": [doi], "idtype": "doi", "versions": "no", "format": "json"},
            "records": [found],
        }
    )


def europe_pmc_record(title: str, abstract: str, doi: str, pmid: str = "") -> Reply:
    """A search result with `resultType=core`: https://europepmc.org/RestfulWebService#search."""
    record = {
        "id": pmid or "0",
        "source": "MED",
        "pmid": pmid,
        "doi": doi,
        "title": f"{title}.",
        "authorString": "Doe J, Roe R.",
        "pubYear": "2020",
        "abstractText": abstract,
        "language": "eng",
        "isOpenAccess": "N",
        "inEPMC": "N",
        "inPMC": "N",
        "hasPDF": "N",
    }
    shown = {name: value for name, value in record.items() if value}
    return europe_pmc_results([shown])


def europe_pmc_results(records: list[dict[str, Any]]) -> Reply:
    """The search result that holds these records, of which there may be none."""
    return answer(
        {
            "version": "6.9",
            "hitCount": len(records),
            "request": {"resultType": "core", "cursorMark": "*", "pageSize": 25},
            "resultList": {"result": records},
        }
    )


# Unpaywall: https://unpaywall.org/data-format


def open_copy(
    url: str, *, is_pdf: bool = True, version: str = "publishedVersion"
) -> dict[str, Any]:
    """A place of an open copy."""
    return {
        "endpoint_id": None,
        "evidence": "open (via page says license)",
        "host_type": "repository",
        "is_best": True,
        "license": "cc-by",
        "oa_date": "2020-01-01",
        "pmh_id": None,
        "repository_institution": None,
        "updated": "2025-01-01T00:00:00",
        "url": url,
        "url_for_landing_page": "https://repository.example.org/1",
        "url_for_pdf": url if is_pdf else None,
        "version": version,
    }


def unpaywall(doi: str, *copies: dict[str, Any]) -> Reply:
    """What Unpaywall knows of a DOI."""
    return answer(
        {
            "best_oa_location": copies[0] if copies else None,
            "data_standard": 2,
            "doi": doi,
            "doi_url": f"https://doi.org/{doi}",
            "first_oa_location": copies[0] if copies else None,
            "genre": "journal-article",
            "has_repository_copy": bool(copies),
            "is_oa": bool(copies),
            "is_paratext": False,
            "oa_locations": list(copies),
            "oa_locations_embargoed": [],
            "oa_status": "green" if copies else "closed",
            "z_authors": [{"raw_author_name": "J. Doe", "author_position": "first"}],
        }
    )


def unpaywall_unknown(doi: str) -> Reply:
    """The answer for a DOI that Unpaywall does not know."""
    said = f"'{doi}' isn't in Unpaywall. See https://support.unpaywall.org/"
    body = {"HTTP_status_code": 404, "error": True, "message": said}
    return Reply(json.dumps(body), "application/json", 404)


# Publishers and other sites


def page(title: str, text: str, doi: str = "", pdf: str = "", above: str = "") -> Reply:
    """A page of a publisher.

    Its metadata: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
    """
    metas = {"citation_title": title, "citation_doi": doi, "citation_pdf_url": pdf}
    head = "".join(
        f'<meta name="{name}" content="{escape(value)}">' for name, value in metas.items() if value
    )
    return Reply(
        f"<!DOCTYPE html><html lang=en><head><title>{escape(title)} | Journal of examples</title>"
        f"{head}</head><body><nav><a href=/>Home</a></nav>{above}<main><h1>{escape(title)}</h1>"
        f"{text}</main><footer>Terms, cookies, contact</footer></body></html>"
    )


def moved(target: str, status: int = 302) -> Reply:
    """A redirect: https://www.rfc-editor.org/rfc/rfc9110#name-redirection-3xx."""
    return Reply(status=status, headers=(("Location", target),))


def cookie_wall() -> Reply:
    """A page that shows nothing until its cookies are accepted."""
    said = "We use cookies to run this site. Accept all cookies to read on, or manage cookies."
    return Reply(f"<html><head><title>Your choice</title></head><body><p>{said}</p></body></html>")


def robot_check() -> Reply:
    """A page that wants to know whether its reader is a person; such pages come with a 403."""
    said = "Verify you are human by completing the action below."
    body = f"<html><head><title>Just a moment...</title></head><body><p>{said}</p></body></html>"
    return Reply(body, status=403)


def bookshelf(title: str, text: str) -> Reply:
    """A chapter of NCBI Bookshelf: https://www.ncbi.nlm.nih.gov/books/about/."""
    return Reply(
        f"<!DOCTYPE html><html lang=en><head><title>{escape(title)} - NCBI Bookshelf</title>"
        f'<meta name="citation_title" content="{escape(title)}">'
        '<meta name="ncbi_db" content="books"></head><body><header>An official website of the '
        "government</header><main><p>NCBI Bookshelf. A service of the National Library of "
        f"Medicine, National Institutes of Health.</p><p>{escape(title)} [Internet].</p>"
        f"<h1>{escape(title)}</h1>{text}</main></body></html>"
    )


# Crossref: https://www.crossref.org/documentation/retrieve-metadata/rest-api/


def work(doi: str, title: str, **fields: Any) -> Reply:
    """Crossref's record of a work."""
    message = {
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "type": "journal-article",
        "source": "Crossref",
        "prefix": doi.partition("/")[0],
        "title": [title],
        "container-title": ["Journal of examples"],
        "issued": {"date-parts": [[2020, 1]]},
        "relation": {},
        "is-referenced-by-count": 3,
    }
    return answer(
        {"status": "ok", "message-type": "work", "message-version": "1.0.0"}
        | {"message": message | {name.replace("_", "-"): value for name, value in fields.items()}}
    )


def update(
    kind: str, doi: str, day: tuple[int, int, int], source: str = "retraction-watch"
) -> dict[str, Any]:
    """An entry of `updated-by`.

    Shape: https://crossref.gitlab.io/tutorials/get-rw-metadata/; the same update may come from
    the publisher and from Retraction Watch.
    """
    year, month, date = day
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": source,
        "updated": {
            "date-parts": [list(day)],
            "date-time": f"{year}-{month:02}-{date:02}T00:00:00Z",
            "timestamp": 1564099200000,
        },
        **({"record-id": "20946"} if source == "retraction-watch" else {}),
    }


def no_work() -> Reply:
    """Crossref's answer for a DOI that it does not know."""
    return Reply("Resource not found.", "text/plain;charset=utf-8", 404)


# Retraction Watch: https://gitlab.com/crossref/retraction-watch-data


def retraction_list(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The CSV file, with the columns that its README documents and dates as it writes them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def answer(body: Any) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(body), "application/json")
