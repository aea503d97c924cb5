"""Findings: what one source reports, passage by passage."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from evidence_guide.model.vocabulary import Depth, Design, Measure, Role
from evidence_guide.model.writing import Day, Id, Text, Written


class SecondReading(Written):
    """A second reading by somebody who did not write the findings: passages, whole sentences and figures compared with the text again.

    Two readers who extract independently make fewer errors (Cochrane Handbook, 5.5.2).
    """

    on: Day
    at: Text
    """The address where the text was read again."""
    unseen: tuple[Id, ...] = ()
    """Findings whose passage could not be seen again, for example because the text at hand ended before it."""


class Read(Written):
    """How a source was read before its findings were written."""

    what: Depth
    """How much of it was read."""
    at: Text
    """The address where the text was read; a mirror is named as such."""
    mirror: bool = False
    """Whether the text was read elsewhere than at its publisher, PubMed or the body that issued it."""
    second: SecondReading | None = None


class Study(Written):
    """What the source did, in PICO's order."""

    design: Design
    population: Text
    participants: Annotated[int, Field(ge=1)] | None = None
    intervention: Text | None = None
    comparator: Text | None = None
    country: Text | None = None
    registration: Text | None = None
    funding: Text | None = None


class Baseline(Written):
    """How often the outcome came in the group that the others are compared with, as printed in the finding's figures."""

    percent: Annotated[Decimal, Field(gt=0, lt=100)]
    among: Text
    """Who that group was."""


class Effect(Written):
    """A comparison with its estimate and interval, as printed."""

    outcome: Text
    at: Text | None = None
    measure: Measure
    unit: Text | None = None
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    level: Decimal = Decimal(95)
    """Width of the interval in percent."""
    p: Text | None = None
    participants: Annotated[int, Field(ge=1)] | None = None

    @property
    def sign(self) -> int:
        """1 if the interval lies above no effect, -1 if below, 0 if it holds no effect or has no interval."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > self.measure.null) - (self.high < self.measure.null)


class Finding(Written):
    """What one source reports in one passage, in our own words."""

    id: Id
    reports: Text
    where: Text
    """Section of the source, such as `Abstract, Results`."""
    passage: Text
    """First words … last words of the passage; never the whole of it."""
    figures: tuple[Text, ...] = ()
    """Numbers with their units exactly as printed."""
    role: Role = Role.RESULT
    effect: Effect | None = None
    baseline: Baseline | None = None
    """The risk in the comparison group, from which absolute numbers are computed; only beside an effect that compares risks."""


class FindingsFile(Written):
    """`evidence/findings/<source key>.yml`: one source's findings."""

    source: Id
    study: Study
    read: Read
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]
