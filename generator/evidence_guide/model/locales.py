"""A translation of a guide and the table of its language, as values that the guide carries."""

from collections.abc import Mapping
from decimal import Decimal
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


class ReadingFormula(NamedTuple):
    """A published formula for how hard a text of a language is to read."""

    name: str
    by: str
    """Its authors and year."""
    address: str
    """Where it is described."""
    syllable: str
    """The pattern of a syllable: each match in a word counts as one."""
    weights: Mapping[str, Decimal]
    """By what it counts, the weight; `base` is added as it is."""
    scale: tuple[tuple[Decimal, Decimal], ...]
    """For a score that is no school grade: scores with their grades, between which it is linear."""


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
    certainty: Mapping[str, tuple[str, ...]] = {}
    """By level of certainty, the words of which a claim must hold one."""
    causes: tuple[str, ...] = ()
    """Words that speak of a cause."""
    more: tuple[str, ...] = ()
    """Words for an increase."""
    less: tuple[str, ...] = ()
    """Words for a decrease."""
    dates: tuple[str, ...] = ()
    """Words between the parts of a date."""
    reading: ReadingFormula | None = None
    """The formula by which texts of the language are graded, if there is one."""
    search: Mapping[str, list[object]] = {}
    """Words without meaning for the search (`ignored`), and spellings that count as one."""
    example: Mapping[str, str] = {}
    """The English texts of the guide that `init` makes, with their translation."""


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
