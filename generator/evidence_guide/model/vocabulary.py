"""The words that people choose from; GRADE's own where it has one (https://gradepro.org/handbook)."""

from decimal import Decimal
from enum import StrEnum


class Design(StrEnum):
    """How a study was made; it decides where certainty may start."""

    META_ANALYSIS_OF_TRIALS = "systematic review of trials"
    TRIAL = "randomised trial"
    CONTROLLED = "controlled trial"
    META_ANALYSIS = "systematic review"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASES = "case series"
    LABORATORY = "laboratory"
    REVIEW = "narrative review"
    GUIDELINE = "guideline"
    REPORT = "expert report"
    FACT_SHEET = "fact sheet"
    REGULATOR = "regulator notice"
    PROTOCOL = "protocol"

    @property
    def randomised(self) -> bool:
        """Whether chance decided who got what."""
        return self in {Design.TRIAL, Design.META_ANALYSIS_OF_TRIALS}

    @property
    def official(self) -> bool:
        """Whether a named body speaks, so that a step can follow it."""
        return self in {Design.GUIDELINE, Design.REPORT, Design.FACT_SHEET, Design.REGULATOR}


class Depth(StrEnum):
    """How much of the source was read before the finding was written."""

    FULL = "full text"
    ABSTRACT = "abstract"
    PART_OF_ABSTRACT = "part of the abstract"
    PAGE = "page"
    PART_OF_PAGE = "part of the page"


class Role(StrEnum):
    """What the passage is in its source."""

    RESULT = "result"
    BACKGROUND = "background"
    REVIEW = "review"
    RECOMMENDATION = "recommendation"


class Measure(StrEnum):
    """What an effect is measured in."""

    RISK_RATIO = "risk ratio"
    ODDS_RATIO = "odds ratio"
    RATE_RATIO = "rate ratio"
    HAZARD_RATIO = "hazard ratio"
    PREVALENCE_RATIO = "prevalence ratio"
    RATIO_OF_MEANS = "ratio of means"
    PERCENT_DIFFERENCE = "percent difference"
    MEAN_DIFFERENCE = "mean difference"
    STANDARDISED_MEAN_DIFFERENCE = "standardised mean difference"
    RISK_DIFFERENCE = "risk difference"
    REGRESSION_COEFFICIENT = "regression coefficient"
    CORRELATION = "correlation"

    @property
    def null(self) -> Decimal:
        """The value that means no difference: 1 for ratios, 0 for differences."""
        return Decimal(1 if "ratio" in self.value else 0)


class Kind(StrEnum):
    """What sort of statement a claim is; the first three carry a certainty."""

    EFFECT = "effect"
    ASSOCIATION = "association"
    FREQUENCY = "frequency"
    REFERENCE_VALUE = "reference value"
    ESTABLISHED_FACT = "established fact"
    GUIDANCE = "guidance"
    GAP = "gap"

    @property
    def graded(self) -> bool:
        """Whether a claim of this kind must carry a GRADE certainty."""
        return self in {Kind.EFFECT, Kind.ASSOCIATION, Kind.FREQUENCY}


class Level(StrEnum):
    """GRADE certainty, lowest first."""

    VERY_LOW = "very low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Strength(StrEnum):
    """GRADE strength of a recommendation."""

    STRONG = "strong"
    CONDITIONAL = "conditional"
    GOOD_PRACTICE = "good practice"


class Direction(StrEnum):
    """Whether a step says to do something or not to."""

    FOR = "for"
    AGAINST = "against"


class Was(StrEnum):
    """What a retired id was; it decides which address keeps answering."""

    SOURCE = "source"
    FINDING = "finding"
    CLAIM = "claim"
    STEP = "step"
    STAGE = "stage"
    TOPIC = "topic"
    TABLE = "table"
    TERM = "term"
    POPULAR_CLAIM = "popular claim"


class Verdict(StrEnum):
    """What the evidence makes of something people read or hear."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    NOT_SUPPORTED = "not supported"
    CANNOT_BE_TRACED = "cannot be traced"
