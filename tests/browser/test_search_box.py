"""The search box of the theme: what somebody types leads to the page that helps, among the first
three, on the web, from a folder and from a folder that a server offers.
"""

from time import sleep

import pytest
from selenium.webdriver.support.wait import WebDriverWait
from tests.browser.conftest import Browser, Built
from tests.browser.everyday_words import EVERYDAY
from tests.browser.serving import serving

FIRST = """
const pages = [...document.querySelectorAll('.md-search-result__item')].slice(0, 3);
return pages.map(page => new URL(page.querySelector('a').href).pathname.replace(/\\/$|\\.html$/, ''));
"""
COUNT = "return document.querySelector('.md-search-result__meta').textContent"
MESSAGES = """
window.messages = []
const meta = document.querySelector('.md-search-result__meta')
new MutationObserver(() => window.messages.push(meta.textContent.trim()))
  .observe(meta, { childList: true, characterData: true, subtree: true })
"""


def helps(page: str, expected: tuple[str, ...]) -> bool:
    return page.endswith(expected)


ENTER = """
const [field, words] = arguments;
field.value = words;
field.dispatchEvent(new Event('keyup'));
"""
"""Enters all words at once, as one pastes them; each key would be a search of its own."""


def enter(browser: Browser, words: str) -> None:
    browser.ask(ENTER, browser.one(".md-search__input"), words)


def first(browser: Browser, words: str, expected: tuple[str, ...] = ()) -> list[str]:
    """The first three pages found, once an expected one is there or after some seconds."""
    enter(browser, words)
    for _ in range(30):
        sleep(0.1)
        pages: list[str] = browser.ask(FIRST)
        if any(helps(page, expected) for page in pages):
            break
    return pages


def count(browser: Browser, words: str) -> int:
    """How many pages the theme says that it found."""
    before = browser.ask(COUNT)
    enter(browser, words)
    WebDriverWait(browser.chrome, 20).until(lambda _: browser.ask(COUNT) != before)
    said: str = browser.ask(COUNT).strip()
    return 1 if said.startswith("1 ") else int(said.split(maxsplit=1)[0])


def unhelpful(browser: Browser) -> dict[str, list[str]]:
    """The everyday words whose first three pages do not help, with those pages."""
    browser.click(".md-search__input")
    browser.one(".md-search__input").send_keys("liver")
    browser.one(".md-search-result__link")
    found = {words: first(browser, words, pages) for words, pages in EVERYDAY.items()}
    return {
        words: pages
        for words, pages in found.items()
        if not any(helps(page, EVERYDAY[words]) for page in pages)
    }


@pytest.mark.parametrize("where", ["web", "folder"])
def test_everyday_words_lead_to_a_page_that_helps(
    where: str, browser: Browser, real_sites: Built, real_address: str
) -> None:
    browser.open(real_address if where == "web" else real_sites.offline / "index.html")
    assert unhelpful(browser) == {}


def test_a_folder_that_a_server_offers_is_searched_too(browser: Browser, real_sites: Built) -> None:
    with serving(real_sites.offline) as address:
        browser.open(f"{address}index.html")
        browser.errors()  # those of pages before
        browser.click(".md-search__input")
        expected = EVERYDAY["metformin"]
        assert any(helps(page, expected) for page in first(browser, "metformin", expected))
        assert browser.errors() == []


def test_more_words_find_fewer_pages(browser: Browser, real_address: str) -> None:
    browser.open(real_address)
    browser.click(".md-search__input")
    browser.one(".md-search__input").send_keys("liver")
    browser.one(".md-search-result__link")
    assert count(browser, "folic acid tablets") < count(browser, "folic acid")
    assert count(browser, "vegan baby") < count(browser, "vegan")
    assert count(browser, "b12") < 100
    assert count(browser, "b12 shot") < 100


def test_steps_and_topics_come_before_sources(browser: Browser, real_address: str) -> None:
    browser.open(real_address)
    browser.click(".md-search__input")
    for words in ("metformin", "liver", "formula"):
        pages = first(browser, words, EVERYDAY[words])
        assert pages[0].split("/")[-2] in {"stages", "topics"}, pages
        assert any("/stages/" in page for page in pages), pages


def test_a_first_search_never_says_that_there_is_nothing(
    browser: Browser, real_address: str
) -> None:
    browser.open(f"{real_address}stages/pregnancy/")
    browser.ask(MESSAGES)
    browser.click(".md-search__input")
    browser.one(".md-search__input").send_keys("metformin")
    browser.one(".md-search-result__link")
    sleep(0.3)
    said = browser.ask("return window.messages")
    assert said
    assert not [message for message in said if message.startswith("No matching")]


def test_the_words_that_lead_to_a_page_are_shown_to_nobody(
    browser: Browser, real_address: str
) -> None:
    browser.open(real_address)
    browser.click(".md-search__input")
    assert first(browser, "losec", EVERYDAY["losec"])
    assert "losec" not in browser.one(".md-search-result__list").text.lower()
    browser.open(f"{real_address}stages/before-pregnancy/")
    assert "losec" not in browser.ask("return document.body.textContent").lower().split()


def test_pages_for_contributors_are_not_found(browser: Browser, real_address: str) -> None:
    browser.open(real_address)
    browser.click(".md-search__input")
    pages = first(browser, "mutants diagnostics yaml", ("nowhere",))
    assert not [page for page in pages if helps(page, ("rules", "architecture", "mutants"))]
