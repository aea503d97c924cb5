"""Steps and stages as readers are shown them."""

from datetime import date

from evidence_guide.model import Direction, Strength
from evidence_guide.view.shapes.opinions import OpinionView
from evidence_guide.view.shapes.options import ChoiceLink, ChoiceView
from evidence_guide.view.shapes.rereadings import RereadingView
from evidence_guide.view.shapes.writing import Grade, Id, Phrase, StatementView, ViewObject


class Answer(ViewObject):
    """One of GRADE's evidence-to-decision questions; without an answer it is not known."""

    field: Id
    """The name of the question, such as `benefits`."""
    question: str
    answer: StatementView | None


class SideView(ViewObject):
    """The advice of one body where bodies differ."""

    who: Phrase | None
    says: StatementView


class StepView(ViewObject):
    """One thing to do, or not to do."""

    id: Id
    page: Id
    number: int
    """Its place in the stage, from 1."""
    heading: Phrase
    """Its number and title."""
    title: Phrase
    do: StatementView
    whom: Phrase
    profiles: tuple[Id, ...]
    """Ids of the profiles it is for; none means everyone."""
    strength: Strength
    strength_words: str
    strength_means: str
    direction: Direction
    direction_words: str
    """Such as `to do this`, behind the strength."""
    advice: str
    """Strength and direction in a few words: `Strong advice against`."""
    certainty: Grade | None
    """The lowest certainty of the effects and associations it rests on; none for good practice."""
    ungraded: str
    """What takes the place of a certainty: `Published advice`, or nothing."""
    ungraded_means: str
    amounts: tuple[StatementView, ...]
    """What named bodies advise these people to take."""
    no_amount: str
    """That no body that was read names an amount for them; empty where one does or none is due."""
    how: tuple[StatementView, ...]
    why: tuple[Id, ...]
    """Ids of claims."""
    follows: tuple[Id, ...]
    """Ids of claims whose advice it adopts, or adapts as `adapted` says."""
    followed: str
    """The heading above the advice that it follows."""
    adapted: StatementView | None
    exception: StatementView | None
    ask: tuple[Phrase, ...]
    choices: tuple[ChoiceLink, ...]
    """The choices that it leads to, with options side by side."""
    differ: tuple[SideView, ...]
    decision: tuple[Answer, ...]
    not_known: str
    """The questions without an answer as a statement, but for those of all steps of its stage."""
    reread: RereadingView | None
    """How it was last read again at its sources."""
    opinions: tuple[OpinionView, ...]
    """What named people thought of it."""


class CareLevelView(ViewObject):
    """The red flags that call for the same haste: one care card."""

    how_soon: Id
    heading: str
    """How soon: `Now`."""
    ask: str
    """Whom to call, as the words above the list: `Call an ambulance now if:`."""
    flags: tuple[StatementView, ...]
    numbers: tuple[StatementView, ...]
    """Numbers to call, on the card for an ambulance."""


class HandoutView(ViewObject):
    """The hand-out of a stage, which is one side of paper."""

    stage: Id
    dangers: tuple[CareLevelView, ...]
    """The two gravest levels of red flags."""
    steps: tuple[Id, ...]
    """The few steps that it prints."""
    more: tuple[Phrase, ...]
    """The titles of all other steps of the stage."""
    cites: tuple[Id, ...]
    """The sources and searches behind all of its sentences, by number."""
    sources: str
    """The line that names the most cited of them and counts the others."""


class StageView(ViewObject):
    """The steps of one time of life."""

    id: Id
    page: Id
    title: Phrase
    about: Phrase
    review_by: date
    review: str
    """The review date as a sentence."""
    urgent: tuple[CareLevelView, ...]
    """Red flags of the stage and of its steps, the gravest first; they come before the steps."""
    steps: tuple[StepView, ...]
    not_known: str
    """The questions to which no step has an answer, as a statement."""
    choices: tuple[ChoiceView, ...]
    """Options side by side, on pages of their own."""
    opinions: tuple[OpinionView, ...]
    """What named people thought of its own red flags."""
