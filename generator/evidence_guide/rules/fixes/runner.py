"""The command `check --fix`: files of the evidence with everything fixed that needs no thought."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import Place
from evidence_guide.files import reading
from evidence_guide.guide import Guide, bibtex, yaml_reader
from evidence_guide.guide.folder import kind_of
from evidence_guide.guide.loader import MOST_BIBTEX
from evidence_guide.guide.po_reader import read_po
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.rules.fixes import form
from evidence_guide.rules.fixes.form import Fix, Step
from evidence_guide.text.web_addresses import plain_doi

YAML: tuple[Step, ...] = (
    form.last_line,
    form.line_ends,
    form.trailing_blanks,
    form.typographic_signs,
    form.key_order,
    form.put_schema_line,
)
PO: tuple[Step, ...] = (form.last_line, form.line_ends)
BIBTEX: tuple[Step, ...] = (form.last_line, form.line_ends, form.trailing_blanks, form.doi_form)
MARK = "\ufeff"
"""What some editors put before a text."""
BIBLIOGRAPHY = "evidence/sources.bib"


class Fixed(NamedTuple):
    """A file that is fixed: its text before and after, and each fix."""

    path: str
    before: str
    after: str
    fixes: tuple[Fix, ...]

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        before, after = _lines(self.before), _lines(self.after)
        return "".join(map(_ended, unified_diff(before, after, self.path, self.path)))


def fixes(guide: Guide, names: Iterable[str] = ()) -> Iterator[Fixed]:
    """Each file of the evidence, or of `names` among them, that has something to fix.

    Files that cannot be read are left alone.
    """
    wanted = set(names)
    for name in (*(document.path for document in guide.documents), BIBLIOGRAPHY):
        if wanted and name not in wanted:
            continue
        path = guide.folder / name
        data = _content(path, guide.folder)
        fixed = fix(data, name) if data is not None else None
        if fixed and fixed.after != fixed.before:
            reading.unlinked([path], guide.folder)
            yield fixed


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _ended(line: str) -> str:
    """A line of a diff; one without an end says so."""
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _content(path: Path, within: Path) -> bytes | None:
    """The bytes of a file; None where it cannot be read, of which the checker complains."""
    try:
        return reading.content(path, MOST_BIBTEX, within)
    except reading.RefusedFile:
        return None


def fix(data: bytes, name: str) -> Fixed:
    """The fixed text of a file; unsound text stays as it is."""
    try:
        before = data.decode("utf-8")
    except UnicodeDecodeError:
        return Fixed(name, "", "", ())
    text = before.removeprefix(MARK)
    done = [] if text == before else [Fix(Place(name), "the byte order mark is removed")]
    if _says(_read(text, name)) is None:
        return Fixed(name, before, before, ())
    for step in _steps(name):
        old = _read(text, name)
        new, found = step(old)
        if new != text and _says_the_same(step, old, _read(new, name)):
            text = new
            done += found
    return Fixed(name, before, text, tuple(sorted(done)))


def _steps(name: str) -> tuple[Step, ...]:
    if name == BIBLIOGRAPHY:
        return BIBTEX
    return PO if name.endswith(".po") else YAML


def _says_the_same(step: Step, old: Document, new: Document) -> bool:
    """Whether a file says after a step what it said before, but for the signs it fixes."""
    expected = form.with_signs(old) if step is form.typographic_signs else _says(old)
    return _says(new) == expected


def _read(text: str, name: str) -> Document:
    if name == BIBLIOGRAPHY:
        return Document(name, text)
    if not name.endswith(".po"):
        return yaml_reader.read_yaml(text, name)
    _, document = read_po(text.replace("\r\n", "\n"), name)
    return replace(document, text=text)


def _says(document: Document) -> object:
    """What a file says, whatever its form; None where it is unsound or of no known kind."""
    if document.path == BIBLIOGRAPHY:
        return _says_in_bibtex(document)
    is_unsound = bool(document.trouble) or kind_of(document.path) is None
    return None if is_unsound else document.value


def _says_in_bibtex(document: Document) -> object:
    found = bibtex.read_bibtex(document.text, document.path)
    if found.trouble:
        return None
    records = []
    for source in found.sources:
        fields = source.fields | {"doi": plain_doi(source.fields.get("doi", ""))}
        records.append((replace(source, fields={}), fields))
    return records
