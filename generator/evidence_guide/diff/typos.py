"""Whether two texts differ in spelling, punctuation and capitals only: no number, no negation, no word of certainty or direction."""

import re
from collections.abc import Container
from itertools import groupby

from rapidfuzz.distance import OSA
from syllapy import WORD_DICT

from evidence_guide.guide.markdown_citations import PATTERN
from evidence_guide.rules.wording import HEDGES
from evidence_guide.text.markup import links, plain
from evidence_guide.text.quantities import quantities
from evidence_guide.text.trends import directions

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NEGATING = "no not never none nor neither without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't shouldn't mustn't unless except"
_MEASURING = "can could should must will would possibly perhaps unlikely certain always often sometimes rarely all any some few many most both only causal casual trial trail"
_HEDGING = " ".join(hedge for hedges in HEDGES.values() for hedge in hedges)
GUARDED = frozenset(f"{_NEGATING} {_MEASURING} {_HEDGING}".split())
"""Words that are never taken for a slip of the pen: negations, certainty, duty, how often, how many, and words of this field that are a slip away from others."""
SHORT = 3
"""Words of so few letters must be the same: not and now, mg and kg are one letter apart."""
_SIGNS = re.compile(r"[<>≤≥=≈±×%+/−]|(?<!\w)-(?=\d)|\d")


def typo(before: str, after: str, elsewhere: Container[str] = frozenset()) -> bool:
    """Whether one text is the other with slips of the pen mended; `elsewhere` are the words that stand in other texts of the guide.

    A word counts as misspelt if two neighbouring letters are swapped in it or one is doubled or not, and only what stands there now is known to be a word.
    Another letter in one place makes other words too easily: fetal and fatal, nitrite and nitrate.
    """
    if not before or not after or _kept(before) != _kept(after):
        return False
    old, new = words(before), words(after)
    return len(old) == len(new) and all(
        _same(a, b) or _misspelt(a, b, elsewhere) for a, b in zip(old, new, strict=True)
    )


def words(text: str) -> list[str]:
    """The words of a text without numbers and punctuation."""
    return WORD.findall(plain(text).replace("’", "'"))


def _kept(text: str) -> tuple[object, ...]:
    """What must be the same in both texts, letter by letter."""
    told = tuple((str(q.value), q.comparison, q.unit, q.kind, q.per) for q in quantities(text))
    return (
        told,
        _SIGNS.findall(text),
        [sign for sign, _ in directions(text)],
        links(text),
        re.findall(PATTERN, text),
    )


def _same(a: str, b: str) -> bool:
    if len(a) <= SHORT:
        return a == b or (a[:1].lower() + a[1:]) == (b[:1].lower() + b[1:])
    return a.lower() == b.lower()


def _misspelt(a: str, b: str, elsewhere: Container[str]) -> bool:
    a, b = a.lower(), b.lower()
    near = _single(a) == _single(b) or (sorted(a) == sorted(b) and OSA.distance(a, b) == 1)
    return (
        near
        and min(len(a), len(b)) > SHORT
        and not {a, b} & GUARDED
        and not _known(a, elsewhere)
        and _known(b, elsewhere)
    )


def _single(word: str) -> str:
    """The word with doubled letters written once."""
    return "".join(letter for letter, _ in groupby(word))


def _known(word: str, elsewhere: Container[str]) -> bool:
    return word in WORD_DICT or word in elsewhere
