"""Answers to GRADE's evidence-to-decision questions, and statements of what is not known."""

from collections.abc import Iterable

from evidence_guide.model import Cited, Step
from evidence_guide.view import labels, shapes
from evidence_guide.view.context import Context


def answers(context: Context, item: Step) -> tuple[shapes.Answer, ...]:
    """The questions of GRADE's evidence-to-decision frame with the answers of a step."""
    found = []
    for field, answer in item.decision:
        question = context.guide.label(labels.DECISION[field])
        says = _answer(context, answer, f"{item.id}/decision/{field}")
        found.append(shapes.Answer(field=field, question=question, answer=says))
    return tuple(found)


def _answer(context: Context, answer: object, key: str) -> shapes.StatementView | None:
    """The sentence that answers a question, if there is one."""
    if not isinstance(answer, Cited):
        return None
    return context.says(answer.says, answer.because, key)


def not_known(context: Context, stage: str, item: Step) -> str:
    """The questions about a step without an answer, but for those about all steps of its stage."""
    common = _common(context, stage)
    fields = [field for field in _unanswered(item) if field not in common]
    return _statement(context, labels.NOT_KNOWN, fields)


def not_known_of_any(context: Context, stage: str) -> str:
    """The questions to which no step of a stage has an answer, as a statement."""
    return _statement(context, labels.NOT_KNOWN_OF_ANY, _common(context, stage))


def _common(context: Context, stage: str) -> list[str]:
    """The questions to which no step of a stage has an answer."""
    steps = context.guide.stages[stage].item.steps
    unanswered = [_unanswered(step) for step in steps]
    return [field for field in labels.UNANSWERED if all(field in one for one in unanswered)]


def _unanswered(item: Step) -> list[str]:
    """The questions about a step without an answer, by their field."""
    return [field for field, answer in item.decision if not isinstance(answer, Cited)]


def _statement(context: Context, statement: str, fields: Iterable[str]) -> str:
    """A statement that names questions; empty if there are none."""
    label = context.guide.label
    questions = ", ".join(label(labels.UNANSWERED[field]) for field in fields)
    return label(statement).format(questions) if questions else ""
