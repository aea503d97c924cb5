"""A translation of a guide and the table of its language, as values that the guide carries."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from evidence_guide.model.translations import LanguageFile


class Note(StrEnum):
    """The note to readers about a text of a translation."""

    ORIGINAL = "original"
    """It is in the original's language because such texts are not translated."""
    MISSING = "missing"
    """It is in the original's language because nobody has translated it yet."""
    CHANGED = "changed"
    """The original has changed since it was translated."""


class LanguageTable(NamedTuple):
    """The table of one language."""

    language: str
    """Its tag."""
    name: str
    """What its speakers call it."""
    labels: Mapping[str, str]
    """Our English words for readers, each with its translation."""
    numbers: Mapping[str, str]
    """The language's words for numbers, comparisons and units, with their English ones."""


class Translation(NamedTuple):
    """The translation of a guide into one language."""

    table: LanguageTable
    file: LanguageFile
    original: str
    """Tag of the language in which the guide was written."""
    notes: Mapping[str, Note]
    """For each text as it is shown, the note about it, if it has one."""
    done: Mapping[str, Note | None]
    """For each text that can be translated, by its key, its note."""
