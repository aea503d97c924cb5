"""The order of My plan, and for each step who meets it and who meets another in its place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Step
from evidence_guide.view.shapes import PlannedStep
from evidence_guide.view.shapes.plan import Groups
from evidence_guide.view.shown import profiles_of


class _Sorted(NamedTuple):
    """A step of a stage with all that its place in the plan depends on."""

    general: int
    """1 for a step for most readers, which comes last."""
    people: int
    stages: int
    at: int
    step: Step
    stage: str


@derived
def planned_steps(guide: Guide) -> tuple[PlannedStep, ...]:
    """Every step in the order of the plan, what is written for the fewest readers first.

    Steps for most readers keep the order of the guide.
    """
    found = sorted(_all(guide), key=_place)
    return tuple(_planned(guide, one) for one in found)


def _all(guide: Guide) -> Iterator[_Sorted]:
    at = 0
    for stage in guide.file.stages:
        for step in guide.stages[stage].item.steps:
            at += 1
            yield _sorted(guide, step, stage, at)


def _sorted(guide: Guide, step: Step, stage: str, at: int) -> _Sorted:
    if _is_general(guide, step):
        return _Sorted(1, 0, 0, at, step, stage)
    return _Sorted(0, len(profiles_of(step)), len(_stages(step, stage)), at, step, stage)


def _place(one: _Sorted) -> tuple[int, int, int, int]:
    return one[:4]


def _is_general(guide: Guide, step: Step) -> bool:
    """Whether a step is for everyone, or for most answers to a question that has one answer."""
    people = set(profiles_of(step))
    if not people:
        return True
    return any(_are_most(people, answers) for answers in _alternatives(guide))


def _are_most(people: set[str], answers: set[str]) -> bool:
    """Whether most of some answers are those of the people."""
    return len(people & answers) * 2 > len(answers)


def _alternatives(guide: Guide) -> Iterator[set[str]]:
    """The answers to each question that has one answer."""
    for question in guide.file.questions:
        if question.choose == "one":
            yield _answers_to(guide, question.id)


def _answers_to(guide: Guide, question: str) -> set[str]:
    return {one.id for one in guide.file.profiles if one.question == question}


def _stages(step: Step, stage: str) -> tuple[str, ...]:
    """The stages of the readers that a step is for."""
    return step.stages or (stage,)


def _planned(guide: Guide, one: _Sorted) -> PlannedStep:
    return PlannedStep(
        id=one.step.id,
        stage=one.stage,
        general=bool(one.general),
        when=_when(one.step, one.stage),
        unless=tuple(_unless(guide, one.step)),
    )


def _when(step: Step, stage: str) -> Groups:
    """The answers that a step waits for."""
    return _groups(_stages(step, stage), step.during, profiles_of(step))


def _groups(*groups: Iterable[str]) -> Groups:
    return tuple(filter(None, map(tuple, groups)))


def _unless(guide: Guide, step: Step) -> Iterator[Groups]:
    """The answers of readers who meet another step in place of this one."""
    for stage in guide.file.stages:
        for other in guide.stages[stage].item.steps:
            if step.id in other.replaces:
                yield _when(other, stage)
            elif step.id in other.repeats:
                yield _groups(_stages(other, stage), other.during)
