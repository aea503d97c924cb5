"""The addresses of the finished site, to find files of `docs/` that would replace one another."""

import unicodedata
from collections.abc import Iterator
from itertools import chain
from posixpath import dirname, join, split

from evidence_guide.guide import Guide
from evidence_guide.translation.translated_guide import languages
from evidence_guide.view.page_uris import page_uris, retired_uris

PAGE = ".md"
MARKDOWN, JSON = ".md", ".json"
"""The endings of the twins of a page for programs, in the place of that of the page's own file."""
_FIRST_PAGES = frozenset({"index", "README"})
"""Names of pages that MkDocs shows as the first page of their folder."""
_FOLDERS = (
    "assets/cards/",
    "assets/javascripts/",
    "assets/stylesheets/",
    "cite/",
    "downloads/",
    "packets/",
    "references/",
    "reviewing/",
    "search/",
)
"""Folders that only the program and its theme fill."""
_FILES = frozenset(
    {
        "404.html",
        "assets/access.css",
        "assets/converter.js",
        "assets/evidence-guide.css",
        "assets/evidence-guide.js",
        "assets/folder-search.js",
        "assets/found.js",
        "assets/mark.svg",
        "assets/parts.css",
        "assets/plan.css",
        "assets/plan.js",
        "assets/search.js",
        "assets/tally.js",
        "data/annotations.jsonld",
        "data/guide.json",
        "data/guide.schema.json",
        "feed.xml",
        "llms.txt",
        "sitemap.xml",
        "sitemap.xml.gz",
    }
)
"""Other files of the program; a test compares them with a finished site."""


def finished_address(uri: str) -> str:
    """The file of the finished site that a file below `docs/` becomes, as MkDocs names it."""
    if not uri.endswith(PAGE):
        return uri
    folder, name = split(uri.removesuffix(PAGE))
    if name in _FIRST_PAGES:
        return join(folder, "index.html")
    return join(folder, name, "index.html")


def comparable(address: str) -> str:
    """An address without what some servers and disks ignore: capitals and forms of accents."""
    return unicodedata.normalize("NFC", address).casefold()


def is_made(guide: Guide, address: str) -> bool:
    """Whether the program puts a file, or a folder, at the address of a finished file."""
    plain = comparable(address)
    if plain in _FILES or f"{plain}/".startswith(_FOLDERS):
        return True
    made = made_addresses(guide)
    return plain in made or plain in _folders_of(made)


def made_addresses(guide: Guide) -> frozenset[str]:
    """The address of every page that the program makes and of its twins, to compare others with."""
    return frozenset(map(comparable, chain.from_iterable(map(_with_twins, _made(guide)))))


def _with_twins(uri: str) -> tuple[str, str, str]:
    return finished_address(uri), twin_address(uri, MARKDOWN), twin_address(uri, JSON)


def twin_address(uri: str, ending: str) -> str:
    """The address of the twin of a page, from the top of the site."""
    return f"{uri.removesuffix(PAGE)}{ending}"


def _made(guide: Guide) -> Iterator[str]:
    """Every page that the program makes, in each language."""
    original = page_uris(guide)
    yield from original
    yield from retired_uris(guide)
    for language in languages(guide):
        for uri in filter(_is_translated, original):
            yield f"{language}/{uri}"


def _is_translated(uri: str) -> bool:
    """Whether a page is made in other languages too, once its texts are translated."""
    return uri == "index.md" or uri.startswith(("stages/", "choices/"))


def _folders_of(addresses: frozenset[str]) -> frozenset[str]:
    """The folders in which files have these addresses."""
    return frozenset(map(dirname, addresses)) - {""}
