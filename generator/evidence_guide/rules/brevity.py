"""The diagnostics that a person is shown: errors only, or few warnings before the first lock."""

from collections import Counter
from collections.abc import Iterator, Sequence

from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.guide import Guide


def errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The errors among some diagnostics."""
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]


def shortened(found: Sequence[Diagnostic], guide: Guide) -> list[Diagnostic]:
    """The diagnostics in their order.

    Until a guide is locked for the first time, one warning of each rule also counts the others.
    """
    if guide.lock.citations:
        return list(found)
    return list(_one_of_each(found))


def _one_of_each(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """All errors, and the first warning of each rule with the number of those that are like it."""
    warnings = [one.rule for one in found if one.severity is Severity.WARNING]
    left = Counter(warnings)
    for diagnostic in found:
        if diagnostic.severity is Severity.ERROR:
            yield diagnostic
            continue
        more = left.pop(diagnostic.rule, 0) - 1
        if more == 0:
            yield diagnostic
        elif more > 0:
            message = f"{diagnostic.message} (and {more} more of this rule)"
            yield diagnostic._replace(message=message)
