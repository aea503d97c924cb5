"""The chain of a finding's receipts, from the versions of the lock that git keeps."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import GuideError
from evidence_guide.diff.commits import full_name, run_git
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Receipt, fingerprint, receipts_in
from evidence_guide.proof.summary import result_of
from evidence_guide.text.nearest import near

_LOCK = "./evidence/evidence.lock"
_NOW = "not committed"
_SHOWN = len(_NOW)
"""The characters of a commit's name that are shown."""


class PastReceipt(NamedTuple):
    """A receipt, and the commit that wrote it."""

    commit: str
    receipt: Receipt


def receipt_history(guide: Guide, id: str) -> str:
    """The chain of a finding's receipts as text, newest first.

    Raises GuideError if no finding has this id.
    """
    if id not in guide.findings:
        hint = near(id, guide.findings, "name the id of a finding")
        raise GuideError(f"no finding is called `{id}`; {hint}")
    chain = _without_repeats([*_now(guide, id), *_committed(guide.folder, id)])
    if not chain:
        return f"{id}: never looked up"
    return "\n".join([id, *_lines(chain)])


def lock_at(folder: Path, commit: str) -> bytes:
    """The lock at a commit, empty if it had none. Raises GuideError if there is no such commit."""
    shown = run_git(folder, "show", f"{full_name(folder, commit)}:{_LOCK}")
    return b"" if shown.returncode else shown.stdout


def _now(guide: Guide, id: str) -> Iterator[PastReceipt]:
    receipt = guide.lock.receipts.get(id)
    if receipt:
        yield PastReceipt(_NOW, receipt)


def _committed(folder: Path, id: str) -> Iterator[PastReceipt]:
    """The receipts of a finding that commits wrote, newest first; none outside a repository."""
    line = f'"{re.escape(id)}": [{{]"proof"'
    listed = run_git(folder, "log", "--format=%H", f"-G{line}", "--", _LOCK)
    for commit in listed.stdout.decode().split():
        receipt = receipts_in(lock_at(folder, commit)).get(id)
        if receipt:
            yield PastReceipt(commit, receipt)


def _without_repeats(chain: list[PastReceipt]) -> list[PastReceipt]:
    """The chain without the later ones of equal neighbours, as their receipt was only kept."""
    kept: list[PastReceipt] = []
    for past in chain:
        if kept and kept[-1].receipt == past.receipt:
            kept.pop()
        kept.append(past)
    return kept


def _lines(chain: list[PastReceipt]) -> Iterator[str]:
    for newer, older in pairwise(chain):
        yield _line(newer)
        yield from _break(newer.receipt, older.receipt)
    first = chain[-1]
    yield _line(first)
    if first.receipt.previous:
        yield _missing(first.receipt)


def _line(past: PastReceipt) -> str:
    receipt = past.receipt
    since = receipt.since or receipt.on
    service = f" from {receipt.service}" if receipt.service else ""
    detail = f" ({receipt.detail})" if receipt.detail else ""
    name = fingerprint(receipt)
    return (
        f"  {receipt.on}  {result_of(receipt)}{service}{detail}, since {since}"
        f"  [{name}, {past.commit[:_SHOWN]}]"
    )


def _break(newer: Receipt, older: Receipt) -> Iterator[str]:
    """Why the chain is broken between two receipts, if it is."""
    if newer.previous and newer.previous != fingerprint(older):
        yield _missing(newer)
    elif newer.since and not newer.previous:
        yield "    names no predecessor: it was looked up as if for the first time"


def _missing(receipt: Receipt) -> str:
    return (
        f"    its predecessor {receipt.previous} is in no commit: it was replaced before it was "
        "committed, or the lock was edited"
    )
