"""The letters of a PDF as PDFium reads them, folded, and the words that they belong to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pypdfium2

from evidence_guide.pdf.right_to_left import as_read, page_text

_INVISIBLE = re.compile(r"[\s\u200b\u200e\u200f\u2060\ufeff]+")
_LINE_END_HYPHEN = re.compile("[\ufffe\x02]")  # PDFium's sign for a hyphen at the end of a line


@lru_cache(2**15)
def page_letters(text: str) -> str:
    """The letters of a text without spaces, invisible marks and typographic variants."""
    return _folded(as_read(text))


def _folded(text: str) -> str:
    """The letters of a text that is not worth remembering, such as a page."""
    return _normal(text)


def _normal(text: str) -> str:
    """A text without spaces, invisible marks and typographic variants."""
    normal = unicodedata.normalize("NFKC", _LINE_END_HYPHEN.sub("-", text))
    return _INVISIBLE.sub("", normal)


@dataclass(frozen=True)
class Sheet:
    """One page: its folded letters between header and footer, and its words."""

    number: int
    letters: str
    _text: str
    """The whole page as PDFium reads it."""
    _start: int
    """Letters of the header."""

    @cached_property
    def words(self) -> tuple[tuple[int, str], ...]:
        """Each word with the position of its first letter; empty if the two do not correspond."""
        end = self._start + len(self.letters)
        found = _words(self._text)
        return tuple((at - self._start, word) for at, word in found if self._start <= at < end)

    def excerpt(self, start: int, end: int) -> str:
        """The words between two positions, or the letters if words are not known."""
        if not self.words:
            return self.letters[start:end]
        found = []
        stop = len(self.letters)
        for at, word in reversed(self.words):
            if at < end and stop > start:
                found.append(word)
            stop = at
        return " ".join(reversed(found))


@dataclass(frozen=True)
class Frame:
    """The words around the text of a page: any of several headers, and one footer."""

    headers: tuple[str, ...]
    """Folded, longest first."""
    footer: re.Pattern[str]
    """Matches a folded footer at the end of a page."""

    def inner(self, letters: str) -> tuple[int, int]:
        """The positions between which a page holds more than its frame."""
        start = len(self._header(letters))
        return start, self._footer_start(letters, start)

    def _header(self, letters: str) -> str:
        """The header that a page begins with; empty if it has none."""
        return next(filter(letters.startswith, self.headers), "")

    def _footer_start(self, letters: str, start: int) -> int:
        """The position of the footer; the end of the page if it has none."""
        footer = self.footer.search(letters, start)
        return footer.start() if footer else len(letters)


def read_sheet_of(page: pypdfium2.PdfPage, number: int, frame: Frame) -> Sheet:
    """A page of a PDF; a header or footer that the frame does not hold is kept."""
    text = page_text(page)
    letters = _folded(text)
    start, end = frame.inner(letters)
    return Sheet(number, letters[start:end], text, start)


def _words(text: str) -> list[tuple[int, str]]:
    """Each word with the position of its first letter; empty if the two do not correspond."""
    found = []
    at = 0
    for word in text.split():
        found.append((at, word))
        at += len(word if word.isascii() else _folded(word))
    return found if at == len(_folded(text)) else []


@dataclass
class Letters:
    """The letters of all pages in a row, and the state of each."""

    sheets: tuple[Sheet, ...]
    text: str = field(init=False)
    taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(self._texts())
        self.taken = bytearray(len(self.text))

    @cached_property
    def _words(self) -> set[int]:
        """The positions at which a word begins."""
        return set(self._beginnings())

    def _texts(self) -> list[str]:
        return [sheet.letters for sheet in self.sheets]

    def _beginnings(self) -> Iterator[int]:
        """The positions at which a word begins."""
        base = 0
        for sheet in self.sheets:
            for at, _ in sheet.words:
                yield base + at
            base += len(sheet.letters)

    def number_end(self, start: int, end: int) -> int:
        """The end of a number; a further word that begins with digits does not belong to it."""
        first = self._first_digit(start, end)
        if end - first < 2:  # noqa: PLR2004 (one digit is one number)
            return end
        later = (at for at in range(first + 1, end) if at in self._words)
        return next(later, end)

    def _first_digit(self, start: int, end: int) -> int:
        """The beginning of the digits before a position."""
        while end > start and self.text[end - 1].isdigit():
            end -= 1
        return end

    def free(self, start: int, end: int) -> bool:
        """Whether none of these letters is taken."""
        return self.taken.find(1, start, end) < 0

    def next_loose(self, at: int) -> int:
        """The first position from here on that is not taken; the end if there is none."""
        found = self.taken.find(0, at)
        return len(self.taken) if found < 0 else found

    def take(self, start: int, end: int) -> None:
        """Marks letters as accounted for."""
        self.taken[start:end] = b"\1" * (end - start)

    def places(self, words: str) -> Iterator[int]:
        """The positions at which folded words begin that are not taken yet."""
        start = self.text.find(words) if words else -1
        while start >= 0:
            end = start + len(words)
            if self.free(start, end):
                yield start
            start = self.text.find(words, end)

    def left(self) -> Iterator[tuple[int, int]]:
        """The ranges of letters that nothing accounts for; neighbours are one range."""
        return _ranges(self._loose())

    def _loose(self) -> Iterator[int]:
        """The positions of letters and digits that nothing accounts for."""
        at = self.next_loose(0)
        while at < len(self.text):
            if self.text[at].isalnum():
                yield at
            at = self.next_loose(at + 1)

    def sheet_at(self, position: int) -> tuple[Sheet, int]:
        """The page that holds a position, and the position of its first letter."""
        start = 0
        *before, last = self.sheets
        for sheet in before:
            if position < start + len(sheet.letters):
                return sheet, start
            start += len(sheet.letters)
        return last, start


_NEAR = 12
"""Letters between two ranges of loose letters that are shown as one."""


def _ranges(positions: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Positions in ascending order as ranges."""
    start = end = None
    for at in positions:
        if start is None or end is None:
            start = at
        elif at - end > _NEAR:
            yield start, end
            start = at
        end = at + 1
    if start is not None and end is not None:
        yield start, end
