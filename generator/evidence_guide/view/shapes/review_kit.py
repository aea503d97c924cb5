"""The reviewer kit of a stage as reviewers are shown it."""

from evidence_guide.view.shapes.claims import ReasonView, SearchView
from evidence_guide.view.shapes.findings import FindingView
from evidence_guide.view.shapes.writing import Grade, Id, StatementView, Text, ViewObject


class KitFact(ViewObject):
    """Something that a reviewer sees beside a sentence: a label and its value."""

    name: str
    value: Text


class KitGround(ViewObject):
    """A claim that a sentence rests on, as its link names it."""

    id: Id
    title: str
    certainty: Grade | None
    kind: str


class KitFinding(ViewObject):
    """A finding behind a claim, with its figures and its source."""

    finding: FindingView
    against: bool


class KitItem(ViewObject):
    """A sentence of advice or a claim, which a reviewer judges."""

    number: int
    """Its place in the kit, from 1."""
    key: Id
    of: Id
    part: Id
    saw: Id
    """The digest of what is shown of it."""
    page: Id
    """The full address of its page."""
    label: str
    legend: str
    """What its answers are read out with."""
    says: StatementView
    exactly: StatementView | None
    """The exact words of a claim, where they are not those in plain words."""
    facts: tuple[KitFact, ...]
    grounds: tuple[KitGround, ...]
    reasons: tuple[ReasonView, ...]
    search: SearchView | None
    findings: tuple[KitFinding, ...]


class KitSection(ViewObject):
    """What is judged under one heading."""

    anchor: Id
    title: Text
    count: int
    items: tuple[KitItem, ...]


class KitAnswer(ViewObject):
    """A judgement to choose, with its meaning."""

    value: Id
    words: str
    means: str


class ReviewKit(ViewObject):
    """Everything of a stage that a reviewer judges."""

    stage: Id
    guide: Id
    language: Id
    version: Id
    sections: tuple[KitSection, ...]
    """The sentences of advice, then the claims."""
    answers: tuple[KitAnswer, ...]
    says: dict[str, Id]
    """What its script says."""
