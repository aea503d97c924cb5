"""The view of the page on how the guide is made."""

from collections.abc import Iterator

from markupsafe import Markup

from evidence_guide.model import Excluded, SearchesFile, Strategy
from evidence_guide.view import labels
from evidence_guide.view.context import Context
from evidence_guide.view.method import (
    kind_meanings,
    level_meanings,
    strength_meanings,
    verdict_meanings,
)
from evidence_guide.view.pages.parts import Label, holds, label, words_of
from evidence_guide.view.shapes import Id, MethodWord, Text, ViewObject
from evidence_guide.view.texts import maybe_text, text


class SearchRun(ViewObject):
    """A search: where, when and with which words."""

    id: Id
    title: Text
    database: Text
    ran: Label
    news: Label | None
    found: Text | None
    query: str


class LeftOut(ViewObject):
    """A publication that was looked at and left out."""

    title: Text
    record: str
    on: str
    because: Text


class MethodPage(ViewObject):
    """The page on how the guide is made."""

    holds: Label
    levels: tuple[MethodWord, ...]
    strengths: tuple[MethodWord, ...]
    kinds: tuple[MethodWord, ...]
    verdicts: tuple[MethodWord, ...]
    studies: tuple[MethodWord, ...]
    searching: Text
    searches: tuple[SearchRun, ...]
    left_out: tuple[LeftOut, ...]
    left_out_title: Label


def method_page(context: Context) -> MethodPage:
    """The words of the method with their meanings, the searches, and what was left out."""
    guide = context.guide
    words = words_of(guide).method
    about = next((entry.item.about for entry in guide.all(SearchesFile)), "")
    excluded = [entry.item for entry in guide.all(Excluded)]
    return MethodPage(
        holds=holds(guide, words.this_guide_holds_sources),
        levels=level_meanings(guide.label),
        strengths=strength_meanings(guide.label),
        kinds=kind_meanings(guide.label),
        verdicts=verdict_meanings(guide.label),
        studies=tuple(_studies(guide.label)),
        searching=text(about),
        searches=tuple(_search(context, entry.item) for entry in guide.all(Strategy)),
        left_out=tuple(_left_out(context, item) for item in excluded),
        left_out_title=label("{} ({})", words.what_was_looked_at, len(excluded)),
    )


def _studies(label: labels.Translate) -> Iterator[MethodWord]:
    """The words for studies, which explain themselves."""
    for name, kinds in labels.ENUMS.items():
        yield MethodWord(word=label(name), means=f"{', '.join(map(label, kinds))}.")


def _search(context: Context, item: Strategy) -> SearchRun:
    words = words_of(context.guide).method
    news = None
    if item.scan_from:
        news = words.what_is_new_since.format(context.day(item.scan_from))
    return SearchRun(
        id=item.id,
        title=text(item.title),
        database=text(item.database),
        ran=_ran(context, item),
        news=news,
        found=maybe_text(item.found or None),
        query=item.query,
    )


def _ran(context: Context, item: Strategy) -> Markup:
    """When a search was last run, or that it was not."""
    words = words_of(context.guide).method
    if item.ran_on is None:
        missing: Markup = words.not_yet_run_for
        return missing
    return label("{} {}.", words.run_on, context.day(item.ran_on))


def _left_out(context: Context, item: Excluded) -> LeftOut:
    return LeftOut(
        title=text(item.title),
        record=item.record,
        on=context.day(item.on),
        because=text(item.because),
    )
