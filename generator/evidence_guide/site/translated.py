"""The pages of translations, and the pages that show the same in several languages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from babel import Locale

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.site.page import Page
from evidence_guide.site.pages import choice_pages, stage_outputs
from evidence_guide.translation import translated_guide
from evidence_guide.translation.surroundings import menu_titles
from evidence_guide.view.addresses import choice_address, choices_shown, stage_address
from evidence_guide.view.pages.home import translated_home
from evidence_guide.view.site import Site
from evidence_guide.view.translation_notes import about, language, stands_for, unmeasured
from evidence_guide.view.views import Views, views_of


def translated_pages(site: Site) -> Iterator[Output]:
    """For each language, its first page and the page of each translated stage.

    The edit button of these pages opens the translation.
    """
    for guide in translated_guide.translated_guides(site.guide):
        views = views_of(replace(site, guide=guide))
        written = translated_guide.po_path(language(guide))
        yield _home(views, written, site.guide.file.title)
        for id in guide.file.stages:
            yield from stage_outputs(views, id, written, about(guide, id))
        yield from choice_pages(views, written)


def _home(views: Views, written: str, original_title: str) -> Output:
    guide = views.site.guide
    state = [*stands_for(guide), unmeasured(guide)]
    view = translated_home(views, original_title)
    page = Page(views.site, home(guide), written)
    return page.render("translated.md.j2", view, translation=state)


HOME = "index.md"
"""The first page of the original."""


def home(guide: Guide) -> str:
    """The first page of the guide in its language."""
    return "/".join(filter(None, (language(guide), HOME)))


Alternates = dict[str, list[tuple[str, str, str]]]
"""By page, the page in each language: its tag, what its speakers call it, and its path."""


def alternates(guide: Guide) -> Alternates:
    """For each page that exists in several languages, the page in each of them."""
    groups: dict[str, list[tuple[Guide, str]]] = {}
    for one in translated_guide.translated_guides(guide):
        for original, theirs in _pairs(guide, one):
            groups.setdefault(original, [(guide, original)]).append((one, theirs))
    found: Alternates = {}
    for group in groups.values():
        listed = [_alternate(one, uri) for one, uri in group]
        for _, uri in group:
            found[uri] = listed
    return found


def _pairs(original: Guide, translated: Guide) -> Iterator[tuple[str, str]]:
    """The pages of the original that are translated, each with its translation."""
    yield home(original), home(translated)
    for id in translated.file.stages:
        yield stage_address(original, id), stage_address(translated, id)
    for id in choices_shown(translated):
        yield choice_address(original, id), choice_address(translated, id)


def _alternate(guide: Guide, uri: str) -> tuple[str, str, str]:
    tag = guide.file.language
    return tag, _name(tag), uri


def _name(language: str) -> str:
    return str(Locale.parse(language, sep="-").get_display_name()).capitalize()


class Menu(NamedTuple):
    """The words and pages of a translated menu."""

    name: str
    """The title of the guide."""
    titles: Mapping[str, str]
    """Translated titles by the original ones."""
    pages: Mapping[str, str]
    """Paths of translated pages by those of the original ones, the first page first."""
    elsewhere: str
    """The form of a title whose page is in the original's language; `{}` holds its place."""


def menus(guide: Guide) -> dict[str, Menu]:
    """The menu of each language into which the guide is translated."""
    return {
        one.file.language: _menu(guide, one) for one in translated_guide.translated_guides(guide)
    }


def _menu(guide: Guide, one: Guide) -> Menu:
    spoken, original = one.file.language, guide.file.language
    name = Locale.parse(original, sep="-").get_display_name(spoken.replace("-", "_"))
    elsewhere = one.label("{} (in {})").format("{}", name)
    return Menu(one.file.title, menu_titles(guide, spoken), dict(_pairs(guide, one)), elsewhere)
