"""The part of the audit page on how deeply sources were read: the work list for the next reader."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.view.context import Context
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.shapes import Id, ViewObject
from evidence_guide.view.source_depth import SourceDepth, to_read

FIRST = 8
"""Sources that are listed unfolded."""


class DepthRow(ViewObject):
    """A source that was not read in full or only on a copy, and how much rests on it."""

    id: Id
    name: str
    """Its label; with its title where others have the same label."""
    says: Label
    open_at: Id
    """Where its full text is known to be open."""


class DepthsPart(ViewObject):
    """The sources to read next, the worst first."""

    first: tuple[DepthRow, ...]
    next: int
    """The number in the list of the first that is folded."""
    others_title: Label
    others: tuple[DepthRow, ...]


def depths_part(context: Context) -> DepthsPart:
    """The sources of which something was not read, those first on which most advice rests."""
    rows = tuple(_rows(context))
    title = words_of(context.guide).audit.further_sources
    return DepthsPart(
        first=rows[:FIRST],
        next=FIRST + 1,
        others_title=title.format(len(rows[FIRST:])),
        others=rows[FIRST:],
    )


def _rows(context: Context) -> Iterator[DepthRow]:
    guide = context.guide
    labels = Counter(source.item.label for source in guide.sources.values())
    for one in to_read(guide):
        source = guide.sources[one.key].item
        name = source.label if labels[source.label] == 1 else f"{source.label}, {source.title}"
        yield DepthRow(id=one.key, name=name, says=_says(context, one), open_at=one.open_at)


def _says(context: Context, one: SourceDepth) -> Label:
    """How a source was read, and how much rests on it, as a phrase."""
    words = words_of(context.guide).audit
    how = [context.guide.label(one.what)]
    if one.mirror:
        how.append(str(words.on_a_copy))
    if one.unidentified:
        how.append(str(words.without_identifier))
    rests = words.steps_key_messages.format(one.steps, one.messages, one.claims)
    return label("{}. {}", ", ".join(how), rests)
