"""Weight and length: each kind of page keeps its goal and asks no other host."""

import pytest
from tests.browser.conftest import Browser, Built
from tests.browser.lengths import KINDS, Kind, beyond, measured, pages, screens
from tests.browser.weighing import heaviest_and_median, weigh

REQUESTS = 7
"""What a page may ask for: itself, two style sheets of the theme and one of ours, two scripts, the
icon.
"""


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_kind_of_page_is_no_heavier_and_takes_no_more_paper_than_its_goal(
    kind: Kind, browser: Browser, real_sites: Built, real_address: str
) -> None:
    heaviest = pages(real_sites.online, kind)[0]
    goal = kind.goal._replace(screens=None)  # the next test looks at the length of every page
    assert list(beyond(measured(browser, real_address + heaviest, goal), goal)) == []


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.goal.screens], ids=lambda kind: kind.name
)
def test_no_page_of_a_kind_is_longer_than_its_goal(
    kind: Kind, browser: Browser, real_sites: Built, real_address: str
) -> None:
    lengths = {
        page: screens(browser, real_address + page) for page in pages(real_sites.online, kind)
    }
    assert {
        page: length for page, length in lengths.items() if length > (kind.goal.screens or 0)
    } == {}


def test_every_kind_of_page_that_readers_meet_has_a_goal(real_sites: Built) -> None:
    site = real_sites.online
    known = {page for kind in KINDS for page in pages(site, kind)}
    folders = ("stages", "topics", "claims", "sources", "tables", "tools")
    found = {
        f"{path.parent.relative_to(site)}/"
        for name in folders
        for path in (site / name).rglob("index.html")
    }
    assert found <= known


def test_a_stage_page_asks_for_seven_files_of_its_own_host_and_not_for_the_search(
    browser: Browser, real_sites: Built, real_address: str
) -> None:
    for page in heaviest_and_median(real_sites.online):
        cost = weigh(browser, real_address + page)
        assert cost.elsewhere == ()
        assert cost.requests <= REQUESTS
        assert cost.searching == 0


def test_the_search_is_fetched_once_a_reader_turns_to_it(
    browser: Browser, real_address: str
) -> None:
    browser.open(f"{real_address}stages/pregnancy/")
    assert not any("search" in address for address in browser.requests())
    browser.click(".md-search__input")
    browser.one(".md-search__input").send_keys("liver")
    browser.one(".md-search-result__link")
    assert {
        address.rpartition("/")[2].partition(".")[0]
        for address in browser.requests()
        if "search" in address
    } == {"search", "search_index"}


def test_a_link_to_a_search_opens_it_at_once(browser: Browser, real_address: str) -> None:
    browser.open(f"{real_address}?q=liver")
    browser.one(".md-search-result__link")
    assert "liver" in browser.one(".md-search-result__list").text.lower()
