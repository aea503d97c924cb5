"""What a page tells machines about itself: structured data, a picture's words, and languages."""

import json
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from tests.conftest import TEA, TODAY

from evidence_guide import Guide, load
from evidence_guide.site import frame
from evidence_guide.site.structured import article_of
from evidence_guide.view.site import Addresses


def page(**meta: str) -> SimpleNamespace:
    return SimpleNamespace(canonical_url="https://example.org/tea/a/", meta=meta)


def test_a_page_is_described_as_an_article_of_the_guide(tea: Guide) -> None:
    found = article_of(tea)(page(description="x"), "Drink &amp; sleep", "About <em>tea</em>.")
    assert found is not None
    assert json.loads(json.dumps(found)) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "Drink & sleep",
        "description": "About tea.",
        "url": "https://example.org/tea/a/",
        "inLanguage": "en",
        "dateModified": date(2026, 1, 10).isoformat(),
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": tea.file.publisher},
        "isPartOf": {
            "@type": "WebSite",
            "name": tea.file.title,
            "url": tea.file.site_url,
        },
    }


def test_a_translated_page_names_its_own_language(tea: Guide) -> None:
    found = article_of(tea)(page(description="x", language="es"), "T", "D")
    assert found is not None
    assert found["inLanguage"] == "es"
    assert found["isPartOf"] == {"@type": "WebSite", "name": "Té y sueño", "url": tea.file.site_url}


def test_a_preview_builds_all_pages_only_when_the_parts_around_them_differ(
    tea: Guide, changed: Callable[..., Guide]
) -> None:
    assert frame(tea, Addresses.FOLDERS) == frame(load(TEA, TODAY), Addresses.FOLDERS)
    renamed = changed("evidence/guide.yml", "title: Tea and sleep", "title: Tea and rest")
    assert frame(tea, Addresses.FOLDERS) != frame(renamed, Addresses.FOLDERS)


def test_pages_without_a_description_or_with_a_successor_are_not_described(tea: Guide) -> None:
    article = article_of(tea)
    assert article(None, "T", "D") is None
    assert article(page(), "T", "D") is None
    assert article(page(description="x", retired="b"), "T", "D") is None
