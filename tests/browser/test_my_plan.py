"""My plan in a browser: it shows what applies, keeps the choice in the address, and stores and
sends nothing.
"""

import json
from time import sleep
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from tests.browser.conftest import DESK, PHONE, Browser, Built, Size
from tests.browser.test_print import pages
from tests.conftest import TEA, copy
from tests.personas import OF_THE_REVIEW, PERSONAS, Persona
from tests.sites import built

SMALL = Size(360, 640)
STEPS = (
    "return [...document.querySelectorAll('.eg-plan-step')].filter(s => "
    "s.checkVisibility()).map(s => s.dataset.step)"
)
AMOUNTS = """
const seen = element => element.checkVisibility();
const countries = [...document.querySelectorAll('.eg-plan-values li:has(ul)')].filter(seen);
return Object.fromEntries(countries.map(country => [country.dataset.when,
  [...country.querySelectorAll('li')].filter(seen).map(value => value.textContent)]));
"""


def said(browser: Browser) -> str:
    return browser.one(".eg-plan-said[role=status]").text


def choose(browser: Browser, *values: str) -> None:
    """Chooses answers as a reader does, by their labels."""
    for value in values:
        label = browser.one(f"form.eg-plan label:has([value='{value}'])")
        browser.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", label)
        label.click()


def fragment(browser: Browser) -> str:
    return urlsplit(browser.chrome.current_url).fragment


@pytest.fixture
def plan(browser: Browser, real_address: str) -> Browser:
    browser.open(f"{real_address}plan/")
    browser.one("form.eg-plan")
    browser.requests()
    return browser


@pytest.mark.parametrize("persona", PERSONAS[:OF_THE_REVIEW], ids=lambda p: p.who)
def test_a_reader_meets_the_steps_and_amounts_that_are_hers(
    persona: Persona, browser: Browser, real_sites: Built
) -> None:
    browser.open(f"{(real_sites.offline / 'plan.html').as_uri()}#{persona.address}")
    browser.one(".eg-plan-chosen")
    found = browser.chrome.execute_script(STEPS)
    assert tuple(found[:3]) == persona.first
    assert persona.must <= set(found)
    assert not persona.must_not & set(found)
    assert said(browser) == f"{len(found)} steps apply to you."
    told = browser.chrome.execute_script(AMOUNTS)
    assert told == (
        {persona.address.rpartition("+")[2]: persona.amounts} if persona.amounts else {}
    )


def test_without_a_script_every_step_shows_and_no_dead_question(
    browser: Browser, real_sites: Built
) -> None:
    browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(f"{(real_sites.offline / 'plan.html').as_uri()}#pregnancy+vegan+uk")
        text = "\n".join(pages(browser.printed()))
        steps = browser.chrome.find_elements(By.CSS_SELECTOR, ".eg-plan-step")
        assert len(steps) >= 30
        assert [
            step
            for step in steps
            if not step.is_displayed()
            or not step.find_element(By.CSS_SELECTOR, ".eg-chip-whom").text
        ] == []
        assert not browser.chrome.find_element(By.CSS_SELECTOR, "form.eg-plan").is_displayed()
        assert f"it shows all {len(steps)} steps" in text
    finally:
        browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_address_keeps_the_choice_and_the_back_button_undoes_it(plan: Browser) -> None:
    assert said(plan).startswith("Choose at least one answer.")
    choose(plan, "uk", "vegan", "pregnancy")
    assert fragment(plan) == "pregnancy+vegan+uk"
    found = plan.chrome.execute_script(STEPS)
    plan.chrome.refresh()
    assert (
        plan.one("[data-chosen]").text == "During pregnancy; No animal foods at all; United Kingdom"
    )
    assert plan.chrome.execute_script(STEPS) == found
    plan.click("[data-do=change]")
    plan.chrome.back()
    plan.chrome.back()
    assert fragment(plan) == "uk"
    assert not plan.one("[value=vegan]").is_selected()
    plan.chrome.back()
    assert said(plan).startswith("Choose at least one answer.")
    plan.chrome.forward()
    assert plan.one("[value=uk]").is_selected()


def test_a_citation_and_a_reload_lose_no_choice(plan: Browser) -> None:
    choose(plan, "pregnancy", "vegan")
    plan.click(".eg-plan-step:not([hidden]) .eg-cite a[href^='#ref-']")
    assert fragment(plan).startswith("ref-")
    assert plan.one("[value=vegan]").is_selected()
    plan.chrome.refresh()
    assert plan.one("[data-chosen]").text == "During pregnancy; No animal foods at all"
    plan.chrome.back()
    assert fragment(plan) == "pregnancy+vegan"


@pytest.mark.parametrize(
    "address", ["pregnancy+retired-word+vegan", "vegan%2Bpregnancy", "pregnancy+vegan+%E0%A4%A"]
)
def test_a_mangled_address_is_understood_as_far_as_it_goes(address: str, plan: Browser) -> None:
    plan.open(plan.chrome.current_url + "#" + address)
    plan.chrome.refresh()
    plan.click("[data-do=change]")
    assert plan.one("[value=pregnancy]").is_selected()
    assert plan.one("[value=vegan]").is_selected()


def test_a_choice_asks_no_host_and_stores_nothing(plan: Browser) -> None:
    stored = "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    before = plan.chrome.execute_script(stored)
    choose(plan, "pregnancy", "vegan", "metformin", "uk")
    plan.click(".eg-plan-step:not([hidden]) label")
    assert plan.chrome.execute_script(stored) == before
    assert plan.requests() == set()


def test_ticks_are_kept_only_while_the_reader_asks_for_it(plan: Browser) -> None:
    def ticked() -> int:
        return len(plan.chrome.find_elements(By.CSS_SELECTOR, "[name=tick]:checked"))

    choose(plan, "pregnancy")
    plan.click(".eg-plan-step:not([hidden]) label")
    plan.chrome.refresh()
    assert ticked() == 0
    plan.click(".eg-plan-step:not([hidden]) label")
    plan.click(".eg-plan-remember")
    plan.chrome.refresh()
    assert ticked() == 1
    assert plan.one("[name=remember]").is_selected()
    plan.click(".eg-plan-remember")
    plan.chrome.refresh()
    assert ticked() == 0
    kept = json.loads(
        plan.chrome.execute_script("return JSON.stringify(Object.keys(localStorage))")
    )
    assert [key for key in kept if key.startswith("ticks")] == []


def test_the_clear_button_forgets_answers_ticks_and_what_was_stored(plan: Browser) -> None:
    choose(plan, "pregnancy", "vegan")
    plan.click(".eg-plan-remember")
    plan.click(".eg-plan-step:not([hidden]) label")
    plan.click("form.eg-plan button[type=reset]")
    assert fragment(plan) == ""
    assert said(plan).startswith("Choose at least one answer.")
    assert plan.chrome.find_elements(By.CSS_SELECTOR, ".md-content input:checked") == []
    assert [
        key
        for key in plan.chrome.execute_script("return Object.keys(localStorage)")
        if key.startswith("ticks")
    ] == []


def test_what_is_left_open_is_told(plan: Browser) -> None:
    choose(plan, "pregnancy")
    plan.click("button[type=submit]")
    assert plan.one("[data-left]").text.endswith("What do you eat? · Country")
    plan.click("[data-do=change]")
    choose(plan, "omnivore", "eu")
    plan.click("button[type=submit]")
    assert not plan.chrome.find_element(By.CSS_SELECTOR, "[data-left]").is_displayed()


def test_where_nothing_applies_the_page_says_so(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stage = (
        (TEA / "evidence/stages/evening.yml")
        .read_text("utf-8")
        .replace("for: everyone", "for: [night-worker]")
    )
    site = built(
        copy(tmp_path_factory.mktemp("none") / "tea", {"evidence/stages/evening.yml": stage})
    ).offline
    browser.open(f"{(site / 'plan.html').as_uri()}#evening+day-worker")
    assert said(browser) == "No step applies to what you chose."
    assert browser.one(".eg-none").text.startswith(
        "No step of this guide applies to what you chose."
    )
    browser.click("[data-do=change]")
    choose(browser, "night-worker")
    assert said(browser) == "2 steps apply to you."
    assert not [
        none
        for none in browser.chrome.find_elements(By.CSS_SELECTOR, ".eg-none")
        if none.is_displayed()
    ]


def test_references_that_nobody_sees_cited_are_hidden_and_the_others_keep_their_numbers(
    plan: Browser,
) -> None:
    choose(plan, "your-baby", "omnivore", "uk")
    plan.click(".eg-sources > summary")
    cited = (
        "return [...new Set([...document.querySelectorAll('.eg-cite "
        'a[href^="#ref-"]\')].filter(a => a.checkVisibility()).map(a => '
        "a.hash.slice(5).split('-')[0]))]"
    )
    shown = (
        "return [...document.querySelectorAll('.eg-refs > li')].filter(l => "
        "l.checkVisibility()).map(l => [l.id.slice(4), String(l.value)])"
    )
    listed = plan.chrome.execute_script(shown)
    assert {number for number, _ in listed} >= set(plan.chrome.execute_script(cited))
    assert all(number == value for number, value in listed)
    assert 0 < len(listed) < len(plan.chrome.find_elements(By.CSS_SELECTOR, ".eg-refs > li"))


def test_paper_holds_the_chosen_steps_with_boxes_red_flags_and_where_it_came_from(
    plan: Browser,
) -> None:
    choose(plan, "pregnancy", "vegan", "uk")
    plan.click(".eg-plan-step:not([hidden]) label")
    text = " ".join("\n".join(pages(plan.printed())).split())
    order = [
        "Not yet reviewed",
        "As of",
        "Your answers: During pregnancy; No animal foods at all; United Kingdom.",
        "Get help first",
        "Without animal foods, make sure of your B12",
        "Read your pregnancy vitamin's",
        "1.5 micrograms a day in pregnancy (as for all adults, no extra).",
        "pregnancy+vegan+uk",
        "What this page is not",
        "References",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    assert text.count("✓") == 1
    assert [
        words
        for words in (
            "Where are you?",
            "Clear answers",
            "Change answers",
            "Start B12 early",
            "Your baby keeps vomiting",
            "Institute of Medicine 2",
        )
        if words in text
    ] == []


@pytest.mark.parametrize("size", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"])
def test_targets_are_large_and_nothing_is_wider_than_the_screen(size: Size, plan: Browser) -> None:
    plan.look(size)
    choose(plan, "pregnancy", "uk")
    assert plan.chrome.execute_script("return document.documentElement.scrollWidth") <= size.width
    small = """return [...document.querySelectorAll('form.eg-plan :is(label, button, a), .eg-plan-step :is(label, summary, .eg-to)')]
      .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect()).filter(r => r.height < 24 || r.width < 24).length"""
    assert plan.chrome.execute_script(small) == 0


def test_by_keyboard_every_answer_is_reached_seen_and_chosen(plan: Browser) -> None:
    plan.look(SMALL)
    plan.chrome.execute_script("document.querySelector('form.eg-plan input').focus()")
    plan.chrome.switch_to.active_element.send_keys(Keys.SPACE)
    assert fragment(plan) == "before-pregnancy"
    seen = """const e = document.activeElement, r = e.getBoundingClientRect();
      return r.top >= 0 && r.bottom <= innerHeight + 1 && getComputedStyle(e).outlineStyle !== 'none'"""
    reached: list[str] = []
    while "reset" not in reached and len(reached) < 40:
        WebDriverWait(plan.chrome, 10).until(
            lambda chrome: chrome.execute_script(seen)
        )  # the theme scrolls smoothly
        reached.append(
            plan.chrome.execute_script(
                "const e = document.activeElement; return e.name || e.dataset.do || e.type "
                "|| e.tagName"
            )
        )
        plan.chrome.switch_to.active_element.send_keys(Keys.TAB)
    assert list(dict.fromkeys(reached)) == [
        "stage",
        "food",
        "medicines",
        "operations",
        "conditions",
        "country",
        "submit",
        "reset",
    ]


def test_the_questions_step_aside_for_the_plan_and_come_back_by_keyboard(plan: Browser) -> None:
    plan.look(PHONE)
    focus = "return document.activeElement.matches(arguments[0])"
    choose(plan, "pregnancy", "vegan")
    plan.ask("document.querySelector('form.eg-plan [type=submit]').focus()")
    plan.press(Keys.ENTER)
    assert not plan.chrome.find_element(By.CSS_SELECTOR, "form.eg-plan").is_displayed()
    assert plan.ask(focus, ".eg-plan-chosen")
    assert plan.one("[data-chosen]").text == "During pregnancy; No animal foods at all"
    assert fragment(plan) == "pregnancy+vegan"
    plan.press(Keys.TAB)
    assert plan.ask(focus, "[data-do=change]")
    plan.press(Keys.ENTER)
    assert plan.one("form.eg-plan").is_displayed()
    assert plan.ask(focus, "[name=stage]:checked")
    assert not plan.chrome.find_element(By.CSS_SELECTOR, ".eg-plan-chosen").is_displayed()


def test_without_an_answer_the_questions_stay(plan: Browser) -> None:
    plan.click("form.eg-plan button[type=submit]")
    assert plan.one("form.eg-plan").is_displayed()
    assert plan.ask(STEPS) == []


def test_how_to_do_it_shows_at_once_in_steps_for_her_situation(plan: Browser) -> None:
    choose(plan, "before-pregnancy", "omnivore", "bariatric")
    how = plan.one("[data-step=plan-pregnancy-after-stomach-surgery] details[open]").text
    assert "at least 12 months between the operation and pregnancy" in how
    assert "blood tests in each third of pregnancy" in how


def test_each_group_of_steps_has_its_heading_only_while_it_holds_one(plan: Browser) -> None:
    headings = "return [...document.querySelectorAll('.eg-plan-steps h3')].filter(h => h.checkVisibility()).map(h => h.textContent)"
    choose(plan, "pregnancy", "omnivore")
    assert plan.ask(headings) == ["General steps"]
    choose(plan, "bariatric")
    assert plan.ask(headings) == ["For your situation", "General steps"]


SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFT = 0.05


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", ["", "#pregnancy+vegan+uk", "#birth-and-breastfeeding+uk"])
def test_nothing_jumps_while_the_page_opens(
    address: str, size: Size, browser: Browser, real_address: str
) -> None:
    browser.look(size)
    watch = browser.chrome.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": SHIFTS}
    )
    try:
        browser.open("about:blank")
        browser.open(f"{real_address}plan/{address}")
        browser.one("form.eg-plan, .eg-plan-chosen")
        sleep(1)
        assert sum(browser.ask("return shifts")) <= MOST_SHIFT
    finally:
        browser.chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", watch)


def test_home_leads_to_the_plan(browser: Browser, real_address: str) -> None:
    browser.open(real_address)
    browser.click("article a[href='plan/']")
    browser.wait("/plan/")
    assert browser.one("h1").text.startswith("My plan")


def test_what_fits_a_given_answer_comes_before_what_an_open_question_leaves_possible(
    plan: Browser,
) -> None:
    choose(plan, "birth-and-breastfeeding", "metformin", "uk")
    shown = plan.chrome.find_elements(By.CSS_SELECTOR, ".eg-plan-step:not([hidden])")
    found = [step.get_attribute("data-step") for step in shown]
    assert found[:2] == ["ask-about-b12-with-your-medicines", "take-b12-while-breastfeeding-vegan"]
    choose(plan, "omnivore")
    assert "take-b12-while-breastfeeding-vegan" not in [
        step.get_attribute("data-step")
        for step in plan.chrome.find_elements(By.CSS_SELECTOR, ".eg-plan-step:not([hidden])")
    ]
