"""The map of claims: topics one below the other, certainties side by side, as large a disc as there are claims."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Level
from evidence_guide.view.figures.lines import placed, wrapped_lines
from evidence_guide.view.shapes import TextLine

LARGEST = Decimal("1.3")
"""Radius of the largest disc, in ems."""


class Disc(NamedTuple):
    """How many claims of a topic have one certainty."""

    level: Level | None
    claims: int
    x: Decimal
    radius: Decimal
    """In ems; the area grows with the count."""

    @property
    def beside(self) -> Decimal:
        """Where the count stands, in ems from the middle of the disc."""
        return self.radius + Decimal("0.25")


class Area(NamedTuple):
    """A topic on the map."""

    id: str
    top: Decimal
    title: tuple[TextLine, ...]
    y: Decimal
    discs: tuple[Disc, ...]


class Landscape(NamedTuple):
    """All topics."""

    columns: tuple[tuple[Level | None, Decimal], ...]
    areas: tuple[Area, ...]
    floor: Decimal


def landscape(guide: Guide) -> Landscape:
    """The map of a guide's claims by topic and certainty."""
    levels = (*reversed(Level), None)
    columns = tuple(
        (level, Decimal(100) * (2 * number + 1) / (2 * len(levels)) - 2)
        for number, level in enumerate(levels)
    )
    counts = {
        id: Counter(claim.level for claim in guide.topics[id].item.claims)
        for id in guide.file.topics
    }
    most = max(count for topic in counts.values() for count in topic.values())
    areas, top = [], Decimal("3.2")
    for id, counted in counts.items():
        title = tuple(placed(wrapped_lines(guide.topics[id].item.title), top))
        y = title[-1].y + LARGEST + Decimal("0.5")
        areas.append(
            Area(
                id,
                top,
                title,
                y,
                tuple(
                    Disc(level, counted[level], x, _radius(counted[level], most))
                    for level, x in columns
                ),
            )
        )
        top = y + LARGEST + Decimal("0.4")
    return Landscape(columns, tuple(areas), top)


def _radius(count: int, most: int) -> Decimal:
    return (LARGEST * (Decimal(count) / most).sqrt()).quantize(Decimal("0.01"))
