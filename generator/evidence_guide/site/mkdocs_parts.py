"""The files and the search index of MkDocs and Material as ours: finished pages, read faster."""

from typing import Any

from material.plugins.search.plugin import SearchIndex, SearchPlugin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from evidence_guide.site.made import Parted, split_page
from evidence_guide.site.search_sections import PageSections


class Made(File):
    """A page made from the evidence; a preview renders it again only when it is new."""

    new = True
    parts = Parted("")

    def is_modified(self) -> bool:
        """Whether it differs from the last build."""
        return self.new

    def unfinished(self, text: str) -> str:
        """What Markdown has to read of the page; the rest is kept back."""
        self.parts = split_page(text)
        return self.parts.text

    def whole(self, page: Page, html: str) -> str:
        """The page once Markdown has read it; links from other pages find all of its ids."""
        page.present_anchor_ids = (page.present_anchor_ids or set()) | self.parts.ids()
        return self.parts.woven(html)


class Index(SearchIndex):  # type: ignore[misc]
    """Material's index with our reading of pages."""

    def add_entry_from_context(self, page: Page) -> None:
        """Adds the sections of a page."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        for section in PageSections(page.content or "").found:
            if not section.is_excluded():
                self.create_entry_for_section(section, page.toc, page.url, page)


def search_entries(config: MkDocsConfig) -> list[dict[str, Any]]:
    """The entries of the search index so far; none if the guide has no search of Material's."""
    plugin: Any = config.plugins.get("material/search")
    index: Any = getattr(plugin, "search_index", None)
    return index.entries if index else []


def read_by_us(config: MkDocsConfig) -> None:
    """Makes Material's search, if the guide has it, read pages with us."""
    plugin: Any = config.plugins.get("material/search")
    if isinstance(plugin, SearchPlugin) and plugin.config.enabled:
        plugin.search_index = Index(**plugin.config)
