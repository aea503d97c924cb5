"""The links of a finished PDF: each must lead to a place in it or to a safe address."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.text import web_addresses

_SHOWN = 90
"""Letters of an address that a complaint shows."""
_FIX = "write a safe address in the evidence"


def unsafe_links(content: bytes, name: str) -> Iterator[Diagnostic]:
    """A complaint for each link of a PDF to neither a place in it nor a safe address.

    Typst itself lets any link pass.
    """
    for number, target in _page_targets(content):
        fault = _fault(target)
        if fault:
            message = f"`{target[:_SHOWN]}` on page {number}: {fault}"
            yield Diagnostic(Place(name), "unsafe-link", message, _FIX)


def leads_to(content: bytes, address: str) -> bool:
    """Whether a PDF has a link to an address on the web."""
    return any(target == address for _, target in _page_targets(content))


def _fault(target: str) -> str:
    """The fault of an address; empty if it is safe."""
    if not web_addresses.scheme_of(target):
        return "a link in a PDF leads to a whole address"
    return web_addresses.link_fault(target)


def _page_targets(content: bytes) -> Iterator[tuple[int, str]]:
    """Each target of a link that leaves the PDF, with the number of its page."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            for target in _targets(document, page):
                yield number, target


def _targets(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """The addresses that the links of a page open; another action is given by its number."""
    for link in _links(page):
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
        if kind == raw.PDFACTION_URI:
            yield _uri(document, action)
        elif kind != raw.PDFACTION_GOTO:
            yield f"action {kind}"


def _links(page: pypdfium2.PdfPage) -> Iterator[Any]:
    """Every link of a page."""
    at = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, at, link):
        yield link


def _uri(document: pypdfium2.PdfDocument, action: Any) -> str:
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
