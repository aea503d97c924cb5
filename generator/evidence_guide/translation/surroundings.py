"""The texts around each page, from `mkdocs.yml`: the name of the site, its menu, its switches."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anyascii import anyascii

from evidence_guide.diagnostic import Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.yaml_reader import Document, Value
from evidence_guide.translation.translated_guide import (
    Original,
    is_current,
    originals,
    translated_texts,
)

Originals = dict[str, Original]
"""Texts by their keys."""
_SETTINGS = {
    "site/name": ("site_name",),
    "site/description": ("site_description",),
    "site/copyright": ("copyright",),
}
"""Keys of the settings that are texts for readers, and the way to each."""
_SITE = "site"
"""What keys of settings begin with."""
_SWITCHES: Route = ("theme", "palette")
_MENU = "menu"
_PAGE = ".md"
_PLAIN = re.compile(r"[^a-z0-9/_-]+")
Found = Iterator[tuple[str, Original]]


class SiteSettings(NamedTuple):
    """The settings of a site, as the item that the texts around its pages belong to."""

    document: Document


@derived
def surroundings(guide: Guide) -> Originals:
    """The texts around each page by their keys."""
    settings = guide.settings
    if settings is None:
        return {}
    return dict(_every_text(Entry(SiteSettings(settings), settings.path, settings)))


def is_readable(key: str, guide: Guide) -> bool:
    """Whether the file that a key leads to could be read, so that a missing text is missing."""
    return guide.settings is not None or key.partition("/")[0] not in {_SITE, _MENU}


def _every_text(entry: Entry[SiteSettings]) -> Found:
    yield from _settings(entry)
    yield from _switches(entry)
    yield from _menu(entry, _at(entry.document.value, ("nav",)), ("nav",))


def _settings(entry: Entry[SiteSettings]) -> Found:
    """The name of the site, its description and its copyright line."""
    for key, route in _SETTINGS.items():
        text = _at(entry.document.value, route)
        if isinstance(text, str) and text:
            yield key, Original(entry, route, text, "Around every page")


def _switches(entry: Entry[SiteSettings]) -> Found:
    """The names of the switches between light and dark."""
    palettes = _at(entry.document.value, _SWITCHES)
    for number, palette in enumerate(palettes if isinstance(palettes, list) else ()):
        name = _at(palette, ("toggle", "name"))
        if isinstance(name, str):
            route = (*_SWITCHES, number, "toggle", "name")
            yield f"site/switch/{number}", Original(entry, route, name, "Switch at the top")


def _menu(entry: Entry[SiteSettings], items: Value, route: Route) -> Found:
    """The titles of the menu; their keys do not depend on their places, which often change."""
    for number, item in enumerate(items if isinstance(items, list) else ()):
        for title, inside in item.items() if isinstance(item, dict) else ():
            here = (*route, number, title)
            yield _key(title, inside), Original(entry, here, title, _place_in_menu(inside))
            yield from _menu(entry, inside, here)


def _key(title: str, inside: Value) -> str:
    """The key of a title: the path of its page, or else its own words."""
    is_page = isinstance(inside, str) and inside.endswith(_PAGE)
    named = str(inside).removesuffix(_PAGE) if is_page else f"heading/{title.replace('/', ' ')}"
    return f"{_MENU}/{_PLAIN.sub('_', anyascii(named.strip('/')).lower())}"


def _place_in_menu(inside: Value) -> str:
    return f"Menu, the page {inside}" if isinstance(inside, str) else "Menu, a heading"


def _at(value: Value, route: Route) -> Value:
    """A part of the settings; None if it is not there."""
    for step in route:
        value = value.get(str(step)) if isinstance(value, dict) else None
    return value


@derived
def translatable(guide: Guide) -> Originals:
    """Every text of the guide and around its pages that may be translated, by its key."""
    return originals(guide) | surroundings(guide)


def around_pages(guide: Guide, language: str) -> Mapping[str, str]:
    """The current translations of the texts around each page, by their originals."""
    return _translated(guide, language, "")


def menu_titles(guide: Guide, language: str) -> Mapping[str, str]:
    """The current translations of the titles in menus, by their originals."""
    return _translated(guide, language, f"{_MENU}/")


def _translated(guide: Guide, language: str, start: str) -> Mapping[str, str]:
    """The current translations of texts around pages whose keys begin in some way."""
    texts = translated_texts(guide, language)
    found: dict[str, str] = {}
    for key, original in surroundings(guide).items():
        is_wanted = key.startswith(start) and key in texts
        if is_wanted and is_current(original, texts[key].text):
            found[original.text] = str(texts[key].text.says)
    return found
