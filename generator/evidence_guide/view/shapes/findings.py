"""Findings, sources and references as readers are shown them."""

from evidence_guide.model import Depth, Design, EffectMeasure, Role
from evidence_guide.view.shapes.writing import Id, StatementView, Text, TextRow, ViewObject


class EffectView(ViewObject):
    """A comparison with its estimate and interval as printed."""

    outcome: Text
    at: Text | None
    measure: EffectMeasure
    unit: Text | None
    value: str
    low: str | None
    high: str | None
    level: str
    p: str | None
    null: str
    """The value that means no difference."""


class FindingView(ViewObject):
    """One result of a source, as one passage reports it."""

    id: Id
    source: Id
    label: str
    """Name and year of its source."""
    reports: StatementView
    where: Text
    located: Text
    """The same as a sentence."""
    passage: Id
    """First words … last words."""
    link: Id
    """Address that opens the source with the passage highlighted."""
    figures: tuple[str, ...]
    unit: str
    """The unit of figures without one, printed apart from them; empty where each has its own."""
    printed: str
    """The figures and the unit as a sentence; empty where none is printed."""
    role: Role
    proof: str
    effect: EffectView | None


class FactView(StatementView):
    """A fact of a study under its label."""

    label: str
    """The label of the field, such as `People`."""


class DepthView(ViewObject):
    """How deeply a source was read, and how much rests on it."""

    what: Depth
    mirror: bool
    """Whether it was read on a copy."""
    open_at: Id
    """Where its full text is known to be open; empty if that is not known."""
    steps: int
    key_messages: int
    claims: int


class SourceView(ViewObject):
    """A publication, how it was read, and whether it was corrected or retracted."""

    key: Id
    page: Id
    label: str
    design: Design
    design_words: str
    study: dict[str, FactView]
    """The facts of the study by field, such as `population`."""
    facts: TextRow
    """The same facts in one row of words."""
    read: str
    standing: str
    links: dict[str, Id]
    findings: tuple[Id, ...]
    depth: DepthView


class ReferenceView(ViewObject):
    """One entry of the numbered list: a source, or the search behind a gap."""

    number: int
    label: str
    line: str
    """Who, what and when in a line."""
    text: Text
    """The whole reference."""
    address: Id
