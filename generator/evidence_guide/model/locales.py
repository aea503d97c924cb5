"""A translation of a guide and the table of its language, as values that the guide carries."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from evidence_guide.model.translations import LanguageFile


class Note(StrEnum):
    """What a reader of a translation must be told of a text."""

    ORIGINAL = "original"
    """It stands in the original's language because such texts are not translated."""
    MISSING = "missing"
    """It stands in the original's language because nobody has translated it yet."""
    CHANGED = "changed"
    """The original has changed since it was translated."""


class LanguageTable(NamedTuple):
    """The table of one language."""

    language: str
    """Its tag."""
    name: str
    """What its speakers call it."""
    labels: Mapping[str, str]
    """Our English words for readers, and what they are in the language."""
    numbers: Mapping[str, str]
    """The language's words for numbers, comparisons and units, with their English ones."""


class Translation(NamedTuple):
    """The translation of a guide into one language."""

    table: LanguageTable
    file: LanguageFile
    original: str
    """Tag of the language in which the guide was written."""
    notes: Mapping[str, Note]
    """For each text as it is shown, what readers must be told of it, if anything."""
    done: Mapping[str, Note | None]
    """For each text that can be translated, by its key, what is missing."""
