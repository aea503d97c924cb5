"""Opinions of reviewers in words, next to the claim or step that they are about."""

from evidence_guide.view import shapes
from evidence_guide.view.context import Context
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.opinions import Opinion, opinions_of
from evidence_guide.view.part_labels import part_label

REVIEWED = "Reviewed by {} ({}) on {}: {}."
SINCE = "The words have changed since then."
NUMBERED = "{} (no. {})"


def opinion_views(context: Context, id: str) -> tuple[shapes.OpinionView, ...]:
    """The latest opinions on a claim, step or choice; none where nobody has reviewed it."""
    return tuple(opinion_view(context, one) for one in opinions_of(context.guide, id))


def opinion_view(context: Context, opinion: Opinion) -> shapes.OpinionView:
    """One opinion."""
    review, answer, label = opinion.review, opinion.answer, context.guide.label
    judgement, day = label(answer.judgement), context.day(review.on)
    return shapes.OpinionView(
        key=opinion.key,
        about=_about(context, opinion),
        judgement=answer.judgement,
        says=label(REVIEWED).format(review.name, review.role, day, judgement),
        comment=answer.comment or "",
        since="" if opinion.is_current else label(SINCE),
        is_current=opinion.is_current,
    )


def _about(context: Context, opinion: Opinion) -> str:
    """The sentence that an opinion is about: the part of its item, and its number in a list."""
    sentence = sentences_to_judge(context.guide).get(opinion.key)
    if sentence is None or not sentence.part:
        return ""
    name = part_label(context.guide, sentence.part)
    number = sentence.part.rpartition("/")[2]
    if not number.isdigit():
        return name
    return context.guide.label(NUMBERED).format(name, int(number) + 1)
