"""Articles and abstracts in XML (JATS, PubMed) to text."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from evidence_guide.proof.flat_text import all_text, flat
from evidence_guide.proof.plain_text import distinct, extracted, not_a_text, nothing_found
from evidence_guide.proof.sentence_bounds import LABEL_END
from evidence_guide.proof.texts import About, Extraction, How
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid

_Entity = etree._Entity  # noqa: SLF001 (its only name)
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
_PUBMED_TITLES = ("ArticleTitle", "VernacularTitle")
_BOOK_TITLE = "Book/BookTitle"
_NOT_ALLOWED = "does not allow downloading of the full text"
"""The comment in an article of PubMed Central whose publisher does not allow its full text."""
_DOI_IN_LIST = "ArticleIdList/ArticleId[@IdType='doi']"
_PUBMED_DOIS = (
    f"PubmedData/{_DOI_IN_LIST}",
    f"BookDocument/{_DOI_IN_LIST}",
    "MedlineCitation/Article/ELocationID[@EIdType='doi']",
)
_PUBMED_PMIDS = ("MedlineCitation/PMID", "BookDocument/PMID")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def extract_xml(data: bytes) -> Extraction:
    """The text of an XML file: PubMed's, or an article in JATS."""
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        return not_a_text(f"the XML is broken in line {error.lineno}")
    if _has_entities(root):
        return not_a_text("the XML defines its own entities")
    return _pubmed(root) if _PUBMED.search(data) else _first_article(root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _has_entities(root: Element) -> bool:
    return any(isinstance(part, _Entity) for part in root.iter())


def _first_article(root: Element) -> Extraction:
    article = root if root.tag == "article" else root.find(".//article")
    if article is not None:
        return _jats(article)
    if root.tag == "pmc-articleset":
        return nothing_found("PubMed Central has no such article")
    return not_a_text(f"XML of an unknown kind (`{root.tag}`)")


def _jats(article: Element) -> Extraction:
    """Title, abstracts, body, floats and back matter without references.

    Source: JATS, https://jats.nlm.nih.gov/archiving/.
    """
    heads = _title_lines(article)
    how = _extent(article)
    note = _refusal(article)
    content = _jats_content(article, heads)
    if note and not content:
        return nothing_found(note)
    return extracted(content, how, _about_jats(article, heads), note)


def _refusal(article: Element) -> str:
    """Why an article has no full text, if its publisher does not allow it."""
    for comment in article.iter(etree.Comment):
        if _NOT_ALLOWED in (comment.text or ""):
            return "its publisher does not allow programs to download the full text"
    return ""


def _jats_content(article: Element, heads: list[str]) -> str:
    """The text of an article, empty if there is nothing but a title."""
    parts = list(map(_flat_jats, _jats_parts(article)))
    return "\n".join([*heads, *parts]) if any(parts) else ""


def _title_lines(article: Element) -> list[str]:
    """The text of each part of the title."""
    group = article.find(f"{_META}title-group")
    if group is None:
        return []
    return list(map(_flat_jats, group))


def _extent(article: Element) -> How:
    """Whether an article has its full text or only abstracts."""
    bodies = map(all_text, article.findall("body"))
    return How.FULL if any(map(str.strip, bodies)) else How.ABSTRACT


def _jats_parts(article: Element) -> Iterator[Element]:
    for path in _JATS_PARTS:
        yield from article.findall(path)


def _flat_jats(part: Element) -> str:
    return flat(part, _JATS_DROPPED, _JATS_BLOCKS)


def _about_jats(article: Element, heads: list[str]) -> About:
    titles = [_joined(heads[:1]), _joined(heads[:2])]
    return About(
        distinct(titles),
        distinct(map(plain_doi, _jats_ids(article, "doi"))),
        distinct(map(plain_pmid, _jats_ids(article, "pmid"))),
        article.get(_LANGUAGE) or "",
        pmcids=distinct(_pmcids(article)),
    )


def _pmcids(article: Element) -> Iterator[str]:
    """The ids of an article in PubMed Central, of which older files write only the number."""
    for kind in ("pmcid", "pmc"):
        for id in _jats_ids(article, kind):
            yield plain_pmcid(f"PMC{id.strip().removeprefix('PMC')}")


def _joined(heads: list[str]) -> str:
    """A title, or title and subtitle, in one line."""
    return " ".join(heads).replace("\n", " ")


def _jats_ids(article: Element, kind: str) -> list[str]:
    found = article.findall(f"{_META}article-id[@pub-id-type='{kind}']")
    return [element.text or "" for element in found]


def _pubmed(root: Element) -> Extraction:
    """Title and labelled abstract of the first record.

    Source: https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd.
    """
    record = next(root.iter("PubmedArticle", "PubmedBookArticle"), None)
    if record is None:
        return nothing_found("PubMed has no such record")
    article = _article_of(record)
    if article is None:
        return nothing_found("PubMed's record is empty")
    return _pubmed_article(record, article)


def _article_of(record: Element) -> Element | None:
    article = record.find("MedlineCitation/Article")
    return record.find("BookDocument") if article is None else article


def _pubmed_article(record: Element, article: Element) -> Extraction:
    about = _about_pubmed(record, article)
    lines = list(map(_labelled, article.findall("Abstract/AbstractText")))
    if any(lines):
        return extracted("\n".join([*about.titles, *lines]), How.ABSTRACT, about)
    return nothing_found("PubMed has no abstract of it")


def _about_pubmed(record: Element, article: Element) -> About:
    titles = [flat(article.find(name)) for name in _PUBMED_TITLES]
    if not any(titles):
        titles = [flat(article.find(_BOOK_TITLE))]
    dois = map(plain_doi, _texts(record, _PUBMED_DOIS))
    pmids = map(plain_pmid, _texts(record, _PUBMED_PMIDS))
    language = article.findtext("Language") or ""
    return About(distinct(titles), distinct(dois), distinct(pmids), language)


def _labelled(part: Element) -> str:
    """A section of an abstract, after its label if it has one; the label's end is marked."""
    return f":{LABEL_END}".join(filter(None, (part.get("Label"), flat(part))))


def _texts(record: Element, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        for element in record.findall(path):
            yield element.text or ""
