"""The links of a finished PDF: each must lead to a place in it or to a safe address."""

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.text import web_addresses

_SHOWN = 90
"""Letters of an address that a complaint shows."""
_FIX = "write a safe address in the evidence"


class Target(NamedTuple):
    """Where a link of a PDF leads to, outside of it."""

    page: int
    address: str
    """Another action than an address is given by its number."""


def unsafe_links(targets: Iterable[Target], name: str) -> Iterator[Diagnostic]:
    """A complaint for each link of a PDF to neither a place in it nor a safe address.

    Typst itself lets any link pass.
    """
    for number, target in targets:
        fault = _fault(target)
        if fault:
            message = f"`{target[:_SHOWN]}` on page {number}: {fault}"
            yield Diagnostic(Place(name), "unsafe-link", message, _FIX)


def _fault(target: str) -> str:
    """The fault of an address; empty if it is safe."""
    if not web_addresses.scheme_of(target):
        return "a link in a PDF leads to a whole address"
    return web_addresses.link_fault(target)


def targets_of(
    page: pypdfium2.PdfPage, number: int, document: pypdfium2.PdfDocument
) -> Iterator[Target]:
    """Each target of a link of a page that leaves the PDF."""
    for link in _links(page):
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
        if kind == raw.PDFACTION_URI:
            yield Target(number, _uri(document, action))
        elif kind != raw.PDFACTION_GOTO:
            yield Target(number, f"action {kind}")


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
