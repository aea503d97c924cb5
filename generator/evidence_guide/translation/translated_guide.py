"""A guide in another language: translated texts, and everything else unchanged.

A translated guide is a guide: pages, PDFs and audits are made from it as from the original, with
every citation and number.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple

from evidence_guide.diagnostic import Diagnostic, Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.loader import entries_of
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import (
    Choice,
    GuideFile,
    LanguageFile,
    Step,
    Term,
    TermsFile,
    Translated,
    TranslationFile,
    Written,
)
from evidence_guide.model.locales import LanguageTable, Note, Translation
from evidence_guide.model.meaning import walk_values
from evidence_guide.translation.language_tables import differences, language_table

LOCALES = "evidence/locales/"
Notes = dict[str, Note | None]
"""The note for readers about each text, by its key."""
Fields = dict[str, Any]
"""Values of fields by name."""
Shown = dict[str, str]
"""The texts that are shown, by their keys."""


class Original(NamedTuple):
    """A text that may be translated, and its place."""

    entry: Entry[Any]
    route: Route
    """The route to it from its item."""
    text: str
    label: str = ""
    """What readers call its field, if they do."""


NewTexts = list[tuple[Original, str]]
"""Originals with the texts that replace them."""


class TranslatedText(NamedTuple):
    """A translated text, and its place."""

    key: str
    place: Place
    text: Translated


class _ParsedFile(NamedTuple):
    """An evidence file with translated texts: its model, or why the texts do not fit."""

    path: str
    entry: Entry[Any]
    model: Written | None
    trouble: tuple[Diagnostic, ...]


@derived
def originals(guide: Guide) -> dict[str, Original]:
    """Every text that may be translated, by its key, in the order of the files."""
    found: dict[str, Original] = {}
    for entry in guide.entries:
        if isinstance(entry.item, Written):
            found.update(_originals_in(entry, entry.item))
    return found


def _originals_in(entry: Entry[Any], item: Written) -> Iterator[tuple[str, Original]]:
    """The texts of an item that may be translated, by their keys."""
    for field in walk_values(item):
        if field.meaning.translated:
            key = "/".join((entry.id, *map(str, field.route)))
            yield key, Original(entry, field.route, str(field.value), field.meaning.label)


def languages(guide: Guide) -> tuple[str, ...]:
    """Tags of the languages with files, whether or not the generator knows them."""
    found = set(map(language_of, guide.all(TranslationFile)))
    found.update(map(language_of, guide.all(LanguageFile)))
    return tuple(sorted(found))


def language_of(entry: Entry[Any]) -> str:
    """The language of a file below `evidence/locales/`."""
    return entry.document.path.removeprefix(LOCALES).partition("/")[0]


def translated_texts(guide: Guide, language: str) -> dict[str, TranslatedText]:
    """Every text that is translated into a language, by its key; empty ones are left out."""
    found: dict[str, TranslatedText] = {}
    for entry in guide.all(TranslationFile):
        if language_of(entry) == language:
            found.update(_texts_in(entry))
    return found


def _texts_in(entry: Entry[TranslationFile]) -> Iterator[tuple[str, TranslatedText]]:
    for key, text in entry.item.texts.items():
        if text.says:
            place = entry.place("texts", key, "says")
            yield key, TranslatedText(key, place, text)


def po_path(language: str) -> str:
    """The path of the file of translations into a language."""
    return f"{LOCALES}{language}/guide.po"


def is_current(original: Original, text: Translated) -> bool:
    """Whether a translation was made from the original as it is now."""
    return not text.fuzzy and text.of == original.text


def note(original: Original, text: Translated | None, of: LanguageTable, tag: str) -> Note | None:
    """The note for readers about a text, or None.

    One whose original has changed is shown while its numbers are the original's, if that is known.
    """
    if text is None or not text.says:
        return Note.MISSING
    if is_current(original, text):
        return None
    if text.of is None:
        return Note.MISSING
    if any(differences(original.text, text.says, of, tag)):
        return Note.MISSING
    return Note.CHANGED


def translated_guides(guide: Guide) -> tuple[Guide, ...]:
    """The guide in each known language into which at least one stage is translated."""
    return tuple(_with_stages(guide))


def _with_stages(guide: Guide) -> Iterator[Guide]:
    for language in languages(guide):
        one = translated(guide, language)
        if one and one.file.stages:
            yield one


def guide_of_page(address: str, guide: Guide) -> Guide:
    """The guide, original or translated, that the page at this address belongs to."""
    for one in translated_guides(guide):
        if address.startswith(f"{one.file.language}/"):
            return one
    return guide


@derived
def translated(guide: Guide, language: str) -> Guide | None:
    """The guide in another language.

    None if the generator has no table of it, or the guide has no file about its translators.
    """
    of = language_table(language)
    file = _language_file(guide, language)
    if of is None or file is None:
        return None
    done = _notes_by_key(guide, of)
    shown = _shown_texts(guide, language, done)
    notes = _untranslated(guide) | _notes_by_text(done, shown)
    translation = Translation(of, file, guide.file.language, notes, done)
    entries = tuple(_entries(guide, language, shown))
    return replace(guide, entries=entries, translation=translation)


def _notes_by_key(guide: Guide, of: LanguageTable) -> Notes:
    """The note for readers about each text, or None, by the key of the text."""
    pairs, tag = _pairs(guide, of.language), guide.language
    return {key: note(one, text, of, tag) for key, one, text in pairs}


def _shown_texts(guide: Guide, language: str, notes: Notes) -> Shown:
    """The translation of each text, or the original if there is none to show."""
    shown = {}
    for key, original, text in _pairs(guide, language):
        shown[key] = _shown(original, text, notes[key])
    return shown


def _notes_by_text(notes: Notes, shown: Shown) -> dict[str, Note]:
    return {shown[key]: why for key, why in notes.items() if why}


def _pairs(guide: Guide, language: str) -> Iterator[tuple[str, Original, Translated | None]]:
    """The key of each original, the original and its translation."""
    texts = {key: found.text for key, found in translated_texts(guide, language).items()}
    for key, original in originals(guide).items():
        yield key, original, texts.get(key)


def _shown(original: Original, text: Translated | None, missing: Note | None) -> str:
    if text is None or missing is Note.MISSING:
        return original.text
    return str(text.says)


def _language_file(guide: Guide, language: str) -> LanguageFile | None:
    for entry in guide.all(LanguageFile):
        if language_of(entry) == language:
            return entry.item
    return None


def _untranslated(guide: Guide) -> dict[str, Note]:
    """Notes for the texts that are never translated."""
    notes = {}
    for entry in guide.findings.values():
        finding = entry.item
        notes[finding.reports] = notes[finding.where] = Note.ORIGINAL
    return notes


def _entries(guide: Guide, language: str, shown: Shown) -> Iterator[Entry[object]]:
    """The entries in the original's order.

    The glossary is left out, because its words are those of the original's language.
    """
    new = _new_entries(guide, language, shown)
    for entry in guide.entries:
        path = entry.document.path
        if isinstance(entry.item, Term | TermsFile):
            continue
        if path in new:
            yield next(new[path])
        else:
            yield entry


def _new_entries(guide: Guide, language: str, shown: Shown) -> dict[str, Iterator[Entry[object]]]:
    """The entries of each file with translated texts, in order, by the path of the file."""
    stages = _begun_stages(guide, language)
    own = {"language": language, "home": [], "stages": stages}
    return {file.path: _entries_of_file(file) for file in _parsed(guide, shown, own)}


def _entries_of_file(file: _ParsedFile) -> Iterator[Entry[object]]:
    model = file.model or file.entry.item
    return entries_of(model, file.entry.document)


def _begun_stages(guide: Guide, language: str) -> list[str]:
    """The stages with a translated title, which menus and cards need."""
    texts = translated_texts(guide, language)
    return [id for id in guide.file.stages if f"{id}/title" in texts]


def misfits(guide: Guide, language: str) -> Iterator[tuple[str, str]]:
    """The key and problem of each translation that its field does not accept, e.g. a long title."""
    shown = _translations(guide, language)
    keys = {_place_of(originals(guide)[key]): key for key in shown}
    for diagnostic in _all_trouble(guide, shown):
        if diagnostic.place in keys:
            yield keys[diagnostic.place], diagnostic.message


def _translations(guide: Guide, language: str) -> Shown:
    """The translations of known texts, in the order of the originals."""
    texts = translated_texts(guide, language)
    shown = {}
    for key in filter(texts.__contains__, originals(guide)):
        if texts[key].text.of is not None:
            shown[key] = str(texts[key].text.says)
    return shown


def _all_trouble(guide: Guide, shown: Shown) -> Iterator[Diagnostic]:
    for file in _parsed(guide, shown, {}):
        yield from file.trouble


def _place_of(original: Original) -> Place:
    return original.entry.place(*original.route)


def _parsed(guide: Guide, shown: Shown, own: Fields) -> Iterator[_ParsedFile]:
    """Each evidence file, parsed with the shown texts; `own` replaces fields of `guide.yml`."""
    files = _first_entries(guide)
    for path, texts in _texts_by_path(guide, shown).items():
        entry = files[path]
        fields = own if isinstance(entry.item, GuideFile) else {}
        yield _parsed_file(entry, texts, fields)


def _parsed_file(entry: Entry[Any], texts: NewTexts, own: Fields) -> _ParsedFile:
    document = _rewritten(entry.document, texts, own)
    kind: type[Written] = type(entry.item)
    model, trouble = parse(document, kind)
    return _ParsedFile(document.path, entry, model, trouble)


def _first_entries(guide: Guide) -> dict[str, Entry[Any]]:
    """The entry of each file itself, which precedes those of its parts."""
    files: dict[str, Entry[Any]] = {}
    for entry in guide.entries:
        files.setdefault(entry.document.path, entry)
    return files


def _texts_by_path(guide: Guide, shown: Shown) -> dict[str, NewTexts]:
    texts: dict[str, NewTexts] = {}
    for key, text in shown.items():
        original = originals(guide)[key]
        path = original.entry.document.path
        texts.setdefault(path, []).append((original, text))
    return texts


def _rewritten(document: Document, texts: NewTexts, own: Fields) -> Document:
    """A document with some texts replaced; each part keeps its place."""
    value: Any = deepcopy(document.value)
    for original, text in texts:
        route = (*original.entry.route, *original.route)
        _put(value, route, text)
    return replace(document, value=value | own)


def _put(value: Any, route: Route, text: str) -> None:
    """Puts a text at a route into nested lists and dicts."""
    *parents, last = route
    for step in parents:
        value = _part(value, step)
    value[last] = text


def _part(value: Any, step: str | int) -> Any:
    """The part of a list or dict at a key or index; a missing key gets an empty dict."""
    if isinstance(value, dict):
        return value.setdefault(step, {})
    return value[step]


def keys_of(guide: Guide, stage: str) -> tuple[str, ...]:
    """Keys of the texts on a stage's page, in the order in which they are written.

    Of a claim, only the wording that the page shows.
    """
    steps, choices = guide.stages[stage].item.steps, guide.stages[stage].item.choices
    own = {stage, *map(attrgetter("id"), (*steps, *choices))}
    wanted = _keys_around(steps) | _keys_of_profiles(guide, (*steps, *choices))
    return tuple(key for key in originals(guide) if key in wanted or _is_of(key, own))


def _is_of(key: str, own: set[str]) -> bool:
    """Whether a text is one of these items, or of the guide itself without its profiles."""
    item = key.partition("/")[0]
    return item in own or (item == "guide" and "profiles" not in key)


def _keys_around(steps: Iterable[Step]) -> set[str]:
    """Keys of the claims and stages that steps show beside their own texts."""
    keys: set[str] = set()
    for step in steps:
        keys.update(_keys_beside(step))
    return keys


def _keys_beside(step: Step) -> Iterator[str]:
    yield from _keys_to("plain", step.why)
    yield from _keys_to("says", step.follows)
    yield from _keys_to("title", step.during)


def _keys_to(field: str, ids: Iterable[str]) -> Iterator[str]:
    for id in ids:
        yield f"{id}/{field}"


def _keys_of_profiles(guide: Guide, parts: Iterable[Step | Choice]) -> set[str]:
    """Keys of the titles of the profiles that steps and choices are for."""
    shown = _profiles_of(parts)
    profiles = enumerate(guide.file.profiles)
    return {f"guide/profiles/{at}/title" for at, profile in profiles if profile.id in shown}


def _profiles_of(parts: Iterable[Step | Choice]) -> set[str]:
    """Ids of the profiles that steps and choices are for."""
    shown: set[str] = set()
    for part in parts:
        if part.whom != "everyone":
            shown.update(part.whom)
    return shown
