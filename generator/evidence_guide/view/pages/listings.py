"""The view of a page that lists things."""

from collections.abc import Iterable

from evidence_guide.guide import Guide
from evidence_guide.view.pages.parts import Label, words_of
from evidence_guide.view.shapes import Id, ViewObject


class Listed(ViewObject):
    """A line of a page that lists things."""

    uri: Id
    """The page it leads to."""
    name: str
    chip: str = ""
    below: Label | None = None
    """A second line."""
    language: Id = ""
    """The language of the second line, if it is not the page's."""


class ListingPage(ViewObject):
    """A page that lists things."""

    title: Label
    description: Label
    lead: Label
    lines: tuple[Listed, ...]


def listing_page(guide: Guide, group: str, lines: Iterable[Listed]) -> ListingPage:
    """The page of a list; `group` of `site_words.yml` holds its title, description and lead."""
    words, found = getattr(words_of(guide), group), tuple(lines)
    return ListingPage(
        title=words.title,
        description=words.description,
        lead=words.lead.format(len(found)),
        lines=found,
    )
