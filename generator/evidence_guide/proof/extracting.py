"""Files to text, by content type: HTML, XML, PDF and plain text; and Europe PMC's JSON."""

import json
import re
from typing import Any

from evidence_guide.proof.flat_text import flat, html_fragment
from evidence_guide.proof.html_text import extract_html
from evidence_guide.proof.pdf_text import extract_pdf
from evidence_guide.proof.plain_text import distinct, extract_plain_text, extracted
from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason
from evidence_guide.proof.xml_text import extract_xml
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)


_BLANK = b"\0\t\n\r\f \xef\xbb\xbf"
"""Bytes that a blank file may contain: white space and the byte order mark of UTF-8."""


def extract(data: bytes, kind: str, charset: str = "") -> Extracted | NoText:
    """The text of a file of a content type such as `text/html`, or why it has none.

    If the type is wrong, the content decides.
    """
    if not data.strip(_BLANK):
        return NoText(NoTextReason.EMPTY)
    if b"%PDF-" in data[:1024]:
        return extract_pdf(data)
    if "html" in kind or _MARKUP.search(data[:512]):
        return extract_html(data, charset)
    if "xml" in kind:
        return extract_xml(data)
    if kind.startswith("text/"):
        return extract_plain_text(data)
    return _wrong_type(kind)


def _wrong_type(kind: str) -> NoText:
    detail = f"the content is not `{kind}`" if "pdf" in kind else f"`{kind}`"
    return NoText(NoTextReason.TYPE, detail=detail)


def europe_pmc(data: bytes, doi: str) -> Extracted | NoText:
    """Title and abstract of the record with this DOI in a search result of Europe PMC.

    The result is JSON with `resultType=core`. Source: https://europepmc.org/RestfulWebService.
    """
    try:
        found = json.loads(data)["resultList"]["result"]
        records = [record for record in found if _has_abstract(record, doi)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        detail = f"Europe PMC's answer cannot be read ({type(error).__name__})"
        return NoText(NoTextReason.NO_TEXT, detail=detail)
    if not records:
        detail = "Europe PMC has no abstract with this DOI"
        return NoText(NoTextReason.NOTHING, detail=detail)
    return _abstract(records[0], doi)


def _abstract(record: dict[str, Any], doi: str) -> Extracted | NoText:
    title = flat(html_fragment(_string(record, "title")))
    abstract = flat(html_fragment(_string(record, "abstractText")))
    pmids = distinct([plain_pmid(_string(record, "pmid"))])
    titles = (title,) if title else ()
    about = About(titles, (doi,), pmids, _string(record, "language"))
    return extracted(f"{title}\n{abstract}" if abstract else "", How.ABSTRACT, about)


def _string(record: dict[str, Any], name: str) -> str:
    return str(record.get(name, ""))


def _has_abstract(record: dict[str, Any], doi: str) -> bool:
    return plain_doi(_string(record, "doi")) == doi and bool(record.get("abstractText"))
