"""What a page is, as structured data for search engines (schema.org): an article of this guide."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from evidence_guide.guide import Guide

Article = Callable[[Any, str, str], dict[str, object] | None]
"""Gives the data of a MkDocs page with its title and description."""


def article_of(guide: Guide) -> Article:
    """The function that describes the pages for readers of a guide."""

    def article(page: Any, title: str, description: str) -> dict[str, object] | None:
        if not _is_described(page):
            return None
        return {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": Markup(title).striptags(),  # noqa: S704 (only its text is used)
            "description": Markup(description).striptags(),  # noqa: S704
            "url": page.canonical_url,
            "inLanguage": page.meta.get("language") or guide.file.language,
            "dateModified": guide.file.as_of.isoformat(),
            "isAccessibleForFree": True,
            "publisher": _publisher(guide),
            "isPartOf": _site(guide),
        }

    return article


def _publisher(guide: Guide) -> dict[str, str]:
    return {"@type": "Organization", "name": guide.file.publisher}


def _site(guide: Guide) -> dict[str, str]:
    return {"@type": "WebSite", "name": guide.file.title, "url": guide.file.site_url}


def _is_described(page: Any) -> bool:
    """Whether a page has an address, a description of its own and no successor."""
    if not page or not page.canonical_url:
        return False
    return "description" in page.meta and "retired" not in page.meta
