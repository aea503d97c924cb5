"""Reporting checklists: every item has an answer, from the guide's fields or from its makers."""

from collections.abc import Callable

import pytest
from tests.conftest import errors

from evidence_guide import Guide, outputs
from evidence_guide.model import Reported
from evidence_guide.view.checklist_answers import ANSWERS
from evidence_guide.view.checklists import checklists
from evidence_guide.view.reporting import item_answers

DECLARED = "answers: [{item: jama-authorship, answer: partly, says: Nobody is the publisher.}]"
ALL = "checklists: [agree, jama, lsr]"


def asked(changed: Callable[..., Guide], new: str, old: str = "checklists: [jama]") -> Guide:
    """The sample guide with other words under `reporting`."""
    return changed("evidence/guide.yml", old, new)


def complaints(guide: Guide) -> list[tuple[str, str]]:
    return [(d.rule, d.message) for d in errors(guide)]


def test_every_item_is_unique_and_has_words_for_its_answer() -> None:
    items = [item for one in checklists().values() for item in one.items]
    assert len({item.id for item in items}) == len(items)
    assert {item.by for item in items if item.by} == set(ANSWERS)
    assert all(bool(item.says) == bool(item.by) for item in items)
    assert all(
        item.id.startswith(f"{one.id}-") for one in checklists().values() for item in one.items
    )
    assert [len(one.items) for one in checklists().values()] == [23, 4, 17]


def test_answers_are_computed_from_fields(tea: Guide) -> None:
    found = item_answers(tea)
    assert found["jama-currency"].state is Reported.DONE
    assert found["jama-currency"].says.endswith("looked through: 10 January 2026.")
    assert (found["jama-disclosure"].state, found["jama-disclosure"].says) == (
        Reported.NOT_DONE,
        "Neither funding nor interests are stated.",
    )
    assert found["jama-authorship"].says == "Nobody is the publisher."


def test_whatever_a_field_says_changes_the_answer(changed: Callable[..., Guide]) -> None:
    words = "publisher: Nobody\ntrust: {paid_by: A tea shop pays.}"
    found = item_answers(changed("evidence/guide.yml", "publisher: Nobody", words))
    assert found["jama-disclosure"].state is Reported.PARTLY
    assert found["jama-disclosure"].says == "Published by Nobody. A tea shop pays."


def test_each_answer_gives_the_values_that_its_words_have_places_for(tea: Guide) -> None:
    for one in checklists().values():
        for item in one.items:
            values = ANSWERS[item.by](tea).values if item.by else ()
            assert item.says.count("{}") == len(values), item.id


def test_the_page_prints_what_was_not_done(tea: Guide) -> None:
    pages = {output.uri: output.content for output in outputs(tea)}
    page = pages["reporting.md"]
    assert "Items that apply: 4. Done: 1. Partly: 2. Not done: 1." in page
    assert "<strong>Not done.</strong> <span>Neither funding nor interests are stated." in page
    link = '<a href="../reporting/">Reporting checklists, item by item</a>'
    assert link in pages["audit.md"]


def test_a_guide_that_names_no_checklist_has_no_page(changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/guide.yml", f"reporting:\n  checklists: [jama]\n  {DECLARED}\n", "")
    assert "reporting.md" not in {output.uri for output in outputs(guide)}
    lost = [message for rule, message in complaints(guide) if rule == "answer-is-kept"]
    assert lost[0] == "`jama-attribution` is no longer answered; it was `partly`"
    assert len(lost) == len(guide.lock.answers)


def test_silence_is_no_answer(changed: Callable[..., Guide]) -> None:
    found = complaints(asked(changed, "answers: []", DECLARED))
    asks = (
        "Authorship: authors and contributors are named, with their affiliations and credentials."
    )
    assert found == [("item-is-answered", f"`jama-authorship` has no answer: {asks}")]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("not done", [("answer-is-kept", "`jama-authorship` was `partly` and is `not done` now")]),
        ("done", []),
    ],
)
def test_an_answer_that_says_less_than_before_is_lost(
    answer: str, found: list[tuple[str, str]], changed: Callable[..., Guide]
) -> None:
    assert complaints(asked(changed, f"answer: {answer}", "answer: partly")) == found


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("jama-currency", "`jama-currency` is answered from the fields of the guide"),
        ("jama-authorship", "`jama-authorship` has an answer already"),
        ("agree-5", "`agree-5` is no item of the guide's checklists"),
    ],
)
def test_an_answer_has_an_item_of_its_own(
    item: str, message: str, changed: Callable[..., Guide]
) -> None:
    more = f"says: Nobody is the publisher.}}, {{item: {item}, answer: done, says: We are."
    found = complaints(asked(changed, more, "says: Nobody is the publisher."))
    assert found == [("answer-has-its-item", message)]


def test_an_unknown_checklist_is_named(changed: Callable[..., Guide]) -> None:
    found = complaints(asked(changed, "checklists: [jama, agre]"))
    assert found == [("checklist-is-known", "no checklist is called `agre`")]


def test_the_lock_keeps_how_far_each_item_was_done(tea: Guide) -> None:
    assert tea.lock.answers == {
        "jama-attribution": "partly",
        "jama-authorship": "partly",
        "jama-currency": "done",
        "jama-disclosure": "not done",
    }
