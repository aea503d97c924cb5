"""Figures on real screens and on paper: readable on a small phone, nothing meets, shapes tell what
colours tell.
"""

import pytest
from tests.browser.conftest import DESK, PHONE, Browser, Built, Size

from evidence_guide import Guide

SMALL = Size(320, 700)
PAGES = [
    "tables/foods",
    "tables/recommended-intakes",
    "tables/cut-offs",
    "claims/index",
    "stages/index",
    "tools/b12-in-a-day",
    "tools/convert-b12-result",
]
MEETING = """
const boxes = drawing => [...drawing.querySelectorAll('text')].map(t => ({box: t.getBoundingClientRect(), words: t.textContent}));
const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
return [...document.querySelectorAll('article svg[role=img]')].flatMap(drawing => {
  const found = boxes(drawing);
  return found.flatMap((one, i) => found.slice(i + 1).filter(other => meet(one.box, other.box)).map(other => one.words + ' / ' + other.words));
});
"""
OUTSIDE = """
return [...document.querySelectorAll('article svg[role=img] text')].filter(t => {
  const box = t.getBoundingClientRect();
  return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
}).map(t => t.textContent);
"""
SMALLEST = (
    "return Math.min(...[...document.querySelectorAll('article svg[role=img] text')].map(t => "
    "parseFloat(getComputedStyle(t).fontSize)), 99)"
)


def pages(real: Guide) -> list[str]:
    """Every page with a figure or a wide table of ours."""
    found = [
        f"claims/{id}"
        for id, claim in real.claims.items()
        if any(
            real.findings[f].item.effect for f in (*claim.item.rests_on, *claim.item.disputed_by)
        )
    ]
    return [*PAGES, *found]


def test_no_text_in_a_figure_is_small_meets_another_or_leaves_the_screen(
    browser: Browser, real_sites: Built, real: Guide
) -> None:
    wrong = {}
    for page in pages(real):
        browser.open(real_sites.offline / f"{page}.html")
        for size in (SMALL, DESK):
            browser.look(size)
            wrong[page, size.width] = faults(browser)
    assert {where: told for where, told in wrong.items() if told} == {}


def faults(browser: Browser) -> list[str]:
    """What is wrong with the figures of the open page at the present size."""
    sideways = ["scrolls sideways"] if browser.overflow() > 0 else []
    found: list[str] = sideways + browser.ask(MEETING) + browser.ask(OUTSIDE)
    if browser.ask(SMALLEST) < 12:
        found.append("small letters")
    return found


def test_text_twice_as_large_still_meets_nothing(browser: Browser, real_sites: Built) -> None:
    browser.look(Size(640, 900))
    for page in PAGES:
        browser.open(real_sites.offline / f"{page}.html")
        browser.chrome.execute_script("document.documentElement.style.fontSize = '40px'")
        assert browser.chrome.execute_script(MEETING) == [], page


@pytest.mark.parametrize("size", [SMALL, PHONE, DESK], ids=["320", "390", "1280"])
def test_the_line_across_runs_through_no_name(
    size: Size, browser: Browser, real_sites: Built
) -> None:
    browser.look(size)
    browser.open(real_sites.offline / "tables/foods.html")
    crossed = browser.ask("""
        const texts = [...document.querySelectorAll('article svg[role=img] text')];
        const lines = [...document.querySelectorAll('.eg-need')].map(l => l.getBoundingClientRect());
        const baseline = t => { const b = t.getBoundingClientRect(); return {...b.toJSON(), bottom: b.bottom - b.height * .25}; };
        const meet = (l, t) => t.left < l.right && l.left < t.right && t.top < l.bottom && l.top < t.bottom;
        return texts.filter(t => lines.some(l => meet(l, baseline(t)))).map(t => t.textContent);
    """)
    assert crossed == []


def test_a_bar_is_as_long_on_the_screen_as_its_number_says(
    browser: Browser, real_sites: Built
) -> None:
    browser.open(real_sites.offline / "tables/recommended-intakes.html")
    widths = browser.chrome.execute_script("""
        const panel = document.querySelector('article svg[role=img]');
        const width = g => g.querySelector('.eg-bar')?.getBoundingClientRect().width;
        return [...panel.querySelectorAll('g[data-cited]')].map(g => [[...g.querySelectorAll('text')].pop().textContent, width(g)]);
    """)
    drawn = [(float(text), width) for text, width in widths if width]
    assert len(drawn) >= 4
    unit = drawn[0][1] / drawn[0][0]
    assert all(abs(width - number * unit) < 1 for number, width in drawn)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_stand_out_from_their_ground_in_light_and_dark(
    scheme: str, browser: Browser, real_sites: Built
) -> None:
    browser.look(PHONE, scheme)
    browser.open(real_sites.offline / "tables/foods.html")
    colours = browser.chrome.execute_script("""
        const rgb = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
        const bar = getComputedStyle(document.querySelector('.eg-bar')).fill, line = getComputedStyle(document.querySelector('.eg-need')).stroke;
        return [getComputedStyle(document.body).backgroundColor, bar, line].map(rgb);
    """)
    ground, *marks = [luminance(colour) for colour in colours]
    assert all((max(ground, mark) + 0.05) / (min(ground, mark) + 0.05) >= 3 for mark in marks)


def luminance(colour: list[float]) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [
        c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4
        for c in colour
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(
    "page", ["tables/foods", "claims/milk-parent-trial-birth-weight", "stages/index"]
)
def test_a_figure_prints_whole_and_without_colour(
    page: str, browser: Browser, real_sites: Built
) -> None:
    browser.look(DESK, "dark")
    browser.open(real_sites.offline / f"{page}.html")
    words = browser.chrome.execute_script(
        "return [...document.querySelectorAll('article svg[role=img] text')].map(t => "
        "t.textContent)"
    )
    printed = browser.printed()
    text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in printed)
    assert words
    assert [
        word
        for word in words
        if any(c.isalnum() for c in word) and "".join(word.split()) not in text
    ] == []
    bitmap = printed[0].render(scale=1)
    pixels, width, step = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels, bitmap.n_channels
    colours = {
        pixels[i : i + 3]
        for row in range(0, len(pixels), bitmap.stride)
        for i in range(row, row + width, step)
    }
    assert max(max(c) - min(c) for c in colours) < 8
