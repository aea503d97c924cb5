"""Notes on a translated page: who made and reviewed the translation, and what is missing."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.guide.subject_words import UNREVIEWED_TRANSLATION
from evidence_guide.model.locales import Note
from evidence_guide.model.translations import LanguageFile
from evidence_guide.translation import translated_guide
from evidence_guide.view import labels


def language(guide: Guide) -> str:
    """Tag of the language of a translated guide; empty for the original."""
    return guide.translation.table.language if guide.translation else ""


def shown_in(guide: Guide) -> str:
    """Tag of the language of a guide, translated or not; empty in English."""
    return guide.table.language if guide.table else ""


def about(guide: Guide, id: str) -> list[str]:
    """The sentences of a translated stage about its translation.

    They say who made and reviewed it, how much is translated, and how much has changed since.
    """
    translation = guide.translation
    if translation is None:
        return []
    states = [translation.done[key] for key in translated_guide.keys_of(guide, id)]
    return [*stands_for(guide), *_completeness(guide, states)]


def _completeness(guide: Guide, states: list[Note | None]) -> Iterator[str]:
    """The counts of translated texts, and of originals that have changed since."""
    label = guide.label
    missing, changed = states.count(Note.MISSING), states.count(Note.CHANGED)
    yield label("{} of {} texts on this page are translated.").format(
        len(states) - missing, len(states)
    )
    if missing:
        yield label("The others are in the original's language, each with a note.")
    if changed:
        yield label(
            "Originals that have changed since they were translated: {}. Each has a note."
        ).format(changed)


def stands_for(guide: Guide) -> list[str]:
    """The sentences on who made and who reviewed the translation."""
    if guide.translation is None:
        return []
    file = guide.translation.file
    return [_made(guide, file), _reviewed(guide, file)]


def _made(guide: Guide, file: LanguageFile) -> str:
    """The makers of the translation, as a sentence."""
    if file.made == "machine":
        return guide.label("Translated by a machine ({}).").format(file.made_by)
    return guide.label("Translated by people ({}).").format(file.made_by)


def _reviewed(guide: Guide, file: LanguageFile) -> str:
    """The reviewers, or, in bold, the sentence that no native expert has reviewed it."""
    if not file.reviewers:
        return f"**{guide.label(UNREVIEWED_TRANSLATION)}**"
    names = labels.reviewer_names(file.reviewers, language(guide))
    return guide.label("The translation was reviewed by {}.").format(names)


def unmeasured(guide: Guide) -> str:
    """The sentence that the reading grade of a translation is not known."""
    return guide.label(
        "How easily the translation reads was not measured: the measure is for English only."
    )
