"""Every kind of page is opened once on a phone and once at a desk: axe-core finds nothing in light
or dark colours, nothing scrolls sideways, and the policy refuses nothing.
"""

from collections.abc import Collection, Iterable

from tests.browser.conftest import Browser, Built, Size, below
from tests.browser.kinds import kinds, kinds_beyond
from tests.browser.test_access import COLOURS, RULES, THIN, UNFOLD, violations

SMALL, WIDE = Size(320, 640), Size(1280, 900)
SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCHEMES = {"light": "default", "dark": "slate"}
OTHER = {"light": "dark", "dark": "light"}
RECOLOUR = """
document.body.dataset.mdColorScheme = arguments[0];
for (let turn = 0; turn < 9; turn++) {
  document.getAnimations().forEach(animation => animation.finish());
}
"""
"""Changes the colours as the theme's button does, and waits for nothing: the end of a transition
starts those of elements that inherit the colour.
"""

Faults = dict[str, list[str]]
"""What is wrong with pages, by their addresses."""


def test_no_kind_of_page_has_a_fault_on_a_phone(
    watched: Browser, dressed_sites: Built, dressed_address: str
) -> None:
    pages = [f"{dressed_address}{page}" for page in kinds(dressed_sites.online)]
    watched.look(SMALL, "light")
    assert faults(watched, pages, "light", coloured=pages) == {}


def test_no_kind_of_page_has_a_fault_at_a_desk_from_a_folder(
    watched: Browser, dressed_sites: Built
) -> None:
    files = map(_file, kinds(dressed_sites.offline))
    pages = [(dressed_sites.offline / file).as_uri() for file in files]
    watched.look(WIDE, "dark")
    assert faults(watched, pages, "dark", coloured=pages) == {}


def test_no_kind_of_page_of_this_guide_has_a_fault(
    watched: Browser, real_sites: Built, real_address: str, dressed_sites: Built
) -> None:
    top = below(real_address)
    pages = [f"{top}{page}" for page in kinds(real_sites.online)]
    new = [f"{top}{page}" for page in kinds_beyond(real_sites.online, dressed_sites.online)]
    assert new
    watched.look(SMALL, "light")
    assert faults(watched, [*pages, *new], "light", coloured=new) == {}


def _file(page: str) -> str:
    """The file of a page that `kinds` calls by its address."""
    return f"{page}index.html" if page.endswith("/") or not page else page


def faults(
    browser: Browser, pages: Iterable[str], scheme: str, coloured: Collection[str]
) -> Faults:
    """What is wrong with pages that open in a colour scheme, with every fold open.

    The colours of some of them, `coloured`, are looked at in the other scheme too.
    """
    found: Faults = {}
    for page in dict.fromkeys(pages):
        browser.open(page)
        found[page] = [
            *_of_page(browser, page, scheme),
            *_of_parts(browser, scheme, page in coloured),
        ]
    return {page: told for page, told in found.items() if told}


def _of_page(browser: Browser, page: str, scheme: str) -> Iterable[str]:
    """Faults of a page as it opens."""
    if browser.ask("return document.body.dataset.mdColorScheme") != SCHEMES[scheme]:
        yield f"it is not {scheme}"
    browser.ask(UNFOLD)
    if browser.ask(SIDEWAYS) > 0:
        yield "it scrolls sideways"
    for error in browser.errors():
        if not _is_own_status(page, error):
            yield error


def _of_parts(browser: Browser, scheme: str, is_coloured: bool) -> Iterable[str]:
    """Faults that axe finds on an open page."""
    browser.ask(THIN)
    yield from violations(browser, RULES, without=[] if is_coloured else COLOURS)
    if is_coloured:
        browser.ask(RECOLOUR, SCHEMES[OTHER[scheme]])
        yield from (f"{OTHER[scheme]}: {told}" for told in violations(browser, COLOURS))


def _is_own_status(page: str, error: str) -> bool:
    """Whether the browser only says that the page for what is not there came as such."""
    return page.endswith("/404.html") and error.startswith(f"{page} - Failed to load")
