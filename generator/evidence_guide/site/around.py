"""The words around a page's text, in the language of the page: menus, foot, switches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.text.markup import plain
from evidence_guide.translation.surroundings import around_pages
from evidence_guide.translation.translated_guide import translated_guides
from evidence_guide.view.addresses import stage_address
from evidence_guide.view.site import Site
from evidence_guide.view.site_words import english_labels

Links = list[tuple[str, str]]
"""Titles with addresses."""


@dataclass(frozen=True)
class Around:
    """Everything around the pages of one language."""

    language: str
    original: str
    """The language in which the guide was written."""
    words: Mapping[str, str]
    foot: Links
    stages: list[tuple[str, str, str]]
    """The title, the description and the address of each stage."""
    home: str
    texts: Mapping[str, str] = field(default_factory=dict)
    """The translations of the texts in `mkdocs.yml`."""

    def text(self, written: str) -> str:
        """A text of `mkdocs.yml` in this language, if it is translated."""
        return self.texts.get(written, written)

    def marked(self, written: str) -> str:
        """The attribute that names the language of a text which is not translated."""
        if self.language == self.original or written in self.texts:
            return ""
        return Markup(' lang="{}"').format(self.original)

    @property
    def elsewhere(self) -> str:
        """The attribute of links to pages in the original's language."""
        if self.language == self.original:
            return ""
        return Markup(' hreflang="{}"').format(self.original)


def around_each_language(site: Site, foot: Mapping[str, str]) -> dict[str, Around]:
    """The parts around pages by language, that of the original first.

    `foot` are the pages that every page links to, by the name of their label.
    """
    guides = (site.guide, *translated_guides(site.guide))
    return {guide.file.language: _around(guide, site, foot) for guide in guides}


def _around(guide: Guide, site: Site, foot: Mapping[str, str]) -> Around:
    tag = guide.file.language
    is_original = guide.translation is None
    words = _words(guide)
    return Around(
        tag,
        site.guide.file.language,
        words,
        [(words[name], site.address(uri)) for name, uri in foot.items()],
        list(_stage_links(guide, site)),
        site.address("index.md" if is_original else f"{tag}/index.md"),
        {} if is_original else around_pages(site.guide, tag),
    )


def _words(guide: Guide) -> dict[str, str]:
    """Our own words around pages, in the language of a guide."""
    return {name: guide.label(label) for name, label in english_labels()["frame"].items()}


def _stage_links(guide: Guide, site: Site) -> Iterator[tuple[str, str, str]]:
    for id in guide.file.stages:
        stage = guide.stages[id].item
        yield plain(stage.title), plain(stage.about), site.address(stage_address(guide, id))


@dataclass(frozen=True)
class Chosen:
    """Gives the parts around a page of MkDocs; equal if it gives the same."""

    found: Mapping[str, Around]
    language: str
    """The language of the original."""

    def __call__(self, page: Any) -> Around:
        """The parts in the language of a page."""
        return self.found.get(_spoken(page), self.found[self.language])


def _spoken(page: Any) -> str:
    """The language that a page of MkDocs names; empty for the original's."""
    return str(page.meta.get("language", "")) if page and page.meta else ""
