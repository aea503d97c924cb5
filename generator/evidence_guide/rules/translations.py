"""A translation says what its original says: no number, no link and no citation of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.lock import worded
from evidence_guide.guide.markdown_citations import find
from evidence_guide.model import ClaimsFile, GuideFile, LanguageFile, StageFile, TranslationFile
from evidence_guide.model.locales import LanguageTable, Note
from evidence_guide.rules.rule import Complaint, Complaints, rule
from evidence_guide.text import markup
from evidence_guide.text.nearest import near
from evidence_guide.translation.language_tables import (
    differences,
    language_table,
    missing_labels,
)
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
def language_is_known(guide: Guide) -> Complaints:
    """For every language of translations the generator has a whole table of words, and the guide
    says who translated.

    A page whose labels stay in another language is no translation, and one that nobody answers for
    is no evidence.
    """
    made = {language_of(entry) for entry in guide.all(LanguageFile)}
    for language in languages(guide):
        place = _first_place(language, guide)
        yield from _table_faults(language, place)
        if language not in made and LanguageFile not in guide.unread:
            yield _nobody_translated(language, place)


def _nobody_translated(language: str, place: Place) -> Complaint:
    path = f"{LOCALES}{language}/language.yml"
    hint = f"run `evidence-guide translate {language}` and fill in `{path}`"
    return place, f"nothing says who translated into `{language}`", hint


def _first_place(language: str, guide: Guide) -> Place:
    """The place of the first file in a language."""
    entries: list[Entry[Any]] = [*guide.all(LanguageFile), *guide.all(TranslationFile)]
    return next(entry.place() for entry in entries if language_of(entry) == language)


def _table_faults(language: str, place: Place) -> Complaints:
    """Complaints about the generator's table of a language."""
    found = language_table(language)
    if found is None:
        yield place, f"the generator has no table of the language `{language}`", _ADD_A_TABLE
        return
    lacking = [f"“{label}”" for label in missing_labels(found)]
    if lacking:
        message = f"the generator's table of `{language}` lacks {', '.join(lacking)}"
        yield place, message, "add it to that table, in `locales/` of the generator"


_ADD_A_TABLE = "use a tag such as `es`, or add a table beside `locales/es.yml` in the generator"


@rule(STAGE, "drink-tea/do:", "drink-tee/do:")
def translation_has_an_original(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """Every translated text names a text of the evidence file of the same name, by the id of an
    item and the way to its field.

    A text under a mistyped name would be shown nowhere.
    """
    if guide.unread & {GuideFile, StageFile, ClaimsFile}:
        return
    name = file.document.path.removeprefix(f"{LOCALES}{language_of(file)}/")
    for key in file.item.texts:
        original = originals(guide).get(key)
        if original is None:
            yield _no_original(file, key, name, guide)
        elif original.file != name:
            yield _misplaced(file, key, original)


def _misplaced(file: Entry[TranslationFile], key: str, original: Original) -> Complaint:
    """The complaint about a translated text whose original is in another file."""
    path = f"{LOCALES}{language_of(file)}/{original.file}"
    message = f"`{key}` is a text of evidence/{original.file}"
    return file.place("texts", key), message, f"move it to {path}", (original.entry.id,)


def _no_original(file: Entry[TranslationFile], key: str, name: str, guide: Guide) -> Complaint:
    """The complaint about a translated text that translates nothing."""
    known = [one for one, original in originals(guide).items() if original.file == name]
    hint = near(key, known, "remove it, or fix the name")
    message = f"evidence/{name} has no text `{key}`"
    return file.place("texts", key), message, hint, (PurePosixPath(name).stem,)


_Pair = tuple[Original, TranslatedText]


def _pairs(file: Entry[TranslationFile], guide: Guide) -> Iterator[_Pair]:
    """Each text of a file that is translated, with its original."""
    known, texts = originals(guide), translated_texts(guide, language_of(file))
    for key in file.item.texts:
        if key in texts and key in known:
            yield known[key], texts[key]


@rule(STAGE, "Una taza contiene 200 ml.", "Una taza contiene 250 ml.")
def translation_keeps_numbers(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """Every quantity of the original is in its translation with the same digits, sign,
    comparison and unit, and no other does.

    Numbers were traced to their sources in the original; a slip in a translation would be seen by
    nobody else. A translation whose original has changed since is reported by
    `translation-is-current`; if its numbers differ, readers see the original.
    """
    table = language_table(language_of(file))
    if table is None:
        return
    for original, text in _current_pairs(file, guide):
        found = _number_differences(original, text, table)
        if found:
            yield _other_numbers(original, text, found)


def _current_pairs(file: Entry[TranslationFile], guide: Guide) -> Iterator[_Pair]:
    """The pairs whose original has not changed since it was translated."""
    for original, text in _pairs(file, guide):
        if _is_current(original, text):
            yield original, text


def _is_current(original: Original, text: TranslatedText) -> bool:
    return text.text.of == worded(original.text)


def _other_numbers(original: Original, text: TranslatedText, found: str) -> Complaint:
    """The complaint about a translation whose numbers are not those of its original."""
    hint = f"the original: “{original.text}”; {_WRITE_NUMBERS}"
    return _about(original, text.place, f"the translation of `{text.key}` {found}", hint)


def _about(original: Original, place: Place, message: str, hint: str) -> Complaint:
    """A complaint about a translated text that concerns its original too."""
    return place, message, hint, (original.entry.id,)


_WRITE_NUMBERS = (
    "write its numbers as the language does, and words for units and comparisons that its table "
    "knows"
)


def _number_differences(original: Original, text: TranslatedText, table: LanguageTable) -> str:
    """The numbers that a translation lacks and adds, in words."""
    lacks, adds = differences(original.text, str(text.text.says), table)
    parts = [_listed("lacks", lacks), _listed("adds", adds)]
    return " and ".join(filter(None, parts))


def _listed(verb: str, numbers: Iterable[str]) -> str:
    """A verb and its numbers; empty if there are none."""
    marked = ", ".join(f"`{number}`" for number in numbers)
    return f"{verb} {marked}" if marked else ""


@rule(STAGE, "says: Deje el café", f"says: {'Deje el café ' * 12}")
def translation_fits_its_field(guide: Guide) -> Complaints:
    """Every translation fits the field of its original; a title stays as short as a title is.

    It takes the original's place on pages and paper whose layout was made for it.
    """
    for language in languages(guide):
        texts = translated_texts(guide, language)
        for key, fault in misfits(guide, language):
            message = f"the translation of `{key}` does not fit: {fault}"
            about = (originals(guide)[key].entry.id,)
            yield texts[key].place, message, "shorten it", about


@rule(
    STAGE,
    "Tome una taza de té por la noche.",
    "Tome una taza de [té](https://example.org) por la noche [@sleep-cup].",
)
def translation_keeps_markup(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """A translation has the links and the marks of its original, each as often, and no citation of
    its own.

    What a sentence rests on is decided once, in the original.
    """
    for original, text in _pairs(file, guide):
        says = str(text.text.says)
        if find(says):
            yield _own_citation(original, text)
        if _marks(original.text) != _marks(says):
            yield _other_marks(original, text)


def _own_citation(original: Original, text: TranslatedText) -> Complaint:
    message = f"the translation of `{text.key}` holds a citation"
    hint = "take it out; citations come from the original"
    return text.place, message, hint, (original.entry.id,)


def _other_marks(original: Original, text: TranslatedText) -> Complaint:
    message = f"the translation of `{text.key}` has other links or marks than its original"
    hint = f"mark it as the original is marked: “{original.text}”"
    return _about(original, text.place, message, hint)


def _marks(text: str) -> Counter[str]:
    """The links and marks of a text, each with how often it has them."""
    found = Counter(markup.link_addresses(text))
    for run in markup.runs(text):
        found.update(run.marks)
    return found


@rule(STAGE, "of: a29dbd48", "of: 00000000", Severity.WARNING)
def translation_is_current(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """No original has changed since it was translated.

    Readers of the translation see a note beside it, or the original itself where the numbers
    differ, until somebody has read both again.
    """
    table = language_table(language_of(file))
    if table is None:
        return
    for original, text in _pairs(file, guide):
        shown = note(original, text.text, table)
        if shown:
            yield _outdated(original, text, _CONSEQUENCES[shown is Note.CHANGED])


def _outdated(original: Original, text: TranslatedText, consequence: str) -> Complaint:
    """The complaint about a translation whose original has changed."""
    what = f"the original of `{text.key}` has changed since it was translated; {consequence}"
    accept = f"`of: {worded(original.text)}`"
    hint = f"read it beside “{original.text}”, fix it, and write {accept}"
    return text.place, what, hint, (original.entry.id,)


_CONSEQUENCES = {
    True: "readers see it with a note",
    False: "its numbers differ, so readers see the original",
}
"""What becomes of a translation, by whether only its words are behind."""
