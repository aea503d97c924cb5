"""Review dates: everything that has one of its own."""

from collections.abc import Iterator
from datetime import date

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived

Review = tuple[str, Place, date]
"""The id of an item, the place of its review date, and the date."""


@derived
def reviews(guide: Guide) -> tuple[Review, ...]:
    """Everything that has a review date of its own, in the order of the files."""
    return tuple(_reviews(guide))


def _reviews(guide: Guide) -> Iterator[Review]:
    for entry in guide.entries:
        due = getattr(entry.item, "review_by", None)
        if isinstance(due, date):
            yield entry.id, entry.place("review_by"), due
