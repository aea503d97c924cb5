"""What changed as an Atom feed (RFC 4287): dated by the evidence, so that the same evidence makes the same bytes."""

from datetime import UTC, date, datetime
from urllib.parse import urljoin

from feedgenerator import Atom1Feed

from evidence_guide.files.output import Output
from evidence_guide.site.history import FEED, PAGE, ShownChange, changes, retired
from evidence_guide.site.page import fragment
from evidence_guide.text import markup
from evidence_guide.view.addresses import part_title, places
from evidence_guide.view.site import Addresses, Site

ENTRIES = 100
"""How many changes a feed holds at most; the page of changes holds all."""


class _Dated(Atom1Feed):  # type: ignore[misc]
    """A feed that is as new as its evidence, where the library would take the clock."""

    def latest_post_date(self) -> datetime:
        """The day of the newest entry, or of the evidence."""
        newest: datetime = max((item["pubdate"] for item in self.items), default=self.feed["as_of"])
        return newest


def feed(site: Site) -> Output:
    """The feed: an entry for each change and each part that is no longer there, the newest first."""
    file, page = site.guide.file, Site(site.guide, Addresses.FOLDERS).address(PAGE)
    top = f"{file.site_url.rstrip('/')}/"
    found = _Dated(
        title=f"{markup.plain(file.title)}: what changed",
        link=urljoin(top, page),
        description=markup.plain(file.about),
        language=file.language,
        author_name=file.publisher,
        feed_url=urljoin(top, FEED),
        feed_guid=urljoin(top, FEED),
        as_of=_midnight(file.as_of),
    )
    told = sorted(
        (*changes(site.guide), *retired(site.guide)), key=lambda change: change.on, reverse=True
    )
    for change in told[:ENTRIES]:
        link, day = f"{urljoin(top, page)}#{change.id}", _midnight(change.on)
        found.add_item(
            title=_title(site, change),
            link=link,
            unique_id=link,
            description=_summary(site, change, top),
            pubdate=day,
            updateddate=day,
        )
    return Output(FEED, found.writeString("utf-8"))


def _title(site: Site, change: ShownChange) -> str:
    """What changed; a feed reader shows little else, so the one part that it is about is named first."""
    about = (
        f"{part_title(site.guide, change.about[0])}: "
        if len(change.about) == 1 and not change.replaced
        else ""
    )
    return f"{about}{markup.plain(change.says)}"


def _summary(site: Site, change: ShownChange, top: str) -> str:
    """Why it changed, for whom, and what it is about, as HTML."""
    folders = Site(site.guide, Addresses.FOLDERS)
    found = ((part_title(site.guide, id), places(site.guide)[id]) for id in change.about)
    about = [
        (
            title,
            urljoin(top, folders.address(place.uri)) + (f"#{place.anchor}" if place.anchor else ""),
        )
        for title, place in found
    ]
    return fragment("feed.html.j2", site.language, change=change, about=about)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
