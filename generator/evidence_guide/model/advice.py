"""Steps and stages: what to do, for whom, and on whose advice."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, Tag

from evidence_guide.model.vocabulary import Direction, Strength
from evidence_guide.model.writing import Day, Id, Ids, Numbers, Text, Title, Written, either, keys


class Cited(Written):
    """A sentence with the claims it rests on."""

    says: Text
    """The sentence."""
    because: Ids
    """Ids of the claims that it rests on."""
    numbers: Numbers = ()
    """Numbers in the sentence that no source prints."""


class Side(Cited):
    """What one body or country says where several differ."""

    model_config = keys(first=("who",))

    who: Title | None = None
    """The body and its country, as a heading beside the others."""


Answer = Annotated[
    Annotated[Literal["not known"], Tag("text")] | Annotated[Cited, Tag("cited")],
    either("text", "cited"),
]


class Decision(Written):
    """GRADE's evidence-to-decision questions; `not known` is an answer."""

    benefits: Answer
    """What good it does."""
    harms: Answer
    """What harm it can do."""
    values: Answer = "not known"
    """What matters to people."""
    resources: Answer = "not known"
    """What it costs."""
    equity: Answer = "not known"
    """Whether it is fair."""
    acceptability: Answer = "not known"
    """Whether people accept it."""
    feasibility: Answer = "not known"
    """Whether it can be done."""


Whom = Annotated[
    Annotated[Literal["everyone"], Tag("text")] | Annotated[Ids, Tag("profiles")],
    either("text", "profiles"),
]


class Step(Written):
    """One thing to do, or not to do."""

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    """A few words; for ever, because it is part of an address."""
    title: Title
    """A few words for the heading and the contents."""
    do: Text
    """The advice, as one or two plain sentences."""
    whom: Annotated[Whom, Field(alias="for")]
    """`everyone`, or the profiles it is for."""
    strength: Strength
    """How strong the advice is."""
    direction: Direction = Direction.FOR
    """Whether it says to do it or not to."""
    during: tuple[Id, ...] = ()
    """Other stages, in one of which a reader must be too, for a step that applies only then."""
    follows: tuple[Id, ...] = ()
    """Claims of kind `guidance` whose advice this step adopts or adapts."""
    adapted: Text | None = None
    """What was changed in the advice that the step follows."""
    exception: Text | None = None
    """The GRADE exception that lets strong advice stand on low certainty."""
    why: Ids
    """Ids of the claims that it rests on."""
    how: tuple[Cited, ...] = ()
    """Small actions, each cited."""
    ask: tuple[Text, ...] = ()
    """Questions for the clinician; each ends with a question mark."""
    urgent: tuple[Cited, ...] = ()
    """Red flags; printed before everything else on the page."""
    differ: tuple[Side, ...] = ()
    """Where bodies or countries differ: one sentence for each side."""
    decision: Decision
    """What was weighed; `not known` is an answer."""
    numbers: Numbers = ()
    """Numbers in `do` that no source prints."""
    review_by: Day | None = None
    """Its own day of review, where that is earlier than that of the file."""


class StageFile(Written):
    """`evidence/stages/<stage>.yml`: the steps of one time of life."""

    title: Title
    """The stage's name."""
    about: Text
    """Who the page is for; it states nothing about health."""
    review_by: Day
    """The day by which these steps must be looked at again, YYYY-MM-DD."""
    urgent: tuple[Cited, ...] = ()
    """Red flags of the whole stage; printed before everything else on the page."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """What to do, in order."""
