"""Plain text: decoded, tidied, and refused if it contains nothing."""

import re
from collections.abc import Iterable

from evidence_guide.proof.texts import About, Extracted, Extraction, How, NoText, NoTextReason

_CELL_GAP = re.compile(r"[ \u00a0]*\t\s*|[ \u00a0]{3,}")
_BLANKS = re.compile(r"[^\S\t\u2007\u2009\u202f\u00a0]+")
"""Blanks except those that may be between the thousands of a number, and tabs."""
_EMPTY_LINES = re.compile(r"\n{3,}")
_LETTER = re.compile(r"\w")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def extracted(
    content: str,
    how: How,
    about: About = About(),  # noqa: B008 (frozen)
    note: str = "",
) -> Extraction:
    """The text, or why there is none if it has neither letters nor digits."""
    if not _LETTER.search(content):
        return NoText(NoTextReason.EMPTY)
    return Extracted(content, how, about, note)


def not_a_text(detail: str) -> NoText:
    """The failure for a file that is not a readable text."""
    return NoText(NoTextReason.NO_TEXT, detail=detail)


def nothing_found(detail: str) -> NoText:
    """The failure for a service that has no text of a source."""
    return NoText(NoTextReason.NOTHING, detail=detail)


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are not blank, once each, with single spaces."""
    stripped = map(_single_spaced, values)
    return tuple(dict.fromkeys(filter(None, stripped)))


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def decode_text(data: bytes) -> tuple[str, str]:
    """The text, and a note if the encoding had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "read as UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8; read as Latin-1"


def tidy_lines(text: str) -> str:
    """The lines with single spaces, tabs between cells, and at most one empty line together."""
    lines = "\n".join(map(_tidy_line, text.splitlines()))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def _tidy_line(line: str) -> str:
    """A line with tabs between its cells, and otherwise single spaces."""
    return _BLANKS.sub(" ", _CELL_GAP.sub("\t", line)).strip()


def extract_plain_text(data: bytes) -> Extraction:
    """The text of a file without markup."""
    text, note = decode_text(data)
    if _is_binary(text[:10_000]):
        return not_a_text("it contains control characters")
    return extracted(tidy_lines(text), How.PAGE, note=note)


def _is_binary(start: str) -> bool:
    """Whether more than one character in a hundred is a control character."""
    return len(_CONTROL.findall(start)) > len(start) // 100
