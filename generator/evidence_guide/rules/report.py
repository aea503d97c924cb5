"""Diagnostics for a person, for GitHub, as SARIF, and as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from evidence_guide.diagnostic import Diagnostic, Place, Severity
from evidence_guide.files import reading
from evidence_guide.guide.loader import MOST_BIBTEX
from evidence_guide.rules import Rule, rules
from evidence_guide.text import characters

PAGE = "rules/"
_MANY = 10
"""More diagnostics than these are also counted by rule."""
_WIDTH = 160
"""How much of a line is shown."""
_Object = dict[str, Any]
"""An object of JSON."""


def summary_line(found: Sequence[Diagnostic]) -> str:
    """How many errors and warnings, in words."""
    counts = Counter(diagnostic.severity for diagnostic in found)
    parts = [_counted(counts[severity], severity) for severity in Severity if counts[severity]]
    return " and ".join(parts) or "no complaint"


def _counted(number: int, severity: Severity) -> str:
    return f"{number} {severity}" if number == 1 else f"{number} {severity}s"


def report_text(
    found: Sequence[Diagnostic], folder: Path, counted: Sequence[Diagnostic] | None = None
) -> str:
    """Each diagnostic with a frame of the lines around its place, then the summary.

    The summary counts `counted`, of which `found` may be the part that is shown.
    """
    texts: dict[str, list[str]] = {}
    parts = []
    for diagnostic in found:
        place = diagnostic.place
        if place.path not in texts:
            texts[place.path] = _lines(folder, place.path)
        parts.append(f"{diagnostic}\n{_frame(place, texts[place.path])}".rstrip())
    return "\n\n".join([*parts, _summary(found if counted is None else counted)]) + "\n"


def _summary(found: Sequence[Diagnostic]) -> str:
    """The numbers of errors and warnings; of many, first how many break each rule."""
    if len(found) <= _MANY:
        return summary_line(found)
    counts = Counter((diagnostic.severity, diagnostic.rule) for diagnostic in found)
    lines = [f"{number:>6} {severity} {rule}" for (severity, rule), number in counts.most_common()]
    return "\n".join([*lines, summary_line(found)])


def _lines(folder: Path, path: str) -> list[str]:
    """The lines of a file of the guide, or none if it cannot be read."""
    try:
        data = reading.content(folder / path, MOST_BIBTEX, folder)
    except reading.RefusedFile:
        return []
    return _split(data.decode("utf-8", "replace"))


def _split(text: str) -> list[str]:
    """The lines of a text, whatever ends them."""
    if not text:
        return []
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return unified.removesuffix("\n").split("\n")


def _frame(place: Place, lines: Sequence[str]) -> str:
    """Two lines before the place, its line, and a caret below the column."""
    if len(lines) < place.line:
        return ""
    first = max(0, place.line - 3)
    frame = []
    for number, line in enumerate(lines[first : place.line], first + 1):
        frame.append(f"    {number:>5} | {_shown(line[:_WIDTH])}")
    return "\n".join([*frame, _caret(place.column)])


def _caret(column: int) -> str:
    """The line of a frame that points at a column."""
    blanks = " " * (min(column, _WIDTH) - 1)
    return f"          | {blanks}^"


def _shown(line: str) -> str:
    """A line with a sign in the place of each character that a terminal would obey."""
    signs = ["\ufffd" if characters.is_hidden(sign) else sign for sign in line]
    return "".join(signs).replace("##[", "##\ufffd")


def github(found: Sequence[Diagnostic], folder: Path) -> str:
    """Workflow commands, which GitHub shows on the changed lines.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(map(_workflow_command, found))


def _workflow_command(diagnostic: Diagnostic) -> str:
    at = _position(diagnostic.place)
    what = _escape(f"{diagnostic.message}; {diagnostic.hint}")
    return f"::{diagnostic.severity} {at},title={diagnostic.rule}::{what}\n"


def _position(place: Place) -> str:
    """A place as the properties of a workflow command."""
    return f"file={_property(place.path)},line={place.line},col={place.column}"


def _escape(value: str) -> str:
    shown = value.encode("utf-8", "backslashreplace").decode()  # names of files may be no UTF-8
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escape(value).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Diagnostic], folder: Path) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    driver = {"name": "evidence-guide", "rules": [_described(rule) for rule in rules()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic) for diagnostic in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _described(rule: Rule) -> _Object:
    """A rule as SARIF describes it."""
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": rule.why},
        "helpUri": f"{PAGE}#{rule.id}",
    }


def _json(value: object) -> str:
    """JSON on lines of its own, written piece by piece.

    Whole lists of its pieces would take several times as much memory.
    """
    text = StringIO()
    json.dump(value, text, indent=2)
    return text.getvalue() + "\n"


def _result(diagnostic: Diagnostic) -> _Object:
    """A diagnostic in SARIF."""
    return {
        "ruleId": diagnostic.rule,
        "level": str(diagnostic.severity),
        "message": {"text": f"{diagnostic.message}. {diagnostic.hint}"},
        "locations": [_location(diagnostic)],
    }


def _location(diagnostic: Diagnostic) -> _Object:
    """The place of a diagnostic, and the ids that it is about."""
    physical = _physical(diagnostic.place)
    if not diagnostic.about:
        return {"physicalLocation": physical}
    logical = [{"name": id} for id in diagnostic.about]
    return {"physicalLocation": physical, "logicalLocations": logical}


def _physical(place: Place) -> _Object:
    """A place in SARIF."""
    return {
        "artifactLocation": {"uri": place.path},
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def as_json(found: Sequence[Diagnostic], folder: Path) -> str:
    """A list of objects with path, line, column, severity, rule, message, hint and about."""
    return _json([_object(diagnostic) for diagnostic in found])


def _object(diagnostic: Diagnostic) -> _Object:
    fields = ("severity", "rule", "message", "hint", "about")
    return diagnostic.place._asdict() | {name: getattr(diagnostic, name) for name in fields}


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "text": report_text,
    "github": github,
    "sarif": sarif,
    "json": as_json,
}
"""Each format of `check --format` by its name."""
