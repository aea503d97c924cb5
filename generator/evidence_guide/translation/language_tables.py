"""What the generator knows of a language: our words for readers in it, and how numbers are told in it.

One table a language, `locales/<language>.yml`, beside CLDR's names of units and signs of numbers (https://cldr.unicode.org/).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol
from babel.units import format_unit

from evidence_guide.guide import yaml_reader
from evidence_guide.model import LanguageFile
from evidence_guide.text.quantities import Quantity, quantities

TABLES = files(__package__).joinpath("locales")
UNITS = (
    *(f"mass-{name}" for name in ("kilogram", "gram", "milligram", "microgram", "ounce")),
    *(f"volume-{name}" for name in ("liter", "deciliter", "milliliter", "cup")),
    *(f"duration-{name}" for name in ("second", "minute", "hour", "day", "week", "month", "year")),
    *(f"length-{name}" for name in ("kilometer", "centimeter", "millimeter")),
    *(f"energy-{name}" for name in ("kilocalorie", "kilojoule")),
)
"""CLDR's units that have names in words; their signs are the same in all languages."""
_COUNTS = (1, 2, 5)
"""Numbers that together call for every form that a name of a unit has before a whole number in most languages."""


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
    """Words that tell numbers, comparisons and units in the language, and what they are in English."""


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


@cache
def table(language: str) -> LanguageTable | None:
    """The table of a language by its tag, or by the tag's first part; None where the generator has none, or one that is unsound."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    path = next(
        (
            path
            for tag in (language, locale.language)
            if (path := TABLES.joinpath(f"{tag}.yml")).is_file()
        ),
        None,
    )
    value = yaml_reader.read(path.read_text("utf-8"), path.name).value if path else None
    if not isinstance(value, dict):
        return None
    name = str(locale.get_display_name()).capitalize()
    return LanguageTable(language, name, _words(value.get("labels")), _words(value.get("numbers")))


def _words(value: object) -> dict[str, str]:
    return (
        {key: text for key, text in value.items() if isinstance(text, str)}
        if isinstance(value, dict)
        else {}
    )


@cache
def labels() -> tuple[str, ...]:
    """Every English word of ours that a translated page or PDF shows; each table must have it."""
    value = yaml_reader.read(TABLES.joinpath("labels.yml").read_text("utf-8"), "labels.yml").value
    return tuple(str(text) for text in value) if isinstance(value, list) else ()


def lacking(of: LanguageTable) -> tuple[str, ...]:
    """Our words that a table does not have."""
    return tuple(label for label in labels() if label not in of.labels)


def differences(
    original: str, translation: str, of: LanguageTable
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Quantities of an English text that its translation lacks, and those that it adds: value, digits, sign, comparison, unit and rate count."""
    ours, theirs = _counted(original), _counted(in_english(translation, of))
    return tuple(_told(ours - theirs)), tuple(_told(theirs - ours))


_Meaning = tuple[str, str, str, str, str]


@lru_cache(maxsize=65536)
def _counted(text: str) -> Counter[_Meaning]:
    return Counter(map(_meaning, quantities(text)))


def _meaning(quantity: Quantity) -> _Meaning:
    return quantity.comparison, str(quantity.value), quantity.unit, quantity.per, str(quantity.kind)


def _told(found: Counter[_Meaning]) -> Iterator[str]:
    for comparison, value, unit, per, kind in found.elements():
        words = " ".join(filter(None, (comparison, value, unit, f"per {per}" if per else "")))
        yield words if kind in {"plain", "range end"} else f"{words} ({kind})"


def in_english(text: str, of: LanguageTable) -> str:
    """The text with its numbers, units and comparisons in English; its other words stay."""
    decimal = get_decimal_symbol(Locale.parse(of.language, sep="-"))
    swapped = (
        re.sub(r"(?<=\d)[.,](?=\d)", lambda m: ",."[m[0] == ","], text) if decimal == "," else text
    )
    pattern, words = _glossary(of.language)
    return pattern.sub(lambda m: words[" ".join(m[0].lower().split())], swapped)


@cache
def _glossary(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words of a language that tell numbers, and their English."""
    found = table(language)
    words = {
        key.lower(): english
        for key, english in (*_units(language), *(found.numbers.items() if found else ()))
    }
    longest = sorted(words, key=lambda word: (-len(word), word))
    pattern = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
    return re.compile(
        rf"(?<![^\W_])(?:{pattern})(?![^\W_])" if words else r"(?!)", re.IGNORECASE
    ), words


def _units(language: str) -> Iterator[tuple[str, str]]:
    for unit in UNITS:
        for count in _COUNTS:
            name, english = (
                format_unit(count, unit, "long", locale=locale)
                for locale in (Locale.parse(language, sep="-"), "en")
            )
            yield name.replace(str(count), "").strip(), english.replace(str(count), "").strip()
