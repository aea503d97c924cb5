"""Texts in lines that fit across a phone."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from textwrap import wrap

from evidence_guide.text import markup as prose
from evidence_guide.view.shapes import TextLine

Lines = tuple[str, ...]
WIDE = 40
"""Letters that fit side by side on a page of 320 pixels."""
LINE = Decimal("1.35")
"""From one line of text to the next, in ems."""


def wrapped_lines(text: str, wide: int = WIDE) -> Lines:
    """The text without markup in lines of at most `wide` letters; longer words are not broken."""
    words = prose.plain(text)
    return tuple(wrap(words, max(wide, 12), break_long_words=False, break_on_hyphens=False))


def placed(texts: Iterable[str], top: Decimal) -> Iterator[TextLine]:
    """The lines one below the other, from `top` down."""
    foot = top - Decimal("0.3")
    for text in texts:
        foot += LINE
        yield TextLine(text=text, y=foot)
