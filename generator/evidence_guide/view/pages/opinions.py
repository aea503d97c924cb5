"""The part of the audit page on reviews by named people, with a reviewer kit for each stage."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.view.addresses import part_title
from evidence_guide.view.context import Context
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.opinion_words import opinion_view
from evidence_guide.view.opinions import (
    Reviewed,
    opinions,
    review_counts,
    reviewed_state,
    reviewer_key,
    reviews_of,
)
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.pages.review_kit import (
    keys_to_judge,
    kit_address,
    kit_name,
    statements_to_judge,
)
from evidence_guide.view.shapes import Id, OpinionView, StatementView, Text, ViewObject
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views


class Unreviewed(ViewObject):
    """A sentence or claim that nobody has reviewed yet."""

    home: Id
    """The part of the guide that it is in."""
    title: str
    says: StatementView


class ReviewRow(ViewObject):
    """A stage with how much of it was reviewed, and its reviewer kit."""

    id: Id
    title: Text
    count: int
    agreed: int
    questioned: int
    changed: int
    not_yet: int
    kit: Id
    """The address of its reviewer kit."""
    file: Id
    """The name under which a browser saves that."""
    open: tuple[Unreviewed, ...]
    """What nobody has reviewed yet, where somebody has reviewed a part of it."""
    open_title: Label


class ReviewedRow(ViewObject):
    """A sentence or claim with what named people thought of it."""

    home: Id
    """The part of the guide that it is in; empty where that is gone, or has no place."""
    title: str
    says: StatementView | None
    opinions: tuple[OpinionView, ...]


class ReviewsPart(ViewObject):
    """How much named people have reviewed, sentence by sentence."""

    lead: Label
    reviewers: tuple[Label, ...]
    stages: tuple[ReviewRow, ...]
    reviewed: tuple[ReviewedRow, ...]
    reviewed_title: Label


def reviews_part(views: Views) -> ReviewsPart:
    """The counts of what was reviewed, who reviewed it, and each answer."""
    guide = views.guide
    rows = tuple(_reviewed(views))
    return ReviewsPart(
        lead=_lead(guide),
        reviewers=tuple(_reviewers(views.context)),
        stages=tuple(_stage(views, id) for id in guide.file.stages),
        reviewed=rows,
        reviewed_title=label("{} ({})", words_of(guide).audit.reviewed_one_by_one, len(rows)),
    )


def _lead(guide: Guide) -> Label:
    """How much of the whole guide named people have reviewed."""
    words, known = words_of(guide).audit, sentences_to_judge(guide)
    if not opinions(guide):
        nobody: Label = words.nobody_has_reviewed.format(len(known))
        return nobody
    found = review_counts(guide, known)
    counts = (found[state] for state in Reviewed)
    lead: Label = words.reviewed_in_all.format(len(known), *counts)
    return lead


def _reviewers(context: Context) -> Iterator[Label]:
    """Each reviewer with role, interests and the day of the latest review."""
    latest = {reviewer_key(review.name): review for review in reviews_of(context.guide)}
    for review in latest.values():
        day = context.day(review.on)
        said = (review.name, review.role, day, review.interests)
        yield words_of(context.guide).audit.reviewer.format(*said)


def _stage(views: Views, id: str) -> ReviewRow:
    """A stage with its counts."""
    guide, stage = views.guide, views.stage(id)
    keys = keys_to_judge(stage)
    found = review_counts(guide, keys)
    left = tuple(_unreviewed(views, keys)) if found[Reviewed.NOT_YET] < len(keys) else ()
    return ReviewRow(
        id=id,
        title=stage.title.text,
        count=len(keys),
        agreed=found[Reviewed.AGREED],
        questioned=found[Reviewed.QUESTIONED],
        changed=found[Reviewed.CHANGED],
        not_yet=found[Reviewed.NOT_YET],
        kit=kit_address(id),
        file=kit_name(id),
        open=left,
        open_title=words_of(guide).audit.not_yet_reviewed.format(part_title(guide, id), len(left)),
    )


def _unreviewed(views: Views, keys: tuple[str, ...]) -> Iterator[Unreviewed]:
    """What nobody has reviewed yet."""
    known = statements_to_judge(views)
    for key in keys:
        if reviewed_state(views.guide, key) is Reviewed.NOT_YET:
            home, title = _named(views.guide, key)
            yield Unreviewed(home=home, title=title, says=known[key])


def _reviewed(views: Views) -> Iterator[ReviewedRow]:
    """Everything that somebody has reviewed, in the order of the reviews."""
    known = statements_to_judge(views)
    for key, found in opinions(views.guide).items():
        home, title = _named(views.guide, key)
        said = tuple(opinion_view(views.context, one) for one in found)
        yield ReviewedRow(home=home, title=title, says=known.get(key), opinions=said)


def _named(guide: Guide, key: str) -> tuple[str, str]:
    """The part of the guide that a sentence is in, if it has a place, and its title."""
    id = key.partition("/")[0]
    if id in guide.claims or id in guide.steps or id in guide.choices or id in guide.stages:
        return id, part_title(guide, id)
    return "", id


def review_texts(guide: Guide) -> Iterator[str]:
    """Every text that reviewers bring to pages."""
    context = Context(Site(guide))
    for line in _reviewers(context):
        yield line.unescape()
    for found in opinions(guide).values():
        for one in found:
            said = opinion_view(context, one)
            yield from (said.about, said.says, said.comment, said.since, _named(guide, one.key)[1])
