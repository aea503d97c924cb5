"""The HTML and drawings that a guide's own pages may hold: nothing that runs, loads or sends."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from lxml import etree

from evidence_guide.text import characters, web_addresses

ELEMENTS = frozenset(
    {
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
    }
    | {
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "input",
        "ins",
    }
    | {
        "kbd",
        "label",
        "li",
        "main",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
    }
    | {
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    }
    | {"svg", "g", "path", "circle", "ellipse", "line", "polygon", "polyline", "rect"}
)
"""What Markdown and its extensions make of a page, and HTML that says no more than they do."""
_ATTRIBUTES = frozenset(
    {
        "align",
        "alt",
        "checked",
        "class",
        "colspan",
        "datetime",
        "dir",
        "disabled",
        "download",
        "for",
        "height",
        "hidden",
        "hreflang",
        "id",
        "lang",
    }
    | {
        "loading",
        "markdown",
        "name",
        "open",
        "rel",
        "reversed",
        "role",
        "rowspan",
        "scope",
        "start",
        "tabindex",
        "title",
        "valign",
        "value",
        "width",
    }
    | {
        "cx",
        "cy",
        "d",
        "fill",
        "points",
        "r",
        "rx",
        "ry",
        "stroke",
        "stroke-width",
        "transform",
        "viewbox",
        "x",
        "x1",
        "x2",
        "xmlns",
        "y",
        "y1",
        "y2",
    }
)
_VALUES = {
    "style": re.compile(r"text-align: (left|right|center);?"),
    "type": re.compile(r"checkbox|radio|text/html|1|a|A|i|I|application/[a-z+.-]+"),
    "target": re.compile(r"_blank|_self"),
}
"""Attributes with the few values that they may have; Markdown aligns columns by `style`."""
HINT = "write it in Markdown; the guide adds scripts and styles itself"
_ENDS_EARLY = ("<!--", "--!>")
"""What browsers and parsers take differently inside a comment."""

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_ACTIVE = frozenset(
    {
        "animate",
        "animatemotion",
        "animatetransform",
        "discard",
        "foreignobject",
        "handler",
        "listener",
        "script",
        "set",
    }
)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|javascript:|\\", re.IGNORECASE)


class Fault(NamedTuple):
    """Something that a page must not hold."""

    message: str
    needle: str
    """What to look for in the line that it comes from."""
    hint: str = HINT


def faults(html: str) -> list[Fault]:
    """Everything in the HTML of a page that runs, loads or sends, or is not seen, in its order."""
    reader = _Reader()
    reader.feed(html)
    if "<" in reader.rawdata:
        reader.found.append(Fault("a tag is not closed", "<", "close it with `>`, or write `&lt;`"))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Reads tags one by one, as a browser would, and notes those that are not on the lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element or an attribute that no page needs."""
        if tag not in ELEMENTS:
            self.note(f"`<{tag}>` is not allowed in a page", f"<{tag}")
        for name, value in attrs:
            fault = _attribute(name, value or "")
            if fault:
                self.found.append(fault)
            self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        """Notes hidden characters, which an entity may have made."""
        signs = dict.fromkeys(sign for _, sign in characters.hidden(data))
        for sign in signs:
            name = characters.character_name(sign)
            self.note(f"hidden character {name}", "&", "delete it, or the entity that makes it")

    def handle_comment(self, data: str) -> None:
        """Notes a comment that a browser ends earlier than it seems."""
        if data.startswith((">", "->")) or any(sign in data for sign in _ENDS_EARLY):
            message = "a comment ends earlier than it seems"
            self.note(message, "<!--", "write only plain words in a comment")

    def note(self, message: str, needle: str, hint: str = HINT) -> None:
        """Adds a fault."""
        self.found.append(Fault(message, needle, hint))

    def handle_decl(self, decl: str) -> None:
        """Notes a declaration."""
        self.note(f"`<!{decl[:20]}>` is not allowed in a page", "<!")

    def unknown_decl(self, data: str) -> None:
        """Notes a declaration that a browser takes for the beginning of a comment."""
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        """Notes a processing instruction."""
        self.note(f"`<?{data[:20]}>` is not allowed in a page", "<?")


def _attribute(name: str, value: str) -> Fault | None:
    """The fault of an attribute, if it has one."""
    if name in {"href", "cite"}:
        return _unsafe_link(value)
    if name == "src":
        return _from_elsewhere(value)
    if name in _ATTRIBUTES or name.startswith(("data-", "aria-")):
        return None
    if name in _VALUES and _VALUES[name].fullmatch(value):
        return None
    return Fault(f"the attribute `{name}` is not allowed in a page", name)


def _unsafe_link(value: str) -> Fault | None:
    fault = web_addresses.link_fault(value)
    if not fault:
        return None
    message = f"unsafe address `{value[:90]}`: {fault}"
    return Fault(message, value[:20], web_addresses.SHORT_HINT)


def _from_elsewhere(value: str) -> Fault | None:
    if not _leaves_the_site(value):
        return None
    hint = "put the picture into docs/, so that a reader's browser asks no other site"
    return Fault(f"`{value[:90]}` is loaded from elsewhere", value[:20], hint)


def _leaves_the_site(address: str) -> bool:
    """Whether an address is no path within the site."""
    return bool(web_addresses.scheme_of(address.strip()) or web_addresses.link_fault(address))


_INSTRUCTIONS = etree._ProcessingInstruction | etree._Entity  # noqa: SLF001 (lxml's only names)


def drawing_faults(svg: bytes) -> Iterator[str]:
    """Why a drawing is more than a drawing, as ends of sentences."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(svg, parser)
    except etree.XMLSyntaxError as error:
        yield f"it is not sound XML: {error.msg}"
        return
    if tree.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in svg.upper():
        yield "it defines entities"
    for node in tree.iter():
        if isinstance(node.tag, str):
            yield from _drawn_element(node)
        elif isinstance(node, _INSTRUCTIONS):
            yield f"it holds `{str(node)[:40]}`"


def _drawn_element(node: "etree._Element") -> Iterator[str]:
    """The faults of an element of a drawing."""
    name = etree.QName(node)
    local = name.localname.lower()
    if local in _ACTIVE or name.namespace == _XHTML:
        yield f"it holds `<{name.localname}>`"
    if local == "style" and _LOADS.search("".join(map(str, node.itertext()))):
        yield "its style loads something"
    for key, value in node.attrib.items():
        attribute = str(key).rpartition("}")[2].lower()
        fault = _drawn_attribute(name.localname, attribute, str(value))
        if fault:
            yield fault


def _drawn_attribute(element: str, name: str, value: str) -> str:
    """The fault of an attribute in a drawing; empty if it has none."""
    if name.startswith("on"):
        return f"its attribute `{name}` runs a script"
    if name in {"href", "src"} and not _may_lead_to(element, value):
        return f"it leads to `{value[:60]}`"
    if name == "style" and _LOADS.search(value):
        return "its style loads something"
    return ""


def _may_lead_to(element: str, address: str) -> bool:
    """Whether an element of a drawing may hold an address: a link, a picture, a part of it."""
    if not _leaves_the_site(address) or _PICTURE.fullmatch(address):
        return True
    return element == "a" and not web_addresses.link_fault(address)
