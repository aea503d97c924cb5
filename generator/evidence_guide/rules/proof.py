"""Every finding has a receipt that fits it, and no retracted source carries anything."""

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.lock import Proof, Receipt, digest
from evidence_guide.model import Finding, FindingsFile
from evidence_guide.rules.rule import Complaint, Complaints, Finder, policy_of, rule
from evidence_guide.view.citation_lists import Support, supports

_FAILED = {
    Proof.NOT_FOUND: (
        "passage",
        "copy its first and last words again from the source, or remove the finding",
    ),
    Proof.PART: ("passage", "begin and end the passage where sentences begin and end"),
    Proof.AMBIGUOUS: ("passage", "add words to its ends until it stands in one place only"),
    Proof.FIGURE: (
        "figures",
        "copy the figures again from the passage, or remove those that do not stand in it",
    ),
}
"""For each result that is an error: the field to fix, and how."""
RETRACTED = frozenset({"retracted", "withdrawn"})


@rule("evidence/evidence.lock", '"finding": "7a0a25061af9f5b4"', '"finding": "0000000000000000"')
def receipt_fits(guide: Guide) -> Complaints:
    """A finding's receipt vouches for the finding as it is now.

    Who edits a passage or a figure has not proved the new one.
    """
    for id, receipt in guide.lock.receipts.items():
        finding = guide.findings.get(id)
        if finding and receipt.finding != _digest(finding, guide):
            yield _changed_finding(finding)


def _changed_finding(finding: Entry[Finding]) -> Complaint:
    message = f"`{finding.id}` has changed since it was looked up"
    return finding.place("passage"), message, f"run `evidence-guide verify {finding.id}`"


def _digest(finding: Entry[Finding], guide: Guide) -> str:
    """The digest of a finding as it is now."""
    item = finding.item
    return digest(guide.source_of[finding.id], item.passage, item.figures)


@rule(
    "evidence/evidence.lock",
    '"doe2020-sleep": {"proof": "proved"',
    '"doe2020-slept": {"proof": "proved"',
    Severity.WARNING,
)
def receipt_has_finding(guide: Guide) -> Complaints:
    """Every receipt belongs to a finding.

    A receipt without finding is left over, and the next finding of that name must not inherit it.
    """
    if FindingsFile in guide.unread:
        return
    for id in guide.lock.receipts:
        if id not in guide.findings:
            place = Place("evidence/evidence.lock")
            yield place, f"no finding is called `{id}`", "run `evidence-guide verify`", (id,)


@rule(
    "evidence/evidence.lock",
    '"doe2020-sleep": {"proof": "proved"',
    '"doe2020-sleep": {"proof": "passage not found"',
)
def passage_stands_in_source(guide: Guide) -> Complaints:
    """A passage that was looked for in its source's own text was found there, as whole sentences,
    with all its figures.

    A finding that its source does not state is corrected or removed, never excused.
    """
    for id, receipt in guide.lock.receipts.items():
        finding = guide.findings.get(id)
        if finding and receipt.proof in _FAILED:
            name, hint = _FAILED[receipt.proof]
            key = guide.source_of[id]
            yield finding.place(name), _failure(receipt, key), hint, (key,)


def _failure(receipt: Receipt, key: str) -> str:
    """What a failed look-up says."""
    return f"{receipt.proof} in the {receipt.how or 'text'} of `{key}`{_detail(receipt)}"


def _detail(receipt: Receipt) -> str:
    return f" ({receipt.detail})" if receipt.detail else ""


@rule("evidence/evidence.lock", '"doe2020-warm": {"proof"', '"doe2020-warn": {"proof"')
def finding_is_looked_up(finding: Entry[Finding], guide: Guide) -> Complaints:
    """Where the guide's policy says so, every finding is proved.

    With the policy `told` its pages say instead that it has not been proved, and why.
    """
    is_required = policy_of(guide).proof == "required"
    if is_required and not _is_looked_up(finding.id, guide):
        yield _not_proved(finding)


def _is_looked_up(id: str, guide: Guide) -> bool:
    """Whether the passage of a finding was looked for in a text."""
    receipt = guide.lock.receipts.get(id)
    return receipt is not None and receipt.proof is not Proof.NO_TEXT


def _not_proved(finding: Entry[Finding]) -> Complaint:
    command = f"`evidence-guide verify {finding.id}`"
    hint = f"run {command}, with `--texts DIR` for texts of your own"
    return finding.place("id"), f"`{finding.id}` is not proved", hint


@rule("evidence/evidence.lock", '"state": "ok"', '"state": "retracted"')
def retracted_supports_nothing(guide: Guide) -> Complaints:
    """Nothing rests on a source that was retracted or withdrawn: no claim, term or row, for or
    against.

    What its authors or its journal have taken back is no evidence.
    """
    for support in supports(guide):
        for id in support.ids:
            key = guide.source_of.get(id, "")
            retraction = _retraction(key, guide)
            if retraction:
                yield _lost_support(support, id, key, retraction)


def _lost_support(support: Support, id: str, key: str, retraction: str) -> Complaint:
    owner = support.entry.id
    message = f"`{key}` was {retraction}: `{owner}` loses its support"
    hint = "remove the finding and weigh again what is left"
    return support.place(id), message, hint, (key, owner, id)


def _retraction(key: str, guide: Guide) -> str:
    """What became of a source that was taken back, and when; empty for any other."""
    standing = guide.lock.standings.get(key)
    if standing is None or standing.state not in RETRACTED:
        return ""
    return f"{standing.state} on {standing.on}" if standing.on else str(standing.state)


@rule(
    "retraction_watch.csv",
    "Record ID,OriginalPaperDOI,RetractionNature\n",
    "Record,Paper,Nature\n",
    finder=Finder.STANDING,
)
def sound_retraction_data(guide: Guide) -> Complaints:
    """The file of Retraction Watch that `evidence-guide standing` is given has its columns and
    readable records.

    A record that is passed over may be the retraction of a source.
    """
    yield from ()
