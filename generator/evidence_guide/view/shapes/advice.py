"""Steps and stages as data."""

from datetime import date

from evidence_guide.model import Direction, Level, Strength
from evidence_guide.view.shapes.writing import Shape, Statement, Text


class Answer(Shape):
    """One of GRADE's evidence-to-decision questions; without an answer it is not known."""

    question: str
    answer: Statement | None


class Step(Shape):
    """One thing to do, or not to do."""

    id: str
    page: str
    title: Text
    do: Statement
    whom: str
    profiles: tuple[str, ...]
    """Ids of the profiles it is for; none means everyone."""
    strength: Strength
    strength_words: str
    direction: Direction
    level: Level | None
    """The lowest certainty among the graded claims it rests on."""
    how: tuple[Statement, ...]
    why: tuple[str, ...]
    """Ids of claims."""
    follows: tuple[str, ...]
    """Ids of claims whose advice it adopts, or adapts as `adapted` says."""
    adapted: Statement | None
    exception: Statement | None
    ask: tuple[Text, ...]
    differ: tuple[Statement, ...]
    decision: tuple[Answer, ...]


class Stage(Shape):
    """The steps of one time of life."""

    id: str
    page: str
    title: Text
    about: Text
    review_by: date
    urgent: tuple[Statement, ...]
    """Red flags of the stage and of its steps; they come first."""
    steps: tuple[Step, ...]
