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
    """Effects, associations and frequencies carry a certainty; facts, values, guidance and gaps carry none.

    GRADE rates how sure an estimate is; what a body advises or what a textbook states is no estimate.
    """
    kind, certainty = claim.item.kind, claim.item.certainty
    if kind.graded and certainty is None:
        yield (
            claim.place("kind"),
            f"claim `{claim.id}` of kind `{kind}` has no certainty",
            "add `certainty: {start: ..., down: {...}}`",
        )
    if not kind.graded and certainty is not None:
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
    """The certainty of an effect starts high only where randomised studies carry it, that of an association starts low.

    GRADE: what was not decided by chance may have other reasons. Frequencies may start high without chance.
    """
    certainty = claim.item.certainty
    if (
        certainty is None
        or certainty.start is not Level.HIGH
        or claim.item.kind is ClaimKind.FREQUENCY
        or FindingsFile in guide.unread
    ):
        return
    files = [guide.readings.get(guide.source_of.get(id, "")) for id in claim.item.rests_on]
    randomised = any(file and file.item.study.design.randomised for file in files)
    if claim.item.kind is ClaimKind.ASSOCIATION or not randomised:
        reason = (
            "is an association"
            if claim.item.kind is ClaimKind.ASSOCIATION
            else "rests on no randomised study"
        )
        yield (
            claim.place("certainty", "start"),
            f"certainty starts high, but the claim {reason}",
            "write `start: low`",
        )


@rule(
    "evidence/claims/sleep.yml",
    "risk_of_bias: People who drink tea differ in other ways.",
    "risk_of_bias: Bias.",
)
def certainty_has_reasons(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Every step of certainty up or down has a reason in words.

    The level is computed from the reasons; a reader may disagree with one, but must see it.
    """
    if claim.item.certainty is None:
        return
    for side, reasons in (("down", claim.item.certainty.down), ("up", claim.item.certainty.up)):
        for name, reason in reasons:
            text = reason if isinstance(reason, str) or reason is None else reason.because
            if text is not None and len(text.split()) < FEWEST_WORDS:
                yield (
                    claim.place("certainty", side, name),
                    f"`{text}` is no reason",
                    "say in a few words what about these studies lowers or raises the certainty",
                )


@rule(
    "evidence/claims/sleep.yml",
    "start: low\n      down: {risk_of_bias: People who drink tea differ in other ways.}",
    "start: low\n      up: {large_effect: The effect is very large.}\n      down: {risk_of_bias: People who drink tea differ in other ways.}",
)
def up_without_down(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Certainty is rated up only where it starts low and nothing rates it down.

    GRADE handbook, 5.3: an effect is not made surer by its size while its bias is in doubt.
    """
    certainty = claim.item.certainty
    if certainty and any(r is not None for _, r in certainty.up):
        if certainty.start is Level.HIGH:
            yield (
                claim.place("certainty", "up"),
                "certainty that starts high cannot be rated up",
                "remove `up`",
            )
        elif any(r is not None for _, r in certainty.down):
            yield (
                claim.place("certainty", "up"),
                "certainty is rated up and down at once",
                "remove `up`",
            )


@rule("evidence/stages/evening.yml", "strength: conditional", "strength: strong")
def strong_needs_certainty(step: Entry[Step], guide: Guide) -> Iterator[Complaint]:
    """Strong advice rests on at least one claim of high or moderate certainty, or names its GRADE exception.

    GRADE handbook, 6.3: strong advice on low certainty is right in five situations only, and says which.
    """
    if (
        step.item.strength is not Strength.STRONG
        or step.item.exception
        or ClaimsFile in guide.unread
    ):
        return
    levels = [guide.claims[id].item.level for id in step.item.why if id in guide.claims]
    graded = [level for level in levels if level is not None]
    if not any(level in {Level.HIGH, Level.MODERATE} for level in graded):
        best = max(graded, key=list(Level).index, default=None)
        told = f"on {best} certainty" if best else "without a graded claim"
        yield (
            step.place("strength"),
            f"strong advice {told}",
            "make it `conditional`, or give the GRADE `exception`",
        )


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
    """A graded claim that rests on a finding names every other finding whose interval lies on the other side for the same outcome and time.

    Two studies that point opposite ways are both part of the answer.
    """
    shown = {*claim.item.rests_on, *claim.item.disputed_by}
    for number, id in enumerate(claim.item.rests_on if claim.item.kind.graded else ()):
        effect = guide.findings[id].item.effect if id in guide.findings else None
        for other in _opposite(effect, guide) if effect else ():
            if other not in shown:
                yield (
                    claim.place("rests_on", number),
                    f"`{other}` points the other way on {effect.outcome if effect else ''}",
                    f"add `disputed_by: [{other}]`",
                    (other,),
                )


def _opposite(effect: Effect, guide: Guide) -> Iterator[str]:
    for finding in guide.findings.values():
        other = finding.item.effect
        if (
            other
            and (other.outcome, other.at) == (effect.outcome, effect.at)
            and other.sign * effect.sign < 0
        ):
            yield finding.id


@rule("evidence/findings/doe2020.yml", "low: -20, high: -4", "low: -4, high: -20")
def interval_in_order(guide: Guide) -> Iterator[Complaint]:
    """In every effect low ≤ value ≤ high.

    An interval that does not hold its estimate was copied wrongly.
    """
    for finding in guide.findings.values():
        effect = finding.item.effect
        if effect is None:
            continue
        low = effect.value if effect.low is None else effect.low
        high = effect.value if effect.high is None else effect.high
        if not low <= effect.value <= high:
            yield (
                finding.place("effect"),
                f"{effect.value} does not lie between {low} and {high}",
                "copy the three again from the source",
            )
