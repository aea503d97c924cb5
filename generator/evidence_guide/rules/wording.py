"""The verb fits the certainty, and plain words stay plain."""

import re
from collections.abc import Iterator

from evidence_guide import prose
from evidence_guide.directions import directions
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, GuideFile, Kind, Level, Policy, Step
from evidence_guide.rules.rule import Complaint, rule

HEDGES = {
    Level.MODERATE: ("probably", "likely"),
    Level.LOW: ("may", "might"),
    Level.VERY_LOW: ("very uncertain",),
}
"""What must stand in a claim of each certainty (GRADE guidelines 26, doi:10.1016/j.jclinepi.2019.10.014)."""


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", "plain: Tea helps you fall asleep.")
def verb_fits_certainty(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A claim of moderate certainty says "probably", one of low certainty "may", one of very low certainty "very uncertain".

    These are the informative statements of GRADE; a reader who sees only the sentence must not be surer than the evidence.
    """
    words = HEDGES.get(claim.item.level) if claim.item.level else None
    for name in ("says", "plain") if words else ():
        text = prose.plain(getattr(claim.item, name))
        if not any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in words or ()):
            asked = " or ".join(f'"{word}"' for word in words or ())
            yield claim.place(name), f"the certainty is {claim.item.level}, but `{name}` says it plainly", f"say {asked}, or mend the certainty"


CAUSAL = re.compile(r"\b(?<!\bthe )(?<!\ba )(causes?|prevents?|protects?|leads? to|results? in|raises|lowers|reduces|increases|improves|cures?)\b", re.IGNORECASE)


@rule("evidence/claims/sleep.yml", "says: Drinking more tea may be linked to deeper sleep.", "says: Drinking more tea may cause, or protects, deeper sleep.")
def association_is_no_cause(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """An association is told as a link, never as a cause.

    People who differ in one thing differ in others too.
    """
    for name in ("says", "plain") if claim.item.kind is Kind.ASSOCIATION else ():
        match = CAUSAL.search(prose.plain(getattr(claim.item, name)))
        if match:
            yield claim.place(name), f"`{match[0]}` speaks of a cause, but the claim is an association", 'say "is linked to" or "went with"'


@rule("evidence/claims/sleep.yml", "says: Drinking more tea may be linked to deeper sleep.", "says: Drinking less tea may be linked to deeper sleep.")
def direction_fits_findings(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A claim does not say "more" where every finding behind it that names a direction says "less", nor the reverse.

    A reader who is told the opposite of the evidence is worse off than one who is told nothing.
    """
    behind = [guide.findings[id].item.reports for id in (*claim.item.rests_on, *claim.item.disputed_by) if id in guide.findings]
    signs = {direction.sign for text in behind for direction in directions(text)}
    for name in ("says", "plain") if len(signs) == 1 else ():
        for direction in directions(prose.plain(getattr(claim.item, name))):
            if direction.sign not in signs:
                yield claim.place(name), f"`{direction.word}`, but the findings behind `{claim.id}` say the opposite", "mend the claim, or what its findings report"
                break


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", "plain: Tea may help you " + "very " * 30 + "much.")
def plain_sentences_are_short(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """No sentence in plain words is longer than the guide's policy allows.

    A tired reader on a phone reads one thought at a time.
    """
    most = _policy(guide).sentence_words
    for sentence in prose.sentences(prose.plain(claim.item.plain)):
        count = len(sentence.split())
        if count > most:
            yield claim.place("plain"), f"a sentence of {count} words, at most {most}", "make two of it"


@rule("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", "plain: Tea may raise your TST.")
def plain_spells_out(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Plain words hold no abbreviation but those that the glossary or the guide's policy knows.

    What a reader cannot read aloud she cannot act on.
    """
    known = {*_policy(guide).abbreviations, *(term.item.short or term.item.term for term in guide.terms.values())}
    for word in re.findall(r"\b[A-Z][A-Z0-9]{1,}s?\b", prose.plain(claim.item.plain)):
        if word not in known and word.rstrip("s") not in known:
            yield claim.place("plain"), f"the abbreviation {word} is not spelled out", "write it out, or explain it in evidence/terms.yml"


@rule("evidence/stages/evening.yml", "ask: [Is tea right for me?]", "ask: [Tea is right for me.]")
def ask_is_a_question(step: Entry[Step], guide: Guide) -> Iterator[Complaint]:
    """What a step tells a reader to ask is a question.

    A statement would need a citation; a question needs a clinician.
    """
    for number, text in enumerate(step.item.ask):
        if not text.endswith("?"):
            yield step.place("ask", number), "this is no question", "end it with a question mark, or move it to `how` with its claims"


def _policy(guide: Guide) -> Policy:
    file = next(guide.all(GuideFile), None)
    return file.item.policy if file else Policy()
