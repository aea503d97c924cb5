"""`diff(old, new)`: what the evidence says otherwise than before; texts in which only slips of the pen were mended are told apart and come last."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.diff.certainty import certainty
from evidence_guide.diff.difference import Difference, Part, What
from evidence_guide.diff.fields import Fields, fields, name, pairs
from evidence_guide.diff.receipts import proof_of, receipts, standings
from evidence_guide.diff.typos import typo, words
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
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
)
from evidence_guide.view.citation_lists import CITING

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
_WEIGHED: dict[Part, dict[What, frozenset[str]]] = {
    Part.STEP: {
        What.ADVICE: frozenset(
            {"do", "for", "strength", "direction", "during", "how", "urgent", "ask", "file"}
        )
    },
    Part.STAGE: {What.ADVICE: frozenset({"urgent"})},
    Part.POPULAR_CLAIM: {What.VERDICT: frozenset({"verdict"})},
    Part.FINDING: {What.FIGURES: frozenset({"figures", "effect", "baseline"})},
    Part.ROW: {What.FIGURES: frozenset({"cells"})},
}
"""Fields that weigh more than words."""
_DETAILS = frozenset(
    {
        "review_by",
        "numbers",
        "read",
        "where",
        "passage",
        "role",
        "file",
        "id",
        "columns",
        "figure",
        "kind",
    }
)
"""Fields that are no words for readers."""
_RECORDS = frozenset({Part.SOURCE, Part.STUDY, Part.LIST, Part.GUIDE})
"""Parts whose fields are all details."""
Key = tuple[Part, str]
Items = dict[Key, Entry[object]]


def diff(old: Guide, new: Guide) -> list[Difference]:
    """What the evidence of one guide says otherwise than that of an earlier state of it, the weightiest first."""
    before, after = _items(old), _items(new)
    found = [
        *(_removed(key, entry, new) for key, entry in before.items() if key not in after),
        *(_added(key, entry, new) for key, entry in after.items() if key not in before),
        *(
            told
            for key in before.keys() & after.keys()
            for told in _changed(key, before[key], after[key])
        ),
        *receipts(old, new),
        *standings(old, new),
    ]
    elsewhere = _vocabulary(before) & _vocabulary(after)
    told = (_spelt(difference, elsewhere) for difference in found)
    return sorted(
        told,
        key=lambda d: (
            list(What).index(d.what),
            list(Part).index(d.part),
            d.id,
            d.field,
            d.before,
            d.after,
        ),
    )


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
    """The first words of an item that say what it is."""
    return next(
        (
            str(text)
            for field in ("says", "do", "reports", "title")
            if (text := getattr(entry.item, field, ""))
        ),
        "",
    )


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


def _changed(key: Key, old: Entry[object], new: Entry[object]) -> Iterator[Difference]:
    was, now, about = fields(old), fields(new), _about(key, new)
    for field in dict.fromkeys((*was, *now)):
        for what, before, after in _field(key[0], field, was.get(field, ()), now.get(field, ())):
            yield Difference.model_validate(
                {"what": what, "field": field, "before": before, "after": after, **about}
            )
    if isinstance(old.item, Claim) and isinstance(new.item, Claim):
        yield from (
            Difference.model_validate({**told, **about}) for told in certainty(old.item, new.item)
        )


def _field(
    part: Part, field: str, was: tuple[str, ...], now: tuple[str, ...]
) -> Iterator[tuple[What, str, str]]:
    root = field.partition(".")[0]
    if was == now:
        return
    if root in CITING:
        gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
        yield (
            (What.SUPPORT, ", ".join(gone), ", ".join(come))
            if gone or come
            else (What.DETAIL, ", ".join(was), ", ".join(now))
        )
        return
    weight = next((what for what, names in _WEIGHED.get(part, {}).items() if root in names), None)
    what = weight or (What.DETAIL if root in _DETAILS or part in _RECORDS else What.REWORDED)
    yield from ((what, before, after) for before, after in pairs(was, now))


_PROSE = frozenset({What.ADVICE, What.REWORDED, What.CERTAINTY, What.DETAIL, What.FIGURES})
_EXACT = frozenset(
    {
        "for",
        "strength",
        "direction",
        "during",
        "file",
        "figures",
        "passage",
        "id",
        "kind",
        "review_by",
        "doi",
        "pmid",
        "pmcid",
        "url",
    }
)
"""Fields in which every letter counts."""


def _spelt(difference: Difference, elsewhere: frozenset[str]) -> Difference:
    """The difference, as one of spelling if it is no more."""
    exact = difference.field.partition(".")[0] in _EXACT
    mended = (
        difference.what in _PROSE
        and not exact
        and typo(difference.before, difference.after, elsewhere)
    )
    return difference.model_copy(update={"what": What.TYPO}) if mended else difference


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
