"""The pages of translations, what they tell of themselves, and which page stands for which in another language."""

from collections.abc import Iterator
from dataclasses import replace

from babel import Locale

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.site.page import Page, Site
from evidence_guide.site.pages import stage
from evidence_guide.translation import translated_guide
from evidence_guide.translation.language_tables import Note
from evidence_guide.view import labels
from evidence_guide.view.addresses import stage_page


def pages(site: Site) -> Iterator[Output]:
    """For each language, a page that says what is translated, and the page of each translated stage; their edit button opens the translation."""
    for guide in translated_guide.told(site.guide):
        theirs, folder = replace(site, guide=guide), f"{translated_guide.LOCALES}{_tag(guide)}"
        stages = [(id, guide.stages[id].item) for id in guide.file.stages]
        page = Page(theirs, home(guide), f"{folder}/language.yml")
        told = [
            *_stands_for(guide),
            guide.label(
                "How easily the translation reads was not measured: the measure is for English only."
            ),
        ]
        yield page.render("translated.md.j2", stages=stages, original=site.guide.file, told=told)
        yield from (
            stage(theirs, id, f"{folder}/stages/{id}.yml", about(guide, id)) for id, _ in stages
        )


def _tag(guide: Guide) -> str:
    return guide.translation.table.language if guide.translation else ""


def home(guide: Guide) -> str:
    """The first page of the guide in its language."""
    return "/".join(filter(None, (_tag(guide), "index.md")))


def about(guide: Guide, id: str) -> list[str]:
    """What a translated stage tells of its translation: who made and reviewed it, how much is translated, what has changed since."""
    translation, label = guide.translation, guide.label
    if translation is None:
        return []
    states = [translation.done[key] for key in translated_guide.keys_of(guide, id)]
    missing, changed = states.count(Note.MISSING), states.count(Note.CHANGED)
    told = [
        *_stands_for(guide),
        label("{} of {} texts on this page are translated.").format(
            len(states) - missing, len(states)
        ),
    ]
    told += (
        [label("The others stand in the original's language, each with a note.")] if missing else []
    )
    told += (
        [
            label(
                "Originals that have changed since they were translated: {}. Each has a note."
            ).format(changed)
        ]
        if changed
        else []
    )
    return told


def _stands_for(guide: Guide) -> list[str]:
    """Who made and who reviewed the translation."""
    if guide.translation is None:
        return []
    file, label = guide.translation.file, guide.label
    made = (
        label("Translated by a machine ({}).")
        if file.made == "machine"
        else label("Translated by people ({}).")
    )
    names = "; ".join(
        f"{r.name} ({r.qualification}, {labels.day(r.on, _tag(guide))})" for r in file.reviewers
    )
    alone = label("The translation was not reviewed by a native clinician.")
    return [
        made.format(file.made_by),
        label("The translation was reviewed by {}.").format(names) if names else f"**{alone}**",
    ]


def alternates(guide: Guide) -> dict[str, list[tuple[str, str, str]]]:
    """For each page that stands in several languages, each of them: its tag, what its speakers call it, and the page in it."""
    groups: dict[str, list[tuple[Guide, str]]] = {}
    for one in translated_guide.told(guide):
        for original, theirs in (
            (home(guide), home(one)),
            *((stage_page(guide, id), stage_page(one, id)) for id in one.file.stages),
        ):
            groups.setdefault(original, [(guide, original)]).append((one, theirs))
    listed = {
        original: [(one.file.language, _name(one.file.language), uri) for one, uri in group]
        for original, group in groups.items()
    }
    return {uri: group for group in listed.values() for _, _, uri in group}


def _name(language: str) -> str:
    return str(Locale.parse(language, sep="-").get_display_name()).capitalize()
