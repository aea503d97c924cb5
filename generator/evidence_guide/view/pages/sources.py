"""The views of the pages of sources, and of the reference list of every page."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.model import Finding, FindingsFile, Read
from evidence_guide.view import labels, references
from evidence_guide.view.context import Context
from evidence_guide.view.pages.changes import ChangeView, gone_from
from evidence_guide.view.pages.listings import Listed
from evidence_guide.view.pages.parts import Label, html_of, words_of
from evidence_guide.view.shapes import (
    ClaimView,
    FactView,
    FindingView,
    Id,
    SourceView,
    Text,
    ViewObject,
)
from evidence_guide.view.texts import text
from evidence_guide.view.views import Views


class SourceLink(ViewObject):
    """A link to a source; `printed` where the reference itself shows the address."""

    name: str
    address: Id
    printed: bool


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
    links: tuple[SourceLink, ...]
    first: Id
    """The finding that its own citation leads to."""
    reading: ReadView
    facts: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    claims: tuple[tuple[ClaimView, bool], ...]
    """The claims that use it, each with whether it only speaks against the claim."""
    changes: tuple[ChangeView, ...]


class CitedPassage(ViewObject):
    """A passage that a page cites."""

    reports: Text
    link: Id
    where: Text
    proof: str


class ReferenceEntry(ViewObject):
    """An entry of a page's reference list: a source with its passages, or a search."""

    number: int
    source: Id
    """The key of the source; empty for a search."""
    reference: Label
    made: str
    standing: str
    links: tuple[SourceLink, ...]
    count: int
    """How many passages it has."""
    passages: tuple[CitedPassage, ...]
    anchors: tuple[Id, ...]
    """The places that cite it."""


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
        links=tuple(_links(record, _reference(record))),
        first=reading.findings[0].id,
        reading=_reading(context, reading.read),
        facts=tuple(source.study.values()),
        findings=tuple(views.finding(finding.id) for finding in reading.findings),
        claims=tuple(_claims_of(views, reading)),
        changes=gone_from(context, key),
    )


def _reading(context: Context, read: Read) -> ReadView:
    return ReadView(
        what=str(read.what),
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


def _claims_of(views: Views, reading: FindingsFile) -> Iterator[tuple[ClaimView, bool]]:
    """The claims that use a source, each with whether the source only speaks against it."""
    ids = {finding.id for finding in reading.findings}
    for id, entry in views.guide.claims.items():
        supports = ids & {*entry.item.rests_on}
        if supports or ids & {*entry.item.disputed_by}:
            yield views.claim(id), not supports


def source_lines(guide: Guide) -> Iterator[Listed]:
    """All sources by author and year, each with its design and its reference."""
    records = sorted((entry.item for entry in guide.sources.values()), key=_by_label)
    for record in records:
        design = guide.readings[record.id].item.study.design
        yield Listed(
            uri=f"sources/{record.id}.md",
            name=record.label,
            chip=design.capitalize(),
            below=_reference(record),
        )


def _by_label(record: Source) -> str:
    return record.label.lower()


def _reference(record: Source) -> Markup:
    return Markup(references.reference_html(record))  # noqa: S704 (escaped by references)


def reference_entries(
    context: Context, entries: Iterable[references.CitedEntry]
) -> tuple[ReferenceEntry, ...]:
    """The reference list of a page."""
    return tuple(_entry(context, entry) for entry in entries)


def _entry(context: Context, entry: references.CitedEntry) -> ReferenceEntry:
    if entry.source is None:
        return _searched(entry)
    guide, key = context.guide, entry.source.id
    reference = _reference(entry.source)
    return ReferenceEntry(
        number=entry.number,
        source=key,
        reference=reference,
        made=labels.made(guide.readings[key].item.study.design, entry.source.year),
        standing=labels.standing(guide.lock.standings.get(key)),
        links=tuple(_links(entry.source, reference)),
        count=len(entry.findings),
        passages=tuple(_passage(context, finding) for finding in entry.findings),
        anchors=tuple(entry.anchors),
    )


def _searched(entry: references.CitedEntry) -> ReferenceEntry:
    """The entry of a search that found nothing."""
    return ReferenceEntry(
        number=entry.number,
        source="",
        reference=html_of(text(_search_words(entry))),
        made="",
        standing="",
        links=(),
        count=0,
        passages=(),
        anchors=tuple(entry.anchors),
    )


def _search_words(entry: references.CitedEntry) -> str:
    if entry.gap is None or entry.gap.search is None:
        return ""
    return labels.search_label(entry.gap.search)


def _links(source: Source, reference: Markup) -> Iterator[SourceLink]:
    printed = reference.striptags()
    for name, address in source.links.items():
        yield SourceLink(name=name, address=address, printed=address in printed)


def _passage(context: Context, finding: Finding) -> CitedPassage:
    guide = context.guide
    return CitedPassage(
        reports=text(finding.reports),
        link=references.passage_of(guide, finding.id),
        where=text(finding.where),
        proof=labels.proof(guide.lock.receipts.get(finding.id)),
    )
