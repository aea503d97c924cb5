"""Files to text, by content type: HTML, XML, PDF and plain text; and Europe PMC's JSON."""

import json
import re
from typing import Any

from evidence_guide.proof.flat_text import flat, html_fragment
from evidence_guide.proof.html_text import extract_html
from evidence_guide.proof.pdf_text import extract_pdf
from evidence_guide.proof.plain_text import (
    distinct,
    extract_plain_text,
    extracted,
    not_a_text,
    nothing_found,
)
from evidence_guide.proof.texts import About, Extraction, How, NoText, NoTextReason
from evidence_guide.proof.xml_text import extract_xml
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_BLANK = b"\0\t\n\r\f \xef\xbb\xbf"
"""Bytes that a blank file may contain: white space and the byte order mark of UTF-8."""
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

_Record = dict[str, Any]


def extract(data: bytes, kind: str, charset: str = "") -> Extraction:
    """The text of a file of a content type such as `text/html`, or why it has none.

    If the type is wrong, the content decides.
    """
    if not data.strip(_BLANK):
        return NoText(NoTextReason.EMPTY)
    if b"%PDF-" in data[:1024]:
        return extract_pdf(data)
    if "html" in kind or _MARKUP.search(data[:512]):
        return extract_html(data, charset)
    return _extract_by_type(data, kind)


def _extract_by_type(data: bytes, kind: str) -> Extraction:
    if "xml" in kind:
        return extract_xml(data)
    if kind.startswith("text/"):
        return extract_plain_text(data)
    return _wrong_type(kind)


def _wrong_type(kind: str) -> NoText:
    detail = f"the content is not `{kind}`" if "pdf" in kind else f"`{kind}`"
    return NoText(NoTextReason.TYPE, detail=detail)


def europe_pmc(data: bytes, doi: str) -> Extraction:
    """Title and abstract of the record with this DOI in a search result of Europe PMC.

    The result is JSON with `resultType=core`. Source: https://europepmc.org/RestfulWebService.
    """
    try:
        record = _record_with_abstract(json.loads(data), doi)
    except _MALFORMED as error:
        return not_a_text(f"Europe PMC's answer cannot be read ({type(error).__name__})")
    if record is None:
        return nothing_found("Europe PMC has no abstract with this DOI")
    return _abstract(record, doi)


def _record_with_abstract(answer: Any, doi: str) -> _Record | None:
    """The first record with this DOI and an abstract; raises an error if any is malformed."""
    records = [record for record in answer["resultList"]["result"] if _has_abstract(record, doi)]
    return records[0] if records else None


def _abstract(record: _Record, doi: str) -> Extraction:
    title = _plain(record, "title")
    abstract = _plain(record, "abstractText")
    content = f"{title}\n{abstract}" if abstract else ""
    return extracted(content, How.ABSTRACT, _about(record, title, doi))


def _about(record: _Record, title: str, doi: str) -> About:
    titles = tuple(filter(None, (title,)))
    pmids = distinct([plain_pmid(_string(record, "pmid"))])
    return About(titles, (doi,), pmids, _string(record, "language"))


def _plain(record: _Record, name: str) -> str:
    """The text of a field that may contain markup."""
    return flat(html_fragment(_string(record, name)))


def _string(record: _Record, name: str) -> str:
    return str(record.get(name, ""))


def _has_abstract(record: _Record, doi: str) -> bool:
    return plain_doi(_string(record, "doi")) == doi and bool(record.get("abstractText"))
