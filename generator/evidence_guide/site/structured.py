"""What a page is, as structured data for search engines (schema.org): an article of this guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.translation.translated_guide import translated_guides


@dataclass(frozen=True)
class Article:
    """Describes the pages for readers of a guide; equal if it describes them in the same way."""

    titles: Mapping[str, str]
    """The title of the guide by language, that of the original first."""
    publisher: str
    site_url: str
    as_of: str

    def __call__(self, page: Any, title: str, description: str) -> dict[str, object] | None:
        """The data of a MkDocs page with its title and description; None for other pages."""
        if not _is_described(page):
            return None
        original = next(iter(self.titles))
        language = page.meta.get("language") or original
        return {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": Markup(title).striptags(),  # noqa: S704 (only its text is used)
            "description": Markup(description).striptags(),  # noqa: S704
            "url": page.canonical_url,
            "inLanguage": language,
            "dateModified": self.as_of,
            "isAccessibleForFree": True,
            "publisher": {"@type": "Organization", "name": self.publisher},
            "isPartOf": self._site(self.titles.get(language, self.titles[original])),
        }

    def _site(self, title: str) -> dict[str, str]:
        return {"@type": "WebSite", "name": title, "url": self.site_url}


def article_of(guide: Guide) -> Article:
    """What describes the pages for readers of a guide."""
    file = guide.file
    titles = {each.file.language: each.file.title for each in (guide, *translated_guides(guide))}
    return Article(titles, file.publisher, file.site_url, file.as_of.isoformat())


def _is_described(page: Any) -> bool:
    """Whether a page has an address, a description of its own and no successor."""
    if not page or not page.canonical_url:
        return False
    return "description" in page.meta and "retired" not in page.meta
