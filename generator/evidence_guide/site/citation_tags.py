"""Citation tags in the head of pages: Highwire's, and those of Dublin Core."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import escape

from evidence_guide.guide import Guide
from evidence_guide.translation.translated_guide import translated_guides
from evidence_guide.view.releases import permanent_address, shown_release

_FOLDERS = frozenset({"choices", "claims", "sources", "stages", "topics"})
"""The folders of pages that are cited by themselves."""
_HOME = "index.md"


class CitationTag(NamedTuple):
    """A tag: its name and its content, escaped as titles of pages are."""

    name: str
    content: str


@dataclass(frozen=True)
class CitationTags:
    """Makes the citation tags of pages; equal if it makes the same of the same pages."""

    titles: Mapping[str, str]
    """The title of the guide by language, that of the original first; escaped, as all of it is."""
    publisher: str
    as_of: str
    permanent: str
    """The address at which the version that is shown stays; empty if it has none."""

    def __call__(self, page: Any, title: str) -> tuple[CitationTag, ...]:
        """The tags of a MkDocs page with its title; none where it is not cited by itself."""
        if not _is_cited(page):
            return ()
        return tuple(self._tags(page, title))

    def _tags(self, page: Any, title: str) -> Iterator[CitationTag]:
        language = page.meta.get("language") or next(iter(self.titles))
        yield CitationTag("citation_title", title)
        yield CitationTag("citation_author", self.publisher)
        yield CitationTag("citation_publication_date", self.as_of.replace("-", "/"))
        yield CitationTag("citation_public_url", page.canonical_url)
        yield CitationTag("citation_language", language)
        if page.file.src_uri != _HOME:
            yield CitationTag("citation_inbook_title", self.titles.get(language, ""))
        yield CitationTag("DC.title", title)
        yield CitationTag("DC.creator", self.publisher)
        yield CitationTag("DC.date", self.as_of)
        yield CitationTag("DC.identifier", page.canonical_url)
        for name, content in (("relation", self.permanent), ("source", page.meta.get("cites"))):
            if content:
                yield CitationTag(f"DC.{name}", content)


def citation_tags(guide: Guide) -> CitationTags:
    """What makes the citation tags of a guide's pages."""
    file, release = guide.file, shown_release(guide)
    every = (guide, *translated_guides(guide))
    titles = {each.file.language: escape(each.file.title) for each in every}
    permanent = escape(permanent_address(release)) if release else ""
    return CitationTags(titles, escape(file.publisher), file.as_of.isoformat(), permanent)


def _is_cited(page: Any) -> bool:
    """Whether a page has an address, no successor, and is about one part or the whole guide."""
    if not page or not page.canonical_url or "retired" in page.meta:
        return False
    *folders, name = page.file.src_uri.split("/")
    if name == _HOME:
        return not folders
    return bool(_FOLDERS.intersection(folders))
