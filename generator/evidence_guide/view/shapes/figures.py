"""Plots as readers are shown them: grouped, scaled and positioned once for site and paper.

Positions across are percentages of the width; positions down are ems from the top.
"""

from decimal import Decimal

from evidence_guide.model import EffectMeasure
from evidence_guide.view.shapes.writing import Id, TextRow, ViewObject


class Tick(ViewObject):
    """A round number on a scale, and its position in percent of the width."""

    label: Id
    x: Decimal


class TextLine(ViewObject):
    """A line of text and the position of its foot, in ems from the top."""

    text: Id
    """Also in `row`, where it is read."""
    y: Decimal


class PlottedEffect(ViewObject):
    """One effect in a plot."""

    id: Id
    """Of its finding."""
    head: tuple[TextLine, ...]
    printed: TextLine
    outcome: tuple[TextLine, ...]
    y: Decimal
    """The position of its point, in ems from the top."""
    x: Decimal
    ends: tuple[Decimal, Decimal] | None
    against: bool
    """Whether it points the other way than the claim."""
    row: TextRow
    """The same in a row of words: study and outcome, the value of no difference, the estimate."""
    alt: Id
    """The same in a sentence for readers who do not see it."""


class Forest(ViewObject):
    """The effects that are printed in one measure and one unit, on one scale."""

    message: str
    """What it shows."""
    measure: EffectMeasure
    unit: Id | None
    head: tuple[str, str, str]
    """Column headings where it is printed as a table."""
    studies: tuple[PlottedEffect, ...]
    levels: tuple[Id, ...]
    """Widths of the intervals, in percent."""
    null: Tick
    ticks: tuple[Tick, ...]
    floor: Decimal
    """The position of the scale, in ems from the top."""
    by_powers: bool
    """Whether a double is as far from 1 as a half."""

    @property
    def against(self) -> bool:
        """Whether one of them points the other way than the claim."""
        return any(study.against for study in self.studies)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the findings, in order."""
        return tuple(study.id for study in self.studies)

    @property
    def height(self) -> Decimal:
        """With the scale's labels, in ems."""
        return self.floor + 3
