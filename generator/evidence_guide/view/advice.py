"""Views of stages and steps."""

from evidence_guide.model import Direction, Side, Step
from evidence_guide.model.locales import Note
from evidence_guide.view import labels, shapes, shown
from evidence_guide.view.addresses import stage_address
from evidence_guide.view.care_levels import care_levels
from evidence_guide.view.context import Context
from evidence_guide.view.decisions import answers, not_known, not_known_of_any
from evidence_guide.view.opinion_words import opinion_views
from evidence_guide.view.options import choice_links, choice_view
from evidence_guide.view.rereading_words import rereading_view
from evidence_guide.view.texts import joined

Statements = tuple[shapes.StatementView, ...]


def stage_view(context: Context, id: str) -> shapes.StageView:
    """A stage with its steps."""
    item = context.guide.stages[id].item
    return shapes.StageView(
        id=id,
        page=context.page(stage_address(context.guide, id)),
        title=context.phrase(item.title),
        about=context.phrase(item.about),
        review_by=item.review_by,
        review=context.review(item.review_by),
        urgent=care_levels(context, shown.urgent(context.guide.stages[id])),
        steps=_steps(context, id),
        not_known=not_known_of_any(context, id),
        choices=tuple(choice_view(context, choice) for choice in item.choices),
        opinions=opinion_views(context, id),
    )


def _steps(context: Context, stage: str) -> tuple[shapes.StepView, ...]:
    """The steps of a stage, numbered."""
    steps = context.guide.stages[stage].item.steps
    return tuple(step_view(context, stage, step, number) for number, step in enumerate(steps, 1))


def step_view(context: Context, stage: str, item: Step, number: int) -> shapes.StepView:
    """A step with everything behind it; `number` is its place in the stage."""
    label = context.guide.label
    title = context.phrase(item.title)
    strength, strength_means = labels.STRENGTHS[item.strength]
    return shapes.StepView(
        id=item.id,
        page=context.page(stage_address(context.guide, stage), item.id),
        number=number,
        heading=_heading(title, number),
        title=title,
        do=context.says(item.do, item.why, f"{item.id}/do"),
        whom=_whom(context, item.id),
        profiles=_profiles(item),
        strength=item.strength,
        strength_words=label(strength),
        strength_means=label(strength_means),
        direction=item.direction,
        direction_words=label(labels.DIRECTIONS[item.direction]),
        advice=_advice(context, item),
        certainty=_certainty(context, item),
        ungraded=label("Published advice") if item.follows else "",
        ungraded_means=label(labels.ADVISED) if item.follows else "",
        amounts=_amounts(context, item),
        no_amount=label(labels.NO_AMOUNT) if item.amounts == "none named" else "",
        how=context.cited(item.how, f"{item.id}/how"),
        why=item.why,
        follows=item.follows,
        followed=_followed(context, item),
        adapted=_sentence(context, item, "adapted", item.follows),
        exception=_sentence(context, item, "exception", item.why),
        ask=tuple(map(context.phrase, item.ask)),
        choices=tuple(choice_links(context, item.id)),
        differ=_sides(context, item),
        decision=answers(context, item),
        not_known=not_known(context, stage, item),
        reread=rereading_view(context, item.id),
        opinions=opinion_views(context, item.id),
    )


def _heading(title: shapes.Phrase, number: int) -> shapes.Phrase:
    """The title of a step with its number."""
    return shapes.Phrase(text=joined(f"{number}. ", title.text), note=title.note)


def _profiles(item: Step) -> tuple[str, ...]:
    """The profiles that a step is for; none if it is for everyone."""
    if isinstance(item.whom, tuple):
        return item.whom
    return ()


def _amounts(context: Context, item: Step) -> Statements:
    """What named bodies advise to take."""
    if isinstance(item.amounts, str):
        return ()
    return context.cited(item.amounts, f"{item.id}/amounts")


def _certainty(context: Context, item: Step) -> shapes.Grade | None:
    """The lowest certainty behind a step, in words."""
    level = shown.level(context.guide, item)
    return context.grade(level) if level else None


def _whom(context: Context, id: str) -> shapes.Phrase:
    """The readers that a step is for; the note says if a part of that is not translated."""
    return shapes.Phrase(text=context.whom[id], note=_whom_note(context, id))


def _whom_note(context: Context, id: str) -> str:
    if id in shown.unspoken(context.guide):
        return str(Note.MISSING)
    return ""


def _sides(context: Context, item: Step) -> tuple[shapes.SideView, ...]:
    """The advice of each body where bodies differ."""
    says = context.cited(item.differ, f"{item.id}/differ")
    sides = zip(item.differ, says, strict=True)
    return tuple(shapes.SideView(who=_who(context, side), says=words) for side, words in sides)


def _who(context: Context, side: Side) -> shapes.Phrase | None:
    """The body that advises, if it is named."""
    return context.phrase(side.who) if side.who else None


def _advice(context: Context, item: Step) -> str:
    """Strength and direction in words: `Strong advice against`."""
    label = context.guide.label
    words = label(labels.STRENGTHS[item.strength][0])
    if item.direction is Direction.AGAINST:
        return f"{words} {label('against')}"
    return words


def _followed(context: Context, item: Step) -> str:
    """The heading above the advice that a step follows."""
    label = context.guide.label
    if item.adapted is None:
        return label("Whose advice this adopts")
    return label("Whose advice this adapts")


def _sentence(
    context: Context, item: Step, field: str, ids: tuple[str, ...]
) -> shapes.StatementView | None:
    """The sentence in a field of a step that may be missing."""
    words = getattr(item, field)
    if not words:
        return None
    return context.says(words, ids, f"{item.id}/{field}")
