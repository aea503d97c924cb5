"""Files for translators, created and updated without losing a line of theirs.

Comments that begin with `#=` hold the original and those with `#!` report changes to it. They are
ours and rewritten each time; everything else is the translator's.
"""

import os
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.lock import worded
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import LanguageFile, Translated, TranslationFile
from evidence_guide.translation.language_tables import language_table
from evidence_guide.translation.translated_guide import LOCALES, Original, keys_of, originals

OURS = ("#=", "#!")
_OBSOLETE = (
    "The evidence has no such text any more: keep what is of use elsewhere, then remove this one."
)
_CHANGED = "The original has changed since: read both, fix the translation, then write of:"
_LANGUAGE = """# yaml-language-server: $schema=../../schema/language.json
# `machine` if a machine translated, whoever looked at it later; otherwise `people`.
made:
# Who, or with what, and when, in words of the language.
made_by:
# Clinicians whose own language it is and who reviewed the translation: name, qualification, on. \
While there are none, every page says so.
reviewers: []
"""
Lines = list[str]
Originals = Mapping[str, Original]
Translations = Mapping[str, Translated]


class UpdatedFile(NamedTuple):
    """A file with its new text, and counts of the work left in it."""

    path: Path
    text: str
    missing: int
    changed: int
    unknown: int

    def __str__(self) -> str:
        return (
            f"{self.path}: {self.missing} to translate, {self.changed} whose original has changed,"
            f" {self.unknown} without an original"
        )


class _Parts(NamedTuple):
    """The lines of a file: those above its texts, and those of each text without our comments."""

    head: Lines
    blocks: dict[str, Lines]
    texts: dict[str, Translated]


def translate(guide: Guide, language: str, stages: tuple[str, ...] = ()) -> list[UpdatedFile]:
    """The files of a language, created or updated for the named stages and those begun.

    Without either, all stages are included. Raises GuideError, and writes nothing, if the
    generator has no table of the language, a stage is unknown, or a file cannot be read.
    """
    _require_usual_tag(language)
    if guide.unread - {TranslationFile, LanguageFile}:
        raise GuideError(
            "some evidence cannot be read, and its texts would seem to be gone;"
            " `evidence-guide check` says what to fix"
        )
    folder = guide.folder / LOCALES / language
    files = _updated_files(guide, folder, _stages(guide, folder, stages))
    new = {file.path: file.text for file in files}
    language_file = folder / "language.yml"
    if not language_file.exists():
        new[language_file] = _LANGUAGE
    unlinked(new, guide.folder)
    write_files(new)
    return files


def _updated_files(guide: Guide, folder: Path, stages: tuple[str, ...]) -> list[UpdatedFile]:
    shown: set[str] = set()
    for stage in stages:
        shown.update(keys_of(guide, stage))
    files = []
    for name, known in _originals_by_file(guide).items():
        if not shown.isdisjoint(known):
            files.append(_updated(folder / name, known, shown, guide.folder))
    return files


def _require_usual_tag(language: str) -> None:
    if language_table(language) is None:
        raise GuideError(
            f"the generator has no table of the language `{language}`; use a tag such as `es`, or"
            " add one beside locales/es.yml in the generator"
        )
    usual = str(Locale.parse(language, sep="-")).replace("_", "-")
    if language != usual:
        raise GuideError(
            f"the language `{language}` is written `{usual}`; a folder of another name would be a"
            " second translation"
        )


def _stages(guide: Guide, folder: Path, named: tuple[str, ...]) -> tuple[str, ...]:
    """The named stages and those begun, or else all."""
    for id in named:
        if id not in guide.file.stages:
            raise GuideError(f"`{id}` is none of the stages: {', '.join(guide.file.stages)}")
    for id in guide.file.stages:
        if id not in guide.stages:
            raise GuideError(
                f"the stage `{id}` has no file; write evidence/stages/{id}.yml, or take it out of"
                " `stages` in evidence/guide.yml"
            )
    chosen = [
        id for id in guide.file.stages if id in named or (folder / "stages" / f"{id}.yml").exists()
    ]
    return tuple(chosen) or guide.file.stages


def _originals_by_file(guide: Guide) -> dict[str, dict[str, Original]]:
    files: dict[str, dict[str, Original]] = {}
    for key, original in originals(guide).items():
        files.setdefault(original.file, {})[key] = original
    return files


def _updated(path: Path, known: Originals, shown: set[str], within: Path) -> UpdatedFile:
    """A file brought up to date, given the originals of its evidence file and the keys shown."""
    parts = _with_new_names(_read(path, within), known)
    keys = _keys(parts, known, shown)
    lines = list(parts.head)
    for key in keys:
        lines += _block(key, known.get(key), parts.blocks.get(key, []), parts.texts.get(key))
    missing = sum(not _is_translated(parts.texts.get(key)) for key in keys)
    changed = sum(_has_changed(text, known.get(key)) for key, text in parts.texts.items())
    unknown = len(parts.texts.keys() - known.keys())
    return UpdatedFile(path, "\n".join(lines) + "\n", missing, changed, unknown)


def _keys(parts: _Parts, known: Originals, shown: set[str]) -> list[str]:
    """The keys of a file: those translated or shown, then those without an original."""
    current = [key for key in known if key in parts.blocks or key in shown]
    obsolete = [key for key in parts.blocks if key not in known]
    return [*current, *obsolete]


def _is_translated(text: Translated | None) -> bool:
    return text is not None and bool(text.says)


def _has_changed(text: Translated, original: Original | None) -> bool:
    """Whether a text was translated from another wording of its original."""
    if original is None or not text.says:
        return False
    return text.of != worded(original.text)


# Reading


def _read(path: Path, within: Path) -> _Parts:
    if not os.path.lexists(path):
        return _new_parts(path)
    document, file = _parsed(path, within)
    lines = document.text.splitlines()
    starts = [_start(lines, document.place(("texts", key)).line - 1) for key in file.texts]
    sections = [lines[start:end] for start, end in pairwise([0, *starts, len(lines)])]
    head, *blocks = map(_theirs, sections)
    return _Parts(head, dict(zip(file.texts, blocks, strict=True)), dict(file.texts))


def _new_parts(path: Path) -> _Parts:
    """The parts of a file that does not exist yet."""
    up = "../" * (len(path.parts) - path.parts.index("locales") - 1)
    schema = f"# yaml-language-server: $schema={up}schema/translation.json"
    return _Parts([schema, "texts:"], {}, {})


def _theirs(lines: Lines) -> Lines:
    """The lines without our comments."""
    return [line for line in lines if not line.lstrip().startswith(OURS)]


def _parsed(path: Path, within: Path) -> tuple[Document, TranslationFile]:
    """The file's document and its model. Raises GuideError if it cannot be read."""
    text, trouble = yaml_reader.read_text(path, str(path), within=within)
    document = yaml_reader.read_yaml(text, str(path))
    file = None
    if not trouble:
        file, trouble = parse(document, TranslationFile)
    if file is None:
        first = trouble[0]
        raise GuideError(f"{first.place}: {first.message}; fix the file first, nothing was written")
    return document, file


def _start(lines: Lines, at: int) -> int:
    """The line in which a text begins, including the comments above its name."""
    while at and _is_comment(lines[at - 1]):
        at -= 1
    return at


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


# Moved texts


def _with_new_names(parts: _Parts, known: Originals) -> _Parts:
    """The parts, with each text under the key that its original has now."""
    moved = _moved(parts.texts, known)
    new = _Parts(parts.head, {}, {})
    for key, lines in parts.blocks.items():
        name = moved.get(key, key)
        new.blocks[name] = [line.replace(f"{key}:", f"{name}:", 1) for line in lines]
        new.texts[name] = parts.texts[key]
    return new


def _moved(texts: Translations, known: Originals) -> dict[str, str]:
    """New keys of texts whose originals have moved within the file.

    A text in the way takes a key that has become free.
    """
    movers = _movers(texts, known)
    moved = {key: target for target, key in movers.items()}
    free = [key for key in moved if key not in movers]
    in_the_way = [key for key in texts if key in movers and key not in moved]
    return moved | dict(zip(in_the_way, free, strict=False))


def _movers(texts: Translations, known: Originals) -> dict[str, str]:
    """The key of the text that moves to each new key."""
    now: dict[str, str] = {}
    for key, original in known.items():
        now.setdefault(worded(original.text), key)
    movers: dict[str, str] = {}
    for key, text in texts.items():
        target = now.get(text.of)
        if target is None or _is_at_home(key, text, known):
            continue
        if target not in texts or not _is_at_home(target, texts[target], known):
            movers[target] = key
    return movers


def _is_at_home(key: str, text: Translated, known: Originals) -> bool:
    """Whether a text was translated from the original that has its key."""
    return key in known and worded(known[key].text) == text.of


# Writing


def _block(
    key: str, original: Original | None, lines: Lines, text: Translated | None
) -> Iterator[str]:
    """The lines of one text, with the original and its changes below the key."""
    of = worded(original.text) if original else ""
    if text is None:
        lines = [f"  {key}:", "    says:", f"    of: {of}"]
    elif original and not text.says:
        lines = [line.replace(text.of, of) for line in lines]
    name = _line_of_key(lines)
    yield from lines[: name + 1]
    yield from _our_comments(original, text)
    yield from lines[name + 1 :]


def _our_comments(original: Original | None, text: Translated | None) -> Iterator[str]:
    if original is None:
        yield f"    #! {_OBSOLETE}"
        return
    for line in original.text.splitlines():
        yield f"    #= {line}"
    if text and _has_changed(text, original):
        yield f"    #! {_CHANGED} {worded(original.text)}"


def _line_of_key(lines: Lines) -> int:
    for number, line in enumerate(lines):
        if line.strip() and not _is_comment(line):
            return number
    raise AssertionError("a text without a key")
