"""Files to text: HTML, JATS and PubMed XML, Europe PMC's JSON, PDF and plain text; a page that is no text is said to be none."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml import etree, html
from lxml.etree import _Element as Element

from evidence_guide.proof import pdf_reader
from evidence_guide.proof.texts import About, Extracted, How, NoText, Reason
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

FEWEST_LETTERS = 20
"""A PDF with fewer letters and digits a page holds pictures, not text."""
WALL_LENGTH = 2_500
"""A page with more characters than this is more than a door, whatever its words."""

_SPACE = re.compile("[\x00-\x20\ufffe\uffff]+")
"""White space, and characters that no markup may hold."""
_GAP = re.compile(r" *\t[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LETTER = re.compile(r"\w")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PUBMED = re.compile(rb"<(?:PubmedArticle|PubmedBookArticle|eFetchResult)")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "svg",
    "iframe",
    "object",
    "button",
    "select",
    "textarea",
    "annotation",
)
_BLOCKS = (
    *(
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
        "br",
        "title",
    ),
)
_JATS_DROPPED = (
    "ref-list",
    "tex-math",
    "annotation",
    "object-id",
    "related-article",
    "self-uri",
    "contrib-group",
    "permissions",
)
_JATS_BLOCKS = (
    *(
        "abstract",
        "article-title",
        "subtitle",
        "trans-title",
        "body",
        "sec",
        "title",
        "p",
        "label",
        "caption",
        "fig",
        "table-wrap",
        "tr",
        "list-item",
    ),
    *(
        "list",
        "disp-quote",
        "disp-formula",
        "def-item",
        "boxed-text",
        "fn",
        "back",
        "floats-group",
        "break",
        "verse-line",
    ),
)
_CELLS = ("td", "th")
_RAISED = str.maketrans("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾")
_WALL_TITLE = re.compile(
    r"just a moment|attention required|access denied|are you a robot|security check|(?:please )?(?:log|sign)[ -]?in\b|request rejected|403 forbidden|anmelden",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:enable|turn on|activate|requires?|allow) (?:java ?script|cookies)|java ?script (?:is|to be|must be|has been) (?:disabled|enabled|required|not)"
    r"|captcha|verify (?:that )?you are (?:a )?human|(?:are|you're|you are) not a robot|checking your browser|unusual traffic|bitte (?:aktivieren|melden)"
    r"|(?:accept|manage|consent to|we use|agree to (?:the use of )?)\s*(?:all |our )?cookies|before you continue|alle cookies|aceptar (?:todas )?las cookies|accepter les cookies"
    r"|(?:log|sign) ?in (?:to|with|via|through|using)|(?:please|you must|need to) (?:log|sign) ?in|institutional (?:access|login)"
    r"|forgot (?:your )?password|iniciar sesión|se connecter",
    re.IGNORECASE,
)
_META_TITLES = ("citation_title", "dc.title", "dcterms.title", "prism.title", "og:title")
_META_DOIS = (
    "citation_doi",
    "dc.identifier",
    "dc.identifier.doi",
    "prism.doi",
    "bepress_citation_doi",
)


def extract(data: bytes, kind: str, charset: str = "") -> Extracted | NoText:
    """The text of a file of a content type such as `text/html`, or why it holds none; the content itself decides where the type is wrong."""
    if not data.strip(b"\0\t\n\r\f \xef\xbb\xbf"):
        return NoText(Reason.EMPTY)
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    if "html" in kind or _MARKUP.search(data[:512]):
        return _html(data, charset)
    if "xml" in kind:
        return _xml(data)
    if kind.startswith("text/"):
        return _plain(data)
    return NoText(
        Reason.TYPE, detail=f"`{kind}` is not what it holds" if "pdf" in kind else f"`{kind}`"
    )


def europe_pmc(data: bytes, doi: str) -> Extracted | NoText:
    """Title and abstract of the record with this DOI in Europe PMC's answer to a search (`resultType=core`, JSON).

    Source: https://europepmc.org/RestfulWebService.
    """
    try:
        found = json.loads(data)["resultList"]["result"]
        record = next(
            (r for r in found if plain_doi(str(r.get("doi", ""))) == doi and r.get("abstractText")),
            None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return NoText(
            Reason.NO_TEXT, detail=f"Europe PMC's answer cannot be read ({type(error).__name__})"
        )
    if record is None:
        return NoText(Reason.NOTHING, detail="Europe PMC has no abstract with this DOI")
    title = _flat(_fragment(str(record.get("title", ""))))
    abstract = _flat(_fragment(str(record["abstractText"])))
    about = About(
        (title,) if title else (),
        (doi,),
        _some([plain_pmid(str(record.get("pmid", "")))]),
        str(record.get("language", "")),
    )
    return _filled(f"{title}\n{abstract}" if abstract else "", How.ABSTRACT, about)


def _filled(content: str, how: How, about: About = About(), note: str = "") -> Extracted | NoText:  # noqa: B008 (frozen)
    return Extracted(content, how, about, note) if _LETTER.search(content) else NoText(Reason.EMPTY)


def _some(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(v.split()) for v in values if v.strip()))


# Markup


def _flat(
    root: Element | None, dropped: Iterable[str] = _DROPPED, blocks: Iterable[str] = _BLOCKS
) -> str:
    """The text of an element: blocks and table rows on lines of their own, cells parted by tabs; changes the element."""
    if root is None:
        return ""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(root, *(f"{{*}}{tag}" for tag in dropped), with_tail=False)
    for part in root.iter():
        part.text, part.tail = _SPACE.sub(" ", part.text or ""), _SPACE.sub(" ", part.tail or "")
    for part in root.iter("{*}sup"):
        _raise(part)
    for part in root.iter(*blocks):
        part.text, part.tail = f"\n{part.text}", f"\n{part.tail}"
    for part in root.iter(*_CELLS):
        part.tail = f"\t{part.tail}"
    lines = (
        _GAP.sub("\t", _SPACE.sub(lambda m: "\t" if "\t" in m[0] else " ", line)).strip()
        for line in _string(root).split("\n")
    )
    return "\n".join(line for line in lines if line)


def _raise(part: Element) -> None:
    """Superscript digits stay superscript, for 10⁹ is not 109; subscripts are plain, for H₂O is H2O to a reader."""
    for inner in part.iter():
        inner.text = (inner.text or "").translate(_RAISED)
        if inner is not part:
            inner.tail = (inner.tail or "").translate(_RAISED)


def _string(root: Element) -> str:
    """All text within an element as it stands."""
    return etree.tostring(root, method="text", encoding="unicode", with_tail=False)


def _fragment(text: str) -> Element | None:
    sound = _SPACE.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()
    return html.fragment_fromstring(sound, create_parent="div") if sound else None


def _html(data: bytes, charset: str) -> Extracted | NoText:
    encoding = charset or _declared(data)
    try:
        text, note = (data.decode(encoding, "replace"), "") if encoding else _decoded(data)
    except LookupError:
        text, note = _decoded(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).replace("\0", "")
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError):
        return NoText(Reason.EMPTY)
    about, door = (
        _about_html(root),
        bool(root.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']")),
    )
    content = _flat(_without_chrome(root).find(".//body"))
    wall = _wall(content, about.titles, asks_password=door)
    return NoText(Reason.WALL, detail=wall) if wall else _filled(content, How.PAGE, about, note)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    name = found[1].decode("ascii").lower() if found and not marked else ""
    return (
        "utf-8" if name.startswith("utf-16") else name
    )  # a page that could be read this far is not UTF-16


def _without_chrome(root: Element) -> Element:
    """The page without the headers and forms that are not its content: one that holds a heading or most of the text stays."""
    whole = len(_string(root))
    for part in list(root.iter("header", "form")):
        holds = next(part.iter("h1"), None) is not None or len(_string(part)) * 2 > whole
        if not holds and part.getparent() is not None:
            part.tag = "aside"
    return root


def _about_html(root: Element) -> About:
    metas = [
        ((m.get("name") or m.get("property") or "").lower(), m.get("content") or "")
        for m in root.iter("meta")
    ]
    titles = chain(
        (c for name in _META_TITLES for n, c in metas if n == name),
        (_string(h) for h in root.iter("h1")),
        _head_title(root),
    )
    dois = (plain_doi(c) for n, c in metas if n in _META_DOIS)
    pmids = (plain_pmid(c) for n, c in metas if n == "citation_pmid")
    return About(_some(titles), _some(dois), _some(pmids), (root.get("lang") or "").lower())


def _head_title(root: Element) -> Iterator[str]:
    found = root.find(".//head/title")
    if found is not None:
        yield _string(found)


def _wall(content: str, titles: tuple[str, ...], *, asks_password: bool) -> str:
    """What makes a page a door before the text (login, consent, script or robot check), or "" if it is none."""
    for title in titles:
        if _WALL_TITLE.match(title):
            return f"its title is “{title[:60]}”"
    if len(content) > WALL_LENGTH:
        return ""
    found = _WALL.search(content)
    if found:
        return f"it says “{found[0]}”"
    return "it asks for a password" if asks_password else ""


def _xml(data: bytes) -> Extracted | NoText:
    try:
        root = etree.fromstring(
            data,
            etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ),
        )
    except etree.XMLSyntaxError as error:
        return NoText(Reason.NO_TEXT, detail=f"the XML is broken in line {error.lineno}")
    if any(isinstance(part, etree._Entity) for part in root.iter()):  # noqa: SLF001 (lxml names the class only so)
        return NoText(Reason.NO_TEXT, detail="the XML holds entities of its own")
    if _PUBMED.search(data):
        return _pubmed(root)
    article = root if root.tag == "article" else root.find(".//article")
    if article is None:
        return NoText(Reason.NO_TEXT, detail=f"XML of an unknown kind (`{root.tag}`)")
    return _jats(article)


def _jats(article: Element) -> Extracted | NoText:
    """Title, abstracts, body, floats and back matter without references (JATS, https://jats.nlm.nih.gov/archiving/)."""
    meta = "front/article-meta/"
    ids = {
        kind: [
            str(e.text or "") for e in article.findall(f"{meta}article-id[@pub-id-type='{kind}']")
        ]
        for kind in ("doi", "pmid")
    }
    language = article.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    group = article.find(f"{meta}title-group")
    heads = [
        _flat(part, _JATS_DROPPED, _JATS_BLOCKS) for part in (group if group is not None else [])
    ]
    parts = [
        _flat(part, _JATS_DROPPED, _JATS_BLOCKS)
        for path in (f"{meta}abstract", "body", "floats-group", "back")
        for part in article.findall(path)
    ]
    whole = any(_string(body).strip() for body in article.findall("body"))
    titles = (" ".join(heads[:1]).replace("\n", " "), " ".join(heads[:2]).replace("\n", " "))
    about = About(
        _some(titles),
        _some(map(plain_doi, ids["doi"])),
        _some(map(plain_pmid, ids["pmid"])),
        language,
    )
    return _filled(
        "\n".join([*heads, *parts]) if any(parts) else "",
        How.FULL if whole else How.ABSTRACT,
        about,
    )


def _pubmed(root: Element) -> Extracted | NoText:
    """Title and labelled abstract of the first record (https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd)."""
    record = next(root.iter("PubmedArticle", "PubmedBookArticle"), None)
    if record is None:
        return NoText(Reason.NOTHING, detail="PubMed has no such record")
    article = record.find("MedlineCitation/Article")
    article = record.find("BookDocument") if article is None else article
    if article is None:
        return NoText(Reason.NOTHING, detail="PubMed's record is empty")
    titles = _some(_flat(article.find(name)) for name in ("ArticleTitle", "VernacularTitle"))
    lines = [
        ": ".join(filter(None, (part.get("Label"), _flat(part))))
        for part in article.findall("Abstract/AbstractText")
    ]
    if not any(lines):
        return NoText(Reason.NOTHING, detail="PubMed has no abstract of it")
    dois = (
        e.text or ""
        for path in ("PubmedData", "BookDocument")
        for e in record.findall(f"{path}/ArticleIdList/ArticleId[@IdType='doi']")
    )
    pmids = (
        e.text or ""
        for path in ("MedlineCitation", "BookDocument")
        for e in record.findall(f"{path}/PMID")
    )
    about = About(
        titles,
        _some(map(plain_doi, dois)),
        _some(map(plain_pmid, pmids)),
        article.findtext("Language") or "",
    )
    return _filled("\n".join([*titles, *lines]), How.ABSTRACT, about)


# Without markup


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and a note where the encoding had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "read as UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8; read as Latin-1"


def _plain(data: bytes) -> Extracted | NoText:
    text, note = _decoded(data)
    if len(_CONTROL.findall(text[:10_000])) > len(text[:10_000]) // 100:
        return NoText(Reason.NO_TEXT, detail="it holds control characters")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return _filled("\n".join(line for line in lines if line), How.PAGE, About(), note)


def _pdf(data: bytes) -> Extracted | NoText:
    """The text layer of a PDF, a line a line; a hyphen at a line's end stays, for only a reader can tell 1-5 from one word."""
    read = pdf_reader.pages(data)
    if isinstance(read, pdf_reader.Refused):
        return NoText(Reason.TOO_LARGE if read.too_large else Reason.NO_TEXT, detail=read.why)
    pages = [_page(text) for text in read.texts]
    if sum(len(_LETTER.findall(page)) for page in pages) < FEWEST_LETTERS * max(len(pages), 1):
        return NoText(Reason.NO_TEXT, detail="a PDF without text")
    return _filled("\n".join(filter(None, pages)), How.FULL, About(_some([read.title])))


def _page(text: str) -> str:
    """A page's lines without blanks at their ends; hyphens that a font hides are hyphens."""
    text = text.replace("\ufffe", "-\n").replace("\x02", "-\n").replace("\x00", "")
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
