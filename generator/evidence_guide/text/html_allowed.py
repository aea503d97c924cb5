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
    """Reads tags one by one, as a browser would, and notes what is not on the lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element or an attribute that no page needs."""
        if tag not in ELEMENTS:
            self.found.append(Fault(f"`<{tag}>` is not allowed in a page", f"<{tag}"))
        for name, value in attrs:
            fault = _attribute(name, value or "")
            if fault:
                self.found.append(fault)
            self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        """Notes hidden characters, which an entity may have made."""
        for sign in dict.fromkeys(sign for _, sign in characters.hidden(data)):
            self.found.append(
                Fault(
                    f"hidden character {characters.character_name(sign)}",
                    "&",
                    "delete it, or the entity that makes it",
                )
            )

    def handle_comment(self, data: str) -> None:
        """Notes a comment that a browser ends earlier than it seems."""
        if data.startswith((">", "->")) or any(sign in data for sign in _ENDS_EARLY):
            self.found.append(
                Fault(
                    "a comment ends earlier than it seems",
                    "<!--",
                    "write only plain words in a comment",
                )
            )

    def handle_decl(self, decl: str) -> None:
        """Notes a declaration."""
        self.found.append(Fault(f"`<!{decl[:20]}>` is not allowed in a page", "<!"))

    def unknown_decl(self, data: str) -> None:
        """Notes what a browser takes for the beginning of a comment."""
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        """Notes a processing instruction."""
        self.found.append(Fault(f"`<?{data[:20]}>` is not allowed in a page", "<?"))


def _attribute(name: str, value: str) -> Fault | None:
    if name in {"href", "cite"}:
        fault = web_addresses.link_fault(value)
        return (
            Fault(f"unsafe address `{value[:90]}`: {fault}", value[:20], web_addresses.SHORT_HINT)
            if fault
            else None
        )
    if name == "src":
        elsewhere = web_addresses.scheme_of(value.strip()) or web_addresses.link_fault(value)
        hint = "put the picture into docs/, so that a reader's browser asks no other site"
        return (
            Fault(f"`{value[:90]}` is loaded from elsewhere", value[:20], hint)
            if elsewhere
            else None
        )
    known = name in _ATTRIBUTES or name.startswith(("data-", "aria-"))
    if known or (name in _VALUES and _VALUES[name].fullmatch(value)):
        return None
    return Fault(f"the attribute `{name}` is not allowed in a page", name)


_INSTRUCTIONS = etree._ProcessingInstruction | etree._Entity  # noqa: SLF001 (lxml's only names)


def drawing_faults(svg: bytes) -> Iterator[str]:
    """Why a drawing is more than a drawing, as ends of sentences."""
    try:
        tree = etree.fromstring(
            svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        yield f"it is not sound XML: {error.msg}"
        return
    if tree.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in svg.upper():
        yield "it defines entities"
    for node in tree.iter():
        if not isinstance(node.tag, str):
            if isinstance(node, _INSTRUCTIONS):
                yield f"it holds `{str(node)[:40]}`"
            continue
        name = etree.QName(node)
        if name.localname.lower() in _ACTIVE or name.namespace == _XHTML:
            yield f"it holds `<{name.localname}>`"
        if name.localname.lower() == "style" and _LOADS.search("".join(map(str, node.itertext()))):
            yield "its style loads something"
        yield from _drawn_attributes(node)


def _drawn_attributes(node: "etree._Element") -> Iterator[str]:
    for key, value in node.attrib.items():
        name, text = str(key).rpartition("}")[2].lower(), str(value)
        if name.startswith("on"):
            yield f"its attribute `{name}` runs a script"
        elif name in {"href", "src"} and (
            web_addresses.scheme_of(text.strip()) or web_addresses.link_fault(text)
        ):
            link = etree.QName(node).localname == "a" and not web_addresses.link_fault(text)
            if not link and not _PICTURE.fullmatch(text):
                yield f"it leads to `{text[:60]}`"
        elif name == "style" and _LOADS.search(text):
            yield "its style loads something"
