"""Which way a sentence says that something goes: more or less."""

import re
from typing import NamedTuple

_MORE = (
    "raise raises raised raising higher highest increase increases increased increasing more greater rise rises rose risen rising"
    " larger bigger gain gains gained exceed exceeds exceeded doubled likelier"
)
_LESS = (
    "lower lowers lowered lowering lowest less decrease decreases decreased decreasing reduce reduces reduced reducing reduction fewer"
    " fall falls fell fallen falling smaller drop drops dropped decline declines declined"
)
_SIGNS = {word: sign for sign, words in ((1, _MORE), (-1, _LESS)) for word in words.split()}
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_IDIOM = re.compile(
    r"\b(?:(?:more|less|fewer) than (?=\d)|more or less|more so|(?:falls?|falling|fallen|fell) (?:asleep|behind|ill))\b"
)
"""Turns of phrase whose words name no direction."""


class Direction(NamedTuple):
    """A word that says which way: 1 for more, -1 for less."""

    sign: int
    word: str


def directions(text: str) -> tuple[Direction, ...]:
    """The words of a text that say which way something goes, in their order."""
    plain = _IDIOM.sub(" ", text.lower())
    return tuple(Direction(_SIGNS[word], word) for word in _WORD.findall(plain) if word in _SIGNS)
