"""Findings: what one source reports, passage by passage."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from evidence_guide.model.vocabulary import Depth, Design, Measure, Role
from evidence_guide.model.writing import Address, Day, Id, Text, Written


class SecondReading(Written):
    """A second reading by somebody who did not write the findings: passages, whole sentences and figures compared with the text again.

    Two readers who extract independently make fewer errors (Cochrane Handbook, 5.5.2).
    """

    on: Day
    """The day of the second reading, YYYY-MM-DD."""
    at: Address
    """The address where the text was read again."""
    unseen: tuple[Id, ...] = ()
    """Findings whose passage could not be seen again, for example because the text at hand ended before it."""


class Read(Written):
    """How a source was read before its findings were written."""

    what: Depth
    """How much of it was read."""
    at: Address
    """The address where the text was read; a mirror is named as such."""
    mirror: bool = False
    """Whether the text was read elsewhere than at its publisher, PubMed or the body that issued it."""
    second: SecondReading | None = None
    """A second reading by somebody else."""


class Study(Written):
    """What the source did, in PICO's order."""

    design: Design
    """How the study was made."""
    population: Text
    """Who was studied, and where."""
    participants: Annotated[int, Field(ge=1)] | None = None
    """How many people took part."""
    intervention: Text | None = None
    """What they were given, or exposed to."""
    comparator: Text | None = None
    """What that was compared with."""
    country: Text | None = None
    """Where it was done."""
    registration: Text | None = None
    """Its number in a register of trials."""
    funding: Text | None = None
    """Who paid for it."""


class Baseline(Written):
    """How often the outcome came in the group that the others are compared with, as printed in the finding's figures."""

    percent: Annotated[Decimal, Field(gt=0, lt=100)]
    """The risk in that group in percent, as printed."""
    among: Text
    """Who that group was."""


class Effect(Written):
    """A comparison with its estimate and interval, as printed."""

    outcome: Text
    """What was measured."""
    at: Text | None = None
    """When it was measured: `6 wk`."""
    measure: Measure
    """What the effect is measured in."""
    unit: Text | None = None
    """The unit of the value, where the measure has one."""
    value: Decimal
    """The estimate, digits as printed."""
    low: Decimal | None = None
    """The lower end of its interval."""
    high: Decimal | None = None
    """The upper end of its interval."""
    level: Decimal = Decimal(95)
    """Width of the interval in percent."""
    p: Text | None = None
    """The p value as printed: `< 0.001`."""
    participants: Annotated[int, Field(ge=1)] | None = None
    """How many people this comparison counts, if not all of the study."""

    @property
    def sign(self) -> int:
        """1 if the interval lies above no effect, -1 if below, 0 if it holds no effect or has no interval."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > self.measure.null) - (self.high < self.measure.null)


class Finding(Written):
    """What one source reports in one passage, in our own words."""

    id: Id
    """The source's key and a few words: `trial2024-first-result`; for ever."""
    reports: Text
    """What the passage says, in our own words and with its numbers."""
    where: Text
    """Section of the source, such as `Abstract, Results`."""
    passage: Text
    """First words … last words of the passage; never the whole of it."""
    figures: tuple[Text, ...] = ()
    """Numbers with their units exactly as printed."""
    role: Role = Role.RESULT
    """What the passage is in its source."""
    effect: Effect | None = None
    """The comparison that the passage states, for plots and tables."""
    baseline: Baseline | None = None
    """The risk in the comparison group, from which absolute numbers are computed; only beside an effect that compares risks."""


class FindingsFile(Written):
    """`evidence/findings/<source key>.yml`: one source's findings."""

    source: Id
    """The key of the source in sources.bib, which is the name of this file too."""
    study: Study
    """What the source did."""
    read: Read
    """How the source was read."""
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]
    """What it reports, one passage each."""
