"""The whole of a page by keyboard, and for readers with large text, a narrow window, little
movement or colours of their own.
"""

from time import sleep
from typing import NamedTuple

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from tests.browser.conftest import DESK, Browser, Size, started
from tests.browser.test_access import NARROW, UNFOLD, WIDE
from tests.browser.test_every_page import SIDEWAYS

PAGES = [
    "",
    "stages/evening/",
    "claims/sleep-faster/",
    "tables/drinks/",
    "downloads/",
    "nowhere/",
]
MOST = 50
STOP = """
const stop = document.activeElement;
if (!stop || stop === document.body) return null;
const seen = stop.matches('.md-option') ? stop.nextElementSibling : stop;
const box = [...seen.getClientRects()].find(r => r.width && r.height) ?? seen.getBoundingClientRect(), style = getComputedStyle(seen);
const seenColours = window.seenColours ??= {}, pen = window.pen ??= document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const read = text => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = text; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
const colour = text => seenColours[text] ??= read(text);
const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const grounds = [];
for (let e = parseFloat(style.outlineOffset) < 0 ? seen : seen.parentElement; e; e = e.parentElement) grounds.unshift(colour(getComputedStyle(e).backgroundColor));
const behind = grounds.reduce((below, [r, g, b, a]) => below.map((v, i) => v + ([r, g, b][i] - v) * a / 255), [255, 255, 255]);
const [a, b] = [light(colour(style.outlineColor)), light(behind)].sort((x, y) => y - x);
const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight), at = document.elementFromPoint(x, y);
return [stop.tagName + '.' + stop.className + ' ' + (stop.textContent.trim() || stop.ariaLabel || stop.title).slice(0, 30),
        box.width > 1 && !!at && (seen.contains(at) || at.contains(seen)),
        style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2, (a + .05) / (b + .05)];
"""
SETTLED = (
    "await new Promise(requestAnimationFrame); await Promise.all(document.getAnimations().map(a "
    f"=> a.finished.catch(() => 0))); {STOP}"
)


class Stop(NamedTuple):
    """Where the keyboard is: what it is on, whether that can be seen, whether a line is around it,
    and how well that stands out.
    """

    name: str
    seen: bool
    lined: bool
    contrast: float

    @property
    def plain(self) -> bool:
        """Whether a reader sees at once where the keyboard is."""
        return self.seen and self.lined and self.contrast >= 3


def stop(browser: Browser) -> Stop | None:
    """Where the keyboard is, once what it opened is open."""
    for _ in range(10):
        found = browser.ask(f"return (async () => {{ {SETTLED} }})()")
        if not found or Stop(*found).plain:
            break
        sleep(0.1)
    return Stop(*found) if found else None


def walk(browser: Browser) -> list[Stop]:
    """The places at which the tabulator key stops, from the top of the page."""
    found = []
    for _ in range(MOST):
        browser.press(Keys.TAB)
        if not (here := stop(browser)):
            break
        found.append(here)
    return found


LOOKS = {
    "phone, light": (NARROW, "light", PAGES),
    "desk, light": (WIDE, "light", PAGES[:3]),
    "phone, dark": (NARROW, "dark", PAGES[1:2]),
    "desk, dark": (WIDE, "dark", PAGES[:1]),
}


@pytest.mark.parametrize(("size", "scheme", "pages"), LOOKS.values(), ids=LOOKS)
def test_the_keyboard_is_always_somewhere_a_reader_sees(
    size: Size, scheme: str, pages: list[str], browser: Browser, dressed_address: str
) -> None:
    browser.look(size, scheme, prefers_reduced_motion="reduce")  # nothing to wait for
    for page in pages:
        browser.open(f"{dressed_address}{page}")
        stops = walk(browser)
        assert len(stops) > 5
        assert [here for here in stops if not here.plain] == [], page


@pytest.mark.parametrize("page", PAGES)
def test_the_first_stop_leads_past_the_menus(
    page: str, browser: Browser, dressed_address: str
) -> None:
    browser.open(f"{dressed_address}{page}")
    browser.press(Keys.TAB)
    assert browser.ask("return document.activeElement.textContent.trim()") == "Skip to content"
    browser.press(Keys.ENTER, Keys.TAB)
    assert not browser.ask("return document.activeElement.closest('header, nav')")


def test_a_fold_opens_and_closes_by_keyboard(browser: Browser, dressed_address: str) -> None:
    browser.open(f"{dressed_address}stages/evening/")
    browser.ask("document.querySelector('details:not([open]) > summary').focus()")
    is_open = "return document.activeElement.parentElement.open"
    browser.press(Keys.ENTER)
    assert browser.ask(is_open)
    browser.press(Keys.SPACE)
    assert not browser.ask(is_open)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desk"])
def test_the_search_is_found_used_and_left_by_keyboard(
    size: Size, browser: Browser, dressed_address: str
) -> None:
    browser.look(size)
    browser.open(f"{dressed_address}glossary/")
    browser.press("/")
    assert browser.ask("return document.activeElement.name") == "query"
    browser.press(Keys.ESCAPE)
    assert not browser.ask("return document.querySelector('#__search').checked")
    browser.press("s", "asleep")
    browser.one(".md-search-result__link")
    browser.press(Keys.ARROW_DOWN)
    first = browser.ask("return document.activeElement.href")
    browser.press(Keys.ENTER)
    browser.wait(first.partition("?")[0])


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE], ids=["enter", "space"])
def test_the_colours_are_changed_by_keyboard(
    key: str, browser: Browser, dressed_address: str
) -> None:
    browser.open(dressed_address)
    while (
        browser.ask("return document.activeElement.closest('[data-md-component=palette]')") is None
    ):
        browser.press(Keys.TAB)
    for scheme in ("slate", "default"):
        browser.press(key)
        assert browser.ask("return document.body.dataset.mdColorScheme") == scheme
        assert (here := stop(browser))
        assert here.plain


def test_a_reader_on_a_phone_with_a_keyboard_reaches_every_page_of_the_menu(
    browser: Browser, dressed_address: str
) -> None:
    browser.look(NARROW, prefers_reduced_motion="reduce")
    browser.open(f"{dressed_address}stages/evening/")
    names = " ".join(here.name for here in walk(browser))
    assert all(
        name in names for name in ("Tea and sleep", "Stages", "Topics", "Tools", "Downloads")
    )


@pytest.mark.parametrize("size", [DESK, Size(768, 1024)], ids=["desk", "tablet"])
def test_text_of_twice_the_size_fits(size: Size, dressed_address: str) -> None:
    with started(**{"webkit.webprefs.default_font_size": 32}) as chrome:
        browser = Browser(chrome)
        browser.look(size)
        for page in PAGES:
            browser.open(f"{dressed_address}{page}")
            assert (
                float(browser.ask("return parseFloat(getComputedStyle(document.body).fontSize)"))
                >= 16
            )
            assert (
                browser.ask(
                    "return parseFloat(getComputedStyle(document.documentElement).fontSize)"
                )
                >= 40
            )
            browser.ask(UNFOLD)
            assert browser.ask(SIDEWAYS) <= 0, page


def test_nothing_moves_for_a_reader_who_asks_for_that(
    browser: Browser, dressed_address: str
) -> None:
    browser.look(NARROW, prefers_reduced_motion="reduce")
    browser.open(f"{dressed_address}stages/evening/")
    browser.click("label[for=__drawer].md-header__button")
    assert browser.ask("return document.getAnimations().length") == 0
    browser.look(NARROW)
    browser.chrome.refresh()
    browser.click("label[for=__drawer].md-header__button")
    assert browser.ask("return document.getAnimations().length") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_stay_visible_in_a_readers_own_colours(
    scheme: str, browser: Browser, dressed_address: str
) -> None:
    browser.look(DESK, scheme, forced_colors="active")
    browser.open(f"{dressed_address}stages/evening/")
    ground = browser.ask("return getComputedStyle(document.body).backgroundColor")
    assert (
        browser.ask(
            "return getComputedStyle(document.querySelector('summary'), '::after').backgroundColor"
        )
        != ground
    )
    assert (
        browser.ask("return getComputedStyle(document.querySelector('.md-search__icon svg')).fill")
        != ground
    )
    browser.press(Keys.TAB, Keys.TAB)
    assert (here := stop(browser))
    assert here.lined


def test_titles_in_another_language_say_so(browser: Browser, real_address: str) -> None:
    browser.open(f"{real_address}sources/")
    assert browser.ask("return document.documentElement.lang") == "en"
    spoken = {
        element.get_attribute("lang")
        for element in browser.chrome.find_elements(By.CSS_SELECTOR, ".eg-refs [lang]")
    }
    assert spoken == {"de", "en"}
    assert "lang" not in (
        browser.chrome.find_element(By.XPATH, "//li[contains(., 'Wang')]").get_attribute(
            "innerHTML"
        )
        or ""
    )
