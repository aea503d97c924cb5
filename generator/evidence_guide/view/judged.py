"""Whatever a reviewer can judge: each sentence of advice and each claim, with its digest."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from pydantic import BaseModel

from evidence_guide.diagnostic import Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Choice, Claim, GuideFile, StageFile, Step, Written
from evidence_guide.model.meaning import Value, meanings, walk_values

ADVISING = (GuideFile, StageFile, Step, Choice)
"""The kinds of items whose sentences are judged one by one."""
_CONTEXT = ("title", "whom", "strength", "direction")
"""Fields of a step that a reviewer sees beside what to do."""
_UNSEEN = ("review_by", "during", "stages", "replaces", "repeats")
"""Locked fields that no reviewer sees."""


class Sentence(NamedTuple):
    """Something that a reviewer can judge."""

    of: str
    """The id of its item."""
    part: str
    """The way to it in the item; empty for a claim."""
    saw: str
    """A digest of what a reviewer is shown of it."""
    text: str
    """Its words as they are written; of a claim those in plain words."""

    @property
    def key(self) -> str:
        """Item and way, as the keys of views name them."""
        return f"{self.of}/{self.part}" if self.part else self.of


@derived
def sentences_to_judge(guide: Guide) -> dict[str, Sentence]:
    """Each sentence of advice and each claim of a guide, by its key."""
    found: dict[str, Sentence] = {}
    for entry in guide.entries:
        for sentence in _judged(guide, entry):
            found.setdefault(sentence.key, sentence)
    return found


def _judged(guide: Guide, entry: Entry[object]) -> Iterator[Sentence]:
    """What can be judged of one item."""
    item = entry.item
    if isinstance(item, Claim):
        yield Sentence(entry.id, "", _digest(_claim(guide, item)), item.plain)
    elif isinstance(item, ADVISING):
        for value in walk_values(item):
            if value.meaning.prose and value.meaning.cites:
                yield _sentence(guide, entry.id, item, value)


def _sentence(guide: Guide, of: str, item: Written, value: Value) -> Sentence:
    way = _way(value.route)
    seen = [_beside(item, value), _grounds(guide, value)]
    return Sentence(of, "/".join(map(str, way)), _digest(seen), str(value.value))


def _way(route: Route) -> Route:
    """The way to a sentence as readers' views name it: to the part that says it."""
    return route[:-1] if route[-1] == "says" else route


def _beside(item: Written, value: Value) -> object:
    """The sentence with the fields that a reviewer sees beside it."""
    if isinstance(item, Step) and value.holder is item:
        beside = {name: str(getattr(item, name)) for name in _CONTEXT}
        return [str(value.value), beside]
    return _seen(value.holder)


def _grounds(guide: Guide, value: Value) -> list[object]:
    """The claims that a sentence rests on, as their links in the kit name them."""
    named: list[str] = []
    for field in value.meaning.cites:
        named += getattr(value.holder, field)
    known = [guide.claims[id].item for id in named if id in guide.claims]
    return [[claim.plain, str(claim.level)] for claim in known]


def _claim(guide: Guide, claim: Claim) -> list[object]:
    """A claim with the findings for it and against it."""
    return [
        _seen(claim),
        [_finding(guide, id) for id in claim.rests_on],
        [_finding(guide, id) for id in claim.disputed_by],
    ]


def _finding(guide: Guide, id: str) -> object:
    """A finding as a reviewer sees it, with the title of its source."""
    entry = guide.findings.get(id)
    source = guide.sources.get(guide.source_of.get(id, ""))
    if entry is None or source is None:
        return ""
    item = entry.item
    return [_seen(item), item.where, item.passage, item.unit or "", source.item.title]


def _seen(item: BaseModel) -> dict[str, object]:
    """The locked fields of an item or a part that hold something: no ids, which may be renamed."""
    known = meanings(type(item))
    names = [name for name in known if known[name].locked and name not in _UNSEEN]
    return {name: _plain(getattr(item, name)) for name in names if getattr(item, name)}


def _plain(value: object) -> object:
    """A value as text, lists and mappings."""
    if isinstance(value, BaseModel):
        return _seen(value)
    if isinstance(value, tuple):
        return [*map(_plain, value)]
    return str(value)


def _digest(seen: Iterable[object]) -> str:
    """A digest of what a reviewer is shown: 16 hexadecimal digits of SHA-256."""
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]
