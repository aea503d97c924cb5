"""The steps of the plan as the page shows them: each line with the answers that it waits for."""

from collections.abc import Iterable, Iterator

from evidence_guide.guide import Guide
from evidence_guide.model import Action, Local, Step
from evidence_guide.view import shown
from evidence_guide.view.pages.parts import Label, words_of
from evidence_guide.view.plan import planned_steps
from evidence_guide.view.shapes import (
    Id,
    PlannedStep,
    StatementView,
    StepView,
    Text,
    ViewObject,
)
from evidence_guide.view.shapes.plan import Groups
from evidence_guide.view.texts import text
from evidence_guide.view.views import Views


class PlanWhom(ViewObject):
    """People that a step is for, and the answer that they give."""

    when: Id
    words: Text


class PlanLine(ViewObject):
    """A sentence with the answers that it waits for, and those that hide it all the same."""

    when: Id
    unless: Id
    says: StatementView


class PlanStep(ViewObject):
    """A step with the answers that it waits for."""

    when: Id
    unless: Id
    step: StepView
    whom: tuple[PlanWhom, ...]
    stages: tuple[Text, ...]
    """The stages of its readers."""
    ids: tuple[Id, ...]
    """The claims that it cites: the advice that it follows, or else its reasons."""
    amounts: tuple[PlanLine, ...]
    how: tuple[PlanLine, ...]
    open: bool
    """Whether the reader sees at once how to do it, as in what is written for her situation."""


class PlanPart(ViewObject):
    """Steps under a heading: those for the situation of some readers, or those for most."""

    title: Label
    steps: tuple[PlanStep, ...]


def when_written(groups: Iterable[Iterable[str]]) -> str:
    """Groups of answers as the page writes them."""
    return ";".join(filter(None, map(" ".join, groups)))


def unless_written(conditions: Iterable[Iterable[Iterable[str]]]) -> str:
    """Conditions of which one hides a part, as the page writes them."""
    return "|".join(filter(None, map(when_written, conditions)))


def plan_parts(views: Views) -> Iterator[PlanPart]:
    """The steps in the order of the plan, under the heading for some readers and that for most."""
    words = words_of(views.guide).plan
    planned = planned_steps(views.guide)
    said = _Said(views.guide, planned)
    for title, general in ((words.for_your_situation, False), (words.general_steps, True)):
        steps = tuple(_step(views, one, said) for one in planned if one.general == general)
        if steps:
            yield PlanPart(title=title, steps=steps)


def _step(views: Views, planned: PlannedStep, said: "_Said") -> PlanStep:
    item, step = views.guide.steps[planned.id].item, views.step(planned.id)
    return PlanStep(
        when=when_written(planned.when),
        unless=unless_written(planned.unless),
        step=step,
        whom=tuple(_people(views.guide, item)),
        stages=tuple(_stages(views.guide, item, planned.stage)),
        ids=step.follows or step.why,
        amounts=_amounts(item, step),
        how=tuple(_actions(planned, item, step, said)),
        open=not planned.general,
    )


def _people(guide: Guide, step: Step) -> Iterator[PlanWhom]:
    """The people that a step is for, each by their answer; or everyone."""
    if isinstance(step.whom, str):
        yield _whom(guide, "", step.whom)
        return
    for profile in step.whom:
        yield _whom(guide, profile, (profile,))


def _whom(guide: Guide, when: str, people: str | tuple[str, ...]) -> PlanWhom:
    return PlanWhom(when=when, words=shown.profile_words(guide, people, guide.label))


def _stages(guide: Guide, step: Step, own: str) -> Iterator[Text]:
    for stage in _stage_ids(step, own):
        yield text(guide.stages[stage].item.title)


def _stage_ids(step: Step, own: str) -> Iterable[str]:
    """The stages of a step and those during which it continues, each once."""
    stages = step.stages or (own,)
    return dict.fromkeys([*stages, *step.during])


def _amounts(item: Step, step: StepView) -> tuple[PlanLine, ...]:
    if isinstance(item.amounts, str):
        return ()
    return tuple(country_lines(item.amounts, step.amounts))


def country_lines(
    items: tuple[Local, ...], says: Iterable[StatementView], *, all_local: bool = False
) -> Iterator[PlanLine]:
    """Sentences of which a reader meets those of her country, if there are any.

    `all_local` says that those without a country are for the others.
    """
    for item, words in zip(items, says, strict=True):
        others = _others(items, item) if item.countries or all_local else []
        yield PlanLine(when="", unless=" ".join(others), says=words)


def _others(items: Iterable[Local], item: Local) -> list[str]:
    """The countries of which there are other sentences."""
    every = dict.fromkeys(country for one in items for country in one.countries)
    return [country for country in every if country not in item.countries]


def _actions(planned: PlannedStep, item: Step, step: StepView, said: "_Said") -> Iterator[PlanLine]:
    lines = country_lines(item.how, step.how)
    for action, line in zip(item.how, lines, strict=True):
        before = unless_written(said.before(planned, action))
        unless = "|".join(filter(None, (line.unless, before)))
        yield PlanLine(when=_answers_of(action), unless=unless, says=line.says)


class _Said:
    """The small actions of all steps, so that a reader meets each of them once."""

    def __init__(self, guide: Guide, planned: Iterable[PlannedStep]) -> None:
        self.first: dict[str, PlannedStep] = {}
        for one in planned:
            if not one.unless:
                self._add(one, guide.steps[one.id].item.how)

    def _add(self, one: PlannedStep, actions: Iterable[Action]) -> None:
        for action in actions:
            self.first.setdefault(_said(action), one)

    def before(self, planned: PlannedStep, action: Action) -> Iterator[Groups]:
        """The readers of an earlier step that says the same."""
        first = self.first.get(_said(action))
        if first and first.id != planned.id:
            yield first.when


def _said(action: Action) -> str:
    """What an action says, and to whom."""
    return "\n".join((action.says, *shown.profiles_of(action)))


def _answers_of(action: Action) -> str:
    """The answers that an action waits for; none if it is for all readers of the step."""
    return " ".join(shown.profiles_of(action))
