"""The words and signs for the guide's own terms; the method page lists them."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from babel.dates import format_date

from evidence_guide.guide import subject_words
from evidence_guide.guide.lock import StandingEntry
from evidence_guide.model import (
    ClaimKind,
    Decision,
    Design,
    Direction,
    Down,
    Effect,
    EffectMeasure,
    Finding,
    HowSoon,
    Level,
    Read,
    Reviewer,
    Search,
    Strength,
    Trust,
    Up,
    Verdict,
    meaning,
)
from evidence_guide.model.locales import LanguageTable
from evidence_guide.view.absolute_effects import PER, RISKS, Absolute, Span, absolute, whole

Reviewers = tuple[Reviewer, ...]
Translate = Callable[[str], str]
"""Puts one of our own words into the language of a guide."""

LEVELS: dict[Level, tuple[str, str]] = {
    Level.HIGH: ("⊕⊕⊕⊕", "We are very sure: the true effect lies close to this estimate."),
    Level.MODERATE: (
        "⊕⊕⊕◯",
        "We are fairly sure: the true effect is probably close to this estimate, but may differ.",
    ),
    Level.LOW: ("⊕⊕◯◯", "We are not sure: the true effect may differ much from this estimate."),
    Level.VERY_LOW: (
        "⊕◯◯◯",
        "We are very unsure: the true effect is likely to differ much from this estimate.",
    ),
}
"""Sign and meaning of each GRADE level."""

MOVED = {1: "one level", 2: "two levels", 3: "three levels"}
"""The distance by which a reason moves certainty, in words."""

STRENGTHS: dict[Strength, tuple[str, str]] = {
    Strength.STRONG: (
        "Strong advice",
        "Nearly everyone it is for would be better off following it.",
    ),
    Strength.CONDITIONAL: (
        "Conditional advice",
        subject_words.CONDITIONAL,
    ),
    Strength.GOOD_PRACTICE: (
        "Good practice",
        "So plainly helpful that nobody would test it in a study; it carries no grade.",
    ),
}
"""Label and meaning of each GRADE strength."""

NO_AMOUNT = "No body that we read names an amount for exactly these people."
"""Shown where a step says to take something and nobody says how much."""

ASPECTS: dict[str, str] = {
    "benefits": "Benefits",
    "harms": "Harms and limits",
    "effort": "Effort",
    "certainty": "How sure we are",
    "not known": "Nothing that we read says.",
    "not compared": "No study that we read compares these options.",
}
"""The headings of rows of options side by side, and what a cell or the table says without them."""

CARE: dict[HowSoon, tuple[str, str]] = {
    HowSoon.NOW: ("Now", "Call {} now if any of these is true:"),
    HowSoon.TODAY: ("Today", "Get help today from {} if any of these is true:"),
    HowSoon.SOON: ("Soon", "Ask {} for an appointment if any of these is true:"),
}
"""How soon to act on a red flag, and the words above the list of such flags."""

DIRECTIONS: dict[Direction, str] = {Direction.FOR: "to do this", Direction.AGAINST: "not to"}
"""Each direction as it follows a strength: strong advice to do this, strong advice not to."""

SURE: dict[Level, str] = {
    Level.HIGH: "we are very sure",
    Level.MODERATE: "we are fairly sure",
    Level.LOW: "we are not sure",
    Level.VERY_LOW: "we are very unsure",
}
"""Each GRADE level in a few words, for a glance."""

CERTAINTIES: dict[Level, str] = {level: f"{level.capitalize()} certainty" for level in Level}
"""Each GRADE level as a label."""

ADVISED = "named bodies advise it; it carries no grade"
"""Shown in place of a certainty where a step rests on published advice alone."""

KINDS: dict[ClaimKind, str] = {
    ClaimKind.EFFECT: "What something does, compared with not doing it. Carries a certainty.",
    ClaimKind.ASSOCIATION: (
        "Two things that go together; one need not cause the other. Carries a certainty."
    ),
    ClaimKind.FREQUENCY: "How common something is. Carries a certainty.",
    ClaimKind.ACCURACY: (
        "How often a test is right, compared with a reference test. Carries a certainty."
    ),
    ClaimKind.THRESHOLD: "The value from which a named body says to act.",
    ClaimKind.REFERENCE_VALUE: subject_words.REFERENCE_VALUE,
    ClaimKind.ESTABLISHED_FACT: "What official bodies and textbooks state without dispute.",
    ClaimKind.GUIDANCE: "What a named body advises.",
    ClaimKind.GAP: "We looked and found nothing; the search is written down.",
}

KIND_NAMES: dict[ClaimKind, str] = {kind: kind.capitalize() for kind in ClaimKind}
"""Each kind of claim as a label."""

VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.SUPPORTED: ("✓", "The evidence that we read says the same."),
    Verdict.PARTLY: ("±", "Part of it holds, or it holds for some people only."),
    Verdict.NOT_SUPPORTED: (
        "✗",
        "The evidence that we read says otherwise, or does not go so far.",
    ),
    Verdict.CANNOT_BE_TRACED: ("?", "We found no source that states it."),
}

DOWN: dict[str, str] = meaning.labels(Down) | meaning.labels(Up)
"""GRADE's reasons by their field."""

DECISION: dict[str, str] = meaning.labels(Decision)
"""GRADE's evidence-to-decision questions by their field."""

UNANSWERED: dict[str, str] = {
    "benefits": "what good it does",
    "harms": "what harm it can do",
    "values": "what matters to people",
    "resources": "what it costs",
    "equity": "whether it is fair",
    "acceptability": "whether it is acceptable",
    "feasibility": "whether it can be done",
}
"""The same questions in a statement that their answers are not known."""

NOT_KNOWN = "Not known: {}."
"""The statement about one step."""
NOT_KNOWN_OF_ANY = "Not known for any of these steps: {}."
"""The statement about all steps of a stage."""

_TRUST = meaning.labels(Trust)
ABOUT: dict[str, str] = {
    **{field: _TRUST[field] for field in ("made_by", "paid_by", "interests")},
    "is_not": "What it is not",
    "costs": _TRUST["costs"],
    "tracking": "What it knows about you",
}
"""The questions of the page about the guide, by the field of `trust` in `guide.yml`.

The program itself answers `is_not` and `tracking`.
"""

IS_NOT = (
    "It does not know you, your history or your test results. In an emergency, call for help; a "
    "guide comes later."
)

TRACKING = (
    "Nothing. Its pages ask no other host for anything, set no cookies and count no visits. "
    "Whether you chose light or dark colours stays in your browser."
)
"""Tests of the generator hold every page to this."""

OUR_SEARCH = "our search"
"""The name of a source that is a search of ours, which found nothing."""

SCRIPTED: dict[str, str] = {
    text: text
    for text in (
        "Close",
        "Copy link",
        "Link copied",
        "Reference",
        "Source",
        "What it found",
        "The browser did not allow copying; copy the address of the link instead.",
    )
}
"""Words that scripts on every page show."""

TRANSLATED = (
    "LEVELS",
    "STRENGTHS",
    "DIRECTIONS",
    "CARE",
    "NO_AMOUNT",
    "ASPECTS",
    "SURE",
    "CERTAINTIES",
    "ADVISED",
    "KIND_NAMES",
    "DECISION",
    "UNANSWERED",
    "NOT_KNOWN",
    "NOT_KNOWN_OF_ANY",
    "OUR_SEARCH",
    "SCRIPTED",
)
"""Those of the words here that translated pages show."""

ENUMS = {"Designs": Design, "Measures": EffectMeasure}
"""Words that explain themselves, listed on the method page."""


STATES: dict[str, str] = {
    "ok": "no correction or retraction known",
    "unchecked": "not looked up yet",
}
"""Those states of sources whose names do not explain themselves."""


TO = " to "
MORE = "{} more"
FEWER = "{} fewer"
COMPUTED = "from {} and a {} of {}: {}{} in {}."
NO_RISK = "no printed risk"
RISK_OF = "{}% of {}"
BY_FORMULA = "{} in {} by {}, that is "
REREAD = {
    "once": "Read once.",
    "unseen": "Not seen again by a second reader ({}).",
    "seen": "Compared with the source again by a second reader ({}).",
}
STANDINGS = {
    "unchecked": "Whether it was corrected or retracted: not checked.",
    "ok": "No correction or retraction known",
    "changed": "The source: {}",
    "on": " on {}",
}
READ_AT = "Read: {}, at {}."
READ_IN_COPY = "Read: {}, in a copy and not on the publisher's own page, at {}."
SEARCHED = "Our search on {}. Where: {}. Words: {}. Found: {}"

COMPARISONS = {"<": "below", "≤": "at most", ">": "above", "≥": "at least", "≈": "about"}
"""Signs in words."""


def people_label(number: Fraction | Span, label: Translate = str) -> str:
    """A number of people, with its interval where it has one: `77 (66 to 89)`."""
    if isinstance(number, Fraction):
        return str(whole(number))
    return _spanned(list(map(str, number.whole)), label)


def more(span: Span, label: Translate = str) -> str:
    """A difference in people: `17 fewer (28 fewer to 5 fewer)`."""
    return _spanned([_more(people, label) for people in span.whole], label)


def _more(people: int, label: Translate) -> str:
    return label(FEWER if people < 0 else MORE).format(abs(people))


def _spanned(parts: list[str], label: Translate) -> str:
    """A value, with its interval in brackets if it has one."""
    value, *interval = parts
    if not interval:
        return value
    return f"{value} ({label(TO).join(interval)})"


def computed(finding: Finding, label: Translate = str, number: Translate = str) -> str:
    """The computation of a finding's absolute numbers, for the audit page; empty without any."""
    found, effect = absolute(finding), finding.effect
    if found is None or effect is None:
        return ""
    return label(COMPUTED).format(
        _baseline(finding, label, number),
        label(effect.measure),
        number(str(effect.value)),
        _with_it(found, effect, label, number),
        more(found.more, label),
        number(f"{PER:,}"),
    )


def _baseline(finding: Finding, label: Translate, number: Translate) -> str:
    """The printed risk of the comparison group."""
    if finding.baseline is None:
        return label(NO_RISK)
    percent = number(str(finding.baseline.percent))
    return label(RISK_OF).format(percent, finding.baseline.among)


def _with_it(found: Absolute, effect: Effect, label: Translate, number: Translate) -> str:
    """The people in the other group with the formula, as the beginning of a sentence."""
    if found.with_it is None:
        return ""
    _, formula = RISKS[effect.measure]
    people = people_label(found.with_it, label)
    return label(BY_FORMULA).format(people, number(f"{PER:,}"), label(formula))


def reread(reading: Read, finding_id: str, label: Translate = str) -> str:
    """Whether a second reader compared the finding with its source, as a sentence."""
    second = reading.second
    if second is None:
        return label(REREAD["once"])
    state = "unseen" if finding_id in second.unseen else "seen"
    return label(REREAD[state]).format(second.on)


def standing(entry: StandingEntry | None, label: Translate = str) -> str:
    """The standing of a source, as a sentence."""
    if entry is None or entry.state == "unchecked":
        return label(STANDINGS["unchecked"])
    return f"{_state(entry, label)} ({entry.by}, {entry.checked})."


def _state(entry: StandingEntry, label: Translate) -> str:
    """The state of a source with its day and reason, as far as they are known."""
    if entry.state == "ok":
        return label(STANDINGS["ok"])
    words = label(STANDINGS["changed"]).format(label(entry.state))
    if entry.on:
        words += label(STANDINGS["on"]).format(entry.on)
    if entry.reason:
        words += f", {entry.reason}"
    return words


def teller(table: LanguageTable | None) -> Translate:
    """What translates our words; without a table it returns them as they are."""
    if table is None:
        return str
    labels = table.labels

    def translated(text: str) -> str:
        return labels.get(text, text)

    return translated


def in_words(value: Any, label: Translate) -> Any:
    """A word, or words in a mapping or a row, in a language; other values are unchanged."""
    if isinstance(value, dict):
        return {key: in_words(part, label) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(in_words(part, label) for part in value)
    if isinstance(value, str):
        return label(value)
    return value


def day(value: date, language: str = "") -> str:
    """A day as people write it."""
    if not language:
        return f"{value.day} {value:%B %Y}"
    return str(format_date(value, "long", locale=language.replace("-", "_")))


def reviewed(reviewers: Reviewers, label: Translate = str, language: str = "") -> str:
    """The reviewers of the guide, or the sentence that no expert has reviewed it."""
    if not reviewers:
        return label(subject_words.UNREVIEWED)
    return label("Reviewed by {}.").format(reviewer_names(reviewers, language))


def reviewer_names(reviewers: Iterable[Reviewer], language: str = "") -> str:
    """The reviewers, each with qualification and day."""
    return "; ".join(_reviewer(reviewer, language) for reviewer in reviewers)


def _reviewer(reviewer: Reviewer, language: str) -> str:
    return f"{reviewer.name} ({reviewer.qualification}, {day(reviewer.on, language)})"


def reading_label(reading: Read, label: Translate = str) -> str:
    """The depth and place of reading a source, as a sentence."""
    pattern = READ_IN_COPY if reading.mirror else READ_AT
    return label(pattern).format(label(reading.what), reading.at)


def search_label(done: Search, label: Translate = str, language: str = "") -> str:
    """A search that found no evidence, as sentences."""
    return label(SEARCHED).format(day(done.on, language), done.where, done.words, done.found)
