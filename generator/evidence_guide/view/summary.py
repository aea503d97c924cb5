"""Summary of findings: each effect behind a claim in 1,000 people, in the order of GRADE's table.

Layout: Cochrane Handbook, 14.1 (https://training.cochrane.org/handbook/current/chapter-14).
"""

from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Claim, ClaimKind, Effect, Finding, Study
from evidence_guide.view.absolute_effects import Absolute, absolute

_COMPARES = frozenset({ClaimKind.EFFECT, ClaimKind.ASSOCIATION})
"""Kinds of claims whose certainty is that of a comparison."""


class OutcomeRow(NamedTuple):
    """A row of the table."""

    finding: Finding
    effect: Effect
    study: Study
    against: bool
    """Whether it speaks against the claim."""
    absolute: Absolute | None

    @property
    def ratio(self) -> bool:
        """Whether the effect is relative to the comparison group."""
        return self.effect.measure.null == 1

    @property
    def counted(self) -> bool:
        """Whether people can be counted in both groups."""
        return self.absolute is not None and self.absolute.without is not None

    @property
    def differs(self) -> bool:
        """Whether a difference can be given, in people or in the unit of the measurement."""
        return self.absolute is not None or not self.ratio

    @property
    def participants(self) -> int | None:
        """In this comparison, or else in the study."""
        return self.effect.participants or self.study.participants


def outcome_rows(guide: Guide, claim: Claim) -> tuple[OutcomeRow, ...]:
    """The rows for a claim that compares groups: one for each printed effect."""
    if claim.kind not in _COMPARES:
        return ()
    rows: list[OutcomeRow] = []
    for id in claim.weighed:
        finding = guide.findings[id].item
        if finding.effect:
            study = guide.reading_of(finding.id).study
            against = id in claim.disputed_by
            rows.append(OutcomeRow(finding, finding.effect, study, against, absolute(finding)))
    return tuple(rows)
