"""The words around a page's text, in the language of the page: menus, foot, switches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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
    words: Mapping[str, str]
    foot: Links
    stages: list[tuple[str, str, str]]
    """The title, the description and the address of each stage."""
    home: str
    theme_language: str
    """The language in which the theme speaks."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The translations of the texts in `mkdocs.yml`."""
    untranslated: str = ""
    """The attribute that names the language of a text of `mkdocs.yml` which is not translated."""
    elsewhere: str = ""
    """The attribute of links to pages in the original's language."""


def around_each_language(site: Site, foot: Mapping[str, str]) -> dict[str, Around]:
    """The parts around pages by language, that of the original first.

    `foot` are the pages that every page links to, by the name of their label.
    """
    guides = (site.guide, *translated_guides(site.guide))
    return {guide.file.language: _around(guide, site, foot) for guide in guides}


def _around(guide: Guide, site: Site, foot: Mapping[str, str]) -> Around:
    tag = guide.file.language
    original = _around_original(guide, site, foot)
    if guide.translation is None:
        return original
    spoken = site.guide.file.language
    return replace(
        original,
        home=site.address(f"{tag}/index.md"),
        theme_language=tag.split("-")[0],
        texts=around_pages(site.guide, tag),
        untranslated=Markup(' lang="{}"').format(spoken),
        elsewhere=Markup(' hreflang="{}"').format(spoken),
    )


def _around_original(guide: Guide, site: Site, foot: Mapping[str, str]) -> Around:
    """The parts around the pages of a guide, as if it were no translation."""
    tag, words = guide.file.language, _words(guide)
    links = [(words[name], site.address(uri)) for name, uri in foot.items()]
    stages = list(_stage_links(guide, site))
    return Around(tag, words, links, stages, site.address("index.md"), tag)


def _words(guide: Guide) -> dict[str, str]:
    """Our own words around pages, in the language of a guide."""
    return {name: guide.label(label) for name, label in english_labels()["frame"].items()}


def _stage_links(guide: Guide, site: Site) -> Iterator[tuple[str, str, str]]:
    for id in guide.file.stages:
        stage = guide.stages[id].item
        yield plain(stage.title), plain(stage.about), site.address(stage_address(guide, id))
