"""Files for translators, created and updated without losing any line that they wrote.

Comments that begin with `#=` hold the original and those with `#!` report changes to it. They are
generated and rewritten each time; everything else is the translator's.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse, pairwise
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from evidence_guide.diagnostic import Diagnostic, GuideError
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
_OBSOLETE = "This text is no longer in the evidence: reuse what you can elsewhere, then remove it."
_CHANGED = "The original has changed since: read both, fix the translation, then write of:"
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
Lines = list[str]
Keys = dict[str, str]
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


def translate(guide: Guide, language: str, stages: Names = ()) -> list[UpdatedFile]:
    """The files of a language, created or updated for the named stages and those begun.

    Without either, all stages are included. Raises GuideError, and writes nothing, if the
    generator has no table of the language, a stage is unknown, or a file cannot be read.
    """
    _require_usual_tag(language)
    _require_whole(guide)
    folder = guide.folder / LOCALES / language
    files = _updated_files(guide, folder, _stages(guide, folder, stages))
    _write(files, folder, guide)
    return files


def _require_whole(guide: Guide) -> None:
    """Raises GuideError if evidence that may be translated cannot be read."""
    if guide.unread - {TranslationFile, LanguageFile}:
        raise GuideError(
            "some evidence cannot be read, and its texts would look deleted;"
            " `evidence-guide check` lists what to fix"
        )


def _write(files: list[UpdatedFile], folder: Path, guide: Guide) -> None:
    """Writes the files of a language, and the one about its translators if there is none."""
    new = {file.path: file.text for file in files}
    if not (folder / "language.yml").exists():
        new[folder / "language.yml"] = _LANGUAGE
    unlinked(new, guide.folder)
    write_files(new)


def _updated_files(guide: Guide, folder: Path, stages: Names) -> list[UpdatedFile]:
    shown = _shown_keys(guide, stages)
    files = []
    for name, known in _originals_by_file(guide).items():
        if not shown.isdisjoint(known):
            files.append(_updated(folder / name, known, shown, guide.folder))
    return files


def _shown_keys(guide: Guide, stages: Names) -> set[str]:
    """Keys of the texts on the pages of stages."""
    shown: set[str] = set()
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


def _stages(guide: Guide, folder: Path, named: Names) -> Names:
    """The named stages and those begun, or else all."""
    _require_stages(named, guide)
    _require_stage_files(guide)
    chosen = [id for id in guide.file.stages if id in named or _is_begun(id, folder)]
    return tuple(chosen) or guide.file.stages


def _require_stages(named: Names, guide: Guide) -> None:
    for id in named:
        if id not in guide.file.stages:
            known = ", ".join(guide.file.stages)
            raise GuideError(f"`{id}` is not a stage; the stages are {known}")


def _require_stage_files(guide: Guide) -> None:
    for id in guide.file.stages:
        if id not in guide.stages:
            raise GuideError(
                f"the stage `{id}` has no file; write evidence/stages/{id}.yml, or take it out of"
                " `stages` in evidence/guide.yml"
            )


def _is_begun(stage: str, folder: Path) -> bool:
    """Whether a stage has a file of translations."""
    return (folder / "stages" / f"{stage}.yml").exists()


def _originals_by_file(guide: Guide) -> dict[str, dict[str, Original]]:
    files: dict[str, dict[str, Original]] = {}
    for key, original in originals(guide).items():
        files.setdefault(original.file, {})[key] = original
    return files


def _updated(path: Path, known: Originals, shown: set[str], within: Path) -> UpdatedFile:
    """A file brought up to date, given the originals of its evidence file and the keys shown."""
    parts = _with_new_names(_read(path, within), known)
    keys = _keys(parts, known, shown)
    return UpdatedFile(
        path,
        _text_of(keys, parts, known),
        missing=_count_missing(keys, parts.texts),
        changed=_count_changed(parts.texts, known),
        unknown=len(parts.texts.keys() - known.keys()),
    )


def _text_of(keys: Iterable[str], parts: _Parts, known: Originals) -> str:
    lines = [*parts.head, *_blocks(keys, parts, known), ""]
    return "\n".join(lines)


def _blocks(keys: Iterable[str], parts: _Parts, known: Originals) -> Iterator[str]:
    """The lines of all texts."""
    for key in keys:
        lines = parts.blocks.get(key, [])
        yield from _block(key, known.get(key), lines, parts.texts.get(key))


def _count_missing(keys: Iterable[str], texts: Translations) -> int:
    return sum(not _is_translated(texts.get(key)) for key in keys)


def _count_changed(texts: Translations, known: Originals) -> int:
    return sum(_has_changed(text, known.get(key)) for key, text in texts.items())


def _keys(parts: _Parts, known: Originals, shown: set[str]) -> list[str]:
    """The keys of a file: those translated or shown, then those without an original."""
    wanted = parts.blocks.keys() | shown
    current = [key for key in known if key in wanted]
    obsolete = [key for key in parts.blocks if key not in known]
    return current + obsolete


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
    head, *blocks = map(_theirs, _sections(document, file))
    return _Parts(head, dict(zip(file.texts, blocks, strict=True)), dict(file.texts))


def _sections(document: Document, file: TranslationFile) -> Iterator[Lines]:
    """The lines above the texts, and those of each text with the comments above its name."""
    lines = document.text.splitlines()
    starts = [_start(lines, _line_in(document, key)) for key in file.texts]
    for start, end in pairwise([0, *starts, len(lines)]):
        yield lines[start:end]


def _line_in(document: Document, key: str) -> int:
    """The index of the line of a text."""
    return document.place(("texts", key)).line - 1


def _new_parts(path: Path) -> _Parts:
    """The parts of a file that does not exist yet."""
    schema = f"# yaml-language-server: $schema={_schema_from(path)}"
    return _Parts([schema, "texts:"], {}, {})


def _schema_from(path: Path) -> str:
    """The relative path from a file of translations to its schema."""
    depth = len(path.parts) - path.parts.index("locales") - 1
    return "../" * depth + "schema/translation.json"


def _theirs(lines: Lines) -> Lines:
    """The lines without our comments."""
    return [line for line in lines if not line.lstrip().startswith(OURS)]


def _parsed(path: Path, within: Path) -> tuple[Document, TranslationFile]:
    """The file's document and its model. Raises GuideError if it cannot be read."""
    text, trouble = yaml_reader.read_text(path, str(path), within=within)
    if trouble:
        raise _broken(trouble)
    document = yaml_reader.read_yaml(text, str(path))
    file, trouble = parse(document, TranslationFile)
    if file is None:
        raise _broken(trouble)
    return document, file


def _broken(trouble: Sequence[Diagnostic]) -> GuideError:
    first = trouble[0]
    return GuideError(f"{first.place}: {first.message}; fix the file first, nothing was written")


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
        new.blocks[name] = _renamed(lines, key, name)
        new.texts[name] = parts.texts[key]
    return new


def _renamed(lines: Lines, old: str, new: str) -> Lines:
    return [line.replace(f"{old}:", f"{new}:", 1) for line in lines]


def _moved(texts: Translations, known: Originals) -> Keys:
    """New keys of texts whose originals have moved within the file.

    A text in the way takes a key that has become free.
    """
    movers = _movers(texts, known)
    moved = {key: target for target, key in movers.items()}
    in_the_way = [key for key in texts if key in movers and key not in moved]
    free = filterfalse(movers.__contains__, moved)
    return moved | dict(zip(in_the_way, free, strict=False))


def _movers(texts: Translations, known: Originals) -> Keys:
    """For each new key, the key of the text that moves there."""
    now = _keys_by_wording(known)
    at_home = _keys_at_home(texts, known)
    movers: Keys = {}
    for key, text in texts.items():
        target = now.get(text.of)
        if target and at_home.isdisjoint({key, target}):
            movers[target] = key
    return movers


def _keys_at_home(texts: Translations, known: Originals) -> set[str]:
    return {key for key, text in texts.items() if _is_at_home(key, text, known)}


def _keys_by_wording(known: Originals) -> Keys:
    """The first key of each wording, by its hash."""
    keys: Keys = {}
    for key, original in known.items():
        keys.setdefault(worded(original.text), key)
    return keys


def _is_at_home(key: str, text: Translated, known: Originals) -> bool:
    """Whether a text was translated from the original that has its key."""
    return key in known and worded(known[key].text) == text.of


# Writing


def _block(
    key: str, original: Original | None, lines: Lines, text: Translated | None
) -> Iterator[str]:
    """The lines of one text, with the original and its changes below the key."""
    lines = _written(key, original, lines, text)
    below = _line_of_key(lines) + 1
    yield from lines[:below]
    yield from _our_comments(original, text)
    yield from lines[below:]


def _written(key: str, original: Original | None, lines: Lines, text: Translated | None) -> Lines:
    """The lines of one text; without a translation, its hash is that of the current original."""
    of = _wording_of(original)
    if text is None:
        return [f"  {key}:", "    says:", f"    of: {of}"]
    if original is None or text.says:
        return lines
    return [line.replace(text.of, of) for line in lines]


def _wording_of(original: Original | None) -> str:
    """The hash of an original's wording."""
    return worded(original.text) if original else ""


def _our_comments(original: Original | None, text: Translated | None) -> Iterator[str]:
    if original is None:
        yield f"    #! {_OBSOLETE}"
        return
    yield from _quoted(original)
    if text and _has_changed(text, original):
        yield f"    #! {_CHANGED} {worded(original.text)}"


def _quoted(original: Original) -> Iterator[str]:
    for line in original.text.splitlines():
        yield f"    #= {line}"


def _line_of_key(lines: Lines) -> int:
    for number, line in enumerate(lines):
        if line.strip() and not _is_comment(line):
            return number
    raise AssertionError("a text without a key")
