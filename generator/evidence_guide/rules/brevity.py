"""The diagnostics that a person is shown: errors last, and few warnings before the first lock."""

from collections import Counter
from collections.abc import Iterator, Sequence

from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.guide import Guide


def errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The errors among some diagnostics."""
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]


def ordered(found: Sequence[Diagnostic], guide: Guide) -> list[Diagnostic]:
    """The diagnostics with the errors last, next to the summary.

    Until a guide is locked for the first time, one warning of each rule also counts the others.
    """
    warnings = [diagnostic for diagnostic in found if diagnostic.severity is Severity.WARNING]
    if not guide.lock.citations:
        warnings = list(_one_of_each(warnings))
    return [*warnings, *errors(found)]


def _one_of_each(warnings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The first warning of each rule, with the number of those that are like it."""
    left = Counter(diagnostic.rule for diagnostic in warnings)
    for diagnostic in warnings:
        more = left.pop(diagnostic.rule, 0) - 1
        if more == 0:
            yield diagnostic
        elif more > 0:
            message = f"{diagnostic.message} (and {more} more of this rule)"
            yield diagnostic._replace(message=message)
