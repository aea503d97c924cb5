"""A folder to a guide: every file read once, every item with its place; bad evidence never raises."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

from evidence_guide import bibliography, citations, reader
from evidence_guide.bibliography import Source
from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Route
from evidence_guide.lock import Lock
from evidence_guide.model import (
    Change,
    ChangesFile,
    Claim,
    ClaimsFile,
    Converter,
    Finding,
    FindingsFile,
    GuideFile,
    PopularClaim,
    PopularClaimsFile,
    Retired,
    RetiredFile,
    Row,
    StageFile,
    Step,
    Table,
    Tally,
    Term,
    TermsFile,
    ToolsFile,
    Written,
)
from evidence_guide.parsing import parse
from evidence_guide.reader import Document

T = TypeVar("T")
MOST_BIBTEX = 64 * 1024 * 1024


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One item of the guide, with where it was written."""

    item: T
    id: str
    document: Document
    route: Route = ()

    def place(self, *more: str | int) -> Place:
        """The place of the item, or of a part of it."""
        return self.document.place((*self.route, *more))


@dataclass(frozen=True, eq=False)
class Guide:
    """All of the evidence, joined."""

    folder: Path
    entries: tuple[Entry[object], ...]
    documents: tuple[Document, ...]
    trouble: tuple[Diagnostic, ...]
    lock: Lock
    pages: tuple[Document, ...] = field(default=())
    """Hand-written pages of `docs/`, as text."""
    unread: frozenset[type] = frozenset()
    """Kinds of files of which one could not be read: what seems to be missing may stand in it, so no rule complains of that."""
    today: date = field(default_factory=date.today)
    """The day against which review dates are held."""

    def all(self, kind: type[T]) -> Iterator[Entry[T]]:
        """Every item of a kind in the order of the files, repeated ids included."""
        return iter(self._kinds.get(kind, ()))  # type: ignore[arg-type]

    @cached_property
    def _kinds(self) -> dict[type, list[Entry[object]]]:
        found: dict[type, list[Entry[object]]] = {}
        for entry in self.entries:
            found.setdefault(type(entry.item), []).append(entry)
        return found

    def _by_id(self, kind: type[T]) -> dict[str, Entry[T]]:
        found: dict[str, Entry[T]] = {}
        for entry in self.all(kind):
            found.setdefault(entry.id, entry)
        return found

    @cached_property
    def file(self) -> GuideFile:
        """What `guide.yml` says; a guide without one cannot be rendered."""
        found = next(self.all(GuideFile), None)
        if found is None:
            raise GuideError(f"{self.folder / 'evidence/guide.yml'} is missing or unsound; `evidence-guide check` says what to mend")
        return found.item

    @cached_property
    def sources(self) -> dict[str, Entry[Source]]:
        """Sources by key."""
        return self._by_id(Source)

    @cached_property
    def readings(self) -> dict[str, Entry[FindingsFile]]:
        """Findings files by source key."""
        return self._by_id(FindingsFile)

    @cached_property
    def findings(self) -> dict[str, Entry[Finding]]:
        """Findings by id."""
        return self._by_id(Finding)

    @cached_property
    def claims(self) -> dict[str, Entry[Claim]]:
        """Claims by id."""
        return self._by_id(Claim)

    @cached_property
    def topics(self) -> dict[str, Entry[ClaimsFile]]:
        """Claims files by topic."""
        return self._by_id(ClaimsFile)

    @cached_property
    def stages(self) -> dict[str, Entry[StageFile]]:
        """Stage files by id."""
        return self._by_id(StageFile)

    @cached_property
    def steps(self) -> dict[str, Entry[Step]]:
        """Steps by id."""
        return self._by_id(Step)

    @cached_property
    def terms(self) -> dict[str, Entry[Term]]:
        """Glossary words by id."""
        return self._by_id(Term)

    @cached_property
    def tables(self) -> dict[str, Entry[Table]]:
        """Tables by id."""
        return self._by_id(Table)

    @cached_property
    def tools(self) -> dict[str, Entry[Converter] | Entry[Tally]]:
        """Converters and tallies by id."""
        return {**self._by_id(Converter), **self._by_id(Tally)}

    @cached_property
    def popular(self) -> dict[str, Entry[PopularClaim]]:
        """Popular claims by id."""
        return self._by_id(PopularClaim)

    @cached_property
    def retired(self) -> dict[str, Entry[Retired]]:
        """Retired ids."""
        return self._by_id(Retired)

    @cached_property
    def changes(self) -> dict[str, Entry[Change]]:
        """Changes that readers are told, by id."""
        return self._by_id(Change)

    @cached_property
    def source_of(self) -> dict[str, str]:
        """The source key of each finding id."""
        return {finding.id: file.id for file in self.all(FindingsFile) for finding in file.item.findings}

    def findings_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Finding ids that ids of claims or findings rest on or are disputed by, each once, in order; unknown ids are left out."""
        found: dict[str, None] = {}
        for key in ids:
            claim = self.claims.get(key)
            found.update(dict.fromkeys((*claim.item.rests_on, *claim.item.disputed_by) if claim else (key,)))
        return tuple(key for key in found if key in self.findings)


_PARTS: dict[type[Written], tuple[tuple[str, str], ...]] = {
    FindingsFile: (("findings", "id"),),
    ClaimsFile: (("claims", "id"),),
    StageFile: (("steps", "id"),),
    TermsFile: (("terms", "id"),),
    Table: (("rows", "id"),),
    PopularClaimsFile: (("popular_claims", "id"),),
    RetiredFile: (("retired", "id"),),
    ChangesFile: (("changes", "id"),),
    ToolsFile: (("converters", "id"), ("tallies", "id")),
}
"""The lists of a file whose members are items of their own."""

_FOLDERS: tuple[tuple[str, type[Written]], ...] = (
    ("guide.yml", GuideFile),
    ("findings/*.yml", FindingsFile),
    ("claims/*.yml", ClaimsFile),
    ("stages/*.yml", StageFile),
    ("tables/*.yml", Table),
    ("terms.yml", TermsFile),
    ("popular-claims.yml", PopularClaimsFile),
    ("retired.yml", RetiredFile),
    ("changes.yml", ChangesFile),
    ("tools.yml", ToolsFile),
)


def kind_of(name: str) -> type[Written] | None:
    """What a file holds, by its path relative to the guide's folder; None for what is no YAML of the guide."""
    parent, _, rest = name.partition("/")
    return next((kind for pattern, kind in _FOLDERS if parent == "evidence" and PurePosixPath("/", rest).match(f"/{pattern}")), None)


def load(folder: Path | str, today: date | None = None) -> Guide:
    """The guide in a folder that holds `evidence/` and `docs/`; what cannot be read is in its `trouble`.

    `today` is the day against which review dates are held; without it the clock or SOURCE_DATE_EPOCH says.
    Raises GuideError if the folder holds no `evidence/`.
    """
    folder = Path(folder)
    evidence = folder / "evidence"
    if not evidence.is_dir():
        raise GuideError(f"{evidence} is not a folder; run this in the folder that holds evidence/, or name it with --folder")
    entries: list[Entry[object]] = []
    documents: list[Document] = []
    trouble: list[Diagnostic] = list(_strangers(folder, evidence))
    unread: set[type] = set()
    for pattern, kind in _FOLDERS:
        for path in sorted(evidence.glob(pattern)):
            document, complaints = _document(path, folder)
            documents.append(document)
            model, more = (None, complaints) if complaints else parse(document, kind)
            trouble += more
            if model is None:
                unread.add(kind)
            else:
                entries += _entries(model, document, path.stem)
    bib, complaints = _sources(evidence / "sources.bib", folder)
    pages = tuple(_pages(folder / "docs", folder))
    lock, unlocked = Lock.load(evidence / "evidence.lock", folder)
    found = (*entries, *bib, *(entry for page in pages for entry in _citations(page)))
    return Guide(folder, found, tuple(documents), (*trouble, *complaints, *unlocked), lock, pages, frozenset(unread), today or _today())


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def _strangers(folder: Path, evidence: Path) -> Iterator[Diagnostic]:
    """Files that no part of the guide would read, so that none is lost in silence."""
    known = {path for pattern, _ in _FOLDERS for path in evidence.glob(pattern)} | {evidence / "sources.bib", evidence / "evidence.lock"}
    for path in sorted(evidence.rglob("*")):
        if path.is_dir() or path in known or path.parent.name == "schema" or path.name.startswith("."):
            continue
        places = ", ".join(pattern for pattern, _ in _FOLDERS)
        yield Diagnostic(Place(path.relative_to(folder).as_posix()), "readable-file", "no part of the guide reads this file", f"files live in {places}, sources.bib")


def _document(path: Path, folder: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
    name = path.relative_to(folder).as_posix()
    text, complaints = reader.read_text(path, name)
    return (Document(name, ""), complaints) if complaints else (reader.read(text, name), ())


def _entries(model: Written, document: Document, stem: str) -> Iterator[Entry[object]]:
    yield Entry(model, getattr(model, "source", None) or getattr(model, "id", None) or stem, document)
    for name, key in _PARTS.get(type(model), ()):
        for index, part in enumerate(getattr(model, name)):
            inner = getattr(part, key)
            yield Entry(part, f"{model.id}/{inner}" if isinstance(part, Row) and isinstance(model, Table) else inner, document, (name, index))


def _sources(path: Path, folder: Path) -> tuple[list[Entry[object]], tuple[Diagnostic, ...]]:
    name = path.relative_to(folder).as_posix()
    if not path.exists():
        return [], (Diagnostic(Place(name), "readable-file", "the bibliography is missing", "write evidence/sources.bib"),)
    text, complaints = reader.read_text(path, name, MOST_BIBTEX)
    found = bibliography.read(text, name)
    marks: dict[Route, reader.Mark] = {(source.id,): (source.line, 1) for source in found.sources}
    marks |= {(source.id, name): (line, 1) for source in found.sources for name, line in source.lines.items()}
    document = Document(name, text, None, marks)
    return [Entry(source, source.id, document, (source.id,)) for source in found.sources], (*complaints, *found.trouble)


def _pages(docs: Path, folder: Path) -> Iterator[Document]:
    for path in sorted(docs.rglob("*.md")) if docs.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        text, trouble = reader.read_text(path, name)
        yield Document(name, text, None, {}, trouble)


def _citations(page: Document) -> Iterator[Entry[object]]:
    for number, citation in enumerate(citations.find(page.text)):
        marks: dict[Route, reader.Mark] = {(number,): (citation.line, citation.column)}
        yield Entry[object](citation, ",".join(citation.ids), Document(page.path, page.text, None, marks), (number,))

