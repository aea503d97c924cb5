"""The built site, read back: every sentence must carry its citation in what the reader gets, and read as it was checked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree, html
from lxml.html import HtmlElement

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.manuscript import TextLines
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.rules import docs
from evidence_guide.site.accounting import CHROME, HEADINGS, SILENT
from evidence_guide.site.policy import blocked
from evidence_guide.site.unaccounted import Vocabularies, unaccounted
from evidence_guide.text import web_addresses
from evidence_guide.translation.translated_guide import guide_of_page
from evidence_guide.view.citation_lists import is_statement
from evidence_guide.view.sentences import written_texts

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
BY_HAND = "page"
"""What a block on a hand-written page carries as `data-cited`: its text is written there, and its numbers were traced there."""


@dataclass
class Audit:
    """What the audit of a built site counted and found."""

    pages: int = 0
    cited: int = 0
    """Blocks of text with at least one citation that leads to a reference on the same page."""
    citations: int = 0
    uncited: Counter[str] = field(default_factory=Counter)
    """Blocks that may stand without a citation, by reason."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __str__(self) -> str:
        wrong = len(self.diagnostics)
        return f"{self.pages} pages, {self.cited} cited blocks, {self.citations} citations, {wrong} uncited or altered sentences or broken links"


def audit(site: Path, guide: Guide, downloads: Sequence[Download] = ()) -> Audit:
    """The audit of every HTML page in a built site's folder.

    Of the 404 page, drawings, feed and map it reads the links only.
    `downloads` are the files that the site's Downloads page offers.
    """
    result = Audit()
    files = files_of(site)
    words = Vocabularies(guide, downloads)
    for name in sorted(files):
        if name.endswith("404.html"):
            tree = _tree(site / name)
            result.diagnostics += _unsafe(tree, name)
            result.diagnostics += _blocked(tree, name)
        elif name.endswith(".html"):
            _page(site / name, name, files, guide_of_page(name, guide), result)
            result.diagnostics += unaccounted(site / name, name, words)
        elif name.endswith((".xml", ".svg")):
            result.diagnostics += _unsafe_xml(site / name, name)
    return result


def audit_file(site: Path, name: str, files: frozenset[str], guide: Guide) -> Audit:
    """The audit of one HTML page of a built site, whose `files` its links may lead to.

    It does not look for foreign words: a preview follows the evidence, and only a template could hold them.
    """
    result = Audit()
    _page(site / name, name, files, guide_of_page(name, guide), result)
    return result


def files_of(site: Path) -> frozenset[str]:
    """The files of a built site, relative to its folder."""
    return frozenset(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
    )


def audit_page(text: str, name: str, guide: Guide) -> Audit:
    """The audit of one HTML page given as text; its links to other pages are not followed."""
    result = Audit()
    _content(html.document_fromstring(text), name, guide_of_page(name, guide), result)
    return result


def _page(path: Path, name: str, files: frozenset[str], guide: Guide, result: Audit) -> None:
    tree = _tree(path)
    _content(tree, name, guide, result)
    result.diagnostics += _blocked(tree, name)
    result.diagnostics += _unsafe(tree, name)
    by_hand = page_by_hand(name, guide)
    for link in _broken(tree, name, files):
        result.diagnostics.append(_broken_link(link, name, by_hand))


def _broken_link(link: HtmlElement, name: str, by_hand: Document | None) -> Diagnostic:
    """The complaint at the line of the Markdown that holds the link, or at the page."""
    address = str(link.get("href"))
    place = Place(name)
    if by_hand:
        line = TextLines(by_hand.text).line_of_address(address, link)
        place = Place(by_hand.path, line)
    return Diagnostic(place, "broken-link", docs.dead_link(address), docs.LEAD_ELSEWHERE)


def page_by_hand(name: str, guide: Guide) -> Document | None:
    """The page of `docs/` that a page of the site was made from, if it was written by hand."""
    for document in guide.pages:
        stem = document.path.removeprefix("docs/").removesuffix(".md")
        if name in {f"{stem}.html", f"{stem}/index.html"}:
            return document
    return None


def _tree(path: Path) -> HtmlElement:
    return html.document_fromstring(path.read_bytes().decode("utf-8"))


def _blocked(tree: HtmlElement, name: str) -> Iterator[Diagnostic]:
    """What the Content-Security-Policy blocks on a page, or that the page does not have it."""
    for what in blocked(tree):
        message = f"{name} does not run under the Content-Security-Policy: {what}"
        hint = "load scripts, styles and pictures from files of the guide"
        yield Diagnostic(Place(name), "blocked-by-policy", message, hint)


LINKING = frozenset(
    {
        "action",
        "background",
        "cite",
        "data",
        "formaction",
        "href",
        "icon",
        "longdesc",
        "manifest",
        "ping",
        "poster",
        "src",
        "srcset",
        "xlink:href",
    }
)
"""Attributes whose value a browser takes for an address."""
_UNSAFE_HINT = "remove it where it was written: the last line of defence before a reader taps on it"


def _unsafe(tree: HtmlElement, name: str) -> Iterator[Diagnostic]:
    """Links of a whole page, its frame included, that a browser must not follow, and attributes that run scripts."""
    for element in tree.iter(etree.Element):
        for key, value in element.attrib.items():
            fault = _attribute_fault(str(key), str(value))
            if fault:
                yield Diagnostic(
                    Place(name), "unsafe-link", f'`{key}="{value[:90]}"`: {fault}', _UNSAFE_HINT
                )


def _attribute_fault(key: str, value: str) -> str:
    """Why an attribute is unsafe, or an empty text."""
    plain = key.rpartition("}")[2].lower()
    if plain.startswith("on"):
        return "an attribute must not run a script"
    return web_addresses.link_fault(value) if plain in LINKING else ""


def _unsafe_xml(path: Path, name: str) -> Iterator[Diagnostic]:
    """The same in a drawing, a feed or the map for search engines, whose elements hold addresses and HTML as text too."""
    tree = etree.fromstring(
        path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    yield from _unsafe(tree, name)
    for element in tree.iter(etree.Element):
        text = (element.text or "").strip()
        if "<" in text:
            yield from _unsafe(html.fragment_fromstring(text, create_parent="div"), name)
        elif etree.QName(element).localname in {
            "loc",
            "link",
            "id",
            "uri",
        } and web_addresses.link_fault(text):
            yield Diagnostic(
                Place(name),
                "unsafe-link",
                f"`{text[:90]}`: {web_addresses.link_fault(text)}",
                _UNSAFE_HINT,
            )


def _content(tree: HtmlElement, name: str, guide: Guide, result: Audit) -> None:
    article = next(iter([*tree.xpath("//article"), *tree.xpath("//main"), tree]))
    result.pages += 1
    places, words = _places(guide), written_texts(guide)
    targets = set(tree.xpath("//*[@id]/@id"))
    for element in article.xpath(".//*[@data-cited]"):
        drawn = bool(element.xpath("ancestor::svg"))
        links = _links(_captions(element) if drawn else [element])
        result.citations += 0 if drawn else len(links)
        result.cited += bool(links)
        key = element.get("data-cited")
        if not links or any(link[1:] not in targets for link in links):
            result.diagnostics.append(_complaint(element, key, name, places))
        elif key != BY_HAND and not _reads_as_checked(element, key, words, drawn=drawn):
            result.diagnostics.append(_altered(element, key, name, places))
    result.uncited.update(article.xpath(".//@data-uncited"))
    for drawing in article.xpath(".//svg[@role='img']"):
        if not _links(_captions(drawing)):
            message = f"a figure on {name} stands without a citation for its data: “{drawing.findtext('title')}”"
            result.diagnostics.append(
                Diagnostic(
                    Place(name),
                    "uncited-figure",
                    message,
                    "give it a caption that cites what it was drawn from",
                )
            )
    by_hand = page_by_hand(name, guide)
    lines = TextLines(by_hand.text) if by_hand else None
    for element in _bare(article):
        if by_hand and lines:
            place = Place(by_hand.path, lines.next_line(element))
            result.diagnostics.append(_uncited_by_hand(element, place))
        else:
            result.diagnostics.append(_complaint(element, _owner(element), name, places))


_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = frozenset({"to"})
"""Words that a drawing puts between two numbers."""
_BESIDE = frozenset({"eg-cite", "eg-to", "eg-proof", "eg-chip"})
"""Classes of what stands beside a statement and is none of its words."""
_APART = frozenset({"td", "th", "p", "li", "dt", "dd", "div", "br", "text"})


def _captions(drawing: HtmlElement) -> list[HtmlElement]:
    """The caption of the figure around a drawing: it cites for every text in it."""
    return drawing.xpath("ancestor::figure[1]/figcaption")  # type: ignore[no-any-return]


def _links(blocks: list[HtmlElement]) -> list[str]:
    """Where the citations in some blocks lead."""
    return [
        a.get("href")
        for block in blocks
        for a in block.xpath(".//sup[contains(@class, 'eg-cite')]/a[starts-with(@href, '#ref-')]")
    ]


def _reads_as_checked(
    element: HtmlElement, key: str, words: dict[str, frozenset[str]], *, drawn: bool = False
) -> bool:
    """Whether a block shows a text of its item word for word, and besides that no number, and in a drawing no word, that is not written there."""
    written = words.get(_known(key, words) or "", frozenset())
    shown = _shown(element)
    found = sorted((text for text in written if text in shown), key=len, reverse=True)
    for text in found:
        shown = shown.replace(text, " ")
    if drawn and not set(_WORD.findall(shown)) <= _BETWEEN:
        return False
    numbers = set(_NUMBER.findall(shown))
    return bool(found) and (
        not numbers or numbers <= {number for text in written for number in _NUMBER.findall(text)}
    )


def _shown(element: HtmlElement) -> str:
    """The words of a block without citations, links and labels; parts that stand apart are parted by a space."""
    return " ".join("".join(_parts(element)).split())


def _parts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and _BESIDE.isdisjoint((child.get("class") or "").split()):
            yield from _parts(child)
            yield " " if child.tag in _APART else ""
        yield child.tail or ""


def _known(key: str, known: Mapping[str, object]) -> str | None:
    """The longest beginning of a block's key that is an id."""
    parts = key.split("/")
    return next(
        (id for size in range(len(parts), 0, -1) if (id := "/".join(parts[:size])) in known), None
    )


def _altered(element: HtmlElement, key: str, page: str, places: dict[str, Place]) -> Diagnostic:
    known = _known(key, places)
    message = f"`{key}` reads otherwise on {page} than in the evidence: “{_shown(element)[:90]}”"
    hint = "show the text of the evidence as it is; fix the template"
    place = places[known] if known else Place(page)
    about = (known,) if known else ()
    return Diagnostic(place, "altered-sentence", message, hint, about=about)


def _bare(element: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost elements with words of their own that carry neither mark."""
    for child in element:
        if (
            not isinstance(child.tag, str)
            or child.tag in HEADINGS | SILENT
            or child.get("data-cited")
            or child.get("data-uncited")
        ):
            continue
        if any(name in (child.get("class") or "") for name in CHROME):
            continue
        own = [child.text, *(part.tail for part in child)]
        if any(
            character.isalpha() or (child.tag == "text" and character.isdigit())
            for text in own
            if text
            for character in text
        ):
            yield child
        else:
            yield from _bare(child)


def _owner(element: HtmlElement) -> str:
    around = element.xpath("ancestor::*[@id][1]/@id")
    return str(around[0]) if around else ""


@derived
def _places(guide: Guide) -> dict[str, Place]:
    """Where each statement is written, by its id."""
    return {entry.id: entry.place() for entry in guide.entries if is_statement(entry.item)}


def _uncited_by_hand(element: HtmlElement, place: Place) -> Diagnostic:
    """The complaint at a line of a hand-written page."""
    words = " ".join(element.text_content().split())
    message = docs.missing_citation(place.path, words)
    return Diagnostic(place, "uncited-sentence", message, docs.CITE_IT)


def _complaint(element: HtmlElement, key: str, page: str, places: dict[str, Place]) -> Diagnostic:
    """The complaint at the YAML place of the statement, or at the page where none is known."""
    words = " ".join(element.text_content().split())
    known = _known(key, places)
    message = docs.missing_citation(page, words)
    hint = "give it what it rests on, or mark in the template why it may stand uncited"
    place = places[known] if known else Place(page)
    about = (known,) if known else ()
    return Diagnostic(place, "uncited-sentence", message, hint, about=about)


def _broken(tree: HtmlElement, name: str, files: frozenset[str]) -> Iterator[HtmlElement]:
    """Links of the page's content to pages or places of the same site that do not exist."""
    ids = set(tree.xpath("//*[@id]/@id"))
    links: dict[str, HtmlElement] = {}
    for link in tree.xpath("//article//a[@href]"):
        links.setdefault(link.get("href"), link)
    for written, link in links.items():
        address, _, anchor = written.partition("#")
        if _ELSEWHERE.match(written):
            continue
        if not address:
            if anchor and unquote(anchor) not in ids:
                yield link
        elif _target(unquote(address.partition("?")[0]), name).isdisjoint(files):
            yield link


def _target(address: str, page: str) -> set[str]:
    """The files that an address on a page may stand for, relative to the site's folder."""
    path = normpath(join(dirname(page), address)).removeprefix("./")
    return {path, normpath(join(path, "index.html"))}
