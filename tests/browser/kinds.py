"""The kinds of pages that a built site has, each with a page to look at: found in the site itself,
so that none is forgotten.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import html

Features = frozenset[tuple[str, str]]


@cache
def kinds(site: Path) -> list[str]:
    """Addresses of pages that together hold every element with every class that any page of the
    same folder holds.
    """
    groups: dict[str, dict[str, Features]] = {}
    for address, features in _pages(site).items():
        groups.setdefault(_group(address), {})[address] = features
    return sorted(address for pages in groups.values() for address in cover(pages))


def kinds_beyond(site: Path, other: Path) -> list[str]:
    """Addresses of pages that together hold every element with every class that no page of another
    site holds.
    """
    known = frozenset[tuple[str, str]]().union(*_pages(other).values())
    return cover({page: features - known for page, features in _pages(site).items()})


@cache
def _pages(site: Path) -> dict[str, Features]:
    """The features of each page by its address, small pages first.

    Reviewer kits are files of their own, with tests of their own.
    """
    kits = set(site.glob("reviewing/*.html"))
    pages = sorted(set(site.rglob("*.html")) - kits, key=lambda page: (page.stat().st_size, page))
    addresses = [page.relative_to(site).as_posix().removesuffix("index.html") for page in pages]
    return {
        address: frozenset(_features(page)) for address, page in zip(addresses, pages, strict=True)
    }


def _group(address: str) -> str:
    """The folder of a page below a list such as `claims/`; any other page is a group of its own."""
    folder, _, rest = address.partition("/")
    return f"{folder}/…" if rest else address


def _features(page: Path) -> Iterator[tuple[str, str]]:
    for element in html.parse(str(page)).iter("*"):
        yield from (
            (str(element.tag), name) for name in (element.get("class") or "").split() or [""]
        )


def cover(pages: Mapping[str, Features]) -> list[str]:
    """A few of the pages that hold every feature of all of them, small ones before large ones."""
    chosen: list[str] = []
    seen: set[tuple[str, str]] = set()
    for name, features in pages.items():
        if not features <= seen:
            chosen.append(name)
            seen |= features
    for name in list(chosen):
        others = set().union(*(pages[other] for other in chosen if other != name))
        if pages[name] <= others:
            chosen.remove(name)
    return chosen
