"""How long and heavy each kind of page is, beside what a review measured and what is the goal."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.browser.conftest import DESK, PHONE, Browser
from tests.browser.weighing import weigh


class Measures(NamedTuple):
    """Figures of a page; None is not measured, or not set."""

    screens: float | None = None
    """Its height on a phone, in screens."""
    kib: float | None = None
    """Its weight on a first visit, compressed with gzip."""
    sheets: int | None = None
    """Its sides of A4 in print."""


ALL = Measures(0, 0, 0)
"""Every figure, as something to measure."""
ANY = Measures(kib=100)
"""The goal of every page."""


class Kind(NamedTuple):
    """A kind of page."""

    name: str
    pages: str
    """A pattern of addresses within the site; a kind is as heavy as its heaviest page."""
    review: Measures = Measures()
    """What the review of November 2026 measured."""
    goal: Measures = ANY


KINDS = (
    Kind("home", "", Measures(23.6), Measures(7, 100)),
    Kind("My plan", "plan/", Measures(47.1, 123), Measures(10, 100)),
    Kind("a stage", "stages/*/", Measures(42.6, 131, 17), Measures(14, 90, 6)),
    Kind("all steps", "stages/", Measures(48.1, 126)),
    Kind("a topic", "topics/*/", Measures(35.9, 128, 27), Measures(15, 100)),
    Kind("a claim", "claims/*/", Measures(7.6)),
    Kind("all claims", "claims/", Measures(148.3, 204), Measures(25, 100)),
    Kind("popular claims", "popular-claims/", Measures(72.1, 158)),
    Kind("a choice", "choices/*/", goal=Measures(6, 90, 2)),
    Kind("a table", "tables/*/"),
    Kind("a tool", "tools/*/"),
    Kind("glossary", "glossary/"),
    Kind("downloads", "downloads/", Measures(9)),
    Kind("a source", "sources/*/"),
    Kind("all sources", "sources/"),
    Kind("what was checked", "audit/"),
    Kind("how it is made", "method/"),
    Kind("what changed", "changes/"),
    Kind("about", "about-this-guide/"),
)


def pages(site: Path, kind: Kind) -> list[str]:
    """The addresses of all pages of a kind in a built site, the largest first."""
    found = sorted(site.glob(f"{kind.pages}index.html"), key=_size, reverse=True)
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in found]


def _size(page: Path) -> int:
    return page.stat().st_size


def screens(browser: Browser, address: str) -> float:
    """The height of a page on a phone, in screens, with its folds as they open."""
    browser.look(PHONE)
    browser.open(address)
    height: int = browser.ask("return document.documentElement.scrollHeight")
    browser.look(DESK)
    return round(height / PHONE.height, 1)


def sheets(browser: Browser, address: str) -> int:
    """The sides of A4 on which a page prints."""
    browser.open(address)
    return len(browser.printed())


def kib(browser: Browser, address: str) -> float:
    """The weight of a page on a first visit."""
    return round(weigh(browser, address).bytes / 1024, 1)


def measured(browser: Browser, address: str, wanted: Measures = ALL) -> Measures:
    """Those figures of a page that are wanted."""
    figures = Measures(screens, kib, sheets)._asdict()
    found = {
        name: figure(browser, address)
        for name, figure in figures.items()
        if getattr(wanted, name) is not None
    }
    return Measures(**found)


def beyond(found: Measures, goal: Measures) -> Iterator[str]:
    """The figures that miss their goal."""
    for name, value, most in zip(Measures._fields, found, goal, strict=True):
        if value is not None and most is not None and value > most:
            yield f"{name}: {value} instead of {most}"
