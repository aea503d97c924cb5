"""The map of claims: one row a topic, one column a certainty, discs as large as the counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Level
from evidence_guide.view.figures.lines import placed, wrapped_lines
from evidence_guide.view.shapes import TextLine

LARGEST = Decimal("1.3")
"""Radius of the largest disc, in ems."""


class Disc(NamedTuple):
    """The claims of a topic that have one certainty."""

    level: Level | None
    claims: int
    x: Decimal
    radius: Decimal
    """In ems; the area grows with the count."""

    @property
    def beside(self) -> Decimal:
        """The position of the count, in ems from the middle of the disc."""
        return self.radius + Decimal("0.25")


class Area(NamedTuple):
    """A topic on the map."""

    id: str
    top: Decimal
    title: tuple[TextLine, ...]
    y: Decimal
    discs: tuple[Disc, ...]

    @property
    def foot(self) -> Decimal:
        """The top of the next topic, in ems."""
        return self.y + LARGEST + Decimal("0.4")


Column = tuple[Level | None, Decimal]
"""A certainty and the middle of its column, in percent of the width."""
Counts = Mapping[str, Counter[Level | None]]
"""Claims counted by topic and certainty."""


class Landscape(NamedTuple):
    """All topics."""

    columns: tuple[Column, ...]
    areas: tuple[Area, ...]
    floor: Decimal


def landscape(guide: Guide) -> Landscape:
    """The map of a guide's claims by topic and certainty."""
    columns = _columns()
    areas = _areas(guide, columns, _counts(guide))
    return Landscape(columns, areas, _floor(areas))


def _floor(areas: Iterable[Area]) -> Decimal:
    """The foot of the lowest topic."""
    return max((area.foot for area in areas), default=Decimal(0))


def _columns() -> tuple[Column, ...]:
    """The certainties from the highest down, then none, at even distances."""
    levels = (*reversed(Level), None)
    wide = Decimal(100) / len(levels)
    return tuple((level, wide * number + wide / 2 - 2) for number, level in enumerate(levels))


def _counts(guide: Guide) -> Counts:
    """The claims of each topic by certainty."""
    found: dict[str, Counter[Level | None]] = {}
    for id in guide.file.topics:
        claims = guide.topics[id].item.claims
        found[id] = Counter(claim.level for claim in claims)
    return found


def _areas(guide: Guide, columns: tuple[Column, ...], counts: Counts) -> tuple[Area, ...]:
    """The topics one below the other."""
    most = _most(counts)
    areas: list[Area] = []
    top = Decimal("3.2")
    for id, counted in counts.items():
        discs = tuple(_disc(column, counted, most) for column in columns)
        area = _area(id, guide.topics[id].item.title, discs, top)
        areas.append(area)
        top = area.foot
    return tuple(areas)


def _area(id: str, title: str, discs: tuple[Disc, ...], top: Decimal) -> Area:
    """One topic from `top` down."""
    lines = tuple(placed(wrapped_lines(title), top))
    y = lines[-1].y + LARGEST + Decimal("0.5")
    return Area(id, top, lines, y, discs)


def _most(counts: Counts) -> int:
    """The largest of all counts."""
    found = chain.from_iterable(counted.values() for counted in counts.values())
    return max(found, default=1)


def _disc(column: Column, counted: Counter[Level | None], most: int) -> Disc:
    """One count; `most` claims have the largest disc."""
    level, x = column
    count = counted[level]
    radius = LARGEST * (Decimal(count) / most).sqrt()
    return Disc(level, count, x, radius.quantize(Decimal("0.01")))
