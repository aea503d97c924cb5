"""The results of `verify` and `standing` as text for a terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping

from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Compared, Proof, Receipt, StandingEntry, Supplied
from evidence_guide.proof.neighbours import unanswered

_QUIET = {"ok", "unchecked"}
"""States of a source that get no line of their own."""


def receipts_summary(receipts: Mapping[str, Receipt]) -> str:
    """A line for each finding that is not proved or whose source has changed, then the counts."""
    lines: list[str] = []
    for id, receipt in sorted(receipts.items()):
        if receipt.proof is not Proof.PROVED or receipt.before:
            lines.append(f"{id}: {_receipt_sentence(receipt)}")
    total = _counts(map(result_of, receipts.values()))
    return "\n".join([*lines, total or "no finding was looked for"])


def limits_summary(guide: Guide, receipts: Mapping[str, Receipt]) -> str:
    """A line for each proved finding that its source limits and that does not say so."""
    lines = [
        f"{id}: {limit}"
        for id, receipt in sorted(receipts.items())
        if id in guide.findings
        for limit in unanswered(guide.findings[id].item, receipt)
    ]
    return "\n".join([*lines, "answer these in `and_then`"]) if lines else ""


def _receipt_sentence(receipt: Receipt) -> str:
    where = f" in the {receipt.how} from {receipt.service}" if receipt.how else ""
    detail = f" ({receipt.detail})" if receipt.detail else ""
    return f"{receipt.proof}{where}{detail}{_change(receipt)}"


def _change(receipt: Receipt) -> str:
    if not receipt.before:
        return ""
    return f"; the text has changed since ({receipt.before} before, {receipt.text} now)"


def result_of(receipt: Receipt) -> str:
    """The result of a look-up in a few words, such as `proved (abstract)`."""
    if receipt.proof is Proof.PROVED:
        supplied = "" if receipt.by == Supplied.PROGRAM else f", {receipt.by}"
        only = " by its ends only" if receipt.compared == Compared.ENDS else ""
        return f"proved{only} ({receipt.how}{supplied})"
    return str(receipt.proof)


def standings_summary(found: Mapping[str, StandingEntry]) -> str:
    """A line for each source that was corrected or retracted, then the counts of all states."""
    lines: list[str] = []
    for key, entry in sorted(found.items()):
        if entry.state not in _QUIET:
            lines.append(f"{key}: {_standing_sentence(entry)}")
    states = [str(entry.state) for entry in found.values()]
    return "\n".join([*lines, _counts(states)])


def _standing_sentence(entry: StandingEntry) -> str:
    on = f" on {entry.on}" if entry.on else ""
    reason = f" ({entry.reason})" if entry.reason else ""
    return f"{entry.state}{on}{reason}"


def _counts(results: Iterable[str]) -> str:
    """How often each result occurs, in alphabetical order."""
    counts = sorted(Counter(results).items())
    return ", ".join(f"{count} {result}" for result, count in counts)
