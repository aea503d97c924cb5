"""The text layer of PDFs."""

import re

from evidence_guide.proof import pdf_reader
from evidence_guide.proof.plain_text import distinct, extracted, not_a_text, tidy_lines
from evidence_guide.proof.texts import About, Extraction, How, NoText, NoTextReason

FEWEST_LETTERS = 20
"""A PDF with fewer letters and digits per page consists of images, not text."""
_LETTER = re.compile(r"\w")


def extract_pdf(data: bytes) -> Extraction:
    """The text layer of a PDF, line by line.

    Hyphens at line ends stay, because only a reader can distinguish 1-5 from a broken word.
    """
    read = pdf_reader.pdf_pages(data)
    if isinstance(read, pdf_reader.UnreadablePdf):
        return _failed(read)
    content = "\n".join(filter(None, map(_tidy_page, read.texts)))
    if _has_only_pictures(content, len(read.texts)):
        return not_a_text("a PDF without text")
    return extracted(content, How.PAGE, About(distinct([read.title])))


def _failed(read: pdf_reader.UnreadablePdf) -> NoText:
    if read.too_large:
        return NoText(NoTextReason.TOO_LARGE, detail=read.why)
    return not_a_text(read.why)


def _has_only_pictures(content: str, pages: int) -> bool:
    letters = len(_LETTER.findall(content))
    return letters < FEWEST_LETTERS * max(pages, 1)


def _tidy_page(text: str) -> str:
    """The lines of a page; hyphens that a font hides are hyphens again."""
    shown = text.replace("\ufffe", "-\n").replace("\x02", "-\n").replace("\x00", "")
    return tidy_lines(shown)
