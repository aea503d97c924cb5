"""The bytes of a file that another program exported, to text; what cannot be read is a sentence with path and line."""

import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading

MOST_BYTES = 20 * reading.MIB
_MEND = "export it again with UTF-8 as its character set"


def data_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """What a file holds; raises GuideError if it cannot be read, is empty or too large."""
    try:
        data = reading.content(path, most)
    except reading.RefusedFile as refused:
        raise GuideError(f"{path}: {refused.problem}; {refused.fix}") from None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0\t\r\n "):
        raise GuideError(f"{path} is empty; export it again")
    return data


def piped(most: int = MOST_BYTES) -> bytes:
    """What is piped in; raises GuideError if it is too much."""
    try:
        return reading.bounded(sys.stdin.buffer.read(most + 1), most)
    except reading.RefusedFile as refused:
        raise GuideError(f"standard input: {refused.problem}; {refused.fix}") from None


def text_of(data: bytes, path: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark; its lines end as in Unix."""
    sixteen = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if b"\0" in data and not sixteen:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise GuideError(
            f"{path}:{line}: a zero byte, as in UTF-16 without its mark or in no text at all; {_MEND}"
        )
    try:
        text = data.decode("utf-16" if sixteen else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = (
            data[: error.start].decode("utf-16" if sixteen else "latin-1", "replace").count("\n")
            + 1
        )
        wrong = (
            "half a character of UTF-16"
            if sixteen
            else f"byte 0x{data[error.start]:02x} is not UTF-8"
        )
        raise GuideError(f"{path}:{line}: {wrong}; {_MEND}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
