"""The words that people choose from, GRADE's own where it has one.

GRADE: https://gradepro.org/handbook
"""

from decimal import Decimal
from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word to choose, with the explanation that editors show."""

    about: str

    def __new__(cls, word: str, about: str) -> Self:
        """The word itself, which is equal to its text."""
        new = str.__new__(cls, word)
        new._value_ = word
        new.about = about
        return new


class Design(Word):
    """How a study was made; it decides where certainty may start."""

    META_ANALYSIS_OF_TRIALS = (
        "systematic review of trials",
        "A systematic review of randomised trials; certainty starts high.",
    )
    TRIAL = "randomised trial", "Chance decided who got what; certainty starts high."
    CONTROLLED = (
        "controlled trial",
        "Groups were compared, but chance did not decide who got what; certainty starts low.",
    )
    META_ANALYSIS = (
        "systematic review",
        "A systematic review of non-randomised or mixed studies; certainty starts low.",
    )
    COHORT = "cohort", "People were followed over time; certainty starts low."
    CASE_CONTROL = (
        "case-control",
        "People with and without an outcome were compared, looking back; certainty starts low.",
    )
    CROSS_SECTIONAL = "cross-sectional", "People were looked at once; certainty starts low."
    BEFORE_AFTER = (
        "before-after",
        "The same people, places or things were measured before and after; certainty starts low.",
    )
    ACCURACY = (
        "test accuracy",
        "A test and its reference in the same people or places; certainty of accuracy starts high.",
    )
    CASES = (
        "case series",
        "Single people or a series of them, without a comparison; certainty starts low.",
    )
    LABORATORY = (
        "laboratory",
        "Cells, animals, samples or methods, studied in a laboratory; certainty starts low.",
    )
    ENGINEERING = (
        "engineering test",
        "Materials, devices or buildings were measured under set conditions; certainty starts low.",
    )
    REVIEW = (
        "narrative review",
        "A review without a systematic search; it states what others found.",
    )
    GUIDELINE = "guideline", "Recommendations of a named body; a step can follow it."
    REPORT = (
        "expert report",
        "A report of an expert body, such as reference values; a step can follow it.",
    )
    FACT_SHEET = "fact sheet", "A fact sheet or page of a public body; a step can follow it."
    REGULATOR = "regulator notice", "A notice or label of a regulator; a step can follow it."
    STANDARD = (
        "standard",
        "A technical standard of a named body; a step can follow it.",
    )
    LAW = "law", "A law, directive or ordinance; a step can follow it."
    PROTOCOL = "protocol", "A plan of a study that has no results yet."

    @property
    def randomised(self) -> bool:
        """Whether chance decided who got what."""
        return self in {Design.TRIAL, Design.META_ANALYSIS_OF_TRIALS}

    @property
    def official(self) -> bool:
        """Whether a named body speaks, so that a step can follow it."""
        return self in _OFFICIAL

    @property
    def compares_tests(self) -> bool:
        """Whether a test and its reference may have been read in the same people or places."""
        return self in {Design.ACCURACY, Design.CROSS_SECTIONAL, Design.COHORT}


_OFFICIAL = frozenset(
    {
        Design.GUIDELINE,
        Design.REPORT,
        Design.FACT_SHEET,
        Design.REGULATOR,
        Design.STANDARD,
        Design.LAW,
    }
)


class Depth(Word):
    """How much of the source was read before the finding was written."""

    FULL = "full text", "All of the publication."
    ABSTRACT = "abstract", "The whole abstract and nothing else."
    PART_OF_ABSTRACT = (
        "part of the abstract",
        "Only part of the abstract, because the text at hand ended early.",
    )
    PAGE = "page", "The whole web page."
    PART_OF_PAGE = "part of the page", "Part of a web page, because the text at hand ended early."


class Role(Word):
    """The role of a passage in its source."""

    RESULT = "result", "What this study itself found."
    BACKGROUND = (
        "background",
        "Background that the source takes as known, usually from its introduction.",
    )
    REVIEW = "review", "A report of other studies."
    RECOMMENDATION = "recommendation", "Advice of the source."


class EffectMeasure(Word):
    """The measure of an effect."""

    RISK_RATIO = (
        "risk ratio",
        "Risk in one group divided by that in the other; 1 means no difference.",
    )
    ODDS_RATIO = (
        "odds ratio",
        "Odds in one group divided by those in the other; 1 means no difference.",
    )
    RATE_RATIO = (
        "rate ratio",
        "Events by time in one group divided by those in the other; 1 means no difference.",
    )
    HAZARD_RATIO = (
        "hazard ratio",
        "Risk at every moment, one group divided by the other; 1 means no difference.",
    )
    PREVALENCE_RATIO = (
        "prevalence ratio",
        "Share of people who have it, one group divided by the other; 1 means no difference.",
    )
    RATIO_OF_MEANS = (
        "ratio of means",
        "Mean of one group divided by that of the other; 1 means no difference.",
    )
    PERCENT_DIFFERENCE = (
        "percent difference",
        "How many percent one group lies above or below the other; 0 means no difference.",
    )
    MEAN_DIFFERENCE = (
        "mean difference",
        "Mean of one group minus that of the other, in the outcome's unit; 0 means no difference.",
    )
    STANDARDISED_MEAN_DIFFERENCE = (
        "standardised mean difference",
        "Difference of means in standard deviations; 0 means no difference.",
    )
    RISK_DIFFERENCE = (
        "risk difference",
        "Risk in one group minus that in the other; 0 means no difference.",
    )
    REGRESSION_COEFFICIENT = (
        "regression coefficient",
        "Change of the outcome for one unit of the exposure; 0 means none.",
    )
    CORRELATION = "correlation", "From -1 to 1; 0 means none."

    @property
    def null(self) -> Decimal:
        """The value that means no difference: 1 for ratios, 0 for differences."""
        return Decimal(1 if "ratio" in self else 0)


class ClaimKind(Word):
    """What sort of statement a claim is; the first four carry a certainty."""

    EFFECT = "effect", "What something does, compared with not doing it; needs a certainty."
    ASSOCIATION = (
        "association",
        "Two things that go together, one of which need not cause the other; needs a certainty.",
    )
    FREQUENCY = "frequency", "How common something is; needs a certainty."
    ACCURACY = (
        "accuracy",
        "How often a test is right, compared with a reference test; needs a certainty.",
    )
    THRESHOLD = "threshold", "The value from which a named body says to act; steps follow it."
    REFERENCE_VALUE = (
        "reference value",
        "A value that a named body has set, such as an intake or a limit.",
    )
    ESTABLISHED_FACT = (
        "established fact",
        "What official bodies and textbooks state without dispute.",
    )
    GUIDANCE = "guidance", "The advice of a named body; steps follow it."
    GAP = "gap", "We looked and found nothing; needs a `search`."

    @property
    def graded(self) -> bool:
        """Whether a claim of this kind must carry a GRADE certainty."""
        return self in _GRADED

    @property
    def advises(self) -> bool:
        """Whether it says what a named body advises, so that a step can follow it."""
        return self in {ClaimKind.GUIDANCE, ClaimKind.THRESHOLD}


_GRADED = frozenset(
    {ClaimKind.EFFECT, ClaimKind.ASSOCIATION, ClaimKind.FREQUENCY, ClaimKind.ACCURACY}
)


class Level(Word):
    """GRADE certainty, lowest first."""

    VERY_LOW = (
        "very low",
        "The true effect is likely to differ much; the claim says `it is very uncertain`.",
    )
    LOW = "low", "The true effect may differ much; the claim says `may`."
    MODERATE = "moderate", "The true effect is probably close; the claim says `probably`."
    HIGH = "high", "The true effect lies close to the estimate; the claim states it."


class Strength(Word):
    """GRADE strength of a recommendation."""

    STRONG = "strong", "Nearly everyone it is for would be better off following it."
    CONDITIONAL = "conditional", "Right for many, not for all; it depends on the person."
    GOOD_PRACTICE = (
        "good practice",
        "So plainly helpful that nobody would test it; it carries no certainty.",
    )


class ProofPolicy(Word):
    """Which proofs a guide requires of its findings."""

    TOLD = "told", "Pages only say that a finding is not proved."
    REQUIRED = "required", "A finding that is not proved is an error."
    FETCHED = (
        "fetched",
        "So is one that only a text supplied by hand or a stored copy proves.",
    )


class HowSoon(Word):
    """How soon to act on a red flag: the three care cards of the NHS.

    https://service-manual.nhs.uk/design-system/components/care-cards
    """

    NOW = "now", "A danger to life: call for help at once."
    TODAY = "today", "Urgent: be seen on the same day."
    SOON = "soon", "Not urgent: ask for an appointment."


class Direction(Word):
    """Whether a step says to do something or not to."""

    FOR = "for", "The step says to do it."
    AGAINST = "against", "The step says not to do it."


class Was(Word):
    """The kind of a retired id; it decides which address keeps answering."""

    SOURCE = "source", "It was a source: the key of a BibTeX record."
    FINDING = "finding", "It was a finding of a source."
    CLAIM = "claim", "It was a claim."
    STEP = "step", "It was a step."
    STAGE = "stage", "It was a stage, a file of steps."
    CHOICE = "choice", "It was a choice, with options side by side."
    TOPIC = "topic", "It was a topic, a file of claims."
    TABLE = "table", "It was a table."
    TERM = "term", "It was a glossary word."
    POPULAR_CLAIM = "popular claim", "It was a popular claim."


class Verdict(Word):
    """The verdict of the evidence on something people read or hear."""

    SUPPORTED = "supported", "The evidence that we read says the same."
    PARTLY = "partly supported", "Part of it holds, or it holds for some people only."
    NOT_SUPPORTED = (
        "not supported",
        "The evidence that we read says otherwise, or does not go so far.",
    )
    CANNOT_BE_TRACED = "cannot be traced", "We found no source that states it."


class Outcome(Word):
    """The outcome of reading a claim or step again at its sources."""

    CONFIRMED = "confirmed", "The sources say it; nothing was changed."
    REWORDED = "reworded", "A small fault was corrected; its meaning is the same."
    CORRECTED = (
        "corrected",
        "Whom or what it is about, its certainty, a conflict or a source was corrected.",
    )
    MERGED = "merged", "Another claim or step says the same; this one was retired."
    RETIRED = "retired", "It helped nobody or could not be upheld; it was retired."
    UNREAD = "not read again", "None of its sources could be read again."


class Judgement(Word):
    """What a reviewer thinks of a sentence or claim."""

    AGREE = "agree", "It is right, for the people it names, and no stronger than its sources."
    WRONG_NUMBER = "wrong number", "A number, unit or amount in it is wrong."
    WRONG_PEOPLE = "wrong people", "It is right, but for other people than those it names."
    OVERSTATED = "overstated", "It says more, or is surer, than its sources."
    UNSAFE = "unsafe", "Somebody who follows it could come to harm."
    CANNOT_JUDGE = "cannot judge", "It is outside what the reviewer knows."
