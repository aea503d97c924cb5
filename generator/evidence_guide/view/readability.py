"""How hard the guide's texts are to read: the Flesch-Kincaid grade of every stage, topic and list.

The formula is that of Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75, https://stars.library.ucf.edu/istlibrary/56/.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import syllapy

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import GuideFile
from evidence_guide.model.meaning import Reads, walk_values
from evidence_guide.text import markup as prose
from evidence_guide.text.sentences import split_sentences

FEWEST = 40
"""Words below which the grade of several texts together says nothing."""
FEWEST_ALONE = 12
"""The same for a single text."""
EASY = 2
"""Syllables that a word of the policy's `easy_words` counts at most."""
_SPOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d|(?<=\d)\.(?=\d)|%")
_EDGE = re.compile(r"^\W+|\W+$")


class TextCounts(NamedTuple):
    """What the formula counts in a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> Decimal:
        """The Flesch-Kincaid grade, rounded to one digit: years at school in the United States."""
        if not self.words:
            return Decimal("0.0")
        return round(
            Decimal("0.39") * self.words / self.sentences
            + Decimal("11.8") * self.syllables / self.words
            - Decimal("15.59"),
            1,
        )


class PlacedText(NamedTuple):
    """A text as a reader meets it, and where it stands in the evidence."""

    text: str
    place: Place


class Part(NamedTuple):
    """Texts that are read together."""

    title: str
    kind: str
    texts: tuple[PlacedText, ...]


class Graded(NamedTuple):
    """A part with its grade, and the grade without the policy's easy words."""

    part: Part
    words: int
    grade: Decimal
    in_full: Decimal


def grades(guide: Guide) -> list[Graded]:
    """The grade of every part that is long enough to have one, if the formula fits the guide's language."""
    found = (
        [_graded(part, easy_words(guide)) for part in readable_parts(guide)] if fits(guide) else []
    )
    return [graded for graded in found if graded.words >= FEWEST]


def _graded(part: Part, easy: frozenset[str]) -> Graded:
    texts = [text.text for text in part.texts]
    one = measure(texts, easy)
    return Graded(part, one.words, one.grade, measure(texts).grade if easy else one.grade)


def measure(texts: Iterable[str], easy: frozenset[str] = frozenset()) -> TextCounts:
    """What the formula counts in texts without markup; the words in `easy` count as short."""
    words = sentences = syllables = 0
    for sentence in (s for text in texts for s in split_sentences(text)):
        counts = [count for word in sentence.split() if (count := _syllables(word, easy))]
        words, sentences, syllables = (
            words + len(counts),
            sentences + bool(counts),
            syllables + sum(counts),
        )
    return TextCounts(words, sentences, syllables)


def longest(text: str, easy: frozenset[str], most: int = 5) -> list[str]:
    """The words of a text with the most syllables, hardest first, each once; words of two syllables or fewer are never among them."""
    words = dict.fromkeys(_EDGE.sub("", word) for word in text.split())
    return sorted(
        (word for word in words if _syllables(word, easy) > EASY),
        key=lambda word: -_syllables(word, easy),
    )[:most]


def hardest(part: Part, easy: frozenset[str]) -> PlacedText:
    """The sentence of a part that adds most to its grade: neither two long words nor mere length should win."""
    sentences = [
        PlacedText(sentence, text.place)
        for text in part.texts
        for sentence in split_sentences(text.text)
    ]
    return max(
        sentences, key=lambda sentence: (one := measure([sentence.text], easy)).grade * one.words
    )


def easy_words(guide: Guide) -> frozenset[str]:
    """The words that the guide's policy counts as short, in small letters."""
    return frozenset(
        word.lower() for file in guide.all(GuideFile) for word in file.item.policy.easy_words
    )


def fits(guide: Guide) -> bool:
    """Whether the guide is in English, for which the formula was made."""
    return all(file.item.language.partition("-")[0] == "en" for file in guide.all(GuideFile))


@derived
def readable_parts(guide: Guide) -> tuple[Part, ...]:
    """What is read together: steps, reasons of steps, plain words of a topic, popular claims, glossary."""
    return tuple(part for part in _parts(guide) if part.texts)


def _parts(guide: Guide) -> Iterator[Part]:
    for stage in guide.stages.values():
        steps = [guide.steps[step.id] for step in stage.item.steps]
        for reads in (Reads.ADVICE, Reads.REASONS):
            yield _part(stage.item.title, reads, [stage, *steps])
    for topic in guide.topics.values():
        claims = [guide.claims[claim.id] for claim in topic.item.claims]
        yield _part(topic.item.title, Reads.PLAIN, claims)
    yield _part("Popular claims", Reads.PLAIN, guide.popular.values(), "as a whole")
    yield _part("Glossary", Reads.PLAIN, guide.terms.values(), "as a whole")


def _part(title: str, reads: Reads, entries: Iterable[Entry[Any]], kind: str = "") -> Part:
    """The texts of some items that are graded together."""
    texts = [
        PlacedText(prose.plain(str(field.value)), entry.place(*field.route))
        for entry in entries
        for field in walk_values(entry.item)
        if field.meaning.prose and field.meaning.reads is reads
    ]
    return Part(title, kind or reads, tuple(texts))


@lru_cache(maxsize=65536)
def _syllables(word: str, easy: frozenset[str]) -> int:
    """Syllables of what stands between two spaces, read aloud; none for a bare dash."""
    count = sum(_aloud(part) for part in _SPOKEN.findall(word))
    name = _EDGE.sub("", word).lower()
    return (
        min(count, EASY)
        if easy
        and easy & {name, name.removesuffix("s"), name.removesuffix("'s"), name.removesuffix("’s")}
        else count
    )


def _aloud(part: str) -> int:
    """Syllables of one run of letters, one digit or one sign; capitals are spelled out."""
    if part == "%":
        return 2
    if part.isupper() and len(part) > 1:
        return len(part) + 2 * part.count("W")
    return max(1, syllapy.count(part.replace("’", "'"))) if part[0].isalpha() else 1
