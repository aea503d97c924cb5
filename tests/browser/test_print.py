"""Single pages on paper: everything that is folded on a screen, nothing that needs one."""

import re

import pypdfium2
import pytest
from tests.browser.conftest import A4, DESK, LETTER, Browser, Built

SCREEN = [
    "Search",
    "Skip to content",
    "Look up",
    "Contribute",
    "Back to top",
    "Edit this page",
    "Open the passage",
    "The evidence\n",
    "¶",
    "↗",
]


def pages(document: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


SOURCES = """
const closed = link => link.closest('details:not([open])');
const open = [...document.querySelectorAll('.eg-cite a')].filter(link => !closed(link));
const numbers = open.flatMap(link => [link.hash.slice(5), ...(link.dataset.numbers ?? '').split(' ')]);
const cited = new Set(), others = new Set();
for (const source of document.querySelectorAll('.eg-refs > li')) {
  const address = source.querySelector('a[href^=http]')?.getAttribute('href');
  if (address) (numbers.includes(source.id.slice(4)) ? cited : others).add(address);
}
return [[...cited], [...others].filter(address => ![...cited].some(one => one.startsWith(address)))];
"""
"""The addresses of sources that open parts of the page cite, and of those that only folds cite."""


def unbroken(text: str) -> str:
    """The text without what a line break changes: spaces, and hyphens, which PDF readers take for
    the printer's own.
    """
    return re.sub(r"[\s\-\ufffe\x02]+", "", text)


@pytest.fixture
def stage(browser: Browser, real_sites: Built) -> Browser:
    browser.open(real_sites.offline / "stages/pregnancy.html")
    return browser


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_a_printed_stage_holds_its_sources_addresses_but_no_menus_and_no_closed_folds(
    paper: tuple[float, float], stage: Browser
) -> None:
    printed = stage.printed(paper)
    text = "\n".join(pages(printed))
    assert printed.get_page_size(0) == pytest.approx((paper[0] * 72, paper[1] * 72), abs=1)
    assert [word for word in SCREEN if word in text] == []
    assert "Why, how sure, and who says so" not in text
    assert "What good does it do?" not in text
    assert f"1 / {len(printed)}" in text
    cited, others = stage.ask(SOURCES)
    assert len(cited) > 20
    assert [address for address in cited if unbroken(address) not in unbroken(text)] == []
    assert len(others) > 5
    assert [address for address in others if unbroken(address) in unbroken(text)] == []


def test_sources_of_closed_folds_are_on_the_page_again_after_printing(stage: Browser) -> None:
    stage.printed()
    assert stage.ask("return document.querySelectorAll('.eg-refs > li[hidden]').length") == 0


def test_a_fold_prints_once_a_reader_has_opened_it(stage: Browser) -> None:
    stage.ask("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    text = "\n".join(pages(stage.printed()))
    assert "Why, how sure, and who says so" in text
    assert "What good does it do?" in text
    cited, others = stage.ask(SOURCES)
    assert others == []
    assert [address for address in cited if unbroken(address) not in unbroken(text)] == []


def test_what_was_found_prints_with_each_claim_and_not_with_each_step(
    stage: Browser, real_sites: Built
) -> None:
    assert "What it found" not in "".join(pages(stage.printed()))
    stage.open(real_sites.offline / "claims/milk-before-birth-at-6-weeks.html")
    assert "34.4; 95% CI: 17.0, 54.5; P < 0.001" in "".join(pages(stage.printed()))


def test_no_page_ends_with_the_heading_of_a_step(stage: Browser) -> None:
    titles = {
        element.text.rstrip("¶") for element in stage.chrome.find_elements("css selector", "h2")
    }
    for text in pages(stage.printed())[1:]:
        last = text.strip().splitlines()[-2:]
        assert not titles & set(last)


def test_a_sentence_with_many_sources_shows_all_of_them_on_paper(stage: Browser) -> None:
    text = "\n".join(pages(stage.printed()))
    assert "+1" not in text
    assert "+2" not in text


def test_paper_stays_black_and_white_for_a_reader_who_prefers_the_dark(stage: Browser) -> None:
    stage.look(DESK, "dark")
    stage.chrome.refresh()
    bitmap = stage.printed()[0].render(scale=1)
    pixels, width, step = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels, bitmap.n_channels
    colours = {
        pixels[i : i + 3]
        for row in range(0, len(pixels), bitmap.stride)
        for i in range(row, row + width, step)
    }
    assert max(max(c) - min(c) for c in colours) < 8
    assert b"\xff\xff\xff" in colours
    assert min(max(c) for c in colours) < 40
