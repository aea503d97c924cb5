"""Waiting until files change, by looking at them again and again.

Looking works on every file system, and goes on when a watched folder is deleted and comes back.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

POLL = 0.1
"""Seconds between two looks; files that stayed the same for so long are finished."""
PATIENCE = 2.0
"""Seconds after which changes are reported although files still change."""
State = dict[Path, tuple[int, ...]]
"""Numbers that are known of each file without opening it; others mean another content."""
Entries = list[os.DirEntry[str]]
"""What is in a folder."""


def watch_changes(watched: Callable[[], Iterable[Path]]) -> Iterator[list[Path]]:
    """At first nothing, once files are watched; then the changed files after each change, sorted.

    Asks before each look which files and folders to watch. Never ends.
    """
    before = state(watched())
    yield []
    while True:
        now = _settled(before, watched)
        changed = _changed_files(before, now)
        before = now
        if changed:
            yield changed


def _changed_files(before: State, now: State) -> list[Path]:
    """The files that came, went or have another content."""
    both = before.keys() | now.keys()
    return sorted(path for path in both if before.get(path) != now.get(path))


def _settled(before: State, watched: Callable[[], Iterable[Path]]) -> State:
    """The files once they differ from before and stay the same from one look to the next."""
    last, started = before, time.monotonic()
    while True:
        time.sleep(POLL)
        now = state(watched())
        if now == before:
            started = time.monotonic()
        elif now == last or time.monotonic() - started > PATIENCE:
            return now
        last = now


def state(paths: Iterable[Path]) -> State:
    """The state of every file in these places, without those that editors keep beside a file."""
    found: State = {}
    for path in paths:
        _look(path, found)
    return found


def _look(path: Path, found: State) -> None:
    """Notes a file, or a folder with every file in it; links to folders are not followed."""
    known = _known(path)
    if known is None:
        return
    if not path.is_dir():
        found[path] = known
        return
    found[path] = known[:2]  # a folder only comes and goes
    folders: list[os.PathLike[str]] = [path]
    while folders:
        for entry in _entries(folders.pop()):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry)
            else:
                _note(entry, found)


def _note(entry: os.DirEntry[str], found: State) -> None:
    known = _known(entry)
    if known:
        found[Path(entry)] = known


def _entries(folder: os.PathLike[str]) -> Entries:
    """People's own files in a folder; none where it is gone by now or closed to us."""
    try:
        return _own_entries(folder)
    except OSError:
        return []


def _own_entries(folder: os.PathLike[str]) -> Entries:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not _is_kept_by_an_editor(entry.name)]


def _known(path: os.PathLike[str]) -> tuple[int, ...] | None:
    """The numbers that differ between two states of a file; None where there is no file."""
    try:
        seen = os.stat(path)  # noqa: PTH116 (entries of a folder are no Path)
    except FileNotFoundError:
        return None
    except OSError as error:  # a link that leads to itself, a folder closed to us
        return (-(error.errno or 1),)
    return (seen.st_mode, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def _is_kept_by_an_editor(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")
