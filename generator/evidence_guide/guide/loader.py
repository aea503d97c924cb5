"""A folder to a guide: every file read once, every item with its place; bad evidence never raises."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path, PurePath, PurePosixPath

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Route
from evidence_guide.guide import Entry, Guide, bibtex, markdown_citations, yaml_reader
from evidence_guide.guide.lock import Lock
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import (
    ChangesFile,
    ClaimsFile,
    ExcludedFile,
    FindingsFile,
    GuideFile,
    LanguageFile,
    PopularClaimsFile,
    RetiredFile,
    SearchesFile,
    StageFile,
    Table,
    TermsFile,
    ToolsFile,
    TranslationFile,
    Written,
)
from evidence_guide.model.meaning import meanings

MOST_BIBTEX = 64 * 1024 * 1024

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
    ("searches.yml", SearchesFile),
    ("excluded.yml", ExcludedFile),
    ("locales/*/language.yml", LanguageFile),
    *((f"locales/*/{name}.yml", TranslationFile) for name in ("guide", "stages/*", "claims/*")),
)


def kind_of(name: str) -> type[Written] | None:
    """What a file holds, by its path relative to the guide's folder; None for what is no YAML of the guide."""
    parent, _, rest = name.partition("/")
    return next(
        (
            kind
            for pattern, kind in _FOLDERS
            if parent == "evidence" and PurePosixPath("/", rest).match(f"/{pattern}")
        ),
        None,
    )


def load(folder: Path | str, today: date | None = None) -> Guide:
    """The guide in a folder that holds `evidence/` and `docs/`; what cannot be read is in its `trouble`.

    `today` is the day against which review dates are held; without it the clock or SOURCE_DATE_EPOCH says.
    Raises GuideError if the folder holds no `evidence/`.
    """
    folder = Path(folder)
    evidence = folder / "evidence"
    if not evidence.is_dir():
        raise GuideError(
            f"{evidence} is not a folder; run this in the folder that holds evidence/, or name it with --folder"
        )
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
            entries += entries_of(model, document) if model else ()
            unread |= set() if model else {kind}
    bib, complaints = _sources(evidence / "sources.bib", folder)
    pages = tuple(_pages(folder / "docs", folder))
    lock, unlocked = Lock.load(evidence / "evidence.lock", folder)
    found = (*entries, *bib, *(entry for page in pages for entry in _citations(page)))
    return Guide(
        folder,
        found,
        tuple(documents),
        (*trouble, *complaints, *unlocked),
        lock,
        today or this_day(),
        pages,
        frozenset(unread),
    )


def this_day() -> date:
    """The day by SOURCE_DATE_EPOCH, or else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch.isdigit()
        else datetime.now(UTC).date()
    )


def _strangers(folder: Path, evidence: Path) -> Iterator[Diagnostic]:
    """Files that no part of the guide would read, so that none is lost in silence."""
    known = {path for pattern, _ in _FOLDERS for path in evidence.glob(pattern)} | {
        evidence / "sources.bib",
        evidence / "evidence.lock",
    }
    for path in sorted(evidence.rglob("*")):
        if (
            path.is_dir()
            or path in known
            or path.parent.name == "schema"
            or path.name.startswith(".")
        ):
            continue
        places = ", ".join(pattern for pattern, _ in _FOLDERS)
        yield Diagnostic(
            Place(path.relative_to(folder).as_posix()),
            "readable-file",
            "no part of the guide reads this file",
            f"files live in {places}, sources.bib",
        )


def _document(path: Path, folder: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
    name = path.relative_to(folder).as_posix()
    text, complaints = yaml_reader.read_text(path, name)
    return (Document(name, ""), complaints) if complaints else (yaml_reader.read(text, name), ())


def entries_of(model: Written, document: Document) -> Iterator[Entry[object]]:
    """The items of one file: the file itself, then the parts of it that are items of their own."""
    stem = (
        document.path
        if isinstance(model, TranslationFile | LanguageFile)
        else PurePath(document.path).stem
    )
    yield Entry(
        model, getattr(model, "source", None) or getattr(model, "id", None) or stem, document
    )
    for name, meaning in meanings(type(model)).items():
        if meaning.items:
            yield from _members(model, name, meaning.items, document)


def _members(model: Written, name: str, key: str, document: Document) -> Iterator[Entry[object]]:
    """The members of a list; a row's id begins with that of its table."""
    above = f"{model.id}/" if isinstance(model, Table) else ""
    for index, member in enumerate(getattr(model, name)):
        yield Entry(member, f"{above}{getattr(member, key)}", document, (name, index))


def _sources(path: Path, folder: Path) -> tuple[list[Entry[object]], tuple[Diagnostic, ...]]:
    name = path.relative_to(folder).as_posix()
    if not path.exists():
        return [], (
            Diagnostic(
                Place(name),
                "readable-file",
                "the bibliography is missing",
                "write evidence/sources.bib",
            ),
        )
    text, complaints = yaml_reader.read_text(path, name, MOST_BIBTEX)
    found = bibtex.read(text, name)
    marks: dict[Route, yaml_reader.Mark] = {
        (source.id,): (source.line, 1) for source in found.sources
    }
    marks |= {
        (source.id, name): (line, 1)
        for source in found.sources
        for name, line in source.lines.items()
    }
    document = Document(name, text, None, marks)
    return [Entry(source, source.id, document, (source.id,)) for source in found.sources], (
        *complaints,
        *found.trouble,
    )


def _pages(docs: Path, folder: Path) -> Iterator[Document]:
    for path in sorted(docs.rglob("*.md")) if docs.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        text, trouble = yaml_reader.read_text(path, name)
        yield Document(name, text, None, {}, trouble)


def _citations(page: Document) -> Iterator[Entry[object]]:
    for number, citation in enumerate(markdown_citations.find(page.text)):
        marks: dict[Route, yaml_reader.Mark] = {(number,): (citation.line, citation.column)}
        yield Entry[object](
            citation, ",".join(citation.ids), Document(page.path, page.text, None, marks), (number,)
        )
