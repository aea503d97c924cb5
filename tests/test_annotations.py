"""W3C Web Annotations: what each finding says of which passage, with what proves it."""

import json
from typing import Any

import pytest

from evidence_guide import Guide
from evidence_guide.view.annotations import MODEL, OWN_TERMS, annotations, selector
from evidence_guide.view.data import files
from evidence_guide.view.site import Site
from evidence_guide.view.views import views_of

Node = dict[str, Any]
MODELLED = {"id", "type", "motivation", "body", "target"}


@pytest.fixture(scope="module")
def collection(tea: Guide) -> Node:
    found: Node = json.loads(annotations(views_of(Site(tea))).content)
    return found


def test_the_annotations_are_a_collection_that_holds_each_finding_once(
    tea: Guide, collection: Node
) -> None:
    model, own = collection["@context"]
    assert model == MODEL
    assert set(OWN_TERMS) < set(own)
    items = collection["first"].pop("items")
    assert [item["finding"] for item in items] == list(tea.findings)
    assert {key: value for key, value in collection.items() if key != "@context"} == {
        "id": "https://example.org/tea/data/annotations.jsonld",
        "type": "AnnotationCollection",
        "label": "Tea and sleep",
        "modified": "2026-01-10T00:00:00Z",
        "total": len(items),
        "first": {
            "id": "https://example.org/tea/data/annotations.jsonld#1",
            "type": "AnnotationPage",
            "startIndex": 0,
        },
    }
    assert all(set(item) <= MODELLED | set(OWN_TERMS) for item in items)


def test_an_annotation_says_what_the_passage_reports_with_digests_of_what_was_compared(
    tea: Guide,
) -> None:
    whole = json.loads(annotations(views_of(Site(tea))).content)
    item = whole["first"]["items"][0]
    finding = tea.findings[item["finding"]].item
    receipt = tea.lock.receipts[finding.id]
    assert item["body"]["value"] == finding.reports
    assert item["target"]["source"] == tea.sources["doe2020"].item.address
    assert item["figures"] == list(finding.figures)
    assert item["proof"] == "proved"
    assert (item["passageDigest"], item["textDigest"]) == (receipt.passage, receipt.text)
    assert item["digest"] == receipt.finding
    assert all(finding.id in tea.claims[id].item.rests_on for id in item["claims"])


def test_a_passage_is_selected_from_its_first_to_behind_its_last_words() -> None:
    assert selector("Tea was drunk … at night.") == {
        "type": "RangeSelector",
        "startSelector": {"type": "TextQuoteSelector", "exact": "Tea was drunk"},
        "endSelector": {
            "type": "TextQuoteSelector",
            "exact": "at night.",
            "refinedBy": {"type": "TextPositionSelector", "start": 9, "end": 9},
        },
    }
    assert selector("Tea is warm.") == {"type": "TextQuoteSelector", "exact": "Tea is warm."}


def test_the_annotations_are_published_with_the_data(tea: Guide) -> None:
    assert [file.uri for file in files(Site(tea))] == [
        "data/guide.json",
        "data/guide.schema.json",
        "data/annotations.jsonld",
    ]
