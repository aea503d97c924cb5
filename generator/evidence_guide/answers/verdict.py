"""What the guide says of a sentence, as far as a program can see."""

from enum import StrEnum


class AnswerVerdict(StrEnum):
    """What the guide says of a sentence, or of one respect of it."""

    URGENCY = "urgency"
    """It plays down a sign of danger."""
    NUMBER = "number"
    """The guide has another number."""
    UNIT = "unit"
    """The guide has the number in another unit."""
    DIRECTION = "direction"
    """The guide has less where the sentence has more, or the reverse."""
    HEDGE = "hedge"
    """The guide is less sure, or speaks of a link and not of a cause."""
    SUPPORTED = "supported"
    NOT_JUDGED = "not judged"

    @property
    def is_complaint(self) -> bool:
        """Whether the guide contradicts the sentence, or is less sure."""
        return self not in {AnswerVerdict.SUPPORTED, AnswerVerdict.NOT_JUDGED}


Fit = tuple[AnswerVerdict, str]
"""How a sentence compares with a claim in one respect, and what differs."""
AGREED: Fit = (AnswerVerdict.SUPPORTED, "")
UNCLEAR: Fit = (AnswerVerdict.NOT_JUDGED, "")
