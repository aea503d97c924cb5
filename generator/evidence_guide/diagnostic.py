"""What a rule found, and where: places, diagnostics, and the one error that stops a run."""

from enum import StrEnum
from typing import NamedTuple

from evidence_guide.text.characters import line

Route = tuple[str | int, ...]
"""Keys and indexes from the top of a document to one of its parts."""


class Severity(StrEnum):
    """How grave a diagnostic is; only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A point in a file, counted from line 1 and column 1; its path is relative to the guide."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{line(self.path)}:{self.line}:{self.column}"


class Diagnostic(NamedTuple):
    """One complaint of one rule."""

    place: Place
    rule: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    about: tuple[str, ...] = ()
    """Ids of the parts of the guide that it concerns, wherever these are written."""

    def __str__(self) -> str:
        what = f"{self.severity} {self.rule}: {line(self.message)}"
        return f"{self.place}: {what}\n    {line(self.hint)}"


class GuideError(Exception):
    """The work cannot go on; the message is one sentence that says what to do."""


class Unsound(Exception):  # noqa: N818 (it is no failure of the program)
    """What was made is not fit to be given out; it holds the diagnostics that say why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} complaints")
        self.diagnostics = diagnostics
