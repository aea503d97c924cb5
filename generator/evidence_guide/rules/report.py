"""Diagnostics for a person, for GitHub, as SARIF, and as JSON."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.rules import rules

PAGE = "rules/"


def summary(found: Sequence[Diagnostic]) -> str:
    """How many errors and warnings, in words."""
    counts = Counter(d.severity for d in found)
    parts = [f"{counts[s]} {s}{'s' if counts[s] != 1 else ''}" for s in Severity if counts[s]]
    return " and ".join(parts) or "no complaint"


def text(found: Sequence[Diagnostic], folder: Path) -> str:
    """Each diagnostic with a frame of the lines around its place, then the summary."""
    return (
        "\n\n".join([*(f"{d}\n{_frame(d, folder)}".rstrip() for d in found), summary(found)]) + "\n"
    )


def _frame(diagnostic: Diagnostic, folder: Path) -> str:
    """Two lines before the place, its line, and a caret below the column."""
    place = diagnostic.place
    try:
        with (folder / place.path).open(encoding="utf-8", errors="replace") as file:
            lines = [_shown(line.rstrip("\n")[:160]) for line in islice(file, place.line)]
    except OSError:
        return ""
    if len(lines) < place.line:
        return ""
    first = max(0, place.line - 3)
    frame = [f"    {number:>5} | {line}" for number, line in enumerate(lines[first:], first + 1)]
    return "\n".join([*frame, "          | " + " " * (min(place.column, 160) - 1) + "^"])


def _shown(line: str) -> str:
    """A line with a sign in the place of each character that a terminal would obey instead of showing it."""
    return "".join(
        "\ufffd" if c != "\t" and unicodedata.category(c) in {"Cc", "Cf"} else c for c in line
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
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


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
    return (
        json.dumps(
            {
                "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
                "version": "2.1.0",
                "runs": [run],
            },
            indent=2,
        )
        + "\n"
    )


def _result(diagnostic: Diagnostic) -> dict[str, Any]:
    region = {"startLine": diagnostic.place.line, "startColumn": diagnostic.place.column}
    location = {
        "physicalLocation": {"artifactLocation": {"uri": diagnostic.place.path}, "region": region}
    }
    message = {"text": f"{diagnostic.message}. {diagnostic.hint}"}
    return {
        "ruleId": diagnostic.rule,
        "level": str(diagnostic.severity),
        "message": message,
        "locations": [location],
    }


def as_json(found: Sequence[Diagnostic], folder: Path) -> str:
    """A list of objects with path, line, column, severity, rule, message and hint."""
    return (
        json.dumps(
            [
                {
                    **d.place._asdict(),
                    "severity": d.severity,
                    "rule": d.rule,
                    "message": d.message,
                    "hint": d.hint,
                }
                for d in found
            ],
            indent=2,
        )
        + "\n"
    )


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "text": text,
    "github": github,
    "sarif": sarif,
    "json": as_json,
}
"""Each format of `check --format` by its name."""
