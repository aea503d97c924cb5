"""The folder in which a case runs: laid out from the case, and looked at before and after."""

import hashlib
import os
import shutil
import socket
import stat
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from tests.fuzz.case import Entry, Files, Special

from evidence_guide.intake import new_guide

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "tests" / "guides"
SECRET = "keep-this-secret-7f3a"  # noqa: S105 (a made-up word)
"""Stands in a file outside the guide; no command may print it or copy it."""
OWN = ("home", "tmp")
"""The folders for HOME and TMPDIR."""
Look = dict[str, tuple[str, str]]
"""By path, the kind of an entry and what it holds."""


@cache
def base_files(name: str) -> dict[str, bytes]:
    """The files of a small guide by path below the workspace."""
    if name == "starter":
        with tempfile.TemporaryDirectory() as scratch:
            wishes = new_guide.Wishes(
                title="A small guide", language="en", generator="evidence-guide"
            )
            folder = Path(scratch, "guide")
            new_guide.start(folder, wishes, date(2026, 1, 20))
            return _read(folder)
    return _read(GUIDES / name) if name else {}


def _read(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = [path for path in files if "site" not in path.relative_to(folder).parts]
    return {f"guide/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in kept}


def lay(root: Path, base: str, files: Files) -> None:
    """Lays a case's files out below `root`, with a secret beside the guide."""
    for name in (*OWN, "guide"):
        (root / name).mkdir(parents=True, exist_ok=True)
    put(root, {**base_files(base), "secret.txt": f"{SECRET}\n".encode()})
    put(root, files)


def put(root: Path, files: Files) -> None:
    """Puts entries in the place of what is at their paths; what cannot be laid is passed over."""
    for name, entry in files.items():
        path = root / name
        try:
            _clear(path)
            _put(path, entry)
        except (OSError, ValueError):
            continue


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _put(path: Path, entry: Entry | None) -> None:
    if entry is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    match entry:
        case Special("link", to):
            path.symlink_to(to)
        case Special("fifo"):
            os.mkfifo(path)
        case Special("socket"):
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.relpath(path))
        case Special("unreadable"):
            path.touch(mode=0)
        case Special():
            path.mkdir()
        case bytes():
            path.write_bytes(entry)


def _content(path: Path) -> bytes:
    """What a file holds; nothing if it may not be read."""
    try:
        return path.read_bytes()
    except PermissionError:
        return b""


def look(root: Path) -> Look:
    """Every entry below `root` with its kind and content; links are not followed."""
    found: Look = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 (names are any bytes)
            found[os.path.relpath(path, root)] = _seen(path)
    return found


def _seen(path: str) -> tuple[str, str]:
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return "link", os.readlink(path)  # noqa: PTH115 (names are any bytes)
    if stat.S_ISREG(mode):
        return "file", hashlib.sha256(_content(Path(path))).hexdigest()
    return ("folder", "") if stat.S_ISDIR(mode) else ("special", "")
