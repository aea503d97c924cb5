"""Proofs that were won or lost, and sources whose standing changed: two locks side by side."""

from collections.abc import Iterator

from evidence_guide.diff.difference import Difference, Part, What
from evidence_guide.diff.fields import name
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Proof, digest

VOID = "voided by an edit"
UNSEEN = "not looked up"


def proof_of(guide: Guide, id: str) -> str:
    """What the lock says of a finding as it is now."""
    receipt, finding = guide.lock.receipts.get(id), guide.findings[id]
    if receipt is None:
        return UNSEEN
    fits = receipt.finding == digest(
        guide.source_of[id], finding.item.passage, finding.item.figures
    )
    return str(receipt.proof) if fits else VOID


def receipts(old: Guide, new: Guide) -> Iterator[Difference]:
    """Findings of both states that are proved in one and not in the other, or unproved for another reason."""
    for id, entry in new.findings.items():
        before, after = proof_of(old, id) if id in old.findings else "", proof_of(new, id)
        if before and before != after:
            what = (
                What.PROOF_WON
                if after == Proof.PROVED
                else What.PROOF_LOST
                if before == Proof.PROVED
                else What.DETAIL
            )
            receipt, place = new.lock.receipts.get(id), entry.place()
            why = (receipt.detail,) if receipt and receipt.detail else ()
            yield Difference(
                what=what,
                part=Part.FINDING,
                id=id,
                name=name(entry.item),
                field="proof",
                before=before,
                after=after,
                why=why,
                place=f"{place.path}:{place.line}",
            )


def standings(old: Guide, new: Guide) -> Iterator[Difference]:
    """Sources of both states that stand otherwise than before; a source that is new or was never looked up says so only if something is wrong."""
    for key, entry in new.sources.items():
        was, now = (guide.lock.standings.get(key) for guide in (old, new))
        before, after = (standing.state if standing else "unchecked" for standing in (was, now))
        if before == after or (before == "unchecked" and after == "ok"):
            continue
        why = (
            tuple(
                filter(
                    None,
                    (
                        now.reason,
                        now.on and f"on {now.on}",
                        now.notice_doi and f"notice doi:{now.notice_doi}",
                    ),
                )
            )
            if now
            else ()
        )
        place = entry.place()
        yield Difference(
            what=What.STANDING,
            part=Part.SOURCE,
            id=key,
            name=entry.item.label,
            before=before,
            after=after,
            why=why,
            place=f"{place.path}:{place.line}",
        )
