"""Claims: statements of the guide with their certainty and the reasons for it."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from evidence_guide.model.advice import Cited
from evidence_guide.model.meaning import (
    Reads,
    Weight,
    citations,
    exactly,
    identity,
    items,
    parts,
    printed,
    setting,
    title,
    words,
)
from evidence_guide.model.vocabulary import ClaimKind, Level
from evidence_guide.model.writing import Day, Id, Ids, Numbers, Text, Title, Written, either


class Reason(Written):
    """Why certainty moves by more than one level."""

    levels: Annotated[int, Field(ge=1, le=3), exactly("Levels")]
    """By how many levels."""
    because: Annotated[Text, words("Because")]
    """Why, in a sentence."""


Reasons = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Reason, Tag("reason")], either("text", "reason")
]


class Down(Written):
    """GRADE's five reasons to rate certainty down."""

    risk_of_bias: Annotated[Reasons | None, words("Risk of bias")] = None
    """The studies may be misleading in how they were done."""
    inconsistency: Annotated[Reasons | None, words("Inconsistency")] = None
    """The studies disagree."""
    indirectness: Annotated[Reasons | None, words("Indirectness")] = None
    """The people, the treatment or the outcome differ from those of the claim."""
    imprecision: Annotated[Reasons | None, words("Imprecision")] = None
    """Few people or events; the interval is wide."""
    publication_bias: Annotated[Reasons | None, words("Publication bias")] = None
    """Studies with other results may not have been published."""


class Up(Written):
    """GRADE's three reasons to rate certainty up."""

    large_effect: Annotated[Reasons | None, words("Large effect")] = None
    """The effect is too large to come from bias alone."""
    dose_response: Annotated[Reasons | None, words("Dose and response")] = None
    """More of it does more."""
    plausible_confounding: Annotated[Reasons | None, words("Plausible confounding")] = None
    """Factors that were not accounted for would make the effect smaller, not larger."""


class Certainty(Written):
    """Where certainty starts and what moves it; the level is computed, never typed."""

    start: Annotated[Literal[Level.HIGH, Level.LOW], exactly("Starts")]
    """`high` for evidence from trials, `low` for evidence from other studies."""
    down: Annotated[Down, parts("Rated down")] = Down.model_construct()
    """Reasons to rate it down."""
    up: Annotated[Up, parts("Rated up")] = Up.model_construct()
    """Reasons to rate it up."""

    @property
    def level(self) -> Level:
        """The GRADE level that start, down and up lead to."""
        order = list(Level)
        place = order.index(self.start) - _steps(self.down) + _steps(self.up)
        return order[max(0, min(place, len(order) - 1))]


def _steps(reasons: Down | Up) -> int:
    """The number of levels that reasons move a certainty."""
    levels = 0
    for reason in vars(reasons).values():
        if isinstance(reason, str):
            levels += 1
        elif reason is not None:
            levels += reason.levels
    return levels


class Search(Written):
    """How we looked for evidence and found none."""

    where: Annotated[Text, printed("Where")]
    """Which databases or pages."""
    on: Annotated[Day, exactly("When")]
    """The day of the search, YYYY-MM-DD."""
    words: Annotated[Text, printed("Words")]
    """The words, exactly as they were typed."""
    found: Annotated[Text, words("Found")]
    """The result of the search."""


class Claim(Written):
    """One statement the guide makes, resting on findings."""

    id: Annotated[Id, identity()]
    """The topic and a few words; for ever, because it is the address of a page."""
    title: Annotated[
        Title | None,
        words(
            "Title",
            name=True,
            cites=("rests_on", "disputed_by"),
            translated=True,
            reads=Reads.PLAIN,
        ),
    ] = None
    """The whole message in a line, with its hedge; without one, `plain` is the title too."""
    says: Annotated[
        Text, words("Statement", statement=True, cites=("rests_on", "disputed_by"), translated=True)
    ]
    """The statement with its numbers; its verb fits the certainty."""
    plain: Annotated[
        Text,
        words(
            "In plain words",
            name=True,
            cites=("rests_on", "disputed_by"),
            translated=True,
            reads=Reads.PLAIN,
        ),
    ]
    """The same in plain words, with the same numbers or none."""
    kind: Annotated[ClaimKind, exactly("What kind of statement")]
    """What sort of statement it is."""
    rests_on: Annotated[tuple[Id, ...], citations("What it rests on")] = ()
    """Ids of the findings that state it."""
    disputed_by: Annotated[tuple[Id, ...], citations("Points the other way")] = ()
    """Ids of findings that point the other way."""
    outcome: Annotated[Title | None, setting(locked=False)] = None
    """What it speaks of, in the same words as every other claim that speaks of the same."""
    applies_to: Annotated[Text | None, printed("Whom it applies to")] = None
    """For whom it holds, where that is not everyone."""
    certainty: Annotated[Certainty | None, parts("How sure")] = None
    """How sure it is: where certainty starts and what moves it."""
    search: Annotated[Search | None, parts("How we looked")] = None
    """For a claim of kind `gap`: where, when and with which words we looked."""
    review_by: Annotated[Day | None, exactly("Review by")] = None
    """Its own day of review, where that is earlier than that of the file."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in `title`, `says` and `plain` that no source prints."""

    @property
    def message(self) -> str:
        """The title, or else the plain words."""
        return self.title or self.plain

    @property
    def weighed(self) -> tuple[str, ...]:
        """The ids of the findings that it rests on, and then of those that dispute it."""
        return (*self.rests_on, *self.disputed_by)

    @property
    def level(self) -> Level | None:
        """The computed certainty, or None for kinds that carry none."""
        return self.certainty.level if self.certainty else None


class Heading(Written):
    """A heading of a topic with the claims under it."""

    title: Annotated[Title, title("Heading", name=False)]
    """A few words on what its claims are about; it states nothing itself."""
    claims: Annotated[Ids, exactly("Claims under it")]
    """Ids of the claims, those first that a reader needs first."""


class ClaimsFile(Written):
    """`evidence/claims/<topic>.yml`: the claims of one topic."""

    title: Annotated[Title, title("Topic")]
    """The topic's name."""
    about: Annotated[Text, words("About this topic")]
    """The subject, as an instruction to the reader; it states nothing about the subject."""
    review_by: Annotated[Day, exactly("Review by")]
    """The day by which these claims must be looked at again, YYYY-MM-DD."""
    key_messages: Annotated[tuple[Cited, ...], parts("Key messages", reads=Reads.PLAIN)] = ()
    """Two or three sentences that sum up the topic, each with the claims that it rests on."""
    headings: Annotated[tuple[Heading, ...], parts("Headings", locked=False)] = ()
    """The headings in order; every claim of the topic is under exactly one."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1), items()]
    """The statements on this topic."""
