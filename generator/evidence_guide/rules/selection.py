"""The diagnostics that concern some files of the guide."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.reading import walk_files
from evidence_guide.guide import Guide
from evidence_guide.rules import check
from evidence_guide.text.nearest import near
from evidence_guide.view.citation_lists import supports


def chosen_files(guide: Guide, files: Collection[Path]) -> frozenset[str]:
    """The paths within the guide of the named files; a folder means all files in it.

    Names are relative to the current folder or to the guide's.
    Raises GuideError if one is no part of the guide.
    """
    if not files:
        return frozenset()
    unread = [complaint.place.path for complaint in guide.trouble]
    paths = sorted({*_files(guide.folder), *unread})
    found: set[str] = set()
    for file in files:
        name = _name(guide, file)
        inside = [path for path in paths if path == name or path.startswith(f"{name}/")]
        if not inside:
            raise GuideError(_unknown(guide, file, near(name, paths)))
        found.update(inside)
    return frozenset(found)


def _files(folder: Path) -> Iterator[str]:
    """The paths within the guide of all files of its evidence and pages."""
    for part in (folder / "evidence", folder / "docs"):
        if part.is_dir():
            for file in walk_files(part, folder):
                yield file.path.relative_to(folder).as_posix()


def _name(guide: Guide, file: Path) -> str:
    """The path of a file relative to the guide's folder, if it is there or would be."""
    here = Path(os.path.relpath(file, guide.folder)).as_posix()
    if here.startswith("../") and not file.is_absolute():
        return os.path.normpath(file)
    return here


def _unknown(guide: Guide, file: Path, suggestion: str) -> str:
    folder = guide.folder
    hint = suggestion or f"its files are in {folder}/evidence and {folder}/docs"
    return f"no file of the guide is called `{file}`; {hint}"


def check_files(guide: Guide, names: frozenset[str]) -> list[Diagnostic]:
    """The diagnostics of the named files and of what they say; all diagnostics if none is named."""
    found = check(guide)
    if not names:
        return found
    ids = {entry.id for entry in guide.entries if entry.document.path in names}
    owners = _citing(guide, ids)
    kept: list[Diagnostic] = []
    for diagnostic in found:
        is_inside = diagnostic.place.path in names
        is_about = not ids.isdisjoint(diagnostic.about)
        if is_inside or is_about or _owner(guide, diagnostic) in owners:
            kept.append(diagnostic)
    return kept


def _citing(guide: Guide, ids: set[str]) -> set[int]:
    """The items that cite one of the ids, by identity: not every item has an id of its own."""
    owners: set[int] = set()
    for support in supports(guide):
        if not ids.isdisjoint(support.ids):
            owners.add(id(support.entry))
    return owners


def _owner(guide: Guide, diagnostic: Diagnostic) -> int:
    """The identity of the item in which a diagnostic is."""
    return id(guide.item_at(diagnostic.place))
