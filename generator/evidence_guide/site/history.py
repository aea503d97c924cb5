"""The page of changes, and the pages that answer at the addresses of parts that are gone."""

from collections.abc import Iterator

from evidence_guide.files.output import Output
from evidence_guide.site.page import Page
from evidence_guide.view.addresses import places
from evidence_guide.view.context import Context
from evidence_guide.view.page_uris import retired_uris
from evidence_guide.view.pages.changes import (
    ChangesPage,
    ChangeView,
    RetiredPage,
    changes,
    retired,
)
from evidence_guide.view.pages.parts import words_of

Changes = tuple[ChangeView, ...]
PAGE, FEED = "changes.md", "feed.xml"
"""The page of changes, and the feed of the same."""


def history_pages(context: Context) -> Iterator[Output]:
    """The page of changes, and a page at every address that used to have one."""
    yield _changes_page(context)
    for uri, ids in retired_uris(context.guide).items():
        page = Page(context.site, uri)
        yield page.render("retired.md.j2", _retired_page(context, uri, ids))


def _changes_page(context: Context) -> Output:
    """The page of changes."""
    view = ChangesPage(changes=changes(context), retired=retired(context), feed=FEED)
    return Page(context.site, PAGE, "evidence/changes.yml").render("changes.md.j2", view)


def _retired_page(context: Context, uri: str, ids: list[str]) -> RetiredPage:
    name = uri.rpartition("/")[2].removesuffix(".md")
    gone = retired(context, frozenset(ids))
    return RetiredPage(
        title=words_of(context.guide).retired.title.format(name),
        id=name,
        retired=gone,
        moved=_moved(context, gone),
    )


def _moved(context: Context, gone: Changes) -> str:
    """The address of the one page that replaces all of them, if there is one."""
    found = _replacing(context, gone)
    if len(found) == 1:
        return context.site.address(found.pop())
    return ""


def _replacing(context: Context, gone: Changes) -> set[str]:
    """The pages that replace what is gone."""
    found: set[str] = set()
    for change in gone:
        found.update(places(context.guide)[part.id].uri for part in change.about)
    return found
