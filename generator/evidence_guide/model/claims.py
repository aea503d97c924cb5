"""Claims: what the guide states, how sure it is and why."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from evidence_guide.model.vocabulary import Kind, Level
from evidence_guide.model.writing import Day, Id, Numbers, Text, Title, Written, either


class Reason(Written):
    """Why certainty moves by more than one level."""

    levels: Annotated[int, Field(ge=1, le=3)]
    because: Text


Reasons = Annotated[Annotated[Text, Tag("text")] | Annotated[Reason, Tag("reason")], either("text", "reason")]


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
    numbers: Numbers = ()
    """Numbers in `says` and `plain` that no source prints."""

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
