"""A translation says what its original says: no number, no link and no citation of its own."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.lock import worded
from evidence_guide.guide.markdown_citations import find
from evidence_guide.model import ClaimsFile, GuideFile, LanguageFile, StageFile, TranslationFile
from evidence_guide.model.locales import Note
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.text import markup
from evidence_guide.text.nearest import near
from evidence_guide.translation.language_tables import differences, language_table, missing_labels
from evidence_guide.translation.translated_guide import (
    LOCALES,
    Original,
    TranslatedText,
    language_of,
    languages,
    misfits,
    note,
    originals,
    translated_texts,
)

STAGE = "evidence/locales/es/stages/evening.yml"


@rule(
    "evidence/locales/tlh/language.yml",
    "",
    "# yaml-language-server: $schema=../../schema/language.json\nmade: people\nmade_by: qama'\n",
)
def language_is_known(guide: Guide) -> Iterator[Complaint]:
    """For every language of translations the generator has a whole table of words, and the guide says who translated.

    A page whose labels stay in another language is no translation, and one that nobody stands for is no evidence.
    """
    stood_for = {language_of(entry) for entry in guide.all(LanguageFile)}
    for language in languages(guide):
        place = next(
            entry.place()
            for kind in (LanguageFile, TranslationFile)
            for entry in guide.all(kind)
            if language_of(entry) == language
        )
        found = language_table(language)
        if found is None:
            yield (
                place,
                f"the generator has no table of the language `{language}`",
                "use a tag such as `es`, or add a table beside `locales/es.yml` in the generator",
            )
        elif missing := missing_labels(found):
            yield (
                place,
                f"the generator's table of `{language}` lacks {', '.join(f'“{label}”' for label in missing)}",
                "add it to that table, in `locales/` of the generator",
            )
        if language not in stood_for and LanguageFile not in guide.unread:
            yield (
                place,
                f"nothing says who translated into `{language}`",
                f"run `evidence-guide translate {language}` and fill in `{LOCALES}{language}/language.yml`",
            )


@rule(STAGE, "drink-tea/do:", "drink-tee/do:")
def translation_has_an_original(file: Entry[TranslationFile], guide: Guide) -> Iterator[Complaint]:
    """Every translated text names a text of the evidence file of the same name, by the id of an item and the way to its field.

    A text under a mistyped name would be shown nowhere.
    """
    name = file.document.path.removeprefix(f"{LOCALES}{language_of(file)}/")
    known = {key: original for key, original in originals(guide).items() if original.file == name}
    for key in () if guide.unread & {GuideFile, StageFile, ClaimsFile} else file.item.texts:
        elsewhere = originals(guide).get(key)
        if elsewhere and key not in known:
            yield (
                file.place("texts", key),
                f"`{key}` is a text of evidence/{elsewhere.file}",
                f"move it to {LOCALES}{language_of(file)}/{elsewhere.file}",
            )
        elif key not in known:
            yield (
                file.place("texts", key),
                f"evidence/{name} has no text `{key}`",
                near(key, known, "remove it, or mend the name"),
            )


def _pairs(file: Entry[TranslationFile], guide: Guide) -> Iterator[tuple[Original, TranslatedText]]:
    """Each text of a file that is translated, with its original."""
    texts = translated_texts(guide, language_of(file))
    return (
        (originals(guide)[key], texts[key])
        for key in file.item.texts
        if key in texts and key in originals(guide)
    )


@rule(STAGE, "Una taza contiene 200 ml.", "Una taza contiene 250 ml.")
def translation_keeps_numbers(file: Entry[TranslationFile], guide: Guide) -> Iterator[Complaint]:
    """Every quantity of the original stands in its translation with the same digits, sign, comparison and unit, and no other does.

    Numbers were traced to their sources in the original; a slip in a translation would be seen by nobody else.
    A translation whose original has changed since is told by `translation-is-current`; if its numbers differ, readers see the original.
    """
    of = language_table(language_of(file))
    current = (
        (original, text)
        for original, text in _pairs(file, guide)
        if text.text.of == worded(original.text)
    )
    for original, text in current if of else ():
        lacks, adds = differences(original.text, str(text.text.says), of) if of else ((), ())
        parts = [
            f"{verb} {', '.join(f'`{number}`' for number in numbers)}"
            for verb, numbers in (("lacks", lacks), ("adds", adds))
            if numbers
        ]
        if parts:
            hint = f"the original: “{original.text}”; write its numbers as the language does, and words for units and comparisons that its table knows"
            yield text.place, f"the translation of `{text.key}` {' and '.join(parts)}", hint


@rule(STAGE, "says: Deje el café", f"says: {'Deje el café ' * 12}")
def translation_fits_its_field(guide: Guide) -> Iterator[Complaint]:
    """Every translation fits the field of its original; a title stays as short as a title is.

    It takes the original's place on pages and paper that were laid out for it.
    """
    for language in languages(guide):
        texts = translated_texts(guide, language)
        yield from (
            (texts[key].place, f"the translation of `{key}` does not fit: {told}", "shorten it")
            for key, told in misfits(guide, language)
        )


@rule(
    STAGE,
    "Tome una taza de té por la noche.",
    "Tome una taza de [té](https://example.org) por la noche [@sleep-cup].",
)
def translation_keeps_markup(file: Entry[TranslationFile], guide: Guide) -> Iterator[Complaint]:
    """A translation has the links and the marks of its original, each as often, and no citation of its own.

    What a sentence rests on is decided once, in the original.
    """
    for original, text in _pairs(file, guide):
        says = str(text.text.says)
        if next(iter(find(says)), None):
            yield (
                text.place,
                f"the translation of `{text.key}` holds a citation",
                "take it out; citations come from the original",
            )
        if _marks(original.text) != _marks(says):
            yield (
                text.place,
                f"the translation of `{text.key}` has other links or marks than its original",
                f"mark it as the original is marked: “{original.text}”",
            )


def _marks(text: str) -> Counter[str]:
    return Counter(
        (*markup.links(text), *(mark for run in markup.runs(text) for mark in run.marks))
    )


@rule(STAGE, "of: a29dbd48", "of: 00000000", Severity.WARNING)
def translation_is_current(file: Entry[TranslationFile], guide: Guide) -> Iterator[Complaint]:
    """No original has changed since it was translated.

    Readers of the translation see a note beside it, or the original itself where the numbers differ, until somebody has read both again.
    """
    of = language_table(language_of(file))
    for original, text in _pairs(file, guide) if of else ():
        shown = note(original, text.text, of) if of else None
        if shown:
            told = (
                "readers see it with a note"
                if shown is Note.CHANGED
                else "its numbers differ, so readers see the original"
            )
            hint = f"read it beside “{original.text}”, mend it, and write `of: {worded(original.text)}`"
            yield (
                text.place,
                f"the original of `{text.key}` has changed since it was translated; {told}",
                hint,
            )
