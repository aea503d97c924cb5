"""Web pages to text; login pages and other pages without the text are recognised."""

import re
from collections.abc import Container, Iterator

from lxml import etree, html
from lxml.etree import _Element as Element

from evidence_guide.proof.flat_text import all_text, flat
from evidence_guide.proof.plain_text import decode_text, distinct, extracted
from evidence_guide.proof.texts import About, Extraction, How, NoText, NoTextReason
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

Meta = tuple[str, str]
WALL_LENGTH = 2_500
"""A page with more characters than this is not a login page, whatever its words."""
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_WALL_TITLE = re.compile(
    r"just a moment|attention required|access denied|are you a robot|security check"
    r"|(?:please )?(?:log|sign)[ -]?in\b|request rejected|403 forbidden|anmelden",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:enable|turn on|activate|requires?|allow) (?:java ?script|cookies)"
    r"|java ?script (?:is|to be|must be|has been) (?:disabled|enabled|required|not)"
    r"|captcha|verify (?:that )?you are (?:a )?human|(?:are|you're|you are) not a robot"
    r"|checking your browser|unusual traffic|bitte (?:aktivieren|melden)"
    r"|(?:accept|manage|consent to|we use|agree to (?:the use of )?)\s*(?:all |our )?cookies"
    r"|before you continue|alle cookies|aceptar (?:todas )?las cookies|accepter les cookies"
    r"|(?:log|sign) ?in (?:to|with|via|through|using)"
    r"|(?:please|you must|need to) (?:log|sign) ?in|institutional (?:access|login)"
    r"|forgot (?:your )?password|iniciar sesión|se connecter",
    re.IGNORECASE,
)
_META_TITLES = ("citation_title", "dc.title", "dcterms.title", "prism.title", "og:title")
_META_PMIDS = ("citation_pmid",)
_META_DOIS = (
    "citation_doi",
    "dc.identifier",
    "dc.identifier.doi",
    "prism.doi",
    "bepress_citation_doi",
)
_DOWNLOAD = re.compile(
    r"\W*(?:download|view|open|read|get|full[- ]text|article|pdf)\b.{0,60}", re.IGNORECASE
)
"""The words of a link to the document that a page is about."""
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
Metas = list[tuple[str, str]]
"""The names and contents of a page's metadata."""
_LOWER_CASE_TYPE = "translate(@type, 'PASWORD', 'pasword')"
_PASSWORD_INPUT = f"//input[{_LOWER_CASE_TYPE}='password']"


def extract_html(data: bytes, charset: str) -> Extraction:
    """The text of a web page."""
    text, note = _decoded_html(data, charset)
    try:
        root = _document(text)
    except (etree.ParserError, ValueError):
        return NoText(NoTextReason.EMPTY)
    return _page(root, note)


def _document(text: str) -> Element:
    markup = _XML_DECLARATION.sub("", text.lstrip("\ufeff"))
    parser = html.HTMLParser(huge_tree=True)
    return html.document_fromstring(markup.replace("\0", ""), parser=parser)


def _page(root: Element, note: str) -> Extraction:
    about = _about_html(root)
    asks_password = bool(root.xpath(_PASSWORD_INPUT))
    _remove_chrome(root)
    content = flat(root.find(".//body"))
    wall = _wall(content, about.titles, asks_password=asks_password)
    if wall:
        return NoText(NoTextReason.WALL, detail=wall)
    return extracted(content, How.PAGE, about, note)


def _decoded_html(data: bytes, charset: str) -> tuple[str, str]:
    """The text, and a note if the encoding had to be guessed."""
    encoding = charset or _declared_charset(data)
    if not encoding:
        return decode_text(data)
    try:
        return data.decode(encoding, "replace"), ""
    except LookupError:
        return decode_text(data)


def _declared_charset(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    if found is None or data.startswith(_BYTE_ORDER_MARKS):
        return ""
    name = found[1].decode("ascii").lower()
    # a page whose declaration could be read is not UTF-16
    return "utf-8" if name.startswith("utf-16") else name


def _remove_chrome(root: Element) -> None:
    """Marks headers and forms as asides, unless they contain a heading or most of the text."""
    whole = len(all_text(root))
    for part in list(root.iter("header", "form")):
        if not _is_content(part, whole):
            part.tag = "aside"


def _is_content(part: Element, whole: int) -> bool:
    """Whether a part is the whole page, contains a heading, or most of the page's text."""
    if part.getparent() is None or part.find(".//h1") is not None:
        return True
    return len(all_text(part)) * 2 > whole


def _about_html(root: Element) -> About:
    metas = [_name_and_content(meta) for meta in root.iter("meta")]
    titles = distinct(_titles(root, metas))
    language = (root.get("lang") or "").lower()
    return About(titles, _dois(metas), _pmids(metas), language, _document_of(root, metas))


def _document_of(root: Element, metas: Metas) -> str:
    """The link to the PDF of what a page is about, as its metadata or the page itself gives it."""
    named = [*_contents(("citation_pdf_url",), metas), *_download_links(root)]
    return next(filter(None, map(str.strip, named)), "")


def _download_links(root: Element) -> Iterator[str]:
    for link in root.iter("a"):
        target = link.get("href") or ""
        path = target.partition("?")[0].partition("#")[0]
        if path.lower().endswith(".pdf") and _DOWNLOAD.fullmatch(all_text(link).strip()):
            yield target


def _dois(metas: Metas) -> tuple[str, ...]:
    return distinct(map(plain_doi, _contents(_META_DOIS, metas)))


def _pmids(metas: Metas) -> tuple[str, ...]:
    return distinct(map(plain_pmid, _contents(_META_PMIDS, metas)))


def _contents(names: Container[str], metas: Metas) -> Iterator[str]:
    """The contents of the metadata of these names."""
    for name, content in metas:
        if name in names:
            yield content


def _titles(root: Element, metas: Metas) -> Iterator[str]:
    """The titles in metadata, headings and the head of the page, the most reliable first."""
    for wanted in _META_TITLES:
        yield from _contents((wanted,), metas)
    for heading in root.iter("h1"):
        yield all_text(heading)
    head = root.find(".//head/title")
    if head is not None:
        yield all_text(head)


def _name_and_content(meta: Element) -> Meta:
    name = meta.get("name") or meta.get("property") or ""
    return name.lower(), meta.get("content") or ""


def _wall(content: str, titles: tuple[str, ...], *, asks_password: bool) -> str:
    """The sign that a page only leads to the text (login, consent, script, robot check), or ""."""
    for title in filter(_WALL_TITLE.match, titles):
        return f"its title is “{title[:60]}”"
    if len(content) > WALL_LENGTH:
        return ""
    found = _WALL.search(content)
    if found:
        return f"it says “{found[0]}”"
    return "it asks for a password" if asks_password else ""
