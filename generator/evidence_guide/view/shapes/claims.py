"""Topics and claims as readers are shown them."""

from datetime import date

from evidence_guide.model import ClaimKind, Level
from evidence_guide.view.shapes.figures import Forest
from evidence_guide.view.shapes.opinions import OpinionView
from evidence_guide.view.shapes.rereadings import RereadingView
from evidence_guide.view.shapes.writing import Grade, Id, StatementView, Text, TextRow, ViewObject


class ReasonView(ViewObject):
    """A reason that moves the certainty up or down from where it starts."""

    field: Id
    """GRADE's name of it, such as `risk_of_bias`."""
    side: Id
    levels: int
    name: str
    moves: str
    """Side and levels in words."""
    because: StatementView


class SearchView(ViewObject):
    """A search that found no evidence."""

    where: Text
    on: date
    when: str
    """The day as a sentence."""
    words: Text
    found: Text


class Use(ViewObject):
    """A step or popular claim that rests on a claim."""

    kind: Id
    id: Id
    title: Text


class ClaimView(ViewObject):
    """One statement that the guide makes."""

    id: Id
    page: Id
    number: Id
    """Its number in print: that of its topic and its own, such as `3.12`."""
    heading: str
    """Its number and title."""
    title: str
    """Its whole message in a line."""
    longer: bool
    """Whether the plain words say more than the title."""
    topic: Id
    says: StatementView
    plain: StatementView
    kind: ClaimKind
    kind_words: str
    kind_means: str
    applies_to: Text | None
    certainty: Grade | None
    start: Level | None
    rating: str
    """The start of the rating, as a sentence; empty where no certainty is due."""
    reasons: tuple[ReasonView, ...]
    search: SearchView | None
    rests_on: tuple[Id, ...]
    """Ids of findings."""
    disputed_by: tuple[Id, ...]
    plots: tuple[Forest, ...]
    """The printed effects of its findings, one plot for each measure and unit."""
    used: tuple[Use, ...]
    reread: RereadingView | None
    """How it was last read again at its sources."""
    opinions: tuple[OpinionView, ...]
    """What named people thought of it."""


class HeadingView(ViewObject):
    """A heading of a topic with the ids of the claims under it."""

    title: Text
    claims: tuple[Id, ...]


class TopicView(ViewObject):
    """The claims of one topic, by id."""

    id: Id
    page: Id
    title: Text
    about: Text
    review_by: date
    review: str
    """The review date as a sentence."""
    key_messages: tuple[StatementView, ...]
    headings: tuple[HeadingView, ...]
    """The headings in order; none where the topic is short."""
    claims: tuple[Id, ...]
    """All claims, in the order of the headings."""


class ClaimMap(ViewObject):
    """The claims of each topic, counted by certainty."""

    about: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[TextRow, ...]
    """A topic's title, then a count for each level from high to very low, then that without one."""
