"""The reviewer kit in a browser: filled in by keyboard, saved, taken in, and seen on the page."""

import json
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from selenium.webdriver import Keys
from tests.browser.conftest import Browser, Built, Size
from tests.browser.test_access import LOOKS, violations
from tests.conftest import TODAY, Folder, call

from evidence_guide import Guide, load
from evidence_guide.site.pages import stage_page
from evidence_guide.site.review_kits import review_kit
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

SMALL = """
const small = element => { const {width, height} = element.getBoundingClientRect(); return width && (height < 44 || width < 44); };
return [...document.querySelectorAll('.choice, button, input:not([type=radio]), textarea')].filter(small).map(e => e.outerHTML.slice(0, 90));
"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory, tea: Guide) -> Path:
    """The reviewer kit of the sample guide as a file."""
    path = tmp_path_factory.mktemp("kit") / "review-evening.html"
    path.write_text(review_kit(Views(Site(tea)), "evening").content, "utf-8")
    return path


@pytest.mark.parametrize(("size", "scheme", "rules"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_small_or_cut(
    size: object, scheme: str, rules: list[str], watched: Browser, kit: Path
) -> None:
    watched.look(size, scheme)  # type: ignore[arg-type]
    watched.open(kit)
    assert violations(watched, rules) == []
    assert watched.overflow() <= 0
    assert watched.ask(SMALL) == []
    assert watched.errors() == []


def downloaded(folder: Path) -> Path:
    """The file that a browser has saved, once it is whole."""
    until = monotonic() + 20
    while monotonic() < until:
        found = list(folder.glob("*.json"))
        if found:
            return found[0]
        sleep(0.05)
    raise AssertionError("nothing was saved")


def to(browser: Browser, selector: str) -> None:
    """Goes to a part of the page with the tabulator alone."""
    for _ in range(120):
        browser.press(Keys.TAB)
        if browser.ask("return document.activeElement.matches(arguments[0])", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def test_a_reviewer_fills_in_a_kit_by_keyboard_and_readers_see_the_answer(
    watched: Browser, kit: Path, tmp_path: Path, folder: Folder
) -> None:
    saved, hostile = tmp_path / "saved", '<b>Stop</b> {{ 7*7 }} [x](javascript:1) "quoted" # no'
    saved.mkdir()
    watched.chrome.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(saved)}
    )
    watched.open(kit)
    to(watched, "#name")
    watched.press("Ada Brew", Keys.TAB, "Physician, made up", Keys.TAB, "None.")
    to(watched, '[data-of="drink-tea"][data-part="do"] input')
    watched.press(*[Keys.ARROW_RIGHT] * 4)
    to(watched, '[data-of="drink-tea"][data-part="do"] textarea')
    watched.press(hostile)
    to(watched, "#save")
    watched.press(Keys.ENTER)
    file = downloaded(saved)
    assert (
        watched.one("#status").text == f"Saved as {file.name}. Send that file to the maintainers."
    )
    assert watched.errors() == []
    place = folder({"evidence/reviews.yml": None})
    day = json.loads(file.read_text("utf-8"))["on"]
    moment = int(datetime.fromisoformat(f"{day}T12:00+00:00").timestamp())
    code, said, _ = call("review", str(file), folder=place, epoch=moment)
    assert (code, said) == (0, "evidence/reviews.yml: added 1 answer by Ada Brew\n")
    page = stage_page(Views(Site(load(place, TODAY))), "evening").content
    assert "What to do: Reviewed by Ada Brew (Physician, made up) on" in page
    assert "unsafe. <q>&lt;b&gt;Stop&lt;/b&gt; {{ 7*7 }} [x](javascript:1) " in page


def test_answers_come_back_after_the_tab_was_closed_and_from_a_file(
    watched: Browser, kit: Path, tmp_path: Path
) -> None:
    watched.open(kit)
    watched.one("#name").send_keys("Ada Brew")
    watched.click('[data-of="sleep-cup"] input[value="agree"]')
    watched.open(kit)
    assert watched.one("#progress").text == "1 of 17 judged"
    assert watched.one("#status").text == "Answers opened: 1. Kept in this browser as well."
    assert watched.ask("return document.querySelector('#name').value") == "Ada Brew"
    watched.ask("localStorage.clear()")
    watched.open(kit)
    data = watched.ask("return {...document.querySelector('[data-of=\"sleep-cup\"]').dataset}")
    old = {"of": "sleep-faster", "saw": "0" * 16, "judgement": "agree"}
    now = {"of": "sleep-cup", "saw": data["saw"], "judgement": "unsafe", "comment": "Hot."}
    answers = {
        "format": "evidence-guide-review-1",
        "guide": "Tea and sleep",
        "stage": "evening",
        "language": "en",
        "answers": [old, now],
    }
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), "utf-8")
    watched.one("#open").send_keys(str(file))
    watched.one(".item.done")
    assert watched.one("#status").text.startswith(
        "Answers opened: 1. To judge again, because the words have changed since: 1."
    )
    watched.click('[data-of="sleep-cup"] .clear')
    assert watched.one("#progress").text == "0 of 17 judged"


def test_a_browser_that_keeps_nothing_says_so_and_saves_all_the_same(
    watched: Browser, kit: Path
) -> None:
    source = {
        "source": "Object.defineProperty(window, 'localStorage', {get() { throw new Error() }})"
    }
    added = watched.chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
    watched.open(kit)
    assert watched.one("#status").text == (
        "This browser keeps nothing for this file: save before you close it."
    )
    watched.click('[data-of="sleep-cup"] input[value="agree"]')
    watched.click("#save")
    assert watched.one("#status").text.startswith("Fill in your name, role and interests first")
    assert watched.ask("return document.activeElement.id") == "name"
    for field in ("name", "role", "interests"):
        watched.one(f"#{field}").send_keys("None of it is real")
    watched.click("#copy")
    found = json.loads(watched.ask("return document.querySelector('#answers').value"))
    assert [answer["of"] for answer in found["answers"]] == ["sleep-cup"]
    watched.chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
    watched.open("about:blank")


def test_no_kit_of_this_guide_scrolls_sideways_on_a_small_phone(
    browser: Browser, real_sites: Built
) -> None:
    kits = sorted(real_sites.online.glob("reviewing/*.html"))
    browser.look(Size(320, 640))
    assert kits
    for kit in kits:
        browser.open(kit)
        assert browser.overflow() <= 0, kit.name
