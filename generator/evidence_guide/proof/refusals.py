"""Answers that a service has no text, which are remembered so that they are not asked for again."""

from datetime import date
from typing import NamedTuple

from evidence_guide.proof.texts import NoText, NoTextReason

DAYS = 30
"""For so many days a service that had nothing is not asked again."""
_PASSING = frozenset(
    {
        NoTextReason.TRUNCATED,
        NoTextReason.TIMEOUT,
        NoTextReason.BUSY,
        NoTextReason.BROKEN,
        NoTextReason.UNREACHABLE,
        NoTextReason.GIVEN_UP,
    }
)
"""Reasons that say nothing about the text, only about the service on that day."""


class Refusal(NamedTuple):
    """The answer of a service that it has no text, and the day on which it was given."""

    answer: NoText
    on: date

    def holds(self, today: date) -> bool:
        """Whether the answer is too young for asking again."""
        return 0 <= (today - self.on).days < DAYS


def is_lasting(answer: NoText) -> bool:
    """Whether an answer is likely to be the same tomorrow."""
    return answer.reason not in _PASSING
