"""The files of citations: how each part of the guide is cited, and the references of its pages."""

from collections.abc import Iterable, Iterator

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake.reference_files import WRITERS
from evidence_guide.site.page import Page
from evidence_guide.view.context import Context
from evidence_guide.view.own_records import WHOLE, cited_ids, own_record
from evidence_guide.view.pages.citing import CiteFile, cite_files, list_files, listed_in


def own_citations(context: Context) -> Iterator[Output]:
    """The files that cite the guide, each step, and each part with a page."""
    for id in cited_ids(context.guide):
        yield from _written(cite_files(id), _cited(context, id))


def _cited(context: Context, id: str) -> list[Source]:
    """What is cited with a part: the part itself, and before it the source that it is about."""
    record = own_record(context, id)
    source = context.guide.sources.get(id)
    return [source.item, record] if source else [record]


def all_references(guide: Guide) -> Iterator[Output]:
    """The files with all sources of the guide."""
    yield from _written(list_files(WHOLE), every_source(guide))


def every_source(guide: Guide) -> list[Source]:
    """All sources in the order of their keys."""
    return [guide.sources[key].item for key in sorted(guide.sources)]


def page_references(page: Page) -> Iterator[Output]:
    """The files with the references of a page that is rendered, in their order there."""
    files, kept = listed_in(page.uri), page.site.kept
    if page.uri in kept:
        yield from (kept[file.uri] for file in files if file.uri in kept)
    elif page.cited_sources():
        yield from _written(files, page.cited_sources())


def _written(files: Iterable[CiteFile], sources: list[Source]) -> Iterator[Output]:
    """The same records in each format."""
    for file in files:
        write = WRITERS[file.uri.rpartition(".")[2]]
        yield Output(file.uri, write(sources))
