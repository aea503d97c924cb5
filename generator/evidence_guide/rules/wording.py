"""The verb fits the certainty, and plain words stay plain."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import (
    Claim,
    ClaimKind,
    GuideFile,
    Level,
    TermsFile,
)
from evidence_guide.model.locales import ReadingFormula
from evidence_guide.rules.rule import Complaint, Complaints, advising, policy_of, rule
from evidence_guide.rules.word_lists import causal_word, hedges, holds_any, trends_in
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences
from evidence_guide.view import readability
from evidence_guide.view.readability import PlacedText
from evidence_guide.view.sentences import statements

_PlacedWords = Iterator[tuple[Place, str]]
_FieldTexts = Iterator[tuple[str, str]]


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea helps you fall asleep.",
    reads="certainty",
)
def verb_fits_certainty(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A claim of moderate certainty says "probably", one of low certainty "may", one of very low
    certainty "very uncertain", in its title too.

    These are the informative statements of GRADE; a reader who sees only the sentence must not be
    surer than the evidence.
    """
    level, known = claim.item.level, hedges(guide)
    if level is None or level not in known:
        return
    for name, text in claim_texts(claim.item):
        if not holds_any(known[level], text):
            yield _too_sure(claim.place(name), name, level, known[level])


def _too_sure(place: Place, name: str, level: Level, words: Iterable[str]) -> Complaint:
    """The complaint about a text that is surer than its claim."""
    asked = " or ".join(f'"{word}"' for word in words)
    message = f"the certainty is {level}, but `{name}` says it plainly"
    return place, message, f"say {asked}, or fix the certainty"


def claim_texts(claim: Claim) -> _FieldTexts:
    """The texts of a claim, without markup, with their fields."""
    for name in ("title", "says", "plain"):
        text = getattr(claim, name)
        if text:
            yield name, markup.plain(text)


@rule(
    "evidence/claims/sleep.yml",
    "says: Drinking more tea may be linked to deeper sleep.",
    "says: Drinking more tea may cause, or protects, deeper sleep.",
    reads="causes",
)
def association_is_no_cause(claim: Entry[Claim], guide: Guide) -> Complaints:
    """An association is described as a link, never as a cause.

    People who differ in one thing differ in others too.
    """
    if claim.item.kind is not ClaimKind.ASSOCIATION:
        return
    for name, text in claim_texts(claim.item):
        word = causal_word(text, guide)
        if word:
            yield _speaks_of_cause(claim.place(name), word)


def _speaks_of_cause(place: Place, word: str) -> Complaint:
    message = f"`{word}` speaks of a cause, but the claim is an association"
    return place, message, 'say "is linked to" or "went with"'


@rule(
    "evidence/claims/sleep.yml",
    "says: Drinking more tea may be linked to deeper sleep.",
    "says: Drinking less tea may be linked to deeper sleep.",
    reads="more",
)
def direction_fits_findings(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A claim does not say "more" where every finding behind it that names a direction says "less",
    nor the reverse.

    A reader who learns the opposite of the evidence is worse off than one who learns nothing.
    """
    signs = _signs_behind(claim.item, guide)
    if len(signs) != 1:
        return
    for name, text in claim_texts(claim.item):
        word = _opposite_word(text, signs, guide)
        if word:
            yield _says_the_opposite(claim, name, word)


def _opposite_word(text: str, signs: set[int], guide: Guide) -> str:
    """The first word of a text that names another direction; empty if none does."""
    for trend in trends_in(text, guide):
        if trend.sign not in signs:
            return trend.word
    return ""


def _says_the_opposite(claim: Entry[Claim], name: str, word: str) -> Complaint:
    message = f"`{word}`, but the findings behind `{claim.id}` say the opposite"
    return claim.place(name), message, "fix the claim, or what its findings report"


def _signs_behind(claim: Claim, guide: Guide) -> set[int]:
    """The directions that the findings behind a claim name."""
    signs: set[int] = set()
    for id in claim.weighed:
        if id in guide.findings:
            reports = guide.findings[id].item.reports
            signs.update(trend.sign for trend in trends_in(reports, guide))
    return signs


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may help you " + "very " * 30 + "much.",
)
def plain_sentences_are_short(claim: Entry[Claim], guide: Guide) -> Complaints:
    """No sentence in plain words is longer than the guide's policy allows.

    A tired reader on a phone reads one thought at a time.
    """
    most = policy_of(guide).sentence_words
    for count in sentence_lengths(claim.item.plain):
        if count > most:
            message = f"a sentence of {count} words, at most {most}"
            yield claim.place("plain"), message, "make two of it"


def sentence_lengths(text: str) -> Iterator[int]:
    """How many words each sentence has."""
    for sentence in split_sentences(markup.plain(text)):
        yield len(sentence.split())


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may raise your TST.",
)
def plain_spells_out(guide: Guide) -> Complaints:
    """Steps, plain words, popular claims and the glossary hold no abbreviation but those that the
    glossary or the guide's policy knows.

    What a reader cannot read aloud she cannot act on.
    """
    if guide.unread & {GuideFile, TermsFile}:
        return
    known = _known_abbreviations(guide)
    for place, word in _abbreviations(guide):
        if known.isdisjoint((word, word.rstrip("s"))):
            message = f"the abbreviation {word} is not spelled out"
            yield place, message, _SPELL_IT_OUT


_SPELL_IT_OUT = (
    "write it out, expand it in `abbreviations` of the guide's policy, "
    "or explain it in evidence/terms.yml"
)


def _abbreviations(guide: Guide) -> _PlacedWords:
    """The abbreviations in the texts that are measured, each with the place of its text."""
    for text in _measured_texts(guide):
        for word in _abbreviations_in(text.text):
            yield text.place, word


@lru_cache(maxsize=65536)
def _abbreviations_in(text: str) -> tuple[str, ...]:
    return tuple(_ABBREVIATION.findall(text))


def _measured_texts(guide: Guide) -> Iterator[PlacedText]:
    """The texts whose grade is measured."""
    for part in readability.readable_parts(guide):
        yield from part.texts


_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,}s?\b")


def _known_abbreviations(guide: Guide) -> set[str | None]:
    """The words that the glossary or the policy explains."""
    return _explained_words(guide) | set(policy_of(guide).abbreviations)


def _explained_words(guide: Guide) -> set[str | None]:
    """The words of the glossary."""
    known: set[str | None] = set()
    for term in guide.terms.values():
        known.update((term.item.term, term.item.short, *term.item.also))
    return known


HARD = (
    "plain: Tea may, with considerable probability, precipitate physiological relaxation "
    "immediately preceding nocturnal unconsciousness. Individually idiosyncratic physiological "
    "susceptibility occasionally necessitates alternative recommendations."
)


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", HARD)
def reads_easily(guide: Guide) -> Complaints:
    """The steps of a stage, the reasons of its steps, the plain words of a topic, the popular
    claims and the glossary each read at the guide's grade or below.

    The grade is that of Flesch and Kincaid, in years at school, or the formula for the guide's
    language; words that are hard at noon are lost at three in the morning.
    """
    most, easy = policy_of(guide).reading_grade, readability.easy_words(guide)
    formula = readability.formula_of(guide)
    for part, _, grade, _ in readability.grades(guide):
        if grade > most:
            worst = readability.hardest(part, easy, formula)
            what = (
                f"“{part.title}”, {part.kind}, reads at grade {grade}, at most {most}; "
                f"hardest is “{worst.text}”"
            )
            yield worst.place, what, _shorten(worst.text, easy, formula)


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", HARD, Severity.WARNING)
def each_plain_text_reads_easily(claim: Entry[Claim], guide: Guide) -> Complaints:
    """No plain text of a dozen words or more is much harder to read than the guide allows for all
    together.

    An easy neighbour does not help the reader who opens this one.
    """
    easy, most = readability.easy_words(guide), policy_of(guide).plain_grade
    text = markup.plain(claim.item.plain)
    formula = readability.formula_of(guide)
    one = readability.measure([text], easy, formula)
    is_hard = one.words >= readability.FEWEST_ALONE and one.grade > most
    if is_hard and readability.fits(guide):
        yield (
            claim.place("plain"),
            f"this reads at grade {one.grade}, at most {most}",
            _shorten(text, easy, formula),
        )


@rule(
    "evidence/guide.yml",
    "  sentence_words: 25",
    "  sentence_words: 25\n  easy_words: [chamomile]",
    Severity.WARNING,
)
def easy_word_is_used(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every word of the policy's `easy_words` is in a text whose reading grade is measured, and
    each of its `abbreviations` is in a sentence of the guide.

    Each is an exception from plain words, and exceptions that nobody needs hide the ones that
    somebody does.
    """
    policy = file.item.policy
    if guide.unread or not (policy.easy_words or policy.abbreviations):
        return
    used = _measured_words(guide)
    for number, word in enumerate(policy.easy_words):
        if not _holds_word(used, word):
            yield _unused(file.place("policy", "easy_words", number), word)
    used |= _stated_words(guide)
    for word in policy.abbreviations:
        if not _holds_word(used, word):
            yield _unused(file.place("policy", "abbreviations", word), word)


@rule("evidence/guide.yml", "stages: [evening]", "index: {herring: []}\nstages: [evening]")
def index_word_is_used(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every word of `index` is a word of the guide.

    A word that is nowhere would be missing from the index without notice.
    """
    words = {} if guide.unread else file.item.index
    stated = "\n".join(statement.text for statement in statements(guide)) if words else ""
    for word, others in words.items():
        if not markup.form_pattern((word, *others)).search(stated):
            yield _unused(file.place("index", word), word)


def _holds_word(used: set[str], word: str) -> bool:
    """Whether a word is used, in the singular or the plural."""
    return not used.isdisjoint((word.lower(), f"{word.lower()}s"))


def _unused(place: Place, word: str) -> Complaint:
    return place, f"no text holds `{word}`", "take it out"


@rule(
    "evidence/guide.yml",
    "  sentence_words: 25",
    "  sentence_words: 25\n  abbreviations: {mug: a large cup}",
)
def abbreviation_is_no_term(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """No abbreviation of the policy is a word of the glossary as well.

    The policy only spells out a name; the glossary explains a word and cites its sources.
    """
    explained = _explained_words(guide)
    for word in file.item.policy.abbreviations:
        if word in explained:
            yield _explained_twice(file, word)


def _explained_twice(file: Entry[GuideFile], word: str) -> Complaint:
    place = file.place("policy", "abbreviations", word)
    return place, f"the glossary explains `{word}`", "take it out of one of the two"


def _measured_words(guide: Guide) -> set[str]:
    """The words of all texts whose grade is measured."""
    return _words(text.text for text in _measured_texts(guide))


def _stated_words(guide: Guide) -> set[str]:
    """The words of all sentences of the guide."""
    return _words(statement.text for statement in statements(guide))


def _words(texts: Iterable[str]) -> set[str]:
    """The words of some texts in lower case."""
    return set(re.findall(r"\w+", " ".join(texts).lower()))


def _shorten(text: str, easy: frozenset[str], formula: ReadingFormula) -> str:
    """How to make a text easier to read."""
    longest = ", ".join(readability.longest(text, easy, formula))
    return f"say it in shorter sentences and words; the longest are {longest}"


@rule("evidence/stages/evening.yml", "ask: [Is tea right for me?]", "ask: [Tea is right for me.]")
def ask_is_a_question(guide: Guide) -> Complaints:
    """Whatever a step or a choice gives readers to ask is a question.

    A statement would need a citation; a question needs an expert.
    """
    for entry in advising(guide):
        for number, text in enumerate(entry.item.ask):
            if not text.endswith("?"):
                yield entry.place("ask", number), "this is not a question", _ASK_IT


_ASK_IT = "end it with a question mark, or move it to `how` with its claims"


@rule("evidence/guide.yml", "search: {tea: [brew, cuppa]}", "search: {cocoa: [brew, cuppa]}")
def search_word_is_used(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every word of the guide that readers' other words lead to is in one of its sentences.

    Otherwise who looks for the other word finds nothing.
    """
    words = () if guide.unread else file.item.search
    said = _all_said(guide) if words else ""
    for word in words:
        if word.lower() not in said:
            yield file.place("search", word), f"no sentence holds “{word}”", _WRITE_THE_WORD


_WRITE_THE_WORD = "write the word as the guide's sentences do, or leave the line out"


def _all_said(guide: Guide) -> str:
    """All statements of the guide in small letters."""
    return " ".join(statement.text for statement in statements(guide)).lower()
