"""The views of the pages of stages."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.model import Strength
from evidence_guide.view import labels
from evidence_guide.view.figures import Timeline, timeline
from evidence_guide.view.figures.messages import timeline_message
from evidence_guide.view.pages.citing import CiteBox, cite_box
from evidence_guide.view.pages.parts import Label, words_of
from evidence_guide.view.pages.review_kit import kit_address, kit_name
from evidence_guide.view.plan import planned_steps
from evidence_guide.view.shapes import ClaimView, Id, StageView, StepView, ViewObject
from evidence_guide.view.views import Views

BOOST_ORIGINAL, BOOST_TRANSLATED = 6, 1
"""How much the search prefers a stage's page, in the original and in a translation."""


class StagePage(ViewObject):
    """The page of a stage."""

    stage: StageView
    beside: tuple[StepView, ...]
    """Steps on other pages that are for readers of this one too."""
    instead_of: dict[str, tuple[StepView, ...]]
    """The steps that each step takes the place of, by its id."""
    reasons: dict[str, tuple[ClaimView, ...]]
    """The claims behind each step, by its id."""
    followed: dict[str, tuple[ClaimView, ...]]
    """The advice that each step follows, by its id."""
    ask: Label
    """The heading above the questions to ask."""
    cite: CiteBox | None
    """How it is cited; nothing in a translation, which is cited by its original."""
    kit: Id
    """The address of its reviewer kit; empty in a translation, which has none."""
    kit_file: Id
    """The name under which a browser saves that."""
    boost: int
    language: Id


class Shape(ViewObject):
    """A mark of the timeline and its meaning."""

    strength: Strength
    words: str


class StagesPage(ViewObject):
    """The page of all steps."""

    stages: tuple[StageView, ...]
    message: str
    """What the timeline shows."""
    road: Timeline
    legend: tuple[Shape, ...]


def stage_view_page(views: Views, id: str) -> StagePage:
    """A stage with everything behind its steps."""
    guide = views.guide
    stage = views.stage(id)
    words, experts = words_of(guide).stage, guide.experts
    return StagePage(
        stage=stage,
        beside=tuple(_beside(views, id)),
        instead_of={step.id: tuple(_instead_of(views, step)) for step in stage.steps},
        reasons={step.id: tuple(map(views.claim, step.why)) for step in stage.steps},
        followed={step.id: tuple(map(views.claim, step.follows)) for step in stage.steps},
        ask=words.ask.format(experts.usually),
        cite=None if guide.translation else cite_box(views.context, id),
        kit="" if guide.translation else kit_address(id),
        kit_file=kit_name(id),
        boost=BOOST_TRANSLATED if guide.translation else BOOST_ORIGINAL,
        language=views.site.translated_into,
    )


def _beside(views: Views, stage: str) -> Iterator[StepView]:
    """The steps on other pages that are for the readers of a stage."""
    for planned in planned_steps(views.guide):
        if planned.stage != stage and stage in planned.when[0]:
            yield views.step(planned.id)


def _instead_of(views: Views, step: StepView) -> Iterator[StepView]:
    """The steps that a step takes the place of."""
    for id in views.guide.steps[step.id].item.replaces:
        yield views.step(id)


def stages_page(views: Views) -> StagesPage:
    """All stages with their steps."""
    guide = views.guide
    road = timeline(guide)
    stages = tuple(map(views.stage, guide.file.stages))
    return StagesPage(
        stages=stages,
        message=timeline_message(guide),
        road=road,
        legend=tuple(_legend(guide, road)),
    )


def _legend(guide: Guide, road: Timeline) -> Iterator[Shape]:
    for strength in road.shapes:
        yield Shape(strength=strength, words=guide.label(labels.STRENGTHS[strength][0]))
