"""The menus of translated pages: MkDocs' own, with translated titles and pages."""

from collections.abc import Mapping
from itertools import chain, pairwise
from typing import Any

from evidence_guide.site.engine import Files, Link, Navigation, Page, Section
from evidence_guide.site.translated import HOME, Menu

Menus = Mapping[str, Menu]
Navigations = dict[str, Navigation]


def translated_navs(nav: Navigation, files: Files, menus: Menus) -> Navigations:
    """The navigation of each language."""
    return {tag: _Builder(files, menu).navigation(nav) for tag, menu in menus.items()}


def listed_pages(*navs: Navigation) -> frozenset[str]:
    """The paths of the pages that some navigation marks as open when they are shown."""
    pages = chain.from_iterable(nav.pages for nav in navs)
    return frozenset(page.file.src_uri for page in pages)


class _Builder:
    """Makes the navigation of one language from that of the original."""

    def __init__(self, files: Files, menu: Menu) -> None:
        self.files = files
        self.menu = menu
        self.pages: list[Page] = []

    def navigation(self, nav: Navigation) -> Navigation:
        """The navigation with the same items; without translated titles, a list of the pages."""
        items = [self.item(item) for item in nav.items] if self.menu.titles else []
        if not self.pages:
            items = [*self.own_pages(), _Elsewhere(self.menu.name, "./")]
        self.mark(items)
        _add_neighbours(self.pages)
        made = Navigation(items, self.pages)
        made.homepage = self.page(HOME)
        return made

    def own_pages(self) -> list[Page]:
        """All translated pages, in the order of the guide."""
        found = map(self.page, self.menu.pages)
        self.pages = [page for page in found if page]
        return self.pages

    def page(self, uri: str) -> Page | None:
        """The translated page in the place of an original one."""
        file = self.files.get_file_from_path(self.menu.pages.get(uri, ""))
        return file.page if file else None

    def title(self, item: Any) -> str:
        """The title of an item in this language."""
        return self.menu.titles.get(item.title, item.title)

    def item(self, item: Any) -> Any:
        """An item of the menu in this language."""
        if isinstance(item, Section):
            return self.section(item)
        if isinstance(item, Link):
            return Link(self.title(item), item.url)
        page = self.page(item.file.src_uri)
        if page is None:
            return _Elsewhere(self.title(item), item.url)
        self.add(page, item)
        return page

    def add(self, page: Page, item: Page) -> None:
        """Adds a translated page in the place of an original one, with its title in the menu."""
        title = self.menu.titles.get(item.title)
        if title:
            page.title = title
        self.pages.append(page)

    def section(self, section: Section) -> Section:
        """A section whose translated pages come first, because its heading leads to the first."""
        children = [self.item(child) for child in section.children]
        children.sort(key=_is_elsewhere)
        made = Section(self.title(section), children)
        if not _is_elsewhere(made):
            self.mark(children)
        for child in children:
            child.parent = made
        return made

    def mark(self, items: list[Any]) -> None:
        """Says in the title of each item that leads elsewhere which language is spoken there."""
        for item in filter(_is_elsewhere, items):
            item.title = self.menu.elsewhere.format(item.title)


class _Elsewhere(Link):
    """A link to a page in the language of the original."""


def _is_elsewhere(item: Any) -> bool:
    """Whether an item leads to nothing in this language."""
    if isinstance(item, Section):
        return all(map(_is_elsewhere, item.children))
    return isinstance(item, _Elsewhere)


def _add_neighbours(pages: list[Page]) -> None:
    """Gives each page the one before it and the one after it."""
    for page, following in pairwise(pages):
        page.next_page = following
        following.previous_page = page
