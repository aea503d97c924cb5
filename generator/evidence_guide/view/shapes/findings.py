"""Findings, sources and references as data."""

from evidence_guide.model import Design, Measure, Role
from evidence_guide.view.shapes.writing import Shape, Statement, Text


class Effect(Shape):
    """A comparison with its estimate and interval as printed."""

    outcome: Text
    at: Text | None
    measure: Measure
    unit: Text | None
    value: str
    low: str | None
    high: str | None
    level: str
    p: str | None
    null: str
    """The value that means no difference."""


class Finding(Shape):
    """What one source reports in one passage."""

    id: str
    source: str
    reports: Statement
    where: Text
    passage: str
    """First words … last words."""
    link: str
    """Address that opens the source with the passage highlighted."""
    figures: tuple[str, ...]
    role: Role
    proof: str
    effect: Effect | None


class Source(Shape):
    """A publication, how it was read and how it stands."""

    key: str
    page: str
    label: str
    design: Design
    study: tuple[tuple[str, Text], ...]
    read: str
    standing: str
    links: dict[str, str]
    findings: tuple[str, ...]


class Reference(Shape):
    """One entry of the numbered list: a source, or the search behind a gap."""

    number: int
    label: str
    text: Text
    address: str
