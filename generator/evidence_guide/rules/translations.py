"""A translation says what its original says: no number, no link and no citation of its own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.languages import (
    is_english,
    known_languages,
    lacking,
    own_table,
)
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
from evidence_guide.translation.surroundings import SiteSettings, is_readable, translatable
from evidence_guide.translation.translated_guide import (
    LOCALES,
    Original,
    TranslatedText,
    is_current,
    language_of,
    languages,
    misfits,
    note,
    originals,
    po_path,
    translated_texts,
)

SPANISH = po_path("es")


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


@rule("evidence/guide.yml", "as_of: 2026-01-10", "as_of: 2026-01-10\nlanguage: tlh")
def original_language_is_known(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """The generator has a table of the language in which the guide is written, with all parts that
    its checks need.

    Without it, labels would stay English, and numbers and certainty would not be checked.
    """
    language = file.item.language
    if is_english(language):
        return
    table = own_table(language)
    lacks = lacking(table)
    if table and not lacks:
        return
    what = f"the generator's table of `{language}` lacks {', '.join(lacks)}"
    if table is None:
        what = f"the generator has no table of the language `{language}`"
    hint = f"write in one of these: en, {', '.join(known_languages())}; or add a table for it"
    yield file.place("language"), what, hint


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


@rule(SPANISH, 'msgctxt "drink-tea/do"', 'msgctxt "drink-tee/do"')
def translation_has_an_original(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """The `msgctxt` of every translated text names a text of the guide, by the id of an item and
    the way to its field.

    A text under a mistyped name would be shown nowhere.
    """
    if guide.unread & {GuideFile, StageFile, ClaimsFile}:
        return
    update = f"run `evidence-guide translate {language_of(file)}`, which keeps it as obsolete"
    for key in file.item.texts:
        if key not in translatable(guide) and is_readable(key, guide):
            hint = near(key, translatable(guide), update)
            yield file.place("texts", key), f"the guide has no text `{key}`", hint


_Pair = tuple[Original, TranslatedText]


def _pairs(file: Entry[TranslationFile], guide: Guide) -> Iterator[_Pair]:
    """Each text of a file that is translated, with its original."""
    known, texts = translatable(guide), translated_texts(guide, language_of(file))
    for key in file.item.texts:
        if key in texts and key in known:
            yield known[key], texts[key]


@rule(SPANISH, "Una taza contiene 200 ml.", "Una taza contiene 250 ml.")
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
        found = _number_differences(original, text, table, guide.language)
        if found and not _is_version(original, text):
            yield _other_numbers(original, text, found)


def _is_version(original: Original, text: TranslatedText) -> bool:
    """Whether a text around the pages keeps its digits, which may be a version: `CC BY 4.0`."""
    if not isinstance(original.entry.item, SiteSettings):
        return False
    return _digits(original.text) == _digits(str(text.text.says))


def _digits(text: str) -> list[str]:
    return sorted(_NUMBER.findall(text))


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _current_pairs(file: Entry[TranslationFile], guide: Guide) -> Iterator[_Pair]:
    """The pairs whose original has not changed since it was translated."""
    for original, text in _pairs(file, guide):
        if is_current(original, text.text):
            yield original, text


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


def _number_differences(
    original: Original, text: TranslatedText, table: LanguageTable, written_in: str
) -> str:
    """The numbers that a translation lacks and adds, in words."""
    lacks, adds = differences(original.text, str(text.text.says), table, written_in)
    parts = [_listed("lacks", lacks), _listed("adds", adds)]
    return " and ".join(filter(None, parts))


def _listed(verb: str, numbers: Iterable[str]) -> str:
    """A verb and its numbers; empty if there are none."""
    marked = ", ".join(f"`{number}`" for number in numbers)
    return f"{verb} {marked}" if marked else ""


@rule(SPANISH, "Deje el café", "Deje el café " * 12)
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
    SPANISH,
    "Tome una taza de té por la noche.",
    "Tome una taza de [té](https://example.org) por la noche [@sleep-cup].",
)
def translation_keeps_markup(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """A translation has the links and the marks of its original, each as often, and no citation of
    its own.

    What a sentence rests on is decided once, in the original.
    """
    for original, text in _pairs(file, guide):
        if text.text.of is None:
            continue
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


_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
"""A tag of HTML, which the settings of a site may hold."""


def _marks(text: str) -> Counter[str]:
    """The links, marks and tags of a text, each with how often it has them."""
    found = Counter([*markup.link_addresses(text), *_TAG.findall(text)])
    for run in markup.runs(text):
        found.update(run.marks)
    return found


@rule(
    SPANISH,
    'msgid "Leave coffee"\nmsgstr "Deje el café"',
    'msgid "Leave your coffee"\nmsgstr "Deje el café"',
    Severity.WARNING,
)
def translation_is_current(file: Entry[TranslationFile], guide: Guide) -> Complaints:
    """No original has changed since it was translated, and no translation is marked `fuzzy`.

    Readers of the translation see a note beside it, or the original itself where the numbers
    differ or nobody knows from which text it was translated, until somebody has read both again.
    """
    table = language_table(language_of(file))
    if table is None:
        return
    for original, text in _pairs(file, guide):
        shown = note(original, text.text, table, guide.language)
        if shown:
            message = _outdated(original, text, shown)
            yield _about(original, text.place, message, _accept(original, language_of(file)))


def _outdated(original: Original, text: TranslatedText, shown: Note) -> str:
    """The problem with a translation that is not current."""
    if text.text.of in {None, original.text}:
        return f"the translation of `{text.key}` is marked `fuzzy`; {_CONSEQUENCES[shown]}"
    changed = f"the original of `{text.key}` has changed since it was translated"
    if isinstance(original.entry.item, SiteSettings):
        return f"{changed}; {_CONSEQUENCES[Note.MISSING]}"
    return f"{changed}; {_REASONS.get(shown, '')}{_CONSEQUENCES[shown]}"


_CONSEQUENCES = {
    Note.CHANGED: "readers see it with a note",
    Note.MISSING: "readers see the original",
}
"""What becomes of a translation."""
_REASONS = {Note.MISSING: "its numbers differ, so "}


def _accept(original: Original, language: str) -> str:
    """How a translation becomes current again."""
    update = f"run `evidence-guide translate {language}`, read it beside “{original.text}”"
    return f"{update}, correct it, and remove the mark `fuzzy`"
