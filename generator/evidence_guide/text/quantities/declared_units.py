"""Units that a guide declares in `policy.units`, and how they convert."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from evidence_guide.text.quantities import units
from evidence_guide.text.quantities.counted import ENDS_THE_COUNT

Equivalents = Mapping[tuple[str, str], Decimal]
"""How many of the second unit are one of the first, both in canonical form."""


class DeclaredUnit(NamedTuple):
    """A unit in canonical form; `times` of `of` make one, unless it is only a name."""

    name: str
    times: Decimal | None = None
    of: str = ""


_DECLARATION = re.compile(
    r"(?P<name>[^=]+?)(?: *= *(?P<times>\d+(?:\.\d+)?) *(?P<of>[^=\d][^=]*))?"
)
_WORD = r"[^\W\d_][\w'’-]*"
_WORDS = re.compile(rf"{_WORD}(?: (?:of )?{_WORD}){{0,2}}")
_PER = re.compile(r" (?:per|an?|each|every) |/")


def declared_unit(text: str) -> DeclaredUnit:
    """The unit that a text such as `pCi/L = 37 Bq/m³` or `dB` declares.

    Raises ValueError, with a sentence, if the text is anything else.
    """
    match = _DECLARATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"`{text[:60]}` declares no unit: write `dB` or `pCi/L = 37 Bq/m³`")
    name = unit_name(match["name"])
    if not match["times"]:
        return DeclaredUnit(name)
    times = Decimal(match["times"])
    if not times:
        raise ValueError(f"`{text[:60]}` makes a unit of nothing")
    return DeclaredUnit(name, times, unit_name(match["of"]))


def unit_name(text: str) -> str:
    """The canonical form of a unit: a known one, or up to three words.

    Raises ValueError, with a sentence, if the text is neither.
    """
    known = units.unit_at(f"1 {text}", 1)
    if known.name and known.end == len(text) + 2:
        if known.per:
            raise ValueError(f"`{text}` is a rate: declare the unit without its time")
        return known.name
    if known.name and " " in text:
        raise ValueError(
            f"`{text[:60]}` begins with the unit `{known.name}`, which is known already"
        )
    if _PER.search(text):
        raise ValueError(f"`{text[:60]}` is a rate: declare the unit without what it is for")
    if _WORDS.fullmatch(text) and not any(map(ENDS_THE_COUNT.fullmatch, _named(text))):
        return " ".join(map(units.singular, text.split(" ")))
    raise ValueError(
        f"`{text[:60]}` is not a unit: write a symbol such as `Bq/m³`, or up to three words such as"
        " `standard drink`"
    )


def _named(text: str) -> list[str]:
    """The words of a name, without the `of` between two of them."""
    return re.split(r"(?<=[^ ]) (?:of )?", text)


def equivalents(declared: Iterable[str]) -> dict[tuple[str, str], Decimal]:
    """The equivalents among some declarations, each of which must be sound."""
    found = map(declared_unit, declared)
    return {(unit.name, unit.of): unit.times for unit in found if unit.times is not None}


def declared_factor(unit: str, other: str, declared: Equivalents) -> Decimal | None:
    """The factor from a value in `unit` to one in `other` by one declaration; None without one."""
    for (name, of), times in declared.items():
        for left, right, factor in ((name, of, times), (of, name, 1 / times)):
            before, after = _factor(unit, left), _factor(right, other)
            if before and after:
                return before * factor * after
    return None


def _factor(unit: str, other: str) -> Decimal | None:
    return Decimal(1) if unit == other else units.conversion_factor(unit, other)
