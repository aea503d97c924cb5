"""Readability: the Flesch-Kincaid grade of every stage, topic and list.

The formula is that of Kincaid, Fishburne, Rogers and Chissom (1975),
Research Branch Report 8-75, https://stars.library.ucf.edu/istlibrary/56/.
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
"""Fewest words of several texts for a meaningful grade."""
FEWEST_ALONE = 12
"""The same for a single text."""
EASY = 2
"""Most syllables that are counted for a word of the policy's `easy_words`."""
_SPOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d|(?<=\d)\.(?=\d)|%")
_ENDINGS = ("", "s", "'s", "’s")
"""Endings without which a word may be among the easy ones."""
_EDGE = re.compile(r"^\W+|\W+$")


class TextCounts(NamedTuple):
    """The counts that the formula needs of a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> Decimal:
        """The Flesch-Kincaid grade, rounded to one digit: years at school in the United States."""
        if not self.words:
            return Decimal("0.0")
        by_length = Decimal("0.39") * self.words / self.sentences
        by_words = Decimal("11.8") * self.syllables / self.words
        return round(by_length + by_words - Decimal("15.59"), 1)

    @property
    def weight(self) -> Decimal:
        """The share of this text in the grade of a longer one."""
        return self.grade * self.words


class PlacedText(NamedTuple):
    """A text as a reader meets it, and its place in the evidence."""

    text: str
    place: Place
    is_title: bool = False
    """Titles are read with the running text, but the formula is for running text only."""


class Part(NamedTuple):
    """Texts that are read together."""

    title: str
    kind: str
    texts: tuple[PlacedText, ...]

    @property
    def running(self) -> list[PlacedText]:
        """The texts that the formula is for: all but titles, which Flesch skipped."""
        return [text for text in self.texts if not text.is_title]


class Graded(NamedTuple):
    """A part with its grade, and the grade without the policy's easy words."""

    part: Part
    words: int
    grade: Decimal
    in_full: Decimal


def grades(guide: Guide) -> list[Graded]:
    """The grade of every part that is long enough; none if the guide is not in English."""
    if not fits(guide):
        return []
    easy = easy_words(guide)
    found = [_graded(part, easy) for part in readable_parts(guide)]
    return [graded for graded in found if graded.words >= FEWEST]


def _graded(part: Part, easy: frozenset[str]) -> Graded:
    texts = [text.text for text in part.running]
    one = measure(texts, easy)
    in_full = measure(texts) if easy else one
    return Graded(part, one.words, one.grade, in_full.grade)


def measure(texts: Iterable[str], easy: frozenset[str] = frozenset()) -> TextCounts:
    """The counts of texts without markup; the words in `easy` count as short."""
    words = sentences = syllables = 0
    for text in texts:
        for sentence in split_sentences(text):
            counts = _counts(sentence, easy)
            words += len(counts)
            sentences += bool(counts)
            syllables += sum(counts)
    return TextCounts(words, sentences, syllables)


def _counts(sentence: str, easy: frozenset[str]) -> list[int]:
    """The syllables of each word of a sentence that has any."""
    counts = [_syllables(word, easy) for word in sentence.split()]
    return list(filter(None, counts))


def longest(text: str, easy: frozenset[str], most: int = 5) -> list[str]:
    """The words of a text with the most syllables, hardest first, each once.

    Words of two syllables or fewer are never among them.
    """
    words = dict.fromkeys(_EDGE.sub("", word) for word in text.split())
    counts = {word: _syllables(word, easy) for word in words}
    long = [word for word in words if counts[word] > EASY]
    return sorted(long, key=counts.__getitem__, reverse=True)[:most]


def hardest(part: Part, easy: frozenset[str]) -> PlacedText:
    """The sentence of a part that adds most to its grade: by its words and its length together."""

    def weight(sentence: PlacedText) -> Decimal:
        return measure([sentence.text], easy).weight

    return max(_sentences(part), key=weight)


def _sentences(part: Part) -> Iterator[PlacedText]:
    for text in part.running:
        for sentence in split_sentences(text.text):
            yield PlacedText(sentence, text.place)


def easy_words(guide: Guide) -> frozenset[str]:
    """The words that the guide's policy counts as short, in small letters."""
    return frozenset(map(str.lower, _policy_words(guide)))


def _policy_words(guide: Guide) -> Iterator[str]:
    for file in guide.all(GuideFile):
        yield from file.item.policy.easy_words


def fits(guide: Guide) -> bool:
    """Whether the guide is in English, for which the formula was made, and its policy is known."""
    if GuideFile in guide.unread:
        return False
    return all(file.item.language.partition("-")[0] == "en" for file in guide.all(GuideFile))


@derived
def readable_parts(guide: Guide) -> tuple[Part, ...]:
    """Texts that are read together.

    They are steps, reasons for steps, plain words of a topic, popular claims, and the glossary.
    """
    return tuple(part for part in _parts(guide) if part.texts)


def _parts(guide: Guide) -> Iterator[Part]:
    yield from _stage_parts(guide)
    yield from _topic_parts(guide)
    yield from _list_parts(guide)


def _list_parts(guide: Guide) -> Iterator[Part]:
    """The popular claims, and the glossary."""
    yield _part("Popular claims", Reads.PLAIN, guide.popular.values(), "as a whole")
    yield _part("Glossary", Reads.PLAIN, guide.terms.values(), "as a whole")


def _stage_parts(guide: Guide) -> Iterator[Part]:
    """The advice of each stage, and the reasons for it, options side by side included."""
    for stage in guide.stages.values():
        steps = [guide.steps[step.id] for step in stage.item.steps]
        choices = [guide.choices[choice.id] for choice in stage.item.choices]
        for reads in (Reads.ADVICE, Reads.REASONS):
            yield _part(stage.item.title, reads, [stage, *steps, *choices])


def _topic_parts(guide: Guide) -> Iterator[Part]:
    """The key messages of each topic, and the titles and plain words of its claims."""
    for topic in guide.topics.values():
        claims = [guide.claims[claim.id] for claim in topic.item.claims]
        yield _part(topic.item.title, Reads.PLAIN, [topic, *claims])


def _part(title: str, reads: Reads, entries: Iterable[Entry[Any]], kind: str = "") -> Part:
    """The texts of some items that are graded together."""
    texts: list[PlacedText] = []
    for entry in entries:
        texts += _texts(entry, reads)
    return Part(title, kind or reads, tuple(texts))


def _texts(entry: Entry[Any], reads: Reads) -> Iterator[PlacedText]:
    """The texts of an item that are read in one way."""
    for field in walk_values(entry.item):
        if field.meaning.prose and field.meaning.reads is reads:
            text, place = prose.plain(str(field.value)), entry.place(*field.route)
            yield PlacedText(text, place, field.route[-1] == "title")


@lru_cache(maxsize=65536)
def _syllables(word: str, easy: frozenset[str]) -> int:
    """Syllables of a word between two spaces, read aloud; none for a bare dash."""
    count = sum(map(_aloud, _SPOKEN.findall(word)))
    return min(count, EASY) if _is_easy(word, easy) else count


def _is_easy(word: str, easy: frozenset[str]) -> bool:
    """Whether a word, or the singular of a plural or a genitive, is among the easy ones."""
    name = _EDGE.sub("", word).lower()
    return any(name.removesuffix(ending) in easy for ending in _ENDINGS)


def _aloud(part: str) -> int:
    """Syllables of one run of letters, one digit or one sign; capitals are spelled out."""
    if part == "%":
        return 2
    if part.isupper() and len(part) > 1:
        return len(part) + 2 * part.count("W")
    if not part[0].isalpha():
        return 1
    count: int = syllapy.count(part.replace("’", "'"))
    return max(1, count)
