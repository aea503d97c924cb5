"""Spellings of units, the unit behind a number, and factors between units by pint."""

import re
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

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
    "cm": "cm|centimet(?:re|er)s?",
    "mm": "mm|millimet(?:re|er)s?",
    "IU": "IU|international units?",
    "percentage points": "percentage[ -]points?",
    "%": "%|per ?cent",
    "times": "times|fold",
    "trimester": "trimesters?",
    "": "m",  # printed for metres, minutes and months alike: no unit that could be told
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
"""Each unit in pint's compact form, or ours, with the ways to write it."""
OWN = frozenset({"", "IU", "percentage points", "times", "trimester"})
"""Units that pint does not know."""
TIMES = frozenset(_TIME)
_LENGTHS = {
    "h": ("h", 1),
    "d": ("h", 24),
    "week": ("h", 168),
    "month": ("month", 1),
    "a": ("month", 12),
}

_END = r"(?:(?<=%)|(?![^\W_]))"
_WORDS = re.compile(
    "|".join(f"(?P<u{i}>(?:{spelled}){_END})" for i, spelled in enumerate(SPELLINGS.values()))
)
_NAMES = tuple(SPELLINGS)
_ANY = "(?:" + "|".join(SPELLINGS.values()) + ")" + _END
CLOCK = "(?:" + "|".join(_TIME.values()) + ")" + _END
SPACE = r"[ \t\n\u00a0\u2009\u202f]"
_UNIT = re.compile(
    rf"[)\]]?(?:{SPACE}?|[-‑])(?P<top>{_ANY})(?P<below>(?:{SPACE}?/{SPACE}?{_ANY}|{SPACE}per{SPACE}{_ANY}|[ ·]{_ANY}{SPACE}?[-−–⁻][1¹](?!\d))*)"
)
_RATE = re.compile(
    rf"(?:{SPACE}(?!(?:and|or|to|for|in|at|after|with)\b)(?:of{SPACE})?[^\W\d_][\w-]*){{0,3}}?(?:{SPACE}(?:an?|per|each|every){SPACE}|{SPACE}?/{SPACE}?)(?P<time>{CLOCK})"
    rf"|(?:{SPACE}(?!(?:and|or|to|for|in|at|after|with)\b)(?:of{SPACE})?[^\W\d_][\w-]*){{0,3}}?{SPACE}(?P<daily>daily|weekly|monthly|yearly)\b"
    r"|[- ](?P<hyphened>daily|weekly|monthly|yearly)\b"
)
_DAILY = {"daily": "d", "weekly": "week", "monthly": "month", "yearly": "a"}
_ALONE = re.compile(rf"\s*{_ANY}(?:\s?/\s?{_ANY})*\s*")


class Unit(NamedTuple):
    """A unit as read: its canonical text, the time it is for, and where its text ends."""

    name: str
    per: str
    end: int


def _named(text: str) -> list[str]:
    return [_NAMES[int((match.lastgroup or "u0")[1:])] for match in _WORDS.finditer(text)]


def unit_at(text: str, position: int) -> Unit:
    """The unit that follows a number which ends at `position`; without one, an empty unit that ends there."""
    match = _UNIT.match(text, position)
    if match is None:
        return Unit("", "", position)
    top, below = _named(match["top"])[0], _named(match["below"])
    clock = [name for name in below if name in TIMES]
    name = "/".join((top, *(name for name in below if name and name not in TIMES)))
    if clock or top in TIMES:
        return Unit(name, clock[0] if clock else "", match.end())
    per, end = rate_at(text, match.end())
    return Unit(name, per, end)


def rate_at(text: str, position: int) -> tuple[str, int]:
    """The time of a rate that follows at `position` (`a day`, `of it daily`), and where it ends."""
    match = _RATE.match(text, position)
    if match is None:
        return "", position
    return (
        _named(match["time"])[0] if match["time"] else _DAILY[match["daily"] or match["hyphened"]]
    ), match.end()


def alone(text: str) -> str:
    """The unit, if the text is nothing but a unit; else nothing."""
    return "/".join(_named(text)) if _ALONE.fullmatch(text) else ""


@cache
def _registry() -> "UnitRegistry[Decimal]":
    # pint takes a third of a second to import and build, and most guides print what they say: only a conversion pays for it
    registry: UnitRegistry[Decimal] = import_module("pint").UnitRegistry(
        non_int_type=Decimal, cache_folder=None
    )
    return registry


@cache
def factor(unit: str, other: str) -> Decimal | None:
    """What a value in `unit` is multiplied by to be in `other`, by pint; None where the two measure different things."""
    if not unit or _measures(unit) is None or _measures(unit) != _measures(other):
        return None
    registry = _registry()
    return Decimal(registry.convert(Decimal(1), registry.Unit(unit), registry.Unit(other)))


def _measures(unit: str) -> tuple[int, ...] | None:
    """What a unit of mass, substance or volume, or of one over another, measures; None for all others."""
    kinds = [
        next((i for i, kind in enumerate((_MASS, _SUBSTANCE, _VOLUME)) if part in kind), None)
        for part in unit.split("/")
    ]
    return None if None in kinds else tuple(kind for kind in kinds if kind is not None)


def lengths(unit: str, other: str) -> tuple[int, int] | None:
    """How long two units of time are against each other, where that is exact: years and months; weeks, days and hours."""
    base, length = _LENGTHS.get(unit, ("", 0))
    other_base, other_length = _LENGTHS.get(other, (" ", 0))
    return (length, other_length) if base == other_base else None


def swapped(unit: str, name: str, other: str) -> str:
    """The unit with one base unit in place of another, its prefix kept: `pg/ml` with `mol` for `g` is `pmol/ml`; nothing where it does not hold the first."""
    top, *below = unit.split("/")
    if top not in (_MASS if name == "g" else _SUBSTANCE) or not top.endswith(name):
        return ""
    return "/".join((top.removesuffix(name) + other, *below))
