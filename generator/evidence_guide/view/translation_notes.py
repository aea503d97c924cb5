"""What a translated page says of its translation: who made and reviewed it, and what is missing or outdated."""

from evidence_guide.guide import Guide
from evidence_guide.model.locales import Note
from evidence_guide.translation import translated_guide
from evidence_guide.view import labels


def language(guide: Guide) -> str:
    """Tag of the language of a translated guide; empty for the original."""
    return guide.translation.table.language if guide.translation else ""


def about(guide: Guide, id: str) -> list[str]:
    """What a translated stage tells of its translation: who made and reviewed it, how much is translated, what has changed since."""
    translation, label = guide.translation, guide.label
    if translation is None:
        return []
    states = [translation.done[key] for key in translated_guide.keys_of(guide, id)]
    missing, changed = states.count(Note.MISSING), states.count(Note.CHANGED)
    told = [
        *stands_for(guide),
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


def stands_for(guide: Guide) -> list[str]:
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
        f"{r.name} ({r.qualification}, {labels.day(r.on, language(guide))})" for r in file.reviewers
    )
    alone = label("The translation was not reviewed by a native clinician.")
    return [
        made.format(file.made_by),
        label("The translation was reviewed by {}.").format(names) if names else f"**{alone}**",
    ]


def unmeasured(guide: Guide) -> str:
    """The sentence that the reading grade of a translation is not known."""
    return guide.label(
        "How easily the translation reads was not measured: the measure is for English only."
    )
