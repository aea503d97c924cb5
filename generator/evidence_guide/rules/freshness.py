"""Review dates: warned of when near, a banner when past, an error after the grace period."""

from collections.abc import Iterator
from datetime import date, timedelta

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import GuideFile
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.view.reviews import reviews


def _between(
    guide: Guide, first: int | None, last: int | None
) -> Iterator[tuple[str, Place, date]]:
    """Reviews that are due from `first` days before today up to `last` days before it."""
    for id, place, due in reviews(guide):
        late = (guide.today - due).days
        is_after = first is None or late >= first
        if is_after and (last is None or late < last):
            yield id, place, due


def _file(guide: Guide) -> GuideFile | None:
    entry = next(guide.all(GuideFile), None)
    return entry.item if entry else None


@rule(
    "evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2026-02-01", Severity.WARNING
)
def review_is_near(guide: Guide) -> Iterator[Complaint]:
    """No review is due within the days that the guide's policy warns of.

    A review takes weeks; the warning comes before the banner.
    """
    file = _file(guide)
    for id, place, due in _between(guide, -file.policy.review_warn_days, 1) if file else ():
        yield (
            place,
            f"the review of `{id}` is due on {due}",
            "search for new evidence, then set the next date",
            (id,),
        )


@rule(
    "evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2026-01-01", Severity.WARNING
)
def review_is_past(guide: Guide) -> Iterator[Complaint]:
    """No review date is past; if one is, its pages carry a banner.

    Evidence ages without anybody touching the file.
    """
    file = _file(guide)
    for id, place, due in _between(guide, 1, file.policy.review_grace_days + 1) if file else ():
        yield (
            place,
            f"the review of `{id}` was due on {due}; its pages carry a banner",
            "search for new evidence, then set the next date",
            (id,),
        )


@rule("evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2020-01-01")
def review_is_overdue(guide: Guide) -> Iterator[Complaint]:
    """No review is overdue by more than the grace period.

    After that the guide is not published as if it were current.
    """
    file = _file(guide)
    for id, place, due in _between(guide, file.policy.review_grace_days + 1, None) if file else ():
        yield (
            place,
            f"the review of `{id}` was due on {due}, beyond the grace period",
            "review it, or retire it",
            (id,),
        )


@rule("evidence/guide.yml", "as_of: 2026-01-10", "as_of: 2031-01-10")
def as_of_is_past(file: Entry[GuideFile], guide: Guide) -> Iterator[Complaint]:
    """The as-of date of the guide is not in the future.

    Nobody has read tomorrow's papers.
    """
    if file.item.as_of > guide.today + timedelta(days=1):
        yield (
            file.place("as_of"),
            f"{file.item.as_of} is in the future",
            "write the day on which the evidence was last read",
        )
