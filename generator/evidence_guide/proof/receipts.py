"""The receipts of `verify`, kept in `evidence/evidence.lock`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Proof, Receipt
from evidence_guide.proof.lookup import (
    LookupOptions,
    open_library,
    require_readable_lock,
    write_lock,
)
from evidence_guide.proof.verifying import verify
from evidence_guide.text.nearest import near

Receipts = Mapping[str, Receipt]


def sources_to_verify(guide: Guide, ids: frozenset[str]) -> list[str]:
    """Keys of the sources that are named or have a named finding; all if `ids` is empty."""
    named = {guide.source_of[id] for id in ids if id in guide.findings}
    return [key for key in guide.readings if not ids or key in ids or key in named]


def record_receipts(
    guide: Guide, ids: frozenset[str], options: LookupOptions
) -> Iterator[dict[str, Receipt]]:
    """The receipts of each source in turn; the lock is written after each source.

    Raises GuideError if an id is unknown, or `options.texts` is not a folder.
    """
    require_readable_lock(guide)
    _require_known(ids, guide)
    _require_folder(options.texts)
    receipts = _of_findings(guide)
    with open_library(guide, options) as library:
        for _, found in verify(guide, library, ids):
            receipts |= _lasting(found, receipts)
            write_lock(replace(guide.lock, receipts=receipts), guide)
            yield found


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
    """The new receipts, or the old one of a finding for which no text was available this time."""
    lasting = {}
    for id, receipt in new.items():
        known = old.get(id)
        without_text = receipt.proof is Proof.NO_TEXT and not receipt.text
        still_valid = known is not None and known.finding == receipt.finding
        lasting[id] = known if known and without_text and still_valid else receipt
    return lasting


def _require_known(ids: frozenset[str], guide: Guide) -> None:
    known = {*guide.sources, *guide.findings}
    for id in sorted(ids - known):
        hint = near(id, known, "name a key of sources.bib or the id of a finding")
        raise GuideError(f"no source or finding is called `{id}`; {hint}")
