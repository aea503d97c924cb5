"""Texts that differ only in spelling, punctuation and capitals.

Numbers, negations, and words of certainty or direction must be the same.
"""

import re
from collections.abc import Container
from itertools import groupby

from rapidfuzz.distance import OSA
from syllapy import WORD_DICT

from evidence_guide.diff.numbers import number_meaning
from evidence_guide.guide.markdown_citations import PATTERN
from evidence_guide.rules.word_lists import HEDGES
from evidence_guide.text.characters import uncapitalised
from evidence_guide.text.markup import link_addresses, plain
from evidence_guide.text.quantities import quantities
from evidence_guide.text.trends import trends

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NEGATING = (
    "no not never none nor neither without cannot can't don't doesn't didn't isn't aren't wasn't"
    " weren't won't shouldn't mustn't unless except"
)
_MEASURING = (
    "can could should must will would possibly perhaps unlikely certain always often sometimes"
    " rarely all any some few many most both only causal casual trial trail"
)
_HEDGING = " ".join(hedge for hedges in HEDGES.values() for hedge in hedges)
GUARDED = frozenset(f"{_NEGATING} {_MEASURING} {_HEDGING}".split())
"""Words that never count as a typo: negations, certainty, duty, frequency, quantity, and words
that are a typo away from others in this field."""
SHORT = 3
"""Words up to this length must be the same: not and now, mg and kg are one letter apart."""
_SIGNS = re.compile(r"[<>≤≥=≈±×%+/−]|(?<!\w)-(?=\d)|\d")


def is_typo(before: str, after: str, elsewhere: Container[str] = frozenset()) -> bool:
    """Whether one text is the other with typos corrected.

    `elsewhere` contains the words of the guide's other texts. A word counts as misspelt if two
    neighbouring letters are swapped or a letter is wrongly single or double, and only the new
    spelling is a known word. Any other change of a letter too easily makes another word: fetal and
    fatal, nitrite and nitrate.
    """
    if not before or not after or _fixed_parts(before) != _fixed_parts(after):
        return False
    old, new = bare_words(before), bare_words(after)
    return len(old) == len(new) and _are_same_or_misspelt(old, new, elsewhere)


def _are_same_or_misspelt(old: list[str], new: list[str], elsewhere: Container[str]) -> bool:
    pairs = zip(old, new, strict=True)
    return all(_is_same(a, b) or _is_misspelt(a, b, elsewhere) for a, b in pairs)


def bare_words(text: str) -> list[str]:
    """The words of a text without numbers and punctuation."""
    return WORD.findall(plain(text).replace("’", "'"))


def _fixed_parts(text: str) -> tuple[object, ...]:
    """The parts that must be the same in both texts."""
    numbers = list(map(number_meaning, quantities(text)))
    signs = _SIGNS.findall(text)
    directions = [trend.sign for trend in trends(text)]
    return numbers, signs, directions, link_addresses(text), re.findall(PATTERN, text)


def _is_same(a: str, b: str) -> bool:
    if len(a) > SHORT:
        return a.lower() == b.lower()
    return uncapitalised(a) == uncapitalised(b)


def _is_misspelt(a: str, b: str, elsewhere: Container[str]) -> bool:
    old, new = a.lower(), b.lower()
    if _is_fixed(old) or _is_fixed(new) or not _is_slip(old, new):
        return False
    return _is_known(new, elsewhere) and not _is_known(old, elsewhere)


def _is_fixed(word: str) -> bool:
    """Whether a word never counts as a typo."""
    return len(word) <= SHORT or word in GUARDED


def _is_slip(old: str, new: str) -> bool:
    """Whether two words differ by swapped neighbours or by single and double letters."""
    return _without_doubles(old) == _without_doubles(new) or _have_swapped_letters(old, new)


def _have_swapped_letters(old: str, new: str) -> bool:
    """Whether two words differ by two neighbouring letters that are swapped."""
    return sorted(old) == sorted(new) and OSA.distance(old, new) == 1


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _is_known(word: str, elsewhere: Container[str]) -> bool:
    return word in WORD_DICT or word in elsewhere
