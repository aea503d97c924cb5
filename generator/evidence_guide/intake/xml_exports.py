"""Sources from XML, as EndNote and PubMed export it, read by lxml."""

from typing import Any

from lxml import etree

from evidence_guide.diagnostic import GuideError
from evidence_guide.intake import endnote, pubmed_xml
from evidence_guide.intake.endnote import Element
from evidence_guide.intake.records import Export

_PUBMED = frozenset(
    {"PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle"}
)


def read_xml(data: bytes, path: str) -> Export:
    """The records of an XML file; its declaration names its character set.

    Raises GuideError if the XML has an error or is something else.
    """
    root = _root(data, path)
    _require_no_entities(root, path)
    if root.tag in _PUBMED:
        return pubmed_xml.read_pubmed(root)
    found = endnote.read_endnote(root)
    if not found.sources:
        raise GuideError(
            f"{path}:1: this XML holds neither EndNote records (`<xml><records><record>`) nor"
            f" PubMed's, but `<{root.tag}>`; export it from EndNote or PubMed as XML"
        )
    return found


def _require_no_entities(root: Element, path: str) -> None:
    """Raises GuideError if the file declares entities; naming its document type is no harm."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and _entities(declared):
        raise GuideError(
            f"{path}:1: this XML declares entities of its own, which neither EndNote nor PubMed"
            " does; export it again"
        )


def _entities(declared: Any) -> list[object]:
    """The entities that a document type declares in the file itself."""
    return list(declared.entities())


def _root(data: bytes, path: str) -> Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        problem = str(error.msg).partition(",")[0].lower()
        raise GuideError(
            f"{path}:{error.lineno or 1}: this is not valid XML ({problem}); the file seems cut,"
            " export it again"
        ) from error
