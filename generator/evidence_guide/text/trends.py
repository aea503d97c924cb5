"""Whether a sentence says that something increases or decreases."""

import re
from functools import lru_cache
from typing import NamedTuple

_UP = (
    "raise raises raised raising higher highest increase increases increased increasing more"
    " greater rise rises rose risen rising larger bigger gain gains gained exceed exceeds exceeded"
    " doubled likelier"
)
_DOWN = (
    "lower lowers lowered lowering lowest less decrease decreases decreased decreasing reduce"
    " reduces reduced reducing reduction fewer fall falls fell fallen falling smaller drop drops"
    " dropped decline declines declined"
)
_SIGNS = dict.fromkeys(_UP.split(), 1) | dict.fromkeys(_DOWN.split(), -1)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_IDIOM = re.compile(
    r"\b(?:(?:more|less|fewer) than (?=\d)|more or less|more so"
    r"|(?:falls?|falling|fallen|fell) (?:asleep|behind|ill))\b"
)
"""Phrases whose words do not express a trend."""


class Trend(NamedTuple):
    """A word for an increase (1) or a decrease (-1)."""

    sign: int
    word: str


@lru_cache(maxsize=65536)
def trends(text: str) -> tuple[Trend, ...]:
    """The words for increases and decreases in a text, in order."""
    without_idioms = _IDIOM.sub(" ", text.lower())
    words = _WORD.findall(without_idioms)
    return tuple(Trend(_SIGNS[word], word) for word in words if word in _SIGNS)


def is_trend(word: str) -> bool:
    """Whether a word in small letters is one for an increase or a decrease."""
    return word in _SIGNS
