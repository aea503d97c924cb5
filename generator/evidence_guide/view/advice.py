"""Views of stages and steps."""

from evidence_guide.model import Cited, Direction, Step
from evidence_guide.model.locales import Note
from evidence_guide.view import labels, shapes, shown
from evidence_guide.view.addresses import stage_address
from evidence_guide.view.context import Context
from evidence_guide.view.texts import joined


def stage_view(context: Context, id: str) -> shapes.StageView:
    """A stage with its steps."""
    entry = context.guide.stages[id]
    item = entry.item
    urgent = (context.says(cited.says, cited.because, key) for cited, key in shown.urgent(entry))
    steps = (step_view(context, id, part, number) for number, part in enumerate(item.steps, 1))
    return shapes.StageView(
        id=id,
        page=context.page(stage_address(context.guide, id)),
        title=context.phrase(item.title),
        about=context.phrase(item.about),
        review_by=item.review_by,
        review=context.review(item.review_by),
        urgent=tuple(urgent),
        steps=tuple(steps),
    )


def step_view(context: Context, stage: str, item: Step, number: int) -> shapes.StepView:
    """A step with everything behind it; `number` is its place in the stage."""
    title = context.phrase(item.title)
    label = context.guide.label
    strength, strength_means = labels.STRENGTHS[item.strength]
    level = shown.level(context.guide, item)
    return shapes.StepView(
        id=item.id,
        page=context.page(stage_address(context.guide, stage), item.id),
        number=number,
        heading=shapes.Phrase(text=joined(f"{number}. ", title.text), note=title.note),
        title=title,
        do=context.says(item.do, item.why, f"{item.id}/do"),
        whom=_whom(context, item.id),
        profiles=() if item.whom == "everyone" else item.whom,
        strength=item.strength,
        strength_words=label(strength),
        strength_means=label(strength_means),
        direction=item.direction,
        direction_words=label(labels.DIRECTIONS[item.direction]),
        advice=_advice(context, item),
        certainty=context.grade(level) if level else None,
        ungraded=label("Published advice"),
        ungraded_means=label(labels.ADVISED),
        how=context.cited(item.how, f"{item.id}/how"),
        why=item.why,
        follows=item.follows,
        followed=_followed(context, item),
        adapted=_sentence(context, item, "adapted", item.follows),
        exception=_sentence(context, item, "exception", item.why),
        ask=tuple(map(context.phrase, item.ask)),
        differ=tuple(_sides(context, item)),
        decision=tuple(_answers(context, item)),
    )


def _whom(context: Context, id: str) -> shapes.Phrase:
    """The readers that a step is for; the note says if a part of that is not translated."""
    note = str(Note.MISSING) if id in shown.unspoken(context.guide) else ""
    return shapes.Phrase(text=context.whom[id], note=note)


def _sides(context: Context, item: Step) -> list[shapes.SideView]:
    """The advice of each body where bodies differ."""
    found = []
    for side, says in zip(
        item.differ, context.cited(item.differ, f"{item.id}/differ"), strict=True
    ):
        who = context.phrase(side.who) if side.who else None
        found.append(shapes.SideView(who=who, says=says))
    return found


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
    return context.says(words, ids, f"{item.id}/{field}") if words else None


def _answers(context: Context, item: Step) -> list[shapes.Answer]:
    """The questions of GRADE's evidence-to-decision frame with the answers of a step."""
    found = []
    for field, answer in item.decision:
        says = None
        if isinstance(answer, Cited):
            says = context.says(answer.says, answer.because, f"{item.id}/decision/{field}")
        question = context.guide.label(labels.DECISION[field])
        found.append(shapes.Answer(field=field, question=question, answer=says))
    return found
