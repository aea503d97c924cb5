"""`diff(old, new)`: the changes in the evidence; corrections of typos come last."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.diff.certainty import certainty_changes
from evidence_guide.diff.difference import Difference, DifferenceKind, PartKind
from evidence_guide.diff.fields import pairs, readers_name, text_fields
from evidence_guide.diff.lock_changes import proof_changes, proof_of, standing_changes
from evidence_guide.diff.typos import bare_words, is_typo
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import IDENTIFIERS, Source
from evidence_guide.model import (
    Claim,
    ClaimsFile,
    Converter,
    Finding,
    FindingsFile,
    GuideFile,
    PopularClaim,
    PopularClaimsFile,
    Row,
    StageFile,
    Step,
    Table,
    Tally,
    Term,
    ToolsFile,
    Written,
)
from evidence_guide.model.meaning import (
    Meaning,
    Weight,
    exactly,
    meaning_at,
    printed,
    stated,
)

PARTS: dict[type, PartKind] = {
    Step: PartKind.STEP,
    Claim: PartKind.CLAIM,
    PopularClaim: PartKind.POPULAR_CLAIM,
    Row: PartKind.ROW,
    Table: PartKind.TABLE,
    Term: PartKind.TERM,
    Converter: PartKind.TOOL,
    Tally: PartKind.TOOL,
    StageFile: PartKind.STAGE,
    ClaimsFile: PartKind.TOPIC,
    Source: PartKind.SOURCE,
    FindingsFile: PartKind.STUDY,
    Finding: PartKind.FINDING,
    PopularClaimsFile: PartKind.LIST,
    ToolsFile: PartKind.LIST,
    GuideFile: PartKind.GUIDE,
}
"""The types of items that are compared."""
_WHAT = {
    Weight.ADVICE: DifferenceKind.ADVICE,
    Weight.VERDICT: DifferenceKind.VERDICT,
    Weight.FIGURES: DifferenceKind.FIGURES,
    Weight.WORDS: DifferenceKind.REWORDED,
    Weight.SUPPORT: DifferenceKind.SUPPORT,
    Weight.DETAIL: DifferenceKind.DETAIL,
}
"""The kind of a change, by the weight of the field."""
_FILE: dict[type[object], Meaning] = {Step: exactly(weight=Weight.ADVICE), Claim: exactly()}
"""The meaning of an item's move to another file."""
Key = tuple[PartKind, str]
Items = dict[Key, Entry[object]]
FieldChange = tuple[DifferenceKind, str, str]
"""The kind of a change, the old text and the new."""


def diff(old: Guide, new: Guide) -> list[Difference]:
    """The changes from one state of a guide's evidence to a later one, the weightiest first."""
    before, after = _items(old), _items(new)
    found = [*proof_changes(old, new), *standing_changes(old, new)]
    found += [_removed(key, before[key], new) for key in before.keys() - after.keys()]
    found += [_added(key, after[key], new) for key in after.keys() - before.keys()]
    found += _changes(before, after)
    return sorted(found, key=_order)


def _changes(before: Items, after: Items) -> Iterator[Difference]:
    elsewhere = _vocabulary(before) & _vocabulary(after)
    for key in before.keys() & after.keys():
        yield from _changed(key, before[key], after[key], elsewhere)


_KINDS, _PARTS = list(DifferenceKind), list(PartKind)


def _order(difference: Difference) -> tuple[int | str, ...]:
    kind, part = _KINDS.index(difference.what), _PARTS.index(difference.part)
    return kind, part, difference.id, difference.field, difference.before, difference.after


def _items(guide: Guide) -> Items:
    found: Items = {}
    for entry in guide.entries:
        part = PARTS.get(type(entry.item))
        if part:
            found.setdefault((part, entry.id), entry)
    return found


# Items that are gone or new


def _difference(key: Key, entry: Entry[object], what: DifferenceKind, **more: object) -> Difference:
    """A difference in an item, whose part, id, name and place are filled in."""
    place = entry.place()
    return Difference.model_validate(
        {
            "what": what,
            "part": key[0],
            "id": key[1],
            "name": readers_name(entry.item),
            "place": f"{place.path}:{place.line}",
            **more,
        }
    )


def _statement(entry: Entry[object]) -> str:
    """The text that states the content of an item."""
    item = entry.item
    if isinstance(item, Source):
        return item.title
    return stated(item) if isinstance(item, Written) else ""


def _removed(key: Key, entry: Entry[object], new: Guide) -> Difference:
    gone = new.retired.get(key[1])
    why = []
    if gone:
        why.append(gone.item.because)
        if gone.item.replaced_by:
            why.append(f"replaced by {gone.item.replaced_by}")
    return _difference(key, entry, DifferenceKind.REMOVED, before=_statement(entry), why=why)


def _added(key: Key, entry: Entry[object], new: Guide) -> Difference:
    item = entry.item
    why = []
    if isinstance(item, Claim) and item.level:
        why.append(f"{item.level} certainty")
    elif isinstance(item, Finding):
        why.append(proof_of(new, key[1]))
    return _difference(key, entry, DifferenceKind.ADDED, after=_statement(entry), why=why)


# Items of both states


def _changed(
    key: Key, old: Entry[object], new: Entry[object], elsewhere: frozenset[str]
) -> Iterator[Difference]:
    was, now = text_fields(old), text_fields(new)
    for field in dict.fromkeys([*was, *now]):
        meaning = _meaning(new.item, field)
        for change in _field(meaning, was.get(field, ()), now.get(field, ())):
            what, before, after = _with_typos(change, meaning, elsewhere)
            label = _label(new.item, field)
            yield _difference(key, new, what, field=field, label=label, before=before, after=after)
    if isinstance(old.item, Claim) and isinstance(new.item, Claim):
        yield from _certainty(key, new, old.item, new.item, elsewhere)


def _with_typos(change: FieldChange, meaning: Meaning, elsewhere: frozenset[str]) -> FieldChange:
    """The change; of spelling only if it turns out to correct a typo in prose."""
    what, before, after = change
    if meaning.exact or what not in _PROSE or not is_typo(before, after, elsewhere):
        return change
    return DifferenceKind.TYPO, before, after


def _certainty(
    key: Key, entry: Entry[object], old: Claim, new: Claim, elsewhere: frozenset[str]
) -> Iterator[Difference]:
    for change in certainty_changes(old, new):
        difference = _difference(key, entry, **change)
        in_prose = difference.what is DifferenceKind.CERTAINTY
        if in_prose and is_typo(difference.before, difference.after, elsewhere):
            difference = difference.model_copy(update={"what": DifferenceKind.TYPO})
        yield difference


def _meaning(item: object, field: str) -> Meaning:
    """The meaning of a field; those of a BibTeX record are details."""
    root = field.partition(".")[0]
    if root == "file":
        return _FILE.get(type(item), exactly())
    if isinstance(item, Written):
        return meaning_at(type(item), (root,)) or Meaning()
    return exactly() if root in IDENTIFIERS else printed(weight=Weight.DETAIL)


def _label(item: object, field: str) -> str:
    """The label of a field, which may be a part of another."""
    if not isinstance(item, Written):
        return ""
    meaning = meaning_at(type(item), tuple(field.split(".")))
    return meaning.label if meaning else ""


def _field(meaning: Meaning, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[FieldChange]:
    if was == now:
        return
    if meaning.citations:
        yield _support(was, now)
        return
    for before, after in pairs(was, now):
        yield _WHAT[meaning.weight], before, after


def _support(was: tuple[str, ...], now: tuple[str, ...]) -> FieldChange:
    """The ids that are gone and those that are new; a new order is a detail."""
    gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
    if gone or come:
        return DifferenceKind.SUPPORT, ", ".join(gone), ", ".join(come)
    return DifferenceKind.DETAIL, ", ".join(was), ", ".join(now)


_PROSE = frozenset(
    {DifferenceKind.ADVICE, DifferenceKind.REWORDED, DifferenceKind.DETAIL, DifferenceKind.FIGURES}
)
"""Differences that may turn out to be of spelling only."""


def _vocabulary(items: Items) -> frozenset[str]:
    """The words of all texts, in lower case."""
    words: set[str] = set()
    for entry in items.values():
        for texts in text_fields(entry).values():
            for text in texts:
                words.update(word.lower() for word in bare_words(text))
    return frozenset(words)


__all__ = ["Difference", "DifferenceKind", "PartKind", "diff"]
