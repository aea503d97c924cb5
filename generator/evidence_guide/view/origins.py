"""The line of a template or of the evidence that a foreign text comes from."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide

Texts = dict[str, str]
"""Texts by the paths of their files."""
_WINDOW = 12
"""Most words that are looked for at once."""
_FINDABLE = 4
"""Fewest letters that are looked for."""


def templates_and_evidence(folder: Path, pattern: str, guide: Guide) -> Texts:
    """The text of each template below a folder, and of each file of the evidence, by path."""
    found = _templates(folder, pattern)
    for document in guide.documents:
        found[document.path] = document.text
    return found


def _templates(folder: Path, pattern: str) -> Texts:
    found = {}
    for path in sorted(folder.rglob(pattern)):
        name = path.relative_to(folder).as_posix()
        found[f"{folder.name}/{name}"] = path.read_text("utf-8")
    return found


def origin_of(words: str, files: Mapping[str, str]) -> Place | None:
    """The place of the longest part of the words; the first file that holds it counts."""
    for part in _parts(words.split()):
        for path, text in files.items():
            at = text.find(part)
            if at >= 0:
                return _place(path, text, at)
    return None


def _place(path: str, text: str, at: int) -> Place:
    """The place of a character of a file."""
    before = text[:at]
    return Place(path, before.count("\n") + 1, at - before.rfind("\n"))


def _parts(words: list[str]) -> Iterator[str]:
    """Runs of neighbouring words that are long enough to be looked for, the longest first."""
    for part in _longest_first(words):
        if len(part) >= _FINDABLE:
            yield part


def _longest_first(words: list[str]) -> Iterator[str]:
    """All runs of neighbouring words, up to the most that are looked for."""
    for size in range(min(len(words), _WINDOW), 0, -1):
        yield from _runs(words, size)


def _runs(words: list[str], size: int) -> Iterator[str]:
    """All runs of so many neighbouring words."""
    for first in range(len(words) - size + 1):
        yield " ".join(words[first : first + size])
