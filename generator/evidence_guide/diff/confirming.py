"""Receipts that differ from those of a commit are proved again, from an empty cache."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diff.receipt_history import lock_at
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import OPEN, Receipt, receipts_in
from evidence_guide.proof.lookup import LookupOptions, open_library
from evidence_guide.proof.obtaining import Library
from evidence_guide.proof.summary import result_of
from evidence_guide.proof.verifying import verify


class Confirmation(StrEnum):
    """Whether a second look-up had the result that a receipt states."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CONTRADICTED = "contradicted"


class Confirmed(NamedTuple):
    """A receipt of the lock, that of a second look-up, and whether they agree."""

    id: str
    stated: Receipt
    found: Receipt
    confirmation: Confirmation


Receipts = Mapping[str, Receipt]


def confirm_receipts(guide: Guide, commit: str, options: LookupOptions) -> Iterator[Confirmed]:
    """The receipts that differ from those of a commit, each proved again; nothing is written.

    Neither a cache nor texts of this machine are used. Raises GuideError if there is no such
    commit.
    """
    ids = changed_receipts(guide, receipts_in(lock_at(guide.folder, commit)))
    with tempfile.TemporaryDirectory() as empty:
        fresh = replace(options, texts=None, cache=Path(empty))
        with open_library(guide, fresh) as library:
            yield from confirmations(guide, ids, library)


def changed_receipts(guide: Guide, before: Receipts) -> frozenset[str]:
    """The findings whose receipt is new or changed and states a result."""
    changed = set()
    for id, receipt in guide.lock.receipts.items():
        is_new = id in guide.findings and before.get(id) != receipt
        if is_new and receipt.proof not in OPEN:
            changed.add(id)
    return frozenset(changed)


def confirmations(guide: Guide, ids: frozenset[str], library: Library) -> Iterator[Confirmed]:
    """Receipts compared with what a library shows today, as if nothing had been proved before."""
    if not ids:
        return
    unproved = replace(guide, lock=replace(guide.lock, receipts={}))
    for _, found in verify(unproved, library, ids):
        for id, receipt in found.items():
            stated = guide.lock.receipts[id]
            yield Confirmed(id, stated, receipt, _confirmation(stated, receipt))


def _confirmation(stated: Receipt, found: Receipt) -> Confirmation:
    if found.proof in OPEN:
        return Confirmation.UNCONFIRMED
    is_same = (found.proof, found.finding) == (stated.proof, stated.finding)
    return Confirmation.CONFIRMED if is_same else Confirmation.CONTRADICTED


def confirmation_lines(confirmed: list[Confirmed]) -> str:
    """A line for each receipt that was not confirmed, then the counts."""
    if not confirmed:
        return "no receipt was added or changed"
    lines = [_line(one) for one in confirmed if one.confirmation is not Confirmation.CONFIRMED]
    counts = Counter(one.confirmation for one in confirmed)
    totals = [f"{counts[kind]} {kind}" for kind in Confirmation if counts[kind]]
    return "\n".join([*sorted(lines), ", ".join(totals)])


def _line(one: Confirmed) -> str:
    detail = f" ({one.found.detail})" if one.found.detail else ""
    return (
        f"{one.id}: {one.confirmation}: the lock says {result_of(one.stated)}, "
        f"a new look-up {result_of(one.found)}{detail}"
    )
