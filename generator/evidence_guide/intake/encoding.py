"""The text of a file that another program exported; raises one sentence where there is none."""

import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading

MOST_BYTES = 20 * reading.MIB
_FIX = "export it again with UTF-8 as its character set"
_BLANK = b"\xef\xbb\xbf\xff\xfe\0\t\r\n "
"""Marks, zero bytes and space: a file of these alone is empty."""


def data_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a file; raises GuideError if it cannot be read, is empty or too large."""
    try:
        data = reading.content(path, most)
    except reading.RefusedFile as refused:
        raise _error(path, refused) from None
    if not data.strip(_BLANK):
        raise GuideError(f"{path} is empty; export it again")
    return data


def _error(name: object, refused: reading.RefusedFile) -> GuideError:
    return GuideError(f"{name}: {refused.problem}; {refused.fix}")


def piped(most: int = MOST_BYTES) -> bytes:
    """The content of standard input; raises GuideError if it is too large."""
    try:
        return reading.bounded(sys.stdin.buffer.read(most + 1), most)
    except reading.RefusedFile as refused:
        raise _error("standard input", refused) from None


def text_of(data: bytes, path: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark; its lines end as in Unix.

    Raises GuideError, with path and line, for other character sets.
    """
    is_utf16 = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = _from_utf16(data, path) if is_utf16 else _from_utf8(data, path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_utf16(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        line = data[: error.start].decode("utf-16", "replace").count("\n") + 1
        raise GuideError(f"{path}:{line}: half a character of UTF-16; {_FIX}") from error


def _from_utf8(data: bytes, path: str) -> str:
    _require_no_zero(data, path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        line = _line(data, error.start)
        raise GuideError(f"{path}:{line}: byte 0x{byte:02x} is not UTF-8; {_FIX}") from error


def _require_no_zero(data: bytes, path: str) -> None:
    zero = data.find(b"\0")
    if zero >= 0:
        raise GuideError(
            f"{path}:{_line(data, zero)}: a zero byte, as in UTF-16 without its mark or in no text"
            f" at all; {_FIX}"
        )


def _line(data: bytes, position: int) -> int:
    """The line of a byte, counted from 1."""
    return data.count(b"\n", 0, position) + 1
