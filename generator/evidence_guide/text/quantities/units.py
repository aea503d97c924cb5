"""Spellings of units, the unit after a number, and conversion factors by pint."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from evidence_guide.text.quantities import symbols

if TYPE_CHECKING:
    from pint import UnitRegistry

_MASS = {
    "kg": "kg|kilogram(?:me)?s?|kilos?",
    "g": "g|gram(?:me)?s?",
    "mg": "mg|milligram(?:me)?s?",
    "µg": "[µμu]g|mcg|microg|micro[ -]g|mug(?=/)|micro ?gram(?:me)?s?",
    "ng": "ng|nanogram(?:me)?s?",
    "pg": "pg|pcg|picogram(?:me)?s?",
    "oz": "oz|ounces?",
}
_SUBSTANCE = {
    "mol": "mol|moles?",
    "mmol": "mmol|millimoles?",
    "µmol": "[µμu]mol|micromoles?",
    "nmol": "nmol|nanomoles?",
    "pmol": "pmol|picomoles?",
}
_MOLAR = {"mmol/l": "mM", "µmol/l": "[µμu]M", "nmol/l": "nM", "pmol/l": "pM"}
_VOLUME = {
    "l": "[lL]|lit(?:re|er)s?",
    "dl": "d[lL]|decilit(?:re|er)s?",
    "ml": "m[lL]|millilit(?:re|er)s?",
    "µl": "[µμu][lL]|microlit(?:re|er)s?",
    "cp": "cups?",
}
_OTHER = {
    "kcal": "kcals?|kilocalories?",
    "kJ": "kJ|kilojoules?",
    "km": "km|kilomet(?:re|er)s?",
    "cm": "cm(?! ?H[2₂]O)|centimet(?:re|er)s?",
    "mm": "mm(?! ?Hg)|millimet(?:re|er)s?",
    "IU": "IU|international units?",
    "percentage points": "percentage[ -]points?",
    "%": "%|per ?cent",
    "times": "times|fold",
    "trimester": "trimesters?",
    "": "m",  # ambiguous: printed for metres, minutes and months alike
}
_TIME = {
    "s": "secs?|seconds?",
    "min": "mins?|minutes?",
    "h": "h|hrs?|hours?",
    "d": "d|days?",
    "week": "wks?|w|weeks?",
    "month": "mos?|mths?|months?",
    "a": "y|yrs?|years?",
}
SPELLINGS = {**_MASS, **_SUBSTANCE, **_MOLAR, **_VOLUME, **_OTHER, **_TIME}
"""Spellings (a pattern) of each unit; the key is pint's compact form, or ours."""
_DEFINITIONS = (
    "pico- = 1e-12 = p-",
    "nano- = 1e-9 = n-",
    "micro- = 1e-6 = µ-",
    "milli- = 1e-3 = m-",
    "deci- = 1e-1 = d-",
    "kilo- = 1e3 = k-",
    "meter = [length] = m",
    "gram = [mass] = g",
    "mole = [substance] = mol",
    "liter = decimeter ** 3 = l",
    "ounce = 28.349523125 * gram = oz",
    "cup = 0.2365882365 * liter = cp",
)
"""The units of mass, substance and volume, as in pint's own list."""
OWN = frozenset({"", "IU", "percentage points", "times", "trimester"})
"""Units that pint does not know."""
TIMES = frozenset(_TIME)
"""Units of time."""
_LENGTHS = {
    "h": ("h", 1),
    "d": ("h", 24),
    "week": ("h", 168),
    "month": ("month", 1),
    "a": ("month", 12),
}
"""Units of time as multiples of another, where that is exact."""


def _any_of(spellings: Iterable[str]) -> str:
    return "(?:" + "|".join(spellings) + ")" + _END


_END = r"(?:(?<=[%‰°$€£)])|(?![^\W_]))"
_NAMED = "|".join(f"(?P<u{i}>(?:{spelled}){_END})" for i, spelled in enumerate(SPELLINGS.values()))
_WORDS = re.compile(rf"{symbols.POWERED}|{_NAMED}|{symbols.OTHER}{_END}")
_NAMES = tuple(SPELLINGS)
_ANY = rf"(?:{symbols.POWERED}|{_any_of(SPELLINGS.values())}|{symbols.OTHER}{_END})"
CLOCK = _any_of(_TIME.values())
"""Pattern of a unit of time."""
SPACE = r"[ \t\n\u00a0\u2009\u202f]"
"""Pattern of a space that may separate a number from its unit."""
_RAISED = "[-−–⁻][123¹²³](?!\\d)"
_UNIT = re.compile(
    rf"[)\]]?(?:{SPACE}?|[-‑])(?P<top>{_ANY}(?:(?:[·⋅*]|(?<=W){SPACE}(?=h\b)){_ANY})*)"
    rf"(?P<below>(?:{SPACE}?/{SPACE}?(?:{_ANY}|s{_END})|{SPACE}per{SPACE}{_ANY}"
    rf"|[ ·](?:{_ANY}|s){SPACE}?{_RAISED})*)"
)
_IN_BRACKETS = re.compile(rf"{SPACE}?[(\[]([^()\[\]\d]{{2,25}})[)\]]")
"""A unit in brackets; a letter alone is more often the mark of a footnote."""
_PART = re.compile(rf"(?P<unit>{_ANY}|\bs(?![^\W\d]))(?:{SPACE}?[-−–⁻](?P<power>[123¹²³]))?")
_EACH = re.compile(rf"(?:{SPACE}?/|{SPACE}per{SPACE})(?P<thing>[^\W\d_]{{2,}})")
_UP_TO_THREE_WORDS = (
    rf"(?:{SPACE}(?!(?:and|or|to|for|in|at|after|with)\b)(?:of{SPACE})?[^\W\d_][\w-]*){{0,3}}?"
)
_RATE = re.compile(
    rf"{_UP_TO_THREE_WORDS}(?:{SPACE}(?:an?|per|each|every){SPACE}|{SPACE}?/{SPACE}?)"
    rf"(?P<time>{CLOCK})"
    rf"|{_UP_TO_THREE_WORDS}{SPACE}(?P<daily>daily|weekly|monthly|yearly)\b"
    r"|[- ](?P<hyphened>daily|weekly|monthly|yearly)\b"
)
_DAILY = {"daily": "d", "weekly": "week", "monthly": "month", "yearly": "a"}
_CAPITAL = re.compile(r"[A-Z](?=[a-z]{3})")
"""The capital of a word that begins the head of a table."""


class ParsedUnit(NamedTuple):
    """A unit in a text: its canonical name, the time it is a rate for, and where it ends."""

    name: str
    per: str
    end: int


def unit_at(text: str, position: int) -> ParsedUnit:
    """The unit after a number that ends at `position`; an empty unit if there is none."""
    match = _UNIT.match(text, position)
    if match is None:
        return _bracketed_unit(text, position)
    top = _product(match["top"])
    name, clock = _quotient(top, _divisors(match["below"]))
    if clock or top in TIMES:
        return ParsedUnit(name, clock, match.end())
    per, end = rate_at(text, match.end())
    return ParsedUnit(name, per, end)


def _bracketed_unit(text: str, position: int) -> ParsedUnit:
    """The unit in brackets behind a number: `4 (pCi/L)`; empty if they hold anything else."""
    match = _IN_BRACKETS.match(text, position)
    found = unit_at(match[1], 0) if match else ParsedUnit("", "", 0)
    if match and found.name and found.end == len(match[1]):
        return found._replace(end=match.end())
    return ParsedUnit("", "", position)


def _product(text: str) -> str:
    """The canonical name of a unit or of a product of units: `kW·h` is `kWh`."""
    return "·".join(_named(text)).replace("W·h", "Wh")


def _divisors(text: str) -> list[str]:
    """The canonical names of the units that another is divided by."""
    return [_divisor(match) for match in _PART.finditer(text)]


def _divisor(match: re.Match[str]) -> str:
    name = _named(match["unit"])[0] if match["unit"] != "s" else "s"
    power = _POWERS.get(match["power"] or "", "")
    return f"{name or 'm'}{power}" if power else name


_POWERS = {"2": "2", "²": "2", "3": "3", "³": "3"}


def _quotient(top: str, below: list[str]) -> tuple[str, str]:
    """The name of a unit over others, and the unit of time among those."""
    upper, _, lower = top.partition("/")  # `mph` brings its own
    parts = [lower, *below]
    clock = [name for name in parts if name in TIMES]
    measured = [name for name in parts if name and name not in TIMES]
    length = "m" if below and not upper else upper  # a lone `m` may be minutes, `m/s` is not
    return "/".join([length, *measured]), clock[0] if clock else ""


def _named(text: str) -> list[str]:
    """The canonical names of the units in a text."""
    return [_name(match) for match in _WORDS.finditer(text)]


def _name(match: re.Match[str]) -> str:
    if match.lastgroup:
        return _NAMES[int(match.lastgroup[1:])]
    return symbols.canonical(match[0])


def rate_at(text: str, position: int) -> tuple[str, int]:
    """The time unit of a rate at `position` (`a day`, `of it daily`), and where it ends."""
    match = _RATE.match(text, position)
    if match is None:
        return _each(text, position)
    if match["time"]:
        return _named(match["time"])[0], match.end()
    return _DAILY[match["daily"] or match["hyphened"]], match.end()


def _each(text: str, position: int) -> tuple[str, int]:
    """What an amount is in, if the text goes on with it: `/tablet`, `per serving`."""
    match = _EACH.match(text, position)
    if match is None:
        return "", position
    return singular(match["thing"]), match.end()


def singular(word: str) -> str:
    """A word without capitals and without the endings of plurals."""
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("ies"):
        return f"{lower[:-3]}y"
    if lower.endswith(_PLURALS_IN_ES):
        return lower[:-2]
    return lower if lower.endswith("ss") else lower.removesuffix("s")


_PLURALS_IN_ES = ("sses", "shes", "ches", "xes", "zzes")
_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "persons": "person"}


def unit_alone(text: str) -> str:
    """The unit that a text consists of, or an empty string if it holds anything else.

    What it is a rate for is left out: that of `Micrograms per day` is `µg`.
    """
    words = _CAPITAL.sub(lambda match: match[0].lower(), text.strip(), count=1)
    found = unit_at(words, 0)
    return found.name if found.end == len(words) else ""


@cache
def _registry() -> "UnitRegistry[Decimal]":
    # pint is slow to import, and its thousand units to read; only guides that convert pay for it
    registry: UnitRegistry[Decimal] = import_module("pint").UnitRegistry(
        [*_DEFINITIONS, *symbols.DEFINITIONS], non_int_type=Decimal, cache_folder=None
    )
    return registry


@cache
def conversion_factor(unit: str, other: str) -> Decimal | None:
    """The factor from a value in `unit` to one in `other`, by pint.

    None if the two measure different things.
    """
    if not unit:
        return None
    dimension = _dimension(unit)
    if dimension is None or dimension != _dimension(other):
        return None
    return _factor_by_pint(unit, other)


def _factor_by_pint(unit: str, other: str) -> Decimal:
    registry = _registry()
    one, another = (registry.Unit(_POWER.sub(r"**\1", name)) for name in (unit, other))
    return Decimal(registry.convert(Decimal(1), one, another))


_POWER = re.compile(r"(?<=[^\W\d])([234])(?=/|$)")


def _dimension(unit: str) -> tuple[object, ...] | None:
    """What a unit or a quotient measures; None if the program does not convert it."""
    dimension: list[object] = []
    for part in unit.split("/"):
        measured = _measured_by(part)
        if measured is None:
            return None
        dimension.append(measured)
    return tuple(dimension)


def _measured_by(unit: str) -> object:
    """Mass, substance, volume or a power of another measure; None for other units."""
    for name, known in _FAMILIES.items():
        if unit in known:
            return name
    return symbols.family(unit)


_FAMILIES: dict[object, dict[str, str]] = {
    "mass": _MASS,
    "substance": _SUBSTANCE,
    ("length", 3): _VOLUME,
}


def exact_lengths(unit: str, other: str) -> tuple[int, int] | None:
    """The lengths of two units of time in a common base, where the conversion is exact.

    Years and months have such a base; so have weeks, days and hours. Otherwise None.
    """
    base, length = _LENGTHS.get(unit, ("", 0))
    other_base, other_length = _LENGTHS.get(other, (" ", 0))
    return (length, other_length) if base == other_base else None


def swapped(unit: str, name: str, other: str) -> str:
    """The unit with one base unit replaced by another, prefix kept; empty if not applicable.

    `pg/ml` with `mol` for `g` becomes `pmol/ml`.
    """
    top, *below = unit.split("/")
    family = _MASS if name == "g" else _SUBSTANCE
    if top not in family or not top.endswith(name):
        return ""
    return "/".join([top.removesuffix(name) + other, *below])
