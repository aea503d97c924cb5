"""Citations and words of every statement of a guide, as `evidence.lock` keeps them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import NamedTuple

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.lock import Lock, worded
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import Claim, Finding, GuideFile, Step, Written
from evidence_guide.model.meaning import for_each_item, has_citations, meanings, walk_values
from evidence_guide.view.opinions import review_records
from evidence_guide.view.reporting import answer_states
from evidence_guide.view.rereadings import reread_states

Keys = tuple[str, ...]
IDENTITY = frozenset({"title", "year", "doi", "pmid", "pmcid", "isbn", "url"})
"""Fields of a BibTeX record that identify the publication."""
_Hashes = dict[str, str]
"""The hash of each field by its name."""


class Support(NamedTuple):
    """One list of citations."""

    key: str
    """The item's id and the route to the list."""
    entry: Entry[object]
    route: Route
    ids: tuple[str, ...]

    def place(self, id: str) -> Place:
        """The place of `id` in the list."""
        return self.entry.place(*self.route, self.ids.index(id))


@derived
def supports(guide: Guide) -> tuple[Support, ...]:
    """Every list of citations in the guide that is not empty, in the order of the files."""
    return tuple(chain.from_iterable(map(_supports, guide.entries)))


@for_each_item
def _supports(entry: Entry[object]) -> tuple[Support, ...]:
    found: list[Support] = []
    item = entry.item
    fields = walk_values(item) if isinstance(item, Written) and has_citations(type(item)) else ()
    for field in fields:
        ids = field.value
        if field.meaning.citations and isinstance(ids, tuple) and ids:
            key = "/".join(map(str, (entry.id, *field.route)))
            found.append(Support(key, entry, field.route, ids))
    return tuple(found)


def is_statement(item: object) -> bool:
    """Whether an item rests on findings or claims."""
    return isinstance(item, Written) and has_citations(type(item))


def wording_hashes(guide: Guide) -> Iterator[tuple[Entry[object], _Hashes]]:
    """For each statement, finding and source, the hash of each of its fields that has words."""
    for entry in guide.entries:
        item = entry.item
        if isinstance(item, Source):
            yield entry, _record_hashes(item)
        elif isinstance(item, GuideFile):
            yield entry, _numbers_to_call(item)
        elif isinstance(item, Written) and (isinstance(item, Finding) or is_statement(item)):
            yield entry, _hashes(item)


def _record_hashes(source: Source) -> _Hashes:
    """The hash of each field that identifies a publication."""
    return {key: worded(value) for key, value in source.fields.items() if key in IDENTITY}


def _numbers_to_call(file: GuideFile) -> _Hashes:
    """The hash of the only sentences of `guide.yml` that rest on claims; the rest is settings."""
    return {"emergency": worded(file.emergency)} if file.emergency else {}


@for_each_item
def _hashes(item: Written) -> _Hashes:
    """The hash of each field that the lock keeps."""
    known = meanings(type(item))
    fields = vars(item).items()
    return {name: worded(value) for name, value in fields if value and known[name].locked}


def gone(guide: Guide) -> tuple[str, ...]:
    """Ids that are in the lock, but neither in the guide nor retired."""
    if guide.unread:
        return ()
    known = {entry.id for entry in guide.entries if not isinstance(entry.item, Citation)}
    known.update(guide.retired)
    ids = dict.fromkeys(map(owner, guide.lock.citations))
    return tuple(id for id in ids if id not in known)


def owner(key: str) -> str:
    """The id that a lock's key begins with; that of a row has two parts."""
    parts = key.split("/")
    if parts[2:] == ["rests_on"]:
        return "/".join(parts[:2])
    return parts[0]


def locked(guide: Guide, known: Collection[str] = ()) -> Lock:
    """The lock that accepts the guide's citations and words as they are; it keeps its receipts.

    Changes not yet announced stay pending, except for the ids in `known`.
    """
    words = {entry.id: fields for entry, fields in wording_hashes(guide)}
    return replace(
        guide.lock,
        citations={support.key: support.ids for support in supports(guide)},
        words=words,
        announced=dict(_announced(guide, known)),
        reread=dict(reread_states(guide)),
        reviews=dict(review_records(guide)),
        answers=dict(answer_states(guide)),
    )


def unannounced(guide: Guide) -> Iterator[Entry[Step] | Entry[Claim]]:
    """The steps and claims that changed since `changes.yml` last announced them."""
    if not guide.lock.announced:
        return
    announced = dict(_announced(guide))
    for entry in _relied_on(guide):
        now = _known(entry.item)
        if now and announced.get(entry.id, ("",))[0] != now:
            yield entry


def _announced(guide: Guide, known: Collection[str] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By id, the state of each step and graded claim that readers know, and its announcements."""
    for entry in _relied_on(guide):
        before = guide.lock.announced.get(entry.id, ())
        now = _known(entry.item)
        lines = _announcements(guide, entry.id)
        if now and (entry.id in known or _is_announced(guide, entry, (now, *lines))):
            yield entry.id, (now, *lines)
        elif before:
            yield entry.id, before


def _announcements(guide: Guide, id: str) -> Keys:
    """The entries of `changes.yml` about a step or claim."""
    return _announcements_by_id(guide).get(id, ())


@derived
def _announcements_by_id(guide: Guide) -> dict[str, tuple[str, ...]]:
    """The entries of `changes.yml` about each step or claim."""
    found: dict[str, tuple[str, ...]] = {}
    for key, change in guide.changes.items():
        for id in dict.fromkeys(change.item.about):
            found[id] = (*found.get(id, ()), key)
    return found


def _is_announced(guide: Guide, entry: Entry[Step] | Entry[Claim], state: tuple[str, ...]) -> bool:
    """Whether readers need no further line: nothing changed, or a newer entry announces it."""
    before = guide.lock.announced.get(entry.id, ())
    if not before:
        return _is_new(guide, entry.item) or len(state) > 1
    return before[0] == state[0] or not set(state[1:]) <= set(before[1:])


def _is_new(guide: Guide, item: Step | Claim) -> bool:
    """Whether an item that the lock does not know is news that needs no line."""
    return isinstance(item, Claim) or not guide.lock.announced


def _relied_on(guide: Guide) -> Iterator[Entry[Step] | Entry[Claim]]:
    yield from guide.steps.values()
    yield from guide.claims.values()


@for_each_item
def _known(item: Step | Claim) -> str:
    """A hash of what readers rely on; empty for a claim without certainty."""
    return _known_advice(item) if isinstance(item, Step) else _known_certainty(item)


def _known_advice(step: Step) -> str:
    """A hash of the advice of a step: what to do, for whom and how strongly."""
    known = [step.do, step.whom, step.strength, step.direction, step.during]
    return worded([*known, step.stages] if step.stages else known)


def _known_certainty(claim: Claim) -> str:
    level = claim.level
    return _hash_of_level(level) if level else ""


_hash_of_level = cache(worded)
