"""What each page is, as structured data for search engines (schema.org): a page of this guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evidence_guide.model import Reviewer
from evidence_guide.translation.translated_guide import translated_guides
from evidence_guide.view.context import Context
from evidence_guide.view.schema_org import CONTEXT, Node, thing
from evidence_guide.view.site import Site


@dataclass(frozen=True)
class Described:
    """Describes the pages for readers of a guide; equal if it describes them in the same way."""

    sites: Mapping[str, tuple[str, str]]
    """The title and the address of the guide by language, those of the original first."""
    kind: str
    """The type of the pages: those about health have one of their own."""
    publisher: str
    version: str
    as_of: str
    reviewers: tuple[Reviewer, ...]

    def __call__(
        self, page: Any, title: str, description: str, own: Mapping[str, Node]
    ) -> Node | None:
        """The data of a MkDocs page with its title and description; None for other pages.

        `own` is what only a page of its kind says, by its file.
        """
        if not _is_described(page):
            return None
        language = page.meta.get("language") or next(iter(self.sites))
        node = thing(
            self.kind,
            headline=Markup(title).striptags(),  # noqa: S704 (only its text is used)
            description=Markup(description).striptags(),  # noqa: S704
            url=page.canonical_url,
            inLanguage=language,
            dateModified=self.as_of,
            version=self.version,
            isAccessibleForFree=True,
            publisher=thing("Organization", name=self.publisher),
            isPartOf=self._site(language),
            **self._reviewed(),
        )
        return {"@context": CONTEXT} | node | own.get(page.file.src_uri, {})

    def _site(self, language: str) -> Node:
        """The guide in a language."""
        name, address = self.sites.get(language) or next(iter(self.sites.values()))
        return thing("WebSite", name=name, url=address)

    def _reviewed(self) -> Node:
        """By whom and when the guide was reviewed last; nothing while nobody has."""
        if not self.reviewers:
            return {}
        last = max(reviewer.on for reviewer in self.reviewers)
        people = [thing("Person", name=reviewer.name) for reviewer in self.reviewers]
        return {"lastReviewed": last.isoformat(), "reviewedBy": people}


def descriptions(site: Site) -> Described:
    """What describes the pages for readers of a guide."""
    guide, file = site.guide, site.guide.file
    kind = "MedicalWebPage" if file.subject == "health" else "WebPage"
    sites = {file.language: (file.title, file.site_url)}
    for one in translated_guides(guide):
        tag = one.file.language
        sites[tag] = (one.file.title, Context(site).page(f"{tag}/index.md"))
    reviewers = file.reviewers
    return Described(sites, kind, file.publisher, file.version, file.as_of.isoformat(), reviewers)


def _is_described(page: Any) -> bool:
    """Whether a page has an address, a description of its own and no successor."""
    if not page or not page.canonical_url:
        return False
    return "description" in page.meta and "retired" not in page.meta
