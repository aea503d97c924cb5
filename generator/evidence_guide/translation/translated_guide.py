"""A guide in another language: translated texts, and everything else unchanged.

A translated guide is a guide: pages, PDFs and audits are made from it as from the original, with
every citation and number.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple

from evidence_guide.diagnostic import Diagnostic, Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.loader import entries_of
from evidence_guide.guide.lock import worded
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import (
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


class Original(NamedTuple):
    """A text that may be translated, and its place."""

    entry: Entry[Any]
    route: Route
    """The route to it from its item."""
    text: str

    @property
    def file(self) -> str:
        """The evidence file's path below `evidence/`."""
        return self.entry.document.path.removeprefix("evidence/")


class TranslatedText(NamedTuple):
    """A translated text, and its place."""

    key: str
    place: Place
    text: Translated


@derived
def originals(guide: Guide) -> dict[str, Original]:
    """Every text that may be translated, by its key, in the order of the files."""
    return {
        "/".join((entry.id, *map(str, field.route))): Original(entry, field.route, str(field.value))
        for entry in guide.entries
        if isinstance(entry.item, Written)
        for field in walk_values(entry.item)
        if field.meaning.translated
    }


def languages(guide: Guide) -> tuple[str, ...]:
    """Tags of the languages with files, whether or not the generator knows them."""
    entries: list[Entry[Any]] = [*guide.all(TranslationFile), *guide.all(LanguageFile)]
    return tuple(sorted({language_of(entry) for entry in entries}))


def language_of(entry: Entry[Any]) -> str:
    """The language of a file below `evidence/locales/`."""
    return entry.document.path.removeprefix(LOCALES).partition("/")[0]


def translated_texts(guide: Guide, language: str) -> dict[str, TranslatedText]:
    """Every text that is translated into a language, by its key; empty ones are left out."""
    found = {}
    for entry in guide.all(TranslationFile):
        if language_of(entry) != language:
            continue
        for key, text in entry.item.texts.items():
            if text.says:
                found[key] = TranslatedText(key, entry.place("texts", key, "says"), text)
    return found


def note(original: Original, text: Translated | None, of: LanguageTable) -> Note | None:
    """The note for readers about a text, or None.

    A translation whose original has changed is shown only while its numbers are the original's.
    """
    if text is None or not text.says:
        return Note.MISSING
    if text.of == worded(original.text):
        return None
    same_numbers = not any(differences(original.text, text.says, of))
    return Note.CHANGED if same_numbers else Note.MISSING


def translated_guides(guide: Guide) -> tuple[Guide, ...]:
    """The guide in each known language into which at least one stage is translated."""
    found = (translated(guide, language) for language in languages(guide))
    return tuple(one for one in found if one and one.file.stages)


def guide_of_page(address: str, guide: Guide) -> Guide:
    """The guide, original or translated, that the page at this address belongs to."""
    for one in translated_guides(guide):
        if address.startswith(f"{one.file.language}/"):
            return one
    return guide


@derived
def translated(guide: Guide, language: str) -> Guide | None:
    """The guide in another language.

    None if the generator has no table of it, or the guide has no file that says who translated.
    """
    of = language_table(language)
    file = _language_file(guide, language)
    if of is None or file is None:
        return None
    done: dict[str, Note | None] = {}
    shown: dict[str, str] = {}
    for key, original, text in _pairs(guide, language):
        done[key] = note(original, text, of)
        shown[key] = _shown(original, text, done[key])
    notes = _untranslated(guide) | {shown[key]: why for key, why in done.items() if why}
    translation = Translation(of, file, guide.file.language, notes, done)
    entries = tuple(_entries(guide, language, shown))
    return replace(guide, entries=entries, translation=translation)


def _pairs(guide: Guide, language: str) -> Iterator[tuple[str, Original, Translated | None]]:
    """The key of each original, the original and its translation."""
    texts = translated_texts(guide, language)
    for key, original in originals(guide).items():
        yield key, original, texts[key].text if key in texts else None


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
    for finding in guide.findings.values():
        notes[finding.item.reports] = Note.ORIGINAL
        notes[finding.item.where] = Note.ORIGINAL
    return notes


def _entries(guide: Guide, language: str, shown: dict[str, str]) -> Iterator[Entry[object]]:
    """The entries in the original's order.

    The glossary is left out, because its words are those of the original's language.
    """
    stages = _begun_stages(guide, language)
    own = {"language": language, "home": [], "stages": stages}
    replacements = {}
    for file in _parsed(guide, shown, own):
        model = file.model or file.entry.item
        replacements[file.path] = entries_of(model, file.entry.document)
    for entry in guide.entries:
        if isinstance(entry.item, Term | TermsFile):
            continue
        path = entry.document.path
        yield next(replacements[path]) if path in replacements else entry


def _begun_stages(guide: Guide, language: str) -> list[str]:
    folder = f"{LOCALES}{language}/stages/"
    paths = {entry.document.path for entry in guide.all(TranslationFile)}
    return [id for id in guide.file.stages if f"{folder}{id}.yml" in paths]


def misfits(guide: Guide, language: str) -> Iterator[tuple[str, str]]:
    """The key and problem of each translation that its field does not accept, e.g. a long title."""
    texts = translated_texts(guide, language)
    known = [key for key in originals(guide) if key in texts]
    shown = {key: str(texts[key].text.says) for key in known}
    keys = {_place_of(originals(guide)[key]): key for key in known}
    for file in _parsed(guide, shown, {}):
        for diagnostic in file.trouble:
            if diagnostic.place in keys:
                yield keys[diagnostic.place], diagnostic.message


def _place_of(original: Original) -> Place:
    return original.entry.place(*original.route)


class _ParsedFile(NamedTuple):
    """An evidence file with translated texts: its model, or why the texts do not fit."""

    path: str
    entry: Entry[Any]
    model: Written | None
    trouble: tuple[Diagnostic, ...]


def _parsed(guide: Guide, shown: dict[str, str], own: dict[str, Any]) -> Iterator[_ParsedFile]:
    """Each evidence file, parsed with the shown texts; `own` replaces fields of `guide.yml`."""
    files = _first_entries(guide)
    for path, texts in _texts_by_path(guide, shown).items():
        file = files[path]
        fields = own if isinstance(file.item, GuideFile) else {}
        kind: type[Written] = type(file.item)
        model, trouble = parse(_rewritten(file.document, texts, fields), kind)
        yield _ParsedFile(path, file, model, trouble)


def _first_entries(guide: Guide) -> dict[str, Entry[Any]]:
    """The entry of each file itself, which precedes those of its parts."""
    files: dict[str, Entry[Any]] = {}
    for entry in guide.entries:
        files.setdefault(entry.document.path, entry)
    return files


def _texts_by_path(guide: Guide, shown: dict[str, str]) -> dict[str, list[tuple[Original, str]]]:
    texts: dict[str, list[tuple[Original, str]]] = {}
    for key, text in shown.items():
        original = originals(guide)[key]
        texts.setdefault(original.entry.document.path, []).append((original, text))
    return texts


def _rewritten(
    document: Document, texts: list[tuple[Original, str]], own: dict[str, Any]
) -> Document:
    """A document with some texts replaced; each part keeps its place."""
    value: Any = deepcopy(document.value)
    for original, text in texts:
        _put(value, (*original.entry.route, *original.route), text)
    return replace(document, value=value | own)


def _put(value: Any, route: Route, text: str) -> None:
    """Puts a text at a route into nested lists and dicts."""
    *parents, last = route
    part = value
    for step in parents:
        part = part.setdefault(step, {}) if isinstance(part, dict) else part[step]
    part[last] = text


def keys_of(guide: Guide, stage: str) -> tuple[str, ...]:
    """Keys of the texts on a stage's page, in the order in which they are written.

    Of a claim, only the wording that the page shows.
    """
    steps = guide.stages[stage].item.steps
    own = {stage, *(step.id for step in steps)}
    wanted = _keys_around(steps) | _keys_of_profiles(guide, steps)
    found = []
    for key in originals(guide):
        item = key.partition("/")[0]
        of_guide = item == "guide" and "profiles" not in key
        if of_guide or item in own or key in wanted:
            found.append(key)
    return tuple(found)


def _keys_around(steps: Iterable[Step]) -> set[str]:
    """Keys of the claims and stages that steps show beside their own texts."""
    keys: set[str] = set()
    for step in steps:
        keys.update(f"{id}/plain" for id in step.why)
        keys.update(f"{id}/says" for id in step.follows)
        keys.update(f"{id}/title" for id in step.during)
    return keys


def _keys_of_profiles(guide: Guide, steps: Iterable[Step]) -> set[str]:
    """Keys of the titles of the profiles that steps are for."""
    shown: set[str] = set()
    for step in steps:
        if step.whom != "everyone":
            shown.update(step.whom)
    profiles = enumerate(guide.file.profiles)
    return {f"guide/profiles/{at}/title" for at, profile in profiles if profile.id in shown}
