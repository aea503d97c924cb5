"""Texts from files, the cache and the services; failures are reported, secrets stay secret."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loopback import Loopback, Reply, loopback, pdf
from tests.test_extracting import JATS as SHORT_JATS
from tests.test_extracting import PUBMED

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Supplied
from evidence_guide.proof.fetching import (
    Bounds,
    Clock,
    Endpoints,
    FetchedPage,
    Fetcher,
    agent,
)
from evidence_guide.proof.hosts import may_follow, registered_host
from evidence_guide.proof.obtaining import BY_HAND, Library
from evidence_guide.proof.refusals import DAYS
from evidence_guide.proof.text_cache import Cache
from evidence_guide.proof.texts import How, NoText, NoTextReason, Text

DAY = date(2026, 1, 20)
TITLE = "Tea and sleep in adults: A trial"
OWN = "doi: 10.1000/abc"
ORIGIN = "address: https://example.org/a\ndate: 2026-01-02\n"
JATS = SHORT_JATS.replace("</italic>", "</italic> in adults")
PAGE = f"<title>x</title><h1>{TITLE}</h1><p>It fell by 34.4%.</p>"
HTML = ("text/html",)
SHORT = Bounds(most_bytes=10_000, connect=0.5, read=0.2, whole=0.4, retries=2)


class Fake:
    """A clock that moves only when someone sleeps."""

    def __init__(self) -> None:
        self.time, self.slept = 1_000_000.0, []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep, lambda: 0.5)


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def fetcher(fake: Fake) -> Iterator[Fetcher]:
    with Fetcher(agent("https://guide.example", "a@guide.example"), SHORT, fake.clock) as made:
        yield made


def reason(found: object) -> NoTextReason:
    assert isinstance(found, NoText), found
    return found.reason


# Fetching


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(""), NoTextReason.EMPTY),
        (Reply(status=204), NoTextReason.EMPTY),
        (Reply("x", status=404), NoTextReason.NOT_FOUND),
        (Reply("x", status=410), NoTextReason.NOT_FOUND),
        (Reply("x", status=401), NoTextReason.DENIED),
        (Reply("x", status=403), NoTextReason.DENIED),
        (Reply("x", status=451), NoTextReason.DENIED),
        (Reply("x", status=206), NoTextReason.DENIED),
        (Reply("x" * 10_001), NoTextReason.TOO_LARGE),
        (Reply("x", length=10_001), NoTextReason.TOO_LARGE),
        (
            Reply(gzip.compress(b"x" * 1_000_000), headers=(("Content-Encoding", "gzip"),)),
            NoTextReason.TOO_LARGE,
        ),
        (Reply(b"no gzip", headers=(("Content-Encoding", "gzip"),)), NoTextReason.TRUNCATED),
        (Reply("x" * 50, length=100), NoTextReason.TRUNCATED),
        (Reply("x", type="image/png"), NoTextReason.TYPE),
        (Reply("x", type=""), NoTextReason.TYPE),
        (Reply("x", status=500), NoTextReason.BROKEN),
        (Reply("x", status=503), NoTextReason.BROKEN),
        (Reply("x", status=429), NoTextReason.BUSY),
        (Reply(status=302, headers=(("Location", "/page"),)), NoTextReason.LOOP),
        (Reply(status=302, headers=(("Location", "file:///etc/passwd"),)), NoTextReason.HOST),
        (Reply(status=302, headers=(("Location", "http://[broken"),)), NoTextReason.HOST),
        (Reply(status=302), NoTextReason.DENIED),
    ],
)
def test_a_failed_download_has_its_reason(
    server: Loopback, fetcher: Fetcher, reply: Reply, expected: NoTextReason
) -> None:
    server.on("/page", reply)
    assert reason(fetcher.get(f"{server.address}/page", HTML)) is expected


def test_a_page_comes_with_its_type_character_set_and_address(
    server: Loopback, fetcher: Fetcher
) -> None:
    server.on("/page", Reply(status=301, headers=(("Location", "/new?a=b"),)))
    server.on("/new", Reply("text", "Text/HTML; charset=ISO-8859-1"))
    assert fetcher.get(f"{server.address}/page", HTML) == FetchedPage(
        b"text", "text/html", "iso-8859-1", f"{server.address}/new?a=b"
    )


def test_the_user_agent_identifies_the_guide(server: Loopback, fetcher: Fetcher) -> None:
    fetcher.get(f"{server.address}/page", HTML)
    assert server.asked[0].headers["user-agent"].startswith("evidence-guide/")
    assert (
        server.asked[0]
        .headers["user-agent"]
        .endswith("(+https://guide.example; mailto:a@guide.example)")
    )
    assert "mailto" not in agent("https://guide.example")


def test_a_silent_server_is_a_time_out(server: Loopback, fake: Fake) -> None:
    server.on("/page", Reply("ab", pause=0.15))
    with Fetcher("x", SHORT._replace(read=0.05, retries=0), fake.clock) as fetcher:
        assert reason(fetcher.get(f"{server.address}/page", HTML)) is NoTextReason.TIMEOUT


def test_a_silent_server_is_asked_once_more(server: Loopback, fetcher: Fetcher) -> None:
    server.on("/page", Reply(status=408))
    fetcher.get(f"{server.address}/page", HTML)
    assert len(server.asked) == 2


def test_a_server_that_drips_for_ever_is_a_time_out(server: Loopback) -> None:
    server.on("/page", Reply("x" * 1000, pause=0.02))
    with Fetcher("x", SHORT._replace(whole=0.1, retries=0)) as fetcher:
        assert reason(fetcher.get(f"{server.address}/page", HTML)) is NoTextReason.TIMEOUT


def test_a_busy_server_is_asked_again_after_the_time_it_names(
    server: Loopback, fetcher: Fetcher, fake: Fake
) -> None:
    server.on("/page", Reply(status=429, headers=(("Retry-After", "7"),)), Reply("text"))
    assert isinstance(fetcher.get(f"{server.address}/page", HTML), FetchedPage)
    assert fake.slept == [7]


def test_a_retry_date_is_kept_too(server: Loopback, fetcher: Fetcher, fake: Fake) -> None:
    server.on(
        "/page",
        Reply(status=503, headers=(("Retry-After", "Mon, 12 Jan 1970 13:46:50 GMT"),)),
        Reply("text"),
    )
    assert isinstance(fetcher.get(f"{server.address}/page", HTML), FetchedPage)
    assert fake.slept == [10]


@pytest.mark.parametrize("header", ["3600", "Wed, 01 Jan 2099 00:00:00 GMT"])
def test_a_server_that_asks_for_too_much_patience_is_left(
    server: Loopback, fetcher: Fetcher, fake: Fake, header: str
) -> None:
    server.on("/page", Reply(status=429, headers=(("Retry-After", header),)))
    found = fetcher.get(f"{server.address}/page", HTML)
    assert "asks to wait" in str(found)
    assert (fake.slept, len(server.asked)) == ([], 1)


def test_a_broken_server_is_asked_a_few_times_with_growing_pauses(
    server: Loopback, fetcher: Fetcher, fake: Fake
) -> None:
    server.on("/page", Reply(status=500, headers=(("Retry-After", "soon"),)))
    assert reason(fetcher.get(f"{server.address}/page", HTML)) is NoTextReason.BROKEN
    assert (fake.slept, len(server.asked)) == ([1.5, 3.0], 3)


@pytest.mark.parametrize("status", [404, 403, 204])
def test_an_answer_that_will_not_change_is_not_asked_for_again(
    server: Loopback, fetcher: Fetcher, status: int
) -> None:
    server.on("/page", Reply(status=status))
    fetcher.get(f"{server.address}/page", HTML)
    assert len(server.asked) == 1


def test_a_host_is_asked_no_faster_than_it_allows(
    server: Loopback, fetcher: Fetcher, fake: Fake
) -> None:
    server.on("/page", Reply("text"))
    for _ in range(10):
        fetcher.get(f"{server.address}/page", HTML, per_second=4)
    assert fake.slept == [0.25] * 9


def test_fetchers_that_share_a_host_share_its_limit(server: Loopback, fake: Fake) -> None:
    server.on("/page", Reply("text"))
    with Fetcher("x", SHORT, fake.clock, shares=4) as fetcher:
        for _ in range(3):
            fetcher.get(f"{server.address}/page", HTML, per_second=4)
    assert fake.slept == [1, 1]


def test_every_step_of_a_redirect_keeps_the_pace(
    server: Loopback, fetcher: Fetcher, fake: Fake
) -> None:
    server.on("/page", Reply(status=302, headers=(("Location", "/page"),)))
    fetcher.get(f"{server.address}/page", HTML, per_second=4)
    assert (fake.slept, len(server.asked)) == ([0.25] * 5, 6)


def test_a_clock_that_was_set_back_does_not_stop_the_work(
    server: Loopback, fetcher: Fetcher, fake: Fake
) -> None:
    fetcher.get(f"{server.address}/page", HTML)
    fake.time -= 86_400
    fetcher.get(f"{server.address}/page", HTML)
    assert fake.slept == [1]


def test_no_other_host_is_asked(server: Loopback, fetcher: Fetcher) -> None:
    with loopback() as other:
        away = other.address.replace("127.0.0.1", "localhost")
        server.on("/page", Reply(status=302, headers=(("Location", f"{away}/secret"),)))
        found = fetcher.get(f"{server.address}/page", HTML)
        assert (reason(found), other.asked) == (NoTextReason.HOST, [])
        assert "localhost" in str(found)


def test_a_refused_connection_is_no_text(fetcher: Fetcher) -> None:
    assert reason(fetcher.get("http://127.0.0.1:9/page", HTML)) is NoTextReason.UNREACHABLE


def test_a_secret_is_sent_but_is_in_no_result(server: Loopback, fetcher: Fetcher) -> None:
    server.on("/page", Reply(status=302, headers=(("Location", "/new"),)))
    found = fetcher.get(f"{server.address}/page?a=1", HTML, secret={"api_key": "hush"})
    assert server.paths == ["/page?a=1&api_key=hush", "/new"]
    assert "hush" not in repr(found)


def test_no_cookie_is_carried_from_one_source_to_the_next(
    server: Loopback, fetcher: Fetcher
) -> None:
    server.on("/page", Reply("x", headers=(("Set-Cookie", "who=me"),)))
    fetcher.get(f"{server.address}/page", HTML)
    fetcher.get(f"{server.address}/page", HTML)
    assert all("cookie" not in asked.headers for asked in server.asked)


@pytest.mark.parametrize(
    ("start", "target", "allowed"),
    [
        ("http://tea.example/a", "https://www.tea.example/b", True),
        ("https://a.tea.co.uk", "https://b.tea.co.uk", True),
        ("https://tea.co.uk", "https://coffee.co.uk", False),
        ("https://tea.example", "https://tea.example.evil.net", False),
        ("https://tea.example", "https://eviltea.example", False),
        ("https://tea.example", "https://tea.example@evil.net/", False),
        ("https://a.github.io", "https://b.github.io", False),
        ("https://doi.org/10.1/x", "https://publisher.example/x", True),
        ("https://linkinghub.elsevier.com/x", "https://www.sciencedirect.com/x", True),
        ("https://www.sciencedirect.com/x", "https://linkinghub.elsevier.com/x", False),
        ("https://doi.org/10.1/x", "file:///etc/passwd", False),
        ("https://doi.org/10.1/x", "https:///x", False),
        ("http://10.0.0.1/", "http://9.0.0.1/", False),
        ("http://[::1]/", "http://[::2]/", False),
        ("http://[::1]/", "http://[::1]/b", True),
        ("https://www.gov.uk/a", "https://gov.uk/b", True),
    ],
)
def test_a_redirect_stays_with_the_source(start: str, target: str, allowed: bool) -> None:
    assert may_follow(start, target) is allowed


@given(st.text() | st.text(alphabet="htps:/[]@.%\\x0 1é").map("http://{}".format))
def test_no_address_makes_it_raise(address: str) -> None:
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, headers={"content-type": "text/html"}, content=b"x")
    )
    with Fetcher("x", SHORT, Fake().clock, transport) as fetcher:
        assert isinstance(fetcher.get(address, HTML), FetchedPage | NoText)


@given(st.text())
def test_a_registered_host_can_be_asked_of_anything(address: str) -> None:
    assert isinstance(registered_host(address), str)


# Obtaining


def source(server: Loopback, key: str = "doe2020", **fields: str) -> Source:
    known = {
        "title": TITLE,
        "doi": "10.1000/abc",
        "pmid": "123",
        "pmcid": "PMC7",
        "url": f"{server.address}/page",
    } | fields
    return Source(key, "article", {k: v for k, v in known.items() if v})


def library(
    server: Loopback,
    fetcher: Fetcher | None,
    cache: Path | None = None,
    by_hand: Path | None = None,
) -> Library:
    at = server.address
    return Library(
        DAY,
        by_hand,
        Cache(cache) if cache else None,
        fetcher,
        Endpoints(
            f"{at}/epmc", f"{at}/eutils", f"{at}/crossref", f"{at}/ids", f"{at}/oa", f"{at}/doi"
        ),
    )


EFETCH_PMC = "/eutils/efetch.fcgi?db=pmc"
PMC, EFETCH, SEARCH = "/epmc/PMC7/fullTextXML", "/eutils/efetch.fcgi", "/epmc/search"
FOUND = json.dumps(
    {
        "resultList": {
            "result": [{"doi": "10.1000/abc", "title": TITLE, "abstractText": "It fell by 34.4%."}]
        }
    }
)


def everything(server: Loopback) -> None:
    server.on(PMC, Reply(JATS, "application/xml"))
    server.on(EFETCH_PMC, Reply(status=404))
    server.on(EFETCH, Reply(PUBMED.replace("Tea and sleep.", TITLE), "text/xml; charset=UTF-8"))
    server.on(SEARCH, Reply(FOUND, "application/json"))
    server.on("/page", Reply(f"{PAGE}<p>doi:10.1000/abc</p>"))


def test_texts_come_best_first_with_their_origin(server: Loopback, fetcher: Fetcher) -> None:
    everything(server)
    found = [
        (t.how, t.service, t.retrieved)
        for t in library(server, fetcher).attempts(source(server))
        if isinstance(t, Text)
    ]
    assert found == [
        (How.FULL, "Europe PMC", DAY),
        (How.ABSTRACT, "PubMed", DAY),
        (How.ABSTRACT, "Europe PMC search", DAY),
        (How.PAGE, "web page", DAY),
    ]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ([], "Europe PMC"),
        ([PMC], "PubMed"),
        ([PMC, EFETCH], "Europe PMC search"),
        ([PMC, EFETCH, SEARCH], "web page"),
    ],
)
def test_the_next_best_text_is_taken_where_one_is_missing(
    server: Loopback, fetcher: Fetcher, gone: list[str], expected: str
) -> None:
    everything(server)
    for path in gone:
        server.on(path, Reply(status=404))
    found = library(server, fetcher).text(source(server))
    assert isinstance(found, Text)
    assert found.service == expected
    assert "34.4%" in found.content


def test_nobody_is_asked_further_than_needed(server: Loopback, fetcher: Fetcher) -> None:
    everything(server)
    library(server, fetcher).text(source(server))
    assert server.paths == [PMC]


def test_no_text_says_every_attempt(server: Loopback, fetcher: Fetcher) -> None:
    server.on("/page", Reply("<title>Log in</title><p>x</p>"))
    found = library(server, fetcher).text(source(server))
    assert isinstance(found, NoText)
    assert found.reason is NoTextReason.WALL
    assert [no.reason for no in found.tried] == [
        *[NoTextReason.NOT_FOUND] * 4,
        NoTextReason.NOTHING,
        NoTextReason.WALL,
        NoTextReason.NOT_FOUND,
    ]


def test_the_text_of_another_publication_is_passed_over_and_named(
    server: Loopback, fetcher: Fetcher
) -> None:
    server.on(PMC, Reply(JATS.replace("10.1000/ABC", "10.1000/wrong"), "application/xml"))
    found = library(server, fetcher).text(source(server))
    assert isinstance(found, NoText)
    assert found.reason is NoTextReason.ANOTHER
    assert "10.1000/wrong" in found.detail


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(pdf(""), "application/pdf"), NoTextReason.NO_TEXT),
        (
            Reply("<p>Willkommen beim Tee, einer Seite über alles andere.</p>"),
            NoTextReason.UNIDENTIFIED,
        ),
        (Reply("<script>It fell by 34.4%</script>"), NoTextReason.EMPTY),
        (Reply("x", "application/zip"), NoTextReason.TYPE),
        (Reply(PAGE, length=5_000), NoTextReason.TRUNCATED),
    ],
)
def test_a_page_without_the_text_is_refused_with_the_reason(
    server: Loopback, fetcher: Fetcher, reply: Reply, expected: NoTextReason
) -> None:
    server.on("/page", reply)
    assert (
        reason(library(server, fetcher).text(source(server, doi="", pmid="", pmcid=""))) is expected
    )


def test_a_pdf_at_the_sources_address_is_a_text(server: Loopback, fetcher: Fetcher) -> None:
    server.on(
        "/page", Reply(pdf(f"{TITLE}\n{OWN}\nIt fell by 34.4% in adults."), "application/pdf")
    )
    found = library(server, fetcher).text(source(server, doi="", pmid="", pmcid=""))
    assert isinstance(found, Text)
    assert (found.how, found.address) == (How.PAGE, f"{server.address}/page")


def test_only_addresses_of_the_web_are_asked(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "secret.html").write_text(PAGE)
    found = library(server, fetcher).text(
        source(server, doi="", pmid="", pmcid="", url=f"file://{tmp_path}/secret.html")
    )
    assert reason(found) is NoTextReason.HOST


def test_unsound_ids_are_never_sent(server: Loopback, fetcher: Fetcher) -> None:
    found = library(server, fetcher).text(
        source(server, doi='10.1/x"OR"', pmid="1&db=x", pmcid="../../admin", url="")
    )
    assert (reason(found), server.asked) == (NoTextReason.NOTHING, [])


def test_a_key_goes_to_ncbi_only_and_into_no_receipt(
    server: Loopback, fetcher: Fetcher, tmp_path: Path, fake: Fake
) -> None:
    everything(server)
    made = replace(library(server, fetcher, tmp_path), ncbi_key="hush", contact="a@guide.example")
    texts = list(made.attempts(source(server)))
    assert [("hush" in path, "guide.example" in path) for path in server.paths] == [
        (False, False),
        (True, True),
        (True, True),
        (False, False),
        (False, True),
        (False, False),
    ]
    assert "hush" not in repr(texts) + "".join(p.read_text() for p in tmp_path.iterdir())
    assert fake.slept[0] == pytest.approx(0.1)


def test_without_a_fetcher_nothing_is_requested(server: Loopback) -> None:
    assert reason(library(server, None).text(source(server))) is NoTextReason.NOTHING
    assert server.asked == []


@pytest.mark.parametrize(
    "given_by_hand",
    [
        (".pdf", pdf(f"{TITLE}\n{OWN}\nIt fell by 34.4% in adults."), How.PAGE),
        (".html", PAGE.replace("</h1>", f"</h1>{OWN}").encode(), How.PAGE),
        (".htm", PAGE.replace("</h1>", f"</h1>{OWN}").encode(), How.PAGE),
        (".txt", f"{TITLE}\n{OWN}\nIt fell".encode("utf-16"), How.PAGE),
        (".md", f"# {TITLE}\n\n{OWN}\n\nIt fell".encode(), How.PAGE),
        (".xml", JATS.encode(), How.FULL),
    ],
)
def test_a_local_file_takes_precedence(
    server: Loopback, fetcher: Fetcher, tmp_path: Path, given_by_hand: tuple[str, bytes, How]
) -> None:
    suffix, data, how = given_by_hand
    (tmp_path / f"doe2020{suffix}").write_bytes(data)
    (tmp_path / "doe2020.from").write_text(ORIGIN)
    found = library(server, fetcher, by_hand=tmp_path).text(source(server))
    assert isinstance(found, Text)
    assert (found.how, found.service, found.address) == (how, BY_HAND, "https://example.org/a")
    assert (found.by, found.retrieved) == (Supplied.BY_HAND, date(2026, 1, 2))
    assert server.asked == []


def test_a_file_of_another_publication_given_by_hand_proves_nothing(
    server: Loopback, tmp_path: Path
) -> None:
    (tmp_path / "doe2020.from").write_text(ORIGIN)
    (tmp_path / "doe2020.txt").write_text(
        "Coffee in children\ndoi: 10.1000/coffee\nIt fell by 34.4%."
    )
    found = library(server, None, by_hand=tmp_path).text(source(server))
    assert isinstance(found, NoText)
    assert (found.reason, found.address) == (NoTextReason.ANOTHER, "https://example.org/a")


# Cache


def test_a_text_is_asked_for_once(server: Loopback, fetcher: Fetcher, tmp_path: Path) -> None:
    everything(server)
    first = library(server, fetcher, tmp_path).text(source(server))
    later = replace(library(server, None, tmp_path), today=date(2027, 1, 1)).text(source(server))
    assert isinstance(first, Text)
    assert later == replace(first, by=Supplied.STORED)
    assert len(server.asked) == 1


def test_a_changed_record_is_not_answered_from_the_cache(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    everything(server)
    library(server, fetcher, tmp_path).text(source(server))
    assert (
        reason(library(server, None, tmp_path).text(source(server, pmcid="PMC8")))
        is NoTextReason.NOTHING
    )


@pytest.mark.parametrize("harm", ["", "{", "[]", "null", '{"version": 4}', "\ud800"])
def test_a_broken_cache_file_is_fetched_again(
    server: Loopback, fetcher: Fetcher, tmp_path: Path, harm: str
) -> None:
    everything(server)
    library(server, fetcher, tmp_path).text(source(server))
    (path,) = tmp_path.iterdir()
    path.write_text(harm, "utf-8", "surrogatepass")
    assert isinstance(library(server, fetcher, tmp_path).text(source(server)), Text)
    assert len(server.asked) == 2


@pytest.mark.parametrize(("old", "new"), [("34.4", "34.5"), ('"version": 4', '"version": 0')])
def test_an_altered_cache_file_is_fetched_again(
    server: Loopback, fetcher: Fetcher, tmp_path: Path, old: str, new: str
) -> None:
    everything(server)
    library(server, fetcher, tmp_path).text(source(server))
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text().replace(old, new))
    found = library(server, fetcher, tmp_path).text(source(server))
    assert isinstance(found, Text)
    assert "34.4" in found.content
    assert len(server.asked) == 2


def test_a_service_that_had_nothing_is_asked_again_after_a_month_or_on_request(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    asking = library(server, fetcher, tmp_path)
    first = asking.text(source(server))
    asked = len(server.asked)
    assert asked > 1
    assert asking.text(source(server)) == first
    assert replace(asking, today=DAY + timedelta(DAYS - 1)).text(source(server)) == first
    assert len(server.asked) == asked
    replace(asking, today=DAY + timedelta(DAYS)).text(source(server))
    assert len(server.asked) == 2 * asked
    replace(asking, ask_again=True).text(source(server))
    assert len(server.asked) == 3 * asked


def test_a_failure_that_may_pass_is_not_remembered(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    server.on(PMC, *[Reply(status=500)] * 3, Reply(JATS, "application/xml"))
    missing = library(server, fetcher, tmp_path).text(source(server))
    assert isinstance(missing, NoText)
    assert NoTextReason.BROKEN in {tried.reason for tried in missing.tried}
    assert isinstance(library(server, fetcher, tmp_path).text(source(server)), Text)


def test_an_altered_answer_without_a_text_is_asked_for_again(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    library(server, fetcher, tmp_path).text(source(server))
    asked = len(server.asked)
    for path in tmp_path.iterdir():
        path.write_text(path.read_text("utf-8").replace('"version": 4', '"version": 0'), "utf-8")
    library(server, fetcher, tmp_path).text(source(server))
    assert len(server.asked) == 2 * asked


def test_an_interrupted_run_resumes(
    server: Loopback, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(server)
    library(server, fetcher, tmp_path).text(source(server, "a1"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            library(server, fetcher, tmp_path).text(source(server, "b2"))
    assert [p.name for p in tmp_path.iterdir()] == ["a1@europe-pmc.json"]
    for key in ("a1", "b2"):
        assert isinstance(library(server, fetcher, tmp_path).text(source(server, key)), Text)
    assert len(server.asked) == 3


def _interrupted(_: int) -> None:
    raise KeyboardInterrupt


def test_nothing_is_written_outside_the_cache(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    everything(server)
    inside, outside = tmp_path / "in" / "cache", tmp_path / "outside"
    outside.write_text("as it was")
    keys = (
        "doe2020",
        "../outside",
        "..",
        "/etc/x",
        "a/b",
        "a\\b",
        "",
        ".hidden",
        "a\0b",
        "x" * 300,
        "a..b",
        "C:x",
        "a\n",
    )
    for key in keys:
        library(server, fetcher, inside, tmp_path).text(source(server, key))
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == [
        "in",
        "in/cache",
        "in/cache/doe2020@europe-pmc.json",
        "outside",
    ]
    assert outside.read_text() == "as it was"
    assert len(server.asked) == 1


def test_a_file_by_hand_is_never_read_from_elsewhere(server: Loopback, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "doe2020.txt").write_text(TITLE)
    assert (
        reason(library(server, None, by_hand=tmp_path / "in").text(source(server, "../doe2020")))
        is NoTextReason.NOTHING
    )


def test_a_link_in_the_cache_is_replaced_and_not_followed(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    everything(server)
    target, inside = tmp_path / "target", tmp_path / "cache"
    target.write_text("as it was")
    inside.mkdir()
    (inside / "doe2020@europe-pmc.json").symlink_to(target)
    library(server, fetcher, inside).text(source(server))
    assert target.read_text() == "as it was"


@given(st.text(max_size=30), st.text(min_size=1, max_size=10))
def test_a_key_names_a_file_in_the_cache_or_none(key: str, service: str) -> None:
    try:
        path = Cache(Path("/cache")).path(key, "Europe PMC")
    except GuideError:
        return
    assert path.resolve().parent == Path("/cache")
    assert service


def test_a_cache_that_cannot_be_written_says_what_to_do(
    server: Loopback, fetcher: Fetcher, tmp_path: Path
) -> None:
    everything(server)
    (tmp_path / "file").write_text("")
    with pytest.raises(GuideError, match="name another folder"):
        library(server, fetcher, tmp_path / "file" / "cache").text(source(server))


def test_the_cache_is_outside_the_repository_by_default() -> None:
    assert Cache().folder.parts[-2:] == ("evidence-guide", "texts")
    assert not Cache().folder.is_relative_to(Path.cwd())
