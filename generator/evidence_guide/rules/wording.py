"""The verb fits the certainty, and plain words stay plain."""

import re
from collections.abc import Iterable, Iterator

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, ClaimKind, GuideFile, Level, Policy, Step
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences
from evidence_guide.text.trends import trends
from evidence_guide.view import readability
from evidence_guide.view.sentences import statements

HEDGES = {
    Level.MODERATE: ("probably", "likely"),
    Level.LOW: ("may", "might"),
    Level.VERY_LOW: ("very uncertain",),
}
"""The words that a claim of each certainty must hold.

GRADE guidelines 26, doi:10.1016/j.jclinepi.2019.10.014.
"""


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea helps you fall asleep.",
)
def verb_fits_certainty(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A claim of moderate certainty says "probably", one of low certainty "may", one of very low
    certainty "very uncertain".

    These are the informative statements of GRADE; a reader who sees only the sentence must not be
    surer than the evidence.
    """
    level = claim.item.level
    if level not in HEDGES:
        return
    asked = " or ".join(f'"{word}"' for word in HEDGES[level])
    for name, text in _said(claim.item):
        if not _holds_any(HEDGES[level], text):
            yield (
                claim.place(name),
                f"the certainty is {level}, but `{name}` says it plainly",
                f"say {asked}, or mend the certainty",
            )


def _said(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The two texts of a claim with their fields."""
    return ("says", markup.plain(claim.says)), ("plain", markup.plain(claim.plain))


def _holds_any(words: Iterable[str], text: str) -> bool:
    """Whether a text holds one of some words."""
    return any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in words)


CAUSAL = re.compile(
    r"\b(?<!\bthe )(?<!\ba )(causes?|prevents?|protects?|leads? to|results? in|raises|lowers|"
    r"reduces|increases|improves|cures?)\b",
    re.IGNORECASE,
)


@rule(
    "evidence/claims/sleep.yml",
    "says: Drinking more tea may be linked to deeper sleep.",
    "says: Drinking more tea may cause, or protects, deeper sleep.",
)
def association_is_no_cause(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """An association is told as a link, never as a cause.

    People who differ in one thing differ in others too.
    """
    if claim.item.kind is not ClaimKind.ASSOCIATION:
        return
    for name, text in _said(claim.item):
        match = CAUSAL.search(text)
        if match:
            yield (
                claim.place(name),
                f"`{match[0]}` speaks of a cause, but the claim is an association",
                'say "is linked to" or "went with"',
            )


@rule(
    "evidence/claims/sleep.yml",
    "says: Drinking more tea may be linked to deeper sleep.",
    "says: Drinking less tea may be linked to deeper sleep.",
)
def direction_fits_findings(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A claim does not say "more" where every finding behind it that names a direction says "less",
    nor the reverse.

    A reader who is told the opposite of the evidence is worse off than one who is told nothing.
    """
    signs = _signs_behind(claim.item, guide)
    if len(signs) != 1:
        return
    for name, text in _said(claim.item):
        word = next((trend.word for trend in trends(text) if trend.sign not in signs), "")
        if word:
            yield (
                claim.place(name),
                f"`{word}`, but the findings behind `{claim.id}` say the opposite",
                "mend the claim, or what its findings report",
            )


def _signs_behind(claim: Claim, guide: Guide) -> set[int]:
    """The directions that the findings behind a claim name."""
    signs: set[int] = set()
    for id in (*claim.rests_on, *claim.disputed_by):
        if id in guide.findings:
            signs.update(trend.sign for trend in trends(guide.findings[id].item.reports))
    return signs


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may help you " + "very " * 30 + "much.",
)
def plain_sentences_are_short(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """No sentence in plain words is longer than the guide's policy allows.

    A tired reader on a phone reads one thought at a time.
    """
    most = _policy(guide).sentence_words
    for sentence in split_sentences(markup.plain(claim.item.plain)):
        count = len(sentence.split())
        if count > most:
            yield (
                claim.place("plain"),
                f"a sentence of {count} words, at most {most}",
                "make two of it",
            )


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may raise your TST.",
)
def plain_spells_out(guide: Guide) -> Iterator[Complaint]:
    """Steps, plain words, popular claims and the glossary hold no abbreviation but those that the
    glossary or the guide's policy knows.

    What a reader cannot read aloud she cannot act on.
    """
    known = _known_abbreviations(guide)
    for part in readability.readable_parts(guide):
        for text in part.texts:
            for word in _ABBREVIATION.findall(text.text):
                if word not in known and word.rstrip("s") not in known:
                    yield (
                        text.place,
                        f"the abbreviation {word} is not spelled out",
                        "write it out, or explain it in evidence/terms.yml",
                    )


_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,}s?\b")


def _known_abbreviations(guide: Guide) -> set[str | None]:
    """The words that the glossary or the policy explains."""
    known: set[str | None] = set(_policy(guide).abbreviations)
    for term in guide.terms.values():
        known.update((term.item.term, term.item.short, *term.item.also))
    return known


HARD = (
    "plain: Tea may, with considerable probability, precipitate physiological relaxation "
    "immediately preceding nocturnal unconsciousness. Individually idiosyncratic pharmacological "
    "susceptibility occasionally necessitates alternative recommendations."
)


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", HARD)
def reads_easily(guide: Guide) -> Iterator[Complaint]:
    """The steps of a stage, the reasons of its steps, the plain words of a topic, the popular
    claims and the glossary each read at the guide's grade or below.

    The grade is that of Flesch and Kincaid, in years at school; words that are hard at noon are
    lost at three in the morning.
    """
    most, easy = _policy(guide).reading_grade, readability.easy_words(guide)
    for part, _, grade, _ in readability.grades(guide):
        if grade > most:
            worst = readability.hardest(part, easy)
            what = (
                f"“{part.title}”, {part.kind}, reads at grade {grade}, at most {most}; "
                f"hardest is “{worst.text}”"
            )
            yield worst.place, what, _shorten(worst.text, easy)


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", HARD, Severity.WARNING)
def each_plain_text_reads_easily(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """No plain text of a dozen words or more is much harder to read than the guide allows for all
    together.

    An easy neighbour does not help the reader who opens this one.
    """
    easy, most = readability.easy_words(guide), _policy(guide).plain_grade
    text = markup.plain(claim.item.plain)
    one = readability.measure([text], easy)
    is_hard = one.words >= readability.FEWEST_ALONE and one.grade > most
    if is_hard and readability.fits(guide):
        yield (
            claim.place("plain"),
            f"this reads at grade {one.grade}, at most {most}",
            _shorten(text, easy),
        )


@rule(
    "evidence/guide.yml",
    "  sentence_words: 25",
    "  sentence_words: 25\n  easy_words: [chamomile]",
    Severity.WARNING,
)
def easy_word_is_used(file: Entry[GuideFile], guide: Guide) -> Iterator[Complaint]:
    """Every word of the policy's `easy_words` and `abbreviations` stands in a text that is
    measured.

    Each is an exception from plain words, and exceptions that nobody needs hide the ones that
    somebody does.
    """
    used = _measured_words(guide)
    for name in ("easy_words", "abbreviations"):
        for number, word in enumerate(getattr(file.item.policy, name)):
            if used.isdisjoint((word.lower(), f"{word.lower()}s")):
                yield file.place("policy", name, number), f"no text holds `{word}`", "take it out"


def _measured_words(guide: Guide) -> set[str]:
    """The words of all texts whose grade is measured."""
    used: set[str] = set()
    for part in readability.readable_parts(guide):
        for text in part.texts:
            used.update(re.findall(r"\w+", text.text.lower()))
    return used


def _shorten(text: str, easy: frozenset[str]) -> str:
    """How to make a text easier to read."""
    longest = ", ".join(readability.longest(text, easy))
    return f"say it in shorter sentences and words; the longest are {longest}"


@rule("evidence/stages/evening.yml", "ask: [Is tea right for me?]", "ask: [Tea is right for me.]")
def ask_is_a_question(step: Entry[Step], guide: Guide) -> Iterator[Complaint]:
    """What a step tells a reader to ask is a question.

    A statement would need a citation; a question needs a clinician.
    """
    for number, text in enumerate(step.item.ask):
        if not text.endswith("?"):
            yield (
                step.place("ask", number),
                "this is no question",
                "end it with a question mark, or move it to `how` with its claims",
            )


@rule("evidence/guide.yml", "search: {tea: [brew, cuppa]}", "search: {cocoa: [brew, cuppa]}")
def search_word_is_used(file: Entry[GuideFile], guide: Guide) -> Iterator[Complaint]:
    """Every word of the guide that readers' other words lead to stands in one of its sentences.

    Otherwise who looks for the other word finds nothing.
    """
    if not file.item.search:
        return
    said = " ".join(statement.text for statement in statements(guide)).lower()
    for word in file.item.search:
        if word.lower() not in said:
            yield (
                file.place("search", word),
                f"no sentence holds “{word}”",
                "write the word as the guide's sentences do, or leave the line out",
            )


def _policy(guide: Guide) -> Policy:
    file = next(guide.all(GuideFile), None)
    return file.item.policy if file else Policy()
