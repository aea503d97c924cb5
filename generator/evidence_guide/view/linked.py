"""Linked data of single pages (schema.org): the claim, the source or the data that one is about."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import islice
from typing import NamedTuple

from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.entry_types import CSL_TYPES
from evidence_guide.guide.source import UNDATED
from evidence_guide.view.annotations import ANNOTATIONS
from evidence_guide.view.context import Context
from evidence_guide.view.pages.advice import StagePage
from evidence_guide.view.pages.downloads import DownloadsPage
from evidence_guide.view.pages.evidence import ClaimPage, TopicPage
from evidence_guide.view.pages.options import ChoicePage
from evidence_guide.view.pages.parts import words_of
from evidence_guide.view.pages.sources import SourcePage
from evidence_guide.view.schema_org import Node, thing
from evidence_guide.view.shapes import ClaimView, StatementView, Text, ViewObject
from evidence_guide.view.texts import plain_words

SCHOLARLY = frozenset({"article-journal", "chapter", "paper-conference", "thesis"})
"""Types of CSL whose sources are scholarly articles; schema.org has no better word for others
than work."""
FEW = 4
"""Sources that a page names at which every byte counts; its twins name all."""
DATA = {
    "data/guide.json": "application/json",
    ANNOTATIONS: "application/ld+json",
}
"""The files of the data set, each with its format."""


class _Above(NamedTuple):
    """A page on the way to another."""

    name: str
    uri: str


@singledispatch
def linked(_view: ViewObject, _context: Context) -> Node:
    """What a page says of itself beside what all pages do, in the words of schema.org."""
    return {}


@linked.register
def _(view: ClaimPage, context: Context) -> Node:
    claim = view.claim
    topic = _Above(plain_words(view.topic.title), view.topic_uri)
    trail = _trail(context, (_home(context), topic), claim.title)
    return {"mainEntity": _claim(claim, context), **trail}


@linked.register
def _(view: SourcePage, context: Context) -> Node:
    source = context.guide.sources[view.source.key].item
    above = _Above(words_of(context.guide).sources.title.striptags(), "sources/index.md")
    trail = _trail(context, (_home(context), above), view.source.label)
    return {"mainEntity": _cited(source) | {"author": [*_authors(source)]}, **trail}


@linked.register
def _(view: StagePage, context: Context) -> Node:
    stage = view.stage
    return {
        "audience": _audience(stage.about.text),
        "citation": _most_followed(view, context),
        **_trail(context, _above_steps(context), stage.title.text),
    }


def _most_followed(view: StagePage, context: Context) -> list[str]:
    """The addresses of the sources whose advice most steps of a stage follow; a stage is heavy."""
    counts = Counter(key for claims in view.followed.values() for key in _keys(claims))
    known = context.guide.sources
    addresses = (known[key].item.address for key, _ in counts.most_common() if key in known)
    return [*islice(filter(None, addresses), FEW)]


def _keys(claims: Iterable[ClaimView]) -> Iterable[str]:
    """The keys of the sources behind some claims, each once."""
    return dict.fromkeys(key for claim in claims for key in claim.says.cites)


@linked.register
def _(view: ChoicePage, context: Context) -> Node:
    choice = view.choice
    said = [one for row in choice.rows for cell in row.cells for one in cell.says]
    return {
        "audience": _audience(choice.whom.text),
        "citation": [*map(_cited, _sources(context, said))],
        **_trail(context, _above_steps(context), choice.title.text),
    }


@linked.register
def _(view: TopicPage, context: Context) -> Node:
    return _trail(context, (_home(context), _all_claims(context)), view.topic.title)


@linked.register
def _(_view: DownloadsPage, context: Context) -> Node:
    return {"mainEntity": _data_set(context)}


def _claim(claim: ClaimView, context: Context) -> Node:
    return thing(
        "Claim",
        name=claim.title,
        text=plain_words(claim.says.text),
        description=_grade(claim),
        audience=_audience(claim.applies_to) if claim.applies_to else None,
        url=claim.page,
        citation=[*map(_cited, _sources(context, [claim.says]))],
    )


def _grade(claim: ClaimView) -> str:
    """How sure the guide is of a claim; without a grade, what kind of statement it is."""
    grade = claim.certainty
    return f"{grade.words}. {grade.means}" if grade else f"{claim.kind_words}: {claim.kind_means}"


def _audience(words: Text) -> Node:
    return thing("Audience", audienceType=plain_words(words))


def _sources(context: Context, said: Iterable[StatementView]) -> Iterator[Source]:
    """The sources behind some statements, each once."""
    keys = dict.fromkeys(key for one in said for key in one.cites)
    for key in keys:
        if key in context.guide.sources:
            yield context.guide.sources[key].item


def _cited(source: Source) -> Node:
    """A source as pages that cite it name it."""
    is_scholarly = CSL_TYPES.get(source.type) in SCHOLARLY
    return thing(
        "ScholarlyArticle" if is_scholarly else "CreativeWork",
        name=source.title,
        datePublished=source.year if source.year != UNDATED else None,
        inLanguage=source.language,
        url=source.address,
    )


def _authors(source: Source) -> Iterator[Node]:
    """The people and bodies that wrote a source; without *and others*."""
    for name in source.authors:
        if name.literal != "others":
            kind = "Organization" if name.literal else "Person"
            yield thing(kind, name=name.literal or f"{name.given} {name.short}".strip())


def _data_set(context: Context) -> Node:
    """The whole guide as data."""
    file = context.guide.file
    files = DATA.items()
    return thing(
        "Dataset",
        name=file.title,
        description=file.about,
        version=file.version,
        dateModified=file.as_of.isoformat(),
        inLanguage=file.language,
        isAccessibleForFree=True,
        creator=thing("Organization", name=file.publisher),
        url=context.page("downloads.md"),
        distribution=[_file(context.page(uri), kind) for uri, kind in files],
    )


def _file(address: str, kind: str) -> Node:
    return thing("DataDownload", contentUrl=address, encodingFormat=kind)


def _home(context: Context) -> _Above:
    """The first page in the language of the guide."""
    folder = context.site.translated_into
    return _Above(context.guide.file.title, f"{folder}/index.md" if folder else "index.md")


def _above_steps(context: Context) -> tuple[_Above, ...]:
    """The pages above those of steps; translations have no list of all steps."""
    if context.guide.translation:
        return (_home(context),)
    return (_home(context), _all_steps(context))


def _all_steps(context: Context) -> _Above:
    """The list of all steps."""
    return _Above(words_of(context.guide).home.all_steps.striptags(), "stages/index.md")


def _all_claims(context: Context) -> _Above:
    """The list of all claims."""
    return _Above(words_of(context.guide).claims.all_claims.striptags(), "claims/index.md")


def _trail(context: Context, above: Iterable[_Above], title: Text) -> Node:
    """The way from the first page to one with this title."""
    places = [*_places(context, above)]
    last = thing("ListItem", position=len(places) + 1, name=plain_words(title))
    return {"breadcrumb": thing("BreadcrumbList", itemListElement=[*places, last])}


def _places(context: Context, above: Iterable[_Above]) -> Iterator[Node]:
    for position, page in enumerate(above, 1):
        yield _place(context, position, page)


def _place(context: Context, position: int, page: _Above) -> Node:
    """A page on the way, by its position."""
    address = context.page(page.uri)
    return thing("ListItem", position=position, name=page.name, item=address)
