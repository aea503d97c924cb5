"""The view of the page of reporting checklists."""

from collections import Counter

from evidence_guide.guide import Guide
from evidence_guide.model import Reported
from evidence_guide.view.checklists import Checklist
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.reporting import ItemAnswer, answered_checklists, item_answers
from evidence_guide.view.shapes import Id, ViewObject


class AnswerView(ViewObject):
    """An item with its answer."""

    id: Id
    asks: str
    state: Label
    says: str
    page: Id
    """The page that shows what it was computed from; empty for an answer of the makers."""


class ChecklistView(ViewObject):
    """A checklist with its answers."""

    id: Id
    name: str
    about: str
    address: Id
    read_in: Id
    counts: Label
    answers: tuple[AnswerView, ...]


class ReportingPage(ViewObject):
    """The page of reporting checklists."""

    checklists: tuple[ChecklistView, ...]
    language: Id
    """The language of the items and answers, where it is not that of the guide."""


def reporting_page(guide: Guide) -> ReportingPage:
    """Every item of the guide's checklists with its answer."""
    found = tuple([_checklist(guide, one) for one in answered_checklists(guide)])
    return ReportingPage(checklists=found, language="en" if guide.table else "")


def _checklist(guide: Guide, checklist: Checklist) -> ChecklistView:
    answers = [item_answers(guide)[item.id] for item in checklist.items]
    return ChecklistView(
        id=checklist.id,
        name=checklist.name,
        about=checklist.about,
        address=checklist.address,
        read_in=checklist.read_in,
        counts=_counts(guide, answers),
        answers=tuple([_answer(guide, answer) for answer in answers]),
    )


def _counts(guide: Guide, answers: list[ItemAnswer]) -> Label:
    """How many items are done, done in part, and not."""
    states = Counter(answer.state for answer in answers)
    applies = len(answers) - states[Reported.NOT_APPLICABLE]
    done, partly = states[Reported.DONE], states[Reported.PARTLY]
    pattern = words_of(guide).reporting.counts
    return label(pattern, applies, done, partly, applies - done - partly)


def _answer(guide: Guide, answer: ItemAnswer) -> AnswerView:
    words = words_of(guide).reporting
    states = {
        Reported.DONE: words.done,
        Reported.PARTLY: words.partly,
        Reported.NOT_APPLICABLE: words.not_applicable,
    }
    state = states.get(answer.state, words.not_done) if answer.state else words.not_done
    return AnswerView(
        id=answer.item.id,
        asks=answer.item.asks,
        state=state,
        says=answer.says,
        page=answer.page,
    )
