"""Ways to read a passage: its parts between marks of omission, and separators of thousands."""

import re
from collections.abc import Iterator
from functools import lru_cache

from evidence_guide.proof.folding import fold

Parts = tuple[str, ...]
"""The folded parts of a passage."""

GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?!\w|,\d)")
"""A number with spaces between its thousands."""
_GAP = re.compile(r"(?:…(?<!\S…)|\.{3}(?<!\S\.{3}))(?!\S)")
_DOTS = r"(?:…|\.{3}|\. \. \.)"
_ANY_GAP = re.compile(rf"\[ ?{_DOTS} ?\]|\( ?{_DOTS} ?\)|{_DOTS}")
"""Every common mark of omission, with or without spaces."""
_QUOTED = re.compile(r"""["'“”„‘’«»]\s*(.*?[^.])(\.?)\s*["'“”„‘’«»]\.?""", re.DOTALL)
_THOUSANDS = re.compile(r"(?<![\w.,^])\d{4,9}(?!\w|,\d)")
_TEN_THOUSANDS = re.compile(r"(?<![\w.,^])\d{5,9}(?!\w|,\d)")
"""Numbers that are printed with spaces even where those of four digits are not."""
_SEPARATED = re.compile(r"(?<![\w.,'’])\d{1,3}(?:[,'’\u2009\u202f\xa0]\d{3})+(?!\w|,\d)")
_SEPARATOR = re.compile(r"\D")
_APART = "\0"
"""A character that no row of the table knows, between parts that are folded together."""


@lru_cache(maxsize=65536)
def passage_parts(passage: str) -> Parts:
    """The folded parts of a passage between its gaps; one is empty if a gap is first or last."""
    return _folded_parts(_GAP.split(passage))


def has_gap(passage: str) -> bool:
    """Whether a passage leaves words out."""
    return _ANY_GAP.search(passage) is not None


@lru_cache(maxsize=65536)
def other_readings(passage: str) -> tuple[Parts, ...]:
    """Other ways to read a passage: any mark of omission, without quotation marks, thousands."""
    quoted = _QUOTED.fullmatch(passage.strip())
    bare = quoted[1] if quoted else passage
    readings = dict.fromkeys(_numbers_otherwise(bare))
    return tuple(parts for parts in readings if parts != passage_parts(passage))


def _numbers_otherwise(passage: str) -> Iterator[Parts]:
    """The parts of a passage as they are, and with other separators of thousands."""
    wide = _wide_parts(passage)
    yield wide
    yield tuple(map(without_spaces, wide))
    yield _wide_parts(_SEPARATED.sub(_separated_by_spaces, passage))
    yield tuple(map(with_spaces, wide))
    yield tuple(_TEN_THOUSANDS.sub(_spaced, part) for part in wide)


def _wide_parts(passage: str) -> Parts:
    """The folded parts of a passage between marks of omission of any kind."""
    return _folded_parts(_ANY_GAP.split(passage))


def _folded_parts(parts: list[str]) -> Parts:
    """The parts, folded all at once, unless the table would join two of them."""
    stripped = tuple(map(str.strip, parts))
    together = fold(_APART.join(stripped)).text.split(_APART)
    if len(together) == len(parts):
        return tuple(map(str.strip, together))
    return tuple(fold(part).text.strip() for part in stripped)


def with_spaces(words: str) -> str:
    """Words with spaces between the thousands of their numbers."""
    return _THOUSANDS.sub(_spaced, words)


def without_spaces(words: str) -> str:
    """Words without spaces between the thousands of their numbers."""
    return GROUPED.sub(_unspaced, words)


def _separated_by_spaces(number: re.Match[str]) -> str:
    return _SEPARATOR.sub(" ", number[0])


def _spaced(number: re.Match[str]) -> str:
    return f"{int(number[0]):,}".replace(",", " ")


def _unspaced(number: re.Match[str]) -> str:
    return number[0].replace(" ", "")
