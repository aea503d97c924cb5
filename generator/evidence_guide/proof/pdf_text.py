"""The text layer of PDFs."""

import re

from evidence_guide.proof import pdf_reader
from evidence_guide.proof.plain_text import distinct, extracted, tidy_lines
from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason

FEWEST_LETTERS = 20
"""A PDF with fewer letters and digits per page contains pictures, not text."""
_LETTER = re.compile(r"\w")


def extract_pdf(data: bytes) -> Extracted | NoText:
    """The text layer of a PDF, line by line.

    Hyphens at the ends of lines stay, for only a reader can tell 1-5 from a broken word.
    """
    read = pdf_reader.pdf_pages(data)
    if isinstance(read, pdf_reader.UnreadablePdf):
        reason = NoTextReason.TOO_LARGE if read.too_large else NoTextReason.NO_TEXT
        return NoText(reason, detail=read.why)
    pages = [_tidy_page(text) for text in read.texts]
    content = "\n".join(filter(None, pages))
    if len(_LETTER.findall(content)) < FEWEST_LETTERS * max(len(pages), 1):
        return NoText(NoTextReason.NO_TEXT, detail="a PDF without text")
    return extracted(content, How.FULL, About(distinct([read.title])))


def _tidy_page(text: str) -> str:
    """The lines of a page; hyphens that a font hides are hyphens again."""
    shown = text.replace("\ufffe", "-\n").replace("\x02", "-\n").replace("\x00", "")
    return tidy_lines(shown)
