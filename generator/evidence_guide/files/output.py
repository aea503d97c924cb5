"""Finished files that leave the generator, and several files written all or none."""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import EINVAL, EISDIR, ELOOP
from hashlib import sha256
from io import BufferedWriter
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.scratch import SUFFIX, scratch, sweep

Contents = Mapping[Path, str | bytes]
"""The content of each file by its place."""
Kept = Mapping[Path, Path | None]
"""Where the old file of each path is kept; None if there was none."""


class Output(NamedTuple):
    """A file of the site: its address below the site's source folder, content and origin."""

    uri: str
    content: str
    origin: str | None = None
    """Path and line of the evidence it was made from, such as `evidence/terms.yml:3`."""
    linked: Mapping[str, object] = MappingProxyType({})
    """What structured data say of a page beside what they say of all."""
    shown: Any = None
    """The view that a page was made from, with what else its twins for programs show."""


class Cell(NamedTuple):
    """A place in the table of what can be printed."""

    row: str
    """The id of what is printed."""
    title: str
    about: str
    """The heading of the row, and a sentence below it if it needs one."""
    column: str
    link: str
    """The words of the link."""
    language: str = ""
    """The language of the column as a tag; empty for that of the guide."""


class Download(NamedTuple):
    """A file that readers take with them: its name below `downloads/`, title, use and bytes."""

    name: str
    title: str
    about: str
    content: bytes
    group: str = "To print"
    """The heading under which the Downloads page lists it."""
    cell: Cell | None = None
    """Its place in the table of the Downloads page, for what can be printed."""

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return sha256(self.content).hexdigest()


def write_files(files: Contents) -> None:
    """Writes every file or, if one cannot be, none. Raises GuideError.

    Each file is whole at every moment: it is written to a scratch folder and then renamed into
    place, in the order given.
    """
    if not files:
        return
    try:
        for path in files:
            _regular(path)
        home = _home(files)
        sweep(home)
        with scratch(home, "write") as folder:
            _put(_staged(files, folder), folder)
    except OSError as error:
        named = _named(error, files)
        message = f"{named} cannot be written ({reason(error)}); nothing was changed"
        raise GuideError(message) from error


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or "unknown reason").lower()


def _named(error: OSError, files: Contents) -> str:
    """The file that an error is about; a part of a scratch folder means nothing to anybody."""
    named = str(error.filename or "")
    if named and SUFFIX not in named:
        return named
    return str(next(iter(files)))


def _regular(path: Path) -> None:
    """Refuses to write through a link, or over anything but a regular file."""
    _refuse_links(path)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(EINVAL, "not a regular file", str(path))


def _refuse_links(path: Path) -> None:
    """Refuses a file that is a link, or that is directly in a folder that is one."""
    for place in (path, path.parent):
        if place.is_symlink():
            raise OSError(ELOOP, "a link, and writing would change what it leads to", str(place))


def _home(files: Contents) -> Path:
    """The innermost existing folder that holds the places of all files."""
    common = _common_folder(files)
    return next(folder for folder in (common, *common.parents) if folder.is_dir())


def _common_folder(files: Iterable[Path]) -> Path:
    """The innermost folder that holds the places of all files, whether it exists or not."""
    parents = [path.absolute().parent for path in files]
    return Path(os.path.commonpath(parents))


def _staged(files: Contents, folder: Path) -> dict[Path, Path]:
    """The parts in a scratch folder, on the disk, by the place where each belongs."""
    parts: dict[Path, Path] = {}
    for number, (path, content) in enumerate(files.items()):
        part = folder / f".{number}.new"
        _write_through(part, content)
        _dress(part, path)
        parts[path] = part
    return parts


def _write_through(part: Path, content: str | bytes) -> None:
    """Writes a file and waits until it is on the disk."""
    with part.open("wb") as file:
        file.write(_in_bytes(content))
        _wait_for_disk(file)


def _wait_for_disk(file: BufferedWriter) -> None:
    """Waits until everything that was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _in_bytes(content: str | bytes) -> bytes:
    if isinstance(content, str):
        return content.encode()
    return content


def _dress(part: Path, path: Path) -> None:
    """Gives a part the permissions and, where possible, the owner of the file that it replaces."""
    if not path.exists():
        part.chmod(0o644)
        return
    there = path.stat()
    _give_owner(part, there)
    part.chmod(there.st_mode)


def _give_owner(part: Path, there: os.stat_result) -> None:
    """Gives a part the owner and the group of another file, where the system allows it."""
    with suppress(OSError, AttributeError):
        os.chown(part, there.st_uid, there.st_gid)


def _put(parts: Mapping[Path, Path], folder: Path) -> None:
    """Renames all parts into place; the old files come back if that is interrupted."""
    made: list[Path] = []
    kept: dict[Path, Path | None] = {}
    try:
        for number, (path, part) in enumerate(parts.items()):
            _make_folders(path.parent, made)
            kept[path] = _kept(path, folder / f".{number}.old")
            part.replace(path)
    except BaseException:
        _restore(kept, made)
        raise
    for parent in {path.parent for path in parts}:
        _settle(parent)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Makes a folder and those around it, and notes each in `made`."""
    for place in _missing(folder):
        place.mkdir(exist_ok=True)
        made.append(place)


def _missing(folder: Path) -> list[Path]:
    """The folders that have to be made for a folder to be there, the outermost first."""
    return [place for place in (folder, *folder.parents) if not place.is_dir()][::-1]


def _kept(path: Path, aside: Path) -> Path | None:
    """A second name for the file that is about to be replaced; None where there is no file."""
    if not path.exists():
        return None
    _link_or_copy(path, aside)
    return aside


def _link_or_copy(path: Path, aside: Path) -> None:
    """Gives a file a second name, or a copy on a file system without links."""
    try:
        os.link(path, aside)
    except OSError:
        shutil.copy2(path, aside)


def _restore(kept: Kept, made: list[Path]) -> None:
    """Puts all old files back, and removes the folders that were made."""
    for path, aside in kept.items():
        _put_back(path, aside)
    _remove_folders(made)


def _remove_folders(made: list[Path]) -> None:
    """Removes the folders that were made, the innermost first, as far as they are empty."""
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def _put_back(path: Path, aside: Path | None) -> None:
    """Puts an old file back, or removes a new one where there was none, as far as possible."""
    with suppress(OSError):
        if aside:
            aside.replace(path)
        else:
            path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Has the names in a folder written to the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
