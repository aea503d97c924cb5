"""The verb fits the certainty, and plain words stay plain."""

import re
from collections.abc import Iterator

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
"""What must stand in a claim of each certainty (GRADE guidelines 26, doi:10.1016/j.jclinepi.2019.10.014)."""


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea helps you fall asleep.",
)
def verb_fits_certainty(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A claim of moderate certainty says "probably", one of low certainty "may", one of very low certainty "very uncertain".

    These are the informative statements of GRADE; a reader who sees only the sentence must not be surer than the evidence.
    """
    words = HEDGES.get(claim.item.level) if claim.item.level else None
    for name in ("says", "plain") if words else ():
        text = markup.plain(getattr(claim.item, name))
        if not any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in words or ()):
            asked = " or ".join(f'"{word}"' for word in words or ())
            yield (
                claim.place(name),
                f"the certainty is {claim.item.level}, but `{name}` says it plainly",
                f"say {asked}, or mend the certainty",
            )


CAUSAL = re.compile(
    r"\b(?<!\bthe )(?<!\ba )(causes?|prevents?|protects?|leads? to|results? in|raises|lowers|reduces|increases|improves|cures?)\b",
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
    for name in ("says", "plain") if claim.item.kind is ClaimKind.ASSOCIATION else ():
        match = CAUSAL.search(markup.plain(getattr(claim.item, name)))
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
    """A claim does not say "more" where every finding behind it that names a direction says "less", nor the reverse.

    A reader who is told the opposite of the evidence is worse off than one who is told nothing.
    """
    behind = [
        guide.findings[id].item.reports
        for id in (*claim.item.rests_on, *claim.item.disputed_by)
        if id in guide.findings
    ]
    signs = {trend.sign for text in behind for trend in trends(text)}
    for name in ("says", "plain") if len(signs) == 1 else ():
        for trend in trends(markup.plain(getattr(claim.item, name))):
            if trend.sign not in signs:
                yield (
                    claim.place(name),
                    f"`{trend.word}`, but the findings behind `{claim.id}` say the opposite",
                    "mend the claim, or what its findings report",
                )
                break


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
    """Steps, plain words, popular claims and the glossary hold no abbreviation but those that the glossary or the guide's policy knows.

    What a reader cannot read aloud she cannot act on.
    """
    terms = [term.item for term in guide.terms.values()]
    known = {
        *_policy(guide).abbreviations,
        *(name for term in terms for name in (term.term, term.short, *term.also)),
    }
    for text in (text for part in readability.readable_parts(guide) for text in part.texts):
        for word in re.findall(r"\b[A-Z][A-Z0-9]{1,}s?\b", text.text):
            if word not in known and word.rstrip("s") not in known:
                yield (
                    text.place,
                    f"the abbreviation {word} is not spelled out",
                    "write it out, or explain it in evidence/terms.yml",
                )


HARD = (
    "plain: Tea may, with considerable probability, precipitate physiological relaxation immediately preceding nocturnal unconsciousness."
    " Individually idiosyncratic pharmacological susceptibility occasionally necessitates alternative recommendations."
)


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", HARD)
def reads_easily(guide: Guide) -> Iterator[Complaint]:
    """The steps of a stage, the reasons of its steps, the plain words of a topic, the popular claims and the glossary each read at the guide's grade or below.

    The grade is that of Flesch and Kincaid, in years at school; words that are hard at noon are lost at three in the morning.
    """
    most, easy = _policy(guide).reading_grade, readability.easy_words(guide)
    for part, _, grade, _ in readability.grades(guide):
        if grade > most:
            worst = readability.hardest(part, easy)
            what = f"“{part.title}”, {part.kind}, reads at grade {grade}, at most {most}; hardest is “{worst.text}”"
            yield worst.place, what, _shorten(worst.text, easy)


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", HARD, Severity.WARNING)
def each_plain_text_reads_easily(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """No plain text of a dozen words or more is much harder to read than the guide allows for all together.

    An easy neighbour does not help the reader who opens this one.
    """
    most, easy, text = (
        _policy(guide).plain_grade,
        readability.easy_words(guide),
        markup.plain(claim.item.plain),
    )
    one = readability.measure([text], easy)
    if one.words >= readability.FEWEST_ALONE and one.grade > most and readability.fits(guide):
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
    """Every word of the policy's `easy_words` and `abbreviations` stands in a text that is measured.

    Each is an exception from plain words, and exceptions that nobody needs hide the ones that somebody does.
    """
    used = {
        word
        for part in readability.readable_parts(guide)
        for text in part.texts
        for word in re.findall(r"\w+", text.text.lower())
    }
    for name in ("easy_words", "abbreviations"):
        for number, word in enumerate(getattr(file.item.policy, name)):
            if not {word.lower(), f"{word.lower()}s"} & used:
                yield file.place("policy", name, number), f"no text holds `{word}`", "take it out"


def _shorten(text: str, easy: frozenset[str]) -> str:
    return f"say it in shorter sentences and words; the longest are {', '.join(readability.longest(text, easy))}"


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
    told = (
        " ".join(statement.text for statement in statements(guide)).lower()
        if file.item.search
        else ""
    )
    for word in file.item.search:
        if word.lower() not in told:
            yield (
                file.place("search", word),
                f"no sentence holds “{word}”",
                "write the word as the guide's sentences do, or leave the line out",
            )


def _policy(guide: Guide) -> Policy:
    file = next(guide.all(GuideFile), None)
    return file.item.policy if file else Policy()
