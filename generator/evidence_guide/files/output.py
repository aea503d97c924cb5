"""Finished files that leave the generator, and files written all or none, each beside its place and then moved there."""

import os
import tempfile
from collections.abc import Mapping
from errno import EISDIR
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import GuideError


class Output(NamedTuple):
    """A file of the site: its address below the site's source folder, its content, and where it came from."""

    uri: str
    content: str
    origin: str | None = None
    """Path and line of the evidence it was made from, relative to the guide's folder, such as `evidence/terms.yml:3`."""


class Download(NamedTuple):
    """A file that readers take with them: its name below `downloads/`, a short title, for whom it is, and its bytes."""

    name: str
    title: str
    about: str
    content: bytes
    group: str = "To print"
    """The heading under which the Downloads page lists it."""

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return sha256(self.content).hexdigest()


def write(files: Mapping[Path, str]) -> None:
    """Writes every file or, if one cannot be, none; an interruption leaves no half file. Raises GuideError."""
    scratch: dict[Path, Path] = {}
    try:
        for path, text in ((path.resolve(), text) for path, text in files.items()):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
            scratch[path] = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            scratch[path].chmod(_mode(path))
        for path, part in scratch.items():
            part.replace(path)
    except OSError as error:
        raise GuideError(
            f"{error.filename or next(iter(files))} cannot be written ({(error.strerror or 'unknown reason').lower()}); nothing was changed"
        ) from error
    finally:
        for part in scratch.values():
            part.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The permissions of a file that is there, else the usual ones; raises OSError for a folder."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    return path.stat().st_mode if path.exists() else 0o644
