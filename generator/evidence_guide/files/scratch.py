"""Hidden folders for work in progress, locked while their owner lives; a later run removes them."""

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import filterfalse
from pathlib import Path

SUFFIX = ".evidence-guide"
"""The end of the name of every scratch folder."""
OLD = "old"
"""Holds the finished folder that is being replaced, in case the second rename never happens."""
_LOCK = ".lock"
_NAME = re.compile(rf"\.(?P<target>.+)-[a-z0-9_]{{8}}{re.escape(SUFFIX)}")


@dataclass(frozen=True)
class Scratch:
    """A hidden folder that one run owns; its lock lives as long as the process."""

    folder: Path
    handle: int

    def remove(self) -> None:
        """Removes the folder, its lock last, so that the next run can finish the removal."""
        with contextlib.suppress(OSError):
            _put_back(self.folder)
            _remove_whole(self.folder)
        with contextlib.suppress(OSError):
            os.close(self.handle)


def begin(parent: Path, target: str) -> Scratch:
    """A new scratch folder in `parent` for the work on `target`. Raises OSError."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f".{target}-", suffix=SUFFIX, dir=parent))
        try:
            handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:  # a sweep took the empty folder for a leftover
            continue
        except OSError:
            folder.rmdir()
            raise
        if _lock(handle) and _is_still(folder / _LOCK, handle):
            return Scratch(folder, handle)
        os.close(handle)


@contextlib.contextmanager
def scratch(parent: Path, target: str) -> Iterator[Path]:
    """A scratch folder for as long as the block runs."""
    mine = begin(parent, target)
    try:
        yield mine.folder
    finally:
        mine.remove()


def sweep(*parents: Path) -> None:
    """Removes the scratch folders of dead runs from each parent.

    A finished folder that one of them had set aside is put back.
    """
    for parent in parents:
        with contextlib.suppress(OSError):
            for folder in sorted(parent.glob(f".*{SUFFIX}")):
                if _is_scratch(folder):
                    _reclaim(folder)


def _is_scratch(folder: Path) -> bool:
    named = _NAME.fullmatch(folder.name) is not None
    return named and folder.is_dir() and not folder.is_symlink()


def sweep_below(folder: Path) -> None:
    """Removes the scratch folders of dead runs from a folder and from all folders in it."""
    for place, names, _ in os.walk(folder):
        names[:] = filterfalse(_is_hidden, names)
        sweep(Path(place))


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _reclaim(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()  # its owner died before the lock was there
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder / _LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        if not (_lock(handle) and _is_still(folder / _LOCK, handle)):
            os.close(handle)
            return
        Scratch(folder, handle).remove()


def _put_back(folder: Path) -> None:
    """Gives a finished folder its place again if nothing took it."""
    match = _NAME.fullmatch(folder.name)
    if not match:
        return
    old, place = folder / OLD, folder.parent / match["target"]
    if old.is_dir() and not os.path.lexists(place):
        old.rename(place)


def _lock(handle: int) -> bool:
    """Whether the file behind a handle is now locked by this process."""
    try:
        _lock_now(handle)
    except OSError:
        return False
    return True


def _lock_now(handle: int) -> None:
    """Locks the file behind a handle without waiting. Raises OSError if another process has it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (only Windows has it)

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 (Windows lacks it)

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(path: Path, handle: int) -> bool:
    """Whether a path still leads to the file behind a handle."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _remove_whole(folder: Path) -> None:
    """Removes a scratch folder with everything in it, its lock last."""
    _empty(folder)
    (folder / _LOCK).unlink(missing_ok=True)
    folder.rmdir()


def _empty(folder: Path) -> None:
    """Deletes everything in a scratch folder but its lock."""
    children = [path for path in folder.iterdir() if path.name != _LOCK]
    for child in children:
        _delete(child)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
