"""Folders that the program fills, with a manifest: only listed files are replaced or deleted."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, unquote_to_bytes

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import reason, write_files
from evidence_guide.files.scratch import OLD, scratch, sweep

MANIFEST = ".evidence-guide"
"""The file that lists the program's own files in a folder, by hash and name."""
KEPT = ("evidence", "docs", ".git")
"""Folders of a guide that hold people's own work."""
FEW = 3
"""How many names a sentence gives."""
Manifest = Mapping[str, frozenset[str]]
"""The hashes under which each file of a folder is listed; two while it is being replaced."""
Made = TypeVar("Made")


class FolderKind(StrEnum):
    """The content of an output folder; one kind never replaces another."""

    SITE = "site"
    EXPORT = "export"
    PDF = "pdf"
    GUIDE = "guide"
    RELEASE = "release"


def checked(target: Path, kind: FolderKind, *guides: Path) -> Path:
    """The full path of a folder that may be replaced; leftovers of dead runs beside it are removed.

    Raises GuideError where replacing it would lose something: it is no folder, belongs to a
    guide, or holds files that no manifest lists.
    """
    whole = _placed(target, guides)
    refuse_foreign(whole, kind)
    _refuse_unwritable(target, _nearest(whole.parent))
    return whole


def checked_beside(target: Path, kind: FolderKind, names: Iterable[str], *guides: Path) -> Path:
    """The full path of a folder into which files of these names may be written beside others.

    Raises GuideError where one of the names belongs to a file that the program did not write.
    """
    whole = _placed(target, guides)
    sweep(whole)
    taken = _taken(whole, kind, names)
    if taken:
        them = "them" if len(taken) > 1 else "it"
        raise GuideError(
            f"{target} holds {_few(taken)} from elsewhere, or changed by hand; "
            f"move {them} away or name another folder"
        )
    _refuse_unwritable(target, _nearest(whole))
    return whole


def _taken(folder: Path, kind: FolderKind, names: Iterable[str]) -> list[str]:
    """Those of the names that belong to files of other people."""
    ours = manifest(folder, kind)
    there = [name for name in names if os.path.lexists(folder / name)]
    return [name for name in there if not _is_ours(folder, name, ours)]


def _placed(target: Path, guides: Sequence[Path]) -> Path:
    """The full path of a folder that may be written, with no leftovers beside it."""
    if target.is_symlink():
        raise GuideError(f"{target} is a link; name the folder itself, or remove the link")
    try:
        whole = target.resolve()
        for guide in guides:
            _refuse_guide(whole, guide.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise GuideError(f"{str(target)!r} cannot be the name of a folder; name another") from error
    if os.path.lexists(whole) and not whole.is_dir():
        raise GuideError(f"{target} is not a folder; remove it or name another folder")
    sweep(whole.parent)
    return whole


def _refuse_guide(target: Path, guide: Path) -> None:
    """Refuses the guide itself, a folder that contains it, and a place among people's own work."""
    another = f"name another folder, such as {guide / 'out'}"
    if _within(guide, target):
        relation = f"contains the guide {guide}"
        if _same(guide, target):
            relation = "is the guide's own folder"
        raise GuideError(f"{target} {relation}, which would be overwritten; {another}")
    own = _own_work(target, guide)
    if own:
        raise GuideError(f"{target} lies inside `{own}`, which holds people's own work; {another}")


def _own_work(target: Path, guide: Path) -> str:
    """The folder of people's own work that holds the target; empty if none does."""
    for name in KEPT:
        if _within(target, guide / name):
            return name
    return ".git" if _is_in_git(target) else ""


def _is_in_git(target: Path) -> bool:
    """Whether a place is inside the data of a repository."""
    return ".git" in {part.casefold() for part in target.parts}


def _within(inner: Path, outer: Path) -> bool:
    """Whether one place is the other or lies inside it.

    Names are compared without regard to case, and places also by the files on the disk.
    """
    return any(_same(place, outer) for place in (inner, *inner.parents))


def _same(one: Path, other: Path) -> bool:
    if str(one).casefold() == str(other).casefold():
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _nearest(place: Path) -> Path:
    """The place itself, or the innermost one around it that exists."""
    return next(folder for folder in (place, *place.parents) if os.path.lexists(folder))


def _refuse_unwritable(target: Path, place: Path) -> None:
    """Makes sure, before long work begins, that something can be written to a place."""
    try:
        with scratch(place, "try"):
            pass
    except OSError as error:
        raise GuideError(
            f"{target} cannot be written ({reason(error)}); name a folder that can be"
        ) from error


def refuse_foreign(folder: Path, kind: FolderKind) -> None:
    """Refuses a folder that holds anything but what its manifest lists. Raises GuideError."""
    try:
        strange = foreign_files(folder, kind)
    except OSError as error:
        raise GuideError(
            f"{folder} cannot be read ({reason(error)}); name another folder"
        ) from error
    if strange:
        count = "1 file" if len(strange) == 1 else f"{len(strange)} files"
        raise GuideError(
            f"{folder} holds other files: {_few(strange)} ({count} that evidence-guide did not "
            "write, or that changed since); move them away or name another folder"
        )


def _few(names: Sequence[str]) -> str:
    """The first few names in a sentence."""
    shown = ", ".join(map(_printable, names[:FEW]))
    return f"{shown}, …" if len(names) > FEW else shown


def _printable(name: str) -> str:
    return name if name.isprintable() else ascii(name)


def foreign_files(folder: Path, kind: FolderKind) -> list[str]:
    """The names of files, links and empty folders that the program did not write as they are."""
    ours = manifest(folder, kind)
    own = {f"{parent.as_posix()}/" for name in ours for parent in Path(name).parents}
    others = [name for name in _contents(folder) if name not in own]
    return sorted(name for name in others if not _is_ours(folder, name, ours))


def _contents(folder: Path) -> Iterator[str]:
    """The name of each file and link below a folder, and of each empty folder with a slash.

    The folder's manifest is left out.
    """
    for place, folders, files in os.walk(folder, onerror=_raise if folder.is_dir() else None):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            if not _is_manifest(here / name, folder):
                yield (here / name).relative_to(folder).as_posix()
        if not folders and not files and here != folder:
            yield f"{here.relative_to(folder).as_posix()}/"


def _is_manifest(path: Path, folder: Path) -> bool:
    return path == folder / MANIFEST and not path.is_symlink()


def _raise(error: OSError) -> None:
    raise error


def manifest(folder: Path, kind: FolderKind) -> Manifest:
    """The files that the program wrote into a folder; none where the folder is of another kind."""
    path = folder / MANIFEST
    if not _is_file(path):
        return {}
    head, *lines = path.read_text("utf-8", errors="replace").split("\n")
    if head != _head(kind):
        return {}
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        digest, _, quoted = line.partition("  ")
        name = os.fsdecode(unquote_to_bytes(quoted))
        found[name] = found.get(name, frozenset()) | {digest}
    return found


def _head(kind: FolderKind) -> str:
    return f"# {kind}: evidence-guide wrote these files, and replaces or deletes no others"


def _is_ours(folder: Path, name: str, ours: Manifest) -> bool:
    """Whether a file is listed and still as the program wrote it."""
    path = folder / name
    return name in ours and _is_file(path) and _digest(path) in ours[name]


def _is_file(path: Path) -> bool:
    """Whether a path is that of a file and not of a link."""
    return path.is_file() and not path.is_symlink()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def listed(folder: Path, kind: FolderKind) -> str:
    """The manifest of a folder that the program alone has filled."""
    names = (name for name in _files(folder) if name != MANIFEST)
    return _text(kind, {name: frozenset({_digest(folder / name)}) for name in names})


def _files(folder: Path) -> list[str]:
    """The name of each file and link below a folder."""
    return [name for name in _contents(folder) if not name.endswith("/")]


def _text(kind: FolderKind, ours: Manifest) -> str:
    """A manifest as text."""
    lines = [_head(kind)]
    for name in sorted(ours):
        quoted = quote(os.fsencode(name))
        lines += [f"{digest}  {quoted}" for digest in sorted(ours[name])]
    return "\n".join((*lines, ""))


def fill(target: Path, kind: FolderKind, make: Callable[[Path], Made]) -> Made:
    """The result of `make`, which fills a new folder that then takes the place of the last one.

    Raises GuideError, and keeps the last one, if that fails.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch(target.parent, target.name) as work:
            new = work / "new"
            new.mkdir()
            made = make(new)
            swap_in(new, target, kind)
    except OSError as error:
        message = f"{target} cannot be written ({reason(error)}); nothing was changed"
        raise GuideError(message) from error
    return made


def swap_in(new: Path, target: Path, kind: FolderKind) -> None:
    """Puts a finished folder, with its manifest, in the place of the last one.

    Readers see the last one until that moment. Raises GuideError if it has come to hold something
    foreign, and OSError if it cannot be moved.
    """
    (new / MANIFEST).write_text(listed(new, kind), "utf-8", newline="\n")
    refuse_foreign(target, kind)
    if target.is_dir():
        new.chmod(target.stat().st_mode)
    while not _moved(new, target):
        if exchange(new, target):
            return
        with suppress(FileNotFoundError):
            os.replace(target, new.parent / OLD)  # noqa: PTH105 (a folder)


def _moved(new: Path, target: Path) -> bool:
    """Whether the folder took a free or empty place, which another run may take at any moment."""
    try:
        os.replace(new, target)  # noqa: PTH105 (a folder)
    except OSError as error:
        if _is_taken(error, target):
            return False
        raise
    return True


def _is_taken(error: OSError, target: Path) -> bool:
    """Whether a folder could not be moved because another one is in its place."""
    if error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
        return True
    return sys.platform == "win32" and target.exists()


def exchange(one: Path, other: Path) -> bool:
    """Whether two folders changed places in a single step.

    Linux can do that on most file systems.
    """
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    here, swap = -100, 2  # AT_FDCWD and RENAME_EXCHANGE
    failed = rename(here, os.fsencode(one), here, os.fsencode(other), swap)
    return not failed


def put(folder: Path, kind: FolderKind, name: str, content: bytes) -> None:
    """Writes one file into a folder beside others and lists it there.

    Raises GuideError if it cannot be written, or would replace a file that the program did not
    write.
    """
    there = _still_ours(folder, kind)
    if os.path.lexists(folder / name) and name not in there:
        raise GuideError(
            f"{folder / name} is from elsewhere, or changed by hand; move it away or name "
            "another folder"
        )
    new = frozenset({sha256(content).hexdigest()})
    meanwhile = there | {name: there.get(name, frozenset()) | new}
    write_files({folder / MANIFEST: _text(kind, meanwhile), folder / name: content})
    write_files({folder / MANIFEST: _text(kind, there | {name: new})})


def _still_ours(folder: Path, kind: FolderKind) -> dict[str, frozenset[str]]:
    """The listed files that are as the program wrote them, each with its hash."""
    try:
        ours = manifest(folder, kind)
        kept = [name for name in ours if _is_ours(folder, name, ours)]
        return {name: frozenset({_digest(folder / name)}) for name in kept}
    except OSError as error:
        message = f"{folder} cannot be read ({reason(error)}); name another folder"
        raise GuideError(message) from error


def clear(folder: Path, kind: FolderKind) -> None:
    """Removes the files that a manifest lists, then their empty folders, and last the manifest."""
    ours = manifest(folder, kind)
    written = [name for name in ours if _is_ours(folder, name, ours)]
    for name in written:
        (folder / name).unlink()
    for parent in sorted(_folders_of(ours), reverse=True):
        with suppress(OSError):
            (folder / parent).rmdir()
    (folder / MANIFEST).unlink(missing_ok=True)


def _folders_of(ours: Manifest) -> set[Path]:
    """Every folder on the way to a listed file."""
    return {parent for name in ours for parent in Path(name).parents if parent.name}


def unpack(new: Path, folder: Path) -> None:
    """Moves everything from a new folder into an existing one, with a manifest until all is done.

    A run that dies meanwhile leaves a folder in which everything is listed. Raises OSError, and
    takes everything out again.
    """
    try:
        (folder / MANIFEST).write_text(listed(new, FolderKind.GUIDE), "utf-8", newline="\n")
        for child in sorted(new.iterdir()):
            child.replace(folder / child.name)
        (folder / MANIFEST).unlink()
    except BaseException:
        with suppress(OSError):
            clear(folder, FolderKind.GUIDE)
        raise
