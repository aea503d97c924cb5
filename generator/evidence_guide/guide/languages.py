"""Tables of languages: whatever the program must know to write and to read a language.

One file a language, `translation/locales/<language>.yml`, for originals and for translations;
`docs/contribute/languages.md` describes its parts.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale, UnknownLocaleError

from evidence_guide.guide import yaml_reader
from evidence_guide.model.locales import LanguageTable, ReadingFormula

Words = dict[str, str]
"""Words by their names."""
WordLists = dict[str, tuple[str, ...]]
"""Lists of words by their names."""
SearchLists = dict[str, list[object]]
TABLES = files("evidence_guide").joinpath("translation", "locales")
ENGLISH = "en"
REQUIRED = ("labels", "numbers", "certainty", "example")
"""The parts of a table without which no guide can be written in a language."""
OPTIONAL = ("causes", "more", "less", "reading", "search")
"""The parts whose rules say nothing, and whose measures are not taken, without them."""


def is_english(language: str) -> bool:
    """Whether a tag is English, of whatever country."""
    return language.partition("-")[0] == ENGLISH


@cache
def language_table(language: str) -> LanguageTable | None:
    """The table of a language by its tag or the tag's first part; None if missing or unsound."""
    locale = locale_of(language)
    if locale is None:
        return None
    if is_english(language):
        return LanguageTable(language, str(locale.get_display_name()).capitalize(), {}, {})
    path = next(_paths(language, locale), None)
    return _table(language, locale, _value_in(path)) if path else None


@cache
def own_table(language: str) -> LanguageTable | None:
    """The table that a guide written in a language needs; None in English, which needs none."""
    return None if is_english(language) else language_table(language)


def known_languages() -> tuple[str, ...]:
    """The tags of the languages that a guide can be written in or translated into."""
    names = {path.name for path in TABLES.iterdir()} - {"labels.yml"}
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


def lacking(table: LanguageTable | None) -> tuple[str, ...]:
    """The parts that a guide written in a language needs and that its table lacks."""
    if table is None:
        return REQUIRED
    return tuple(part for part in REQUIRED if not getattr(table, part))


def _paths(language: str, locale: Locale) -> Iterator[Traversable]:
    """The files that may have the table of a language, the most specific first."""
    for tag in (language, locale.language):
        path = TABLES.joinpath(f"{tag}.yml")
        if path.is_file():
            yield path


def _value_in(path: Traversable) -> object:
    """The value in a YAML file of the generator."""
    return yaml_reader.read_yaml(path.read_text("utf-8"), path.name).value


def locale_of(language: str) -> Locale | None:
    """What CLDR knows about a language; None if it knows nothing."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def _table(language: str, locale: Locale, value: object) -> LanguageTable | None:
    if not isinstance(value, dict):
        return None
    return LanguageTable(
        language,
        str(locale.get_display_name()).capitalize(),
        _words(value.get("labels")),
        _words(value.get("numbers")),
        certainty=_lists(value.get("certainty")),
        causes=_list(value.get("causes")),
        more=_list(value.get("more")),
        less=_list(value.get("less")),
        dates=_list(value.get("dates")),
        reading=_formula(value.get("reading")),
        search=_search(value.get("search")),
        example=_words(value.get("example")),
    )


def _words(value: object) -> Words:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


def _list(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _lists(value: object) -> WordLists:
    if not isinstance(value, dict):
        return {}
    return {key: _list(words) for key, words in value.items()}


def _search(value: object) -> SearchLists:
    if not isinstance(value, dict):
        return {}
    return {key: part for key, part in value.items() if isinstance(part, list)}


def _formula(value: object) -> ReadingFormula | None:
    """The formula of a language for reading grades; None without a sound one."""
    if not isinstance(value, dict):
        return None
    words = _words(value)
    try:
        weights = {name: Decimal(weight) for name, weight in _words(value.get("weights")).items()}
        scale = tuple(_pair(pair) for pair in value.get("scale") or ())
    except (InvalidOperation, TypeError, ValueError):
        return None
    return ReadingFormula(
        words["name"], words["by"], words["address"], words["syllable"], weights, scale
    )


def _pair(pair: list[str]) -> tuple[Decimal, Decimal]:
    score, grade = pair
    return Decimal(score), Decimal(grade)
