"""Certainty has its reasons, strong advice has certainty, and both sides of a dispute are shown."""

from collections.abc import Iterator

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import (
    Claim,
    ClaimKind,
    ClaimsFile,
    Effect,
    FindingsFile,
    Level,
    Step,
    Strength,
)
from evidence_guide.rules.rule import Complaint, rule

FEWEST_WORDS = 3


@rule("evidence/claims/sleep.yml", "kind: established fact", "kind: frequency")
def certainty_where_due(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Effects, associations and frequencies carry a certainty; facts, values, guidance and gaps
    carry none.

    GRADE rates how sure an estimate is; what a body advises or what a textbook states is no
    estimate.
    """
    kind, certainty = claim.item.kind, claim.item.certainty
    if kind.graded and certainty is None:
        yield (
            claim.place("kind"),
            f"claim `{claim.id}` of kind `{kind}` has no certainty",
            "add `certainty: {start: ..., down: {...}}`",
        )
    elif certainty is not None and not kind.graded:
        yield (
            claim.place("certainty"),
            f"a claim of kind `{kind}` carries no certainty",
            "remove it, or make the claim an effect, association or frequency",
        )


@rule(
    "evidence/claims/sleep.yml",
    "start: low\n      down: {risk_of_bias: People who drink tea differ in other ways.}",
    "start: high",
)
def start_fits_design(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """The certainty of an effect starts high only where randomised studies carry it, that of an
    association starts low.

    GRADE: what was not decided by chance may have other reasons. Frequencies may start high without
    chance.
    """
    certainty = claim.item.certainty
    if certainty is None or certainty.start is not Level.HIGH or FindingsFile in guide.unread:
        return
    reason = _reason_to_start_low(claim.item, guide)
    if reason:
        yield (
            claim.place("certainty", "start"),
            f"certainty starts high, but the claim {reason}",
            "write `start: low`",
        )


def _reason_to_start_low(claim: Claim, guide: Guide) -> str:
    """Why the certainty of a claim cannot start high; empty if it can."""
    if claim.kind is ClaimKind.FREQUENCY:
        return ""
    if claim.kind is ClaimKind.ASSOCIATION:
        return "is an association"
    return "" if _is_randomised(claim, guide) else "rests on no randomised study"


def _is_randomised(claim: Claim, guide: Guide) -> bool:
    """Whether a randomised study is behind a claim."""
    for id in claim.rests_on:
        file = guide.readings.get(guide.source_of.get(id, ""))
        if file and file.item.study.design.randomised:
            return True
    return False


@rule(
    "evidence/claims/sleep.yml",
    "risk_of_bias: People who drink tea differ in other ways.",
    "risk_of_bias: Bias.",
)
def certainty_has_reasons(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Every step of certainty up or down has a reason in words.

    The level is computed from the reasons; a reader may disagree with one, but must see it.
    """
    for route, text in _reasons(claim.item):
        if len(text.split()) < FEWEST_WORDS:
            yield (
                claim.place("certainty", *route),
                f"`{text}` is no reason",
                "say in a few words what about these studies lowers or raises the certainty",
            )


def _reasons(claim: Claim) -> Iterator[tuple[tuple[str, str], str]]:
    """The reasons that move a claim's certainty, each with the way to it."""
    if claim.certainty is None:
        return
    for side, reasons in (("down", claim.certainty.down), ("up", claim.certainty.up)):
        for name, reason in reasons:
            if reason is not None:
                text = reason if isinstance(reason, str) else reason.because
                yield (side, name), text


@rule(
    "evidence/claims/sleep.yml",
    "start: low\n      down: {risk_of_bias: People who drink tea differ in other ways.}",
    "start: low\n      up: {large_effect: The effect is very large.}\n"
    "      down: {risk_of_bias: People who drink tea differ in other ways.}",
)
def up_without_down(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Certainty is rated up only where it starts low and nothing rates it down.

    GRADE handbook, 5.3: an effect is not made surer by its size while its bias is in doubt.
    """
    certainty = claim.item.certainty
    sides = {side for (side, _), _ in _reasons(claim.item)}
    if certainty is None or "up" not in sides:
        return
    place = claim.place("certainty", "up")
    if certainty.start is Level.HIGH:
        yield place, "certainty that starts high cannot be rated up", "remove `up`"
    elif "down" in sides:
        yield place, "certainty is rated up and down at once", "remove `up`"


@rule("evidence/stages/evening.yml", "strength: conditional", "strength: strong")
def strong_needs_certainty(step: Entry[Step], guide: Guide) -> Iterator[Complaint]:
    """Strong advice rests on at least one claim of high or moderate certainty, or names its GRADE
    exception.

    GRADE handbook, 6.3: strong advice on low certainty is right in five situations only, and says
    which.
    """
    is_strong = step.item.strength is Strength.STRONG and not step.item.exception
    if not is_strong or ClaimsFile in guide.unread:
        return
    levels = _levels(step.item, guide)
    if not levels & {Level.HIGH, Level.MODERATE}:
        best = max(levels, key=list(Level).index, default=None)
        ground = f"on {best} certainty" if best else "without a graded claim"
        yield (
            step.place("strength"),
            f"strong advice {ground}",
            "make it `conditional`, or give the GRADE `exception`",
        )


def _levels(step: Step, guide: Guide) -> set[Level]:
    """The certainty of each graded claim behind a step."""
    claims = [guide.claims[id].item for id in step.why if id in guide.claims]
    return {claim.level for claim in claims if claim.level is not None}


@rule("evidence/stages/evening.yml", "follows: [sleep-advice]", "follows: []")
def advice_follows_a_body(step: Entry[Step], guide: Guide) -> Iterator[Complaint]:
    """Every step follows published advice of a named body, or is good practice.

    This guide invents no medicine: it adopts or adapts what others have weighed.
    """
    if not step.item.follows and step.item.strength is not Strength.GOOD_PRACTICE:
        yield (
            step.place("follows"),
            f"step `{step.id}` follows nobody's advice",
            "name a claim of kind `guidance` in `follows`, or make it `good practice`",
        )


@rule("evidence/claims/sleep.yml", "disputed_by: [poe2019-sleep]", "applies_to: Adults")
def both_sides_are_shown(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A graded claim that rests on a finding names every other finding whose interval lies on the
    other side for the same outcome and time.

    Two studies that point opposite ways are both part of the answer.
    """
    shown = {*claim.item.rests_on, *claim.item.disputed_by}
    if not claim.item.kind.graded:
        return
    for number, id in enumerate(claim.item.rests_on):
        for other, outcome in _opposite(id, guide):
            if other not in shown:
                yield (
                    claim.place("rests_on", number),
                    f"`{other}` points the other way on {outcome}",
                    f"add `disputed_by: [{other}]`",
                    (other,),
                )


def _opposite(id: str, guide: Guide) -> Iterator[tuple[str, str]]:
    """The findings that point the other way than one does, each with the outcome of both."""
    effect = guide.findings[id].item.effect if id in guide.findings else None
    if effect is None:
        return
    for finding in guide.findings.values():
        other = finding.item.effect
        if other and _is_opposite(effect, other):
            yield finding.id, effect.outcome


def _is_opposite(effect: Effect, other: Effect) -> bool:
    is_same_question = (other.outcome, other.at) == (effect.outcome, effect.at)
    return is_same_question and other.sign * effect.sign < 0


@rule("evidence/findings/doe2020.yml", "low: -20, high: -4", "low: -4, high: -20")
def interval_in_order(guide: Guide) -> Iterator[Complaint]:
    """In every effect low ≤ value ≤ high.

    An interval that does not hold its estimate was copied wrongly.
    """
    for finding in guide.findings.values():
        effect = finding.item.effect
        fault = _interval_fault(effect) if effect else ""
        if fault:
            yield finding.place("effect"), fault, "copy the three again from the source"


def _interval_fault(effect: Effect) -> str:
    """What is wrong with the interval of an effect; empty if nothing is."""
    low = effect.value if effect.low is None else effect.low
    high = effect.value if effect.high is None else effect.high
    if low <= effect.value <= high:
        return ""
    return f"{effect.value} does not lie between {low} and {high}"
