"""Another id for a part of a guide, or another key for a source, wherever it is written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from evidence_guide.diagnostic import GuideError, Route
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide, markdown_citations, yaml_reader
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.folder import kind_of
from evidence_guide.guide.library import LIBRARY
from evidence_guide.guide.loader import MOST_BIBTEX, load
from evidence_guide.guide.lock import Lock, Receipt, finding_digest, sealed
from evidence_guide.guide.yaml_reader import Document, text_in
from evidence_guide.intake import layout, new_items
from evidence_guide.intake.list_members import appended
from evidence_guide.model import (
    Choice,
    Claim,
    ClaimsFile,
    Finding,
    PopularClaim,
    StageFile,
    Step,
    Table,
    Term,
)
from evidence_guide.model.meaning import Meaning, meaning_at
from evidence_guide.proof.lookup import write_lock
from evidence_guide.view.citation_lists import locked, unannounced
from evidence_guide.view.lock_update import is_lock_current
from evidence_guide.view.rereadings import is_locked, latest_rereadings, since

_KINDS: tuple[tuple[type, str], ...] = (
    (Source, "source"),
    (Finding, "finding"),
    (Claim, "claim"),
    (Step, "step"),
    (Choice, "choice"),
    (StageFile, "stage"),
    (ClaimsFile, "topic"),
    (Table, "table"),
    (Term, "term"),
    (PopularClaim, "popular claim"),
)
"""Kinds of parts that have an address, with the word for each in `retired.yml`."""
_FOLDERS = {
    "source": "sources",
    "claim": "claims",
    "choice": "choices",
    "stage": "stages",
    "topic": "topics",
    "table": "tables",
}
"""Where the page of a part is, for kinds that have pages of their own."""
_RETIRED = "evidence/retired.yml"
_SOURCES = "evidence/sources.bib"
Ids = Mapping[str, str]
"""New ids by old ones."""


class Renamed(NamedTuple):
    """What a renaming changed."""

    ids: Ids
    files: tuple[str, ...]
    """The files that were written, by their paths in the guide."""


def rename_id(guide: Guide, old: str, new: str) -> Renamed:
    """Gives a part of the guide another id, in all files, in the lock and in `retired.yml`.

    The findings of a source whose ids begin with its key are renamed with it.
    Raises GuideError if this cannot be done, before anything is written.
    """
    kind = _kind(guide, old)
    new_items.require_new_id(guide, new)
    _require_current(guide)
    ids = {old: new, **_of_source(guide, kind, old, new)}
    files = dict(_files(guide, ids, kind))
    moved = {path: _moved(path, ids) for path in files}
    _write(guide, files, moved)
    _relock(guide, load(guide.folder, guide.today), ids)
    names = sorted({*moved.values(), "evidence/evidence.lock"})
    return Renamed(ids, tuple(names))


def _require_current(guide: Guide) -> None:
    if guide.trouble or not is_lock_current(guide):
        raise GuideError(
            "the lock is not current, or a file cannot be read; run `evidence-guide check` and"
            " `evidence-guide lock` first"
        )


def _kind(guide: Guide, old: str) -> str:
    """The word for the kind of a part. Raises GuideError if none has this id."""
    for entry in guide.entries:
        for kind, word in _KINDS:
            if entry.id == old and isinstance(entry.item, kind):
                _require_own(entry.document, old)
                return word
    raise GuideError(f"no part of the guide has the id `{old}`")


def _require_own(document: Document, old: str) -> None:
    if document.path == LIBRARY:
        raise GuideError(f"`{old}` is a key of {LIBRARY}; change it in your reference manager")


def _of_source(guide: Guide, kind: str, old: str, new: str) -> Ids:
    """New ids for the findings of a source whose ids begin with its key."""
    if kind != "source" or old not in guide.readings:
        return {}
    ids = [finding.id for finding in guide.readings[old].item.findings]
    found = {id: new + id.removeprefix(old) for id in ids if id.startswith(f"{old}-")}
    for id in found.values():
        new_items.require_new_id(guide, id)
    return found


def _files(guide: Guide, ids: Ids, kind: str) -> Iterator[tuple[str, str]]:
    """The files that change or move, each with its new text."""
    for document in _documents(guide):
        text = _new_text(document, ids, kind, guide)
        if text != document.text or _moved(document.path, ids) != document.path:
            yield document.path, text
    if all(document.path != _RETIRED for document in guide.documents):
        yield _RETIRED, _with_retired(Document(_RETIRED, _NONE_RETIRED), ids, kind, guide)
    if kind == "source":
        yield from _bibliography(guide, ids)


def _documents(guide: Guide) -> list[Document]:
    """The files of the evidence, the hand-written pages and the settings with the menu."""
    settings = [guide.settings] if guide.settings else []
    return [*guide.documents, *guide.pages, *settings]


_NONE_RETIRED = "# yaml-language-server: $schema=schema/retired.json\nretired:\n"


def _new_text(document: Document, ids: Ids, kind: str, guide: Guide) -> str:
    """The text of a file with new ids; `retired.yml` also gets a line for each old one."""
    if not document.path.startswith("evidence/"):
        return _with_addresses(_in_page(document, ids), ids, kind)
    text = _in_yaml(document, ids)
    if document.path != _RETIRED:
        return text
    return _with_retired(replace(document, text=text), ids, kind, guide)


def _bibliography(guide: Guide, ids: Ids) -> Iterator[tuple[str, str]]:
    """The bibliography with the new key of a source, if the guide has one."""
    path = guide.folder / _SOURCES
    if path.exists():
        yield _SOURCES, _in_bibtex(text_in(path, guide.folder, MOST_BIBTEX), ids)


def _moved(path: str, ids: Ids) -> str:
    """The path of a file that is named for what it holds."""
    pure = PurePosixPath(path)
    stem = ids.get(pure.stem) if _is_named_for_part(pure) else None
    return str(pure.with_stem(stem)) if stem else path


def _is_named_for_part(path: PurePosixPath) -> bool:
    """Whether a file is in a folder of the evidence, where files are named for what they hold."""
    is_below = len(path.parts) > 2  # noqa: PLR2004 (`evidence`, a folder and the file)
    return is_below and path.is_relative_to("evidence") and path.suffix == ".yml"


def _in_yaml(document: Document, ids: Ids) -> str:
    """The text of a file with new ids; texts for readers stay as they are."""
    text = document.text
    for start, end, new in sorted(_edits(document, ids), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edits(document: Document, ids: Ids) -> Iterator[tuple[int, int, str]]:
    """Where an id is written in a file: from, to, and what takes its place."""
    for route, value in _leaves(document.value, ()):
        if not route or route not in document.spans:
            continue
        start, end = document.spans[route]
        for name in (route[-1], value):
            new = _renamed(str(name), ids)
            if new and _holds_ids(document.path, route, is_key=name is route[-1]):
                yield from _places(document.text, (start, end), str(name), new)


def _renamed(text: str, ids: Ids) -> str:
    """A text with a new id, if it is an id or begins with one (`drinks/cola`)."""
    head, slash, rest = text.partition("/")
    return f"{ids[head]}{slash}{rest}" if head in ids else ""


def _holds_ids(path: str, route: Route, *, is_key: bool) -> bool:
    """Whether a field holds ids and no words for readers; keys do so in translations."""
    if is_key:
        return "locales" in path and isinstance(route[-1], str)
    kind = kind_of(path)
    meaning = meaning_at(kind, route) if kind else None
    return meaning is None or not _is_read(meaning)


def _is_read(meaning: Meaning) -> bool:
    return meaning.prose or meaning.translated or meaning.name


def _places(
    text: str, span: tuple[int, int], name: str, new: str
) -> Iterator[tuple[int, int, str]]:
    """The last place of a name within a part of a file."""
    found = list(re.finditer(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", text[slice(*span)]))
    if found:
        at = span[0] + found[-1].start()
        yield at, at + len(name), new


def _leaves(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Every part of a file with its text; a mapping or list has none."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*route, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _leaves(part, (*route, index))
    yield route, value if isinstance(value, str) else ""


def _in_page(document: Document, ids: Ids) -> str:
    """The text of a hand-written page with new ids in its citations."""
    lines = document.text.split("\n")
    for citation in markdown_citations.find(document.text):
        lines[citation.line - 1] = _cited(lines[citation.line - 1], ids)
    return "\n".join(lines)


def _with_addresses(text: str, ids: Ids, kind: str) -> str:
    """A page or the settings with the new addresses of pages, and of places on pages."""
    for old, new in ids.items():
        name = re.escape(old)
        if kind in _FOLDERS and old == next(iter(ids)):
            text = re.sub(rf"(?<![\w-])({_FOLDERS[kind]}/){name}(?=\.md\b)", rf"\g<1>{new}", text)
        text = re.sub(rf"(\.md#){name}(?![\w-])", rf"\g<1>{new}", text)
    return text


def _cited(line: str, ids: Ids) -> str:
    names = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return re.sub(rf"(?<=@)({names})(?![\w-])", lambda found: ids[found[1]], line)


def _in_bibtex(text: str, ids: Ids) -> str:
    """The text of the bibliography with a new key, also where other records name it."""
    for old, new in ids.items():
        name = re.escape(old)
        text = re.sub(rf"(@\s*\w+\s*[{{(]\s*){name}(?=\s*[,}}])", rf"\g<1>{new}", text)
        named = rf"({_UP_TO_A_KEY}(?<![\w-])){name}(?![\w-])"
        text = re.sub(named, rf"\g<1>{new}", text, flags=re.IGNORECASE)
    return text


_UP_TO_A_KEY = r"(?:crossref|xdata|entryset|superseded_by)\s*=\s*[{\"][^}\"]*?"
"""The beginning of a field that names other records."""


def _with_retired(document: Document, ids: Ids, kind: str, guide: Guide) -> str:
    """The text of `retired.yml` with a line for each id that went."""
    text = document.text
    for old, new in ids.items():
        was = kind if old == next(iter(ids)) else "finding"
        line = _lines(_retired_fields(old, new, was, guide.today))
        text = appended(yaml_reader.read_yaml(text, _RETIRED), "retired", line)
    return text


def _retired_fields(old: str, new: str, was: str, day: date) -> dict[str, str]:
    """The fields of an id that went on a day."""
    return {
        "id": old,
        "was": was,
        "on": day.isoformat(),
        "because": "It was renamed.",
        "replaced_by": new,
    }


def _lines(fields: Mapping[str, str]) -> str:
    """The fields of a member of a list, as they are written."""
    return "".join(f"{layout.field_lines(name, value)}\n" for name, value in fields.items())


def _write(guide: Guide, files: Mapping[str, str], moved: Mapping[str, str]) -> None:
    """Writes all files under their new names, then removes the old ones."""
    paths = {guide.folder / moved[name]: text for name, text in files.items()}
    renamed = {name: target for name, target in moved.items() if target != name}
    _require_free([guide.folder / target for target in renamed.values()])
    unlinked(paths, guide.folder)
    write_files(paths)
    for name in renamed:
        (guide.folder / name).unlink()


def _require_free(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists():
            raise GuideError(f"{path} is there already; nothing was written")


def _relock(before: Guide, after: Guide, ids: Ids) -> None:
    """Writes the lock of the renamed guide: what was proved, looked up or pending stays so."""
    lock = before.lock
    carried = Lock(
        receipts=_receipts(before, after, ids),
        standings=_with_new_ids(lock.standings, ids),
        announced=_with_new_ids(lock.announced, ids),
    )
    pending = {_new(entry.id, ids) for entry in unannounced(before)}
    known = {id for id in carried.announced if id not in pending} & {*after.steps, *after.claims}
    made = locked(replace(after, lock=carried), known)
    write_lock(replace(made, reread=_reread(before, made, ids)), after)


def _new(id: str, ids: Ids) -> str:
    return ids.get(id, id)


def _with_new_ids(found: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    return {_new(id, ids): value for id, value in found.items()}


def _receipts(before: Guide, after: Guide, ids: Ids) -> dict[str, Any]:
    """The receipts; those that fitted their findings fit them still."""
    found: dict[str, Any] = {}
    for id, receipt in before.lock.receipts.items():
        new = _new(id, ids)
        is_fit = _fits(receipt, before, id)
        found[new] = _fitted(receipt, _digest(after, new)) if is_fit else receipt
    return found


def _fits(receipt: Receipt, guide: Guide, id: str) -> bool:
    """Whether a receipt is for a finding as it is."""
    return id in guide.findings and receipt.finding == _digest(guide, id)


def _fitted(receipt: Receipt, finding: str) -> Receipt:
    """The receipt of a renamed finding; a seal that was whole is whole again."""
    fitted = replace(receipt, finding=finding)
    return sealed(fitted) if sealed(receipt) == receipt else fitted


def _digest(guide: Guide, id: str) -> str:
    return finding_digest(guide.findings[id].item, guide.source_of[id])


def _reread(before: Guide, made: Lock, ids: Ids) -> dict[str, tuple[str, ...]]:
    """What was read again; what has changed since is still known to have changed."""
    found = dict(made.reread)
    for id, entry in latest_rereadings(before).items():
        new, old = _new(id, ids), before.lock.reread.get(id, ())
        changed = is_locked(before, entry) and any(since(before, id))
        if new in found and changed:
            found[new] = (found[new][0], *old[1:])
    return found
