"""Plain text: decoded, tidied, and refused if it contains nothing."""

import re
from collections.abc import Iterable

from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason

_LETTER = re.compile(r"\w")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def extracted(
    content: str,
    how: How,
    about: About = About(),  # noqa: B008 (frozen)
    note: str = "",
) -> Extracted | NoText:
    """The text, or why there is none if it has neither letters nor digits."""
    if not _LETTER.search(content):
        return NoText(NoTextReason.EMPTY)
    return Extracted(content, how, about, note)


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are not blank, once each, with single spaces."""
    stripped = (" ".join(value.split()) for value in values)
    return tuple(dict.fromkeys(value for value in stripped if value))


def decode_text(data: bytes) -> tuple[str, str]:
    """The text, and a note if the encoding had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "read as UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8; read as Latin-1"


def tidy_lines(text: str) -> str:
    """The lines that are not blank, with single spaces."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def extract_plain_text(data: bytes) -> Extracted | NoText:
    """The text of a file without markup."""
    text, note = decode_text(data)
    start = text[:10_000]
    if len(_CONTROL.findall(start)) > len(start) // 100:
        return NoText(NoTextReason.NO_TEXT, detail="it contains control characters")
    return extracted(tidy_lines(text), How.PAGE, About(), note)
