"""What changed, told to readers: the page of changes, and the pages that answer at the addresses of what is no longer there."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.model import Retired, Was
from evidence_guide.site.page import Page
from evidence_guide.view.addresses import places
from evidence_guide.view.shown import profile_words
from evidence_guide.view.site import Site

PAGES = {
    Was.SOURCE: "sources",
    Was.CLAIM: "claims",
    Was.STAGE: "stages",
    Was.TOPIC: "topics",
    Was.TABLE: "tables",
}
"""The folder of each kind that had pages of its own."""


PAGE, FEED = "changes.md", "feed.xml"
"""The page of changes, and the feed of the same."""


class ShownChange(NamedTuple):
    """A change as readers are told it."""

    id: str
    on: date
    says: str
    because: str
    about: tuple[str, ...]
    replaced: bool = False
    """Whether what it is about took the place of something else."""
    whom: str = ""
    """Whom it matters to, in words."""


def changes(guide: Guide, about: str = "") -> list[ShownChange]:
    """The changes of what the guide says, the newest first; with `about`, those of one part."""
    found = [
        ShownChange(
            c.id,
            c.on,
            c.says,
            c.because,
            c.about,
            whom=profile_words(guide, c.whom) if c.whom else "",
        )
        for c in (entry.item for entry in guide.changes.values())
    ]
    return sorted(
        (told for told in found if not about or about in told.about),
        key=lambda told: told.on,
        reverse=True,
    )


def retired(guide: Guide, ids: frozenset[str] | None = None) -> list[ShownChange]:
    """What is no longer there, the newest first; with `ids`, only these."""
    items = [entry.item for entry in guide.retired.values() if ids is None or entry.id in ids]
    return sorted((_told(item) for item in items), key=lambda told: told.on, reverse=True)


def gone_from(guide: Guide, source: str) -> list[ShownChange]:
    """The retired findings of a source, by the beginning of their ids."""
    return retired(
        guide,
        frozenset(
            id
            for id, entry in guide.retired.items()
            if entry.item.was is Was.FINDING and source_key(id) == source
        ),
    )


def source_key(finding: str) -> str:
    """The key of the source that a finding's id begins with."""
    return finding.partition("-")[0]


def _told(item: Retired) -> ShownChange:
    about = (item.replaced_by,) if item.replaced_by else ()
    says = (
        f"The {item.was} {item.id} was replaced."
        if about
        else f"The {item.was} {item.id} was taken out."
    )
    return ShownChange(item.id, item.on, says, item.because, about, bool(about))


def history_pages(site: Site) -> Iterator[Output]:
    """The page of changes, and a page at every address that used to have one."""
    guide = site.guide
    yield Page(site, PAGE, "evidence/changes.yml").render(
        "changes.md.j2", changes=changes(guide), retired=retired(guide), feed=FEED
    )
    for uri, ids in _addresses(guide).items():
        told = retired(guide, frozenset(ids))
        moved = {places(guide)[id].uri for change in told for id in change.about}
        address = site.address(moved.pop()) if len(moved) == 1 else ""
        yield Page(site, uri).render(
            "retired.md.j2",
            id=uri.rpartition("/")[2].removesuffix(".md"),
            retired=told,
            moved=address,
        )


def _addresses(guide: Guide) -> dict[str, list[str]]:
    """The pages that used to be there, each with the ids that stood on it; a source's last findings leave with its page."""
    found: dict[str, list[str]] = {}
    for id, entry in guide.retired.items():
        if entry.item.was in PAGES:
            found.setdefault(f"{PAGES[entry.item.was]}/{id}.md", []).append(id)
        elif entry.item.was is Was.FINDING and source_key(id) not in guide.sources:
            found.setdefault(f"sources/{source_key(id)}.md", []).append(id)
    return found
