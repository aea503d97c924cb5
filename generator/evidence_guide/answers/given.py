"""The text that is compared: from a file, or from stdin for `-`."""

import sys
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.reading import KIB, RefusedFile, bounded, content

MOST_BYTES = 256 * KIB
STDIN = Path("-")


def given_text(file: Path) -> str:
    """A text in UTF-8. Raises GuideError with what is wrong and how to fix it."""
    try:
        data = _from_stdin() if file == STDIN else content(file, MOST_BYTES)
    except RefusedFile as refused:
        raise GuideError(f"{file}: {refused.problem}; {refused.fix}") from refused
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideError(f"{file}: this is not UTF-8; save it as UTF-8") from error


def _from_stdin() -> bytes:
    return bounded(sys.stdin.buffer.read(MOST_BYTES + 1), MOST_BYTES)
