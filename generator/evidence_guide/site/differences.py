"""The items that differ between two states of a guide, and whatever they rest on."""

from collections.abc import Mapping
from typing import TypeVar

from evidence_guide.guide import Guide
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import (
    Change,
    Choice,
    ClaimsFile,
    FindingsFile,
    GuideFile,
    PopularClaimsFile,
    Retired,
    StageFile,
    Term,
    ToolsFile,
)
from evidence_guide.view.citation_lists import supports
from evidence_guide.view.opinions import reviewed_by

K = TypeVar("K")
EVERYWHERE = (
    GuideFile
    | Term
    | Change
    | Choice
    | Retired
    | ClaimsFile
    | StageFile
    | PopularClaimsFile
    | ToolsFile
)
"""Parts of a guide that any page may show."""


def changed(before: Guide, now: Guide) -> set[str] | None:
    """The ids that differ between two states of a guide, and whatever they rest on.

    None where the difference may show on any page.
    """
    if _reviewed(before) != _reviewed(now):
        return None
    differing = _differing(_parts(before), _parts(now))
    if any(issubclass(kind, EVERYWHERE) for kind, _ in differing):
        return None
    ids = {id for _, id in differing}
    return _grounds(before, now, ids) | _proved_anew(before, now)


def _reviewed(guide: Guide) -> str:
    """How much of the guide named people have reviewed, which every page says."""
    return reviewed_by(guide, guide.file.language)


def _grounds(before: Guide, now: Guide, ids: set[str]) -> set[str]:
    """Some ids with those that their items rest on, and the sources of all of them."""
    named = ids | _named_by(before, ids) | _named_by(now, ids)
    return named | _sources_of(before, named) | _sources_of(now, named)


def _proved_anew(before: Guide, now: Guide) -> set[str]:
    """The findings with another proof, and the sources with another standing."""
    receipts = _differing(before.lock.receipts, now.lock.receipts)
    return receipts | _differing(before.lock.standings, now.lock.standings)


def _named_by(guide: Guide, ids: set[str]) -> set[str]:
    """The ids that items name as what they rest on."""
    found: set[str] = set()
    for support in supports(guide):
        if support.entry.id in ids:
            found.update(support.ids)
    return found


def _sources_of(guide: Guide, ids: set[str]) -> set[str]:
    """The sources behind claims and findings."""
    return {guide.source_of[id] for id in guide.findings_of(tuple(ids))}


def _differing(one: Mapping[K, object], other: Mapping[K, object]) -> set[K]:
    """The keys under which two mappings differ."""
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _parts(guide: Guide) -> dict[tuple[type, str], object]:
    """Every item by kind and id; of a file with items only its own fields."""
    found = {}
    for entry in guide.entries:
        if not isinstance(entry.item, Citation):
            found[type(entry.item), entry.id] = _own(entry.item)
    return found


def _own(item: object) -> object:
    """An item, or the fields of a file that hold no items."""
    if not isinstance(item, EVERYWHERE | FindingsFile):
        return item
    return {name: value for name, value in item if not _holds_items(value)}


def _holds_items(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "id")
