"""What a guide answers to the items of reporting checklists, from its fields or from its makers."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import GuideFile, Reported, ReportedItem
from evidence_guide.view import labels
from evidence_guide.view.checklist_answers import ANSWERS
from evidence_guide.view.checklists import Checklist, ChecklistItem, checklists

REPORTING = "reporting.md"
"""The page of checklists, which a guide has that answers some."""


class ItemAnswer(NamedTuple):
    """The answer to an item; nothing as its state where nobody gave one."""

    item: ChecklistItem
    state: Reported | None
    says: str
    page: str
    """The page that shows what the answer is computed from; empty for answers of the makers."""


def answered_checklists(guide: Guide) -> tuple[Checklist, ...]:
    """The checklists that the guide answers, in its order; unknown ones are left out.

    There are none where `guide.yml` cannot be read.
    """
    file = next(guide.all(GuideFile), None)
    reporting = file.item.reporting if file else None
    named = reporting.checklists if reporting else ()
    return tuple([checklists()[id] for id in named if id in checklists()])


def given_answers(guide: Guide) -> dict[str, ReportedItem]:
    """The answers of the makers by the item; of several to one item, the first."""
    reporting = guide.file.reporting
    found: dict[str, ReportedItem] = {}
    for answer in reporting.answers if reporting else ():
        found.setdefault(answer.item, answer)
    return found


@derived
def item_answers(guide: Guide) -> dict[str, ItemAnswer]:
    """The answer to every item of the guide's checklists, by the id of the item."""
    found = {}
    for checklist in answered_checklists(guide):
        for item in checklist.items:
            found[item.id] = _computed(guide, item) if item.by else _given(guide, item)
    return found


def _computed(guide: Guide, item: ChecklistItem) -> ItemAnswer:
    answered = ANSWERS[item.by](guide)
    is_empty = answered.state is Reported.NOT_DONE and item.without
    says = item.without if is_empty else item.says.format(*map(_written, answered.values))
    return ItemAnswer(item, answered.state, says, answered.page)


def _written(value: object) -> str:
    """A value in English; days as readers write them."""
    return labels.day(value, "") if isinstance(value, date) else str(value)


def _given(guide: Guide, item: ChecklistItem) -> ItemAnswer:
    answer = given_answers(guide).get(item.id)
    if answer is None:
        return ItemAnswer(item, None, "", "")
    return ItemAnswer(item, answer.answer, answer.says, "")


def answer_states(guide: Guide) -> Iterator[tuple[str, str]]:
    """The state of every answer by its item, as the lock keeps them."""
    for id, answer in item_answers(guide).items():
        if answer.state:
            yield id, str(answer.state)


def reporting_texts(guide: Guide) -> Iterator[str]:
    """All words of the page that are no labels of the site."""
    for checklist in answered_checklists(guide):
        yield from (checklist.name, checklist.about, checklist.address, checklist.read_in)
    for answer in item_answers(guide).values():
        yield from (answer.item.asks, answer.says)


def reporting_pages(guide: Guide) -> Iterator[str]:
    """The page of checklists, if the guide answers some."""
    if answered_checklists(guide):
        yield REPORTING
