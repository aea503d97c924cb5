"""Lines of a PDF that hold words from right to left, in the order in which they are read.

PDFium guesses that order, and often puts the parts of a line in another. But each letter is where
it is printed, so the line is read from there: as words from right to left within a line from left
to right, or the other way round, by the direction of the page.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_LETTERS = (
    "\u05be-\u05f4\u0608\u060b\u060d\u061b-\u064a\u066d-\u06ef\u06fa-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc"
)
_DIGITS = "\u0660-\u0669\u06f0-\u06f9"
"""Digits that belong to the words around them, although they run from left to right."""
RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]")
_NUMBER = r"\d++(?:[.,:/٫٬]\d++)*+"
_BETWEEN = rf"(?:(?![\w\[\]])[^{_LETTERS}])*+"
"""Signs that have no direction of their own; brackets of citations end what is around them."""
_WORD = rf"[{_LETTERS}]++"
_SEEN = re.compile(
    rf"(?:(?<![\w.,]){_NUMBER}\s*+)*{_WORD}(?:{_BETWEEN}(?:{_NUMBER}{_BETWEEN})*{_WORD})*"
    rf"(?:{_BETWEEN}[{_DIGITS}]+)*"
)
"""Words from right to left as they are seen in a line, from its left end, with their numbers."""
_READ = re.compile(
    rf"(?<![\w.,])((?:(?![{_DIGITS}]){_NUMBER}\s*+)*)"
    rf"({_WORD}(?:{_BETWEEN}(?:{_NUMBER}{_BETWEEN})*{_WORD})*)"
)
"""Words from right to left as they are read, and the numbers in front of them."""
_PART = re.compile(rf"{_NUMBER}|.", re.DOTALL)
_CONTENTS = re.compile(r"^(\s*(?:\d+\.\s+)?)(\d+)(\s*(?:\.\s*){3,})(.*)$", re.DOTALL)
"""A page and its dots, which are left of a title that begins on the right."""
_ROUND = re.compile(r"[()]")
_CLUSTER = 2.4
"""Points between a letter and the mark on it, which each carry both in the PDF."""


class _Glyph(NamedTuple):
    """A character of a PDF, and where it is printed."""

    character: str
    at: float


def page_text(page: pypdfium2.PdfPage) -> str:
    """The text of a page, with the lines that need it put in order."""
    sheet = page.get_textpage()
    text = str(sheet.get_text_range())
    if not RIGHT_TO_LEFT.search(text):
        return text
    return "\n".join(map(_line, _printed_lines(sheet)))


def as_read(text: str) -> str:
    """A text as a line shows it: a number before words from right to left is seen behind them."""
    if not RIGHT_TO_LEFT.search(text):
        return text
    return _READ.sub(_numbers_last, _without_marks(text))


def _numbers_last(run: re.Match[str]) -> str:
    """Words from right to left before the numbers in front of them."""
    return run[2] + "".join(reversed(_PART.findall(run[1])))


def _printed_lines(sheet: pypdfium2.PdfTextPage) -> Iterator[list[_Glyph]]:
    """The characters of each line as PDFium finds them."""
    line: list[_Glyph] = []
    for number in range(sheet.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(sheet, number))
        if character in "\r\n":
            yield line
            line = []
        else:
            line.append(_Glyph(character, _position(sheet, number)))
    yield line


def _position(sheet: pypdfium2.PdfTextPage, number: int) -> float:
    """How far right a character begins."""
    across, up = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(sheet, number, across, up)
    return across.value


def _line(glyphs: list[_Glyph]) -> str:
    """A line in the order in which it is read."""
    text = "".join(glyph.character for glyph in glyphs)
    if not RIGHT_TO_LEFT.search(text):
        return text
    seen = _without_marks("".join(_clusters(sorted(glyphs, key=attrgetter("at")))))
    return _with_round_brackets(_SEEN.sub(_reversed, _CONTENTS.sub(r"\1\4\3\2", seen)))


def _clusters(glyphs: Iterable[_Glyph]) -> Iterator[str]:
    """The characters of each letter with its marks once; each mark repeats them."""
    last, end = "", 0.0
    for at, group in groupby(glyphs, attrgetter("at")):
        characters = _once("".join(glyph.character for glyph in group))
        is_again = sorted(characters) == sorted(last) and at - end < _CLUSTER
        if not (is_again and _without_marks(characters) != characters):
            yield characters
        last, end = characters, at


def _once(characters: str) -> str:
    """A letter with its marks, if it is printed twice at one place."""
    half = characters[: len(characters) // 2]
    return half if half * 2 == characters != _without_marks(characters) else characters


def _without_marks(text: str) -> str:
    """A text without marks on letters that are written from right to left, and without signs."""
    return "".join(filter(_is_shown, text))


def _is_shown(character: str) -> bool:
    """Whether a character is more than a mark on a letter or a sign of direction."""
    if character in "\u200e\u200f\u2066\u2067\u2068\u2069":
        return False
    return not ("\u0590" <= character <= "\u08ff" and unicodedata.combining(character))


def _reversed(run: re.Match[str]) -> str:
    """Words from right to left, read; numbers in them run from left to right."""
    return "".join(reversed(_PART.findall(run[0])))


def _with_round_brackets(text: str) -> str:
    """A line whose round brackets open before they close; PDFium mirrors some of them."""
    return _ROUND.sub(partial(_next_bracket, []), text)


def _next_bracket(open_ones: list[str], _found: re.Match[str]) -> str:
    """The bracket that must come next."""
    if open_ones:
        open_ones.pop()
        return ")"
    open_ones.append("(")
    return "("
