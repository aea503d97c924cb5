"""Articles and abstracts in XML (JATS, PubMed) to text."""

import re

from lxml import etree
from lxml.etree import _Element as Element

from evidence_guide.proof.flat_text import all_text, flat
from evidence_guide.proof.plain_text import distinct, extracted
from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

_PUBMED = re.compile(rb"<(?:PubmedArticle|PubmedBookArticle|eFetchResult)")
_JATS_DROPPED = (
    "ref-list tex-math annotation object-id related-article self-uri contrib-group permissions"
)
_JATS_BLOCKS = (
    "abstract article-title subtitle trans-title body sec title p label caption fig table-wrap tr "
    "list-item list disp-quote disp-formula def-item boxed-text fn back floats-group break "
    "verse-line"
)
_META = "front/article-meta/"
_JATS_PARTS = (f"{_META}abstract", "body", "floats-group", "back")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def extract_xml(data: bytes) -> Extracted | NoText:
    """The text of an XML file: PubMed's, or an article in JATS."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return NoText(NoTextReason.NO_TEXT, detail=f"the XML is broken in line {error.lineno}")
    if any(isinstance(part, etree._Entity) for part in root.iter()):  # noqa: SLF001 (its only name)
        return NoText(NoTextReason.NO_TEXT, detail="the XML defines its own entities")
    return _pubmed(root) if _PUBMED.search(data) else _first_article(root)


def _first_article(root: Element) -> Extracted | NoText:
    article = root if root.tag == "article" else root.find(".//article")
    if article is None:
        return NoText(NoTextReason.NO_TEXT, detail=f"XML of an unknown kind (`{root.tag}`)")
    return _jats(article)


def _jats(article: Element) -> Extracted | NoText:
    """Title, abstracts, body, floats and back matter without references.

    Source: JATS, https://jats.nlm.nih.gov/archiving/.
    """
    group = article.find(f"{_META}title-group")
    heads = [] if group is None else [_flat_jats(part) for part in group]
    has_body = any(all_text(body).strip() for body in article.findall("body"))
    parts = [_flat_jats(part) for path in _JATS_PARTS for part in article.findall(path)]
    content = "\n".join([*heads, *parts]) if any(parts) else ""
    how = How.FULL if has_body else How.ABSTRACT
    return extracted(content, how, _about_jats(article, heads))


def _flat_jats(part: Element) -> str:
    return flat(part, _JATS_DROPPED, _JATS_BLOCKS)


def _about_jats(article: Element, heads: list[str]) -> About:
    title = " ".join(heads[:1]).replace("\n", " ")
    with_subtitle = " ".join(heads[:2]).replace("\n", " ")
    return About(
        distinct([title, with_subtitle]),
        distinct(map(plain_doi, _jats_ids(article, "doi"))),
        distinct(map(plain_pmid, _jats_ids(article, "pmid"))),
        article.get(_LANGUAGE) or "",
    )


def _jats_ids(article: Element, kind: str) -> list[str]:
    found = article.findall(f"{_META}article-id[@pub-id-type='{kind}']")
    return [element.text or "" for element in found]


def _pubmed(root: Element) -> Extracted | NoText:
    """Title and labelled abstract of the first record.

    Source: https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd.
    """
    record = next(root.iter("PubmedArticle", "PubmedBookArticle"), None)
    if record is None:
        return NoText(NoTextReason.NOTHING, detail="PubMed has no such record")
    for path in ("MedlineCitation/Article", "BookDocument"):
        article = record.find(path)
        if article is not None:
            return _pubmed_article(record, article)
    return NoText(NoTextReason.NOTHING, detail="PubMed's record is empty")


def _pubmed_article(record: Element, article: Element) -> Extracted | NoText:
    about = _about_pubmed(record, article)
    lines = [_labelled(part) for part in article.findall("Abstract/AbstractText")]
    if not any(lines):
        return NoText(NoTextReason.NOTHING, detail="PubMed has no abstract of it")
    return extracted("\n".join([*about.titles, *lines]), How.ABSTRACT, about)


def _about_pubmed(record: Element, article: Element) -> About:
    titles = [flat(article.find(name)) for name in ("ArticleTitle", "VernacularTitle")]
    dois = _texts(record, "/ArticleIdList/ArticleId[@IdType='doi']", "PubmedData", "BookDocument")
    pmids = _texts(record, "/PMID", "MedlineCitation", "BookDocument")
    return About(
        distinct(titles),
        distinct(map(plain_doi, dois)),
        distinct(map(plain_pmid, pmids)),
        article.findtext("Language") or "",
    )


def _labelled(part: Element) -> str:
    """A section of an abstract, after its label if it has one."""
    return ": ".join(filter(None, (part.get("Label"), flat(part))))


def _texts(record: Element, path: str, *parents: str) -> list[str]:
    elements = [element for parent in parents for element in record.findall(f"{parent}{path}")]
    return [element.text or "" for element in elements]
