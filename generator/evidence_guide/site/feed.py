"""Changes as an Atom feed (RFC 4287), dated by the evidence and not by the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from feedgenerator import Atom1Feed

from evidence_guide.files.output import Output
from evidence_guide.site.history import FEED, PAGE
from evidence_guide.site.layout import fragment
from evidence_guide.text import markup
from evidence_guide.view.addresses import places
from evidence_guide.view.context import Context
from evidence_guide.view.download_words import FEED_TITLE
from evidence_guide.view.pages.changes import ChangeView, changes, retired
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.texts import plain_words

ENTRIES = 100
"""Most entries of a feed; the page of changes holds all."""


class _Dated(Atom1Feed):  # type: ignore[misc]
    """A feed that is as new as its evidence, where the library would take the clock."""

    def latest_post_date(self) -> datetime:
        """The day of the newest entry, or of the evidence."""
        newest: datetime = max((item["pubdate"] for item in self.items), default=self.feed["as_of"])
        return newest


def feed(site: Site) -> Output:
    """The feed: an entry for each change and each part that is no longer there, newest first."""
    context = Context(replace(site, addresses=Addresses.FOLDERS))
    found = _empty(context)
    for change in _newest(context):
        _add(found, context, change)
    return Output(FEED, found.writeString("utf-8"))


def _newest(context: Context) -> list[ChangeView]:
    """The changes that the feed has room for, newest first."""
    every = (*changes(context), *retired(context))
    return sorted(every, key=_day, reverse=True)[:ENTRIES]


def _empty(context: Context) -> _Dated:
    """The feed without its entries."""
    file = context.guide.file
    return _Dated(
        title=context.guide.label(FEED_TITLE).format(markup.plain(file.title)),
        link=_address(context, context.site.address(PAGE)),
        description=markup.plain(file.about),
        language=file.language,
        author_name=file.publisher,
        feed_url=_address(context, FEED),
        feed_guid=_address(context, FEED),
        as_of=_midnight(file.as_of),
    )


def _add(found: _Dated, context: Context, change: ChangeView) -> None:
    link = f"{_address(context, context.site.address(PAGE))}#{change.id}"
    day = _midnight(change.on)
    found.add_item(
        title=_title(change),
        link=link,
        unique_id=link,
        description=_summary(context, change),
        pubdate=day,
        updateddate=day,
    )


def _day(change: ChangeView) -> date:
    return change.on


def _title(change: ChangeView) -> str:
    """The change; a feed reader shows little else, so the one part that it is about comes first."""
    says = plain_words(change.says)
    if change.replaced or len(change.about) != 1:
        return says
    return f"{change.about[0].title}: {says}"


def _summary(context: Context, change: ChangeView) -> str:
    """Why it changed, for whom, and the parts that it is about, as HTML."""
    about = [(part.title, _home(context, part.id)) for part in change.about]
    return fragment("feed.html.j2", context.site.language, change=change, about=about)


def _home(context: Context, id: str) -> str:
    """The full address of a part of the guide."""
    place = places(context.guide)[id]
    address = _address(context, context.site.address(place.uri))
    return f"{address}#{place.anchor}" if place.anchor else address


def _address(context: Context, uri: str) -> str:
    """The full address of a page or a file."""
    return urljoin(f"{context.guide.file.site_url.rstrip('/')}/", uri)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
