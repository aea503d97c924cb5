"""The menu on a phone: it shows whose it is, and only what readers need."""

import pytest
from tests.browser.conftest import PHONE, Browser, Built

COLOURS = """
const title = document.querySelector('.md-nav--primary > .md-nav__title');
return [title, title.querySelector('.md-logo svg')].map((part, svg) =>
  svg ? getComputedStyle(part).fill : getComputedStyle(part).backgroundColor);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_on_a_phone_shows_the_mark_and_the_name_of_the_guide(
    scheme: str, browser: Browser, dressed_sites: Built
) -> None:
    browser.look(PHONE, scheme)
    browser.open(dressed_sites.offline / "stages/evening.html")
    browser.click("label.md-header__button[for=__drawer]")
    name = browser.one(".md-nav--primary > .md-nav__title > span")
    first = browser.one(".md-nav--primary > .md-nav__list > li")
    assert name.text
    assert name.rect["y"] + name.rect["height"] <= first.rect["y"] + 1
    ground, mark = browser.ask(COLOURS)
    assert mark != ground
    assert not browser.ask("return document.querySelectorAll('.md-nav__source').length")
