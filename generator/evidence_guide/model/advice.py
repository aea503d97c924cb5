"""Steps and stages: what to do, for whom, and on whose advice."""

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, Tag

from evidence_guide.model.meaning import (
    Reads,
    Weight,
    citations,
    exactly,
    identity,
    parts,
    title,
    words,
)
from evidence_guide.model.vocabulary import Direction, HowSoon, Strength
from evidence_guide.model.writing import Day, Id, Ids, Numbers, Text, Title, Written, either


class Cited(Written):
    """A sentence with the claims it rests on."""

    says: Annotated[Text, words("Says", statement=True, cites=("because",), translated=True)]
    """The sentence."""
    because: Annotated[Ids, citations("Because")]
    """Ids of the claims that it rests on."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in the sentence that no source prints."""


class Local(Cited):
    """A sentence that may hold for some countries only."""

    added_later: ClassVar[tuple[str, ...]] = ("countries",)

    countries: Annotated[tuple[Id, ...], exactly("In which countries", weight=Weight.ADVICE)] = ()
    """Rows of the table of countries; readers who chose one of them meet it before others."""


class RedFlag(Cited):
    """A sign that needs help, and how soon."""

    how_soon: Annotated[HowSoon, exactly("How soon", weight=Weight.ADVICE)]
    """How soon to act: `now` where a life is in danger, `today`, or `soon` for an appointment."""


class Side(Cited):
    """The advice of one body or country where several differ."""

    written_first = ("who",)

    who: Annotated[Title | None, title("Who", name=False, translated=True)] = None
    """The body and its country, as a heading beside the others."""


Answer = Annotated[
    Annotated[Literal["not known"], Tag("text")] | Annotated[Cited, Tag("cited")],
    either("text", "cited"),
]


class Decision(Written):
    """GRADE's evidence-to-decision questions; `not known` is an answer."""

    benefits: Annotated[
        Answer, parts("What good does it do?", translated=True, reads=Reads.REASONS)
    ]
    """What good it does."""
    harms: Annotated[Answer, parts("What harm can it do?", translated=True, reads=Reads.REASONS)]
    """What harm it can do."""
    values: Annotated[
        Answer, parts("What matters to people?", translated=True, reads=Reads.REASONS)
    ] = "not known"
    """What matters to people."""
    resources: Annotated[
        Answer, parts("What does it cost?", translated=True, reads=Reads.REASONS)
    ] = "not known"
    """The costs in money and time."""
    equity: Annotated[Answer, parts("Is it fair?", translated=True, reads=Reads.REASONS)] = (
        "not known"
    )
    """Whether it is fair."""
    acceptability: Annotated[
        Answer, parts("Is it acceptable?", translated=True, reads=Reads.REASONS)
    ] = "not known"
    """Whether people accept it."""
    feasibility: Annotated[
        Answer, parts("Can it be done?", translated=True, reads=Reads.REASONS)
    ] = "not known"
    """Whether it can be done."""


Whom = Annotated[
    Annotated[Literal["everyone"], Tag("text")] | Annotated[Ids, Tag("profiles")],
    either("text", "profiles"),
]


class Action(Local):
    """A small action of a step."""

    added_later = ("countries", "whom")
    model_config = ConfigDict(populate_by_name=True)

    whom: Annotated[Whom, Field(alias="for"), exactly("Who it is for", weight=Weight.ADVICE)] = (
        "everyone"
    )
    """`everyone` whom the step is for, or only some profiles among them."""


Amounts = Annotated[
    Annotated[Literal["none named"], Tag("text")] | Annotated[tuple[Local, ...], Tag("amounts")],
    either("text", "amounts"),
]


class Step(Written):
    """One thing to do, or not to do."""

    model_config = ConfigDict(populate_by_name=True)

    id: Annotated[Id, identity()]
    """A few words; for ever, because it is part of an address."""
    title: Annotated[Title, title("Title", translated=True)]
    """A few words for the heading and the contents."""
    do: Annotated[
        Text,
        words(
            "What to do",
            statement=True,
            cites=("why", "follows"),
            translated=True,
            reads=Reads.ADVICE,
            weight=Weight.ADVICE,
        ),
    ]
    """The advice, as one or two plain sentences."""
    whom: Annotated[Whom, Field(alias="for"), exactly("Who it is for", weight=Weight.ADVICE)]
    """`everyone`, or the profiles it is for."""
    strength: Annotated[Strength, exactly("How strong", weight=Weight.ADVICE)]
    """How strong the advice is."""
    direction: Annotated[Direction, exactly("For or against", weight=Weight.ADVICE)] = Direction.FOR
    """Whether it says to do it or not to."""
    during: Annotated[tuple[Id, ...], exactly("Also during", weight=Weight.ADVICE)] = ()
    """Other stages, in one of which a reader must be too, for a step that applies only then."""
    stages: Annotated[tuple[Id, ...], exactly("At which stages", weight=Weight.ADVICE)] = ()
    """The stages of the readers it is for, where that is not just the stage of its page."""
    replaces: Annotated[tuple[Id, ...], exactly("Takes the place of", weight=Weight.ADVICE)] = ()
    """General steps that it contradicts: readers whom it is written for meet it in their place."""
    repeats: Annotated[tuple[Id, ...], exactly("Says again", weight=Weight.ADVICE)] = ()
    """Steps of other stages that say the same; readers of both stages meet only this one."""
    follows: Annotated[tuple[Id, ...], citations("Whose advice it follows")] = ()
    """Claims of kind `guidance` whose advice this step adopts or adapts."""
    adapted: Annotated[
        Text | None,
        words("What we changed", cites=("follows",), translated=True, reads=Reads.REASONS),
    ] = None
    """The changes to the advice that the step follows."""
    exception: Annotated[
        Text | None,
        words(
            "Why strong advice on low certainty",
            cites=("why",),
            translated=True,
            reads=Reads.REASONS,
        ),
    ] = None
    """The GRADE exception that permits strong advice on low certainty."""
    why: Annotated[Ids, citations("Why")]
    """Ids of the claims that it rests on."""
    amounts: Annotated[
        Amounts, parts("How much", translated=True, reads=Reads.ADVICE, weight=Weight.ADVICE)
    ] = ()
    """What named bodies advise these people to take, one sentence for each body and country.

    `none named` says that no body that was read names an amount for exactly these people.
    """
    how: Annotated[
        tuple[Action, ...], parts("How", translated=True, reads=Reads.ADVICE, weight=Weight.ADVICE)
    ] = ()
    """Small actions, each cited."""
    ask: Annotated[
        tuple[Text, ...],
        words("Questions to ask", translated=True, reads=Reads.ADVICE, weight=Weight.ADVICE),
    ] = ()
    """Questions for the expert; each ends with a question mark."""
    urgent: Annotated[
        tuple[RedFlag, ...],
        parts("Get help first", translated=True, reads=Reads.ADVICE, weight=Weight.ADVICE),
    ] = ()
    """Red flags; printed before everything else on the page."""
    differ: Annotated[
        tuple[Side, ...], parts("Where bodies differ", translated=True, reads=Reads.REASONS)
    ] = ()
    """Where bodies or countries differ: one sentence for each side."""
    decision: Annotated[
        Decision, parts("How this was decided", translated=True, reads=Reads.REASONS)
    ]
    """The considerations behind the advice; `not known` is an answer."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in `do` that no source prints."""
    review_by: Annotated[Day | None, exactly("Review by")] = None
    """Its own day of review, where that is earlier than that of the file."""
