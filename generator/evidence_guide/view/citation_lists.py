"""What every statement of a guide rests on and says: what `evidence.lock` keeps."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Lock, worded
from evidence_guide.model import (
    Claim,
    Converter,
    Finding,
    PopularClaim,
    Row,
    StageFile,
    Step,
    Table,
    Tally,
    Term,
)

CITING = frozenset({"rests_on", "disputed_by", "because", "why", "follows"})
"""Fields that hold ids of what a statement rests on."""

STATEMENTS = (Claim, Step, StageFile, Term, Table, Row, PopularClaim, Converter, Tally)


APART = CITING | {"id", "steps", "rows", "numbers", "passage", "figures", "where", "role"}
"""Fields that carry no words of their own, or that the lock keeps elsewhere."""


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


@lru_cache(maxsize=4)
def supports(guide: Guide) -> tuple[Support, ...]:
    """Every list of citations in the guide that is not empty, in the order of the files."""
    return tuple(
        Support("/".join(map(str, (entry.id, *route))), entry, route, ids)
        for entry in guide.entries
        if isinstance(entry.item, STATEMENTS)
        for route, ids in _lists(entry.item, ())
        if ids
    )


def _lists(model: BaseModel, route: Route) -> Iterator[tuple[Route, tuple[str, ...]]]:
    for name, value in model:
        if name in CITING and isinstance(value, tuple):
            yield (*route, name), value
        elif isinstance(value, BaseModel):
            yield from _lists(value, (*route, name))
        elif isinstance(value, tuple) and not (
            isinstance(model, StageFile | Table) and name in {"steps", "rows"}
        ):
            for index, part in enumerate(value):
                if isinstance(part, BaseModel):
                    yield from _lists(part, (*route, name, index))


def wordings(guide: Guide) -> Iterator[tuple[Entry[object], dict[str, str]]]:
    """For each statement, finding and source, the hash of each of its fields that says something."""
    for entry in guide.entries:
        if isinstance(entry.item, (*STATEMENTS, Finding)):
            yield (
                entry,
                {name: worded(value) for name, value in entry.item if value and name not in APART},
            )
        elif isinstance(entry.item, Source):
            yield (
                entry,
                {
                    name: worded(value)
                    for name, value in entry.item.fields.items()
                    if name in IDENTITY
                },
            )


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
    words = {entry.id: fields for entry, fields in wordings(guide)}
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
