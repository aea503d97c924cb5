"""Diagnostics for a person, for GitHub, as SARIF, and as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from evidence_guide.diagnostic import Diagnostic, Place, Severity
from evidence_guide.files import reading
from evidence_guide.guide.loader import MOST_BIBTEX
from evidence_guide.rules import rules
from evidence_guide.text import characters

PAGE = "rules/"
_WIDTH = 160
"""How much of a line is shown."""


def summary_line(found: Sequence[Diagnostic]) -> str:
    """How many errors and warnings, in words."""
    counts = Counter(d.severity for d in found)
    parts = [f"{counts[s]} {s}{'s' if counts[s] != 1 else ''}" for s in Severity if counts[s]]
    return " and ".join(parts) or "no complaint"


def report_text(found: Sequence[Diagnostic], folder: Path) -> str:
    """Each diagnostic with a frame of the lines around its place, then the summary."""
    lines_of = cache(lambda path: _lines(folder, path))
    told = (f"{d}\n{_frame(d.place, lines_of(d.place.path))}".rstrip() for d in found)
    return "\n\n".join([*told, summary_line(found)]) + "\n"


def _lines(folder: Path, path: str) -> list[str]:
    """The lines of a file of the guide, or none if it cannot be read."""
    try:
        data = reading.content(folder / path, MOST_BIBTEX, folder)
    except reading.RefusedFile:
        return []
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.removesuffix("\n").split("\n") if text else []


def _frame(place: Place, lines: Sequence[str]) -> str:
    """Two lines before the place, its line, and a caret below the column."""
    if len(lines) < place.line:
        return ""
    first = max(0, place.line - 3)
    around = enumerate(lines[first : place.line], first + 1)
    frame = [f"    {number:>5} | {_shown(line[:_WIDTH])}" for number, line in around]
    return "\n".join([*frame, "          | " + " " * (min(place.column, _WIDTH) - 1) + "^"])


def _shown(line: str) -> str:
    """A line with a sign in the place of each character that a terminal would obey instead of showing it."""
    return "".join("\ufffd" if characters.is_hidden(c) else c for c in line).replace(
        "##[", "##\ufffd"
    )


def github(found: Sequence[Diagnostic], folder: Path) -> str:
    """Workflow commands, which GitHub shows on the changed lines.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(
        f"::{d.severity} file={_property(d.place.path)},line={d.place.line},col={d.place.column},title={d.rule}::{_escape(f'{d.message}; {d.hint}')}\n"
        for d in found
    )


def _escape(value: str) -> str:
    shown = value.encode("utf-8", "backslashreplace").decode()  # names of files may be no UTF-8
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escape(value).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Diagnostic], folder: Path) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    known = [
        {
            "id": r.id,
            "shortDescription": {"text": r.sentence},
            "fullDescription": {"text": r.why},
            "helpUri": f"{PAGE}#{r.id}",
        }
        for r in rules()
    ]
    driver = {"name": "evidence-guide", "rules": known}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d) for d in found],
    }
    return _json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def _json(value: object) -> str:
    """JSON on lines of its own, written piece by piece: whole lists of its pieces would take several times as much memory."""
    text = StringIO()
    json.dump(value, text, indent=2)
    return text.getvalue() + "\n"


def _result(diagnostic: Diagnostic) -> dict[str, Any]:
    region = {"startLine": diagnostic.place.line, "startColumn": diagnostic.place.column}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": diagnostic.place.path}, "region": region}
    }
    if diagnostic.about:
        location["logicalLocations"] = [{"name": id} for id in diagnostic.about]
    message = {"text": f"{diagnostic.message}. {diagnostic.hint}"}
    return {
        "ruleId": diagnostic.rule,
        "level": str(diagnostic.severity),
        "message": message,
        "locations": [location],
    }


def as_json(found: Sequence[Diagnostic], folder: Path) -> str:
    """A list of objects with path, line, column, severity, rule, message, hint and about."""
    return _json([_object(diagnostic) for diagnostic in found])


def _object(diagnostic: Diagnostic) -> dict[str, Any]:
    fields = ("severity", "rule", "message", "hint", "about")
    return diagnostic.place._asdict() | {name: getattr(diagnostic, name) for name in fields}


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "text": report_text,
    "github": github,
    "sarif": sarif,
    "json": as_json,
}
"""Each format of `check --format` by its name."""
