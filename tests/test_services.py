"""Every route to a text: who is asked, in which order, and what is recorded when none has it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests import services
from tests.loopback import Loopback, Reply, pdf
from tests.services import (
    CONVERTER,
    DOI,
    EUROPE_PMC,
    EUTILS,
    UNPAYWALL,
    Internet,
    article,
    bookshelf,
    conversion,
    cookie_wall,
    europe_pmc_article,
    europe_pmc_record,
    europe_pmc_results,
    moved,
    open_copy,
    page,
    pmc,
    pmc_not_allowed,
    pmc_nothing,
    pubmed,
    pubmed_book,
    pubmed_nothing,
    robot_check,
    too_many_requests,
    unpaywall,
    unpaywall_unknown,
)

from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Proof
from evidence_guide.guide.source import Source
from evidence_guide.proof.extracting import extract
from evidence_guide.proof.fetching import Bounds, Clock, Fetcher
from evidence_guide.proof.obtaining import Library
from evidence_guide.proof.results_table import results_table
from evidence_guide.proof.text_cache import Cache
from evidence_guide.proof.texts import Extracted, How, NoText, Text
from evidence_guide.proof.verifying import verify

TITLE = "Tea in the evening and sleep in adults"
ID = "10.1000/doe.2020"
FOUND = "Tea delayed sleep by 12 minutes in everybody who drank it."
SECTIONS = [("Methods", "We weighed each cup."), ("Results", FOUND)]
TODAY = date(2026, 11, 30)
SLOW = {CONVERTER: 3, EUTILS: 3, EUROPE_PMC: 5, UNPAYWALL: 5, DOI: 1}


class Waited:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now, self.waits = 1_000.0, []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep, lambda: 0.0)


@pytest.fixture
def waited() -> Waited:
    return Waited()


@pytest.fixture
def library(server: Loopback, waited: Waited, tmp_path: Path) -> Iterator[Library]:
    bounds = Bounds(connect=0.5, read=0.3, retries=2)
    with Fetcher("tests", bounds, waited.clock, Internet(server)) as fetcher:
        yield Library(TODAY, None, Cache(tmp_path / "cache"), fetcher, contact="a@guide.example")


def source(**fields: str) -> Source:
    known = {"title": TITLE, "doi": ID} | fields
    return Source("doe2020", "article", {name: value for name, value in known.items() if value})


def hosts(server: Loopback) -> list[str]:
    return [path.split("/")[1] for path in server.paths]


def texts(library: Library, of: Source) -> list[tuple[str, How]]:
    attempts = list(library.attempts(of))
    return [(text.service, text.how) for text in attempts if isinstance(text, Text)]


def reasons(library: Library, of: Source) -> list[str]:
    return [str(found) for found in library.attempts(of) if isinstance(found, NoText)]


def test_an_article_with_only_a_doi_is_found_in_pubmed_central(
    server: Loopback, library: Library
) -> None:
    server.on(CONVERTER, conversion(ID, "PMC7", "123"))
    server.on(
        f"{EUROPE_PMC}/PMC7/fullTextXML", europe_pmc_article(article(TITLE, SECTIONS, doi=ID))
    )
    found = library.text(source())
    assert isinstance(found, Text)
    assert (found.service, found.how) == ("Europe PMC", How.FULL)
    assert FOUND in found.content
    assert hosts(server) == ["pmc.ncbi.nlm.nih.gov", "www.ebi.ac.uk"]
    assert "ids=10.1000%2Fdoe.2020" in server.paths[0]


def test_where_europe_pmc_has_no_full_text_pubmed_central_is_asked(
    server: Loopback, library: Library
) -> None:
    server.on(EUTILS, pmc(article(TITLE, SECTIONS, doi=ID)))
    found = library.text(source(pmcid="PMC7"))
    assert isinstance(found, Text)
    assert (found.service, found.how) == ("PubMed Central", How.FULL)
    assert "db=pmc&id=7&" in server.paths[1]


@pytest.mark.parametrize("written", ['"pmcid">PMC7<', '"pmc">7<'])
def test_an_article_known_only_by_its_id_in_pubmed_central_is_its_own(
    server: Loopback, library: Library, written: str
) -> None:
    text = article(TITLE, SECTIONS, pmcid="PMC7").replace('"pmcid">PMC7<', written)
    server.on(EUTILS, pmc(text))
    assert isinstance(library.text(source(doi="", pmcid="PMC7")), Text)
    server.on(EUTILS, pmc(text.replace("7<", "8<")))
    other = library.text(Source("roe2021", "article", {"title": TITLE, "pmcid": "PMC9"}))
    assert "text of another publication: it is PMCID PMC8" in str(other)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (
            pmc_not_allowed(TITLE, ID),
            "its publisher does not allow programs to download the full text",
        ),
        (
            pmc_nothing("PMC7"),
            "PubMed Central has no such article",
        ),
    ],
)
def test_pubmed_central_says_why_it_has_no_full_text(
    server: Loopback, library: Library, reply: Reply, reason: str
) -> None:
    server.on(EUTILS, reply)
    said = reasons(library, source(pmcid="PMC7"))
    assert f"PubMed Central: nothing available: {reason}" in said


def test_services_for_programs_are_asked_before_pages(server: Loopback, library: Library) -> None:
    url = "https://journal.example.org/1"
    copy = "https://repository.example.org/1.pdf"
    document = pdf(f"{TITLE}\ndoi: {ID}\n{FOUND}")
    server.on(CONVERTER, conversion(ID, "PMC7"))
    server.on(
        f"{EUROPE_PMC}/PMC7/fullTextXML", europe_pmc_article(article(TITLE, SECTIONS, doi=ID))
    )
    server.on(EUTILS, pmc(article(TITLE, SECTIONS, doi=ID)), pubmed(TITLE, SECTIONS, "123", ID))
    server.on(f"{EUROPE_PMC}/search", europe_pmc_record(TITLE, FOUND, ID))
    server.on(f"{UNPAYWALL}/{ID}", unpaywall(ID, open_copy(copy)))
    server.on("/repository.example.org/1.pdf", Reply(document, "application/pdf"))
    server.on("/journal.example.org/1", page(TITLE, f"<p>{FOUND}</p>", ID, "/1.pdf"))
    server.on("/journal.example.org/1.pdf", Reply(document, "application/pdf"))
    assert texts(library, source(pmid="123", url=url)) == [
        ("Europe PMC", How.FULL),
        ("PubMed Central", How.FULL),
        ("PubMed", How.ABSTRACT),
        ("Europe PMC search", How.ABSTRACT),
        ("Unpaywall", How.PAGE),
        ("web page", How.PAGE),
        ("web page PDF", How.PAGE),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC7/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7/",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://www.ncbi.nlm.nih.gov/pubmed/123",
        "https://europepmc.org/article/MED/123",
    ],
)
def test_pages_that_services_offer_otherwise_are_never_requested(
    server: Loopback, library: Library, url: str
) -> None:
    server.on(f"{UNPAYWALL}/{ID}", unpaywall(ID, open_copy(url)))
    list(library.attempts(source(pmid="123", url=url)))
    path = url.removeprefix("https:/")
    assert path not in server.paths
    assert set(hosts(server)) == {name.split("/")[1] for name in SLOW}


def test_an_open_copy_that_is_no_published_version_is_not_read(
    server: Loopback, library: Library
) -> None:
    copy = open_copy("https://repository.example.org/1.pdf", version="acceptedVersion")
    server.on(f"{UNPAYWALL}/{ID}", unpaywall(ID, copy))
    said = "Unpaywall: nothing available: no open copy of the published version is known"
    assert said in reasons(library, source())
    assert "repository.example.org" not in hosts(server)


def test_the_landing_page_of_an_open_copy_leads_to_its_document(
    server: Loopback, library: Library
) -> None:
    copy = open_copy("https://repository.example.org/1", is_pdf=False)
    server.on(f"{UNPAYWALL}/{ID}", unpaywall(ID, copy))
    landing = page(TITLE, "<p>Abstract and download.</p>", ID, "/files/1.pdf")
    server.on("/repository.example.org/1", landing)
    document = pdf(f"{TITLE}\ndoi: {ID}\n{FOUND}")
    server.on("/repository.example.org/files/1.pdf", Reply(document, "application/pdf"))
    assert ("Unpaywall PDF", How.PAGE) in texts(library, source())


def test_unpaywall_is_not_asked_without_an_address_and_the_reason_says_so(
    server: Loopback, waited: Waited
) -> None:
    with Fetcher("tests", clock=waited.clock, transport=Internet(server)) as fetcher:
        said = reasons(Library(TODAY, fetcher=fetcher), source())
    assert "Unpaywall: nothing available: not asked, because it needs `--contact`" in said
    assert "api.unpaywall.org" not in hosts(server)


def test_a_doi_leads_to_the_publishers_page_and_its_document(
    server: Loopback, library: Library
) -> None:
    server.on(f"{DOI}/{ID}", moved("https://journal.example.org/1"))
    landing = page(TITLE, "<h2>Abstract</h2><p>We weighed cups.</p>", ID, "/1.pdf?download=true")
    server.on("/journal.example.org/1", landing)
    document = pdf(f"{TITLE}\ndoi: {ID}\n{FOUND}")
    server.on("/journal.example.org/1.pdf", Reply(document, "application/pdf"))
    assert texts(library, source()) == [("publisher", How.PAGE), ("publisher PDF", How.PAGE)]


def test_a_page_that_only_leads_to_a_document_is_followed_on_its_own_host(
    server: Loopback, library: Library
) -> None:
    advice = Source("board2022", "online", {"title": TITLE, "url": "https://board.example.org/tea"})
    links = (
        "<p>Our advice.</p><a href='https://elsewhere.example.net/x'>Download</a>"
        "<a href=/other.pdf>Annual report</a><a href='/tea.pdf'>Download the advice (PDF, 1 MB)</a>"
    )
    server.on("/board.example.org/tea", page(TITLE, links))
    server.on("/board.example.org/tea.pdf", Reply(pdf(f"{TITLE}\n{FOUND}"), "application/pdf"))
    assert texts(library, advice) == [("web page", How.PAGE), ("web page PDF", How.PAGE)]
    assert hosts(server) == ["board.example.org"] * 2


def test_a_document_on_another_host_is_not_requested(server: Loopback, library: Library) -> None:
    server.on(f"{DOI}/{ID}", moved("https://journal.example.org/1"))
    server.on(
        "/journal.example.org/1", page(TITLE, "<p>x</p>", ID, "https://other.example.net/1.pdf")
    )
    list(library.attempts(source()))
    assert "other.example.net" not in hosts(server)


def test_the_publishers_page_is_requested_once(server: Loopback, library: Library) -> None:
    server.on("/journal.example.org/1", page(TITLE, f"<p>{FOUND}</p>", ID))
    list(library.attempts(source(url="https://journal.example.org/1")))
    assert hosts(server).count("journal.example.org") == 1
    assert "doi.org" not in hosts(server)


def test_a_chapter_of_bookshelf_is_requested_slowly(
    server: Loopback, library: Library, waited: Waited
) -> None:
    server.on("/www.ncbi.nlm.nih.gov/books/NBK1/", bookshelf(TITLE, f"<p>{FOUND}</p>"))
    book = Source(
        "doe2006", "book", {"title": TITLE, "url": "https://www.ncbi.nlm.nih.gov/books/NBK1/"}
    )
    assert texts(library, book) == [("NCBI Bookshelf", How.PAGE)]
    list(library.attempts(Source("roe2006", "book", {**book.fields, "title": "Coffee"})))
    assert waited.waits == [pytest.approx(3)]


def test_a_record_of_a_book_has_the_title_of_the_book(server: Loopback, library: Library) -> None:
    server.on(EUTILS, pubmed_book(TITLE, FOUND, "123"))
    book = Source("doe2006", "book", {"title": TITLE, "pmid": "123"})
    assert ("PubMed", How.ABSTRACT) in texts(library, book)


def test_every_answer_is_a_reason_where_none_has_the_text(
    server: Loopback, library: Library
) -> None:
    server.on(CONVERTER, conversion(ID))
    server.on(EUTILS, pubmed_nothing())
    server.on(f"{EUROPE_PMC}/search", europe_pmc_results([]))
    server.on(f"{UNPAYWALL}/{ID}", unpaywall_unknown(ID))
    server.on("/journal.example.org/1", cookie_wall())
    server.on(f"{DOI}/{ID}", moved("https://publisher.example.org/1"))
    server.on("/publisher.example.org/1", robot_check())
    assert reasons(library, source(pmid="123", url="https://journal.example.org/1")) == [
        "PMC ID converter: nothing available: the article is not in PubMed Central",
        "PubMed: nothing available: PubMed has no such record",
        "Europe PMC search: nothing available: Europe PMC has no abstract with this DOI",
        "Unpaywall: not found (404)",
        "web page: login page: it says “We use cookies”",
        "publisher: refused by the server: status 403",
    ]


def test_a_busy_service_is_given_the_time_it_asks_for(
    server: Loopback, library: Library, waited: Waited
) -> None:
    server.on(EUTILS, too_many_requests("7"), pubmed(TITLE, SECTIONS, "123"))
    assert ("PubMed", How.ABSTRACT) in texts(library, source(doi="", pmid="123"))
    assert 7 in waited.waits


def test_a_service_that_stays_busy_is_left_alone_for_the_rest_of_the_run(
    server: Loopback, library: Library
) -> None:
    server.on(EUTILS, too_many_requests())
    list(library.attempts(source(doi="", pmid="123", pmcid="PMC7")))
    asked = len(server.asked)
    said = reasons(library, Source("roe2021", "article", {"title": TITLE, "pmid": "124"}))
    assert "PubMed: not asked again: nih.gov is busy or failed 3 times in a row" in said
    assert len(server.asked) == asked


def test_a_host_that_fails_again_and_again_is_left_alone(
    server: Loopback, library: Library
) -> None:
    server.on("/site.example.org/1", Reply(status=500))
    pages = [
        Source(f"doe{year}", "online", {"title": TITLE, "url": "https://site.example.org/1"})
        for year in range(2000, 2010)
    ]
    said = [reasons(library, of) for of in pages]
    assert said[2] == ["web page: server error: status 500"]
    assert (
        said[3:]
        == [["web page: not asked again: example.org is busy or failed 3 times in a row"]] * 7
    )
    assert len(server.asked) == 9  # three tries for each of three sources


def test_an_answer_ends_the_count_of_failures(server: Loopback, library: Library) -> None:
    fails, answers = [Reply(status=500)] * 3, [Reply(status=404)]
    server.on("/site.example.org/1", *fails, *fails, *answers, *fails, *fails, *answers)
    for year in range(2000, 2006):
        of = Source(f"doe{year}", "online", {"title": TITLE, "url": "https://site.example.org/1"})
        assert "not asked again" not in str(reasons(library, of))


def test_an_interrupted_run_asks_no_service_twice(
    server: Loopback, library: Library, tmp_path: Path
) -> None:
    server.on(CONVERTER, conversion(ID, "PMC7"))
    server.on(
        f"{EUROPE_PMC}/PMC7/fullTextXML", europe_pmc_article(article(TITLE, SECTIONS, doi=ID))
    )
    assert isinstance(library.text(source()), Text)
    asked = len(server.asked)
    assert isinstance(library.text(source()), Text)
    later = Library(TODAY, None, Cache(tmp_path / "cache"))
    assert isinstance(later.text(source()), Text)
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"records": [null]}', '{"records": "x"}', '{"best_oa_location": 3}', "\xff"],
)
def test_a_malformed_answer_is_a_reason(server: Loopback, library: Library, body: str) -> None:
    server.on(CONVERTER, Reply(body, "application/json"))
    server.on(f"{UNPAYWALL}/{ID}", Reply(body, "application/json"))
    said = reasons(library, source())
    assert [line.partition(":")[0] for line in said if "Unpaywall" in line or "converter" in line]
    assert texts(library, source()) == []


def test_the_address_of_the_maintainer_goes_to_ncbi_and_unpaywall_and_into_no_result(
    server: Loopback, library: Library, tmp_path: Path
) -> None:
    server.on(CONVERTER, conversion(ID, "PMC7"))
    server.on(f"{UNPAYWALL}/{ID}", unpaywall(ID, open_copy("https://repository.example.org/1.pdf")))
    found = list(library.attempts(source(pmid="123")))
    told = {path.split("/")[1] for path in server.paths if "guide.example" in path}
    assert told == {"pmc.ncbi.nlm.nih.gov", "eutils.ncbi.nlm.nih.gov", "api.unpaywall.org"}
    kept = "".join(path.read_text("utf-8") for path in (tmp_path / "cache").iterdir())
    assert "guide.example" not in repr(found) + kept


FORMULA = """<p>A <math xmlns="http://www.w3.org/1998/Math/MathML">
  <mrow><mi>V</mi><msub><mi>O</mi>
  <mn>2</mn></msub></mrow> <mo>=</mo> <mfrac><mn>7</mn> <mn>8</mn></mfrac>
  <mo>×</mo> <msup><mn>10</mn> <mrow><mo>−</mo><mn>9</mn></mrow></msup></math> rise.</p>"""


@pytest.mark.parametrize("prefix", ["", "mml:"])
def test_a_formula_is_read_in_one_line_with_its_powers_and_fractions(prefix: str) -> None:
    marked = FORMULA
    for name in ("math", "mrow", "msub", "msup", "mfrac", "mi", "mn", "mo"):
        marked = marked.replace(f"<{name}", f"<{prefix}{name}").replace(
            f"</{name}", f"</{prefix}{name}"
        )
    if prefix:
        marked = marked.replace("xmlns=", "xmlns:mml=")
    for data, kind in (
        (f"<html><body>{marked}</body></html>", "text/html"),
        (article(TITLE, [("Results", marked)]), "application/xml"),
        (str(pubmed(TITLE, [("RESULTS", marked)], "123").body), "text/xml"),
    ):
        found = extract(data.encode(), kind)
        assert isinstance(found, Extracted)
        assert "A VO2=7/8×10⁻⁹ rise." in found.content


def test_an_abstract_has_whatever_labels_its_journal_uses() -> None:
    labels = ["WHAT WAS KNOWN", "Setting & participants", "UNLABELLED", ""]
    reply = services.pubmed(TITLE, [(label, FOUND) for label in labels], "123")
    found = extract(str(reply.body).encode(), "text/xml")
    assert isinstance(found, Extracted)
    assert found.content.count(FOUND) == 4
    assert found.how is How.ABSTRACT


def test_an_undecided_finding_names_the_services_that_had_no_other_text(
    server: Loopback, library: Library, tea: Guide
) -> None:
    of = tea.sources["doe2020"].item
    record = europe_pmc_record(of.title, "Tea was drunk.", of.fields["doi"])
    server.on(f"{EUROPE_PMC}/search", record)
    ((_, receipts),) = verify(tea, library, frozenset({"doe2020"}))
    receipt = receipts["doe2020-sleep"]
    assert (receipt.proof, receipt.service) == (Proof.UNDECIDED, "Europe PMC search")
    said = [part.partition(": ")[0] for part in receipt.detail.split("; ")]
    assert said == ["passage not found", "PMC ID converter", "Unpaywall", "publisher"]
    assert "| publisher | not found (404) | 1 |" in results_table(tea, receipts)
