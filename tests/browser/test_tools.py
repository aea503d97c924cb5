"""The converter and the tally as a reader uses them: by keyboard, exactly, and whole without
JavaScript.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from tests.browser.conftest import PHONE, Browser, Built, Size
from tests.typed_results import ANSWERS

from evidence_guide import Guide
from evidence_guide.model import Tally
from evidence_guide.text.markup import plain
from evidence_guide.text.quantities import leading_range
from evidence_guide.view.conversions import rounded

CONVERTER, TALLY = "tools/convert-b12-result.html", "tools/b12-in-a-day.html"
FOODS, INTAKES = "tables/foods.html", "tables/recommended-intakes.html"
CUT_OFFS = "tables/cut-offs.html"


def converted(browser: Browser) -> list[str]:
    return [item.text for item in browser.chrome.find_elements(By.CSS_SELECTOR, "#eg-result p")]


@pytest.fixture
def converter(browser: Browser, real_sites: Built) -> Browser:
    browser.open(real_sites.offline / CONVERTER)
    return browser


@pytest.fixture
def tally(browser: Browser, real_sites: Built) -> Browser:
    browser.open(real_sites.offline / TALLY)
    return browser


def choose(browser: Browser, row: str, servings: str) -> None:
    field = browser.one(f"tr[data-cited='foods/{row}'] input")
    field.clear()
    field.send_keys(servings)


def told(browser: Browser) -> str:
    return " ".join(browser.one(".eg-result").text.split())


def typing(converter: Browser, text: str) -> str:
    """What the converter answers to a text that is pasted while pg/mL is chosen."""
    converter.one("#eg-number").clear()
    Select(converter.one("#eg-unit")).select_by_visible_text("pg/mL")
    converter.ask(
        "const field = document.getElementById('eg-number'); field.value = arguments[0]; "
        "field.dispatchEvent(new Event('input', {bubbles: true}))",
        text,
    )
    return " ".join(converted(converter))


def test_the_script_answers_as_the_program_does(converter: Browser) -> None:
    answers = {typed: typing(converter, typed) for typed in ANSWERS}
    assert answers == ANSWERS


@pytest.mark.parametrize("number", ["10", "12.5", "99.96", "148", "345.67", "99999.99"])
def test_the_converter_shows_what_exact_arithmetic_gives(number: str, converter: Browser) -> None:
    exact = Fraction(number) * 1000 / Fraction("1355.37")
    assert f"about {rounded(exact)} pmol/L" in typing(converter, number)


def test_the_converter_goes_the_other_way_too(converter: Browser) -> None:
    Select(converter.one("#eg-unit")).select_by_visible_text("pmol/L")
    converter.one("#eg-number").send_keys("100")
    assert converted(converter) == ["Read as 100 pmol/L.", "That is about 136 pg/mL or ng/L."]


def test_a_unit_behind_the_number_is_chosen_too(converter: Browser) -> None:
    converter.one("#eg-number").send_keys("100 PMOL/L")
    assert Select(converter.one("#eg-unit")).first_selected_option.text == "pmol/L"
    assert converted(converter) == ["Read as 100 pmol/L.", "That is about 136 pg/mL or ng/L."]


def test_what_cannot_be_read_is_marked_until_it_can(converter: Browser) -> None:
    field = converter.one("#eg-number")
    field.send_keys("150-200")
    assert field.get_attribute("aria-invalid") == "true"
    field.clear()
    field.send_keys("150")
    assert field.get_attribute("aria-invalid") == "false"
    field.clear()
    assert field.get_attribute("aria-invalid") == "false"
    assert converted(converter) == []


def test_a_keyboard_is_enough_for_the_converter(converter: Browser) -> None:
    field = converter.one("#eg-number")
    field.send_keys("100", Keys.TAB)
    assert converter.chrome.switch_to.active_element.get_attribute("id") == "eg-unit"
    converter.chrome.switch_to.active_element.send_keys("pm")
    assert converted(converter)[0] == "Read as 100 pmol/L."
    field.send_keys(Keys.ENTER)
    assert CONVERTER in converter.chrome.current_url
    assert "?" not in converter.chrome.current_url


def test_a_screen_reader_hears_the_results_and_knows_each_field(converter: Browser) -> None:
    result = converter.chrome.find_element(By.ID, "eg-result")
    assert (result.get_attribute("role"), result.get_attribute("aria-live")) == ("status", "polite")
    names = [
        converter.chrome.find_element(By.CSS_SELECTOR, f"#{id}").accessible_name
        for id in ("eg-number", "eg-unit")
    ]
    assert names == ["Result", "Unit"]


BESIDE = (
    "The sum is what the foods contain, not what you absorb: your gut may take up only a little "
    "at each meal."
)
NOTHING = "Write how many servings you had, such as 1, 0.5 or ½."
TOO_MUCH = "“{}” is not a number of servings from 0 to 20. Write one such as 1, 0.5 or ½."


def whom(tally: Browser, country: str, when: str) -> str:
    """Chooses for whom the day's value is, and returns what is shown of it."""
    Select(tally.one("#eg-who")).select_by_visible_text(country)
    Select(tally.one("#eg-when")).select_by_visible_text(when)
    return tally.one("[data-need]").text


def test_the_tally_adds_up_exactly_and_shows_the_value_of_the_country_beside_it(
    tally: Browser, real: Guide
) -> None:
    tool = real.tools["b12-in-a-day"].item
    assert isinstance(tool, Tally)
    amounts = {
        row.id: leading_range(plain(row.cells["b12"])) for row in real.tables["foods"].item.rows
    }
    choose(tally, "foods-egg", "1")
    choose(tally, "foods-milk", "1.5")
    sums = amounts["foods-egg"], amounts["foods-milk"]
    assert all(sums)
    total = sums[0].low + sums[1].low * Decimal("1.5")  # type: ignore[union-attr]
    whom(tally, "United States and Canada", "Pregnancy")
    assert total == Decimal("2.45")
    assert told(tally).startswith(
        "What you chose contains about 2.45 micrograms of B12. "
        f"United States and Canada: 2.6 micrograms a day in pregnancy. {BESIDE}"
    )


def test_a_range_stays_a_range_in_the_sum(tally: Browser) -> None:
    choose(tally, "foods-nutritional-yeast", "0.5")
    choose(tally, "foods-egg", "1")
    assert told(tally).startswith(
        "What you chose contains between 4.65 and 12.5 micrograms of B12."
    )


def test_a_sum_is_never_a_share_of_what_is_advised(tally: Browser) -> None:
    choose(tally, "foods-clams", "20")
    assert "about 340 micrograms" in told(tally)
    assert "%" not in told(tally)


@pytest.mark.parametrize(
    ("servings", "sum"),
    [
        ("1", "0.5"),
        ("0.5", "0.25"),
        ("0,5", "0.25"),
        (".5", "0.25"),
        ("½", "0.25"),
        ("1½", "0.75"),
        ("1 ½", "0.75"),
        ("1/2", "0.25"),
        ("1 1/2", "0.75"),
        (" 2 ", "1"),
        ("20", "10"),
    ],
)
def test_servings_may_be_written_as_people_do(servings: str, sum: str, tally: Browser) -> None:
    choose(tally, "foods-egg", servings)
    unit = "microgram" if sum == "1" else "micrograms"
    assert told(tally).startswith(f"What you chose contains about {sum} {unit} of B12.")


@pytest.mark.parametrize("servings", ["-3", "1e3", "99999", "20.5", "21", "abc", "1/0", "1.234"])
def test_what_is_no_number_of_servings_is_named_and_not_added(
    servings: str, tally: Browser
) -> None:
    choose(tally, "foods-milk", "1")
    choose(tally, "foods-egg", servings)
    assert told(tally).startswith(TOO_MUCH.format(servings))
    field = tally.one("tr[data-cited='foods/foods-egg'] input")
    assert field.get_attribute("aria-invalid") == "true"
    choose(tally, "foods-egg", "1")
    assert field.get_attribute("aria-invalid") == "false"
    assert told(tally).startswith("What you chose contains about 1.8 micrograms of B12.")


def test_before_anything_is_chosen_the_tally_says_what_to_do(tally: Browser) -> None:
    assert told(tally).startswith(NOTHING)
    choose(tally, "foods-egg", "0")
    assert told(tally).startswith(NOTHING)


def test_start_again_empties_the_tally(tally: Browser) -> None:
    choose(tally, "foods-egg", "2")
    tally.one(".eg-sum button").send_keys(Keys.ENTER)
    assert told(tally).startswith(NOTHING)
    assert tally.one("tr[data-cited='foods/foods-egg'] input").get_attribute("value") == ""


def test_each_field_of_the_tally_is_named_for_its_food_and_reached_by_keyboard(
    tally: Browser,
) -> None:
    names = [
        field.accessible_name
        for field in tally.chrome.find_elements(By.CSS_SELECTOR, "#tally input")
    ]
    assert "How many: Egg, cooked, 1 large" in names
    assert "How many: Soya drink, fortified, 100 ml" in names
    assert len(names) == len(set(names)) == 19
    assert not any("liver" in name for name in names)
    first = tally.one("tr[data-cited='foods/foods-clams'] input")
    first.send_keys("1", Keys.TAB)
    assert tally.chrome.execute_script("return document.activeElement.closest('tr') !== null")


def test_the_sum_stays_in_view_on_a_phone_while_foods_are_chosen(tally: Browser) -> None:
    tally.look(PHONE)
    tally.chrome.refresh()
    choose(tally, "foods-salmon", "1")
    box = tally.chrome.execute_script(
        "return document.querySelector('.eg-result').getBoundingClientRect().toJSON()"
    )
    field = tally.chrome.execute_script(
        "return document.activeElement.getBoundingClientRect().toJSON()"
    )
    assert 0 <= box["top"] < box["bottom"] <= PHONE.height + 1
    assert field["bottom"] <= box["top"] or field["top"] >= box["bottom"]


@pytest.mark.parametrize("page", [CONVERTER, TALLY])
def test_nothing_is_kept_sent_or_put_into_the_address(
    page: str, browser: Browser, real_sites: Built
) -> None:
    browser.open(real_sites.offline / page)
    browser.requests()
    before = browser.chrome.execute_script(
        "return [JSON.stringify(localStorage), JSON.stringify(sessionStorage), "
        "document.cookie, location.href]"
    )
    browser.chrome.find_elements(By.CSS_SELECTOR, ".eg-tool input")[0].send_keys("3")
    after = browser.chrome.execute_script(
        "return [JSON.stringify(localStorage), JSON.stringify(sessionStorage), "
        "document.cookie, location.href]"
    )
    assert after == before
    assert browser.requests() == set()


@pytest.mark.parametrize("page", [CONVERTER, TALLY])
def test_without_javascript_the_tables_stand_alone_and_no_dead_field_is_shown(
    page: str, browser: Browser, real_sites: Built
) -> None:
    browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(real_sites.offline / page)
        assert len(browser.chrome.find_elements(By.CSS_SELECTOR, "table.eg-table tbody tr")) > 10
        fields = browser.chrome.find_elements(
            By.CSS_SELECTOR, "article .eg-tool :is(input, select, button), article .eg-result"
        )
        assert [field.tag_name for field in fields if field.is_displayed()] == []
    finally:
        browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


SPACED = """
const style = document.createElement('style');
style.textContent = '* { line-height: 1.5 !important; letter-spacing: .12em !important; ' +
  'word-spacing: .16em !important } p { margin-bottom: 2em !important }';
document.head.append(style);
return document.documentElement.scrollWidth;
"""
"""The text spacing that WCAG 1.4.12 asks pages to bear."""


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("page", [CONVERTER, TALLY, FOODS, INTAKES, CUT_OFFS])
def test_with_wide_text_spacing_nothing_leaves_the_screen(
    page: str, width: int, browser: Browser, real_sites: Built
) -> None:
    browser.look(Size(width, 844))
    browser.open(real_sites.offline / page)
    if page == CONVERTER:
        browser.one("#eg-number").send_keys("1,234,567,890,123,456,789 pg/mL")
    assert browser.ask(SPACED) <= width
