"""The PO file of a translation, created and brought up to date without losing what people wrote.

The originals, the comments for translators and the references are ours and written anew. A text
whose original has changed is marked `fuzzy`, and one that is no longer in the evidence becomes
obsolete.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from babel.messages.catalog import Catalog

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.po_file import CHARSET, FUZZY, PoEntry, PoFile, header_fields
from evidence_guide.guide.po_reader import MOST_PO, read_po
from evidence_guide.model import LanguageFile, TranslationFile
from evidence_guide.translation.language_tables import language_table
from evidence_guide.translation.po_writer import po_text
from evidence_guide.translation.surroundings import surroundings, translatable
from evidence_guide.translation.translated_guide import Original, keys_of, po_path
from evidence_guide.translation.translator_notes import translator_notes

_LANGUAGE = """# yaml-language-server: $schema=../../schema/language.json
# `machine` if a machine made the translation, even if people revised it; otherwise `people`.
made:
# The translator or the program, and the date, in the language of the translation.
made_by:
# Native speakers who are experts and reviewed the translation: name, qualification, on. \
Until there is one, every page says that there is none.
reviewers: []
"""
Names = tuple[str, ...]
Keys = dict[str, str]
Entries = dict[str, PoEntry]
Originals = Mapping[str, Original]


class UpdatedFile(NamedTuple):
    """A file of translations with counts of the work left in it."""

    path: Path
    missing: int
    changed: int
    obsolete: int

    def __str__(self) -> str:
        return (
            f"{self.path}: {self.missing} to translate, {self.changed} to look at again,"
            f" {self.obsolete} obsolete"
        )


def translate(guide: Guide, language: str, stages: Names = ()) -> UpdatedFile:
    """The file of a language, created or updated for the named stages and those begun.

    Without either, all stages are included. Raises GuideError, and writes nothing, if the
    generator has no table of the language, a stage is unknown, or the file cannot be read.
    """
    _require_usual_tag(language)
    _require_whole(guide)
    path = guide.folder / po_path(language)
    before = _read(path, guide.folder)
    shown = _shown_keys(guide, _stages(guide, before, stages))
    after = _updated(before, translatable(guide), shown)
    after = after._replace(header=_header(before.header, guide, language))
    _write(path, after if after != before else None, guide)
    return _counted(path, after)


def _require_whole(guide: Guide) -> None:
    """Raises GuideError if evidence that may be translated cannot be read."""
    if guide.unread - {TranslationFile, LanguageFile}:
        raise GuideError(
            "some evidence cannot be read, and its texts would look deleted;"
            " `evidence-guide check` lists what to fix"
        )


def _write(path: Path, file: PoFile | None, guide: Guide) -> None:
    """Writes a file of translations if it is new, and the one about its translators if missing."""
    new = {path: po_text(file)} if file else {}
    about = path.with_name("language.yml")
    if not about.exists():
        new[about] = _LANGUAGE
    unlinked([path, *new], guide.folder)
    write_files(new)


def _counted(path: Path, file: PoFile) -> UpdatedFile:
    current = _by_key(file).values()
    missing = sum(not entry.translation for entry in current)
    fuzzy = sum(entry.is_fuzzy for entry in current)
    return UpdatedFile(path, missing, fuzzy, len(file.entries) - len(current))


# What to translate


def _shown_keys(guide: Guide, stages: Names) -> set[str]:
    """Keys of the texts on the pages of stages, and around them."""
    shown = set(surroundings(guide))
    for stage in stages:
        shown.update(keys_of(guide, stage))
    return shown


def _require_usual_tag(language: str) -> None:
    if language_table(language) is None:
        raise GuideError(
            f"the generator has no table of the language `{language}`; use a tag such as `es`, or"
            " add one beside locales/es.yml in the generator"
        )
    usual = _usual_tag(language)
    if language != usual:
        why = "a folder of another name would be a second translation"
        raise GuideError(f"the language `{language}` is written `{usual}`; {why}")


def _usual_tag(language: str) -> str:
    return str(Locale.parse(language, sep="-")).replace("_", "-")


def _stages(guide: Guide, file: PoFile, named: Names) -> Names:
    """The named stages and those begun, or else all."""
    _require_stages(named, guide)
    _require_stage_files(guide)
    begun = {_item_of(entry.context) for entry in file.entries if not entry.is_obsolete}
    chosen = [id for id in guide.file.stages if id in named or id in begun]
    return tuple(chosen) or guide.file.stages


def _require_stages(named: Names, guide: Guide) -> None:
    known = guide.file.stages
    for id in filterfalse(known.__contains__, named):
        raise GuideError(f"`{id}` is not a stage; the stages are {', '.join(known)}")


def _require_stage_files(guide: Guide) -> None:
    for id in guide.file.stages:
        if id not in guide.stages:
            raise GuideError(
                f"the stage `{id}` has no file; write evidence/stages/{id}.yml, or take it out of"
                " `stages` in evidence/guide.yml"
            )


# Reading


def _read(path: Path, within: Path) -> PoFile:
    """A file of translations; an empty one if there is none. Raises GuideError."""
    if not os.path.lexists(path):
        return PoFile(PoEntry("", ""))
    text, trouble = yaml_reader.read_text(path, str(path), MOST_PO, within, "utf-8")
    if trouble:
        raise _broken(trouble)
    file, document = read_po(text, str(path))
    if document.trouble:
        raise _broken(document.trouble)
    return file


def _broken(trouble: Sequence[Diagnostic]) -> GuideError:
    first = trouble[0]
    return GuideError(f"{first.place}: {first.message}; fix the file first, nothing was written")


# The header


def _header(header: PoEntry, guide: Guide, language: str) -> PoEntry:
    """The header with every field that programs for translators ask for; none is changed."""
    if not header.translation:
        header = header._replace(comments=(f"# {guide.file.title} ({language})",))
    written = [line for line in header.translation.split("\n") if line]
    lines = [*written, *_lacking(header, guide, language)]
    text = "".join(f"{line}\n" for line in lines)
    return header._replace(translation=text, flags=_without_fuzzy(header))


def _lacking(header: PoEntry, guide: Guide, language: str) -> Iterator[str]:
    """The lines of the fields that a header lacks."""
    known = header_fields(header)
    for name, value in _fields(guide, language):
        if name not in known:
            yield f"{name}: {value}"


def _fields(guide: Guide, language: str) -> Iterator[tuple[str, str]]:
    """The fields of a new header; its dates are those of the evidence."""
    tag = language.replace("-", "_")
    day = f"{guide.file.as_of} 00:00+0000"
    yield "Project-Id-Version", f"{guide.file.title} {guide.file.version}"
    yield "Report-Msgid-Bugs-To", f"{guide.file.repository.rstrip('/')}/issues"
    yield "POT-Creation-Date", day
    yield "PO-Revision-Date", day
    yield "Last-Translator", "Automatically generated"
    yield "Language-Team", "none"
    yield "Language", tag
    yield "MIME-Version", "1.0"
    yield "Content-Type", f"text/plain; charset={CHARSET}"
    yield "Content-Transfer-Encoding", "8bit"
    yield "Plural-Forms", Catalog(locale=tag).plural_forms
    yield "X-Generator", "evidence-guide"


def _without_fuzzy(entry: PoEntry) -> Names:
    return tuple(flag for flag in entry.flags if flag != FUZZY)


# Entries


def _updated(file: PoFile, known: Originals, shown: set[str]) -> PoFile:
    """A file brought up to date, given all originals and the keys that are shown."""
    obsolete = [entry for entry in file.entries if entry.is_obsolete]
    entries = _with_new_names(_by_key(file), known, shown)
    wanted = {key: known[key] for key in known if key in entries or key in shown}
    current = [
        _current(_found(key, original, entries, obsolete), key, original)
        for key, original in wanted.items()
    ]
    return file._replace(entries=_unique([*current, *_gone(entries, known), *obsolete]))


def _by_key(file: PoFile) -> Entries:
    """The entries that are not obsolete, by their keys."""
    return {entry.context: entry for entry in file.entries if not entry.is_obsolete}


def _gone(entries: Entries, known: Originals) -> Iterator[PoEntry]:
    """The entries without an original, as far as somebody wrote something in them."""
    for key in filterfalse(known.__contains__, entries):
        entry = entries[key]
        if entry.is_written:
            yield _obsolete(entry)


def _found(key: str, original: Original, entries: Entries, obsolete: list[PoEntry]) -> PoEntry:
    """The entry of a key; without a translation, the one that had become obsolete."""
    entry = entries.get(key, PoEntry(key, original.text))
    if entry.translation:
        return entry
    former = [one for one in obsolete if one.context == key and one.translation]
    former.sort(key=lambda one: one.original != original.text)
    return next(iter(former), entry)


def _unique(entries: Iterable[PoEntry]) -> tuple[PoEntry, ...]:
    """The entries without those that have the key and original of an earlier one."""
    found: dict[tuple[str, str], PoEntry] = {}
    for entry in entries:
        found.setdefault((entry.context, entry.original), entry)
    return tuple(found.values())


def _current(entry: PoEntry, key: str, original: Original) -> PoEntry:
    """An entry with the original as it is now, and our comments."""
    entry = _with_notes(entry._replace(context=key, is_obsolete=False), original)
    if not entry.translation:
        entry = entry._replace(original=original.text)
    if entry.original != original.text:
        return _fuzzy(entry, original.text)
    if entry.is_fuzzy and entry.translation:
        return entry
    return entry._replace(previous=None, previous_context=None, flags=_without_fuzzy(entry))


def _with_notes(entry: PoEntry, original: Original) -> PoEntry:
    """An entry with our comments for translators, which another program may have wrapped."""
    path = original.entry.document.path
    notes = translator_notes(original)
    if " ".join(entry.extracted) == " ".join(notes):
        notes = entry.extracted
    return entry._replace(extracted=notes, references=(path,))


def _fuzzy(entry: PoEntry, text: str) -> PoEntry:
    """A translated entry with a new original, after the one that it was translated from."""
    flags = (FUZZY, *_without_fuzzy(entry))
    before = entry.translated_from
    return entry._replace(original=text, flags=flags, previous=before, previous_context=None)


def _obsolete(entry: PoEntry) -> PoEntry:
    return entry._replace(extracted=(), references=(), is_obsolete=True)


# Moved texts


def _with_new_names(entries: Entries, known: Originals, shown: set[str]) -> Entries:
    """The entries, each under the key that its original has now."""
    wanted = {key: known[key] for key in known if key in shown or key in entries}
    moved = _moved(entries, wanted)
    return {moved.get(key, key): entry for key, entry in entries.items()}


def _moved(entries: Entries, known: Originals) -> Keys:
    """New keys of texts whose originals have moved.

    A text in the way takes a key that has become free.
    """
    movers = _movers(entries, known)
    moved = {key: target for target, key in movers.items()}
    in_the_way = [key for key in entries if key in movers and key not in moved]
    free = filterfalse(movers.__contains__, moved)
    return moved | dict(zip(in_the_way, free, strict=False))


def _movers(entries: Entries, known: Originals) -> Keys:
    """For each new key, the key of the text that moves there, within its item if possible."""
    at_home = {key for key, entry in entries.items() if _is_at_home(key, entry, known)}
    free = _keys_by_wording(known, at_home)
    movers: Keys = {}
    for key, entry in entries.items():
        targets = free.get(entry.original)
        if targets and key not in at_home:
            inside = [target for target in targets if _item_of(target) == _item_of(key)]
            target = next(iter(inside or targets))
            targets.remove(target)
            movers[target] = key
    return movers


def _item_of(key: str) -> str:
    """The id of the item that a key begins with."""
    return key.partition("/")[0]


def _keys_by_wording(known: Originals, taken: set[str]) -> dict[str, list[str]]:
    """The keys of each wording that no translation has yet."""
    keys: dict[str, list[str]] = {}
    for key, original in known.items():
        if key not in taken:
            keys.setdefault(original.text, []).append(key)
    return keys


def _is_at_home(key: str, entry: PoEntry, known: Originals) -> bool:
    """Whether a text was translated from the original that has its key."""
    return key in known and known[key].text == entry.original
