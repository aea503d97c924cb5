"""Whole words and numbers in a folded text, with their signs, comparisons and %."""

import re
from collections.abc import Iterator

_PAIR = re.compile(r"\w\w|[<>≤≥±~+-][<>≤≥=±~]")
_JOINED = re.compile(r"\w['/-]\w|\w\.[^\W\d]|\d[.,:^]\d")
_SIGNED = re.compile(r"(?:[<>≤≥±~^+-]|[+-] )$")
_SIGN_OF = re.compile(r"[+-]\d")
_TIED = re.compile(r"[\w%)\]]")
_CONTINUES = re.compile(r"\^|[.,/:-]\d| - \d")


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a range consists of whole words and numbers, with their sign, comparison and %."""
    if not is_whole_left(text, start):
        return False
    return is_whole_right(text, end) and not text.startswith("%", end)


def is_whole_left(text: str, at: int) -> bool:
    """Whether a whole word or number, with its sign and comparison, begins at a position."""
    return _starts_word(text, at) or not (_is_joined_left(text, at) or _is_signed(text, at))


def _starts_word(text: str, at: int) -> bool:
    """Whether the text begins here, or a letter follows a space: a cheap check of most cases."""
    return not at or (text[at - 1] == " " and text[at].isalpha())


def _is_signed(text: str, at: int) -> bool:
    """Whether a number here has a sign before it, or a sign here belongs to the word before."""
    if text[at].isdecimal():
        return _SIGNED.search(text, max(0, at - 2), at) is not None
    return bool(_SIGN_OF.match(text, at) and _TIED.match(text, at - 1))


def _is_joined_left(text: str, at: int) -> bool:
    if text[at - 1] == "^" or is_within_word(text, at):
        return True
    return bool(_JOINED.match(text, max(0, at - 2), at + 1))


def is_within_word(text: str, at: int) -> bool:
    """Whether the characters on both sides of a position belong together."""
    return _PAIR.match(text, at - 1, at + 1) is not None


def is_whole_right(text: str, at: int) -> bool:
    """Whether a whole word or number ends at a position."""
    return _ends_word(text, at) or not (is_within_word(text, at) or _continues(text, at))


def _ends_word(text: str, at: int) -> bool:
    """Whether a letter precedes a space or the end of the text: a cheap check of most cases."""
    return text[at - 1].isalpha() and text[at : at + 1] in ("", " ")


def _continues(text: str, at: int) -> bool:
    """Whether a number or word continues after a sign."""
    if text[at - 1].isdecimal():
        return _CONTINUES.match(text, at) is not None
    return _JOINED.match(text, at - 1, at + 2) is not None


def occurrences(part: str, text: str, start: int = 0) -> Iterator[int]:
    """The positions, from one on, at which a part is in the text as whole words."""
    for at in word_places(part, text, start):
        if is_whole(text, at, at + len(part)):
            yield at


def word_places(words: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The positions of words within a range of the text."""
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def first_place(part: str, text: str, start: int = 0) -> int:
    """The first position, from one on, at which a part is in the text as whole words, or -1."""
    return next(occurrences(part, text, start), -1)
