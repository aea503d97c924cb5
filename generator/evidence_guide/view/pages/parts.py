"""Views that several pages of the site share: labels, the notice, links, changes of certainty."""

from collections.abc import Iterable, Iterator
from datetime import date
from types import SimpleNamespace

from markupsafe import Markup
from pydantic import InstanceOf

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model.locales import Note
from evidence_guide.text import markup
from evidence_guide.view import labels, shown, site_words
from evidence_guide.view.context import Context
from evidence_guide.view.opinions import reviewed_by
from evidence_guide.view.shapes import ClaimView, FindingView, Id, Phrase, Text, ViewObject
from evidence_guide.view.texts import capitalised, text
from evidence_guide.view.views import Views

Label = InstanceOf[Markup]
"""A label of `site_words.yml`, with its values filled in and escaped."""
Behind = tuple[tuple[FindingView, bool], ...]
"""The findings of a claim, each with whether it points the other way."""
Backed = tuple[tuple[ClaimView, Behind], ...]
"""Claims, each with its findings."""


class PageNotice(ViewObject):
    """The lines about the guide at the top of every page."""

    about: Phrase
    reviewed: str
    unreviewed: bool
    as_of: str
    overdue: Label | None
    scripted: dict[str, str]
    """What scripts say, in the language of the page; empty in English."""
    translation: tuple[Text, ...]
    """The state of the translation, in sentences."""


class Card(ViewObject):
    """A link to a page, with a few words about it."""

    uri: Id
    title: Text
    about: Text
    count: Label | None = None


class PartName(ViewObject):
    """A part of the guide and its name."""

    id: Id
    title: str


@derived
def words_of(guide: Guide) -> SimpleNamespace:
    """The labels of the site in the guide's language, as `words.<page>.<name>`."""
    return site_words.namespace(guide.label)


def label(pattern: str, *values: object) -> Markup:
    """A label with its values filled in; whatever is not a label itself is escaped."""
    return Markup(pattern).format(*values)  # noqa: S704 (our own words)


def html_of(words: Text) -> Markup:
    """HTML of a text, to fill into a label."""
    return Markup(markup.runs_html(words))  # noqa: S704 (it escapes)


def holds(guide: Guide, pattern: Markup) -> Markup:
    """How many sources, findings, claims and steps the guide holds, as a sentence."""
    counts = shown.item_counts(guide)
    return pattern.format(*(counts[name] for name in ("sources", "findings", "claims", "steps")))


def counted(guide: Guide, found: Iterable[tuple[str, int]], things: str) -> tuple[Markup, ...]:
    """Counts as lines: `Guideline: 3 sources`."""
    return tuple(_count_lines(guide, found, things))


def _count_lines(guide: Guide, found: Iterable[tuple[str, int]], things: str) -> Iterator[Markup]:
    for word, count in found:
        what = guide.label(things.removesuffix("s") if count == 1 else things)
        yield label("{}: {} {}", capitalised(guide.label(word)), count, what)


def notice(context: Context, overdue: date | None, translation: Iterable[str]) -> PageNotice:
    """The notice of a page; `overdue` is its review date, if that is past."""
    guide, file = context.guide, context.guide.file
    past = words_of(guide).shared.this_page_is_past
    return PageNotice(
        about=context.phrase(file.notice),
        reviewed=reviewed_by(guide, context.site.language),
        unreviewed=not file.reviewers,
        as_of=context.day(file.as_of),
        overdue=past.format(context.day(overdue)) if overdue else None,
        scripted=_scripted(guide),
        translation=tuple(map(text, translation)),
    )


def note_label(guide: Guide, note: Note) -> Markup:
    """The words behind a text of a translation: nothing, where it stays in the original."""
    words = words_of(guide).shared
    known: dict[Note, Markup] = {
        Note.CHANGED: words.the_original_has_changed,
        Note.MISSING: words.not_yet_translated,
    }
    return known.get(note, Markup())


def _scripted(guide: Guide) -> dict[str, str]:
    if guide.table is None:
        return {}
    return {words: guide.label(words) for words in labels.SCRIPTED}


def findings_behind(views: Views, claim: ClaimView) -> Behind:
    """The findings that a claim rests on, then those that dispute it."""
    return (
        *_findings(views, claim.rests_on, against=False),
        *_findings(views, claim.disputed_by, against=True),
    )


def _findings(
    views: Views, ids: Iterable[str], *, against: bool
) -> Iterator[tuple[FindingView, bool]]:
    for id in ids:
        yield views.finding(id), against


def backed(views: Views, ids: Iterable[str]) -> Backed:
    """Claims, each with its findings."""
    claims = map(views.claim, ids)
    return tuple((claim, findings_behind(views, claim)) for claim in claims)
