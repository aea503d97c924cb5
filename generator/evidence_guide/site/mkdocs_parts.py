"""The files and the search index of MkDocs and Material as ours: finished pages, read faster."""

import gc
from functools import partial
from typing import Any

from markdown import Markdown
from material.plugins.search.plugin import SearchIndex, SearchPlugin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

from evidence_guide.site.made import Parted, split_page
from evidence_guide.site.search_sections import PageSections

NEW_OBJECTS = 100_000
"""New objects after which Python looks for cycles; a build has many objects and hardly a cycle."""


def collect_rarely() -> None:
    """Makes Python look for cycles of objects less often."""
    gc.set_threshold(NEW_OBJECTS)


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


class Headings:
    """Reads pages as MkDocs does, which makes a converter for each page.

    Pages that are more than headings and finished HTML must not be read here: extensions may
    keep from one page to the next what they find in anything else.
    """

    def __init__(self) -> None:
        self._converter: Markdown | None = None

    def will_read(self, page: Page) -> None:
        """Makes a page be read by this converter instead of one of its own."""
        vars(page)["render"] = partial(self._read, page)

    def _ready(self, config: MkDocsConfig) -> Markdown:
        """The converter, without anything of the page before."""
        if self._converter is None:
            self._converter = Markdown(
                extensions=config["markdown_extensions"],
                extension_configs=config["mdx_configs"] or {},
            )
        self._converter.reset()
        return self._converter

    def _read(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Gives a page what `Page.render` gives it."""
        converter = self._ready(config)
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, config)
        links = _RelativePathTreeprocessor(page.file, files, config)
        raw, title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
        parts: tuple[Any, ...] = (raw, anchors, links, title)
        for part in parts:
            part._register(converter)  # noqa: SLF001 (as MkDocs does)
        page.content = converter.convert(page.markdown or "")
        page.toc = get_toc(getattr(converter, "toc_tokens", []))
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        page.links_to_anchors = links.links_to_anchors
        page._title_from_render = title.title  # noqa: SLF001 (as MkDocs does)


def read_alone(page: Page) -> None:
    """Makes a page be read by a converter of its own, as MkDocs does."""
    vars(page).pop("render", None)


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
