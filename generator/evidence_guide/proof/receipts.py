"""The receipts of `verify`, kept in `evidence/evidence.lock`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import OPEN, Proof, Receipt
from evidence_guide.proof.extent import is_whole_text
from evidence_guide.proof.lookup import (
    LookupOptions,
    open_library,
    require_readable_lock,
    write_lock,
)
from evidence_guide.proof.shards import WHOLE, Shard, locks_in, merged_receipts
from evidence_guide.proof.verifying import verify
from evidence_guide.text.nearest import near

Receipts = Mapping[str, Receipt]


def sources_to_verify(guide: Guide, ids: frozenset[str], shard: Shard = WHOLE) -> list[str]:
    """Keys of a shard's sources that are named or have a named finding; all if `ids` is empty."""
    named = {guide.source_of[id] for id in ids if id in guide.findings}
    chosen = [key for key in guide.readings if not ids or key in ids | named]
    return list(filter(shard.holds, chosen))


def record_receipts(
    guide: Guide, ids: frozenset[str], options: LookupOptions
) -> Iterator[dict[str, Receipt]]:
    """The receipts of each source in turn; the lock is written after each source.

    Raises GuideError if an id is unknown, or `options.texts` is not a folder.
    """
    _require_sound(guide, ids, options)
    receipts = _of_findings(guide)
    with open_library(guide, options) as library:
        for _, found in verify(guide, library, ids, options.shard):
            receipts |= _lasting(found, receipts)
            write_lock(replace(guide.lock, receipts=receipts), guide)
            yield found


def merge_receipts(guide: Guide, folder: Path) -> dict[str, Receipt]:
    """All receipts, with those that shards found; the lock is written.

    Raises GuideError if a lock cannot be read, or two contradict each other.
    """
    require_readable_lock(guide)
    receipts = merged_receipts(guide, locks_in(folder))
    write_lock(replace(guide.lock, receipts=receipts), guide)
    return receipts


def _require_sound(guide: Guide, ids: frozenset[str], options: LookupOptions) -> None:
    require_readable_lock(guide)
    _require_known(ids, guide)
    _require_folder(options.texts)


def _of_findings(guide: Guide) -> dict[str, Receipt]:
    """The receipts in the lock, without those of findings that are gone."""
    return {id: old for id, old in guide.lock.receipts.items() if id in guide.findings}


def _require_folder(texts: Path | None) -> None:
    if texts is not None and not texts.is_dir():
        raise GuideError(
            f"{texts} is not a folder; name one that contains texts such as KEY.pdf, KEY.html or"
            " KEY.txt"
        )


def _lasting(new: Receipts, old: Receipts) -> dict[str, Receipt]:
    """The new receipts, or the old one of a finding about which more was known before."""
    return {id: _lasting_receipt(receipt, old.get(id)) for id, receipt in new.items()}


def _lasting_receipt(new: Receipt, old: Receipt | None) -> Receipt:
    if old and old.finding == new.finding and _knows_more(old, new):
        return old
    return new


def _knows_more(old: Receipt, new: Receipt) -> bool:
    """Whether an old receipt rests on more text than a new one that says no more.

    A proof is replaced only by what a text of the same extent shows, anything else also by a proof.
    """
    if old.proof is Proof.NO_TEXT:
        return False
    if new.proof in OPEN:
        return old.proof is not Proof.UNDECIDED or new.proof is Proof.NO_TEXT
    if old.proof is Proof.PROVED:
        return is_whole_text(old.how) and not is_whole_text(new.how)
    return False


def _require_known(ids: frozenset[str], guide: Guide) -> None:
    known = {*guide.sources, *guide.findings}
    for id in sorted(ids - known):
        hint = near(id, known, "name a key of sources.bib or the id of a finding")
        raise GuideError(f"no source or finding is called `{id}`; {hint}")
