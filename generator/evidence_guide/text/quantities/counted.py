"""What a number without a unit counts: the words that follow it."""

import re
from collections.abc import Iterator
from itertools import combinations

from evidence_guide.text.quantities.quantity import Quantity, QuantityKind
from evidence_guide.text.quantities.units import rate_at, singular

_FOLLOWING = re.compile(r"[\s-]([^\W\d_][\w'’-]*)")
_NEXT_IN_PHRASE = re.compile(r"[\s-](of\s)?([^\W\d_][\w'’-]*)")
_BRACKETED = re.compile(r"\s?[(\[](?!(?:SD|SE|SEM|CI|IQR|OR|RR|HR)\W)([A-Za-z/]*[A-Z/]\w*)[)\]]")
"""A symbol in brackets behind a number: a unit that the program does not know."""
ENDS_THE_COUNT = re.compile(
    "an?|and|are|as|at|but|by|did|do|does|for|from|had|has|have|in|is|its?|less|more|n?or|not|of"
    "|on|others?|out|than|that|the|their|to|versus|vs|was|were|when|which|who|with"
    "|per|each|every|after|before|while|against|under|over",
    re.IGNORECASE,
)
"""Words after which nothing belongs to the number any more."""
_ANYBODY = frozenset(
    {"patient", "participant", "subject", "person", "people", "individual", "case"}
)
"""Words that say only that people are counted."""
_MOST_COUNTED = 3
"""Words after a number that may name what it counts."""


def counting(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities, those without a unit with the words behind them."""
    return [_with_counted(text, quantity) for quantity in found]


def _with_counted(text: str, quantity: Quantity) -> Quantity:
    if quantity.unit or quantity.kind is not QuantityKind.PLAIN:
        return quantity
    words = list(_words_after(text, quantity.end))
    counted = {singular(word[1]) for word in words} - _ANYBODY
    symbol = _BRACKETED.match(text, quantity.end)
    if symbol:
        counted.add(symbol[1].lower())
    counted.update(_phrases(text, quantity.end))
    per = quantity.per or _rate(text, quantity, words)
    return quantity._replace(counted=frozenset(counted), per=per)


def _phrases(text: str, position: int) -> Iterator[str]:
    """Several of the words that follow a number, as one name: `standard drink`, `glass of wine`."""
    parts: list[tuple[str, str]] = []
    while len(parts) < _MOST_COUNTED:
        match = _NEXT_IN_PHRASE.match(text, position)
        if match is None or ENDS_THE_COUNT.fullmatch(match[2]) or (match[1] and not parts):
            break
        parts.append((match[1] or "", singular(match[2])))
        position = match.end()
    for first, last in combinations(range(len(parts) + 1), 2):
        if last - first > 1:
            yield phrase(parts[first:last])


def phrase(parts: list[tuple[str, str]]) -> str:
    """Some words as one name, each with the `of` before it; the first has none."""
    return " ".join(f"{'of ' if of else ''}{word}" for of, word in [("", parts[0][1]), *parts[1:]])


def _words_after(text: str, position: int) -> Iterator[re.Match[str]]:
    """The words that follow a number directly."""
    for _ in range(_MOST_COUNTED):
        match = _FOLLOWING.match(text, position)
        if match is None or ENDS_THE_COUNT.fullmatch(match[1]):
            return
        yield match
        position = match.end()


def _rate(text: str, quantity: Quantity, words: list[re.Match[str]]) -> str:
    """The time or thing that a number of something is for: `12 drops per minute`."""
    time, _ = rate_at(text, quantity.end)
    if time or not words:
        return time
    return rate_at(text, words[-1].end())[0]
