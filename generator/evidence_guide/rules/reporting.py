"""Reporting checklists are answered item by item, and no answer is lost."""

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import GuideFile, Reported
from evidence_guide.rules.rule import Complaints, rule
from evidence_guide.text.nearest import near
from evidence_guide.view.checklists import checklists
from evidence_guide.view.reporting import item_answers

_FILE = "evidence/guide.yml"
_RANKS: dict[str, int] = {
    Reported.NOT_DONE: 0,
    Reported.PARTLY: 1,
    Reported.DONE: 2,
    Reported.NOT_APPLICABLE: 2,
}
"""How far an answer goes; one that goes less far than an accepted one is lost."""


@rule(_FILE, "checklists: [jama]", "checklists: [jamma]")
def checklist_is_known(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every checklist that the guide names is one whose items the program knows.

    A page that named a checklist without its items would say nothing.
    """
    named = file.item.reporting.checklists if file.item.reporting else ()
    for position, id in enumerate(named):
        if id not in checklists():
            place = file.place("reporting", "checklists", position)
            yield place, f"no checklist is called `{id}`", near(id, checklists(), _KNOWN)


_KNOWN = f"name some of {', '.join(f'`{id}`' for id in ('agree', 'jama', 'lsr'))}"


@rule(_FILE, "item: jama-authorship", "item: jama-authorshipp")
def answer_has_its_item(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every answer is to an item of the guide's checklists that no field answers, and each item
    has one answer.

    What a field shows cannot be said otherwise.
    """
    answers = file.item.reporting.answers if file.item.reporting else ()
    seen = set[str]()
    for position, answer in enumerate(answers):
        fault = _fault(guide, answer.item, seen)
        if fault:
            place = file.place("reporting", "answers", position, "item")
            yield place, fault, near(answer.item, _open(guide), "remove the answer")
        seen.add(answer.item)


def _open(guide: Guide) -> list[str]:
    """The items that people answer."""
    return [id for id, answer in item_answers(guide).items() if not answer.item.by]


def _fault(guide: Guide, item: str, seen: set[str]) -> str:
    """Why an item cannot be answered; empty if it can."""
    if item in seen:
        return f"`{item}` has an answer already"
    if item not in item_answers(guide):
        return f"`{item}` is no item of the guide's checklists"
    if item_answers(guide)[item].item.by:
        return f"`{item}` is answered from the fields of the guide"
    return ""


@rule(
    _FILE,
    "answers: [{item: jama-authorship, answer: partly, says: Nobody is the publisher.}]",
    "answers: []",
)
def item_is_answered(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Every item of the guide's checklists that no field answers has an answer in `guide.yml`.

    `not done` is an answer; silence is not.
    """
    place = file.place("reporting", "answers") if file.item.reporting else file.place()
    for id, answer in item_answers(guide).items():
        if answer.state is None:
            hint = f"add `{{item: {id}, answer: not done, says: ...}}`"
            yield place, f"`{id}` has no answer: {answer.item.asks}", hint


@rule(_FILE, "answer: partly", "answer: not done")
def answer_is_kept(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """No answer to a checklist that `evidence.lock` holds is lost or says less than it did.

    A guide that stops doing something says so on purpose, and a reviewer sees it.
    """
    now = item_answers(guide)
    for id, before in guide.lock.answers.items():
        state = now[id].state if id in now else None
        if id not in now:
            yield file.place(), f"`{id}` is no longer answered; it was `{before}`", _ACCEPT
        elif state and _RANKS[state] < _RANKS.get(before, 0):
            yield _place(file, id), f"`{id}` was `{before}` and is `{state}` now", _ACCEPT


_ACCEPT = "do it again, or run `evidence-guide lock` if it should say so"


def _place(file: Entry[GuideFile], item: str) -> Place:
    """Where an item is answered, or where its checklist is named."""
    answers = file.item.reporting.answers if file.item.reporting else ()
    for position, answer in enumerate(answers):
        if answer.item == item:
            return file.place("reporting", "answers", position, "answer")
    return file.place("reporting", "checklists")
