"""Where each part of the guide has its permanent address, and the links to report an error in it and to edit it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim
from evidence_guide.model.meaning import item_title
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences
from evidence_guide.translation.translated_guide import LOCALES

ERROR_FORM = "error-in-a-claim.yml"
"""The form of the repository's issues whose field `claim` says what is wrong where."""


class PlacedPart(NamedTuple):
    """A part of the guide: its page, its anchor there, and where it was written."""

    uri: str
    anchor: str
    entry: Entry[Any]


def stage_address(guide: Guide, id: str) -> str:
    """Where a stage's page lies; the translated one in the folder of its language."""
    return (
        f"{guide.translation.table.language}/stages/{id}.md"
        if guide.translation and id in guide.file.stages
        else f"stages/{id}.md"
    )


@derived
def places(guide: Guide) -> dict[str, PlacedPart]:
    """The address of every source, finding, claim, step, stage, topic, table, term and popular claim, by id."""
    return {
        id: PlacedPart(uri, anchor, entry)
        for id, uri, anchor, entry in (*_pages(guide), *_parts(guide))
    }


def _pages(guide: Guide) -> Iterator[tuple[str, str, str, Entry[Any]]]:
    """What has a page of its own."""
    folders: dict[str, Mapping[str, Entry[Any]]] = {
        "sources": guide.sources,
        "topics": guide.topics,
        "tables": guide.tables,
        "claims": guide.claims,
    }
    for folder, found in folders.items():
        yield from ((id, f"{folder}/{id}.md", "", entry) for id, entry in found.items())
    yield from ((id, stage_address(guide, id), "", entry) for id, entry in guide.stages.items())


def _parts(guide: Guide) -> Iterator[tuple[str, str, str, Entry[Any]]]:
    """What has an anchor on a page."""
    yield from (
        (id, f"sources/{guide.source_of[id]}.md", id, entry) for id, entry in guide.findings.items()
    )
    yield from (
        (step.id, stage_address(guide, id), step.id, guide.steps[step.id])
        for id, stage in guide.stages.items()
        for step in stage.item.steps
    )
    yield from ((id, "glossary.md", id, entry) for id, entry in guide.terms.items())
    yield from ((id, "popular-claims.md", id, entry) for id, entry in guide.popular.items())


def part_title(guide: Guide, id: str) -> str:
    """What readers know a part of the guide by: its title, or the first sentence of its plain words."""
    if id in guide.findings:
        return guide.sources[guide.source_of[id]].item.label
    item = places(guide)[id].entry.item
    if isinstance(item, Source):
        return markup.plain(item.label)
    text = markup.plain(item_title(item))
    return split_sentences(text)[0].rstrip(".") if isinstance(item, Claim) else text


def report(guide: Guide, id: str = "") -> str:
    """Address of the repository's form for errors, with the id of what is wrong filled in."""
    fields = (
        {"template": ERROR_FORM, "title": f"Error in {id}", "claim": id}
        if id
        else {"template": ERROR_FORM}
    )
    return f"{guide.file.repository.rstrip('/')}/issues/new?{urlencode(fields)}"


def edit(guide: Guide, entry: Entry[Any]) -> str:
    """Address in the repository that opens the lines of an item for editing, or the file of its translation."""
    place = entry.place()
    path = (
        place.path.replace("evidence/", f"{LOCALES}{guide.translation.table.language}/", 1)
        if guide.translation
        else f"{place.path}#L{place.line}"
    )
    return f"{guide.file.repository.rstrip('/')}/edit/{quote(f'{guide.file.branch}/{path}', safe='/#')}"
