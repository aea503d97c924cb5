"""Topics and claims as data."""

from datetime import date

from evidence_guide.model import Kind, Level
from evidence_guide.view.shapes.writing import Shape, Statement, Text


class Reason(Shape):
    """Why the certainty moves up or down from where it starts."""

    side: str
    name: str
    levels: int
    because: Statement


class Search(Shape):
    """How we looked for evidence and found none."""

    where: Text
    on: date
    words: Text
    found: Text


class Use(Shape):
    """Where a claim is used."""

    kind: str
    id: str
    title: Text


class Claim(Shape):
    """One statement that the guide makes."""

    id: str
    page: str
    title: str
    topic: str
    says: Statement
    plain: Statement
    kind: Kind
    applies_to: Text | None
    level: Level | None
    start: Level | None
    reasons: tuple[Reason, ...]
    search: Search | None
    rests_on: tuple[str, ...]
    """Ids of findings."""
    disputed_by: tuple[str, ...]
    used: tuple[Use, ...]


class Topic(Shape):
    """The claims of one topic, by id."""

    id: str
    page: str
    title: Text
    about: Text
    review_by: date
    claims: tuple[str, ...]
