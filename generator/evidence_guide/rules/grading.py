"""Certainty has its reasons, strong advice has certainty, and both sides of a dispute are shown."""

import re
from collections.abc import Iterator
from decimal import Decimal

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import (
    Claim,
    ClaimKind,
    ClaimsFile,
    Design,
    Effect,
    Finding,
    FindingsFile,
    Level,
    Reason,
    Step,
    Strength,
)
from evidence_guide.rules.rule import Complaint, Complaints, RoutedTexts, rule
from evidence_guide.text import markup

FEWEST_WORDS = 3


@rule("evidence/claims/sleep.yml", "kind: established fact", "kind: frequency")
def certainty_where_due(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Effects, associations, frequencies and the accuracy of tests carry a certainty; facts,
    values, thresholds, guidance and gaps carry none.

    GRADE rates how sure an estimate is; what a body advises or what a textbook states is no
    estimate.
    """
    is_graded, certainty = claim.item.kind.graded, claim.item.certainty
    if is_graded and certainty is None:
        yield _no_certainty(claim)
    elif certainty is not None and not is_graded:
        yield _needless_certainty(claim)


def _no_certainty(claim: Entry[Claim]) -> Complaint:
    message = f"claim `{claim.id}` of kind `{claim.item.kind}` has no certainty"
    return claim.place("kind"), message, "add `certainty: {start: ..., down: {...}}`"


def _needless_certainty(claim: Entry[Claim]) -> Complaint:
    message = f"a claim of kind `{claim.item.kind}` carries no certainty"
    hint = "remove it, or make the claim an effect, association, frequency or accuracy"
    return claim.place("certainty"), message, hint


@rule(
    "evidence/claims/sleep.yml",
    "start: low\n      down: {risk_of_bias: People who drink tea differ in other ways.}",
    "start: high",
)
def start_fits_design(claim: Entry[Claim], guide: Guide) -> Complaints:
    """The certainty of an effect starts high only where randomised studies carry it, that of a
    test's accuracy where a study compared it with a reference; that of an association starts low.

    GRADE: what was not decided by chance may have other reasons. Frequencies may start high without
    chance.
    """
    if not _starts_high(claim.item) or FindingsFile in guide.unread:
        return
    reason = _reason_to_start_low(claim.item, guide)
    if reason:
        message = f"certainty starts high, but the claim {reason}"
        yield claim.place("certainty", "start"), message, "write `start: low`"


def _starts_high(claim: Claim) -> bool:
    return claim.certainty is not None and claim.certainty.start is Level.HIGH


def _reason_to_start_low(claim: Claim, guide: Guide) -> str:
    """Why the certainty of a claim cannot start high; empty if it can."""
    if claim.kind is ClaimKind.FREQUENCY:
        return ""
    if claim.kind is ClaimKind.ASSOCIATION:
        return "is an association"
    if claim.kind is ClaimKind.ACCURACY:
        return _reason_against_accuracy(claim, guide)
    return "" if _is_randomised(claim, guide) else "rests on no randomised study"


def _reason_against_accuracy(claim: Claim, guide: Guide) -> str:
    """Why the certainty of a test's accuracy cannot start high; empty if it can."""
    if any(design.compares_tests for design in _designs(claim, guide)):
        return ""
    return "rests on no study that compared the test with a reference"


def _is_randomised(claim: Claim, guide: Guide) -> bool:
    """Whether a randomised study is behind a claim."""
    return any(design.randomised for design in _designs(claim, guide))


def _designs(claim: Claim, guide: Guide) -> Iterator[Design]:
    """The designs of the studies behind a claim."""
    for id in claim.rests_on:
        file = guide.readings.get(guide.source_of.get(id, ""))
        if file:
            yield file.item.study.design


@rule(
    "evidence/claims/sleep.yml",
    "says: Drinking more tea may be linked to deeper sleep.\n"
    "    plain: Tea drinkers might sleep deeper.\n"
    "    kind: association\n    rests_on: [roe2021-sleep]\n    certainty:\n      start: low",
    "says: People who drink tea often sleep deeply.\n"
    "    plain: Tea drinkers often sleep deeply.\n"
    "    kind: frequency\n    rests_on: [roe2021-sleep]\n    certainty:\n      start: high",
    Severity.WARNING,
)
def frequency_was_counted(claim: Entry[Claim], guide: Guide) -> Complaints:
    """The certainty of a frequency starts high only where people were counted who were not chosen
    for it: with a count or an interval, and not only in case reports, narrative reviews or pages.

    A share from those who came for help, or from an expert's estimate, is no survey.
    """
    item = claim.item
    if item.kind is not ClaimKind.FREQUENCY or not _starts_high(item):
        return
    if guide.unread.isdisjoint({FindingsFile, Finding}):
        fault = _fault_of_frequency(item, guide)
        if fault:
            message = f"certainty starts high, but {fault}"
            yield claim.place("certainty", "start"), message, "write `start: low`, or cite a count"


def _fault_of_frequency(claim: Claim, guide: Guide) -> str:
    """Why the certainty of a frequency cannot start high; empty if it can."""
    counted = _counted(claim, guide)
    if not counted:
        return "no finding behind it has a count or an interval"
    if not any(_is_survey(id, guide) for id in counted):
        return "nobody counted people who were not chosen for it"
    return ""


_COUNT = re.compile(
    r"\bn\b ?=? ?\d|\d,? of (?:the )?\d|\d/\d|\bCI\b|\d\)? ?[,–-] ?\d|"
    r"^\d[\d, ]+$|\b\d[\d,]+ (?!to\b|and\b|vs\b|or\b|hours|days|w|mo|years|[mnpk]?g\b|m[lL]\b"
    r"|nmol|pmol)[A-Za-z]{2,}"
)
"""A count of people, or an interval, among printed figures."""


def _counted(claim: Claim, guide: Guide) -> list[str]:
    """The findings behind a claim whose number can be judged."""
    return [id for id in claim.rests_on if id in guide.findings and _counts(id, guide)]


def _counts(id: str, guide: Guide) -> bool:
    """Whether a finding says of how many people it speaks, or how sure its number is."""
    if guide.reading_of(id).study.participants is not None:
        return True
    return any(map(_COUNT.search, _plain_figures(id, guide)))


_CHOSEN = {Design.CASES, Design.REVIEW, Design.FACT_SHEET, Design.GUIDELINE, Design.REGULATOR}
"""Designs that count nobody, or only people who were chosen because they had it."""


def _is_survey(id: str, guide: Guide) -> bool:
    """Whether people were counted who were not chosen: by the design, or as a rate of all."""
    if guide.reading_of(id).study.design not in _CHOSEN:
        return True
    return any(map(_RATE.search, _plain_figures(id, guide)))


def _plain_figures(id: str, guide: Guide) -> list[str]:
    """The figures of a finding without their markup."""
    return list(map(markup.plain, guide.findings[id].item.figures))


_RATE = re.compile(r"(?:/|\bper )(?:\d|million|thousand|hundred)|\b1 ?(?::|in) ?\d|\bin \d+ 000\b")
"""A count among all, such as a rate for a million births."""


@rule(
    "evidence/claims/sleep.yml",
    "risk_of_bias: People who drink tea differ in other ways.",
    "risk_of_bias: Bias.",
)
def certainty_has_reasons(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Every step of certainty up or down has a reason in words.

    The level is computed from the reasons; a reader may disagree with one, but must see it.
    """
    for route, text in _vague_reasons(claim.item):
        yield claim.place("certainty", *route), f"`{text}` is not a reason", _SAY_WHAT


def _vague_reasons(claim: Claim) -> RoutedTexts:
    """The reasons of a claim that are too short to say anything, each with the way to it."""
    for route, text in _reasons(claim):
        if len(text.split()) < FEWEST_WORDS:
            yield route, text


_SAY_WHAT = "say in a few words what about these studies lowers or raises the certainty"


def _reasons(claim: Claim) -> Iterator[tuple[tuple[str, str], str]]:
    """The reasons that move a claim's certainty, each with the way to it."""
    if claim.certainty is None:
        return
    for side in ("down", "up"):
        for name, reason in getattr(claim.certainty, side):
            if reason is not None:
                yield (side, name), _because(reason)


def _because(reason: str | Reason) -> str:
    """The words of a reason, which may also have a number of levels."""
    return reason if isinstance(reason, str) else reason.because


@rule(
    "evidence/claims/sleep.yml",
    "start: low\n      down: {risk_of_bias: People who drink tea differ in other ways.}",
    "start: low\n      up: {large_effect: The effect is very large.}\n"
    "      down: {risk_of_bias: People who drink tea differ in other ways.}",
)
def up_without_down(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Certainty is rated up only where it starts low and nothing rates it down.

    GRADE handbook, 5.3: an effect is not made surer by its size while its bias is in doubt.
    """
    fault = _fault_of_up(claim.item)
    if fault:
        yield claim.place("certainty", "up"), fault, "remove `up`"


def _fault_of_up(claim: Claim) -> str:
    """Why the certainty of a claim cannot be rated up as it is; empty if it can, or is not."""
    sides = _sides(claim)
    if "up" not in sides:
        return ""
    if _starts_high(claim):
        return "certainty that starts high cannot be rated up"
    return "certainty is rated up and down at once" if "down" in sides else ""


def _sides(claim: Claim) -> set[str]:
    """The directions in which reasons move the certainty of a claim."""
    return {side for (side, _), _ in _reasons(claim)}


@rule("evidence/stages/evening.yml", "strength: conditional", "strength: strong")
def strong_needs_certainty(step: Entry[Step], guide: Guide) -> Complaints:
    """Strong advice rests on at least one claim of high or moderate certainty, or names its GRADE
    exception.

    GRADE handbook, 6.3: strong advice on low certainty is right in five situations only, and says
    which.
    """
    if not _needs_certainty(step.item) or ClaimsFile in guide.unread:
        return
    levels = _levels(step.item, guide)
    if not levels & {Level.HIGH, Level.MODERATE}:
        message = f"strong advice {_ground(levels)}"
        yield (
            step.place("strength"),
            message,
            "make it `conditional`, or give the GRADE `exception`",
        )


def _ground(levels: set[Level]) -> str:
    """What advice rests on, in words."""
    best = max(levels, key=list(Level).index, default=None)
    return f"on {best} certainty" if best else "without a graded claim"


def _needs_certainty(step: Step) -> bool:
    return step.strength is Strength.STRONG and not step.exception


def _levels(step: Step, guide: Guide) -> set[Level]:
    """The certainty of each graded claim behind a step."""
    levels = {claim.level for claim in guide.claims_of(step.why)}
    return {level for level in levels if level is not None}


@rule("evidence/stages/evening.yml", "follows: [sleep-advice]", "follows: []")
def advice_follows_a_body(step: Entry[Step], guide: Guide) -> Complaints:
    """Every step follows published advice of a named body, or is good practice.

    A guide invents no advice: it adopts or adapts what others have weighed.
    """
    if _is_invented(step.item):
        yield step.place("follows"), f"step `{step.id}` follows nobody's advice", _NAME_GUIDANCE


def _is_invented(step: Step) -> bool:
    """Whether a step neither follows published advice nor is good practice."""
    return not step.follows and step.strength is not Strength.GOOD_PRACTICE


_NAME_GUIDANCE = (
    "name a claim of kind `guidance` or `threshold` in `follows`, or make it `good practice`"
)


@rule("evidence/claims/sleep.yml", "disputed_by: [poe2019-sleep]", "applies_to: Adults")
def both_sides_are_shown(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A graded claim that rests on a finding names every other finding whose interval lies on the
    other side for the same outcome and time.

    Two studies that point opposite ways are both part of the answer.
    """
    if not claim.item.kind.graded:
        return
    for number, id in enumerate(claim.item.rests_on):
        for other, outcome in _not_shown(claim.item, id, guide):
            message = f"`{other}` points the other way on {outcome}"
            hint = f"add `disputed_by: [{other}]`"
            yield claim.place("rests_on", number), message, hint, (other,)


def _not_shown(claim: Claim, id: str, guide: Guide) -> Iterator[tuple[str, str]]:
    """The findings that point the other way and are not named, each with its outcome."""
    shown = {*claim.rests_on, *claim.disputed_by}
    for other, outcome in _opposite(id, guide):
        if other not in shown:
            yield other, outcome


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
    return _question(other) == _question(effect) and other.sign * effect.sign < 0


def _question(effect: Effect) -> tuple[str, object]:
    """The outcome of an effect and its time."""
    return effect.outcome, effect.at


@rule("evidence/findings/doe2020.yml", "low: -20, high: -4", "low: -4, high: -20")
def interval_in_order(guide: Guide) -> Complaints:
    """In every effect low ≤ value ≤ high.

    An interval that does not hold its estimate was copied wrongly.
    """
    for finding in guide.findings.values():
        fault = _interval_fault(finding.item.effect)
        if fault:
            yield finding.place("effect"), fault, "copy the three again from the source"


def _interval_fault(effect: Effect | None) -> str:
    """What is wrong with the interval of an effect; empty if nothing is."""
    if effect is None:
        return ""
    low, high = _interval(effect)
    if low <= effect.value <= high:
        return ""
    return f"{effect.value} does not lie between {low} and {high}"


def _interval(effect: Effect) -> tuple[Decimal, Decimal]:
    """The ends of the interval of an effect; its value takes the place of a missing end."""
    return _or_value(effect.low, effect), _or_value(effect.high, effect)


def _or_value(end: Decimal | None, effect: Effect) -> Decimal:
    return effect.value if end is None else end
