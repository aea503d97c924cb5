"""What a page tells machines about itself: structured data in the words of schema.org."""

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from types import SimpleNamespace

import pytest
from tests.conftest import TEA, TODAY

from evidence_guide import Guide, load, outputs
from evidence_guide.site import frame
from evidence_guide.site.structured import descriptions
from evidence_guide.view.schema_org import USED, Node
from evidence_guide.view.site import Addresses, Site

FOLDERS = {
    "Audience": "intangible",
    "BreadcrumbList": "intangible",
    "ListItem": "intangible",
    "Organization": "organization",
    "Person": "person",
}
"""Where the package with the published vocabulary keeps the types that are no works."""


def page(uri: str = "a.md", **meta: str) -> SimpleNamespace:
    file = SimpleNamespace(src_uri=uri)
    return SimpleNamespace(canonical_url="https://example.org/tea/a/", meta=meta, file=file)


@pytest.fixture(scope="module")
def own(tea: Guide) -> dict[str, Node]:
    """What each page of the sample guide says beside what all pages do."""
    return {output.uri: dict(output.linked) for output in outputs(tea)}


def test_a_page_is_described_as_a_page_of_the_guide(tea: Guide) -> None:
    describe = descriptions(Site(tea))
    found = describe(page(description="x"), "Drink &amp; sleep", "About <em>tea</em>.", {})
    assert json.loads(json.dumps(found)) == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "headline": "Drink & sleep",
        "description": "About tea.",
        "url": "https://example.org/tea/a/",
        "inLanguage": "en",
        "dateModified": "2026-01-10",
        "version": tea.file.version,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": tea.file.publisher},
        "isPartOf": {
            "@type": "WebSite",
            "name": tea.file.title,
            "url": tea.file.site_url,
        },
    }


def test_pages_of_other_subjects_are_plain_and_name_the_reviewers_that_the_guide_has(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(
        "evidence/guide.yml",
        "subject: health",
        "subject: general\nreviewers: [{name: Ann Poe, qualification: nurse, on: 2026-01-05}]",
    )
    found = descriptions(Site(guide))(page(description="x"), "T", "D", {})
    assert found is not None
    assert found["@type"] == "WebPage"
    assert found["lastReviewed"] == "2026-01-05"
    assert found["reviewedBy"] == [{"@type": "Person", "name": "Ann Poe"}]


def test_a_translated_page_names_its_own_language_and_site(tea: Guide) -> None:
    found = descriptions(Site(tea))(page(description="x", language="es"), "T", "D", {})
    assert found is not None
    assert found["inLanguage"] == "es"
    address = f"{tea.file.site_url}es/"
    assert found["isPartOf"] == {"@type": "WebSite", "name": "Té y sueño", "url": address}


def test_the_way_to_a_translated_page_begins_at_its_own_first_page(own: dict[str, Node]) -> None:
    assert own["es/stages/evening.md"]["breadcrumb"] == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "name": "Té y sueño",
                "item": "https://example.org/tea/es/",
            },
            {"@type": "ListItem", "position": 2, "name": "Por la noche"},
        ],
    }


def test_the_page_of_a_claim_is_about_the_claim_with_its_certainty_and_sources(
    own: dict[str, Node],
) -> None:
    claim = own["claims/sleep-faster.md"]["mainEntity"]
    assert isinstance(claim, dict)
    assert claim["@type"] == "Claim"
    assert claim["text"].startswith("Tea may shorten the time to sleep by 12 minutes, ")
    assert claim["description"].startswith("Low certainty. ")
    first = claim["citation"][0]
    assert first == {
        "@type": "ScholarlyArticle",
        "name": "Tea and sleep: a randomised trial",
        "datePublished": "2020",
        "url": "https://doi.org/10.1000/doe.2020",
    }


def test_a_source_names_its_authors(own: dict[str, Node]) -> None:
    found = own["sources/roe2021.md"]["mainEntity"]
    assert isinstance(found, dict)
    names = [(author["@type"], author["name"]) for author in found["author"]]
    assert names == [("Person", "Richard Roe"), ("Person", "Anna van der Berg")]
    body = own["sources/teaboard2022.md"]["mainEntity"]
    assert isinstance(body, dict)
    assert body["@type"] == "CreativeWork"
    assert body["author"] == [{"@type": "Organization", "name": "Board of Tea"}]


def test_a_stage_names_its_readers_and_a_few_sources_that_it_follows(own: dict[str, Node]) -> None:
    stage = own["stages/evening.md"]
    audience = "For everybody who wants to sleep."
    assert stage["audience"] == {"@type": "Audience", "audienceType": audience}
    assert stage["citation"]


def test_the_downloads_page_offers_the_guide_as_a_data_set(own: dict[str, Node]) -> None:
    found = own["downloads.md"]["mainEntity"]
    assert isinstance(found, dict)
    assert found["@type"] == "Dataset"
    formats = [file["encodingFormat"] for file in found["distribution"]]
    assert formats == ["application/json", "application/ld+json"]


def things(value: object) -> Iterator[Node]:
    """A thing and all things within it."""
    if isinstance(value, list):
        for part in value:
            yield from things(part)
    elif isinstance(value, dict):
        yield value
        for part in value.values():
            yield from things(part)


def properties(kind: str) -> set[str]:
    """The properties that schema.org publishes for a type, its own and those of its parents."""
    folder = FOLDERS.get(kind, "creativework")
    module = import_module(f"msgspec_schemaorg.models.{folder}.{kind}")
    return set(getattr(module, kind).__struct_fields__)


@pytest.mark.parametrize("kind", USED)
def test_each_type_has_the_properties_in_the_published_vocabulary(kind: str) -> None:
    assert properties(kind) >= USED[kind]


def test_pages_use_the_declared_types_and_properties_only(tea: Guide, own: dict[str, Node]) -> None:
    describe = descriptions(Site(tea))
    seen = set()
    for uri in own:
        for thing in things(describe(page(uri, description="x"), "T", "D", own)):
            kind = str(thing["@type"])
            assert {*thing} - {"@type", "@context"} <= USED[kind], uri
            seen.add(kind)
    assert seen == set(USED) - {"WebPage"}  # which the sample guide has no use for


def test_a_preview_builds_all_pages_only_when_the_parts_around_them_differ(
    tea: Guide, changed: Callable[..., Guide]
) -> None:
    assert frame(tea, Addresses.FOLDERS) == frame(load(TEA, TODAY), Addresses.FOLDERS)
    renamed = changed("evidence/guide.yml", "title: Tea and sleep", "title: Tea and rest")
    assert frame(tea, Addresses.FOLDERS) != frame(renamed, Addresses.FOLDERS)


def test_pages_without_a_description_or_with_a_successor_are_not_described(tea: Guide) -> None:
    describe = descriptions(Site(tea))
    assert describe(None, "T", "D", {}) is None
    assert describe(page(), "T", "D", {}) is None
    assert describe(page(description="x", retired="b"), "T", "D", {}) is None
