"""The pages' Content-Security-Policy: they run and load nothing but files of their own site."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

DIRECTIVES = {
    "default-src": "'none'",  # whatever is not named below: frames, plug-ins, sound and film
    "script-src": "'self'",  # the theme's script and ours, as files
    "style-src": "'self'",  # the theme's style sheets and ours, as files
    "img-src": "'self' data:",  # the theme's style sheet holds its icons as data: addresses
    "font-src": "'self'",  # fonts that a guide's own style sheet brings along
    "connect-src": "'self'",  # the search fetches its index
    "worker-src": "'self'",  # the search runs in a worker
    "form-action": "'self'",  # the page for wrong addresses sends a search to the home page
    "base-uri": "'none'",  # nothing may turn the relative addresses of a page elsewhere
}
"""Sources that each page may load and run; from `file://`, `'self'` means files."""

POLICY = "; ".join(f"{directive} {sources}" for directive, sources in DIRECTIVES.items())

META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
"""The element that sets the policy wherever a page is hosted."""

HEADER = f"{POLICY}; frame-ancestors 'none'"
"""The same as a header; only a header can forbid that other sites frame a page."""

RUN = frozenset(
    {
        "",
        "application/ecmascript",
        "application/javascript",
        "application/x-ecmascript",
        "application/x-javascript",
        "importmap",
        "module",
        "speculationrules",
        "text/ecmascript",
        "text/javascript",
        "text/jscript",
        "text/livescript",
        "text/x-ecmascript",
        "text/x-javascript",
        *(f"text/javascript1.{version}" for version in range(6)),
    }
)
"""Types of scripts that a browser acts on; any other script element is a block of data."""

_LINKED = " or ".join(f"contains(@rel, '{kind}')" for kind in ("stylesheet", "icon", "preload"))
_LOADED = " | ".join(
    (
        "//script/@src",
        "//img/@src",
        "//img/@srcset",
        "//source/@srcset",
        "//image/@href",
        f"//link[{_LINKED}]/@href",
    )
)
_SEVERAL = re.compile(r",\s+")
_ELSEWHERE = re.compile(r"(?!data:)(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_REFUSED = ("applet", "audio", "base", "embed", "frame", "iframe", "object", "video")
_HANDLERS = "//*/@*[starts-with(name(), 'on')]"


def blocked(page: HtmlElement) -> Iterator[str]:
    """The parts of a finished page that the policy blocks, and whether the page lacks it."""
    if not _begins_with_policy(page):
        yield "the Content-Security-Policy is not the first element of the head"
    yield from _inline(page)
    yield from blocked_anywhere(page)


def blocked_anywhere(page: HtmlElement) -> Iterator[str]:
    """The parts of a page that no policy of ours lets run or load."""
    yield from _inline_attributes(page)
    yield from _refused(page)
    yield from _from_elsewhere(page)


def _refused(page: HtmlElement) -> Iterator[str]:
    """The elements that the policy blocks wherever they are."""
    for name in sorted({element.tag for element in page.iter(*_REFUSED)}):
        yield f"`<{name}>` is blocked"


def _from_elsewhere(page: HtmlElement) -> Iterator[str]:
    """The addresses on other sites that a browser loads with a page."""
    for address in dict.fromkeys(_loaded(page)):
        if _ELSEWHERE.match(address):
            yield f"`{address.split()[0]}` is loaded from elsewhere"


def _inline(page: HtmlElement) -> Iterator[str]:
    """The scripts and styles that are written into a page."""
    if any(map(_runs, page.xpath("//script[not(@src)]"))):
        yield "a script is written into the page"
    if page.xpath("//style"):
        yield "a style sheet is written into the page"


def _inline_attributes(page: HtmlElement) -> Iterator[str]:
    """The styles and scripts that are written into attributes."""
    for style in dict.fromkeys(page.xpath("//@style")):
        yield f'`style="{style}"` is written into the page'
    for handler in page.xpath(_HANDLERS):
        yield f'`{handler.attrname}="{handler}"` is written into the page'


def _runs(script: HtmlElement) -> bool:
    """Whether a browser acts on a script."""
    return (script.get("type") or "").strip().lower() in RUN


def _loaded(page: HtmlElement) -> Iterator[str]:
    """Every address that a browser loads with a page."""
    for value in page.xpath(_LOADED):
        yield from _SEVERAL.split(value.strip())


def _begins_with_policy(page: HtmlElement) -> bool:
    attributes = [dict(element.attrib) for element in page.xpath("/html/head/*[1]")]
    return attributes == [{"http-equiv": "Content-Security-Policy", "content": POLICY}]
