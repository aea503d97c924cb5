"""Numbers, units, comparisons and dates of a text in another language, as English writes them.

Names of units and months and the form of numbers come from CLDR (https://cldr.unicode.org/), all
other words from the table of the language.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol
from babel.units import format_unit

from evidence_guide.guide.languages import is_english, language_table
from evidence_guide.text.characters import one_line
from evidence_guide.text.quantities import Quantity, quantities

_CLDR = {
    "mass": "kilogram gram milligram microgram ounce",
    "volume": "liter deciliter milliliter cup cubic-meter",
    "duration": "second minute hour day week month year",
    "length": "kilometer meter centimeter millimeter",
    "area": "square-meter",
    "temperature": "celsius",
    "energy": "kilocalorie kilojoule",
    "concentr": "percent",
}
UNITS = tuple(f"{kind}-{name}" for kind, names in _CLDR.items() for name in names.split())
"""CLDR's units with names in words; unit symbols are the same in all languages."""
_COUNTS = (1, 2, 5)
"""Counts that trigger every plural form of a unit in most languages."""
_NOTHING = "(?!)"
"""A pattern that never matches."""
_SEPARATOR = re.compile(r"(?<=\d)[.,](?=\d)")
_OTHER_SEPARATOR = {",": ".", ".": ","}
_EITHER = " | "
"""Between the meanings of a word, such as `to | up to | until`: that after a number, that
elsewhere, and that before a year."""
_THEN_NUMBER = " …"
"""At the end of a meaning that a word has only before a number, such as `at least …`."""
_NUMBER_NEXT = re.compile(r"\s+(?:\w+\s+)?\d")
_YEAR = re.compile(r"\s(?:1[5-9]|20)\d\d\b(?![.,]\d)")
_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_TIME = re.compile(r"\b([01]?\d|2[0-3])\.([0-5]\d)(?=\s(?:Uhr|h)\b)")
_LOOK_BACK = 40
"""Characters before such a word that may hold a number."""
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class _Written(NamedTuple):
    """A text in English numbers, with where its parts come from."""

    text: str
    starts: list[int]
    """The starts of the parts in it."""
    before: list[tuple[int, int]]
    """For each part its start and end in the text as it was written."""


@lru_cache(maxsize=65536)
def quantities_in(
    text: str, language: str, declared: frozenset[str] = frozenset()
) -> tuple[Quantity, ...]:
    """The quantities of a text in a language, each with its words and its place in the text.

    The words behind a number without a unit cannot be compared across languages, so only those
    that are `declared` as units are kept.
    """
    if is_english(language) or language_table(language) is None:
        return quantities(text)
    written = _written(text, language)
    found = [_as_written(quantity, text, written) for quantity in quantities(written.text)]
    return tuple([quantity._replace(counted=quantity.counted & declared) for quantity in found])


def _as_written(quantity: Quantity, text: str, written: _Written) -> Quantity:
    """A quantity with its words and its place in the text before it was put into English."""
    start, end = _place(written, quantity.start)[0], _place(written, quantity.end - 1)[1]
    return quantity._replace(text=text[start:end], start=start, end=end)


def _place(written: _Written, position: int) -> tuple[int, int]:
    """The part of the text as it was written that a character of the English text comes from."""
    number = bisect_right(written.starts, position) - 1
    start, end = written.before[number]
    offset = position - written.starts[number]
    following = written.starts[number + 1 : number + 2] or [len(written.text)]
    if following[0] - written.starts[number] == end - start:
        return start + offset, start + offset + 1
    return start, end


def in_english(text: str, language: str) -> str:
    """The text with its numbers, units, comparisons and dates in English; other words stay."""
    return _written(text, language).text


def all_in_english(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """Texts with their numbers in English, if they are in a language with a table."""
    if is_english(language) or language_table(language) is None:
        return tuple(texts)
    return tuple(in_english(text, language) for text in texts)


@lru_cache(maxsize=65536)
def _written(text: str, language: str) -> _Written:
    pattern, words = _glossary(language)
    separated = _with_decimal_points(text, language)
    parts: list[str] = []
    starts: list[int] = []
    before: list[tuple[int, int]] = []
    length = 0
    for start, end, part in _parts(separated, pattern, words):
        starts.append(length)
        before.append((start, end))
        before_it, after_it = "".join(parts), separated[end:]
        parts.append(_in_place(part, separated[start:end], before_it, after_it))
        length += len(parts[-1])
    return _Written("".join(parts), starts or [0], before or [(0, 0)])


def _in_place(english: str, word: str, before: str, after: str) -> str:
    """The English of a word at its place, or the word itself where it means nothing there."""
    if english.endswith(_THEN_NUMBER):
        follows = _NUMBER_NEXT.match(after)
        return english.removesuffix(_THEN_NUMBER) if follows else word
    return _chosen(english, before, after) if _EITHER in english else english


def _chosen(english: str, before: str, after: str) -> str:
    """The English of a word with several meanings, by what is before and after it."""
    after_number, elsewhere, *before_year = english.split(_EITHER)
    if before_year and _YEAR.match(after):
        return before_year[0]
    return after_number if _ends_with_number(before) else elsewhere


def _ends_with_number(text: str) -> bool:
    """Whether a text ends with a number and its unit."""
    last = text[-_LOOK_BACK:].rstrip(" \u00a0\u202f-")
    found = quantities(last)
    return bool(found) and found[-1].end == len(last)


def _parts(
    text: str, pattern: re.Pattern[str], words: dict[str, str]
) -> Iterator[tuple[int, int, str]]:
    """The parts of a text, each with its place, those that the pattern matches in English."""
    position = 0
    for match in pattern.finditer(text):
        if match.start() > position:
            yield position, match.start(), text[position : match.start()]
        yield match.start(), match.end(), _english(match, words)
        position = match.end()
    if position < len(text):
        yield position, len(text), text[position:]


def _english(match: re.Match[str], words: dict[str, str]) -> str:
    """A word of the glossary, an ordinal in digits or the day of a date, in English."""
    if match["day"]:
        return f"{match['day']} {words[match['month'].lower()]}{match['year'] or ''}"
    if match["nth"]:
        return _ordinal(match["nth"])
    return words[one_line(match[0].lower())]


def _ordinal(digits: str) -> str:
    """An ordinal in English, such as `3rd`."""
    return f"{digits}{_ENDINGS.get(int(digits), 'th')}"


def _with_decimal_points(text: str, language: str) -> str:
    """The text of a language with the separators of English numbers, dates and times."""
    dated = _DATE.sub(r"\1/\2/\3", text)
    return number_in(_TIME.sub(r"\1:\2", dated), language)


def number_in(written: str, language: str) -> str:
    """A number as it is written in English, with the separators of a language."""
    if _has_decimal_comma(language):
        return _SEPARATOR.sub(_swapped_separator, written)
    return written


@cache
def _has_decimal_comma(language: str) -> bool:
    return get_decimal_symbol(Locale.parse(language, sep="-")) == ","


def _swapped_separator(match: re.Match[str]) -> str:
    return _OTHER_SEPARATOR[match[0]]


@cache
def _glossary(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a language's words for numbers and units, and the English of each word."""
    months = dict(_months(language))
    words = months | {word.lower(): english for word, english in _words_with_english(language)}
    return _pattern(words, months, language), words


def _words_with_english(language: str) -> Iterator[tuple[str, str]]:
    yield from _units(language)
    table = language_table(language)
    if table:
        yield from table.numbers.items()


def _pattern(words: Iterable[str], months: Iterable[str], language: str) -> re.Pattern[str]:
    """The pattern of dates, ordinals in digits and any of the words, the longest first."""
    table = language_table(language)
    between = _choices(table.dates) if table and table.dates else _NOTHING
    named = _choices(months) or _NOTHING
    timed = _choices(dict(_units(language))) or _NOTHING
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})\.?\s(?:(?:{between})\s)?(?P<month>{named})\b"
        rf"(?:\s(?:{between}))?(?P<year>\s\d{{4}}\b)?"
        rf"|(?<![\d.,])(?P<nth>\d{{1,2}})(?:\.(?=\s(?:{timed})\b)|[ºª](?=\s))"
        rf"|(?:(?<![^\W_])|(?=[-%]))(?:{_choices(words) or _NOTHING})(?![^\W_])",
        re.IGNORECASE,
    )


def _choices(words: Iterable[str]) -> str:
    """Any of the words, the longest first, as part of a pattern."""
    return "|".join(map(_spaced, sorted(words, key=_longest_first)))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _spaced(word: str) -> str:
    """The pattern of a word or phrase, with any white space within it."""
    return r"\s+".join(map(re.escape, word.split()))


def _months(language: str) -> Iterator[tuple[str, str]]:
    """The names of months in a language, each with its English name."""
    english = get_month_names("wide", locale="en")
    for form in ("wide", "abbreviated"):
        names = get_month_names(form, locale=language.replace("-", "_"))
        for number, name in names.items():
            yield name.lower().rstrip("."), english[number]


def _units(language: str) -> Iterator[tuple[str, str]]:
    """The names of units in a language, in each plural form, with their English names."""
    locale = Locale.parse(language, sep="-")
    for unit, number in product(UNITS, _COUNTS):
        name = _unit_name(unit, number, locale)
        if name:
            yield name, _unit_name(unit, number, "en")


def _unit_name(unit: str, count: int, locale: Locale | str) -> str:
    return format_unit(count, unit, "long", locale=locale).replace(str(count), "").strip()
