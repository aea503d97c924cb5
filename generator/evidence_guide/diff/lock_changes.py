"""Proofs gained or lost and sources whose standing changed, from the locks of two states."""

from collections.abc import Iterator

from evidence_guide.diff.difference import Difference, DifferenceKind, PartKind
from evidence_guide.diff.fields import line_of, readers_name
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Proof, Receipt, StandingEntry, Supplied, finding_digest

VOID = "voided by an edit"
UNSEEN = "not looked up"


def proof_of(guide: Guide, id: str) -> str:
    """The lock's result for a finding as it is now."""
    receipt = guide.lock.receipts.get(id)
    if receipt is None:
        return UNSEEN
    if receipt.finding == finding_digest(guide.findings[id].item, guide.source_of[id]):
        return _result(receipt)
    return VOID


def _result(receipt: Receipt) -> str:
    """The result, and who supplied the text if the program did not fetch it."""
    if _is_by_another(receipt):
        return f"{receipt.proof} ({receipt.by})"
    return str(receipt.proof)


def _is_by_another(receipt: Receipt) -> bool:
    """Whether the proof is in a text that the program did not fetch."""
    return receipt.proof is Proof.PROVED and receipt.by != Supplied.PROGRAM


def proof_changes(old: Guide, new: Guide) -> Iterator[Difference]:
    """Findings of both states whose proof has changed."""
    for id in new.findings:
        if id in old.findings:
            yield from _proof_change(id, old, new)


def _proof_change(id: str, old: Guide, new: Guide) -> Iterator[Difference]:
    """The change of a finding's proof, if there is one."""
    before, after = proof_of(old, id), proof_of(new, id)
    if before != after:
        yield _proof_difference(id, before, after, new)


def _proof_difference(id: str, before: str, after: str, new: Guide) -> Difference:
    entry = new.findings[id]
    return Difference(
        what=_kind_of_proof(before, after),
        part=PartKind.FINDING,
        id=id,
        name=readers_name(entry.item),
        field="proof",
        before=before,
        after=after,
        why=_detail(new.lock.receipts.get(id)),
        place=line_of(entry),
    )


def _detail(receipt: Receipt | None) -> tuple[str, ...]:
    return (receipt.detail,) if receipt and receipt.detail else ()


def _kind_of_proof(before: str, after: str) -> DifferenceKind:
    if _is_proof(after) and not _is_proof(before):
        return DifferenceKind.PROOF_WON
    if _is_proof(before) and not _is_proof(after):
        return DifferenceKind.PROOF_LOST
    return DifferenceKind.DETAIL


def _is_proof(result: str) -> bool:
    return result.startswith(Proof.PROVED)


def standing_changes(old: Guide, new: Guide) -> Iterator[Difference]:
    """Sources whose standing has changed.

    One that is new or was never looked up is included only if something is wrong with it.
    """
    for key, entry in new.sources.items():
        was, now = old.lock.standings.get(key), new.lock.standings.get(key)
        if _state(was) != _state(now) and not _is_first_ok(was, now):
            yield _standing_change(entry, was, now)


def _is_first_ok(was: StandingEntry | None, now: StandingEntry | None) -> bool:
    """Whether the first look-up found nothing wrong."""
    return _state(was) == "unchecked" and _state(now) == "ok"


def _standing_change(
    entry: Entry[Source], was: StandingEntry | None, now: StandingEntry | None
) -> Difference:
    return Difference(
        what=DifferenceKind.STANDING,
        part=PartKind.SOURCE,
        id=entry.id,
        name=entry.item.label,
        before=_state(was),
        after=_state(now),
        why=_reasons(now),
        place=line_of(entry),
    )


def _state(standing: StandingEntry | None) -> str:
    return standing.state if standing else "unchecked"


def _reasons(standing: StandingEntry | None) -> tuple[str, ...]:
    if standing is None:
        return ()
    on = _after("on ", standing.on)
    notice = _after("notice doi:", standing.notice_doi)
    return tuple(filter(None, (standing.reason, on, notice)))


def _after(label: str, text: str) -> str:
    """The text after a label; empty if there is none."""
    return f"{label}{text}" if text else ""
