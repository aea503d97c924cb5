"""The text of a PO file to its entries, and to the document that holds its current texts.

Babel decodes the texts; every part has its place.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from babel.messages.pofile import unescape

from evidence_guide.diagnostic import Diagnostic, Place, Route
from evidence_guide.guide.po_file import (
    CHARSET,
    CONTEXT,
    ORIGINAL,
    TRANSLATION,
    PoEntry,
    PoFile,
    header_fields,
)
from evidence_guide.guide.po_lines import (
    BYTE_ORDER_MARK,
    NOTE,
    OBSOLETE,
    PREVIOUS,
    WRITE_KEYWORDS,
    PoFault,
    PoLine,
    fault_of_line,
    faults_of_text,
    po_lines,
)
from evidence_guide.guide.yaml_reader import Document, Mark, Span, Value

MOST_PO = 4 * 2**20
_RULE = "sound-po"
_FIRST = frozenset({CONTEXT, ORIGINAL})
"""The keywords with which an entry may begin."""
_OTHER_NOTES = frozenset({"#.", "#:", "#,"})
"""The marks of comments that are not the translator's own."""
_LANGUAGE = re.compile(r"locales/([^/]+)/")
_CHARSET = re.compile(r"charset=(\S+)")
Texts = dict[str, str]
"""The texts of an entry by their keywords."""


class _Group(NamedTuple):
    """The lines of an entry, the entry, and the faults in it; only comments are no entry."""

    lines: list[PoLine]
    entry: PoEntry | None = None
    faults: tuple[PoFault, ...] = ()


Groups = list[_Group]
Current = Iterator[tuple[_Group, PoEntry]]


@lru_cache(maxsize=64)
def read_po(text: str, path: str) -> tuple[PoFile, Document]:
    """A PO file, and the document that holds its current texts by their keys."""
    groups = list(_groups(text))
    faults = {*faults_of_text(text), *_faults_of_header(groups, path), *_repeated(groups)}
    faults.update(*(group.faults for group in groups))
    trouble = tuple(_diagnostic(fault, path) for fault in sorted(faults))
    return _file(groups), _document(text, path, groups, trouble)


def _file(groups: Groups) -> PoFile:
    """The header, the other entries, and the comments behind them."""
    entries = list(_entries(groups))
    others = filterfalse(_is_header, entries)
    return PoFile(_header(entries), tuple(others), tuple(_tail(groups)))


def _entries(groups: Groups) -> Iterator[PoEntry]:
    """All entries, the header among them."""
    for group in groups:
        if group.entry:
            yield group.entry


def _header(entries: list[PoEntry]) -> PoEntry:
    """The header among some entries; an empty one if there is none."""
    return next(filter(_is_header, entries), PoEntry("", ""))


def _tail(groups: Groups) -> Iterator[str]:
    """The comments that belong to no entry."""
    for group in groups:
        if group.entry is None:
            yield from (line.raw for line in group.lines)


def _is_header(entry: PoEntry) -> bool:
    return not (entry.original or entry.context or entry.is_obsolete)


def _diagnostic(fault: PoFault, path: str) -> Diagnostic:
    place = Place(path, fault.line, fault.column)
    return Diagnostic(place, _RULE, fault.message, fault.hint)


# Entries


def _groups(text: str) -> Iterator[_Group]:
    """The entries of a text with their lines."""
    lines: list[PoLine] = []
    for line in po_lines(text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")):
        if _begins(line, lines):
            yield _group(lines)
            lines = []
        lines.append(line)
    if lines:
        yield _group(lines)


def _begins(line: PoLine, lines: list[PoLine]) -> bool:
    """Whether an entry begins with a line, after some lines that belong together."""
    if not any(one.keyword.startswith(TRANSLATION) for one in lines):
        return False
    return line.mark == NOTE or line.mark.endswith(PREVIOUS) or line.keyword in _FIRST


def _group(lines: list[PoLine]) -> _Group:
    """The entry in some lines."""
    written = [line for line in lines if line.mark != NOTE]
    if not written:
        return _Group(lines)
    texts: Texts = {}
    faults = [*_read_texts(written, texts), *_lacking(written, texts)]
    return _Group(lines, _entry(lines, texts), tuple(faults))


def _entry(lines: list[PoLine], texts: Texts) -> PoEntry:
    notes = [line.raw for line in lines if line.mark == NOTE]
    return PoEntry(
        texts.get(CONTEXT, ""),
        texts.get(ORIGINAL, ""),
        texts.get(TRANSLATION, ""),
        tuple(note for note in notes if note[:2] not in _OTHER_NOTES),
        tuple(_noted(notes, "#.")),
        tuple(_noted(notes, "#:")),
        tuple(_flags(notes)),
        texts.get(_previous(ORIGINAL)),
        _other_context(texts),
        any(line.mark == OBSOLETE for line in lines),
    )


def _other_context(texts: Texts) -> str | None:
    """The key that the earlier original had, if it is another one."""
    found = texts.get(_previous(CONTEXT))
    return None if found == texts.get(CONTEXT) else found


def _noted(notes: Iterable[str], mark: str) -> Iterator[str]:
    """What follows the mark of each comment that has it."""
    for note in notes:
        if note.startswith(mark):
            yield note.removeprefix(mark).strip()


def _flags(notes: Iterable[str]) -> Iterator[str]:
    for note in _noted(notes, "#,"):
        yield from filter(None, map(str.strip, note.split(",")))


def _previous(keyword: str) -> str:
    """The name of the text that was under a keyword before the last change of the original."""
    return f"previous {keyword}"


def _read_texts(lines: list[PoLine], texts: Texts) -> Iterator[PoFault]:
    """Puts the texts of an entry under their keywords, and yields what is wrong with them."""
    name = ""
    for line in lines:
        fault = fault_of_line(line, name)
        if fault:
            yield fault
            continue
        if line.keyword:
            name = _name_of(line)
            if name in texts:
                yield PoFault(line.number, 1, f"`{line.keyword}` is there twice", _APART)
        if line.text:
            texts[name] = texts.get(name, "") + unescape(line.text.strip())


_APART = "keep one, or begin the next entry with its own `msgctxt` and `msgid`"


def _name_of(line: PoLine) -> str:
    """The keyword of a line; that of a previous text is another."""
    return _previous(line.keyword) if line.mark.endswith(PREVIOUS) else line.keyword


def _lacking(lines: list[PoLine], texts: Texts) -> Iterator[PoFault]:
    """What an entry lacks: a keyword, or one mark for all of its lines."""
    own = [line for line in lines if not line.mark.endswith(PREVIOUS)]
    marks = {line.mark for line in own}
    for keyword in _needed(marks, texts):
        if not any(line.keyword.startswith(keyword) for line in own):
            yield _without(keyword, lines[0])
    if len(marks) > 1:
        yield _partly_obsolete(lines[0])


def _partly_obsolete(first: PoLine) -> PoFault:
    message = "this entry is obsolete in some lines only"
    return PoFault(first.number, 1, message, "write `#~` before all of them, or before none")


def _without(keyword: str, first: PoLine) -> PoFault:
    """The complaint about an entry that begins with a line and lacks a keyword."""
    hint = _WHY.get(keyword, WRITE_KEYWORDS)
    return PoFault(first.number, 1, f"this entry has no `{keyword}`", hint)


_WHY = {CONTEXT: "remove the entry; `evidence-guide translate` adds those that are missing"}


def _needed(marks: set[str], texts: Texts) -> tuple[str, ...]:
    """The keywords that an entry must have; the header and obsolete ones may lack a key."""
    is_of_text = OBSOLETE not in marks and texts.get(ORIGINAL)
    return (CONTEXT, ORIGINAL, TRANSLATION) if is_of_text else (ORIGINAL, TRANSLATION)


def _repeated(groups: Groups) -> Iterator[PoFault]:
    """Entries with the key and original of an earlier one, or the key of a current one."""
    first: dict[tuple[str, ...], int] = {}
    for group in groups:
        if group.entry and not group.faults:
            line = _line_of(group, CONTEXT, ORIGINAL)
            before = min(first.setdefault(name, line) for name in _identities(group.entry))
            if before < line:
                yield _repetition(group.entry, line, before)


def _repetition(entry: PoEntry, line: int, before: int) -> PoFault:
    """The complaint about an entry that is there already."""
    name = entry.context or "the header"
    message = f"`{name}` is there twice, first in line {before}"
    return PoFault(line, 1, message, "keep one of the two")


def _identities(entry: PoEntry) -> Iterator[tuple[str, ...]]:
    yield entry.context, entry.original
    if not entry.is_obsolete:
        yield (entry.context,)


def _line_of(group: _Group, *keywords: str) -> int:
    """The number of the line that has the first of some keywords that is there."""
    for keyword in keywords:
        line = _line_at(group, keyword)
        if line:
            return line.number
    return group.lines[0].number


def _line_at(group: _Group, keyword: str) -> PoLine | None:
    """The line of a keyword in an entry."""
    for line in group.lines:
        if line.keyword == keyword and not line.mark.endswith(PREVIOUS):
            return line
    return None


# The header


def _faults_of_header(groups: Groups, path: str) -> Iterator[PoFault]:
    """Faults of the header: it is missing, or it names another charset or language."""
    group = next(filter(_has_header, groups), None)
    if group is None or group.entry is None:
        yield PoFault(1, 1, "the file has no header", _HEADER)
        return
    fields = header_fields(group.entry)
    charset = _charset(fields)
    if charset.upper() != CHARSET:
        message = f"the charset in the header is `{charset}`, not {CHARSET}"
        yield _at_field(group, "Content-Type", message, _SAVE_AS)
    language = fields.get("Language", "")
    if not _is_language(language, path):
        message = f"the language in the header is `{language}`, not that of the folder"
        yield _at_field(group, "Language", message, _OWN_FOLDER)


def _has_header(group: _Group) -> bool:
    return group.entry is not None and _is_header(group.entry)


def _charset(fields: Texts) -> str:
    """The charset that a header names; empty if it names none."""
    found = _CHARSET.search(fields.get("Content-Type", ""))
    return found[1] if found else ""


_SAVE_AS = f"save the file as {CHARSET}, and write `Content-Type: text/plain; charset={CHARSET}`"
_HEADER = f"begin it with an empty `msgid`; in its `msgstr`, {_SAVE_AS.rpartition(', and ')[2]}"
_OWN_FOLDER = "write the language of the folder, or put the file into the folder of its language"


def _is_language(written: str, path: str) -> bool:
    """Whether the language of a header is that of the folder, perhaps with its country."""
    tag = written.replace("_", "-").lower()
    return f"{tag}-".startswith(f"{_folder(path)}-")


def _folder(path: str) -> str:
    """The language that the folder of a file is named for."""
    found = _LANGUAGE.search(path)
    return found[1].lower() if found else ""


def _at_field(group: _Group, name: str, message: str, hint: str) -> PoFault:
    """A fault at the line of a field, or else at the text of the header."""
    lines = [line for line in group.lines if line.text.startswith(f'"{name}:')]
    number, column = (lines[0].number, lines[0].column + 1) if lines else (1, 1)
    return PoFault(number, column, message, hint)


# The document


def _document(text: str, path: str, groups: Groups, trouble: tuple[Diagnostic, ...]) -> Document:
    """The current texts of a file by their keys, each part with its place."""
    texts: dict[str, Value] = {}
    marks: dict[Route, Mark] = {(): (1, 1)}
    spans: dict[Route, Span] = {}
    for group, entry in _current(groups):
        texts[entry.context] = _value(entry)
        marks.update(_marks(group, entry.context))
        spans.update(_spans(group, entry.context))
    return Document(path, text, {"texts": texts}, marks, trouble, spans)


def _current(groups: Groups) -> Current:
    """The entries that translate a text of the guide, with their lines."""
    for group in groups:
        entry = group.entry
        if entry and entry.is_current:
            yield group, entry


def _value(entry: PoEntry) -> Value:
    """A text as the model of translations reads it."""
    value: dict[str, Value] = {"says": entry.translation or None}
    if entry.translated_from is not None:
        value["of"] = entry.translated_from
    return value | {"fuzzy": "true"} if entry.is_fuzzy else value


_FIELDS: dict[str, tuple[str, ...]] = {CONTEXT: (), ORIGINAL: ("of",), TRANSLATION: ("says",)}


def _marks(group: _Group, key: str) -> Iterator[tuple[Route, Mark]]:
    """The place of each part of an entry."""
    for keyword, field in _FIELDS.items():
        line = _line_at(group, keyword)
        if line:
            yield ("texts", key, *field), (line.number, line.column)


def _spans(group: _Group, key: str) -> Iterator[tuple[Route, Span]]:
    """Where the key of an entry is written, if one line holds all of it."""
    line = _line_at(group, CONTEXT)
    if line and line.text.strip() == f'"{key}"':
        yield ("texts", key), (line.start, line.start + len(line.raw))
