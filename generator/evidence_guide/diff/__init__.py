"""`diff(old, new)`: what the evidence says otherwise than before; texts in which only slips of the pen were mended are told apart and come last."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.diff.certainty import certainty
from evidence_guide.diff.difference import Difference, Part, What
from evidence_guide.diff.fields import Fields, fields, name, pairs
from evidence_guide.diff.receipts import proof_of, receipts, standings
from evidence_guide.diff.typos import typo, words
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

PARTS: dict[type, Part] = {
    Step: Part.STEP,
    Claim: Part.CLAIM,
    PopularClaim: Part.POPULAR_CLAIM,
    Row: Part.ROW,
    Table: Part.TABLE,
    Term: Part.TERM,
    Converter: Part.TOOL,
    Tally: Part.TOOL,
    StageFile: Part.STAGE,
    ClaimsFile: Part.TOPIC,
    Source: Part.SOURCE,
    FindingsFile: Part.STUDY,
    Finding: Part.FINDING,
    PopularClaimsFile: Part.LIST,
    ToolsFile: Part.LIST,
    GuideFile: Part.GUIDE,
}
"""The kinds of items that are laid side by side."""
_WHAT = {
    Weight.ADVICE: What.ADVICE,
    Weight.VERDICT: What.VERDICT,
    Weight.FIGURES: What.FIGURES,
    Weight.WORDS: What.REWORDED,
    Weight.SUPPORT: What.SUPPORT,
    Weight.DETAIL: What.DETAIL,
}
"""What a change of a field is, by the field's weight."""
_FILE: dict[type[object], Meaning] = {Step: exactly(weight=Weight.ADVICE), Claim: exactly()}
"""What it means that an item moved to another file."""
Key = tuple[Part, str]
Items = dict[Key, Entry[object]]


def diff(old: Guide, new: Guide) -> list[Difference]:
    """What the evidence of one guide says otherwise than that of an earlier state of it, the weightiest first."""
    before, after = _items(old), _items(new)
    elsewhere = _vocabulary(before) & _vocabulary(after)
    found = [
        *(_removed(key, entry, new) for key, entry in before.items() if key not in after),
        *(_added(key, entry, new) for key, entry in after.items() if key not in before),
        *receipts(old, new),
        *standings(old, new),
    ]
    for key in before.keys() & after.keys():
        found += _changed(key, before[key], after[key], elsewhere)
    return sorted(found, key=_order)


def _order(difference: Difference) -> tuple[int | str, ...]:
    what, part = list(What).index(difference.what), list(Part).index(difference.part)
    return what, part, difference.id, difference.field, difference.before, difference.after


def _items(guide: Guide) -> Items:
    found: Items = {}
    for entry in guide.entries:
        part = PARTS.get(type(entry.item))
        if part:
            found.setdefault((part, entry.id), entry)
    return found


def _about(key: Key, entry: Entry[object]) -> dict[str, object]:
    place = entry.place()
    return {
        "part": key[0],
        "id": key[1],
        "name": name(entry.item),
        "place": f"{place.path}:{place.line}",
    }


def _says(entry: Entry[object]) -> str:
    """The text that says what an item says."""
    item = entry.item
    if isinstance(item, Source):
        return item.title
    return stated(item) if isinstance(item, Written) else ""


def _removed(key: Key, entry: Entry[object], new: Guide) -> Difference:
    gone = new.retired.get(key[1])
    why = (
        (
            gone.item.because,
            *((f"replaced by {gone.item.replaced_by}",) if gone.item.replaced_by else ()),
        )
        if gone
        else ()
    )
    return Difference.model_validate(
        {"what": What.REMOVED, "before": _says(entry), "why": why, **_about(key, entry)}
    )


def _added(key: Key, entry: Entry[object], new: Guide) -> Difference:
    item = entry.item
    why = (
        (f"{item.level} certainty",)
        if isinstance(item, Claim) and item.level
        else (proof_of(new, key[1]),)
        if isinstance(item, Finding)
        else ()
    )
    return Difference.model_validate(
        {"what": What.ADDED, "after": _says(entry), "why": why, **_about(key, entry)}
    )


def _changed(
    key: Key, old: Entry[object], new: Entry[object], elsewhere: frozenset[str]
) -> Iterator[Difference]:
    was, now, about = fields(old), fields(new), _about(key, new)
    for field in dict.fromkeys((*was, *now)):
        meaning = _meaning(new.item, field)
        for what, before, after in _field(meaning, was.get(field, ()), now.get(field, ())):
            spelt = what in _PROSE and not meaning.exact and typo(before, after, elsewhere)
            changed = {"field": field, "before": before, "after": after, **about}
            yield Difference.model_validate({"what": What.TYPO if spelt else what, **changed})
    if isinstance(old.item, Claim) and isinstance(new.item, Claim):
        for moved in certainty(old.item, new.item):
            difference = Difference.model_validate({**moved, **about})
            spelt = typo(difference.before, difference.after, elsewhere)
            in_prose = difference.what is What.CERTAINTY
            what = What.TYPO if spelt and in_prose else difference.what
            yield difference.model_copy(update={"what": what})


def _meaning(item: object, field: str) -> Meaning:
    """The meaning of a field; those of a BibTeX record are details."""
    root = field.partition(".")[0]
    if root == "file":
        return _FILE.get(type(item), exactly())
    if isinstance(item, Written):
        return meaning_at(type(item), (root,)) or Meaning()
    return exactly() if root in IDENTIFIERS else printed(weight=Weight.DETAIL)


def _field(
    meaning: Meaning, was: tuple[str, ...], now: tuple[str, ...]
) -> Iterator[tuple[What, str, str]]:
    if was == now:
        return
    if meaning.citations:
        yield _support(was, now)
        return
    for before, after in pairs(was, now):
        yield _WHAT[meaning.weight], before, after


def _support(was: tuple[str, ...], now: tuple[str, ...]) -> tuple[What, str, str]:
    """The ids that went and those that came; a new order is a detail."""
    gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
    if gone or come:
        return What.SUPPORT, ", ".join(gone), ", ".join(come)
    return What.DETAIL, ", ".join(was), ", ".join(now)


_PROSE = frozenset({What.ADVICE, What.REWORDED, What.DETAIL, What.FIGURES})
"""Differences that may turn out to be of spelling only."""


def _vocabulary(items: Items) -> frozenset[str]:
    """The words of all texts, in small letters."""
    return frozenset(
        word.lower()
        for entry in items.values()
        for texts in _all(fields(entry))
        for word in words(texts)
    )


def _all(found: Fields) -> Iterator[str]:
    return (text for texts in found.values() for text in texts)


__all__ = ["Difference", "Part", "What", "diff"]
