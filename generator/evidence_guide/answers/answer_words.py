"""The words by which texts and claims are compared: general English, and those of a guide."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.facts import derived
from evidence_guide.site.search import language_words, search_synonyms
from evidence_guide.text.markup import whole_word
from evidence_guide.text.trends import is_trend

FILE = "answer_words.yml"
_TOKEN = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"\w+n['’]t\b|['’]s?\b")
"""A contraction that denies, which is no word of its own here, or the ending of a possessive."""
_LOOK_BACK = re.compile(r"\(\?<=([^()\[\]]*\|[^()\[\]]*)\)")
Group = tuple[str, ...]
"""Words that mean the same; the first is read in the place of the others."""


@cache
def _english() -> dict[str, Any]:
    """The English words of the program. Raises GuideError."""
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    read = yaml_reader.read_yaml(text, FILE)
    if read.trouble or not isinstance(read.value, dict):
        raise GuideError(f"{FILE} of the program cannot be read; install the program again")
    return read.value


@cache
def any_of(name: str, part: str = "") -> re.Pattern[str]:
    """The pattern of any of the words of this name."""
    found = _english()[name]
    words = found[part] if part else found
    choices = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:\w+(?=n['’]t))?(?:{choices})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Folding:
    """How words become keys that are equal where the words mean the same."""

    phrases: re.Pattern[str]
    first: Mapping[str, str]
    """The word that is read in the place of another, by that in small letters."""
    ignored: frozenset[str]
    spellings: tuple[tuple[re.Pattern[str], str], ...]

    def keys(self, text: str) -> frozenset[str]:
        """The keys of a text's words, without those that carry no statement."""
        same = self.phrases.sub(self._first, _ENDING.sub("", text))
        words = (word.lower() for word in _TOKEN.findall(same))
        kept = (word for word in words if self._counts(word))
        return frozenset(map(self._stem, kept))

    def _first(self, match: re.Match[str]) -> str:
        return self.first[match[0].lower()]

    def _counts(self, word: str) -> bool:
        is_name = not word.isdecimal() and word not in self.ignored
        return is_name and not is_trend(word)

    def _stem(self, word: str) -> str:
        for pattern, by in self.spellings:
            word = pattern.sub(by, word)
        return word


@derived
def strict_folding(guide: Guide) -> Folding:
    """The folding by words that mean the same: those of the glossary and of `alike`."""
    return _folding(_alike(guide))


@derived
def loose_folding(guide: Guide) -> Folding:
    """The same with the words of `search`, by which readers look for something similar."""
    near = [(word, *others) for word, others in guide.file.search.items()]
    return _folding([*_alike(guide), *near])


def _alike(guide: Guide) -> list[Group]:
    """Words that mean the same: general English ones, those of the guide, and its names."""
    known = guide.file.policy.abbreviations.items()
    names = [(name.replace(" ", ""), name, short) for short, name in known]
    return [*map(tuple, _english()["alike"]), *guide.file.alike, *names, *_names(guide)]


def _names(guide: Guide) -> Iterable[Group]:
    """The names of each word of the glossary, the shortest first."""
    for names, others in search_synonyms(guide):
        if names == others:
            yield tuple(sorted(names, key=len))


def _folding(groups: Iterable[Group]) -> Folding:
    first: dict[str, str] = {}
    words: dict[str, str] = {}
    for group in groups:
        for word in group:
            first.setdefault(word.lower(), group[0])
            words.setdefault(word.lower(), word)
    return Folding(_phrases(words.values()), first, _ignored(), _spellings())


def _ignored() -> frozenset[str]:
    """The words that carry no statement."""
    return frozenset(_english()["ignored"])


def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The spellings that count as one, as the search knows them."""
    known = language_words("en")["spellings"]
    return tuple((_spelling(pattern), by) for pattern, by in known)


def _spelling(pattern: str) -> re.Pattern[str]:
    """A pattern of the search in a browser; Python looks back for texts of one length only."""
    return re.compile(_LOOK_BACK.sub(_each_look_back, pattern))


def _each_look_back(match: re.Match[str]) -> str:
    choices = "|".join(f"(?<={choice})" for choice in match[1].split("|"))
    return f"(?:{choices})"


def _phrases(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of any of some words; short names in capitals are found as they are written."""
    longest = sorted(words, key=len, reverse=True)
    return whole_word("|".join(map(_as_written, longest)))


def _as_written(word: str) -> str:
    """The pattern of a word; one in capitals only, such as `US`, counts only in capitals."""
    escaped = re.escape(word)
    return f"(?-i:{escaped})" if word.isupper() else escaped
