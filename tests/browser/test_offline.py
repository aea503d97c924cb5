"""Readers without a network: the site works from its folder, and neither site asks another host
for anything.
"""

import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By
from tests.browser.conftest import PHONE, Browser, Built, Size

PAGES = ["index", "stages/evening", "claims/index", "tables/drinks", "popular-claims", "downloads"]


def search(browser: Browser, words: str) -> None:
    """Looks for words, as a reader does, and opens the first page that is found."""
    browser.click(".md-search__input, label[for=__search].md-header__button")
    browser.one(".md-search__input").send_keys(words)
    browser.click(".md-search-result__link")


def test_from_a_folder_a_reader_walks_from_home_to_a_step_and_its_evidence(
    browser: Browser, tea_sites: Built
) -> None:
    browser.open(tea_sites.offline / "index.html")
    browser.click("a[href='stages/evening.html']")
    browser.wait("stages/evening.html")
    browser.click("details.eg-more:has(a.eg-to):not([open]) > summary")
    browser.click("a.eg-to")
    browser.wait("claims/sleep-faster.html")
    assert browser.one("h1").text.startswith("Tea may help you fall asleep")
    browser.click(".md-header a.md-logo")
    browser.wait("index.html")


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_from_a_folder_the_search_finds_a_page_and_opens_it(
    size: Size | None, browser: Browser, dressed_sites: Built
) -> None:
    if size:
        browser.look(size)
    browser.open(dressed_sites.offline / "stages/evening.html")
    search(browser, "asleep")
    browser.wait("?h=")
    assert browser.chrome.current_url.startswith(dressed_sites.offline.as_uri())
    assert "asleep" in browser.one("article").text.lower()


def test_from_a_folder_whose_name_holds_spaces_the_search_works_too(
    browser: Browser, tea_sites: Built
) -> None:
    browser.open(tea_sites.offline / "index.html")
    search(browser, "asleep")
    browser.wait("claims/sleep-faster.html")


def test_a_served_site_is_searched_too(browser: Browser, dressed_address: str) -> None:
    browser.open(dressed_address)
    search(browser, "asleep")
    browser.wait("?h=")


def test_the_colours_that_a_reader_chose_stay_on_the_next_page(
    browser: Browser, dressed_sites: Built
) -> None:
    def scheme() -> str | None:
        return browser.chrome.find_element(By.TAG_NAME, "body").get_attribute(
            "data-md-color-scheme"
        )

    browser.open(dressed_sites.offline / "index.html")
    assert scheme() == "default"
    browser.click("label[title='Switch to dark mode']")
    assert scheme() == "slate"
    browser.open(dressed_sites.offline / "stages/evening.html")
    assert scheme() == "slate"


def test_a_folder_asks_no_host_for_anything(browser: Browser, dressed_sites: Built) -> None:
    for page in PAGES:
        browser.open(dressed_sites.offline / f"{page}.html")
    search(browser, "coffee")
    browser.wait("?h=")
    asked = {urlsplit(address) for address in browser.requests()}
    assert {address.scheme for address in asked} == {"file", "data"}
    assert any(address.path.endswith("search_index.js") for address in asked)


def test_a_served_site_asks_only_its_own_host(browser: Browser, dressed_address: str) -> None:
    for page in PAGES:
        browser.open(dressed_address + f"{page}/".removesuffix("index/"))
    search(browser, "coffee")
    browser.wait("?h=")
    asked = {urlsplit(address) for address in browser.requests()}
    assert {address.netloc for address in asked if address.scheme != "data"} == {
        urlsplit(dressed_address).netloc
    }


def test_the_zip_of_the_downloads_page_is_a_folder_that_works(
    browser: Browser, dressed_sites: Built, dressed_address: str, tmp_path: Path
) -> None:
    browser.open(f"{dressed_address}downloads/")
    link = browser.one("a[href$='.zip']").get_attribute("href")
    assert link
    file = dressed_sites.online / "downloads" / link.rpartition("/")[2]
    with zipfile.ZipFile(file) as packed:
        packed.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    browser.open(top / "index.html")
    search(browser, "coffee")
    browser.wait("?h=")
