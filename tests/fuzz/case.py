"""A case: the files of one run, the commands that read them, and how both are kept for a replay."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple


class Special(NamedTuple):
    """No file that can be read: a `link`, `fifo`, `socket`, `folder` or `unreadable` file."""

    kind: str
    to: str = ""
    """Where a link leads."""


Entry = bytes | Special
Files = Mapping[str, Entry | None]
"""Entries by path below the workspace; None takes a file of the base guide away."""


class Command(NamedTuple):
    """One command of `evidence-guide`, and the only paths that it may change or create."""

    words: tuple[str, ...]
    changes: tuple[str, ...] = ()
    """Patterns of existing files whose content may change."""
    creates: tuple[str, ...] = ()
    """Patterns of files that may be new afterwards."""
    grows: bool = False
    """Whether a changed file must keep every line that it had."""
    seconds: float = 120.0
    """The time-out by the clock; the processor's own is shorter, and the same for all."""


class Case(NamedTuple):
    """What one run is given."""

    target: str
    name: str
    base: str
    """The guide in `guide/` under `files`: `tea`, `honey`, `starter` or nothing."""
    files: dict[str, Entry | None]
    commands: tuple[Command, ...]
    edits: tuple[dict[str, Entry | None], ...] = ()
    """For a preview: what is changed while it runs, one step after the other."""


def text_of(case: Case) -> str:
    """The case as JSON, readable where its files are text."""
    told = case._asdict() | {
        "files": _told(case.files),
        "edits": [_told(step) for step in case.edits],
        "commands": [command._asdict() for command in case.commands],
    }
    return json.dumps(told, indent=1)


def case_of(text: str) -> Case:
    """The case that `text_of` wrote."""
    told = json.loads(text)
    told["files"] = _files(told["files"])
    told["edits"] = tuple(_files(step) for step in told["edits"])
    told["commands"] = tuple(_command(command) for command in told["commands"])
    return Case(**told)


def read(path: Path) -> Case:
    """The case kept in a file."""
    return case_of(path.read_text("utf-8"))


def _command(told: dict[str, Any]) -> Command:
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    return Command(**(told | lists))


def _told(files: Files) -> dict[str, Any]:
    return {path: _entry_told(entry) for path, entry in files.items()}


def _entry_told(entry: Entry | None) -> Any:
    if entry is None:
        return None
    if isinstance(entry, Special):
        return {"kind": entry.kind, "to": entry.to}
    try:
        return entry.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(entry).decode()}


def _files(told: Mapping[str, Any]) -> dict[str, Entry | None]:
    return {path: _entry(entry) for path, entry in told.items()}


def _entry(told: Any) -> Entry | None:
    if told is None:
        return None
    if isinstance(told, str):
        return told.encode()
    if "base64" in told:
        return base64.b64decode(told["base64"])
    return Special(**told)
