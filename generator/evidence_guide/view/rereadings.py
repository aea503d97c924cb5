"""Second readings of claims and steps: the latest of each, and whether its words still hold."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain
from typing import NamedTuple, cast

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.lock import worded
from evidence_guide.model import Claim, Finding, Outcome, Rereading, RereadingsFile, Step, Was
from evidence_guide.model.meaning import Value, meanings, walk_values

REREADABLE = (Was.CLAIM, Was.STEP)
"""The kinds of retired parts that may have been read again."""
GONE = (Outcome.MERGED, Outcome.RETIRED)
"""Outcomes after which a claim or step is no longer in the guide."""


class Since(NamedTuple):
    """What has changed since a claim or step was read again."""

    words: bool
    """Whether its own words or citations have."""
    support: bool
    """Whether the words of what it rests on have."""


UNCHANGED = Since(words=False, support=False)


class RereadCounts(NamedTuple):
    """How many claims or steps were read again, and with which outcome."""

    all: int
    read: int
    outcomes: tuple[tuple[Outcome, int], ...]
    """Each outcome that occurs, in the order of the vocabulary."""
    changed: int
    """How many of them have changed since."""


@derived
def latest_rereadings(guide: Guide) -> dict[str, Entry[Rereading]]:
    """The latest re-reading of each id."""
    found: dict[str, Entry[Rereading]] = {}
    for entry in guide.all(Rereading):
        before = found.get(entry.item.of)
        if before is None or before.item.on <= entry.item.on:
            found[entry.item.of] = entry
    return found


@derived
def readers(guide: Guide) -> dict[str, str]:
    """Who made the re-readings of each file, by the file's path."""
    return {file.document.path: file.item.by for file in guide.all(RereadingsFile)}


def reader_of(guide: Guide, entry: Entry[Rereading]) -> str:
    """Who made a re-reading: whom it names, or else whom its file names."""
    return entry.item.by or readers(guide).get(entry.document.path, "")


def reread_states(guide: Guide) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each claim and step that was read again, what the lock keeps of that.

    These are hashes of the record, of the item, and of what it rests on. Those of the item stay as
    they were when the record was locked first, so that a later change of the item is seen.
    """
    for id, entry in latest_rereadings(guide).items():
        if id in guide.claims or id in guide.steps:
            record = _record(guide, entry)
            before = guide.lock.reread.get(id, ())
            yield id, before if before[:1] == (record,) else (record, *_state(guide, id))


def since(guide: Guide, id: str) -> Since:
    """What has changed of a claim or step since its latest re-reading was locked."""
    locked = guide.lock.reread.get(id, ())
    entry = latest_rereadings(guide).get(id)
    if entry is None or locked[:1] != (_record(guide, entry),):
        return UNCHANGED
    words, support = _state(guide, id)
    return Since(words=words != locked[1], support=support != locked[2])


def is_locked(guide: Guide, entry: Entry[Rereading]) -> bool:
    """Whether the lock knows of which words a re-reading is."""
    return guide.lock.reread.get(entry.item.of, ())[:1] == (_record(guide, entry),)


def _record(guide: Guide, entry: Entry[Rereading]) -> str:
    """A hash of a re-reading; who rewrites it vouches for the words as they are then."""
    return worded([reader_of(guide, entry), *map(str, entry.item.model_dump().values())])


def _state(guide: Guide, id: str) -> tuple[str, str]:
    """Hashes of a claim or step, and of what it rests on."""
    item = guide.claims[id].item if id in guide.claims else guide.steps[id].item
    return _own(item), _support(guide, item)


def _own(item: Claim | Step | Finding) -> str:
    """A hash of the words of an item and of what it cites."""
    known = meanings(type(item))
    kept = [name for name in known if known[name].locked or known[name].citations]
    fields = [[name, getattr(item, name)] for name in kept if getattr(item, name)]
    return worded(fields)


def _support(guide: Guide, item: Claim | Step) -> str:
    """A hash of the words of all findings or claims that an item cites."""
    return worded([[id, _cited_words(guide, id)] for id in sorted(_cited(item))])


def _cited(item: Claim | Step) -> set[str]:
    """The ids of all findings or claims that an item cites."""
    return set(chain.from_iterable(map(_ids_in, walk_values(item))))


def _ids_in(field: Value) -> tuple[str, ...]:
    """The ids that a field lists and the item rests on."""
    is_list = field.meaning.citations and isinstance(field.value, tuple)
    return cast("tuple[str, ...]", field.value) if is_list else ()


def _cited_words(guide: Guide, id: str) -> str:
    """A hash of what a finding reports or a claim says, and how sure it is.

    Printed figures are left out, because rules compare them with the sentences.
    """
    if id in guide.findings:
        return _own(guide.findings[id].item.model_copy(update={"figures": ()}))
    if id in guide.claims:
        claim = guide.claims[id].item
        return worded([claim.says, claim.plain, str(claim.level)])
    return ""


def reread_counts(guide: Guide, ids: Collection[str]) -> RereadCounts:
    """How many of some claims or steps were read again, with which outcomes."""
    found = latest_rereadings(guide)
    outcomes = Counter(found[id].item.verdict for id in ids if id in found)
    unread = outcomes[Outcome.UNREAD]
    return RereadCounts(
        all=len(ids),
        read=outcomes.total() - unread,
        outcomes=tuple((kind, outcomes[kind]) for kind in Outcome if outcomes[kind]),
        changed=sum(any(since(guide, id)) for id in ids),
    )
