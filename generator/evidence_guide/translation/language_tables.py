"""Tables of languages: the generator's words for readers, and how numbers are written.

One table per language, `locales/<language>.yml`, besides CLDR's names of units and number formats
(https://cldr.unicode.org/).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol
from babel.units import format_unit

from evidence_guide.guide import yaml_reader
from evidence_guide.model.locales import LanguageTable
from evidence_guide.text.characters import one_line
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
_NOTHING = "(?!)"
"""A pattern that never matches."""
_SEPARATOR = re.compile(r"(?<=\d)[.,](?=\d)")
_OTHER_SEPARATOR = {",": ".", ".": ","}

Texts = tuple[str, ...]
Meaning = tuple[str, str, str, str, str]
"""Comparison, value, unit, rate and kind of a quantity."""
Quantities = Counter[Meaning]
_PLAIN_KINDS = frozenset({"plain", "range end"})


@cache
def language_table(language: str) -> LanguageTable | None:
    """The table of a language by its tag or the tag's first part; None if missing or unsound."""
    locale = _locale(language)
    if locale is None:
        return None
    path = next(_paths(language, locale), None)
    return _table(language, locale, _value_in(path)) if path else None


def _paths(language: str, locale: Locale) -> Iterator[Traversable]:
    """The files that may have the table of a language, the most specific first."""
    for tag in (language, locale.language):
        path = TABLES.joinpath(f"{tag}.yml")
        if path.is_file():
            yield path


def _value_in(path: Traversable) -> object:
    """The value in a YAML file of the generator."""
    return yaml_reader.read_yaml(path.read_text("utf-8"), path.name).value


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def _table(language: str, locale: Locale, value: object) -> LanguageTable | None:
    if not isinstance(value, dict):
        return None
    labels, numbers = _words(value.get("labels")), _words(value.get("numbers"))
    return LanguageTable(language, _name_of(locale), labels, numbers)


def _name_of(locale: Locale) -> str:
    return str(locale.get_display_name()).capitalize()


def _words(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


@cache
def our_labels() -> Texts:
    """Every English label of a translated page or PDF; each table must have all of them."""
    labels = _value_in(TABLES.joinpath("labels.yml"))
    return tuple(map(str, labels)) if isinstance(labels, list) else ()


def missing_labels(of: LanguageTable) -> Texts:
    """The labels that a table lacks."""
    return tuple(label for label in our_labels() if label not in of.labels)


def differences(original: str, translation: str, of: LanguageTable) -> tuple[Texts, Texts]:
    """Quantities of an English text that its translation lacks, and those that it adds.

    Value, digits, sign, comparison, unit and rate must be the same.
    """
    ours, theirs = _counted(original), _counted(in_english(translation, of))
    return _in_words(ours - theirs), _in_words(theirs - ours)


@lru_cache(maxsize=65536)
def _counted(text: str) -> Quantities:
    return Counter(map(_meaning, quantities(text)))


def _meaning(quantity: Quantity) -> Meaning:
    return quantity.comparison, str(quantity.value), quantity.unit, quantity.per, str(quantity.kind)


def _in_words(found: Quantities) -> Texts:
    return tuple(map(_quantity_in_words, found.elements()))


def _quantity_in_words(meaning: Meaning) -> str:
    *_, kind = meaning
    words = _without_kind(meaning)
    return words if kind in _PLAIN_KINDS else f"{words} ({kind})"


def _without_kind(meaning: Meaning) -> str:
    comparison, value, unit, per, _ = meaning
    rate = f"per {per}" if per else ""
    return " ".join(filter(None, (comparison, value, unit, rate)))


def in_english(text: str, of: LanguageTable) -> str:
    """The text with its numbers, units and comparisons in English; its other words stay."""
    pattern, words = _glossary(of.language)

    def english(match: re.Match[str]) -> str:
        return words[one_line(match[0].lower())]

    return pattern.sub(english, _with_decimal_points(text, of.language))


def _with_decimal_points(text: str, language: str) -> str:
    """The text of a language with the separators of English numbers."""
    if get_decimal_symbol(Locale.parse(language, sep="-")) != ",":
        return text
    return _SEPARATOR.sub(_swapped_separator, text)


def _swapped_separator(match: re.Match[str]) -> str:
    return _OTHER_SEPARATOR[match[0]]


@cache
def _glossary(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a language's words for numbers and units, and the English of each word."""
    words = {}
    for word, english in _words_with_english(language):
        words[word.lower()] = english
    return _pattern(words), words


def _words_with_english(language: str) -> Iterator[tuple[str, str]]:
    yield from _units(language)
    table = language_table(language)
    if table:
        yield from table.numbers.items()


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of any of the words, the longest first; it matches nothing without words."""
    choices = _choices(words) or _NOTHING
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])", re.IGNORECASE)


def _choices(words: Iterable[str]) -> str:
    """Any of the words, the longest first, as part of a pattern."""
    return "|".join(map(_spaced, sorted(words, key=_longest_first)))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _spaced(word: str) -> str:
    """The pattern of a word or phrase, with any white space within it."""
    return r"\s+".join(map(re.escape, word.split()))


def _units(language: str) -> Iterator[tuple[str, str]]:
    """The names of units in a language, in each plural form, with their English names."""
    locale = Locale.parse(language, sep="-")
    for unit, number in product(UNITS, _COUNTS):
        yield _unit_name(unit, number, locale), _unit_name(unit, number, "en")


def _unit_name(unit: str, count: int, locale: Locale | str) -> str:
    return format_unit(count, unit, "long", locale=locale).replace(str(count), "").strip()
