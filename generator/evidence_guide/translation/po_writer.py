"""A PO file to its text, in the layout of gettext, Poedit and Weblate.

Babel quotes and wraps the texts. Its own writer would wrap translators' comments anew and leave
out those that occur twice, so the lines of an entry are ours.
"""

from collections.abc import Iterable, Iterator

from babel.messages.pofile import denormalize, normalize

from evidence_guide.guide.po_file import CONTEXT, ORIGINAL, TRANSLATION, PoEntry, PoFile

WIDTH = 77
"""The width at which Weblate wraps texts."""


def po_text(file: PoFile) -> str:
    """The text of a PO file."""
    return "\n".join(map(_joined, _blocks(file)))


def _blocks(file: PoFile) -> Iterator[Iterable[str]]:
    """The lines of each entry, and those behind the last."""
    yield from map(_lines, (file.header, *file.entries))
    if file.tail:
        yield file.tail


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _lines(entry: PoEntry) -> Iterator[str]:
    """The lines of an entry, in the order that gettext requires."""
    yield from entry.comments
    if not entry.is_obsolete:
        yield from _noted("#.", entry.extracted)
        yield from _noted("#:", entry.references)
    if entry.flags:
        yield f"#, {', '.join(entry.flags)}"
    yield from _previous(entry)
    yield from _texts(entry)


def _noted(mark: str, notes: Iterable[str]) -> Iterator[str]:
    for note in notes:
        yield f"{mark} {note}".rstrip()


def _previous(entry: PoEntry) -> Iterator[str]:
    """The lines of the original before its last change."""
    mark = "#~| " if entry.is_obsolete else "#| "
    if entry.previous_context is not None:
        yield _quoted(mark, CONTEXT, entry.previous_context)
    if entry.previous is not None:
        yield _quoted(mark, ORIGINAL, entry.previous)


def _texts(entry: PoEntry) -> Iterator[str]:
    mark = "#~ " if entry.is_obsolete else ""
    if entry.context:
        yield _quoted(mark, CONTEXT, entry.context)
    yield _quoted(mark, ORIGINAL, entry.original)
    yield _quoted(mark, TRANSLATION, entry.translation)


def _quoted(mark: str, keyword: str, text: str) -> str:
    """A keyword with its text, in one line or wrapped below it."""
    before = f"{mark}{keyword} "
    lines = _written(text, WIDTH - len(mark), WIDTH - len(before))
    return before + lines.replace("\n", f"\n{mark}")


def _written(text: str, width: int, room: int) -> str:
    """A text in quotation marks, with `room` behind its keyword; a header has a line per field."""
    whole = normalize(text, width=0)
    is_short = "\n" not in whole and len(whole) <= room
    if is_short or text.endswith("\n"):
        return whole
    return _wrapped(text, whole, width)


def _wrapped(text: str, whole: str, width: int) -> str:
    """A text in several lines; Babel adds a line end to some long texts, which stay as they are."""
    wrapped = normalize(text, width=width)
    if denormalize(wrapped) != text:
        wrapped = whole
    return wrapped if "\n" in wrapped else f'""\n{wrapped}'
