"""The text layer of PDFs."""

import re
from typing import Any

import pypdfium2 as pdfium

from evidence_guide.proof.plain_text import distinct, extracted, tidy_lines
from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason

MOST_PAGES = 3_000
FEWEST_LETTERS = 20
"""A PDF with fewer letters and digits per page contains pictures, not text."""
_LETTER = re.compile(r"\w")


def extract_pdf(data: bytes) -> Extracted | NoText:
    """The text layer of a PDF, line by line.

    Hyphens at the ends of lines stay, for only a reader can tell 1-5 from a broken word.
    """
    try:
        document: Any = pdfium.PdfDocument(data)
        try:
            return _pdf_document(document)
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        problem = "encrypted" if "assword" in str(error) else "broken"
        return NoText(NoTextReason.NO_TEXT, detail=f"the PDF is {problem}")


def _pdf_document(document: Any) -> Extracted | NoText:
    if len(document) > MOST_PAGES:
        return NoText(NoTextReason.TOO_LARGE, detail=f"{len(document)} pages")
    pages = [_pdf_page(page) for page in document]
    content = "\n".join(filter(None, pages))
    if len(_LETTER.findall(content)) < FEWEST_LETTERS * max(len(pages), 1):
        return NoText(NoTextReason.NO_TEXT, detail="a PDF without text")
    title = str(document.get_metadata_value("Title"))
    return extracted(content, How.FULL, About(distinct([title])))


def _pdf_page(page: Any) -> str:
    layer = page.get_textpage()
    text: str = layer.get_text_bounded()
    layer.close()
    page.close()
    text = text.replace("\ufffe", "-\n").replace("\x02", "-\n").replace("\x00", "")
    return tidy_lines(text)
