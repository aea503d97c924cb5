"""Access: axe-core finds nothing in what opens over a page, light or dark, on a phone or at a desk."""

from collections.abc import Callable, Sequence
from importlib.metadata import distribution
from pathlib import Path

import pytest
from tests.browser.conftest import Browser, Built, Size
from tests.browser.kinds import cover, kinds
from tests.browser.test_my_plan import choose

NARROW, WIDE = Size(360, 780), Size(1280, 900)
AXE = Path(
    str(distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js"))
).read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What another colour scheme can change."""
LOOKS = [
    pytest.param(NARROW, "light", RULES, id="phone, light"),
    pytest.param(WIDE, "light", RULES, id="desk, light"),
    pytest.param(NARROW, "dark", COLOURS, id="phone, dark"),
    pytest.param(WIDE, "dark", COLOURS, id="desk, dark"),
]
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"
THIN = """
const shape = element => [element, ...element.querySelectorAll('*')].map(e => e.tagName + '.' + e.className).filter((s, i, all) => all.indexOf(s) === i).sort().join();
for (const parent of [...document.querySelectorAll('article :is(ol, ul, tbody), article')].reverse()) {
  const seen = {};
  for (const child of [...parent.children].filter(e => e.matches('li, tr, section'))) if ((seen[shape(child)] = (seen[shape(child)] ?? 0) + 1) > 2) child.remove();
}
"""
"""Leaves two of the entries of a list that look alike; axe would need minutes for hundreds."""
RUN = """
const [values, without, done] = arguments;
const type = values[0].startsWith('wcag') ? 'tag' : 'rule';
const rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
const told = node => node.target.join(' ') + ': ' + [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ');
axe.run(document, {runOnly: {type, values}, rules, preload: false, resultTypes: ['violations']})
  .then(({violations}) => done(violations.map(rule => [rule.id, ...rule.nodes.slice(0, 4).map(told)].join('\\n    '))));
"""


def violations(browser: Browser, rules: list[str], without: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it is, by its rules or by groups of rules without some."""
    if browser.ask("return typeof axe") == "undefined":
        browser.ask(AXE)
    found: list[str] = browser.chrome.execute_async_script(RUN, rules, [*without])
    return found


def opened_menu(browser: Browser) -> None:
    browser.look(
        NARROW,
        browser.ask("return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"),
    )
    browser.click("label[for=__drawer].md-header__button")
    browser.one(".md-sidebar--primary .md-nav__link")


def opened_search(browser: Browser) -> None:
    browser.click(".md-search__input, label[for=__search].md-header__button")
    browser.one(".md-search__input").send_keys("asleep")
    browser.one(".md-search-result__link")


def opened_card(browser: Browser) -> None:
    browser.ask("document.querySelector('.eg-cite > a:only-child').focus({focusVisible: true})")
    browser.one(".eg-card")


def opened_plan(browser: Browser) -> None:
    choose(browser, "night-worker")
    browser.click(".eg-plan-step:not([hidden]) label")


OPENED: dict[str, tuple[str, Callable[[Browser], None]]] = {
    "the menu": ("downloads/", opened_menu),
    "the search": ("about/", opened_search),
    "a card": ("stages/evening/", opened_card),
    "My plan": ("plan/", opened_plan),
}


@pytest.mark.parametrize(("size", "scheme", "rules"), LOOKS)
@pytest.mark.parametrize("part", OPENED)
def test_what_opens_over_a_page_is_free_of_violations(
    part: str, size: Size, scheme: str, rules: list[str], browser: Browser, dressed_address: str
) -> None:
    browser.look(size, scheme)
    page, opened = OPENED[part]
    browser.open(f"{dressed_address}{page}")
    browser.ask(THIN)
    opened(browser)
    browser.ask("return new Promise(done => setTimeout(done, 700))")  # until it has moved in
    assert violations(browser, rules) == []


def test_axe_sees_what_is_wrong(browser: Browser, tea_sites: Built) -> None:
    browser.open(tea_sites.online / "index.html")
    browser.ask(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<p>Faint</p><img "
        "src=x>');"
        "const faint = [...document.querySelectorAll('article p')].at(-1);"
        "Object.assign(faint.style, {color: '#999', background: '#fff'})"  # an inline style is blocked
    )
    assert [told.split("\n")[0] for told in violations(browser, RULES)] == [
        "color-contrast",
        "image-alt",
    ]
    assert [told.split("\n")[0] for told in violations(browser, COLOURS)] == ["color-contrast"]


def test_kinds_are_found_in_the_site_itself(real_sites: Built) -> None:
    found = kinds(real_sites.online)
    own = {
        "",
        "404.html",
        "plan/",
        "claims/",
        "sources/",
        "glossary/",
        "popular-claims/",
        "method/",
        "audit/",
        "changes/",
        "downloads/",
        "rules/",
        "about-this-guide/",
    }
    assert own | {"contribute/", "architecture/"} <= {*found}
    assert {page.partition("/")[0] for page in found if page.count("/") == 2} == {
        "choices",
        "claims",
        "contribute",
        "sources",
        "stages",
        "tables",
        "tools",
        "topics",
    }


def test_a_page_with_something_new_on_it_is_a_kind_of_its_own() -> None:
    plain, graded, both = (
        frozenset({("p", "")}),
        frozenset({("p", ""), ("b", "grade")}),
        frozenset({("p", ""), ("b", "grade"), ("i", "gap")}),
    )
    assert cover({"plain": plain, "graded": graded}) == ["graded"]
    assert cover({"plain": plain, "graded": graded, "new": both}) == ["new"]
    assert cover({"graded": graded, "other": frozenset({("i", "gap")})}) == ["graded", "other"]
