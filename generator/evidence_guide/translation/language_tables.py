"""The generator's knowledge of a language: our words for readers, and how numbers are written.

One table per language, `locales/<language>.yml`, besides CLDR's names of units and number formats
(https://cldr.unicode.org/).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol
from babel.units import format_unit

from evidence_guide.guide import yaml_reader
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model.locales import LanguageTable
from evidence_guide.text.quantities import Quantity, quantities

TABLES = files(__package__).joinpath("locales")
_CLDR = {
    "mass": "kilogram gram milligram microgram ounce",
    "volume": "liter deciliter milliliter cup",
    "duration": "second minute hour day week month year",
    "length": "kilometer centimeter millimeter",
    "energy": "kilocalorie kilojoule",
}
UNITS = tuple(f"{kind}-{name}" for kind, names in _CLDR.items() for name in names.split())
"""CLDR's units with names in words; unit symbols are the same in all languages."""
_COUNTS = (1, 2, 5)
"""Counts that trigger every plural form of a unit in most languages."""
_SEPARATOR = re.compile(r"(?<=\d)[.,](?=\d)")
_OTHER_SEPARATOR = {",": ".", ".": ","}

Meaning = tuple[str, str, str, str, str]
"""Comparison, value, unit, rate and kind of a quantity."""


@cache
def language_table(language: str) -> LanguageTable | None:
    """The table of a language by its tag or the tag's first part; None if missing or unsound."""
    locale = _locale(language)
    if locale is None:
        return None
    for tag in (language, locale.language):
        path = TABLES.joinpath(f"{tag}.yml")
        if path.is_file():
            return _read(
                language, locale, yaml_reader.read_yaml(path.read_text("utf-8"), path.name)
            )
    return None


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def _read(language: str, locale: Locale, document: Document) -> LanguageTable | None:
    value = document.value
    if not isinstance(value, dict):
        return None
    name = str(locale.get_display_name()).capitalize()
    return LanguageTable(language, name, _words(value.get("labels")), _words(value.get("numbers")))


def _words(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


@cache
def our_labels() -> tuple[str, ...]:
    """Every English label of a translated page or PDF; each table must have all of them."""
    value = yaml_reader.read_yaml(
        TABLES.joinpath("labels.yml").read_text("utf-8"), "labels.yml"
    ).value
    return tuple(map(str, value)) if isinstance(value, list) else ()


def missing_labels(of: LanguageTable) -> tuple[str, ...]:
    """Our labels that a table does not have."""
    return tuple(label for label in our_labels() if label not in of.labels)


def differences(
    original: str, translation: str, of: LanguageTable
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Quantities of an English text that its translation lacks, and those that it adds.

    Value, digits, sign, comparison, unit and rate must be the same.
    """
    ours = _counted(original)
    theirs = _counted(in_english(translation, of))
    return _in_words(ours - theirs), _in_words(theirs - ours)


@lru_cache(maxsize=65536)
def _counted(text: str) -> Counter[Meaning]:
    return Counter(map(_meaning, quantities(text)))


def _meaning(quantity: Quantity) -> Meaning:
    return quantity.comparison, str(quantity.value), quantity.unit, quantity.per, str(quantity.kind)


def _in_words(found: Counter[Meaning]) -> tuple[str, ...]:
    return tuple(map(_quantity_in_words, found.elements()))


def _quantity_in_words(meaning: Meaning) -> str:
    comparison, value, unit, per, kind = meaning
    rate = f"per {per}" if per else ""
    words = " ".join(filter(None, (comparison, value, unit, rate)))
    return words if kind in {"plain", "range end"} else f"{words} ({kind})"


def in_english(text: str, of: LanguageTable) -> str:
    """The text with its numbers, units and comparisons in English; its other words stay."""
    if get_decimal_symbol(Locale.parse(of.language, sep="-")) == ",":
        text = _SEPARATOR.sub(lambda match: _OTHER_SEPARATOR[match[0]], text)
    pattern, words = _glossary(of.language)
    return pattern.sub(lambda match: words[" ".join(match[0].lower().split())], text)


@cache
def _glossary(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a language's words for numbers and units, and the English of each word."""
    found = language_table(language)
    numbers = found.numbers.items() if found else ()
    words = {word.lower(): english for word, english in [*_units(language), *numbers]}
    return _pattern(words), words


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of any of the words, the longest first; it matches nothing without words."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    spaced = [r"\s+".join(map(re.escape, word.split())) for word in longest_first]
    if not spaced:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spaced)})(?![^\W_])", re.IGNORECASE)


def _units(language: str) -> Iterator[tuple[str, str]]:
    """The names of units in a language, in each plural form, with their English names."""
    locale = Locale.parse(language, sep="-")
    for unit in UNITS:
        for count in _COUNTS:
            yield _unit_name(unit, count, locale), _unit_name(unit, count, "en")


def _unit_name(unit: str, count: int, locale: Locale | str) -> str:
    return format_unit(count, unit, "long", locale=locale).replace(str(count), "").strip()
