"""Words that rules look for: English ones here, those of other languages in their tables."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from evidence_guide.guide import Guide
from evidence_guide.model import Level
from evidence_guide.text.trends import Trend, trends

Words = tuple[str, ...]
HEDGES: dict[Level, tuple[str, ...]] = {
    Level.MODERATE: ("probably", "likely"),
    Level.LOW: ("may", "might"),
    Level.VERY_LOW: ("very uncertain",),
}
"""The words that a claim of each certainty must hold.

GRADE guidelines 26, doi:10.1016/j.jclinepi.2019.10.014.
"""
_CAUSAL = re.compile(
    r"\b(?<!\bthe )(?<!\ba )(causes?|prevents?|protects?|leads? to|results? in|raises|lowers|"
    r"reduces|increases|improves|cures?)\b",
    re.IGNORECASE,
)


def hedges(guide: Guide) -> Mapping[Level, tuple[str, ...]]:
    """The words that a claim of each certainty must hold, in the language of a guide."""
    if guide.table is None:
        return HEDGES
    known = guide.table.certainty
    return {level: known[level] for level in HEDGES if known.get(level)}


def holds_any(words: Iterable[str], text: str) -> bool:
    """Whether a text holds one of some words."""
    return _holds(tuple(words), text)


@lru_cache(maxsize=65536)
def _holds(words: tuple[str, ...], text: str) -> bool:
    return _any_pattern(words).search(text) is not None


@cache
def _any_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of any of some whole words, which may be patterns themselves."""
    choices = "|".join(rf"\b{pattern}\b" for pattern in patterns)
    return re.compile(choices or "(?!)", re.IGNORECASE)


def causal_word(text: str, guide: Guide) -> str:
    """The first word of a text that speaks of a cause; empty if none does."""
    return _first_cause(text, guide.table.causes if guide.table else None)


@lru_cache(maxsize=65536)
def _first_cause(text: str, causes: tuple[str, ...] | None) -> str:
    """The first of the words for causes in a text; without them, of the English ones."""
    pattern = _CAUSAL if causes is None else _any_of(causes)
    match = pattern.search(text)
    return match[0] if match else ""


def trends_in(text: str, guide: Guide) -> tuple[Trend, ...]:
    """The words for increases and decreases in a text, in order."""
    if guide.table is None:
        return trends(text)
    signs = _signs(guide.table.more, guide.table.less)
    found = _any_of(tuple(signs)).finditer(text.lower())
    return tuple(Trend(signs[match[0]], match[0]) for match in found)


@cache
def _signs(more: Words, less: Words) -> dict[str, int]:
    return dict.fromkeys(more, 1) | dict.fromkeys(less, -1)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of any of some words; it matches nothing without words."""
    choices = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"\b(?:{choices})\b", re.IGNORECASE)
