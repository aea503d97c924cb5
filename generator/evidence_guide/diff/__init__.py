"""`diff(old, new)`: the changes in the evidence; corrections of typos come last."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from evidence_guide.diff.certainty import certainty_changes
from evidence_guide.diff.difference import Difference, DifferenceKind, PartKind
from evidence_guide.diff.fields import Texts, line_of, pairs, readers_name, text_fields
from evidence_guide.diff.lock_changes import proof_changes, proof_of, standing_changes
from evidence_guide.diff.numbers import state_other_numbers
from evidence_guide.diff.review_changes import judgements_in_words, remarks
from evidence_guide.diff.typos import bare_words, is_typo
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import IDENTIFIERS, Source
from evidence_guide.model import (
    Choice,
    Claim,
    ClaimsFile,
    Converter,
    Finding,
    FindingsFile,
    GuideFile,
    NamedReview,
    PopularClaim,
    PopularClaimsFile,
    Rereading,
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
    Choice: PartKind.CHOICE,
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
    Rereading: PartKind.REREADING,
    NamedReview: PartKind.REVIEW,
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
AnyEntry = Entry[object]
Items = dict[Key, AnyEntry]
"""The items of a guide that are compared."""
Words = frozenset[str]
"""Words of the guide's texts, in lower case."""
FieldChange = tuple[DifferenceKind, str, str]
"""The kind of a change, the old text and the new."""


def diff(old: Guide, new: Guide) -> list[Difference]:
    """The changes from one state of a guide's evidence to a later one, the weightiest first."""
    before, after = _items(old), _items(new)
    found = [*proof_changes(old, new), *standing_changes(old, new)]
    found += _all_removed(before, after, new)
    found += _all_added(before, after, new)
    found += _changes(before, after)
    return sorted(found, key=_order)


def _changes(before: Items, after: Items) -> Iterator[Difference]:
    elsewhere = _vocabulary(before) & _vocabulary(after)
    for key in before.keys() & after.keys():
        yield from _changed(key, before[key], after[key], elsewhere)


_KINDS, _PARTS = list(DifferenceKind), list(PartKind)


def _order(difference: Difference) -> tuple[int, int, Texts]:
    return _KINDS.index(difference.what), _PARTS.index(difference.part), _texts_of(difference)


def _texts_of(difference: Difference) -> Texts:
    return difference.id, difference.field, difference.before, difference.after


def _items(guide: Guide) -> Items:
    found: Items = {}
    for entry in guide.entries:
        part = PARTS.get(type(entry.item))
        if part:
            found.setdefault((part, entry.id), entry)
    return found


# Items that are gone or new


def _difference(key: Key, entry: AnyEntry, what: DifferenceKind, **more: object) -> Difference:
    """A difference in an item, whose part, id, name and place are filled in."""
    part, id = key
    fields = {"what": what, "part": part, "id": id, **_name_and_place(entry), **more}
    return Difference.model_validate(fields)


def _name_and_place(entry: AnyEntry) -> dict[str, str]:
    return {"name": readers_name(entry.item), "place": line_of(entry)}


def _statement(entry: AnyEntry) -> str:
    """The text that states the content of an item."""
    item = entry.item
    if isinstance(item, Source):
        return item.title
    if isinstance(item, Rereading):
        return f"{item.verdict}: {item.changed or item.because or item.of}"
    if isinstance(item, NamedReview):
        return judgements_in_words(item)
    return stated(item) if isinstance(item, Written) else ""


def _all_removed(before: Items, after: Items, new: Guide) -> Iterator[Difference]:
    for key in before.keys() - after.keys():
        yield _removed(key, before[key], new)


def _removed(key: Key, entry: AnyEntry, new: Guide) -> Difference:
    why = _why_removed(key, new)
    return _difference(key, entry, DifferenceKind.REMOVED, before=_statement(entry), why=why)


def _why_removed(key: Key, new: Guide) -> list[str]:
    """The reason that the guide gives for retiring an item, and its successor."""
    gone = new.retired.get(key[1])
    if gone is None:
        return []
    why = [gone.item.because]
    if gone.item.replaced_by:
        why.append(f"replaced by {gone.item.replaced_by}")
    return why


def _all_added(before: Items, after: Items, new: Guide) -> Iterator[Difference]:
    for key in after.keys() - before.keys():
        yield _added(key, after[key], new)


def _added(key: Key, entry: AnyEntry, new: Guide) -> Difference:
    why = _grade_or_proof(key, entry.item, new)
    return _difference(key, entry, DifferenceKind.ADDED, after=_statement(entry), why=why)


def _grade_or_proof(key: Key, item: object, new: Guide) -> list[str]:
    """The certainty of a new claim, the proof of a new finding, the remarks of a new review."""
    if isinstance(item, Claim) and item.level:
        return [f"{item.level} certainty"]
    if isinstance(item, Finding):
        return [proof_of(new, key[1])]
    return [*remarks(item)] if isinstance(item, NamedReview) else []


# Items of both states


def _changed(key: Key, old: AnyEntry, new: AnyEntry, elsewhere: Words) -> Iterator[Difference]:
    for field, (what, before, after) in _field_changes(old, new, elsewhere):
        label = _label(new.item, field)
        yield _difference(key, new, what, field=field, label=label, before=before, after=after)
    yield from _certainty(key, old, new, elsewhere)


def _field_changes(
    old: AnyEntry, new: AnyEntry, elsewhere: Words
) -> Iterator[tuple[str, FieldChange]]:
    for field, was, now in _fields_of_both(old, new):
        meaning = _meaning(new.item, field)
        for change in _field(meaning, was, now):
            yield field, _classified(change, meaning, elsewhere)


def _fields_of_both(old: AnyEntry, new: AnyEntry) -> Iterator[tuple[str, Texts, Texts]]:
    """Each field of either state, with its old and new texts."""
    was, now = text_fields(old), text_fields(new)
    for field in dict.fromkeys([*was, *now]):
        yield field, was.get(field, ()), now.get(field, ())


def _classified(change: FieldChange, meaning: Meaning, elsewhere: Words) -> FieldChange:
    """The change, reclassified if a number changes or if it only corrects spelling in prose."""
    what, before, after = change
    if _may_state_numbers(what, meaning) and state_other_numbers(before, after):
        return DifferenceKind.NUMBERS, before, after
    is_prose = what in _PROSE and not meaning.exact
    if is_prose and is_typo(before, after, elsewhere):
        return DifferenceKind.TYPO, before, after
    return change


def _may_state_numbers(what: DifferenceKind, meaning: Meaning) -> bool:
    """Whether a change is in a text or figure of the evidence, not in an id, a day or a setting."""
    return what is DifferenceKind.FIGURES or (what in _STATED and not meaning.exact)


def _certainty(key: Key, old: AnyEntry, new: AnyEntry, elsewhere: Words) -> Iterator[Difference]:
    if not (isinstance(old.item, Claim) and isinstance(new.item, Claim)):
        return
    for change in certainty_changes(old.item, new.item):
        yield _typo_or_same(_difference(key, new, **change), elsewhere)


def _typo_or_same(difference: Difference, elsewhere: Words) -> Difference:
    """The difference, reclassified as a typo if it only corrects the spelling of a reason."""
    if difference.what is not DifferenceKind.CERTAINTY or not _is_typo(difference, elsewhere):
        return difference
    return difference.model_copy(update={"what": DifferenceKind.TYPO})


def _is_typo(difference: Difference, elsewhere: Words) -> bool:
    return is_typo(difference.before, difference.after, elsewhere)


def _meaning(item: object, field: str) -> Meaning:
    """The meaning of a field; those of a BibTeX record are details."""
    root = field.partition(".")[0]
    if root == "file":
        return _FILE.get(type(item), exactly())
    if isinstance(item, Written):
        return meaning_at(type(item), (root,)) or Meaning()
    return _meaning_in_bibtex(root)


def _meaning_in_bibtex(field: str) -> Meaning:
    if field in IDENTIFIERS:
        return exactly()
    return printed(weight=Weight.DETAIL)


def _label(item: object, field: str) -> str:
    """The label of a field, which may be a part of another."""
    if not isinstance(item, Written):
        return ""
    meaning = meaning_at(type(item), tuple(field.split(".")))
    return meaning.label if meaning else ""


def _field(meaning: Meaning, was: Texts, now: Texts) -> Iterator[FieldChange]:
    if was == now:
        return
    if meaning.citations:
        yield _support(was, now)
        return
    for before, after in pairs(was, now):
        yield _WHAT[meaning.weight], before, after


def _support(was: Texts, now: Texts) -> FieldChange:
    """The removed and the added ids; a change of order alone is a detail."""
    gone, added = _missing(was, now), _missing(now, was)
    if gone or added:
        return DifferenceKind.SUPPORT, gone, added
    return DifferenceKind.DETAIL, ", ".join(was), ", ".join(now)


def _missing(texts: Texts, others: Texts) -> str:
    """The texts that are not among the others."""
    return ", ".join(Counter(texts) - Counter(others))


_PROSE = frozenset(
    {DifferenceKind.ADVICE, DifferenceKind.REWORDED, DifferenceKind.DETAIL, DifferenceKind.FIGURES}
)
"""Differences that may turn out to be spelling corrections."""
_STATED = frozenset({DifferenceKind.ADVICE, DifferenceKind.VERDICT, DifferenceKind.REWORDED})
"""Differences that may turn out to be changed numbers, besides those of figures."""


def _vocabulary(items: Items) -> Words:
    """The words of all texts, in lower case."""
    words = chain.from_iterable(map(bare_words, _all_texts(items)))
    return frozenset(map(str.lower, words))


def _all_texts(items: Items) -> Iterator[str]:
    for entry in items.values():
        for texts in text_fields(entry).values():
            yield from texts


__all__ = ["Difference", "DifferenceKind", "PartKind", "diff"]
