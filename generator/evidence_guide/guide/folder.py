"""The files in a guide's folder: their kinds, and complaints about unreadable ones."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files import reading
from evidence_guide.files.reading import FoundFile, RefusedFile
from evidence_guide.guide import yaml_reader
from evidence_guide.guide.library import LIBRARY
from evidence_guide.model import (
    ChangesFile,
    ClaimsFile,
    ExcludedFile,
    FindingsFile,
    GuideFile,
    LanguageFile,
    PopularClaimsFile,
    RereadingsFile,
    RetiredFile,
    ReviewsFile,
    SearchesFile,
    StageFile,
    Table,
    TermsFile,
    ToolsFile,
    TranslationFile,
    Written,
)
from evidence_guide.text import characters

Kinds = set[type[Written]]
"""Kinds of evidence files."""
PAGE = ".md"
REVIEWS = "evidence/reviews.yml"
"""The reviews by named people, which are only ever added."""
MOST_REVIEWS = 4 * reading.MIB
Listed = Mapping[str, FoundFile]
"""Files by their paths in the guide."""
_UNPORTABLE = re.compile(
    r"[<>:\"|?*\\]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE
)
"""Parts of names that Windows cannot hold."""
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
_OTHERS = frozenset({"evidence/sources.bib", LIBRARY, "evidence/evidence.lock"})
_SCHEMA = PurePosixPath("evidence/schema")
_PLAIN_NAME = "rename it with letters, digits, dashes and a full stop before its ending"

_PATTERNS: tuple[tuple[str, type[Written]], ...] = (
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
    ("rereadings/*.yml", RereadingsFile),
    ("reviews.yml", ReviewsFile),
    ("locales/*/language.yml", LanguageFile),
    ("locales/*/guide.po", TranslationFile),
)
"""Where each kind of evidence file is, below `evidence/`."""
_KINDS = [(re.compile(re.escape(p).replace(r"\*", "[^/]+")), kind) for p, kind in _PATTERNS]


@lru_cache(maxsize=65536)
def kind_of(name: str) -> type[Written] | None:
    """The model of an evidence file, by its path in the guide; None for any other file."""
    parent, _, rest = name.partition("/")
    if parent != "evidence":
        return None
    for pattern, kind in _KINDS:
        if pattern.fullmatch(rest):
            return kind
    return None


def listed_files(folder: Path, part: str) -> dict[str, FoundFile]:
    """The files of one folder of the guide by their paths; the folder itself if it is none."""
    top = folder / part
    wrong = _no_folder(top)
    if wrong:
        return {part: FoundFile(top, wrong)}
    if not top.is_dir():
        return {}
    above = len(folder.parts)
    found = reading.walk_files(top, folder)
    return {"/".join(file.path.parts[above:]): file for file in found}


def _no_folder(top: Path) -> RefusedFile | None:
    """The reason why something that should be a folder is not entered."""
    if top.is_symlink():
        return RefusedFile("this folder is a link", "put the folder itself in its place")
    if top.exists() and not top.is_dir():
        return RefusedFile("this is a file, not a folder", "rename the file")
    return None


def evidence_files(listed: Iterable[str]) -> Iterator[tuple[str, type[Written]]]:
    """The evidence files with their kinds, in the order of the kinds."""
    order = {kind: number for number, (_, kind) in enumerate(_PATTERNS)}
    known: list[tuple[int, str, type[Written]]] = []
    for name in listed:
        kind = kind_of(name)
        if kind:
            known.append((order[kind], name, kind))
    known.sort(key=lambda one: one[:2])
    for _, name, kind in known:
        yield name, kind


def refused_kinds(listed: Listed) -> Kinds:
    """The kinds of evidence that are in files or folders that cannot be read."""
    found: Kinds = set()
    for name, file in listed.items():
        if file.refused:
            found.update(_kinds_in(name))
    return found


def _kinds_in(name: str) -> Iterator[type[Written]]:
    """The kinds of evidence that a file holds, or that a folder would."""
    kind = kind_of(name)
    if kind:
        yield kind
    else:
        yield from _kinds_below(name.removeprefix("evidence/") + "/")


def _kinds_below(below: str) -> Iterator[type[Written]]:
    """The kinds of evidence in a folder below `evidence/`."""
    for pattern, inside in _PATTERNS:
        if pattern.startswith(below):
            yield inside


def strangers(listed: Listed) -> Iterator[Diagnostic]:
    """A complaint for each file below `evidence/` that no part of the guide would read."""
    for name, found in listed.items():
        if name in _OTHERS or kind_of(name):
            continue
        if found.refused:
            yield yaml_reader.unreadable(name, found.refused)
        elif PurePosixPath(name).parent != _SCHEMA:
            yield _unread(name)


def _unread(name: str) -> Diagnostic:
    places = ", ".join(pattern for pattern, _ in _PATTERNS)
    message = "no part of the guide reads this file"
    return Diagnostic(Place(name), "readable-file", message, f"files live in {places}, sources.bib")


def unreadable_beside(folder: Path) -> Iterator[Diagnostic]:
    """Complaints about other files of a build: the pages' pictures, the fonts, `mkdocs.yml`."""
    listed = listed_files(folder, "docs") | listed_files(folder, "fonts")
    settings = folder / "mkdocs.yml"
    if os.path.lexists(settings):
        listed[settings.name] = FoundFile(settings, reading.refusal(settings, folder))
    for name, found in listed.items():
        if found.refused and not name.endswith(PAGE):
            yield yaml_reader.unreadable(name, found.refused)


def odd_names(folder: Path) -> Iterator[Diagnostic]:
    """Complaints about names that hide something, or that not every system can hold."""
    odd = [path for part in ("evidence", "docs") for path in _odd_paths(folder / part)]
    for path in sorted(odd):
        place = Place(path.relative_to(folder).as_posix())
        message = f"the name of this file holds {_odd_part(path.name)}"
        yield Diagnostic(place, "plain-file-name", message, _PLAIN_NAME)


def _odd_paths(top: Path) -> Iterator[Path]:
    """The files and folders below a folder whose names are odd."""
    for folder, folders, files in os.walk(top):
        for name in (*folders, *files):
            if _odd_part(name):
                yield Path(folder, name)


def _odd_part(name: str) -> str:
    """The first odd part of a file's name in words; empty if there is none."""
    if _PLAIN.fullmatch(name) and not _UNPORTABLE.search(name):
        return ""
    for sign in name:
        if _is_unseen(sign):
            return characters.character_name(sign)
    held = _UNPORTABLE.search(name)
    return f"`{held[0]}`, which Windows cannot hold" if held else ""


def _is_unseen(sign: str) -> bool:
    return sign in "\n\t" or any(characters.hidden(sign))
