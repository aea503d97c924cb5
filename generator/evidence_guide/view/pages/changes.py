"""The views of the page of changes, and of the pages at addresses that are no longer in use."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from operator import attrgetter

from evidence_guide.model import Change, Retired, Was
from evidence_guide.view.addresses import part_title
from evidence_guide.view.context import Context
from evidence_guide.view.page_uris import source_key
from evidence_guide.view.pages.parts import Label, PartName, words_of
from evidence_guide.view.shapes import Id, Text, ViewObject
from evidence_guide.view.shown import profile_words
from evidence_guide.view.texts import maybe_text, text

GONE = {True: "The {} {} was replaced.", False: "The {} {} was taken out."}
"""What happened to a part, by whether another replaces it."""


class ChangeView(ViewObject):
    """A change of what the guide says, or a part of it that is gone."""

    id: Id
    on: date
    day: str
    says: Text
    because: Text
    whom: Text | None
    about: tuple[PartName, ...]
    about_label: Label
    """The words before the parts that it is about."""
    replaced: bool
    """Whether the part that it is about replaces another."""


class ChangesPage(ViewObject):
    """The page of changes."""

    changes: tuple[ChangeView, ...]
    retired: tuple[ChangeView, ...]
    feed: Id


class RetiredPage(ViewObject):
    """The page at an address that is no longer in use."""

    title: Label
    id: str
    retired: tuple[ChangeView, ...]
    moved: Id
    """The address of what replaces it, if that is one page."""


def changes(context: Context, about: str = "") -> tuple[ChangeView, ...]:
    """The changes of what the guide says, the newest first; with `about`, those of one part."""
    return _newest_first(_changes(context, about))


def _changes(context: Context, about: str) -> Iterator[ChangeView]:
    for entry in context.guide.changes.values():
        if _is_about(entry.item, about):
            yield _change(context, entry.item)


def _is_about(change: Change, part: str) -> bool:
    """Whether a change is about a part of the guide; each is where no part is named."""
    return not part or part in change.about


def retired(context: Context, ids: Collection[str] | None = None) -> tuple[ChangeView, ...]:
    """The parts that are no longer there, the newest first; with `ids`, only these."""
    return _newest_first(_retired(context, ids))


def _retired(context: Context, ids: Collection[str] | None) -> Iterator[ChangeView]:
    for entry in context.guide.retired.values():
        if ids is None or entry.item.id in ids:
            yield _gone(context, entry.item)


def gone_from(context: Context, source: str) -> tuple[ChangeView, ...]:
    """The retired findings of a source, by the beginning of their ids."""
    return retired(context, set(_retired_findings(context, source)))


def _retired_findings(context: Context, source: str) -> Iterator[str]:
    for id in context.guide.retired:
        if _is_finding_of(context, id, source):
            yield id


def _is_finding_of(context: Context, id: str, source: str) -> bool:
    """Whether a retired part is a finding of a source."""
    return context.guide.retired[id].item.was is Was.FINDING and source_key(id) == source


def _newest_first(found: Iterable[ChangeView]) -> tuple[ChangeView, ...]:
    return tuple(sorted(found, key=attrgetter("on"), reverse=True))


def _change(context: Context, item: Change) -> ChangeView:
    guide = context.guide
    whom = profile_words(guide, item.whom, guide.label) if item.whom else ""
    return ChangeView(
        id=item.id,
        on=item.on,
        day=context.day(item.on),
        says=text(item.says),
        because=text(item.because),
        whom=maybe_text(whom or None),
        about=_names(context, item.about),
        about_label=words_of(guide).changes.about,
        replaced=False,
    )


def _gone(context: Context, item: Retired) -> ChangeView:
    guide, words = context.guide, words_of(context.guide).changes
    new = (item.replaced_by,) if item.replaced_by else ()
    outcome = guide.label(GONE[bool(new)]).format(guide.label(item.was), item.id)
    return ChangeView(
        id=item.id,
        on=item.on,
        day=context.day(item.on),
        says=text(outcome),
        because=text(item.because),
        whom=None,
        about=_names(context, new),
        about_label=words.see if new else words.about,
        replaced=bool(new),
    )


def _names(context: Context, ids: Iterable[str]) -> tuple[PartName, ...]:
    return tuple(PartName(id=id, title=part_title(context.guide, id)) for id in ids)
