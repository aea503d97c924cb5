"""Parts of a run for several machines, and the locks of all parts joined into one."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Lock, Receipt

_MOST_SHARDS = 100


class Shard(NamedTuple):
    """One of several parts of the sources; a source is always in the same part of as many."""

    number: int = 1
    of: int = 1

    def holds(self, key: str) -> bool:
        """Whether a source is in this part."""
        return int(sha256(key.encode()).hexdigest(), 16) % self.of == self.number - 1


WHOLE = Shard()


def read_shard(text: str) -> Shard:
    """The shard in `2/4`. Raises ValueError if it is none."""
    number, slash, of = text.partition("/")
    if not (slash and _is_number(number) and _is_number(of)):
        raise ValueError
    shard = Shard(int(number), int(of))
    if not 1 <= shard.number <= shard.of <= _MOST_SHARDS:
        raise ValueError
    return shard


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def locks_in(folder: Path) -> list[Lock]:
    """The locks that shards wrote, wherever they are below a folder.

    Raises GuideError if there are none, or one cannot be read.
    """
    paths = sorted(folder.rglob("evidence.lock"))
    if not paths:
        raise GuideError(
            f"{folder} has no file evidence.lock; name the folder of the shards' locks"
        )
    return [_lock(path, folder) for path in paths]


def _lock(path: Path, folder: Path) -> Lock:
    lock, trouble = Lock.load(path, folder)
    if trouble:
        raise GuideError(f"{path}: {trouble[0].message}; run its shard again")
    return lock


def merged_receipts(guide: Guide, locks: Iterable[Lock]) -> dict[str, Receipt]:
    """The receipts of a guide with whatever the locks changed, in any order of the locks.

    Raises GuideError if two locks changed a receipt differently.
    """
    known = guide.lock.receipts
    changed: dict[str, Receipt] = {}
    for lock in locks:
        for id, receipt in _changes(lock.receipts, known):
            if changed.setdefault(id, receipt) != receipt:
                fix = "name only locks of one run, or run `evidence-guide verify` for it again"
                raise GuideError(f"two locks have different receipts of `{id}`; {fix}")
    merged = {**known, **changed}
    return {id: merged[id] for id in sorted(merged) if id in guide.findings}


def _changes(
    new: Mapping[str, Receipt], known: Mapping[str, Receipt]
) -> Iterator[tuple[str, Receipt]]:
    for id, receipt in new.items():
        if receipt != known.get(id):
            yield id, receipt
