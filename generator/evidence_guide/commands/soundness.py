"""The check before a build; what it finds is printed."""

from collections.abc import Sequence

from click.exceptions import Exit

from evidence_guide.commands.options import DIAGNOSTICS
from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.guide import Guide
from evidence_guide.rules import check, report
from evidence_guide.text.terminal import say


def require_sound(guide: Guide) -> Guide:
    """The guide, if its check finds no error; otherwise prints the diagnostics and ends with 1."""
    found = check(guide)
    if has_errors(found):
        print_report(guide, found)
        say("nothing was written", err=True)
        raise Exit(DIAGNOSTICS)
    return guide


def has_errors(found: Sequence[Diagnostic]) -> bool:
    """Whether one of the diagnostics is an error."""
    severities = [diagnostic.severity for diagnostic in found]
    return Severity.ERROR in severities


def print_report(guide: Guide, found: Sequence[Diagnostic]) -> None:
    """Prints diagnostics on stderr, each with the lines around its place."""
    say(report.report_text(found, guide.folder), nl=False, err=True)
