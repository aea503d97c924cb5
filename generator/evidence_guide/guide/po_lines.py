"""The lines of PO files: their marks, keywords and quoted texts, and what is wrong in them.

Every line must fit the format, so that no program reads a file in another way:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence_guide.guide.po_file import CONTEXT, ORIGINAL, TRANSLATION

BYTE_ORDER_MARK = "\ufeff"
"""What some editors put before a text."""
NOTE, OBSOLETE, PREVIOUS = "#", "#~", "|"
"""The marks of comments and of obsolete entries, and the end of the mark of earlier originals."""
_SHAPE = re.compile(
    r'[ \t]*(?P<mark>#~\||#~|#\|)?[ \t]*(?P<keyword>[a-z_]+(?:\[\d+\])?)?[ \t]*(?P<text>".*)?'
)
_TEXT = re.compile(r'"(?:[^"\\]|\\[\\"ntr])*"[ \t]*')
_ESCAPE = re.compile(r"\\(.?)")
_KNOWN = frozenset({CONTEXT, ORIGINAL, TRANSLATION})


class PoLine(NamedTuple):
    """A line of a file that is not blank."""

    number: int
    start: int
    """Where it begins, counted in characters from 0."""
    raw: str
    mark: str
    """`#~`, `#|` or `#~|` before a text that is no current one; `#` for a comment."""
    keyword: str
    text: str
    """The text as it is written, with its quotation marks; empty if there is none."""
    column: int
    """The column of the text, or of the keyword."""


class PoFault(NamedTuple):
    """What is wrong in a line, and how to correct it."""

    line: int
    column: int
    message: str
    hint: str


def faults_of_text(text: str) -> Iterator[PoFault]:
    """What is wrong with a text as a whole: its first characters and its line ends."""
    if text.startswith(BYTE_ORDER_MARK):
        yield PoFault(1, 1, "the file begins with a byte order mark", _FIX)
    at = text.find("\r")
    if at >= 0:
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        yield PoFault(line, column, "the line ends with CR", _FIX)


_FIX = "save the file as UTF-8 with the line ends of Unix, or run `evidence-guide check --fix`"


def po_lines(text: str) -> Iterator[PoLine]:
    """The lines of a text that are not blank."""
    start = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            yield _line(number, start, raw)
        start += len(raw) + 1


def _line(number: int, start: int, raw: str) -> PoLine:
    bare = raw.lstrip()
    if bare.startswith(NOTE) and bare[1:2] not in {"~", "|"}:
        return PoLine(number, start, bare.rstrip(), NOTE, "", "", 1)
    found = _SHAPE.fullmatch(raw)
    if not found:
        return PoLine(number, start, raw, "", _keyword(bare), "", len(raw) - len(bare) + 1)
    at = found.start("text") if found["text"] else max(found.start("keyword"), 0)
    return PoLine(
        number,
        start,
        raw,
        found["mark"] or "",
        found["keyword"] or "",
        found["text"] or "",
        at + 1,
    )


def _keyword(bare: str) -> str:
    """The keyword that a line begins with; empty if it begins with none."""
    first = bare.split(maxsplit=1)[0]
    return first if first in _KNOWN else ""


def fault_of_line(line: PoLine, name: str) -> PoFault | None:
    """What is wrong in a line that is no comment; `name` is the keyword before it, if any."""
    if line.keyword and line.keyword not in _KNOWN:
        return _unknown_keyword(line)
    if not line.text:
        return None if _is_empty_mark(line) else PoFault(line.number, line.column, *_NO_PART)
    if not line.keyword and not name:
        return PoFault(line.number, line.column, "a text without a keyword", WRITE_KEYWORDS)
    return None if _TEXT.fullmatch(line.text) else _fault_of_quoting(line)


def _is_empty_mark(line: PoLine) -> bool:
    """Whether a line is a mark of obsolete entries without anything behind it."""
    return line.raw.strip() == OBSOLETE


def _unknown_keyword(line: PoLine) -> PoFault:
    column = line.raw.find(line.keyword) + 1
    if line.keyword == "msgid_plural" or line.keyword.startswith("msgstr["):
        message = "this entry has plural forms, and no text of a guide has any"
        return PoFault(line.number, column, message, _ONE_FORM)
    return PoFault(
        line.number, column, f"`{line.keyword}` is not a keyword of PO files", WRITE_KEYWORDS
    )


_NO_PART = (
    "this line is not part of a PO file",
    "put the text in quotation marks, behind its keyword or below it",
)
WRITE_KEYWORDS = "write `msgctxt`, `msgid` and `msgstr`, each with its text in quotation marks"
_ONE_FORM = "keep `msgid` with one `msgstr`"


def _fault_of_quoting(line: PoLine) -> PoFault:
    """What is wrong with the quotation marks or escapes of a text."""
    for found in _ESCAPE.finditer(line.text):
        if not found[1] or found[1] not in '\\"ntr':
            hint = 'write `\\\\` for a backslash; the others are `\\"`, `\\n`, `\\t` and `\\r`'
            column = line.column + found.start()
            return PoFault(line.number, column, f"`{found[0]}` is not an escape", hint)
    whole = re.match(r'"(?:[^"\\]|\\.)*"', line.text)
    if whole:
        message, column = "something follows the closing quotation mark", whole.end()
        return PoFault(line.number, line.column + column, message, _QUOTED)
    return PoFault(line.number, line.column, "the text has no closing quotation mark", _QUOTED)


_QUOTED = 'put the whole text of the line in quotation marks, and write `\\"` for one within it'
