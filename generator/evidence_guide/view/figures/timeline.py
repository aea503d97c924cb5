"""The timeline: stages one below the other, each with its steps in order; shapes show strength."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Direction, StageFile, Step, Strength
from evidence_guide.view.figures.lines import LINE, placed, wrapped_lines
from evidence_guide.view.figures.scale import LEFT, RIGHT
from evidence_guide.view.shapes import TextLine

Strengths = tuple[Strength, ...]
ACROSS = RIGHT - LEFT
"""The width that the steps of a stage share, in percent."""


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

    @property
    def foot(self) -> Decimal:
        """The top of the next stage, in ems."""
        return self.y + LINE * 2


class Timeline(NamedTuple):
    """All stages."""

    legs: tuple[Leg, ...]
    shapes: Strengths
    """Strengths that occur, for the legend."""
    against: bool
    floor: Decimal
    rests_on: tuple[str, ...]
    """Claims behind all steps."""


def timeline(guide: Guide) -> Timeline:
    """The timeline of a guide's stages and steps."""
    stages = {id: guide.stages[id].item for id in guide.file.stages}
    steps = list(chain.from_iterable(stage.steps for stage in stages.values()))
    legs = _legs(stages)
    return Timeline(
        legs=legs,
        shapes=_strengths(steps),
        against=any(map(_is_against, steps)),
        floor=max((leg.foot for leg in legs), default=Decimal(0)),
        rests_on=_claims(steps),
    )


def _legs(stages: dict[str, StageFile]) -> tuple[Leg, ...]:
    """The stages one below the other."""
    apart = _apart(stages)
    legs: list[Leg] = []
    top = Decimal(0)
    for id, stage in stages.items():
        leg = _leg(id, stage, top, apart)
        legs.append(leg)
        top = leg.foot
    return tuple(legs)


def _apart(stages: dict[str, StageFile]) -> Decimal:
    """The distance between two steps that leaves room for those of every stage."""
    return ACROSS / max((len(stage.steps) for stage in stages.values()), default=1)


def _leg(id: str, stage: StageFile, top: Decimal, apart: Decimal) -> Leg:
    """One stage from `top` down; its steps are `apart` percent of the width from each other."""
    title = tuple(placed(wrapped_lines(stage.title), top))
    y = title[-1].y + Decimal("1.1")
    stops = tuple(_stop(number, step, apart) for number, step in enumerate(stage.steps, 1))
    return Leg(id, title, y, stops)


def _stop(number: int, step: Step, apart: Decimal) -> Stop:
    """One step, in the middle of the space that it has on its line."""
    return Stop(number, _middle(number, apart), step.strength, _is_against(step))


def _middle(number: int, apart: Decimal) -> Decimal:
    """The middle of the space of a step, in percent of the width."""
    x = LEFT + apart * (number - Decimal("0.5"))
    return x.quantize(Decimal("0.01"))


def _is_against(step: Step) -> bool:
    return step.direction is Direction.AGAINST


def _strengths(steps: Iterable[Step]) -> Strengths:
    """The strengths that occur, in the order of GRADE."""
    found = {step.strength for step in steps}
    return tuple(sorted(found, key=list(Strength).index))


def _claims(steps: Iterable[Step]) -> tuple[str, ...]:
    """The claims behind all steps, each once."""
    found = chain.from_iterable(step.why for step in steps)
    return tuple(dict.fromkeys(found))
