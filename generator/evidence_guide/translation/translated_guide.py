"""A guide told in another language: its texts as they were translated, everything else as it is.

A translated guide is a guide: pages, PDFs and audits are made of it as of the original, and every citation and number comes with it.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from evidence_guide.diagnostic import Diagnostic, Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.loader import entries_of
from evidence_guide.guide.lock import worded
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import (
    Claim,
    GuideFile,
    LanguageFile,
    StageFile,
    Step,
    Term,
    TermsFile,
    Translated,
    TranslationFile,
    Written,
)
from evidence_guide.translation.language_tables import (
    LanguageTable,
    Note,
    Translation,
    differences,
    table,
)

LOCALES = "evidence/locales/"
FIELDS: dict[type, tuple[str, ...]] = {
    GuideFile: ("title", "notice", "clinicians/usually", "clinicians/at_once", "profiles/*/title"),
    StageFile: ("title", "about", "urgent/*/says"),
    Step: (
        "title",
        "do",
        "how/*/says",
        "ask/*",
        "urgent/*/says",
        "adapted",
        "exception",
        "differ/*/who",
        "differ/*/says",
        "decision/*/says",
    ),
    Claim: ("says", "plain"),
}
"""The texts that may be given in another language, by the way to them; `*` stands for every member."""


class Original(NamedTuple):
    """A text that may be translated, and where it is written."""

    entry: Entry[Any]
    route: Route
    """The way to it from its item."""
    text: str

    @property
    def file(self) -> str:
        """The evidence file's path below `evidence/`."""
        return self.entry.document.path.removeprefix("evidence/")


class Given(NamedTuple):
    """A translated text, and where it is written."""

    key: str
    place: Place
    text: Translated


@lru_cache(maxsize=4)
def originals(guide: Guide) -> dict[str, Original]:
    """Every text that may be translated, by its key, in the order of the files."""
    found = (
        (entry, route, text)
        for entry in guide.entries
        for pattern in FIELDS.get(type(entry.item), ())
        for route, text in _found(entry.item, pattern.split("/"))
    )
    return {
        "/".join((entry.id, *map(str, route))): Original(entry, route, text)
        for entry, route, text in found
    }


def _found(value: Any, pattern: list[str], route: Route = ()) -> Iterator[tuple[Route, str]]:
    if not pattern and isinstance(value, str):
        yield route, value
    elif pattern and pattern[0] != "*":
        yield from _found(getattr(value, pattern[0], None), pattern[1:], (*route, pattern[0]))
    elif pattern:
        members = enumerate(value) if isinstance(value, tuple) else value
        for name, member in () if isinstance(value, str) else members:
            yield from _found(member, pattern[1:], (*route, name))


def languages(guide: Guide) -> tuple[str, ...]:
    """Tags of the languages for which there are files, known to the generator or not."""
    return tuple(
        sorted(
            {
                language_of(entry)
                for kind in (TranslationFile, LanguageFile)
                for entry in guide.all(kind)
            }
        )
    )


def language_of(entry: Entry[Any]) -> str:
    """The language of a file below `evidence/locales/`."""
    return entry.document.path.removeprefix(LOCALES).partition("/")[0]


def given(guide: Guide, language: str) -> dict[str, Given]:
    """Every text that was translated into a language, by its key; empty ones are left out."""
    files = (entry for entry in guide.all(TranslationFile) if language_of(entry) == language)
    return {
        key: Given(key, entry.place("texts", key, "says"), text)
        for entry in files
        for key, text in entry.item.texts.items()
        if text.says
    }


def note(original: Original, text: Translated | None, of: LanguageTable) -> Note | None:
    """What readers must be told of a text; one whose original changed is shown only while its numbers are still those of the original."""
    if text is None or not text.says:
        return Note.MISSING
    if text.of == worded(original.text):
        return None
    return Note.MISSING if any(differences(original.text, text.says, of)) else Note.CHANGED


def told(guide: Guide) -> tuple[Guide, ...]:
    """The guide in each language into which stages of it are translated; languages that the generator does not know are left out."""
    found = (translated(guide, language) for language in languages(guide))
    return tuple(one for one in found if one and one.file.stages)


def told_at(address: str, guide: Guide) -> Guide:
    """The guide as the page at an address tells it: those in the folder of a language, in that language."""
    return next((one for one in told(guide) if address.startswith(f"{one.file.language}/")), guide)


@lru_cache(maxsize=8)
def translated(guide: Guide, language: str) -> Guide | None:
    """The guide in another language; None where the generator has no table of it, or the guide nobody who stands for the translation."""
    of = table(language)
    file = next(
        (entry.item for entry in guide.all(LanguageFile) if language_of(entry) == language), None
    )
    if of is None or file is None:
        return None
    texts = given(guide, language)
    done = {
        key: note(original, texts[key].text if key in texts else None, of)
        for key, original in originals(guide).items()
    }
    shown = {
        key: str(texts[key].text.says) if done[key] is not Note.MISSING else original.text
        for key, original in originals(guide).items()
    }
    original = {
        text: Note.ORIGINAL
        for finding in guide.findings.values()
        for text in (finding.item.reports, finding.item.where)
    }
    notes = original | {shown[key]: why for key, why in done.items() if why}
    entries = tuple(_entries(guide, language, shown))
    return replace(
        guide, entries=entries, translation=Translation(of, file, guide.file.language, notes, done)
    )


def _entries(guide: Guide, language: str, shown: dict[str, str]) -> Iterator[Entry[object]]:
    """The entries in the order of the original; without the glossary, whose words are those of the original's language."""
    stages = {
        PurePosixPath(entry.document.path).stem
        for entry in guide.all(TranslationFile)
        if entry.document.path.startswith(f"{LOCALES}{language}/stages/")
    }
    own = {
        "language": language,
        "home": [],
        "stages": [id for id in guide.file.stages if id in stages],
    }
    fresh = {
        path: entries_of(model or file.item, file.document)
        for path, file, model, _ in _parsed(guide, shown, own)
    }
    for entry in guide.entries:
        if not isinstance(entry.item, Term | TermsFile):
            yield next(fresh[entry.document.path]) if entry.document.path in fresh else entry


def unfit(guide: Guide, language: str) -> Iterator[tuple[str, str]]:
    """Keys of the translations that do not fit the field of their original, such as a title that is too long, each with what is wrong."""
    texts = given(guide, language)
    places = {
        original.entry.place(*original.route): key
        for key, original in originals(guide).items()
        if key in texts
    }
    shown = {key: str(texts[key].text.says) for key in places.values()}
    yield from (
        (places[d.place], d.message)
        for _, _, _, trouble in _parsed(guide, shown, {})
        for d in trouble
        if d.place in places
    )


_Parsed = tuple[str, Entry[Any], Written | None, tuple[Diagnostic, ...]]


def _parsed(guide: Guide, shown: dict[str, str], own: dict[str, Any]) -> Iterator[_Parsed]:
    """Each evidence file of which texts are shown otherwise, with what it says then, or why it does not fit; `own` goes into `guide.yml`."""
    texts: dict[str, list[tuple[Original, str]]] = {}
    for key, text in shown.items():
        texts.setdefault(originals(guide)[key].entry.document.path, []).append(
            (originals(guide)[key], text)
        )
    files: dict[str, Entry[Any]] = {}
    for entry in guide.entries:
        files.setdefault(entry.document.path, entry)
    for path, replaced in texts.items():
        document = _written_anew(
            files[path].document, replaced, own if isinstance(files[path].item, GuideFile) else {}
        )
        kind: type[Written] = type(files[path].item)
        yield path, files[path], *parse(document, kind)


def _written_anew(
    document: Document, texts: list[tuple[Original, str]], own: dict[str, Any]
) -> Document:
    """A document with some texts replaced; each part keeps its place."""
    value: Any = deepcopy(document.value)
    for original, text in texts:
        *way, last = (*original.entry.route, *original.route)
        part = value
        for step in way:
            part = part.setdefault(step, {}) if isinstance(part, dict) else part[step]
        part[last] = text
    return replace(document, value=value | own)


def keys_of(guide: Guide, stage: str) -> tuple[str, ...]:
    """Keys of the texts that a stage's page shows in the order in which they are written; of a claim only the words that it shows."""
    steps = guide.stages[stage].item.steps
    plain, advice = (
        dict.fromkeys(id for step in steps for id in getattr(step, field))
        for field in ("why", "follows")
    )
    profiles = {id for step in steps if step.whom != "everyone" for id in step.whom}
    own = {stage, *(step.id for step in steps)}
    wanted = (
        {f"{id}/plain" for id in plain}
        | {f"{id}/says" for id in advice}
        | {f"{id}/title" for step in steps for id in step.during}
    )
    wanted |= {f"guide/{field}" for field in FIELDS[GuideFile] if "*" not in field}
    wanted |= {
        f"guide/profiles/{place}/title"
        for place, profile in enumerate(guide.file.profiles)
        if profile.id in profiles
    }
    return tuple(key for key in originals(guide) if key in wanted or key.partition("/")[0] in own)
