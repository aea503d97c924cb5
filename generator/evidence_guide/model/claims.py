"""Claims: what the guide states, how sure it is and why."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from evidence_guide.model.vocabulary import Kind, Level
from evidence_guide.model.writing import Day, Id, Numbers, Text, Title, Written, either


class Reason(Written):
    """Why certainty moves by more than one level."""

    levels: Annotated[int, Field(ge=1, le=3)]
    """By how many levels."""
    because: Text
    """Why, in a sentence."""


Reasons = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Reason, Tag("reason")], either("text", "reason")
]


class Down(Written):
    """GRADE's five reasons to rate certainty down."""

    risk_of_bias: Reasons | None = None
    """The studies may be misleading in how they were done."""
    inconsistency: Reasons | None = None
    """The studies disagree."""
    indirectness: Reasons | None = None
    """The people, the treatment or the outcome differ from those of the claim."""
    imprecision: Reasons | None = None
    """Few people or events; the interval is wide."""
    publication_bias: Reasons | None = None
    """Studies with other results may not have been published."""


class Up(Written):
    """GRADE's three reasons to rate certainty up."""

    large_effect: Reasons | None = None
    """The effect is too large to come from bias alone."""
    dose_response: Reasons | None = None
    """More of it does more."""
    plausible_confounding: Reasons | None = None
    """What was not accounted for would make the effect smaller, not larger."""


class Certainty(Written):
    """Where certainty starts and what moves it; the level is computed, never typed."""

    start: Literal[Level.HIGH, Level.LOW]
    """`high` where trials stand behind it, `low` where other studies do."""
    down: Down = Down()
    """Reasons to rate it down."""
    up: Up = Up()
    """Reasons to rate it up."""

    @property
    def level(self) -> Level:
        """The GRADE level that start, down and up lead to."""
        order = list(Level)
        place = order.index(self.start) - _steps(self.down) + _steps(self.up)
        return order[max(0, min(place, len(order) - 1))]


def _steps(reasons: Down | Up) -> int:
    found = (reason for _, reason in reasons)
    return sum(
        1 if isinstance(reason, str) else reason.levels for reason in found if reason is not None
    )


class Search(Written):
    """How we looked for evidence and found none."""

    where: Text
    """Which databases or pages."""
    on: Day
    """The day of the search, YYYY-MM-DD."""
    words: Text
    """The words, exactly as they were typed."""
    found: Text
    """What came of it."""


class Claim(Written):
    """One statement the guide makes, resting on findings."""

    id: Id
    """The topic and a few words; for ever, because it is the address of a page."""
    says: Text
    """The statement with its numbers; its verb fits the certainty."""
    plain: Text
    """The same in plain words, with the same numbers or none."""
    kind: Kind
    """What sort of statement it is."""
    rests_on: tuple[Id, ...] = ()
    """Ids of the findings that state it."""
    disputed_by: tuple[Id, ...] = ()
    """Ids of findings that point the other way."""
    applies_to: Text | None = None
    """For whom it holds, where that is not everyone."""
    certainty: Certainty | None = None
    """How sure it is: where certainty starts and what moves it."""
    search: Search | None = None
    """For a claim of kind `gap`: where, when and with which words we looked."""
    review_by: Day | None = None
    """Its own day of review, where that is earlier than that of the file."""
    numbers: Numbers = ()
    """Numbers in `says` and `plain` that no source prints."""

    @property
    def level(self) -> Level | None:
        """The computed certainty, or None for kinds that carry none."""
        return self.certainty.level if self.certainty else None


class ClaimsFile(Written):
    """`evidence/claims/<topic>.yml`: the claims of one topic."""

    title: Title
    """The topic's name."""
    about: Text
    """What the topic is, as an instruction to the reader; it states nothing about health."""
    review_by: Day
    """The day by which these claims must be looked at again, YYYY-MM-DD."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """What the guide states on this topic."""
