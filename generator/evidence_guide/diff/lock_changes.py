"""Proofs gained or lost and sources whose standing changed, from the locks of two states."""

from collections.abc import Iterator
from typing import Any

from evidence_guide.diff.difference import Difference, DifferenceKind, PartKind
from evidence_guide.diff.fields import readers_name
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.lock import Proof, Receipt, StandingEntry, digest

VOID = "voided by an edit"
UNSEEN = "not looked up"


def proof_of(guide: Guide, id: str) -> str:
    """The lock's result for a finding as it is now."""
    receipt, finding = guide.lock.receipts.get(id), guide.findings[id].item
    if receipt is None:
        return UNSEEN
    hashed = digest(guide.source_of[id], finding.passage, finding.figures)
    return str(receipt.proof) if receipt.finding == hashed else VOID


def proof_changes(old: Guide, new: Guide) -> Iterator[Difference]:
    """Findings of both states whose proof has changed."""
    for id, entry in new.findings.items():
        if id not in old.findings:
            continue
        before, after = proof_of(old, id), proof_of(new, id)
        if before != after:
            yield Difference(
                what=_kind_of_proof(before, after),
                part=PartKind.FINDING,
                id=id,
                name=readers_name(entry.item),
                field="proof",
                before=before,
                after=after,
                why=_detail(new.lock.receipts.get(id)),
                place=_place(entry),
            )


def _detail(receipt: Receipt | None) -> tuple[str, ...]:
    return (receipt.detail,) if receipt and receipt.detail else ()


def _kind_of_proof(before: str, after: str) -> DifferenceKind:
    if after == Proof.PROVED:
        return DifferenceKind.PROOF_WON
    if before == Proof.PROVED:
        return DifferenceKind.PROOF_LOST
    return DifferenceKind.DETAIL


def standing_changes(old: Guide, new: Guide) -> Iterator[Difference]:
    """Sources whose standing has changed.

    One that is new or was never looked up is included only if something is wrong with it.
    """
    for key, entry in new.sources.items():
        now = new.lock.standings.get(key)
        before, after = _state(old.lock.standings.get(key)), _state(now)
        if before != after and (before, after) != ("unchecked", "ok"):
            yield Difference(
                what=DifferenceKind.STANDING,
                part=PartKind.SOURCE,
                id=key,
                name=entry.item.label,
                before=before,
                after=after,
                why=_reasons(now),
                place=_place(entry),
            )


def _state(standing: StandingEntry | None) -> str:
    return standing.state if standing else "unchecked"


def _reasons(standing: StandingEntry | None) -> tuple[str, ...]:
    if standing is None:
        return ()
    on = f"on {standing.on}" if standing.on else ""
    notice = f"notice doi:{standing.notice_doi}" if standing.notice_doi else ""
    return tuple(filter(None, (standing.reason, on, notice)))


def _place(entry: Entry[Any]) -> str:
    place = entry.place()
    return f"{place.path}:{place.line}"
