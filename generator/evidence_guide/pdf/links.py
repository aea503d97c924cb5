"""The links of a finished PDF: each must lead to a place in it or to a safe address."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.text import web_addresses


def unsafe_links(content: bytes, name: str) -> Iterator[Diagnostic]:
    """A complaint for each link of a PDF that leads neither to a place in it nor to a safe address; Typst lets any pass."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            for target in _targets(document, page):
                fault = (
                    web_addresses.link_fault(target)
                    if web_addresses.scheme_of(target)
                    else "a link in a PDF leads to a whole address"
                )
                if fault:
                    yield Diagnostic(
                        Place(name),
                        "unsafe-link",
                        f"`{target[:90]}` on page {number}: {fault}",
                        "write a safe address in the evidence",
                    )


def _targets(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Where the links of a page lead that leave the PDF; what does something else than opening an address is named by its number."""
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, at, link):
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
        if kind == raw.PDFACTION_URI:
            yield _uri(document, action)
        elif kind != raw.PDFACTION_GOTO:
            yield f"action {kind}"


def _uri(document: pypdfium2.PdfDocument, action: Any) -> str:
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
