"""A reader's page: every layer is there without a script, cards tell what a number means, and
addresses can be passed on.
"""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from tests.browser.conftest import DESK, PHONE, Browser, Built, Size, serving

NARROW, TABLET, WIDE = Size(360, 740), Size(800, 1100), Size(1920, 1080)
CARD = ".eg-card"


@pytest.fixture
def stage(browser: Browser, tea_sites: Built) -> Browser:
    browser.open(tea_sites.offline / "stages/evening.html")
    return browser


def number(stage: Browser, which: int = 0) -> WebElement:
    """One of the numbers behind the first step's advice."""
    return stage.chrome.find_elements(By.CSS_SELECTOR, ".eg-do .eg-cite > a")[which]


def cards(stage: Browser) -> list[WebElement]:
    return stage.chrome.find_elements(By.CSS_SELECTOR, CARD)


def focused(stage: Browser) -> WebElement:
    return stage.chrome.switch_to.active_element


def press(stage: Browser, *keys: str) -> None:
    ActionChains(stage.chrome).send_keys(*keys).perform()


def reach(stage: Browser, link: WebElement) -> None:
    """Comes to a link by keyboard, from the one before."""
    stage.chrome.execute_script("arguments[0].focus({focusVisible: true})", link)


def test_a_pointer_over_a_number_shows_who_what_year_what_it_found_and_what_was_checked(
    stage: Browser,
) -> None:
    ActionChains(stage.chrome).move_to_element(number(stage)).perform()
    stage.one(f"{CARD} li")
    card = stage.one(CARD)
    for words in (
        "Doe 2020: Tea and sleep: a randomised trial DOI",
        "What it found",
        "People who drank tea fell asleep 12 minutes sooner.",
        "Passage and figures found",
        "No correction or retraction known",
        "Compared with the source again by a second reader",
    ):
        assert words in card.text
    about = card.find_element(By.LINK_TEXT, "Doe 2020").get_attribute("href") or ""
    assert about.endswith("sources/doe2020.html")
    ActionChains(stage.chrome).move_to_element(card).pause(0.5).perform()
    assert cards(stage)  # the pointer can walk onto it
    ActionChains(stage.chrome).move_to_element(stage.one("h1")).pause(0.6).perform()
    assert cards(stage) == []


def test_a_keyboard_opens_a_card_walks_through_it_and_comes_back(stage: Browser) -> None:
    reach(stage, number(stage))
    assert number(stage).get_attribute("aria-expanded") == "true"
    press(stage, Keys.TAB)
    assert focused(stage).text == "Doe 2020"
    press(stage, Keys.ESCAPE)
    assert cards(stage) == []
    assert focused(stage) == number(stage)
    assert number(stage).get_attribute("aria-expanded") == "false"


def test_a_card_is_no_trap(stage: Browser) -> None:
    reach(stage, number(stage))
    links = len(stage.one(CARD).find_elements(By.TAG_NAME, "a"))
    press(stage, *[Keys.TAB] * (links + 1))
    assert focused(stage) == number(stage, 1)
    assert len(cards(stage)) == 1
    assert "Roe and van der Berg 2021" in cards(stage)[0].text


def test_a_keyboard_still_follows_a_number_to_its_reference_which_unfolds(
    stage: Browser,
) -> None:
    reach(stage, number(stage))
    press(stage, Keys.ENTER)
    stage.wait("#ref-2")
    assert stage.one("#ref-2").is_displayed()
    assert cards(stage) == []


@pytest.fixture
def finger(stage: Browser) -> Iterator[Browser]:
    stage.look(PHONE)
    stage.chrome.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield stage
    stage.chrome.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def tap(stage: Browser, element: WebElement) -> None:
    stage.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    box = stage.chrome.execute_script(
        (
            "const b = arguments[0].getBoundingClientRect(); return [b.x + b.width / 2, b.y + "
            "b.height / 2]"
        ),
        element,
    )
    for kind, points in (("touchStart", [{"x": box[0], "y": box[1]}]), ("touchEnd", [])):
        stage.chrome.execute_cdp_cmd(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )


def test_a_tap_opens_a_card_at_the_lower_edge_and_stays_where_one_reads(finger: Browser) -> None:
    tap(finger, number(finger))
    finger.one(f"{CARD} li")
    card = finger.one(CARD)
    assert "12 minutes sooner" in card.text
    assert "#ref" not in finger.chrome.current_url
    assert card.rect["width"] == pytest.approx(PHONE.width, abs=1)
    tap(finger, card.find_element(By.CSS_SELECTOR, "button"))
    assert cards(finger) == []


def test_a_glossary_word_is_explained_where_it_stands(stage: Browser) -> None:
    reach(stage, stage.one("a.eg-term"))
    card = stage.one(CARD)
    assert card.text.split("\n") == ["Cup", "A cup holds 200 mL."]
    assert (
        card.find_element(By.TAG_NAME, "a").get_attribute("href").endswith("glossary.html#term-cup")
    )


def test_several_sources_behind_one_plus_are_listed(browser: Browser, real_sites: Built) -> None:
    browser.open(real_sites.offline / "stages/pregnancy.html")
    more = browser.one(".eg-do a[data-numbers]")
    reach(browser, more)
    shown = [link.text for link in browser.one(CARD).find_elements(By.CSS_SELECTOR, "li > a")]
    assert shown == (more.get_attribute("data-numbers") or "").split()


def test_a_page_has_one_explanation_for_every_card(browser: Browser, real_sites: Built) -> None:
    browser.open(real_sites.offline / "stages/pregnancy.html")
    lost = (
        "return [...document.querySelectorAll('.eg-cite > a, a.eg-term')]"
        ".filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert browser.chrome.execute_script(lost) == 0


def test_the_address_of_a_claim_can_be_copied_and_is_that_of_the_web(
    browser: Browser, real_sites: Built
) -> None:
    browser.open(real_sites.offline / "claims/food-animal-sources.html")
    browser.chrome.execute_script(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; }"
    )
    browser.click("details:has(.eg-tools) > summary")
    button = browser.one(".eg-tools button")
    browser.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    assert browser.one("[role=status]").text == "Link copied"
    assert (
        browser.chrome.execute_script("return window.copied")
        == "https://example.org/vitamin-b12/claims/food-animal-sources/"
    )


def test_every_layer_is_there_without_a_script(browser: Browser, tea_sites: Built) -> None:
    browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(tea_sites.offline / "stages/evening.html")
        step = browser.one(".eg-step")
        for words in (
            "Drink a cup of tea in the evening.",
            "Everyone",
            "Conditional advice to do this",
            "Low certainty: we are not sure",
        ):
            assert words in step.text
        step.find_element(By.CSS_SELECTOR, "details.eg-more:has(.eg-why) > summary").click()
        assert "Tea may help you fall asleep." in step.text
        number(browser).click()
        assert browser.one("#ref-2").text == "Doe 2020: Tea and sleep: a randomised trial DOI"
    finally:
        browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


PAGES = [
    "index",
    "stages/pregnancy",
    "claims/milk-before-birth-at-6-weeks",
    "sources/bumps2017",
    "about-this-guide",
    "changes",
    "popular-claims",
    "glossary",
    "topics/milk",
]


SIZES = [NARROW, TABLET, DESK, WIDE]
ENLARGE = """
document.documentElement.style.fontSize = `${arguments[0] * 20}px`;
document.querySelectorAll('details').forEach(fold => fold.open = true);
"""


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_wider_than_its_screen_even_with_large_text(
    page: str, browser: Browser, real_sites: Built
) -> None:
    browser.open(real_sites.offline / f"{page}.html")
    for size in SIZES:
        browser.look(size)
        for factor in (1, 2):
            browser.ask(ENLARGE, factor)
            assert browser.overflow() <= 0, (size, factor)


def test_with_forced_colours_cards_and_warnings_keep_an_edge(stage: Browser) -> None:
    stage.chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "forced-colors", "value": "active"}]}
    )
    reach(stage, number(stage))
    edge = (
        "return ['.eg-card', '.eg-care', '.eg-step'].map(s => "
        "getComputedStyle(document.querySelector(s)).borderTopStyle)"
    )
    assert "none" not in stage.chrome.execute_script(edge)


def test_with_reduced_motion_nothing_moves(stage: Browser) -> None:
    stage.chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]},
    )
    moving = (
        "return [...document.querySelectorAll('*')].filter(e => "
        "getComputedStyle(e).transitionDuration.split(', ').some(d => d !== '0s')).length"
    )
    assert stage.chrome.execute_script(moving) == 0


def test_a_lost_reader_is_helped(
    browser: Browser, real_sites: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = tmp_path_factory.mktemp("top")
    (top / "vitamin-b12").symlink_to(real_sites.online)
    with serving(top) as address:
        browser.open(f"{address}vitamin-b12/404.html")
        assert browser.one("h1").text == "This page does not exist"
        assert browser.chrome.title == "Page not found - Vitamin B12 for mothers and babies"
        browser.one("#eg-find").send_keys("metformin", Keys.ENTER)
        browser.wait("?q=metformin")
        assert browser.one(".md-search-result__link").text
        browser.open(f"{address}vitamin-b12/404.html")
        browser.click(".eg-cards a")
        browser.wait("stages/before-pregnancy/")


def test_the_foot_of_every_page_leads_to_who_made_it_what_was_checked_and_what_changed(
    browser: Browser, tea_sites: Built
) -> None:
    for page in ("index", "stages/evening", "about"):
        browser.open(tea_sites.offline / f"{page}.html")
        links = browser.chrome.find_elements(By.CSS_SELECTOR, ".eg-foot a")
        assert [link.text for link in links] == [
            "About this guide",
            "What was checked",
            "What changed",
            "Feed of changes",
            "Report an error",
        ]
    links[0].click()
    browser.wait("about-this-guide.html")
    assert "Who paid for it" in browser.one("article").text
