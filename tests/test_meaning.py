"""Every field says what it means, and whatever walks an item follows that."""

from typing import Annotated

import pytest

from evidence_guide import Guide
from evidence_guide.model import FILES, Claim, ClaimsFile, Finding, Step, Table
from evidence_guide.model.meaning import (
    has_citations,
    item_title,
    items,
    labels,
    meaning_at,
    meanings,
    models_in,
    parts,
    printed,
    stated,
    walk_values,
    words,
)
from evidence_guide.model.writing import Text, Written


def test_a_field_without_a_meaning_stops_the_program_with_its_name() -> None:
    with pytest.raises(TypeError, match="the field `dose_form` of Study declares no meaning"):
        type("Study", (Written,), {"__annotations__": {"dose_form": Text}})


def test_every_field_of_every_file_has_one() -> None:
    models = {model for kind in FILES.values() for model in models_in(kind)}
    assert len(models) > 20
    assert [m.__name__ for m in models if set(meanings(m)) != set(m.model_fields)] == []


def test_a_text_names_the_fields_beside_it_that_it_rests_on() -> None:
    for kind in {model for file in FILES.values() for model in models_in(file)}:
        for name, meaning in meanings(kind).items():
            for cited in meaning.cites:
                assert meanings(kind)[cited].citations, f"{kind.__name__}.{name}"


def test_an_item_is_walked_to_its_last_value_but_not_into_items_of_their_own(tea: Guide) -> None:
    table = tea.tables["cups"].item
    routes = [value.route for value in walk_values(table)]
    assert ("caption",) in routes
    assert ("columns", 0, "title") in routes
    assert not [route for route in routes if route[0] == "rows"]


def test_what_an_outer_field_leaves_untranslated_is_not_translated() -> None:
    class Note(Written):
        says: Annotated[Text, words("Says", translated=True)]

    class Page(Written):
        here: Annotated[Note, parts("Here", translated=True)]
        there: Annotated[Note, parts("There")]

    page = Page(here=Note(says="A."), there=Note(says="B."))
    assert [(v.route, v.meaning.translated) for v in walk_values(page)] == [
        (("here", "says"), True),
        (("there", "says"), False),
    ]


def test_a_word_in_place_of_parts_is_no_text_of_ours(tea: Guide) -> None:
    step = tea.steps["drink-tea"].item
    unknown = [value for value in walk_values(step) if value.value == "not known"]
    assert unknown
    assert not any(value.meaning.translated or value.meaning.reads for value in unknown)


@pytest.mark.parametrize(
    ("route", "label", "prose"),
    [
        (("claims", 0, "says"), "Statement", True),
        (("claims", 0, "certainty", "down", "imprecision"), "Imprecision", True),
        (("claims", 0, "certainty", "down", "imprecision", "because"), "Because", True),
        (("claims", 0, "search", "words"), "Words", False),
        (("title",), "Topic", False),
    ],
)
def test_a_route_of_a_file_leads_to_its_field(
    route: tuple[str | int, ...], label: str, prose: bool
) -> None:
    meaning = meaning_at(ClaimsFile, route)
    assert meaning
    assert (meaning.label, meaning.prose) == (label, prose)


def test_a_route_through_a_mapping_leads_to_the_field_that_holds_it() -> None:
    assert meaning_at(Table, ("rows", 0, "cells", "cup")) == meaning_at(Table, ("rows", 0, "cells"))


def test_a_route_to_nothing_has_no_meaning() -> None:
    assert meaning_at(ClaimsFile, ("claims", 0, "colour")) is None


def test_readers_know_an_item_by_its_name_and_it_says_its_statement(tea: Guide) -> None:
    claim, finding = tea.claims["sleep-faster"].item, tea.findings["doe2020-sleep"].item
    assert (item_title(claim), stated(claim)) == (claim.plain, claim.says)
    assert item_title(finding) == stated(finding) == finding.reports
    assert item_title(tea.steps["drink-tea"].item) == tea.steps["drink-tea"].item.title


def test_only_what_rests_on_something_has_citations() -> None:
    assert has_citations(Claim)
    assert has_citations(Step)
    assert not has_citations(ClaimsFile)
    assert not has_citations(Finding)


def test_labels_are_those_of_the_fields_that_readers_see() -> None:
    class Cup(Written):
        size: Annotated[Text, printed("Size")]
        parts: Annotated[tuple[Text, ...], items()] = ()

    assert labels(Cup) == {"size": "Size"}


def test_a_label_is_the_title_of_its_field_in_editors() -> None:
    assert Claim.model_json_schema()["properties"]["plain"]["title"] == "In plain words"
