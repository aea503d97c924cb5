"""The views of the pages of topics and claims."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.model import Level
from evidence_guide.view.figures import Landscape, landscape
from evidence_guide.view.figures.landscape import Area
from evidence_guide.view.figures.messages import map_message
from evidence_guide.view.pages.changes import ChangeView, changes
from evidence_guide.view.pages.citing import CiteBox, cite_box
from evidence_guide.view.pages.effects import EffectsView, effects_view
from evidence_guide.view.pages.packets import PacketLinks, packet_links
from evidence_guide.view.pages.parts import Backed, Behind, Label, backed, findings_behind, words_of
from evidence_guide.view.shapes import (
    ClaimView,
    Grade,
    Id,
    Text,
    TextRow,
    TopicView,
    Use,
    ViewObject,
)
from evidence_guide.view.texts import capitalised, plain_words
from evidence_guide.view.views import Views

ClaimsByHeading = Iterator[tuple[Text, tuple[Id, ...]]]


class ClaimGroup(ViewObject):
    """The claims under one heading of a topic."""

    title: Text
    """Empty for the claims of a topic without headings."""
    claims: Backed


class TopicPage(ViewObject):
    """The page of a topic."""

    topic: TopicView
    groups: tuple[ClaimGroup, ...]
    cite: CiteBox


class ClaimUse(ViewObject):
    """A part of the guide that uses a claim."""

    kind: Label
    id: Id
    title: Text


class ClaimPage(ViewObject):
    """The page of a claim."""

    claim: ClaimView
    longer: bool
    """Whether the claim in plain words is more than its title."""
    exact: bool
    """Whether the claim says something else than it does in plain words."""
    topic: TopicView
    topic_uri: Id
    findings: Behind
    searched_on: str
    numbers: EffectsView | None
    uses: tuple[ClaimUse, ...]
    cite: CiteBox
    packet: PacketLinks
    changes: tuple[ChangeView, ...]


class GradeCount(ViewObject):
    """How many claims have a certainty."""

    grade: Grade
    count: int


class MapView(ViewObject):
    """The map of claims by topic and certainty."""

    message: str
    drawn: Landscape
    heads: tuple[str, ...]
    """The columns of the map: the certainties, and that there is none."""
    signs: tuple[str, ...]
    rows: tuple[TextRow, ...]
    """The counts of each topic, as the map shows them."""


class ClaimLines(ViewObject):
    """The claims under one heading of a topic, without their findings."""

    title: Text
    """Empty for the claims of a topic without headings."""
    claims: tuple[ClaimView, ...]


class ClaimsPage(ViewObject):
    """The page of all claims."""

    counts: tuple[GradeCount, ...]
    ungraded: int
    map: MapView
    topics: tuple[TopicView, ...]
    groups: dict[str, tuple[ClaimLines, ...]]
    """The claims of each topic under its headings, by its id."""


def topic_page(views: Views, id: str) -> TopicPage:
    """A topic and its claims with their findings, by heading."""
    topic = views.topic(id)
    return TopicPage(
        topic=topic,
        groups=tuple(_groups(views, topic)),
        cite=cite_box(views.context, id),
    )


def _groups(views: Views, topic: TopicView) -> Iterator[ClaimGroup]:
    """The claims of a topic by heading, with their findings."""
    for title, ids in _by_heading(topic):
        yield ClaimGroup(title=title, claims=backed(views, ids))


def _lines(views: Views, topic: TopicView) -> Iterator[ClaimLines]:
    """The claims of a topic by heading."""
    for title, ids in _by_heading(topic):
        yield ClaimLines(title=title, claims=tuple(map(views.claim, ids)))


def _by_heading(topic: TopicView) -> ClaimsByHeading:
    """The ids of claims under each heading of a topic; all of them where there is none."""
    if not topic.headings:
        yield "", topic.claims
    for heading in topic.headings:
        yield heading.title, heading.claims


def claim_page(views: Views, topic: str, id: str) -> ClaimPage:
    """A claim with everything behind it."""
    claim = views.claim(id)
    searched = claim.search
    return ClaimPage(
        claim=claim,
        longer=_differ(plain_words(claim.plain.text), claim.title),
        exact=_is_exact(claim),
        topic=views.topic(topic),
        topic_uri=f"topics/{topic}.md",
        findings=findings_behind(views, claim),
        searched_on=views.context.day(searched.on) if searched else "",
        numbers=effects_view(views, claim),
        uses=tuple(_use(views, use) for use in claim.used),
        cite=cite_box(views.context, id),
        packet=packet_links(id),
        changes=changes(views.context, id),
    )


def _is_exact(claim: ClaimView) -> bool:
    """Whether a claim is shown as it is; one of its two wordings always is, with its citation."""
    plain = plain_words(claim.plain.text)
    if not _differ(plain, claim.title):
        return True
    return _differ(plain_words(claim.says.text), plain)


def _differ(one: str, other: str) -> bool:
    return one.rstrip(".") != other.rstrip(".")


def _use(views: Views, use: Use) -> ClaimUse:
    return ClaimUse(kind=_kind_of_use(views, use), id=use.id, title=use.title)


def _kind_of_use(views: Views, use: Use) -> Label:
    words = words_of(views.guide).claim
    kind: Label = words.popular_claim
    if use.kind == "step":
        kind = words.step
    return kind


def claims_page(views: Views) -> ClaimsPage:
    """All claims by topic, with a map of their certainties."""
    guide = views.guide
    topics = tuple(map(views.topic, guide.file.topics))
    return ClaimsPage(
        counts=tuple(_counts(views)),
        ungraded=sum(claim.item.level is None for claim in guide.claims.values()),
        map=_map(views, topics),
        topics=topics,
        groups={topic.id: tuple(_lines(views, topic)) for topic in topics},
    )


def _counts(views: Views) -> Iterator[GradeCount]:
    levels = Counter(claim.item.level for claim in views.guide.claims.values())
    for level in reversed(Level):
        if levels[level]:
            yield GradeCount(grade=views.context.grade(level), count=levels[level])


def _map(views: Views, topics: tuple[TopicView, ...]) -> MapView:
    drawn = landscape(views.site.guide)
    return MapView(
        message=map_message(views.guide),
        drawn=drawn,
        heads=tuple(_heads(views, drawn)),
        signs=tuple(_signs(views, drawn)),
        rows=tuple(_rows(topics, drawn)),
    )


def _heads(views: Views, drawn: Landscape) -> Iterator[str]:
    """The heading of each column of the map."""
    for level, _ in drawn.columns:
        yield _head(views, level)


def _head(views: Views, level: Level | None) -> str:
    if level:
        return capitalised(views.guide.label(level))
    return str(words_of(views.site.guide).figure.no_grade)


def _signs(views: Views, drawn: Landscape) -> Iterator[str]:
    """The sign of each column of the map; none where claims have no certainty."""
    for level, _ in drawn.columns:
        yield views.context.grade(level).sign if level else ""


def _rows(topics: tuple[TopicView, ...], drawn: Landscape) -> Iterator[TextRow]:
    for topic, area in zip(topics, drawn.areas, strict=True):
        yield _row(topic, area)


def _row(topic: TopicView, area: Area) -> TextRow:
    cells = (topic.title, *_disc_counts(area))
    return TextRow(id=topic.id, key=topic.id, cells=cells)


def _disc_counts(area: Area) -> Iterator[str]:
    for disc in area.discs:
        yield str(disc.claims)
