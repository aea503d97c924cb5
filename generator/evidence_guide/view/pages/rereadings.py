"""The part of the audit page on claims and steps that were read again."""

from collections import Counter
from collections.abc import Collection, Iterator

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.model import Outcome, Rereading
from evidence_guide.view.addresses import part_title
from evidence_guide.view.context import Context
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.rereading_words import rereading_view
from evidence_guide.view.rereadings import (
    GONE,
    RereadCounts,
    latest_rereadings,
    readers,
    reread_counts,
)
from evidence_guide.view.shapes import Id, Text, ViewObject

Counts = dict[Outcome, int]


class RereadRow(ViewObject):
    """A claim or step that was read again, or could not be, and how that went."""

    id: Id
    title: str
    says: Text


Rows = Iterator[RereadRow]


class RereadingsPart(ViewObject):
    """How many claims and steps were read again, and which could not be."""

    counts: tuple[Label, ...]
    steps_title: Label
    steps: tuple[RereadRow, ...]
    """The steps that were read again, whose pages say only that."""
    unread_title: Label
    unread: tuple[RereadRow, ...]


def rereadings_part(context: Context) -> RereadingsPart:
    """The counts of what was read again, and a list of what could not be."""
    words = words_of(context.guide).audit
    steps, unread = tuple(_steps(context)), tuple(_unread(context))
    return RereadingsPart(
        counts=tuple(_counts(context.guide)),
        steps_title=label("{} ({})", words.steps_read_again, len(steps)),
        steps=steps,
        unread_title=label("{} ({})", words.what_could_not_be, len(unread)),
        unread=unread,
    )


def _counts(guide: Guide) -> Iterator[Markup]:
    words = words_of(guide).audit
    if not latest_rereadings(guide):
        yield words.no_claim_or_step
        return
    claims, steps = reread_counts(guide, guide.claims), reread_counts(guide, guide.steps)
    yield _count(guide, words.claims, claims)
    yield _count(guide, words.steps, steps)
    yield from _gone(guide)
    yield words.changed_since_they_were.format(claims.changed + steps.changed)
    yield words.read_by.format("; ".join(sorted(_names(guide))))


def _count(guide: Guide, what: Markup, found: RereadCounts) -> Markup:
    """How many of the claims or steps were read again: `310 of 320 read again (…)`."""
    pattern: Markup = words_of(guide).audit.of_were_read_again
    outcomes = dict(found.outcomes)
    unread = outcomes.pop(Outcome.UNREAD, 0)
    named = f" ({_named(guide, outcomes)})" if outcomes else ""
    later = found.all - found.read - unread
    return pattern.format(what, found.read, found.all, named, unread, later)


def _named(guide: Guide, outcomes: Counts) -> str:
    """Outcomes with their counts: `3 confirmed, 1 corrected`."""
    return ", ".join(f"{count} {guide.label(outcome)}" for outcome, count in outcomes.items())


def _gone(guide: Guide) -> Iterator[Markup]:
    """How many claims and steps were merged or retired."""
    records = latest_rereadings(guide).values()
    outcomes = Counter(entry.item.verdict for entry in records)
    found = {outcome: outcomes[outcome] for outcome in GONE if outcomes[outcome]}
    if found:
        yield words_of(guide).audit.no_longer_in_the.format(_named(guide, found))


def _names(guide: Guide) -> Collection[str]:
    """Everybody who read something again, by role."""
    own = {entry.item.by for entry in latest_rereadings(guide).values() if entry.item.by}
    return own | set(readers(guide).values())


def _steps(context: Context) -> Rows:
    for id, entry in latest_rereadings(context.guide).items():
        if id in context.guide.steps and not _is_unread(entry.item):
            yield from _row(context, id)


def _unread(context: Context) -> Rows:
    for id, entry in latest_rereadings(context.guide).items():
        if _is_unread(entry.item):
            yield from _row(context, id)


def _is_unread(item: Rereading) -> bool:
    """Whether nothing came of reading something again."""
    return item.verdict is Outcome.UNREAD


def _row(context: Context, id: str) -> Rows:
    """The row of a claim or step, if a reader is shown how it was read again."""
    view = rereading_view(context, id)
    if view:
        yield RereadRow(id=id, title=part_title(context.guide, id), says=view.says)
