"""The lock as the command `lock` accepts it: whether it is current, and how it is written."""

from collections.abc import Collection
from dataclasses import replace

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import MOST_BYTES, Lock
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.proof.lookup import require_readable_lock, write_lock
from evidence_guide.view.citation_lists import gone, locked


def is_lock_current(guide: Guide, known: Collection[str] = ()) -> bool:
    """Whether the lock holds the citations as they are now.

    Raises GuideError if the lock cannot be read, or an id in `known` is no step or claim.
    """
    require_readable_lock(guide)
    _require_known(guide, known)
    path = guide.folder / "evidence" / "evidence.lock"
    if not path.exists():
        return False
    return text_in(path, guide.folder, MOST_BYTES) == locked(guide, known).text()


def begun_anew(guide: Guide) -> Guide:
    """The guide with a lock that accepted nothing yet; what was proved and looked up stays."""
    lock = Lock(receipts=guide.lock.receipts, standings=guide.lock.standings)
    return replace(guide, lock=lock)


def update_lock(guide: Guide, known: Collection[str] = ()) -> str:
    """Writes the lock; returns its path and how many statements it holds.

    Raises GuideError if citations would be lost, or an id in `known` is no step or claim.
    """
    require_readable_lock(guide)
    _require_nothing_lost(guide)
    _require_known(guide, known)
    lock = locked(guide, known)
    write_lock(lock, guide)
    path = guide.folder / "evidence" / "evidence.lock"
    return f"{path}: {len(lock.citations)} statements"


def _require_nothing_lost(guide: Guide) -> None:
    if guide.unread:
        raise GuideError(
            "some evidence cannot be read, and its citations would be forgotten;"
            " `evidence-guide check` says what to fix"
        )
    lost = gone(guide)
    if lost:
        raise GuideError(
            f"{', '.join(lost)} would be forgotten; write what replaced each, and why, into"
            " evidence/retired.yml, or, as long as nobody has linked to the guide, begin the lock"
            " anew with `lock --begin`"
        )


def _require_known(guide: Guide, ids: Collection[str]) -> None:
    """Raises GuideError for the first id that is no step or claim."""
    for id in ids:
        if id not in guide.steps and id not in guide.claims:
            raise GuideError(f"no step or claim is called `{id}`")
