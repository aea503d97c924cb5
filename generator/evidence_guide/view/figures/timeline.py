"""The timeline: the stages one below the other, and on each the steps in their order, told apart by shape."""

from decimal import Decimal
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Direction, Strength
from evidence_guide.view.figures.lines import LINE, placed, wrapped_lines
from evidence_guide.view.shapes import TextLine


class Stop(NamedTuple):
    """A step on the timeline."""

    number: int
    x: Decimal
    strength: Strength
    against: bool


class Leg(NamedTuple):
    """A stage on the timeline."""

    id: str
    title: tuple[TextLine, ...]
    y: Decimal
    stops: tuple[Stop, ...]


class Timeline(NamedTuple):
    """All stages."""

    legs: tuple[Leg, ...]
    shapes: tuple[Strength, ...]
    """Strengths that occur, for the legend."""
    against: bool
    floor: Decimal
    rests_on: tuple[str, ...]
    """Claims behind all steps."""


def timeline(guide: Guide) -> Timeline:
    """The timeline of a guide's stages and steps."""
    stages = [(id, guide.stages[id].item) for id in guide.file.stages]
    apart = Decimal(92) / max(len(stage.steps) for _, stage in stages)
    legs, top = [], Decimal(0)
    for id, stage in stages:
        title = tuple(placed(wrapped_lines(stage.title), top))
        y = title[-1].y + Decimal("1.1")
        marks = (
            (number, (4 + apart * (number - Decimal("0.5"))).quantize(Decimal("0.01")), step)
            for number, step in enumerate(stage.steps, 1)
        )
        legs.append(
            Leg(
                id,
                title,
                y,
                tuple(
                    Stop(number, x, step.strength, step.direction is Direction.AGAINST)
                    for number, x, step in marks
                ),
            )
        )
        top = y + LINE * 2
    steps = [step for _, stage in stages for step in stage.steps]
    shapes = tuple(
        strength for strength in Strength if any(step.strength is strength for step in steps)
    )
    against = any(step.direction is Direction.AGAINST for step in steps)
    return Timeline(
        tuple(legs),
        shapes,
        against,
        top,
        tuple(dict.fromkeys(id for step in steps for id in step.why)),
    )
