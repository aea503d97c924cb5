"""What no built page may hold: requests abroad, unsafe links, handlers, hidden characters."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree, html

MARKER = "fuzzed"
"""Every script that the fuzzer plants says this word."""
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "xlink:href",
    "cite",
    "background",
    "ping",
    "manifest",
)
SAFE = ("", "http", "https", "mailto")
REQUESTED = {
    "script": "src", "img": "src", "iframe": "src", "embed": "src", "object": "data",
    "audio": "src", "video": "src", "source": "src", "track": "src", "input": "src",
}  # fmt: skip
LINKED_ONLY = {"canonical", "alternate", "prev", "next", "license", "author", "help", "me", "edit"}
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u202a-\u202e\u2060\u2066-\u2069"
    "\U000e0000-\U000e007f]"
)
IN_STYLE = re.compile(
    r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^'\")\s]+)", re.IGNORECASE
)


class Found(NamedTuple):
    """A fault of a page: its kind, by what two are the same, and the page."""

    kind: str
    what: str
    detail: str


def faults_of_site(site: Path) -> Iterator[Found]:
    """The faults of all pages and style sheets below a folder, each kind once a page."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield from dict.fromkeys(faults_of_page(path.read_bytes(), name))
    for path in sorted(site.rglob("*.css")):
        for address in IN_STYLE.findall(path.read_text("utf-8", errors="replace")):
            yield Found("foreign host", f"style sheet asks {_host(address)}", path.name)


def faults_of_page(content: bytes, name: str) -> Iterator[Found]:
    """The faults of one page."""
    if not content.strip():
        yield Found("empty page", name, name)
        return
    page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    for element in page.iter(etree.Element):
        yield from _unsafe(element, name)
        yield from _asks(element, name)
    if hidden := HIDDEN.search(content.decode("utf-8", "replace")):
        yield Found("hidden character", f"U+{ord(hidden[0]):04X}", name)


def _unsafe(element: html.HtmlElement, name: str) -> Iterator[Found]:
    tag = str(element.tag)
    for attribute, value in element.attrib.items():
        if attribute.lower().startswith("on"):
            yield Found("event handler", f"{tag} {attribute}", f"{name}: {value[:80]}")
        scheme = _scheme(value)
        picture = scheme == "data" and tag in {"img", "link"}
        if attribute.lower() in ADDRESSES and scheme not in SAFE and not picture:
            yield Found("unsafe link", f"{tag} {attribute} {scheme}", f"{name}: {value[:80]}")
    if tag in {"script", "iframe", "object", "embed", "form", "base"} and MARKER in _all(element):
        yield Found("stranger's element", tag, f"{name}: {_all(element)[:80]}")
    turns = tag == "meta" and element.get("http-equiv", "").lower() == "refresh"
    if turns and _host(element.get("content", "").partition("url=")[2]):
        yield Found("foreign host", "meta refresh", name)


def _asks(element: html.HtmlElement, name: str) -> Iterator[Found]:
    """What a browser would ask another host for, unasked."""
    tag = str(element.tag)
    address = element.get(REQUESTED.get(tag, ""), "") if tag in REQUESTED else ""
    relations = set((element.get("rel") or "").lower().split())
    if tag == "link" and not relations & LINKED_ONLY:
        address = element.get("href", "")
    if _host(address):
        yield Found("foreign host", f"{tag} asks {_host(address)}", name)
    styles = (element.get("style") or "") + ((element.text or "") if tag == "style" else "")
    for found in IN_STYLE.findall(styles):
        yield Found("foreign host", f"a style asks {_host(found)}", name)


def _all(element: html.HtmlElement) -> str:
    return " ".join([*element.attrib.values(), element.text or ""])


def _plain(address: str) -> str:
    """An address as browsers read it: without tabs, line breaks and leading blanks."""
    return re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33))))


def _scheme(address: str) -> str:
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", _plain(address))
    return found[1].lower() if found else ""


def _host(address: str) -> str:
    try:
        parts = urlsplit(_plain(address).replace("\\", "/"))
    except ValueError:
        return address
    return parts.netloc if parts.scheme in {"", "http", "https"} else ""
