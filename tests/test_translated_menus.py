"""The menu, the foot and the switches of a translated page are in its language."""

from typing import Any

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation
from tests.conftest import TEA, TODAY, Folder, errors

from evidence_guide import Guide, load
from evidence_guide.site import frame
from evidence_guide.site.translated import Menu, menus
from evidence_guide.site.translated_menus import listed_pages, translated_navs
from evidence_guide.translation.files import translate
from evidence_guide.translation.surroundings import surroundings
from evidence_guide.view.site import Addresses

PO = "evidence/locales/es/guide.po"
SETTINGS = """site_name: Tea and sleep
plugins: [search, evidence-guide]
copyright: <em>Text</em> CC BY 4.0
theme:
  name: material
  palette:
    - toggle: {name: Dark, icon: a}
nav:
  - Home: index.md
  - Steps:
      - All steps: stages/index.md
      - In the evening: stages/evening.md
  - More:
      - My plan: plan.md
  - Elsewhere: https://example.org/
"""
TITLES = {
    "Home": "Inicio",
    "Steps": "Pasos",
    "All steps": "Todos los pasos",
    "In the evening": "Por la noche",
    "More": "Más",
    "My plan": "Mi plan",
    "Elsewhere": "Otro sitio",
}
PAGES = {"index.md": "es/index.md", "stages/evening.md": "es/stages/evening.md"}


def navigation(nav: list[Any] | None, menu: Menu) -> Navigation:
    """The Spanish navigation of a site with some pages."""
    config = load_config(str(TEA / "mkdocs.yml"), nav=nav, plugins=[])
    uris = ["index.md", "stages/index.md", "stages/evening.md", "plan.md", *PAGES.values()]
    files = Files([File(uri, None, "site", use_directory_urls=True) for uri in uris])
    return translated_navs(get_navigation(files, config), files, {"es": menu})["es"]


NAV: list[Any] = [
    {"Home": "index.md"},
    {"Steps": [{"All steps": "stages/index.md"}, {"In the evening": "stages/evening.md"}]},
    {"More": [{"My plan": "plan.md"}]},
    {"Elsewhere": "https://example.org/"},
]


def listed(items: list[Any]) -> list[Any]:
    return [
        (item.title, listed(item.children)) if item.children else (item.title, item.url)
        for item in items
    ]


def test_a_menu_has_translated_titles_and_leads_to_translated_pages() -> None:
    nav = navigation(NAV, Menu("Té", TITLES, PAGES, "{} (en inglés)"))
    assert listed(nav.items) == [
        ("Inicio", "es/"),
        (
            "Pasos",
            [("Por la noche", "es/stages/evening/"), ("Todos los pasos (en inglés)", "stages/")],
        ),
        ("Más (en inglés)", [("Mi plan", "plan/")]),
        ("Otro sitio", "https://example.org/"),
    ]
    home, evening = nav.pages
    assert (nav.homepage, home.next_page, evening.previous_page) == (home, evening, home)
    assert [section.title for section in evening.ancestors] == ["Pasos"]
    assert listed_pages(nav) == {"es/index.md", "es/stages/evening.md"}


@pytest.mark.parametrize("nav", [None, NAV], ids=["without a menu", "not translated"])
def test_without_translated_titles_a_menu_lists_the_translated_pages(
    nav: list[Any] | None,
) -> None:
    made = navigation(nav, Menu("Té", {}, PAGES, "{} (en inglés)"))
    assert [item.url for item in made.items] == ["es/", "es/stages/evening/", "./"]
    assert made.items[-1].title == "Té (en inglés)"


# Their texts are in the PO file


def with_menu(folder: Folder, **translations: str) -> Guide:
    """The sample guide with a menu, some of whose texts are translated."""
    at = folder({"mkdocs.yml": SETTINGS})
    translate(load(at, TODAY), "es")
    text = (at / PO).read_text("utf-8")
    for key, translation in translations.items():
        start = text.index(f'msgctxt "{key}"')
        end = text.index('msgstr ""', start)
        text = f'{text[:end]}msgstr "{translation}"{text[end + len("msgstr ") + 2 :]}'
    (at / PO).write_text(text, "utf-8")
    return load(at, TODAY)


def test_every_text_around_the_pages_is_in_the_file(folder: Folder) -> None:
    guide = with_menu(folder)
    assert {key: found.text for key, found in surroundings(guide).items()} == {
        "site/name": "Tea and sleep",
        "site/copyright": "<em>Text</em> CC BY 4.0",
        "site/switch/0": "Dark",
        "menu/index": "Home",
        "menu/heading/steps": "Steps",
        "menu/stages/index": "All steps",
        "menu/stages/evening": "In the evening",
        "menu/heading/more": "More",
        "menu/plan": "My plan",
        "menu/heading/elsewhere": "Elsewhere",
    }
    text = (guide.folder / PO).read_text("utf-8")
    assert (
        "#. Menu, the page stages/evening.md\n#: mkdocs.yml\n"
        'msgctxt "menu/stages/evening"\nmsgid "In the evening"\nmsgstr ""\n' in text
    )


def test_translated_titles_are_those_of_the_menu_and_current(folder: Folder) -> None:
    guide = with_menu(folder, **{"menu/index": "Inicio", "menu/plan": "Mi plan"})
    assert menus(guide)["es"].titles == {"Home": "Inicio", "My plan": "Mi plan"}
    settings = guide.folder / "mkdocs.yml"
    settings.write_text(SETTINGS.replace("My plan", "Our plan"), "utf-8")
    assert menus(load(guide.folder, TODAY))["es"].titles == {"Home": "Inicio"}


def test_foot_and_switches_are_in_the_language_and_marked_if_not(folder: Folder) -> None:
    guide = with_menu(folder, **{"site/switch/0": "Oscuro"})
    original, spanish = frame(guide, Addresses.FOLDERS)["languages"]  # type: ignore[misc]
    assert (original.texts.get("Dark"), spanish.texts.get("Dark")) == (None, "Oscuro")
    assert SETTINGS not in spanish.texts
    assert (original.untranslated, spanish.untranslated) == ("", ' lang="en"')
    assert spanish.foot[0] == ("Acerca de esta guía", "about-this-guide/")
    assert spanish.stages == [("Por la noche", "Para quien quiera dormir.", "es/stages/evening/")]


@pytest.mark.parametrize(
    ("translation", "rules"),
    [
        ("<em>Texto</em> CC BY 4.0", set()),
        ("Texto CC BY 4.0", {"translation-keeps-markup"}),
        ("<em onclick=x>Texto</em> CC BY 4.0", {"translation-keeps-markup"}),
        ("<em>Texto</em> CC BY 3.0", {"translation-keeps-numbers"}),
    ],
)
def test_texts_around_the_pages_keep_their_tags_and_numbers(
    translation: str, rules: set[str], folder: Folder
) -> None:
    guide = with_menu(folder, **{"site/copyright": translation})
    assert {found.rule for found in errors(guide)} == rules


def test_a_missing_configuration_takes_no_translation_for_an_orphan(folder: Folder) -> None:
    assert errors(load(folder({"mkdocs.yml": None}), TODAY)) == []
