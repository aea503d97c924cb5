"""Readers' own words: what somebody types leads to the step that helps, among the first three
pages, on the web and from a folder.
"""

from time import sleep

import pytest
from tests.browser.conftest import Browser, Built

FOUND = {
    "needle": "stages/testing-and-treatment",
    "jab": "stages/testing-and-treatment",
    "pill": "stages/before-pregnancy",
    "cobalamin": "stages/pregnancy",
    "methylcobalamin": "popular-claims",
    "breast milk": "stages/birth-and-breastfeeding",
    "nursing": "stages/birth-and-breastfeeding",
    "formula": "stages/your-baby",
    "vegan baby": "stages/your-baby",
    "weaning": "stages/your-baby",
    "heel prick": "stages/your-baby",
    "drops": "stages/your-baby",
    "metformin": "stages/before-pregnancy",
    "gastric bypass": "stages/before-pregnancy",
    "get pregnant": "stages/before-pregnancy",
    "folate": "stages/before-pregnancy",
    "laughing gas": "stages/pregnancy",
    "gas and air": "stages/birth-and-breastfeeding",
    "liver": "stages/pregnancy",
    "high dose": "stages/birth-and-breastfeeding",
    "blood test": "stages/testing-and-treatment",
    "spirulina": "popular-claims",
}
FIRST = """
const pages = [...document.querySelectorAll('.md-search-result__item')].slice(0, 3);
return pages.map(page => new URL(page.querySelector('a').href).pathname.replace(/\\/$|\\.html$/, ''));
"""


def first(browser: Browser, words: str, expected: str) -> list[str]:
    """The first three pages found, once the expected one is there or after some seconds."""
    field = browser.one(".md-search__input")
    field.clear()
    field.send_keys(words)
    for _ in range(30):
        sleep(0.1)
        pages: list[str] = browser.ask(FIRST)
        if any(page.endswith(expected) for page in pages):
            break
    return pages


@pytest.mark.parametrize("where", ["web", "folder"])
def test_readers_words_lead_to_the_step_that_helps(
    where: str, browser: Browser, real_sites: Built, real_address: str
) -> None:
    browser.open(real_address if where == "web" else real_sites.offline / "index.html")
    browser.click(".md-search__input")
    browser.one(".md-search__input").send_keys("liver")
    browser.one(".md-search-result__link")
    found = {words: first(browser, words, page) for words, page in FOUND.items()}
    assert {
        words: pages
        for words, pages in found.items()
        if not any(page.endswith(FOUND[words]) for page in pages)
    } == {}


def test_steps_stand_before_sources(browser: Browser, real_address: str) -> None:
    browser.open(real_address)
    browser.click(".md-search__input")
    for words in ("metformin", "liver", "formula"):
        assert "/stages/" in first(browser, words, "stages/nowhere")[0]


def test_the_words_that_lead_to_a_page_are_shown_to_nobody(
    browser: Browser, real_address: str
) -> None:
    browser.open(real_address)
    browser.click(".md-search__input")
    assert first(browser, "needle", "stages/testing-and-treatment")
    assert "needle" not in browser.one(".md-search-result__list").text.lower().replace(
        "pins and needles", ""
    )
    browser.open(f"{real_address}stages/testing-and-treatment/")
    assert "jab" not in browser.ask("return document.body.textContent").lower().split()
