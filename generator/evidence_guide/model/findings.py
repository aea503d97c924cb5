"""Findings of one source, passage by passage."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from evidence_guide.model.meaning import (
    Weight,
    exactly,
    identity,
    items,
    parts,
    printed,
    setting,
    words,
)
from evidence_guide.model.vocabulary import Depth, Design, EffectMeasure, Role
from evidence_guide.model.writing import Address, Day, Id, Text, Written

Interval = tuple[Decimal, Decimal]


class SecondReading(Written):
    """A second reading by somebody who did not write the findings.

    Passages, whole sentences and figures are compared with the text again.
    Two readers who extract independently make fewer errors (Cochrane Handbook, 5.5.2).
    """

    on: Annotated[Day, exactly("Read again on")]
    """The day of the second reading, YYYY-MM-DD."""
    at: Annotated[Address, printed("Read again at")]
    """The address where the text was read again."""
    unseen: Annotated[tuple[Id, ...], exactly("Not seen again")] = ()
    """Findings whose passage could not be seen again, such as where the text ended early."""


class Read(Written):
    """How a source was read before its findings were written."""

    what: Annotated[Depth, exactly("Read")]
    """How much of it was read."""
    at: Annotated[Address, printed("Read at")]
    """The address where the text was read; a mirror is named as such."""
    mirror: Annotated[bool, setting("Read in a copy")] = False
    """Whether it was read elsewhere than at its publisher, PubMed or the body that issued it."""
    second: Annotated[SecondReading | None, parts("Second reading")] = None
    """A second reading by somebody else."""


class Group(Written):
    """One of the groups that the participants of a study were divided into."""

    who: Annotated[Text, printed("Group")]
    """The people in it, such as `Placebo`."""
    are: Annotated[Annotated[int, Field(ge=0)], exactly("People in the group")]
    """How many they are."""


class Study(Written):
    """The study's design and PICO, then its circumstances."""

    added_later: ClassVar[tuple[str, ...]] = ("groups", "inconsistent")

    design: Annotated[Design, exactly("Design")]
    """How the study was made."""
    population: Annotated[Text, printed("People")]
    """Who was studied, and where."""
    participants: Annotated[Annotated[int, Field(ge=1)] | None, exactly("Participants")] = None
    """How many people took part."""
    groups: Annotated[tuple[Group, ...], parts("Groups")] = ()
    """The arms or groups that all participants were divided into, if the source counts them."""
    intervention: Annotated[Text | None, printed("Intervention")] = None
    """The treatment or exposure."""
    comparator: Annotated[Text | None, printed("Compared with")] = None
    """The comparison, such as a placebo."""
    country: Annotated[Text | None, printed("Country")] = None
    """The country in which it was done."""
    registration: Annotated[Text | None, printed("Registration")] = None
    """Its number in a register of trials."""
    funding: Annotated[Text | None, printed("Paid for by")] = None
    """The sponsors of the study."""
    inconsistent: Annotated[Text | None, words("Its own numbers disagree")] = None
    """Why the groups do not add up in the source itself, after it was read again."""


class Baseline(Written):
    """How common the outcome was in the comparison group, as printed in the finding's figures."""

    percent: Annotated[
        Decimal, Field(gt=0, lt=100), exactly("Risk in the comparison group, percent")
    ]
    """The risk in that group in percent, as printed."""
    among: Annotated[Text, printed("Comparison group")]
    """The people in that group."""


class Effect(Written):
    """A comparison with its estimate and interval, as printed."""

    outcome: Annotated[Text, printed("Outcome")]
    """The measured outcome."""
    at: Annotated[Text | None, printed("Measured at")] = None
    """The time of the measurement: `6 wk`."""
    measure: Annotated[EffectMeasure, exactly("Measure")]
    """The measure of the effect."""
    unit: Annotated[Text | None, printed("Unit")] = None
    """The unit of the value, where the measure has one."""
    value: Annotated[Decimal, exactly("Estimate")]
    """The estimate, digits as printed."""
    low: Annotated[Decimal | None, exactly("Lower end of the interval")] = None
    """The lower end of its interval."""
    high: Annotated[Decimal | None, exactly("Upper end of the interval")] = None
    """The upper end of its interval."""
    level: Annotated[Decimal, exactly("Width of the interval, percent")] = Decimal(95)
    """Width of the interval in percent."""
    p: Annotated[Text | None, exactly("P value")] = None
    """The p value as printed: `< 0.001`."""
    participants: Annotated[Annotated[int, Field(ge=1)] | None, exactly("Participants")] = None
    """How many people this comparison counts, if not all of the study."""

    @property
    def interval(self) -> Interval | None:
        """The ends of the interval, if both are printed."""
        if self.low is None or self.high is None:
            return None
        return self.low, self.high

    @property
    def sign(self) -> int:
        """1 if the interval is above no effect, -1 if below; 0 if it holds it or is missing."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > self.measure.null) - (self.high < self.measure.null)


class Count(Written):
    """A share of people, with the counts that it was computed from, as printed."""

    share: Annotated[Decimal, Field(ge=0, le=100), exactly("Percent")]
    """The share in percent, digits as printed."""
    are: Annotated[Annotated[int, Field(ge=0)] | None, exactly("So many")] = None
    """How many people it is, if the source prints that."""
    of: Annotated[Annotated[int, Field(ge=1)], exactly("Of so many")]
    """Of how many people."""


class Finding(Written):
    """One passage of a source, in our own words."""

    added_later: ClassVar[tuple[str, ...]] = ("unit", "counts", "and_then", "inconsistent")

    id: Annotated[Id, identity()]
    """The source's key and a few words: `trial2024-first-result`; for ever."""
    reports: Annotated[Text, words("What it found", name=True, statement=True)]
    """The content of the passage, in our own words and with its numbers."""
    where: Annotated[Text, printed("Where", weight=Weight.DETAIL, locked=False)]
    """Section of the source, such as `Abstract, Results`."""
    passage: Annotated[Text, exactly("Passage", locked=False)]
    """First words … last words of the passage; never the whole of it."""
    figures: Annotated[tuple[Text, ...], exactly("Printed", weight=Weight.FIGURES)] = ()
    """Numbers with their units exactly as printed."""
    unit: Annotated[
        Text | None, exactly("Unit printed apart", weight=Weight.FIGURES, locked=False)
    ] = None
    """The unit of the figures that are printed without one, as the source prints it elsewhere.

    It may be anywhere in the source, such as in a table's head.
    """
    counts: Annotated[tuple[Count, ...], parts("Counts", weight=Weight.FIGURES, locked=False)] = ()
    """Shares whose counts are printed apart from them, to be checked against each other."""
    role: Annotated[Role, exactly("Role", locked=False)] = Role.RESULT
    """The role of the passage in its source."""
    effect: Annotated[Effect | None, parts("Effect", weight=Weight.FIGURES)] = None
    """The comparison that the passage states, for plots and tables."""
    baseline: Annotated[
        Baseline | None, parts("Risk in the comparison group", weight=Weight.FIGURES)
    ] = None
    """The risk in the comparison group, from which absolute numbers are computed.

    Only beside an effect that compares risks.
    """
    and_then: Annotated[Text | None, words("The source goes on", statement=True)] = None
    """In our own words and without numbers, what limits the passage right after it, or within it.

    Required where `verify` sees that the next sentence may limit it, or that the words left out of
    the passage deny something.
    """
    inconsistent: Annotated[Text | None, words("The source's own numbers disagree")] = None
    """Why numbers of the passage disagree in the source itself, after it was read again."""

    @property
    def printed(self) -> tuple[str, ...]:
        """The figures, and the unit that is printed apart from them."""
        return (*self.figures, self.unit) if self.unit else self.figures


class FindingsFile(Written):
    """`evidence/findings/<source key>.yml`: one source's findings."""

    source: Annotated[Id, identity()]
    """The key of the source in sources.bib, which is the name of this file too."""
    study: Annotated[Study, parts("The study", weight=Weight.DETAIL)]
    """The facts of the study."""
    read: Annotated[Read, parts("How it was read", weight=Weight.DETAIL)]
    """How the source was read."""
    findings: Annotated[tuple[Finding, ...], Field(min_length=1), items()]
    """The findings, one passage each."""
