"""Readability: the reading grade of every stage, topic and list.

In English, the formula is that of Kincaid, Fishburne, Rogers and Chissom (1975),
Research Branch Report 8-75, https://stars.library.ucf.edu/istlibrary/56/. The table of another
language names its own: the first Wiener Sachtextformel (Bamberger and Vanecek 1984) for German,
that of Fernández Huerta (1959), with the school grades of its table, for Spanish. The weights of
these are in `reading` of the tables. A language without a formula is not measured.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import syllapy

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.languages import is_english
from evidence_guide.model import GuideFile
from evidence_guide.model.locales import ReadingFormula
from evidence_guide.model.meaning import Reads, walk_values
from evidence_guide.text import markup as prose
from evidence_guide.text.sentences import split_sentences

FEWEST = 40
"""Fewest words of several texts for a meaningful grade."""
FEWEST_ALONE = 12
"""The same for a single text."""
KINDS = ("Popular claims", "Glossary", "as a whole")
"""The names of the parts that are lists, and their kind."""
EASY = 2
"""Most syllables that are counted for a word of the policy's `easy_words`."""
_SPOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d|(?<=\d)\.(?=\d)|%")
_ENDINGS = ("", "s", "'s", "’s")
"""Endings without which a word may be among the easy ones."""
_EDGE = re.compile(r"^\W+|\W+$")


ENGLISH = ReadingFormula(
    name="Flesch-Kincaid",
    by="Kincaid, Fishburne, Rogers and Chissom 1975",
    address="https://stars.library.ucf.edu/istlibrary/56/",
    syllable="",
    weights={
        "base": Decimal("-15.59"),
        "sentence words": Decimal("0.39"),
        "word syllables": Decimal("11.8"),
    },
    scale=(),
)
"""The formula for English, whose syllables a dictionary counts."""
_MANY = 3
"""Fewest syllables of a word that formulas count as one of many syllables."""
_LONG = 7
"""Fewest letters of a word that they count as long."""


class TextCounts(NamedTuple):
    """The counts that formulas need of a text."""

    words: int
    sentences: int
    syllables: int
    many: int = 0
    """Words of three syllables or more."""
    one: int = 0
    """Words of one syllable."""
    long: int = 0
    """Words of seven letters or more."""
    formula: ReadingFormula = ENGLISH

    @property
    def grade(self) -> Decimal:
        """The grade by the formula, rounded to one digit: years at school."""
        if not self.words:
            return Decimal("0.0")
        parts = self._parts()
        weights = self.formula.weights
        score = sum((weights[name] * parts[name] for name in weights), Decimal(0))
        return round(on_scale(score, self.formula.scale), 1)

    def _parts(self) -> dict[str, Decimal]:
        """The counts as formulas take them: means, and shares in percent."""
        words = Decimal(self.words)
        return {
            "base": Decimal(1),
            "sentence words": words / self.sentences,
            "word syllables": self.syllables / words,
            "many syllables": 100 * self.many / words,
            "one syllable": 100 * self.one / words,
            "long words": 100 * self.long / words,
        }

    @property
    def weight(self) -> Decimal:
        """The share of this text in the grade of a longer one."""
        return self.grade * self.words


def on_scale(score: Decimal, scale: tuple[tuple[Decimal, Decimal], ...]) -> Decimal:
    """The school grade of a score, on the line through the nearest two points of a scale."""
    if not scale:
        return score
    last = len(scale) - 2
    at = next((place for place in range(last) if score >= scale[place + 1][0]), last)
    (high, low_grade), (low, high_grade) = scale[at], scale[at + 1]
    return low_grade + (high - score) * (high_grade - low_grade) / (high - low)


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


@derived
def grades(guide: Guide) -> list[Graded]:
    """The grade of every part that is long enough; none in a language without a formula."""
    if not fits(guide):
        return []
    found = [_graded(part, guide) for part in readable_parts(guide)]
    return [graded for graded in found if graded.words >= FEWEST]


def _graded(part: Part, guide: Guide) -> Graded:
    texts = [text.text for text in part.running]
    easy, formula = easy_words(guide), formula_of(guide)
    one = measure(texts, easy, formula)
    in_full = measure(texts, formula=formula) if easy else one
    return Graded(part, one.words, one.grade, in_full.grade)


def measure(
    texts: Iterable[str],
    easy: frozenset[str] = frozenset(),
    formula: ReadingFormula = ENGLISH,
) -> TextCounts:
    """The counts of texts without markup; the words in `easy` count as short."""
    counts = TextCounts(0, 0, 0, formula=formula)
    for sentence in chain.from_iterable(map(split_sentences, texts)):
        counts = _with_sentence(counts, sentence, easy)
    return counts


def _with_sentence(counts: TextCounts, sentence: str, easy: frozenset[str]) -> TextCounts:
    """Counts with those of one more sentence; what has no syllable is no word."""
    words, syllables, many, one, long = _counted(sentence, easy, counts.formula.syllable)
    return counts._replace(
        words=counts.words + words,
        sentences=counts.sentences + bool(words),
        syllables=counts.syllables + syllables,
        many=counts.many + many,
        one=counts.one + one,
        long=counts.long + long,
    )


@lru_cache(maxsize=65536)
def _counted(sentence: str, easy: frozenset[str], syllable: str) -> tuple[int, int, int, int, int]:
    """The words of a sentence, their syllables, and how many have many, have one, and are long."""
    found = [(word, _syllables(word, easy, syllable)) for word in sentence.split()]
    spoken = [(word, number) for word, number in found if number]
    return (
        len(spoken),
        sum(number for _, number in spoken),
        sum(number >= _MANY for _, number in spoken),
        sum(number == 1 for _, number in spoken),
        sum(_letters(word) >= _LONG for word, _ in spoken),
    )


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


def longest(
    text: str, easy: frozenset[str], formula: ReadingFormula = ENGLISH, most: int = 5
) -> list[str]:
    """The words of a text with the most syllables, hardest first, each once.

    Words of two syllables or fewer are never among them.
    """
    words = dict.fromkeys(_EDGE.sub("", word) for word in text.split())
    counts = {word: _syllables(word, easy, formula.syllable) for word in words}
    long = [word for word in words if counts[word] > EASY]
    return sorted(long, key=counts.__getitem__, reverse=True)[:most]


def hardest(part: Part, easy: frozenset[str], formula: ReadingFormula = ENGLISH) -> PlacedText:
    """The sentence of a part that adds most to its grade: by its words and its length together."""

    def weight(sentence: PlacedText) -> Decimal:
        return measure([sentence.text], easy, formula).weight

    return max(_sentences(part), key=weight)


def _sentences(part: Part) -> Iterator[PlacedText]:
    for text in part.running:
        for sentence in split_sentences(text.text):
            yield PlacedText(sentence, text.place)


@derived
def easy_words(guide: Guide) -> frozenset[str]:
    """The words that the guide's policy counts as short, in small letters."""
    return frozenset(map(str.lower, _policy_words(guide)))


def _policy_words(guide: Guide) -> Iterator[str]:
    for file in guide.all(GuideFile):
        yield from file.item.policy.easy_words


def fits(guide: Guide) -> bool:
    """Whether a formula for the language of the guide, and the guide's policy, are known."""
    if GuideFile in guide.unread:
        return False
    return is_english(guide.language) or bool(guide.table and guide.table.reading)


def formula_of(guide: Guide) -> ReadingFormula:
    """The formula for the language of a guide; that for English where there is none."""
    return (guide.table.reading if guide.table else None) or ENGLISH


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
    popular, glossary, kind = KINDS
    yield _part(popular, Reads.PLAIN, guide.popular.values(), kind)
    yield _part(glossary, Reads.PLAIN, guide.terms.values(), kind)


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
def _syllables(word: str, easy: frozenset[str], syllable: str = "") -> int:
    """Syllables of a word between two spaces, read aloud; none for a bare dash."""
    count = sum(_aloud(part, syllable) for part in _SPOKEN.findall(word))
    return min(count, EASY) if _is_easy(word, easy) else count


def _is_easy(word: str, easy: frozenset[str]) -> bool:
    """Whether a word, or the singular of a plural or a genitive, is among the easy ones."""
    name = _EDGE.sub("", word).lower()
    return not easy.isdisjoint(map(name.removesuffix, _ENDINGS))


def _aloud(part: str, syllable: str) -> int:
    """Syllables of one run of letters, one digit or one sign; capitals are spelled out."""
    if part == "%":
        return 2
    if part.isupper() and len(part) > 1:
        return len(part) + 2 * part.count("W")
    if not part[0].isalpha():
        return 1
    if syllable:
        return max(1, len(_pattern(syllable).findall(part.lower())))
    count: int = syllapy.count(part.replace("’", "'"))
    return max(1, count)


_pattern = cache(re.compile)
