"""The command `translate`: files for translators, made and kept up to date without losing a line of theirs.

Comments that begin with `#=` hold the original and those with `#!` what has happened to it; they are ours and written anew, everything else is the translator's.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.lock import worded
from evidence_guide.guide.validation import parse
from evidence_guide.model import LanguageFile, Translated, TranslationFile
from evidence_guide.translation.language_tables import table
from evidence_guide.translation.translated_guide import LOCALES, Original, keys_of, originals

OURS = ("#=", "#!")
_LANGUAGE = """# yaml-language-server: $schema=../../schema/language.json
# `machine` if a machine translated, whoever looked at it later; otherwise `people`.
made:
# Who, or with what, and when, in words of the language.
made_by:
# Clinicians whose own language it is and who reviewed the translation: name, qualification, on. While there are none, every page says so.
reviewers: []
"""
Lines = list[str]


class Updated(NamedTuple):
    """A file as it is written now, and what is left to do in it."""

    path: Path
    text: str
    missing: int
    changed: int
    unknown: int

    def __str__(self) -> str:
        return f"{self.path}: {self.missing} to translate, {self.changed} whose original has changed, {self.unknown} without an original"


def translate(guide: Guide, language: str, stages: tuple[str, ...] = ()) -> list[Updated]:
    """Makes or updates the files of a language for the stages named and those begun, or else for all.

    Raises GuideError, and writes nothing, if the generator has no table of the language, a stage is unknown, or a file cannot be read.
    """
    if table(language) is None:
        raise GuideError(
            f"the generator has no table of the language `{language}`; use a tag such as `es`, or add one beside locales/es.yml in the generator"
        )
    usual = str(Locale.parse(language, sep="-")).replace("_", "-")
    if language != usual:
        raise GuideError(
            f"the language `{language}` is written `{usual}`; a folder of another name would be a second translation"
        )
    if guide.unread - {TranslationFile, LanguageFile}:
        raise GuideError(
            "some evidence cannot be read, and its texts would be taken for gone; `evidence-guide check` says what to mend"
        )
    folder = guide.folder / LOCALES / language
    shown = {key for stage in _stages(guide, folder, stages) for key in keys_of(guide, stage)}
    names = dict.fromkeys(
        original.file for key, original in originals(guide).items() if key in shown
    )
    files = [_updated(folder / name, _of(guide, name), shown, guide.folder) for name in names]
    new = {file.path: file.text for file in files}
    if not (folder / "language.yml").exists():
        new[folder / "language.yml"] = _LANGUAGE
    unlinked(new, guide.folder)
    write(new)
    return files


def _of(guide: Guide, name: str) -> dict[str, Original]:
    """The texts of one evidence file, by the name of its translation."""
    return {key: original for key, original in originals(guide).items() if original.file == name}


def _stages(guide: Guide, folder: Path, named: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [id for id in named if id not in guide.file.stages]
    if unknown:
        raise GuideError(f"`{unknown[0]}` is none of the stages: {', '.join(guide.file.stages)}")
    return (
        tuple(
            id
            for id in guide.file.stages
            if id in named or (folder / "stages" / f"{id}.yml").exists()
        )
        or guide.file.stages
    )


def _updated(path: Path, known: Mapping[str, Original], shown: set[str], within: Path) -> Updated:
    """A file of the language brought up to date, given the texts of its evidence file and the keys of those that readers see."""
    head, blocks, texts = _read(path, within)
    moved = _moved(texts, known)
    blocks = {
        moved.get(key, key): [
            line.replace(f"{key}:", f"{moved.get(key, key)}:", 1) for line in lines
        ]
        for key, lines in blocks.items()
    }
    texts = {moved.get(key, key): text for key, text in texts.items()}
    keys = (
        *(key for key in known if key in blocks or key in shown),
        *(key for key in blocks if key not in known),
    )
    lines = [
        line
        for key in keys
        for line in _block(key, known.get(key), blocks.get(key, []), texts.get(key))
    ]
    missing = sum(key not in texts or not texts[key].says for key in keys)
    changed = sum(
        bool(text.says) and key in known and text.of != worded(known[key].text)
        for key, text in texts.items()
    )
    return Updated(
        path,
        "\n".join((*head, *lines)) + "\n",
        missing,
        changed,
        sum(key not in known for key in texts),
    )


def _read(path: Path, within: Path) -> tuple[Lines, dict[str, Lines], dict[str, Translated]]:
    """The lines of a file above its texts, the lines of each text without our comments, and the texts."""
    if not os.path.lexists(path):
        up = "../" * (len(path.parts) - path.parts.index("locales") - 1)
        return [f"# yaml-language-server: $schema={up}schema/translation.json", "texts:"], {}, {}
    text, trouble = yaml_reader.read_text(path, str(path), within=within)
    document = yaml_reader.read(text, str(path))
    file, more = (None, trouble) if trouble else parse(document, TranslationFile)
    if file is None:
        raise GuideError(
            f"{more[0].place}: {more[0].message}; mend the file first, nothing was written"
        )
    lines = document.text.splitlines()
    starts = [_start(lines, document.place(("texts", key)).line - 1) for key in file.texts]
    parts = [
        [line for line in lines[a:b] if not line.lstrip().startswith(OURS)]
        for a, b in zip((0, *starts), (*starts, len(lines)), strict=True)
    ]
    return parts[0], dict(zip(file.texts, parts[1:], strict=True)), file.texts


def _start(lines: Lines, at: int) -> int:
    """Where a text begins: at the comments above its name."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _moved(texts: Mapping[str, Translated], known: Mapping[str, Original]) -> dict[str, str]:
    """New names of texts whose originals stand elsewhere in the file now; what is in the way takes the name that has become free."""
    now = {worded(original.text): key for key, original in reversed(tuple(known.items()))}
    found = {
        key: now[text.of]
        for key, text in texts.items()
        if text.of in now and (key not in known or worded(known[key].text) != text.of)
    }
    moved = {
        key: new
        for new, key in {
            new: key
            for key, new in found.items()
            if new not in texts or texts[new].of != worded(known[new].text)
        }.items()
    }
    free = [key for key in moved if key not in moved.values()]
    in_the_way = [key for key in texts if key in moved.values() and key not in moved]
    return moved | dict(zip(in_the_way, free, strict=False))


def _block(
    key: str, original: Original | None, lines: Lines, text: Translated | None
) -> Iterator[str]:
    """The lines of one text, with the original and what has happened to it below its name."""
    of = worded(original.text) if original else ""
    if text is None:
        lines = [f"  {key}:", "    says:", f"    of: {of}"]
    elif original and not text.says:
        lines = [line.replace(text.of, of) for line in lines]
    name = next(
        place
        for place, line in enumerate(lines)
        if line.strip() and not line.lstrip().startswith("#")
    )
    yield from lines[: name + 1]
    yield from (f"    #= {line}" for line in (original.text.splitlines() if original else ()))
    if original is None:
        yield "    #! The evidence has no such text any more: keep what is of use elsewhere, then remove this one."
    elif text and text.says and text.of != of:
        yield f"    #! The original has changed since: read both, mend the translation, then write of: {of}"
    yield from lines[name + 1 :]
