"""Twins of pages: what a page shows, for programs, as Markdown and as JSON, from the same view."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import unescape
from itertools import chain
from typing import Any, NamedTuple

from pydantic import SerializeAsAny

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.site.twin_text import IN_BRIEF, Said, TwinText, escaped_markdown
from evidence_guide.view import checks
from evidence_guide.view.finished_addresses import JSON, MARKDOWN, twin_address
from evidence_guide.view.pages.advice import StagePage
from evidence_guide.view.pages.evidence import ClaimPage, ClaimsPage, TopicPage
from evidence_guide.view.pages.parts import PageNotice
from evidence_guide.view.pages.sources import SourcePage
from evidence_guide.view.shapes import (
    ClaimView,
    Id,
    SourceView,
    ViewObject,
)
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.texts import plain_words
from evidence_guide.view.views import Views, views_of

_HEAD = re.compile(r'^(title|description): (".*")$', re.MULTILINE)
"""Title and description in the head of a page as its template writes them."""


class ShownPage(NamedTuple):
    """A page with the view that it was made from."""

    site: Site
    uri: str
    title: str
    description: str
    notice: PageNotice
    view: ViewObject


class NamedClaim(ViewObject):
    """A claim as a twin names it."""

    title: str
    page: Id
    certainty: Id
    """GRADE's level, such as `low`; empty where none is due."""
    words: str
    """The certainty in words; where none is due, what kind of statement it is."""


class NamedSource(ViewObject):
    """A source as a twin names it."""

    label: str
    page: Id
    links: dict[str, Id]
    trouble: str
    """That it was corrected or retracted."""


class Twin(ViewObject):
    """A page for programs."""

    page: Id
    title: str
    language: Id
    version: str
    as_of: date
    notice: str
    reviewed: str
    named_claims: dict[str, NamedClaim]
    """Every claim that a sentence of the page names, by its id."""
    cited_sources: dict[str, NamedSource]
    """Every source that a sentence of the page cites, by its key."""
    cited_searches: dict[str, Id]
    """The page of every claim whose search without a result a sentence cites, by its id."""
    content: SerializeAsAny[ViewObject]
    """What the page shows."""


def shown_page(
    site: Site, uri: str, content: str, notice: PageNotice, view: ViewObject
) -> ShownPage:
    """A page whose title is in the text that a template made of its view."""
    head = content.partition("\n---\n")[0]
    known = {name: unescape(json.loads(text)) for name, text in _HEAD.findall(head)}
    title, about = known.get("title", site.guide.file.title), known.get("description", "")
    return ShownPage(site, uri, title, about, notice, view)


def twins(pages: Iterable[ShownPage]) -> Iterator[tuple[str, str]]:
    """The address and the text of both twins of each page."""
    written: dict[int, TwinText] = {}
    for page in pages:
        guide = page.site.guide
        text = written.setdefault(id(guide), TwinText(_all_views(guide, page.site.addresses)))
        lines, said = text.sections(page.view, {*_whole(page.view)})
        found = twin(page, text.views, said)
        yield twin_address(page.uri, MARKDOWN), markdown_twin(found, lines)
        yield twin_address(page.uri, JSON), in_json(found)


@derived
def _all_views(guide: Guide, addresses: Addresses) -> Views:
    """The views that all twins of a guide share."""
    return views_of(Site(guide, addresses))


def twin(page: ShownPage, views: Views, said: Sequence[Said]) -> Twin:
    """What a page shows, with the certainty of its claims and the links to its sources.

    `said` are its sentences and rows.
    """
    known, file = views.guide, views.guide.file
    ids = dict.fromkeys(chain.from_iterable(one.ids for one in said))
    keys = dict.fromkeys(chain.from_iterable(one.cites for one in said))
    claims = [views.claim(id) for id in ids if id in known.claims]
    sources = [views.source(key) for key in keys if key in known.sources]
    return Twin(
        page=views.context.page(page.uri),
        title=page.title,
        language=file.language,
        version=file.version,
        as_of=file.as_of,
        notice=plain_words(page.notice.about.text),
        reviewed=page.notice.reviewed,
        named_claims={claim.id: _claim(claim) for claim in claims},
        cited_sources={source.key: _source(source, known) for source in sources},
        cited_searches={claim.id: claim.page for claim in claims if claim.id in keys},
        content=page.view,
    )


def in_json(twin: Twin) -> str:
    """A twin as JSON."""
    return twin.model_dump_json(exclude={"content": _left_out(twin.content)}) + "\n"


def _left_out(view: ViewObject) -> dict[str, Any]:
    """What a twin leaves out of a view, as pydantic names it."""
    return _LEFT_OUT.get(type(view), {})


_CLAIM = set(ClaimView.model_fields) - IN_BRIEF
_CLAIMS: dict[str, Any] = {"__all__": _CLAIM}
_BEHIND: dict[str, Any] = {"__all__": {0: _CLAIM}}
_LEFT_OUT: dict[type[ViewObject], dict[str, Any]] = {
    ClaimPage: {"topic": True},
    ClaimsPage: {"groups": {"__all__": {"__all__": {"claims": _CLAIMS}}}, "map": True},
    SourcePage: {"claims": _BEHIND},
    StagePage: {"reasons": {"__all__": _CLAIMS}, "followed": {"__all__": _CLAIMS}},
    TopicPage: {"groups": {"__all__": {"claims": _BEHIND}}},
}
"""What other pages have in full, by kind of page."""


def _whole(view: ViewObject) -> Iterator[str]:
    """The names of the fields that are left out as a whole."""
    for name, part in _left_out(view).items():
        if part is True:
            yield name


def markdown_twin(twin: Twin, body: Iterable[str]) -> str:
    """A twin as Markdown: its head, what the page shows, then its claims and sources."""
    head = [f"# {escaped_markdown(twin.title)}\n", *_head(twin)]
    return "\n".join([*head, *body, *_claim_lines(twin), *_source_lines(twin)]) + "\n"


def _head(twin: Twin) -> Iterator[str]:
    for name in ("page", "language", "version", "as_of", "notice", "reviewed"):
        yield f"- {name}: {escaped_markdown(getattr(twin, name))}"


def _claim_lines(twin: Twin) -> Iterator[str]:
    """The claims that sentences of the page name, each with its certainty."""
    if twin.named_claims:
        yield "\n## named_claims\n"
    for id, claim in twin.named_claims.items():
        title, words = escaped_markdown(claim.title), escaped_markdown(claim.words)
        yield f"- {id}: {title} ({words}) <{claim.page}>"


def _source_lines(twin: Twin) -> Iterator[str]:
    """The sources that sentences of the page cite, then the targets of their links."""
    if twin.cited_sources:
        yield "\n## cited_sources\n"
    for key, source in twin.cited_sources.items():
        links = " ".join(f"<{address}>" for address in (source.page, *source.links.values()))
        trouble = f" {escaped_markdown(source.trouble)}" if source.trouble else ""
        yield f"- {key}: {escaped_markdown(source.label)} {links}{trouble}"
    yield ""
    for key, source in twin.cited_sources.items():
        yield f"[{key}]: {next(iter(source.links.values()), source.page)}"
    for id, page in twin.cited_searches.items():
        yield f"[{id}]: {page}"


def _claim(claim: ClaimView) -> NamedClaim:
    grade = claim.certainty
    return NamedClaim(
        title=claim.title,
        page=claim.page,
        certainty=grade.level if grade else "",
        words=grade.words if grade else claim.kind_words,
    )


def _source(source: SourceView, guide: Guide) -> NamedSource:
    return NamedSource(
        label=source.label,
        page=source.page,
        links=source.links,
        trouble=checks.warning_sentence(guide, source.key),
    )
