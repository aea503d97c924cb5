"""Links of built pages: each is safe, and within the site it leads to a page and a place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree, html
from lxml.html import HtmlElement

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.text import web_addresses

Links = dict[str, HtmlElement]
"""Links by their addresses."""
LINKING = frozenset(
    {
        *("action", "background", "cite", "data", "formaction", "href", "icon"),
        *("longdesc", "manifest", "ping", "poster", "src", "srcset", "xlink:href"),
    }
)
"""Attributes whose value a browser takes for an address."""
_ADDRESSED = frozenset({"loc", "link", "id", "uri"})
"""Elements of a feed or a sitemap whose text is an address."""
_IDS = etree.XPath("//@id", smart_strings=False)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_UNSAFE_HINT = "remove it where it was written: the last line of defence before a reader taps on it"


def unsafe_page_links(tree: HtmlElement, name: str) -> Iterator[Diagnostic]:
    """Unsafe links and attributes that run scripts, on a whole page with its frame."""
    for element in tree.iter(etree.Element):
        for key in filter(_is_active, element.keys()):
            value = str(element.get(key))
            fault = _attribute_fault(key, value)
            if fault:
                yield _unsafe(name, f'{key}="{value[:90]}"', fault)


def _unsafe(name: str, what: str, fault: str) -> Diagnostic:
    return Diagnostic(Place(name), "unsafe-link", f"`{what}`: {fault}", _UNSAFE_HINT)


@lru_cache(maxsize=4096)
def _is_active(key: str) -> bool:
    """Whether an attribute runs a script or has an address, so that it may be unsafe."""
    plain = _without_namespace(key)
    return plain.startswith("on") or plain in LINKING


@lru_cache(maxsize=65536)
def _attribute_fault(key: str, value: str) -> str:
    """Why an attribute is unsafe, or an empty text."""
    if _without_namespace(key).startswith("on"):
        return "an attribute must not run a script"
    return web_addresses.link_fault(value)


def _without_namespace(key: str) -> str:
    """The name of an attribute in lower case."""
    return key.rpartition("}")[2].lower()


def unsafe_xml_links(path: Path, name: str) -> Iterator[Diagnostic]:
    """The same in a drawing, a feed or a sitemap, whose texts may be addresses or HTML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(path.read_bytes(), parser)
    yield from unsafe_page_links(tree, name)
    for element in tree.iter(etree.Element):
        text = (element.text or "").strip()
        if "<" in text:
            yield from unsafe_page_links(html.fragment_fromstring(text, create_parent="div"), name)
        elif etree.QName(element).localname in _ADDRESSED:
            yield from _unsafe_address(text, name)


def _unsafe_address(text: str, name: str) -> Iterator[Diagnostic]:
    fault = web_addresses.link_fault(text)
    if fault:
        yield _unsafe(name, text[:90], fault)


def broken_links(tree: HtmlElement, name: str, files: frozenset[str]) -> Iterator[HtmlElement]:
    """Links of the page's content to pages or places of the same site that do not exist."""
    ids = ids_of(tree)
    for address, link in _first_links(tree).items():
        if not _ELSEWHERE.match(address) and not _is_found(address, name, files, ids):
            yield link


def ids_of(tree: HtmlElement) -> frozenset[str]:
    """The ids of all parts of a page."""
    return frozenset(_IDS(tree))  # type: ignore[arg-type]


def _first_links(tree: HtmlElement) -> Links:
    """The first link to each address in the page's content."""
    links: Links = {}
    for link in tree.xpath("//article//a[@href]"):
        links.setdefault(link.get("href"), link)
    return links


def _is_found(link: str, page: str, files: frozenset[str], ids: frozenset[str]) -> bool:
    """Whether a link within the site leads to a file, or to a place on its own page."""
    address, _, anchor = link.partition("#")
    if not address:
        return not anchor or unquote(anchor) in ids
    return not _target(unquote(address.partition("?")[0]), page).isdisjoint(files)


def _target(address: str, page: str) -> set[str]:
    """The files that an address on a page may mean, relative to the site's folder."""
    path = normpath(join(dirname(page), address)).removeprefix("./")
    return {path, normpath(join(path, "index.html"))}
