"""What every statement of a guide rests on and says: what `evidence.lock` keeps."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.lock import Lock, worded
from evidence_guide.model import Claim, Finding, Step, Written
from evidence_guide.model.meaning import has_citations, meanings, walk_values

IDENTITY = frozenset({"title", "year", "doi", "pmid", "pmcid", "isbn", "url"})
"""Fields of a BibTeX record that say which publication it is."""


class Support(NamedTuple):
    """One list of citations: `key` is the item's id and the way to the list, `ids` what it names."""

    key: str
    entry: Entry[object]
    route: Route
    ids: tuple[str, ...]

    def place(self, id: str) -> Place:
        """Where the list names `id`."""
        return self.entry.place(*self.route, self.ids.index(id))


@derived
def supports(guide: Guide) -> tuple[Support, ...]:
    """Every list of citations in the guide that is not empty, in the order of the files."""
    return tuple(support for entry in guide.entries for support in _supports(entry))


def _supports(entry: Entry[object]) -> Iterator[Support]:
    if not isinstance(entry.item, Written):
        return
    for field in walk_values(entry.item):
        if field.meaning.citations and isinstance(field.value, tuple) and field.value:
            key = "/".join(map(str, (entry.id, *field.route)))
            yield Support(key, entry, field.route, field.value)


def is_statement(item: object) -> bool:
    """Whether an item rests on findings or claims."""
    return isinstance(item, Written) and has_citations(type(item))


def wording_hashes(guide: Guide) -> Iterator[tuple[Entry[object], dict[str, str]]]:
    """For each statement, finding and source, the hash of each of its fields that has words."""
    for entry in guide.entries:
        item = entry.item
        if isinstance(item, Source):
            yield entry, {key: worded(item.fields[key]) for key in item.fields if key in IDENTITY}
        elif isinstance(item, Finding) or is_statement(item):
            yield entry, _hashes(item)


def _hashes(item: object) -> dict[str, str]:
    """The hash of each field that the lock keeps."""
    if not isinstance(item, Written):
        return {}
    known = meanings(type(item))
    return {name: worded(value) for name, value in item if value and known[name].locked}


def gone(guide: Guide) -> tuple[str, ...]:
    """Ids that the lock knows and that neither stand in the guide nor are retired."""
    if guide.unread:
        return ()
    known = {entry.id for entry in guide.entries}
    ids = dict.fromkeys(owner(key) for key in guide.lock.citations)
    return tuple(id for id in ids if id not in known and id not in guide.retired)


def owner(key: str) -> str:
    """The id that a lock's key begins with; that of a row has two parts."""
    parts = key.split("/")
    return "/".join(parts[:2]) if len(parts) == 3 and parts[2] == "rests_on" else parts[0]  # noqa: PLR2004 (table, row, list)


def locked(guide: Guide, known: Collection[str] = ()) -> Lock:
    """The lock that accepts the guide's citations and words as they are now; its receipts and standings stay.

    What readers are owed a line about stays owed, but for the ids in `known`.
    """
    words = {entry.id: fields for entry, fields in wording_hashes(guide)}
    return replace(
        guide.lock,
        citations={support.key: support.ids for support in supports(guide)},
        words=words,
        told=dict(_told(guide, known)),
    )


def untold(guide: Guide) -> Iterator[Entry[Step] | Entry[Claim]]:
    """The steps and claims that say something else than readers were last told, with no newer line about them in `changes.yml`."""
    told = dict(_told(guide))
    for entry in _relied_on(guide):
        now = _known(entry.item)
        if guide.lock.told and now and told.get(entry.id, ("",))[0] != now:
            yield entry


def _told(guide: Guide, known: Collection[str] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What readers are told of each step and graded claim, by the lines that are about it."""
    for entry in _relied_on(guide):
        now, before = _known(entry.item), guide.lock.told.get(entry.id, ())
        lines = tuple(id for id, change in guide.changes.items() if entry.id in change.item.about)
        news = not before and (isinstance(entry.item, Claim) or not guide.lock.told)
        if now and (news or before[:1] == (now,) or entry.id in known or {*lines} - {*before[1:]}):
            yield entry.id, (now, *lines)
        elif before:
            yield entry.id, before


def _relied_on(guide: Guide) -> Iterator[Entry[Step] | Entry[Claim]]:
    yield from guide.steps.values()
    yield from guide.claims.values()


def _known(item: Step | Claim) -> str:
    """A hash of what readers rely on: the certainty of a claim; what a step says to do, to whom and how strongly."""
    if isinstance(item, Claim):
        return worded(item.level) if item.level else ""
    return worded([item.do, item.whom, item.strength, item.direction, item.during])
