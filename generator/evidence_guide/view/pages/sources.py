"""The views of the pages of sources, and of the reference list of every page."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.source import UNDATED
from evidence_guide.model import Read
from evidence_guide.view import checks, labels, references
from evidence_guide.view.context import Context
from evidence_guide.view.pages.changes import ChangeView, gone_from
from evidence_guide.view.pages.checked import check_sentences
from evidence_guide.view.pages.citing import CiteBox, CiteFile, cite_box
from evidence_guide.view.pages.listings import Listed
from evidence_guide.view.pages.parts import Label, words_of
from evidence_guide.view.shapes import (
    ClaimView,
    FactView,
    FindingView,
    Id,
    SourceView,
    Text,
    ViewObject,
)
from evidence_guide.view.texts import capitalised, text
from evidence_guide.view.views import Views


class SourceLink(ViewObject):
    """A link to a source."""

    name: str
    address: Id


class ReadView(ViewObject):
    """How a source was read."""

    what: str
    where: Label
    """The words before the address."""
    at: Id
    mirror: bool
    second: Label | None
    """When somebody else compared its passages again."""
    second_at: Id


class SourcePage(ViewObject):
    """The page of a source."""

    source: SourceView
    title: str
    full_title: str
    """With the label before it, for the browser's tab."""
    language: Id
    address: Id
    """That of its DOI, or the one at which most of it can be read; empty if it has none."""
    reference: Label
    links: tuple[SourceLink, ...]
    newer: SourceLink | None
    """The source that took its place."""
    first: Id
    """The finding that its own citation leads to."""
    cite: CiteBox
    reading: ReadView
    facts: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    claims: tuple[tuple[ClaimView, bool], ...]
    """The claims that use it, each with whether it only speaks against the claim."""
    changes: tuple[ChangeView, ...]


class ReferenceEntry(ViewObject):
    """One line of a page's reference list: a source, or a search."""

    number: int
    source: Id
    """The key of the source; empty for a search."""
    name: str
    title: Text | None
    """Nothing where the name is the title."""
    language: Id
    """The language of the title, if the record names one."""
    undated: Label | None
    """When a page without a date was read."""
    link: SourceLink | None
    trouble: str
    """That it was corrected or retracted."""


class ReferenceList(ViewObject):
    """The references of a page, with what was and was not checked of them."""

    checked: tuple[Label, ...]
    entries: tuple[ReferenceEntry, ...]
    folded: bool
    files: tuple[CiteFile, ...] = ()
    """The same as files for reference managers, where they are offered."""


def source_page(views: Views, key: str) -> SourcePage:
    """A source with its study, its findings and the claims that use it."""
    guide, context = views.guide, views.context
    source, record = views.source(key), guide.sources[key].item
    reading = guide.readings[key].item
    return SourcePage(
        source=source,
        title=record.title,
        full_title=f"{record.label}: {record.title}",
        language=record.language or "",
        address=record.links.get("DOI", record.address),
        reference=_reference(record),
        links=tuple(_links(context, record)),
        newer=_newer(guide, key),
        first=reading.findings[0].id,
        cite=cite_box(context, key),
        reading=_reading(context, reading.read),
        facts=tuple(source.study.values()),
        findings=tuple(views.finding(finding.id) for finding in reading.findings),
        claims=tuple(_claims_of(views, key)),
        changes=gone_from(context, key),
    )


def _newer(guide: Guide, key: str) -> SourceLink | None:
    """The source that took the place of another one, by its key."""
    newer = checks.newer_source(guide, key)
    return SourceLink(name=newer.label, address=newer.id) if newer else None


def _reading(context: Context, read: Read) -> ReadView:
    return ReadView(
        what=context.guide.label(read.what),
        where=_where(context, read),
        at=read.at,
        mirror=read.mirror,
        second=_second(context, read),
        second_at=_second_at(read),
    )


def _second_at(read: Read) -> str:
    """The address at which a second reader compared the passages."""
    if read.second is None:
        return ""
    return read.second.at


def _where(context: Context, read: Read) -> Markup:
    words = words_of(context.guide).source
    where: Markup = words.in_a_copy_and if read.mirror else words.at
    return where


def _second(context: Context, read: Read) -> Markup | None:
    """When a second reader compared the passages."""
    if read.second is None:
        return None
    sentence = words_of(context.guide).source.a_second_reader_compared
    compared: Markup = sentence.format(context.day(read.second.on))
    return compared


def _claims_of(views: Views, key: str) -> Iterator[tuple[ClaimView, bool]]:
    """The claims that use a source, each with whether the source only speaks against it."""
    for id, only_disputes in _claims_by_source(views.guide).get(key, {}).items():
        yield views.claim(id), only_disputes


@derived
def _claims_by_source(guide: Guide) -> dict[str, dict[str, bool]]:
    """By source, the claims that use it in the order of the guide, each with the same."""
    found: dict[str, dict[str, bool]] = {}
    for id, entry in guide.claims.items():
        for finding in (*entry.item.rests_on, *entry.item.disputed_by):
            claims = found.setdefault(guide.source_of[finding], {})
            claims.setdefault(id, finding not in entry.item.rests_on)
    return found


def source_lines(guide: Guide) -> Iterator[Listed]:
    """All sources by author and year, each with its design and its reference."""
    records = sorted((entry.item for entry in guide.sources.values()), key=_by_label)
    for record in records:
        design = guide.readings[record.id].item.study.design
        yield Listed(
            uri=f"sources/{record.id}.md",
            name=record.label,
            chip=capitalised(guide.label(design)),
            below=None if _named_by_title(record) else Markup.escape(record.title),
            language=record.language or "",
        )


def _by_label(record: Source) -> tuple[str, str]:
    return record.label.lower(), record.title


def _reference(record: Source) -> Markup:
    return Markup(references.reference_html(record))  # noqa: S704 (escaped by references)


FEW = 12
"""References that a page shows at once; longer lists are folded."""


def reference_list(
    context: Context, numbering: references.Numbering, files: tuple[CiteFile, ...] = ()
) -> ReferenceList:
    """The reference list of a page, which `files` hold too."""
    entries = numbering.references()
    sources = [entry.source.id for entry in entries if entry.source]
    return ReferenceList(
        checked=check_sentences(context.guide, numbering.findings, sources),
        entries=tuple(_entry(context, entry) for entry in entries),
        folded=len(entries) > FEW,
        files=files if sources else (),
    )


def _entry(context: Context, entry: references.CitedEntry) -> ReferenceEntry:
    if entry.source is None:
        return _searched(context, entry)
    source = entry.source
    return ReferenceEntry(
        number=entry.number,
        source=source.id,
        name=source.label,
        title=_title(source),
        language=source.language or "",
        undated=_undated(context, source),
        link=_best_link(context, source),
        trouble=checks.warning_sentence(context.guide, source.id),
    )


def _title(source: Source) -> Text | None:
    """The title of a source, unless it is named by it."""
    return None if _named_by_title(source) else source.title


def _named_by_title(source: Source) -> bool:
    """Whether a source that names nobody goes by its title."""
    return source.label.startswith(source.title)


def _searched(context: Context, entry: references.CitedEntry) -> ReferenceEntry:
    """The entry of a search that found nothing."""
    return ReferenceEntry(
        number=entry.number,
        source="",
        name="",
        title=text(_search_words(context, entry)),
        language="",
        undated=None,
        link=None,
        trouble="",
    )


def _search_words(context: Context, entry: references.CitedEntry) -> str:
    if entry.gap is None or entry.gap.search is None:
        return ""
    if context.guide.translation:  # it is shown as in the original, and marked with its language
        return labels.search_label(entry.gap.search)
    return labels.search_label(entry.gap.search, context.guide.label, context.site.language)


def _undated(context: Context, source: Source) -> Markup | None:
    """The day on which a page without a date was read."""
    if source.year != UNDATED:
        return None
    undated: Markup = words_of(context.guide).shared.undated.format(_read_on(context, source))
    return undated


def _read_on(context: Context, source: Source) -> str:
    """The day on which a source was read, as its record names it."""
    written = source.fields.get("urldate", "")
    try:
        return context.day(date.fromisoformat(written))
    except ValueError:
        return written


def _best_link(context: Context, source: Source) -> SourceLink | None:
    """The link under which most of the source can be read."""
    for name, address in source.links.items():
        if address == source.address:
            return SourceLink(name=context.guide.label(name), address=address)
    return None


def _links(context: Context, source: Source) -> Iterator[SourceLink]:
    for name, address in source.links.items():
        yield SourceLink(name=context.guide.label(name), address=address)
