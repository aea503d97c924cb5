"""The permanent address of each part of the guide, and the links to edit it or report an error."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim
from evidence_guide.model.meaning import item_title
from evidence_guide.text import markup
from evidence_guide.translation.translated_guide import po_path

ERROR_FORM = "error-in-a-claim.yml"
"""The form of the repository's issues whose field `claim` says what is wrong where."""


class PlacedPart(NamedTuple):
    """A part of the guide: its page, its anchor there, and where it was written."""

    uri: str
    anchor: str
    entry: Entry[Any]


def stage_address(guide: Guide, id: str) -> str:
    """The address of a stage's page; a translated one is in the folder of its language."""
    folder = _language_folder(guide)
    page = f"stages/{id}.md"
    return f"{folder}{page}" if folder and id in guide.file.stages else page


def _language_folder(guide: Guide) -> str:
    """The folder of a translated guide's pages; empty for the original."""
    return f"{guide.translation.table.language}/" if guide.translation else ""


def choice_address(guide: Guide, id: str) -> str:
    """The address of a choice's page; a translated one is in the folder of its language."""
    folder = _language_folder(guide)
    page = f"choices/{id}.md"
    return f"{folder}{page}" if folder and id in choices_shown(guide) else page


@derived
def choices_shown(guide: Guide) -> tuple[str, ...]:
    """The ids of the choices of all stages that are shown, in the order of the guide."""
    found: list[str] = []
    for stage in guide.file.stages:
        found += _choice_ids(guide, stage)
    return tuple(found)


def _choice_ids(guide: Guide, stage: str) -> list[str]:
    """The ids of the choices of a stage."""
    return [choice.id for choice in guide.stages[stage].item.choices]


@derived
def places(guide: Guide) -> dict[str, PlacedPart]:
    """The page and anchor of everything that readers can link to, by id.

    That is every source, finding, claim, step, choice, stage, topic, table, term and popular
    claim.
    """
    return dict(_every_place(guide))


_Placed = Iterator[tuple[str, PlacedPart]]


def _every_place(guide: Guide) -> _Placed:
    for kind in (_pages, _stages, _findings, _steps, _choices, _terms, _populars):
        yield from kind(guide)


def _pages(guide: Guide) -> _Placed:
    """Everything but stages that has a page of its own."""
    folders: dict[str, Mapping[str, Entry[Any]]] = {
        "sources": guide.sources,
        "topics": guide.topics,
        "tables": guide.tables,
        "claims": guide.claims,
    }
    for folder, found in folders.items():
        for id, entry in found.items():
            yield id, PlacedPart(f"{folder}/{id}.md", "", entry)


def _stages(guide: Guide) -> _Placed:
    for id, entry in guide.stages.items():
        yield id, PlacedPart(stage_address(guide, id), "", entry)


def _findings(guide: Guide) -> _Placed:
    """The findings, each with its anchor on the page of its source."""
    for id, entry in guide.findings.items():
        yield id, PlacedPart(f"sources/{guide.source_of[id]}.md", id, entry)


def _steps(guide: Guide) -> _Placed:
    """The steps, each with its anchor on the page of its stage."""
    for id, stage in guide.stages.items():
        uri = stage_address(guide, id)
        for step in stage.item.steps:
            yield step.id, PlacedPart(uri, step.id, guide.steps[step.id])


def _choices(guide: Guide) -> _Placed:
    for id, entry in guide.choices.items():
        yield id, PlacedPart(choice_address(guide, id), "", entry)


def _terms(guide: Guide) -> _Placed:
    """The words of the glossary, each with its anchor there."""
    for id, entry in guide.terms.items():
        yield id, PlacedPart("glossary.md", id, entry)


def _populars(guide: Guide) -> _Placed:
    """The popular claims, each with its anchor on their page."""
    for id, entry in guide.popular.items():
        yield id, PlacedPart("popular-claims.md", id, entry)


def part_title(guide: Guide, id: str) -> str:
    """The name of a part of the guide: its title, without the full stop of a sentence."""
    if id in guide.findings:
        return guide.sources[guide.source_of[id]].item.label
    item = places(guide)[id].entry.item
    if isinstance(item, Source):
        return item.label
    text = markup.plain(item_title(item))
    return text.rstrip(".") if isinstance(item, Claim) else text


def report(guide: Guide, id: str = "") -> str:
    """Address of the repository's form for errors, with the id of the faulty part filled in."""
    return _in_repository(guide, f"issues/new?{urlencode(_form_fields(id))}")


def _form_fields(id: str) -> dict[str, str]:
    """The fields of the form that are filled in."""
    form = {"template": ERROR_FORM}
    if id:
        return form | {"title": f"Error in {id}", "claim": id}
    return form


def edit(guide: Guide, entry: Entry[Any]) -> str:
    """Address in the repository that opens the lines of an item for editing.

    For a translated guide it opens the file of the translation.
    """
    address = f"edit/{guide.file.branch}/{_lines(guide, entry)}"
    return _in_repository(guide, quote(address, safe="/#"))


def _lines(guide: Guide, entry: Entry[Any]) -> str:
    """The file of an item and the line in it; of a translation, the file alone."""
    place = entry.place()
    if guide.translation is None:
        return f"{place.path}#L{place.line}"
    return po_path(guide.translation.table.language)


def _in_repository(guide: Guide, path: str) -> str:
    return f"{guide.file.repository.rstrip('/')}/{path}"
