"""What people write: sources' findings, claims, steps, terms, tables and popular claims, as frozen pydantic models.

The words are those of GRADE (https://gradepro.org/handbook) where it has one.
Every text field is inline Markdown; every number is kept as it was written.
"""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag


def _iso_day(value: object) -> object:
    """The value, if it is written as YYYY-MM-DD; pydantic alone would take a number of seconds too."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1500)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_iso_day)]


class Written(BaseModel):
    """A value that somebody wrote in YAML; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


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


class Verdict(StrEnum):
    """What the evidence makes of something people read or hear."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    NOT_SUPPORTED = "not supported"
    CANNOT_BE_TRACED = "cannot be traced"


class Read(Written):
    """How a source was read before its findings were written."""

    what: Depth
    """How much of it was read."""
    at: Text
    """The address where the text was read; a mirror is named as such."""
    mirror: bool = False
    """Whether the text was read elsewhere than at its publisher, PubMed or the body that issued it."""


class Study(Written):
    """What the source did, in PICO's order."""

    design: Design
    population: Text
    participants: Annotated[int, Field(ge=1)] | None = None
    intervention: Text | None = None
    comparator: Text | None = None
    country: Text | None = None
    registration: Text | None = None
    funding: Text | None = None


class Effect(Written):
    """A comparison with its estimate and interval, as printed."""

    outcome: Text
    at: Text | None = None
    measure: Measure
    unit: Text | None = None
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    level: Decimal = Decimal(95)
    """Width of the interval in percent."""
    p: Text | None = None
    participants: Annotated[int, Field(ge=1)] | None = None

    @property
    def sign(self) -> int:
        """1 if the interval lies above no effect, -1 if below, 0 if it holds no effect or has no interval."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > self.measure.null) - (self.high < self.measure.null)


class Finding(Written):
    """What one source reports in one passage, in our own words."""

    id: Id
    reports: Text
    where: Text
    """Section of the source, such as `Abstract, Results`."""
    passage: Text
    """First words … last words of the passage; never the whole of it."""
    figures: tuple[Text, ...] = ()
    """Numbers with their units exactly as printed."""
    role: Role = Role.RESULT
    effect: Effect | None = None


class FindingsFile(Written):
    """`evidence/findings/<source key>.yml`: one source's findings."""

    source: Id
    study: Study
    read: Read
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]


class Reason(Written):
    """Why certainty moves by more than one level."""

    levels: Annotated[int, Field(ge=1, le=3)]
    because: Text


def _either(short: str, long: str) -> Discriminator:
    """Tells text from a mapping, so that an error speaks of what was written."""
    return Discriminator(lambda value: short if isinstance(value, str) else long)


Reasons = Annotated[Annotated[Text, Tag("text")] | Annotated[Reason, Tag("reason")], _either("text", "reason")]


class Down(Written):
    """GRADE's five reasons to rate certainty down."""

    risk_of_bias: Reasons | None = None
    inconsistency: Reasons | None = None
    indirectness: Reasons | None = None
    imprecision: Reasons | None = None
    publication_bias: Reasons | None = None


class Up(Written):
    """GRADE's three reasons to rate certainty up."""

    large_effect: Reasons | None = None
    dose_response: Reasons | None = None
    plausible_confounding: Reasons | None = None


class Certainty(Written):
    """Where certainty starts and what moves it; the level is computed, never typed."""

    start: Literal[Level.HIGH, Level.LOW]
    down: Down = Down()
    up: Up = Up()

    @property
    def level(self) -> Level:
        """The GRADE level that start, down and up lead to."""
        order = list(Level)
        place = order.index(self.start) - _steps(self.down) + _steps(self.up)
        return order[max(0, min(place, len(order) - 1))]


def _steps(reasons: Down | Up) -> int:
    found = (reason for _, reason in reasons)
    return sum(1 if isinstance(reason, str) else reason.levels for reason in found if reason is not None)


class Search(Written):
    """How we looked for evidence and found none."""

    where: Text
    on: Day
    words: Text
    found: Text


class Claim(Written):
    """One statement the guide makes, resting on findings."""

    id: Id
    says: Text
    plain: Text
    """The same in plain words, with the same numbers or none."""
    kind: Kind
    rests_on: tuple[Id, ...] = ()
    disputed_by: tuple[Id, ...] = ()
    applies_to: Text | None = None
    certainty: Certainty | None = None
    search: Search | None = None
    """For a claim of kind `gap`: where, when and with which words we looked."""
    review_by: Day | None = None

    @property
    def level(self) -> Level | None:
        """The computed certainty, or None for kinds that carry none."""
        return self.certainty.level if self.certainty else None


class ClaimsFile(Written):
    """`evidence/claims/<topic>.yml`: the claims of one topic."""

    title: Title
    about: Text
    """What the topic is, as an instruction to the reader; it states nothing about health."""
    review_by: Day
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]


class Cited(Written):
    """A sentence with the claims it rests on."""

    says: Text
    because: Ids


Answer = Annotated[
    Annotated[Literal["not known"], Tag("text")] | Annotated[Cited, Tag("cited")], _either("text", "cited")
]


class Decision(Written):
    """GRADE's evidence-to-decision questions; `not known` is an answer."""

    benefits: Answer
    harms: Answer
    values: Answer = "not known"
    resources: Answer = "not known"
    equity: Answer = "not known"
    acceptability: Answer = "not known"
    feasibility: Answer = "not known"


Whom = Annotated[Annotated[Literal["everyone"], Tag("text")] | Annotated[Ids, Tag("profiles")], _either("text", "profiles")]


class Step(Written):
    """One thing to do, or not to do."""

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    title: Title
    """A few words for the heading and the contents."""
    do: Text
    """The advice, as one or two plain sentences."""
    whom: Annotated[Whom, Field(alias="for")]
    """`everyone`, or the profiles it is for."""
    strength: Strength
    direction: Direction = Direction.FOR
    follows: tuple[Id, ...] = ()
    """Claims of kind `guidance` whose advice this step adopts or adapts."""
    adapted: Text | None = None
    """What was changed in the advice that the step follows."""
    exception: Text | None = None
    """The GRADE exception that lets strong advice stand on low certainty."""
    why: Ids
    how: tuple[Cited, ...] = ()
    ask: tuple[Text, ...] = ()
    """Questions for the clinician; each ends with a question mark."""
    urgent: tuple[Cited, ...] = ()
    """Red flags; printed before everything else on the page."""
    differ: tuple[Cited, ...] = ()
    """Where bodies or countries differ: one sentence for each side."""
    decision: Decision
    review_by: Day | None = None


class StageFile(Written):
    """`evidence/stages/<stage>.yml`: the steps of one time of life."""

    title: Title
    about: Text
    """Who the page is for; it states nothing about health."""
    review_by: Day
    urgent: tuple[Cited, ...] = ()
    """Red flags of the whole stage; printed before everything else on the page."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Term(Written):
    """A glossary word."""

    id: Id
    term: Title
    short: Title | None = None
    """Its abbreviation."""
    also: tuple[Title, ...] = ()
    """Other words people use for it."""
    says: Text
    rests_on: Ids


class TermsFile(Written):
    """`evidence/terms.yml`: the glossary."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]


class Column(Written):
    """A column of a table."""

    id: Id
    title: Title
    unit: Title | None = None


class Row(Written):
    """A row of cited values."""

    id: Id
    cells: dict[Id, Text]
    rests_on: Ids


class Table(Written):
    """`evidence/tables/<table>.yml`: rows of cited values."""

    id: Id
    title: Title
    caption: Text
    because: Ids
    """Claims that the caption rests on."""
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    notes: tuple[Cited, ...] = ()
    review_by: Day


class PopularClaim(Written):
    """Something people read or hear, with a verdict."""

    id: Id
    heard: Text
    """The statement in our own words."""
    verdict: Verdict
    says: Text
    """Why the verdict, in plain words."""
    instead: Text
    """What the evidence lets one say."""
    because: Ids


class PopularClaimsFile(Written):
    """`evidence/popular-claims.yml`."""

    review_by: Day
    popular_claims: Annotated[tuple[PopularClaim, ...], Field(min_length=1)]


class Retired(Written):
    """An id that is no longer used; its address keeps answering."""

    id: Id
    on: Day
    because: Text
    replaced_by: Id | None = None


class RetiredFile(Written):
    """`evidence/retired.yml`."""

    retired: tuple[Retired, ...] = ()


class Profile(Written):
    """A situation a reader may be in."""

    id: Id
    title: Title
    """Completes the sentence: for people who ... ."""


class Reviewer(Written):
    """A clinician who reviewed the guide."""

    name: Title
    qualification: Title
    on: Day


class Policy(Written):
    """What this guide holds itself to."""

    review_warn_days: Annotated[int, Field(ge=0)] = 60
    review_grace_days: Annotated[int, Field(ge=0)] = 90
    sentence_words: Annotated[int, Field(ge=5)] = 30
    """Most words in a plain sentence."""
    abbreviations: tuple[Title, ...] = ()
    """Abbreviations that every reader knows."""


class GuideFile(Written):
    """`evidence/guide.yml`: what the guide is and in which order it goes."""

    title: Title
    about: Text
    """One sentence for the home page and search engines; it states nothing about health."""
    language: Title = "en"
    version: Title
    as_of: Day
    site_url: Text
    repository: Text
    publisher: Title
    notice: Text
    """The visible line on every page: general information, not medical advice."""
    stages: Ids
    topics: Ids
    tables: tuple[Id, ...] = ()
    profiles: tuple[Profile, ...] = ()
    home: Annotated[tuple[Id, ...], Field(max_length=7)] = ()
    """The few steps that matter most, shown on the home page."""
    reviewers: tuple[Reviewer, ...] = ()
    policy: Policy = Policy()


FILES: dict[str, type[Written]] = {
    "guide": GuideFile,
    "findings": FindingsFile,
    "claims": ClaimsFile,
    "stage": StageFile,
    "terms": TermsFile,
    "table": Table,
    "popular-claims": PopularClaimsFile,
    "retired": RetiredFile,
}
"""Each kind of evidence file by the name of its JSON Schema."""

