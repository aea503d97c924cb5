"""A folder to a guide: every file is read once; bad evidence never raises."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Route
from evidence_guide.files import reading
from evidence_guide.guide import Entry, Guide, bibtex, markdown_citations, yaml_reader
from evidence_guide.guide.facts import derived
from evidence_guide.guide.folder import (
    MOST_REVIEWS,
    PAGE,
    REVIEWS,
    evidence_files,
    listed_files,
    odd_names,
    refused_kinds,
    strangers,
    unreadable_beside,
)
from evidence_guide.guide.languages import own_table
from evidence_guide.guide.library import LIBRARY, read_library
from evidence_guide.guide.lock import Lock
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.guide.po_reader import MOST_PO, read_po
from evidence_guide.guide.source import JOINED, Source
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import (
    FindingsFile,
    GuideFile,
    LanguageFile,
    Rereading,
    RereadingsFile,
    Table,
    TranslationFile,
    Written,
)
from evidence_guide.model.meaning import meanings

ReadFile = tuple[Document, tuple[Diagnostic, ...]]
"""A document, and what is wrong with it."""
MOST_BIBTEX = 64 * reading.MIB


def load(folder: Path | str, today: date | None = None, *, is_earlier: bool = False) -> Guide:
    """The guide in a folder that holds `evidence/` and `docs/`.

    Of an earlier state, fields that are gone since are left out.

    Files that cannot be read are in its `trouble`. Review dates are compared with `today`, by
    default that of `this_day`. Raises GuideError if the folder holds no `evidence/`.
    """
    folder = Path(folder)
    evidence = folder / "evidence"
    _require_folder(evidence)
    read = _read_evidence(folder, is_earlier=is_earlier)
    sources, unsound = _sources(evidence / "sources.bib", folder)
    library, more, spoilt = _library(folder, read.entries, sources)
    joined = _joined_names(read.entries)
    sources, more = _naming(sources, joined), _naming(more, joined)
    pages = tuple(_pages(folder))
    settings = _settings(folder / "mkdocs.yml")
    lock, unlocked = Lock.load(evidence / "evidence.lock", folder)
    trouble = [*read.trouble, *unreadable_beside(folder), *_trouble_on(pages)]
    trouble += _unreadable(settings) if settings else ()
    return Guide(
        folder=folder,
        entries=(*read.entries, *sources, *more, *_citations(pages)),
        documents=tuple(read.documents),
        trouble=(*trouble, *unsound, *spoilt, *unlocked),
        lock=lock,
        today=today or this_day(),
        pages=pages,
        unread=frozenset(read.unread),
        settings=settings,
        library=library,
    )


def _require_folder(evidence: Path) -> None:
    """Raises GuideError if `evidence/` is no folder."""
    if not evidence.is_dir():
        raise GuideError(
            f"{evidence} is not a folder; run this in the folder that holds evidence/, "
            "or name it with --folder"
        )
    if evidence.is_symlink():
        raise GuideError(f"{evidence} is a link; put the folder itself in its place")


class _Evidence(NamedTuple):
    """The YAML files of `evidence/`, as far as they can be read."""

    entries: list[Entry[object]]
    documents: list[Document]
    trouble: list[Diagnostic]
    unread: set[type]


def _read_evidence(folder: Path, *, is_earlier: bool) -> _Evidence:
    listed = listed_files(folder, "evidence")
    trouble = [*strangers(listed), *odd_names(folder)]
    read = _Evidence([], [], trouble, {*refused_kinds(listed)})
    for name, kind in evidence_files(listed):
        document, complaints = _document(folder, name)
        read.documents.append(document)
        entries: tuple[Entry[object], ...] = ()
        if not complaints:
            entries, complaints = _items(document, kind, is_earlier=is_earlier)
        read.trouble.extend(complaints)
        read.entries.extend(entries)
        if not entries:
            read.unread.add(kind)
    return read


@derived
def _items(
    document: Document, kind: type[Written], *, is_earlier: bool
) -> tuple[tuple[Entry[object], ...], tuple[Diagnostic, ...]]:
    """The items of a file, the file itself first; none, and why, where it does not fit."""
    model, complaints = parse(document, kind, is_earlier=is_earlier)
    return tuple(entries_of(model, document)) if model else (), complaints


def _trouble_on(pages: tuple[Document, ...]) -> Iterator[Diagnostic]:
    for page in pages:
        yield from page.trouble


def _settings(path: Path) -> Document | None:
    """The settings in `mkdocs.yml` with their places; tags and anchors are MkDocs' own matter."""
    if not path.is_file():
        return None
    text, trouble = yaml_reader.read_text(path, path.name, within=path.parent)
    if trouble:
        return Document(path.name, text, trouble=trouble)
    return yaml_reader.read_yaml(text, path.name)


def _unreadable(settings: Document) -> Iterator[Diagnostic]:
    """Complaints about settings that MkDocs could not read, or of which it would keep only one."""
    unsound = [d for d in settings.trouble if d.rule in _STOPPING]
    yield from unsound
    if not unsound and not isinstance(settings.value, dict):
        yield _no_mapping(settings)


_STOPPING = frozenset({"readable-file", "sound-yaml", "repeated-key"})


def _no_mapping(settings: Document) -> Diagnostic:
    message = "this is not a mapping of settings"
    place = Place(settings.path, 1, 1)
    return Diagnostic(place, "sound-yaml", message, "start it with `site_name: …`")


def this_day() -> date:
    """Today by SOURCE_DATE_EPOCH, or else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()


def _document(folder: Path, name: str) -> ReadFile:
    if name.endswith(".po"):
        return _po_document(folder / name, name, folder)
    most = MOST_REVIEWS if name == REVIEWS else yaml_reader.MOST_BYTES
    text, complaints = yaml_reader.read_text(folder / name, name, most, folder)
    if complaints:
        return Document(name, ""), complaints
    return yaml_reader.read_yaml(text, name), ()


def _po_document(path: Path, name: str, folder: Path) -> ReadFile:
    """The document of a PO file, which may not begin with a byte order mark."""
    text, complaints = yaml_reader.read_text(path, name, MOST_PO, folder, "utf-8")
    if complaints:
        return Document(name, ""), complaints
    _, document = read_po(text, name)
    return document, ()


def entries_of(model: Written, document: Document) -> Iterator[Entry[object]]:
    """The items of one file: the file itself, then the parts of it that are items of their own."""
    yield Entry(model, _file_id(model, document), document)
    for name, meaning in meanings(type(model)).items():
        if meaning.items:
            yield from _members(model, name, meaning.items, document)


def _file_id(model: Written, document: Document) -> str:
    """The id of a file: its source's key, its own id, or its name."""
    written = _written_id(model)
    if written:
        return written
    if isinstance(model, TranslationFile | LanguageFile | RereadingsFile):
        return document.path
    return PurePath(document.path).stem


def _written_id(model: Written) -> str:
    """The id that is written in a file itself; empty if there is none."""
    return str(getattr(model, "source", None) or getattr(model, "id", None) or "")


def _members(model: Written, name: str, key: str, document: Document) -> Iterator[Entry[object]]:
    """The members of a list, each with its id in the guide."""
    for index, member in enumerate(getattr(model, name)):
        yield Entry(member, _member_id(model, member, key), document, (name, index))


def _member_id(model: Written, member: Written, key: str) -> str:
    """The id of a member: a row's begins with that of its table, a re-reading's has its day."""
    own = str(getattr(member, key))
    if isinstance(model, Table):
        return f"{model.id}/{own}"
    if isinstance(member, Rereading):
        return f"{own} {member.on}"
    return own


def _sources(path: Path, folder: Path) -> tuple[list[Entry[object]], tuple[Diagnostic, ...]]:
    """The sources of the bibliography, and complaints about it."""
    name = path.relative_to(folder).as_posix()
    if not os.path.lexists(path):
        has_library = os.path.lexists(folder / LIBRARY)
        return [], () if has_library else (_missing_bibliography(name),)
    text, complaints = yaml_reader.read_text(path, name, MOST_BIBTEX, folder)
    found = bibtex.read_bibtex(text, name)
    document = Document(name, text, None, _source_marks(found.sources))
    entries = [_source_entry(source, document) for source in found.sources]
    return entries, (*complaints, *found.trouble, *found.stray)


def _joined_names(read: list[Entry[object]]) -> tuple[str, str]:
    """How the language of the guide joins names of authors."""
    file = next((entry.item for entry in read if isinstance(entry.item, GuideFile)), None)
    table = own_table(file.language) if file else None
    two, more = JOINED
    return (table.labels.get(two, two), table.labels.get(more, more)) if table else JOINED


def _naming(entries: list[Entry[object]], joined: tuple[str, str]) -> list[Entry[object]]:
    """The sources, whose names are joined in the language of the guide."""
    if joined == JOINED:
        return entries
    return [_named(entry, joined) for entry in entries]


def _named(entry: Entry[object], joined: tuple[str, str]) -> Entry[object]:
    if isinstance(entry.item, Source):
        return replace(entry, item=replace(entry.item, joined=joined))
    return entry


def _library(
    folder: Path, read: list[Entry[object]], sources: list[Entry[object]]
) -> tuple[frozenset[str], list[Entry[object]], tuple[Diagnostic, ...]]:
    """The keys of the library beside the guide, the sources used of it, and complaints."""
    path = folder / LIBRARY
    if not os.path.lexists(path):
        return frozenset(), [], ()
    text, complaints = yaml_reader.read_text(path, LIBRARY, MOST_BIBTEX, folder)
    own = {entry.id for entry in sources}
    used = frozenset(entry.id for entry in read if isinstance(entry.item, FindingsFile)) - own
    found = read_library(text, used)
    document = Document(LIBRARY, text, None, _source_marks(found.sources))
    entries = [_source_entry(source, document) for source in found.sources]
    return found.keys, entries, (*complaints, *found.trouble)


def _missing_bibliography(name: str) -> Diagnostic:
    message = "the bibliography is missing"
    return Diagnostic(Place(name), "readable-file", message, "write evidence/sources.bib")


def _source_entry(source: Source, document: Document) -> Entry[object]:
    return Entry(source, source.id, document, (source.id,))


def _source_marks(sources: tuple[Source, ...]) -> dict[Route, yaml_reader.Mark]:
    """The place of each source and of each of its fields."""
    marks: dict[Route, yaml_reader.Mark] = {}
    for source in sources:
        marks[(source.id,)] = (source.line, 1)
    for source in sources:
        for name, line in source.lines.items():
            marks[(source.id, name)] = (line, 1)
    return marks


def _pages(folder: Path) -> Iterator[Document]:
    """The hand-written pages of `docs/`."""
    for name in listed_files(folder, "docs"):
        if name.endswith(PAGE):
            yield _page(folder, name)


def _page(folder: Path, name: str) -> Document:
    text, trouble = yaml_reader.read_text(folder / name, name, within=folder)
    return Document(name, text, None, {}, trouble)


def _citations(pages: tuple[Document, ...]) -> Iterator[Entry[object]]:
    """The citations of hand-written pages."""
    for page in pages:
        yield from _citations_of(page)


def _citations_of(page: Document) -> Iterator[Entry[object]]:
    for number, citation in enumerate(markdown_citations.find(page.text)):
        yield _citation_entry(page, number, citation)


def _citation_entry(page: Document, number: int, citation: Citation) -> Entry[object]:
    marks: dict[Route, yaml_reader.Mark] = {(number,): (citation.line, citation.column)}
    document = Document(page.path, page.text, None, marks)
    return Entry[object](citation, ",".join(citation.ids), document, (number,))
