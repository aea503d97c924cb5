"""A folder to a guide: every file read once, every item with its place; bad evidence never raises."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Route
from evidence_guide.files import reading
from evidence_guide.files.reading import FoundFile, RefusedFile
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
from evidence_guide.text import characters

_UNPORTABLE = re.compile(
    r"[<>:\"|?*\\]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE
)
"""What a file cannot be called on Windows."""
MOST_BIBTEX = 64 * reading.MIB
_OTHERS = frozenset({"evidence/sources.bib", "evidence/evidence.lock"})
_SCHEMA = PurePosixPath("evidence/schema")
_PAGE = ".md"

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


@lru_cache(maxsize=8192)
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
    if evidence.is_symlink():
        raise GuideError(f"{evidence} is a link; put the folder itself in its place")
    entries: list[Entry[object]] = []
    documents: list[Document] = []
    listed = _listed(folder, "evidence")
    trouble: list[Diagnostic] = [*_strangers(listed), *_odd_names(folder)]
    unread = {kind for name, found in listed.items() if found.refused for kind in _kinds_in(name)}
    for name, kind in _evidence(listed):
        document, complaints = _document(folder / name, folder)
        documents.append(document)
        model, more = (None, complaints) if complaints else parse(document, kind)
        trouble += more
        entries += entries_of(model, document) if model else ()
        unread |= set() if model else {kind}
    bib, complaints = _sources(evidence / "sources.bib", folder)
    trouble += _beside(folder)
    pages = tuple(_pages(folder))
    trouble += [complaint for page in pages for complaint in page.trouble]
    settings = _settings(folder / "mkdocs.yml")
    trouble += _unreadable(settings) if settings else ()
    lock, unlocked = Lock.load(evidence / "evidence.lock", folder)
    found = (*entries, *bib, *(entry for page in pages for entry in _citations(page)))
    told = (*trouble, *complaints, *unlocked)
    return Guide(
        folder,
        found,
        tuple(documents),
        told,
        lock,
        today or this_day(),
        pages,
        frozenset(unread),
        settings=settings,
    )


def _settings(path: Path) -> Document | None:
    """What `mkdocs.yml` says, with its places; tags and anchors are MkDocs' own matter."""
    return (
        yaml_reader.read_yaml(yaml_reader.read_text(path, path.name)[0], path.name)
        if path.is_file()
        else None
    )


def _unreadable(settings: Document) -> Iterator[Diagnostic]:
    """Why MkDocs could not read its settings, or would keep only one of two."""
    unsound = [d for d in settings.trouble if d.rule in {"sound-yaml", "repeated-key"}]
    yield from unsound
    if not unsound and not isinstance(settings.value, dict):
        message = "this is not a mapping of settings"
        place = Place(settings.path, 1, 1)
        yield Diagnostic(place, "sound-yaml", message, "start it with `site_name: …`")


def this_day() -> date:
    """The day by SOURCE_DATE_EPOCH, or else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch.isdigit()
        else datetime.now(UTC).date()
    )


def _listed(folder: Path, part: str) -> dict[str, FoundFile]:
    """The files of one folder of the guide by their paths in the guide; the folder itself if it is a link or no folder."""
    top = folder / part
    if top.is_symlink():
        return {
            part: FoundFile(
                top, RefusedFile("this folder is a link", "put the folder itself in its place")
            )
        }
    if top.exists() and not top.is_dir():
        return {
            part: FoundFile(top, RefusedFile("this is a file, not a folder", "rename the file"))
        }
    found = reading.walk_files(top, folder) if top.is_dir() else ()
    return {file.path.relative_to(folder).as_posix(): file for file in found}


def _evidence(listed: Iterable[str]) -> Iterator[tuple[str, type[Written]]]:
    """The evidence files with their kinds, in the order of the kinds."""
    order = {kind: number for number, (_, kind) in enumerate(_FOLDERS)}
    known = [(name, kind) for name in listed if (kind := kind_of(name))]
    yield from sorted(known, key=lambda pair: (order[pair[1]], pair[0]))


def _kinds_in(name: str) -> Iterator[type[Written]]:
    """The kinds of evidence that a file holds, or that a folder would."""
    kind = kind_of(name)
    below = name.removeprefix("evidence/") + "/"
    yield from (
        (kind,) if kind else (inside for pattern, inside in _FOLDERS if pattern.startswith(below))
    )


def _strangers(listed: Mapping[str, FoundFile]) -> Iterator[Diagnostic]:
    """Files that no part of the guide would read, so that none is lost in silence."""
    places = ", ".join(pattern for pattern, _ in _FOLDERS)
    for name, found in listed.items():
        if name in _OTHERS or kind_of(name):
            continue
        if found.refused:
            yield yaml_reader.unreadable(name, found.refused)
        elif PurePosixPath(name).parent != _SCHEMA:
            told = "no part of the guide reads this file"
            yield Diagnostic(
                Place(name), "readable-file", told, f"files live in {places}, sources.bib"
            )


def _beside(folder: Path) -> Iterator[Diagnostic]:
    """What cannot be read of the other files that a build uses: the pages' pictures, the fonts, MkDocs' settings."""
    listed = _listed(folder, "docs") | _listed(folder, "fonts")
    settings = folder / "mkdocs.yml"
    if os.path.lexists(settings):
        listed[settings.name] = FoundFile(settings, reading.refusal(settings, folder))
    for name, found in listed.items():
        if found.refused and not name.endswith(_PAGE):
            yield yaml_reader.unreadable(name, found.refused)


def _odd_names(folder: Path) -> Iterator[Diagnostic]:
    """Files whose names hide something, or that not every system can hold."""
    for path in sorted(
        path for part in ("evidence", "docs") for path in (folder / part).rglob("*")
    ):
        unseen = next(
            (sign for sign in path.name if sign in "\n\t" or any(characters.hidden(sign))), ""
        )
        held = "" if unseen else next(iter(_UNPORTABLE.findall(path.name)), "")
        what = (
            characters.character_name(unseen) if unseen else f"`{held}`, which Windows cannot hold"
        )
        if unseen or held:
            hint = "rename it with letters, digits, dashes and a full stop before its ending"
            yield Diagnostic(
                Place(path.relative_to(folder).as_posix()),
                "plain-file-name",
                f"the name of this file holds {what}",
                hint,
            )


def _document(path: Path, folder: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
    name = path.relative_to(folder).as_posix()
    text, complaints = yaml_reader.read_text(path, name, within=folder)
    return (
        (Document(name, ""), complaints) if complaints else (yaml_reader.read_yaml(text, name), ())
    )


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
    if not os.path.lexists(path):
        return [], (
            Diagnostic(
                Place(name),
                "readable-file",
                "the bibliography is missing",
                "write evidence/sources.bib",
            ),
        )
    text, complaints = yaml_reader.read_text(path, name, MOST_BIBTEX, folder)
    found = bibtex.read_bibtex(text, name)
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
        *found.stray,
    )


def _pages(folder: Path) -> Iterator[Document]:
    for name in _listed(folder, "docs"):
        if name.endswith(_PAGE):
            text, trouble = yaml_reader.read_text(folder / name, name, within=folder)
            yield Document(name, text, None, {}, trouble)


def _citations(page: Document) -> Iterator[Entry[object]]:
    for number, citation in enumerate(markdown_citations.find(page.text)):
        marks: dict[Route, yaml_reader.Mark] = {(number,): (citation.line, citation.column)}
        yield Entry[object](
            citation, ",".join(citation.ids), Document(page.path, page.text, None, marks), (number,)
        )
