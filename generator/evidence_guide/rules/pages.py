"""Pages, drawings and settings that come with the evidence run, load and send nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Guide, handwritten
from evidence_guide.guide.yaml_reader import read_text
from evidence_guide.rules.rule import Complaints, rule
from evidence_guide.rules.safety import strings
from evidence_guide.text import html_allowed, web_addresses

_WHOLE_PAGES = frozenset(
    {".htm", ".html", ".mht", ".mhtml", ".shtml", ".xht", ".xhtml", ".xml", ".xsl", ".xslt"}
)
"""Endings of files that a browser opens as a page, and MkDocs copies as they are."""
_MOST_DRAWING = 4 * 1024 * 1024
_ADDRESSES = frozenset({"site_url", "repo_url", "link", "homepage", "href", "url"})
"""Settings of MkDocs and its theme that become links."""
_RUNNING = re.compile(
    r"[\s\x00-\x1f]*(javascript|vbscript|data|file|blob|filesystem|view-source)\s*:", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_PRINTED = frozenset(
    {
        "copyright",
        "site_name",
        "site_description",
        "site_author",
        "repo_name",
        "name",
        "title",
        "nav",
        "generator",
    }
)
"""Settings that the theme prints into HTML as they are."""
_QUOTED = frozenset({"site_name", "site_description", "site_author"})
"""Those that it prints into an attribute."""


@rule(
    "docs/about.md", "This guide is made up", "<script>alert(1)</script>\n\nThis guide is made up"
)
def page_is_inert(guide: Guide) -> Complaints:
    """A hand-written page holds no scripts, frames, forms, styles, event handlers or unsafe links.

    It is read as Markdown and a browser read it: no entity, attribute list or reference hides them.
    """
    names = handwritten.extensions(guide.settings)
    for page in guide.pages:
        for line, column, fault in handwritten.found(page.text, names):
            yield Place(page.path, line, column), fault.message, fault.hint


@rule(
    "docs/tea.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>\n'
)
def file_is_inert(guide: Guide) -> Complaints:
    """No file in `docs/` is HTML or XML, and no drawing in SVG holds a script or loads anything.

    MkDocs copies such files to the site as they are, and no check of the guide would see them.
    """
    docs = guide.folder / "docs"
    for path in sorted(docs.rglob("*")) if docs.is_dir() else ():
        place = Place(path.relative_to(guide.folder).as_posix())
        ending = path.suffix.lower()
        if ending in _WHOLE_PAGES:
            yield (
                place,
                f"`{ending}` files are copied to the site unchecked",
                "write the page in Markdown, or remove the file",
            )
        elif ending in _DRAWINGS:
            yield from _unsafe_drawing(path, place)


_DRAWINGS = frozenset({".svg", ".svgz"})


def _unsafe_drawing(path: Path, place: Place) -> Complaints:
    for fault in _drawing(path, place.path):
        yield place, f"this drawing is not safe: {fault}", "save it as plain SVG, or as PNG"


def _drawing(path: Path, name: str) -> Iterator[str]:
    text, trouble = read_text(path, name, _MOST_DRAWING)
    if not trouble:
        return iter(html_allowed.drawing_faults(text.encode()))
    return (diagnostic.message for diagnostic in trouble)


@rule(
    "mkdocs.yml",
    "site_name: Tea and sleep",
    'site_name: Tea and sleep\nsite_url: "javascript:alert(1)"',
)
def settings_are_safe(guide: Guide) -> Complaints:
    """Every setting in `mkdocs.yml` that becomes a link or HTML on pages is safe.

    The theme puts these settings on every page, as they are.
    """
    if guide.settings is None:
        return
    for route, text in strings(guide.settings):
        message, hint = _setting(route, text)
        if message:
            yield guide.settings.place(route), message, hint


def _setting(route: Route, text: str) -> tuple[str, str]:
    """What is wrong with one setting, and how to fix it; two empty texts if nothing is."""
    name = _name(route)
    fault = _address_fault(route, name, text) if text != name else ""
    if fault:
        return f"unsafe address `{text}`: {fault}", web_addresses.HINT
    if _PRINTED.isdisjoint(map(str, route)):
        return "", ""
    return _printed_fault(name, text)


def _name(route: Route) -> str:
    """The last key on the way to a setting."""
    for part in reversed(route):
        if isinstance(part, str):
            return part
    return ""


def _printed_fault(name: str, text: str) -> tuple[str, str]:
    """What is wrong with a setting that is printed into HTML, and how to fix it."""
    found = html_allowed.faults(text) if _TAG.search(text) else []
    if found:
        return found[0].message, found[0].hint
    if '"' in text and name in _QUOTED:
        message = f"`{name}` holds a quotation mark, which ends an attribute on every page"
        return message, "write “ and ”"
    return "", ""


def _address_fault(route: Route, name: str, text: str) -> str:
    """Why a setting must not become a link."""
    if _RUNNING.match(re.sub(r"[\t\r\n]", "", text)):
        scheme = web_addresses.scheme_of(text.strip()) or text.strip()[:12]
        return f"a link must not begin with `{scheme}:`"
    if name in {"site_url", "repo_url"}:
        return web_addresses.fault(text, web_addresses.WEB) if text else ""
    is_linked = name in _ADDRESSES or (route[:1] == ("nav",) and "://" in text)
    if is_linked and web_addresses.scheme_of(text) not in {"", "tel"}:
        return web_addresses.fault(text)
    if is_linked or name.startswith("edit_uri"):
        return web_addresses.link_fault(text)
    return ""
