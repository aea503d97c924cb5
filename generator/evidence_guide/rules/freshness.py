"""Dates: reviews are warned of when near, an error when late; releases are in order."""

from collections.abc import Iterator
from datetime import date, timedelta

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import GuideFile, Release
from evidence_guide.rules.rule import Complaint, Complaints, policy_of, rule
from evidence_guide.text.web_addresses import plain_doi
from evidence_guide.view.reviews import Review, reviews

_EVER = date.max.toordinal()
"""More days than lie between any two dates."""
_BEYOND = "was due on {due}, beyond the grace period"
_SEARCH_AGAIN = "search for new evidence, then set the next date"


def _late(guide: Guide, days: range) -> Iterator[Review]:
    """The reviews that are late by one of some numbers of days; a guide without policy has none."""
    if not any(guide.all(GuideFile)):
        return
    for review in reviews(guide):
        _, _, due = review
        if (guide.today - due).days in days:
            yield review


def _near(guide: Guide) -> Iterator[Review]:
    """The reviews that are due soon."""
    early = policy_of(guide).review_warn_days
    return _late(guide, range(-early, 1))


def _past(guide: Guide) -> Iterator[Review]:
    """The reviews that are late, within the grace period."""
    grace = policy_of(guide).review_grace_days
    return _late(guide, range(1, grace + 1))


def _overdue(guide: Guide) -> Iterator[Review]:
    """The reviews that are late beyond the grace period."""
    grace = policy_of(guide).review_grace_days
    return _late(guide, range(grace + 1, _EVER))


def _complaint(review: Review, said: str, hint: str) -> Complaint:
    """The complaint about a review, by what there is to say about its day."""
    id, place, due = review
    return place, f"the review of `{id}` {said.format(due=due)}", hint, (id,)


@rule(
    "evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2026-02-01", Severity.WARNING
)
def review_is_near(guide: Guide) -> Complaints:
    """No review is due within the days that the guide's policy warns of.

    A review takes weeks; the warning comes before the banner.
    """
    for review in _near(guide):
        yield _complaint(review, "is due on {due}", _SEARCH_AGAIN)


@rule(
    "evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2026-01-01", Severity.WARNING
)
def review_is_past(guide: Guide) -> Complaints:
    """No review date is past; if one is, its pages carry a banner.

    Evidence ages without anybody touching the file.
    """
    for review in _past(guide):
        yield _complaint(review, "was due on {due}; its pages carry a banner", _SEARCH_AGAIN)


@rule("evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2020-01-01")
def review_is_overdue(guide: Guide) -> Complaints:
    """No review is overdue by more than the grace period.

    After that the guide is not published as if it were current.
    """
    for review in _overdue(guide):
        yield _complaint(review, _BEYOND, "review it, or retire it")


@rule("evidence/guide.yml", "as_of: 2026-01-10", "as_of: 2031-01-10")
def as_of_is_past(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """The as-of date of the guide is not in the future.

    Nobody has read tomorrow's papers.
    """
    as_of = file.item.as_of
    if as_of > guide.today + timedelta(days=1):
        yield file.place("as_of"), f"{as_of} is in the future", _LAST_READ


_LAST_READ = "write the day on which the evidence was last read"


@rule(
    "evidence/guide.yml",
    "as_of: 2026-01-10",
    "as_of: 2026-01-10\n"
    "releases: [{version: 1.0.0, on: 2031-01-10, address: https://example.org/1}]",
)
def release_is_sound(file: Entry[GuideFile], guide: Guide) -> Complaints:
    """Releases are listed with the newest first, each version once and none in the future, and a
    DOI among them has the form of one.

    Boxes to cite pages name them, and others follow their addresses for years.
    """
    releases = file.item.releases
    for position, release in enumerate(releases):
        place = ("releases", position)
        if release.on > guide.today + timedelta(days=1):
            yield file.place(*place, "on"), f"{release.on} is in the future", _RELEASED_ON
        if release.doi and not plain_doi(release.doi):
            yield file.place(*place, "doi"), f"`{release.doi}` is not a valid DOI", _DOI
        if position and _follows(releases[position - 1], release):
            message = f"release `{release.version}` is not older than the one above it"
            yield file.place(*place, "version"), message, "list the newest first, each once"


_RELEASED_ON = "write the day of the release once it has come"
_DOI = "write it as `10.5281/zenodo.1234567`"


def _follows(above: Release, below: Release) -> bool:
    """Whether a release is newer than the one that is listed above it, or the same."""
    return below.on > above.on or below.version == above.version
