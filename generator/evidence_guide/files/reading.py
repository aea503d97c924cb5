"""Files that other people wrote: only regular ones are opened, and only up to a bound.

A path is looked at before it is opened, opened without waiting, and looked at again once it is
open, so that no pipe, device or file that is put there in between can hold a command up. A link is
followed only to another file of the same guide, and never to a hidden one such as those of git; a
folder that is a link is not entered.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from evidence_guide.diagnostic import GuideError

KIB = 1024
MIB = 1024 * KIB
_OPENING = ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in _OPENING)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_LIKE_FILES = frozenset({".yml", ".md", ".bib", ".lock", ".po"})


class RefusedFile(Exception):  # noqa: N818 (it is no failure of the program)
    """A file that is not read: the problem, and how to fix it."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix


class TooLarge(RefusedFile):
    """A file of which no more is read than a bound."""


class FoundFile(NamedTuple):
    """A file in a folder, and why it cannot be read if that is plain from outside."""

    path: Path
    refused: RefusedFile | None = None


def content(path: Path, most: int, within: Path | None = None) -> bytes:
    """The bytes of a regular file of at most `most` bytes, inside the folder `within` if given.

    Raises RefusedFile.
    """
    with opened(path, within) as file:
        return bounded(_read(file, most + 1), most)


def _read(file: BinaryIO, count: int) -> bytes:
    """The first bytes of an open file, at most `count`. Raises RefusedFile."""
    try:
        return file.read(count)
    except OSError as error:
        raise _unreadable(error) from error


def bounded(data: bytes, most: int) -> bytes:
    """The bytes that were read. Raises TooLarge if there are more than `most`."""
    if len(data) > most:
        raise TooLarge(f"it holds more than {size(most)}", "split the file")
    return data


def size(count: int) -> str:
    """A number of bytes in words."""
    return f"{count // MIB} MiB" if count >= MIB else f"{count // KIB} KiB"


@contextmanager
def opened(path: Path, within: Path | None = None) -> Iterator[BinaryIO]:
    """A regular file, open for reading. Raises RefusedFile."""
    handle = _unlinked_handle(path, within)
    if handle is None:
        handle = _careful_handle(path, within)
    with os.fdopen(handle, "rb") as file:
        _look(os.fstat(handle).st_mode)
        yield file


def _unlinked_handle(path: Path, within: Path | None) -> int | None:
    """The handle of a regular file in a folder, if no link is on the way; None for any other."""
    way = _way(path, within)
    if within is None or not way or os.open not in os.supports_dir_fd:
        return None
    try:
        folder = os.open(within, _FOLDER)
        try:
            for part in way[:-1]:
                folder = _step_into(folder, part)
            found = os.stat(way[-1], dir_fd=folder, follow_symlinks=False)
            is_file = stat.S_ISREG(found.st_mode)
            return os.open(way[-1], _READ | _NO_LINK, dir_fd=folder) if is_file else None
        finally:
            os.close(folder)
    except OSError:
        return None


def _way(path: Path, within: Path | None) -> tuple[str, ...]:
    """The parts of a path below a folder; none if it leads elsewhere."""
    start = within.parts if within else ()
    way = path.parts[len(start) :]
    return () if path.parts[: len(start)] != start or os.pardir in way else way


def _careful_handle(path: Path, within: Path | None) -> int:
    """The handle of a regular file, links followed inside the folder. Raises RefusedFile."""
    place = _regular(path, within)
    try:
        return _handle(place)
    except OSError as error:
        raise _unreadable(error) from error


def walk_files(folder: Path, within: Path) -> Iterator[FoundFile]:
    """Every file below a folder that is not hidden, sorted.

    Links to folders and anything else that is no file come with the reason why they are refused.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield FoundFile(folder, _unreadable(error))
        return
    is_inside = _is_really_inside(folder, within)
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_inner(path, within)
        elif is_inside and entry.is_file(follow_symlinks=False):
            yield FoundFile(path)
        else:
            yield FoundFile(path, refusal(path, within))


def _is_really_inside(folder: Path, within: Path) -> bool:
    """Whether a folder can be entered and no link is on the way to it."""
    try:
        os.lstat(f"{folder}{os.sep}{os.curdir}")  # a Path would lose the dot
        real = os.path.realpath(folder, strict=True)
        root = os.path.realpath(within, strict=True)
    except OSError:
        return False
    below = os.path.join(root, os.path.relpath(folder, within))  # noqa: PTH118
    return real == os.path.normpath(below)


def _walk_inner(folder: Path, within: Path) -> Iterator[FoundFile]:
    """The same of a folder inside, which must not look like a file."""
    if folder.suffix in _LIKE_FILES:
        yield FoundFile(folder, RefusedFile("this is a folder, not a file", "rename the folder"))
    yield from walk_files(folder, within)


def refusal(path: Path, within: Path | None = None) -> RefusedFile | None:
    """Why a file would not be opened, if that is plain from outside."""
    try:
        _regular(path, within)
    except RefusedFile as refused:
        return refused
    return None


def copy(folder: Path, to: Path, within: Path) -> None:
    """Copies the files of a folder that are not hidden. Raises GuideError for an unreadable one."""
    for found in walk_files(folder, within):
        target = to / found.path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy_file(found.path, target, within)
        except RefusedFile as refused:
            raise GuideError(f"{found.path}: {refused.problem}; {refused.fix}") from None


def _copy_file(path: Path, target: Path, within: Path) -> None:
    with opened(path, within) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def unlinked(paths: Iterable[Path], within: Path) -> None:
    """Raises GuideError if a file, or a folder on the way to it inside `within`, is a link."""
    for path in paths:
        for part in (path, *path.parents):
            if part == within:
                break
            _require_no_link(part)


def _require_no_link(path: Path) -> None:
    if path.is_symlink():
        raise GuideError(
            f"{path} is a link, and nothing is written through a link; "
            "put a file or folder in its place"
        )


class _Place(NamedTuple):
    """The real place of a file: the guide's folder, if it must stay inside one, and the way on."""

    root: Path | None
    way: Path

    @property
    def path(self) -> Path:
        """The real path."""
        return self.root / self.way if self.root else self.way


def _regular(path: Path, within: Path | None) -> _Place:
    """The real place of a regular file inside the folder. Raises RefusedFile."""
    try:
        place = _real(path, within)
        mode = place.path.lstat().st_mode
    except OSError as error:
        raise _unreadable(error) from error
    _look(mode, link=path.is_symlink())
    return place


def _real(path: Path, within: Path | None) -> _Place:
    """The real place of a file. Raises RefusedFile for a link that leads out, and OSError."""
    real = Path(os.path.realpath(path, strict=True))
    if within is None:
        return _Place(None, real)
    root = Path(os.path.realpath(within, strict=True))
    if not real.is_relative_to(root):
        raise RefusedFile("this is a link that leaves the guide", _NO_LINK_HERE)
    way = real.relative_to(root)
    if way != path.relative_to(within) and _is_hidden(way):
        raise RefusedFile("this is a link to a hidden file", _NO_LINK_HERE)
    return _Place(root, way)


_NO_LINK_HERE = "put a copy of the file here, or remove the link"


def _is_hidden(way: Path) -> bool:
    return any(part.startswith(".") for part in way.parts)


def _handle(place: _Place) -> int:
    """The handle of a file.

    Inside a guide each folder on the way is opened in the one before, so that none can become a
    link meanwhile.
    """
    if place.root is None or os.open not in os.supports_dir_fd:
        return os.open(place.path, _READ | _NO_LINK)
    folder = os.open(place.root, _FOLDER)
    try:
        for part in place.way.parts[:-1]:
            folder = _step_into(folder, part)
        return os.open(place.way.name, _READ | _NO_LINK, dir_fd=folder)
    finally:
        os.close(folder)


def _step_into(folder: int, part: str) -> int:
    """The handle of a folder inside another, whose own handle is closed."""
    inner = os.open(part, _FOLDER | _NO_LINK, dir_fd=folder)
    os.close(folder)
    return inner


def _look(mode: int, *, link: bool = False) -> None:
    """Raises RefusedFile for anything but a regular file."""
    if stat.S_ISREG(mode):
        return
    kind = _kind_of_file(mode)
    if kind == "a folder" and not link:
        raise RefusedFile("this is a folder, not a file", "rename the folder")
    if link:
        kind = f"a link to {kind}"
    raise _no_file(kind)


def _no_file(kind: str) -> RefusedFile:
    """Refuses something that is neither a file nor a folder."""
    return RefusedFile(
        f"this is {kind}, not a file", "remove it, or put a regular file in its place"
    )


def _kind_of_file(mode: int) -> str:
    """What something is that is no regular file."""
    for test, name in _KINDS:
        if test(mode):
            return name
    return "something else"


def _unreadable(error: OSError) -> RefusedFile:
    reason = (error.strerror or "unknown reason").lower()
    fix = "fix the file's permissions or remove it"
    if isinstance(error, FileNotFoundError):
        fix = "check its name"
    return RefusedFile(f"cannot be read: {reason}", fix)
