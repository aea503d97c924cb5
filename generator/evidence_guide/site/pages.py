"""Which pages a guide has, and what each is made from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from evidence_guide import rules
from evidence_guide.files.output import Download, Output
from evidence_guide.guide import Guide
from evidence_guide.model import ClaimKind, Excluded, Level, SearchesFile, Strategy
from evidence_guide.site import history
from evidence_guide.site.page import Page, origin
from evidence_guide.site.plan import plan
from evidence_guide.site.tools import tools
from evidence_guide.text.sentences import split_sentences
from evidence_guide.view.addresses import report, stage_address
from evidence_guide.view.figures import bars, landscape, timeline
from evidence_guide.view.labels import ABOUT, IS_NOT, TRACKING
from evidence_guide.view.readability import grades
from evidence_guide.view.references import reference_html
from evidence_guide.view.reviews import reviews
from evidence_guide.view.sentences import statements
from evidence_guide.view.shapes import ClaimView, FindingView, TopicView
from evidence_guide.view.shown import (
    depths,
    item_counts,
    overdue,
    proofs,
    standings,
    urgent,
)
from evidence_guide.view.site import Site
from evidence_guide.view.summary import outcome_rows
from evidence_guide.view.texts import plain_words
from evidence_guide.view.views import Views

CALM = 3
"""Numbers behind one sentence on pages that are read rather than checked."""


CHECKSUMS = "downloads/SHA256SUMS"
"""Where the checksums of all downloads stand, as `sha256sum --check` reads them."""


class Listed(NamedTuple):
    """A line of a page that lists things."""

    uri: str
    """The page it leads to."""
    name: str
    chip: str = ""
    below: Markup | str = ""
    """HTML of a second line; plain text is escaped."""


def evidence_pages(views: Views) -> Iterator[Output]:
    """Every page made from the evidence, in the order of the site."""
    site = views.site
    yield _home(views)
    yield plan(views, CALM)
    yield from _stages(views)
    yield from _topics(views)
    yield from _claims(views)
    yield from _tables(views)
    yield from tools(site, overdue(site.guide, "evidence/tools.yml"))
    yield from _lists(views)
    yield from _sources(views)
    yield from _downloads(site)
    yield _method(site)
    yield _audit(site)
    yield _about_guide(site)
    yield from history.history_pages(site)
    yield _rules(site)


def _home(views: Views) -> Output:
    site, guide = views.site, views.site.guide
    return Page(site, "index.md", "evidence/guide.yml", CALM).render(
        "home.md.j2",
        stages=[(id, guide.stages[id].item) for id in guide.file.stages],
        topics=[(id, guide.topics[id].item) for id in guide.file.topics],
        tables=[(id, guide.tables[id].item) for id in guide.file.tables],
        flagged=[
            (id, guide.stages[id].item) for id in guide.file.stages if urgent(guide.stages[id])
        ],
        home=[views.step(id) for id in guide.file.home],
        numbers=item_counts(guide),
    )


def _stages(views: Views) -> Iterator[Output]:
    site = views.site
    yield from (stage_page(views, id) for id in site.guide.file.stages)
    stages = [views.stage(id) for id in site.guide.file.stages]
    yield Page(site, "stages/index.md", "evidence/guide.yml", CALM).render(
        "stages.md.j2", stages=stages, road=timeline(site.guide)
    )


Behind = list[tuple[FindingView, bool]]
"""The findings of a claim, each with whether it points the other way."""


def _behind(views: Views, claim: ClaimView) -> Behind:
    """The findings that a claim rests on, then those that dispute it."""
    found = [(views.finding(id), False) for id in claim.rests_on]
    return found + [(views.finding(id), True) for id in claim.disputed_by]


def _with_findings(views: Views, ids: Iterable[str]) -> list[tuple[ClaimView, Behind]]:
    """Claims, each with its findings."""
    claims = (views.claim(id) for id in ids)
    return [(claim, _behind(views, claim)) for claim in claims]


def stage_page(views: Views, id: str, written: str = "", translation: Sequence[str] = ()) -> Output:
    """The page of a stage; `written` is what its edit button opens, `translation` what it tells of its translation."""
    site = views.site
    entry = site.guide.stages[id]
    steps = entry.item.steps
    return Page(site, stage_address(site.guide, id), written or origin(entry), CALM).render(
        "stage.md.j2",
        stage=views.stage(id),
        reasons={step.id: _with_findings(views, step.why) for step in steps},
        followed={step.id: [views.claim(id) for id in step.follows] for step in steps},
        overdue=overdue(site.guide, entry.document.path),
        translation=translation,
    )


def _topics(views: Views) -> Iterator[Output]:
    site = views.site
    for id in site.guide.file.topics:
        entry = site.guide.topics[id]
        topic = views.topic(id)
        yield Page(site, f"topics/{id}.md", origin(entry), CALM).render(
            "topic.md.j2",
            topic=topic,
            claims=_with_findings(views, topic.claims),
            overdue=overdue(site.guide, entry.document.path),
        )


def _claims(views: Views) -> Iterator[Output]:
    site = views.site
    topics = [views.topic(id) for id in site.guide.file.topics]
    for topic in topics:
        yield from (_claim(views, topic, id) for id in topic.claims)
    claims = {topic.id: [views.claim(id) for id in topic.claims] for topic in topics}
    levels = Counter(c.item.level for c in site.guide.claims.values())
    yield Page(site, "claims/index.md", "evidence/guide.yml").render(
        "claims.md.j2",
        topics=topics,
        claims=claims,
        counts=[(level, levels[level]) for level in reversed(Level) if levels[level]],
        ungraded=levels[None],
        map=landscape(site.guide),
    )


def _claim(views: Views, topic: TopicView, id: str) -> Output:
    """The page of a claim."""
    guide, claim = views.site.guide, views.claim(id)
    entry = guide.claims[id]
    return Page(views.site, f"claims/{id}.md", origin(entry)).render(
        "claim.md.j2",
        claim=claim,
        longer=len(split_sentences(plain_words(claim.plain.text))) > 1,
        topic=topic,
        findings=_behind(views, claim),
        changes=history.changes(guide, id),
        outcomes=outcome_rows(guide, entry.item),
        overdue=overdue(guide, entry.document.path, topic.id, id),
    )


def _tables(views: Views) -> Iterator[Output]:
    site = views.site
    for id in site.guide.file.tables:
        entry = site.guide.tables[id]
        late = overdue(site.guide, entry.document.path)
        yield Page(site, f"tables/{id}.md", origin(entry)).render(
            "table.md.j2", table=views.table(id), drawn=bars(site.guide, entry.item), overdue=late
        )


def _lists(views: Views) -> Iterator[Output]:
    guide = views.site.guide
    if guide.popular:
        path = next(iter(guide.popular.values())).document.path
        behind = {p.id: [views.claim(id) for id in p.because] for p in views.populars}
        yield Page(views.site, "popular-claims.md", path, CALM).render(
            "popular-claims.md.j2",
            populars=views.populars,
            behind=behind,
            overdue=overdue(guide, path),
        )
    if guide.terms:
        yield Page(views.site, "glossary.md", "evidence/terms.yml").render(
            "glossary.md.j2", terms=views.terms
        )


def _sources(views: Views) -> Iterator[Output]:
    site, guide = views.site, views.site.guide
    for key, entry in guide.sources.items():
        reading = guide.readings[key]
        yield Page(site, f"sources/{key}.md", origin(reading)).render(
            "source.md.j2",
            source=views.source(key),
            record=entry.item,
            reading=reading.item,
            findings=[views.finding(finding.id) for finding in reading.item.findings],
            claims=list(_claims_of(views, key)),
            changes=history.gone_from(guide, key),
        )
    yield _listing(site, "sources", "sources/index.md", "evidence/sources.bib", _references(guide))


def _references(guide: Guide) -> Iterator[Listed]:
    """All sources by author and year, each with its design and its reference."""
    sources = sorted((s.item for s in guide.sources.values()), key=lambda s: s.label.lower())
    for source in sources:
        design = guide.readings[source.id].item.study.design
        reference = Markup(reference_html(source))  # noqa: S704 (escaped)
        yield Listed(f"sources/{source.id}.md", source.label, design, reference)


def _listing(site: Site, group: str, uri: str, file: str, listed: Iterable[Listed]) -> Output:
    """A page that lists things; `group` of `site_words.yml` holds its title, description and lead."""
    return Page(site, uri, file).render("listing.md.j2", group=group, listed=list(listed))


def _claims_of(views: Views, key: str) -> Iterator[tuple[ClaimView, bool]]:
    """The claims that use a source, each with whether the source only speaks against it."""
    guide = views.site.guide
    ids = {finding.id for finding in guide.readings[key].item.findings}
    for id, entry in guide.claims.items():
        for_it, against = ids & {*entry.item.rests_on}, ids & {*entry.item.disputed_by}
        if for_it or against:
            yield views.claim(id), not for_it


def _downloads(site: Site) -> Iterator[Output]:
    groups: dict[str, list[Download]] = {}
    for download in site.downloads:
        groups.setdefault(download.group, []).append(download)
    yield Page(site, "downloads.md", "evidence/guide.yml").render(
        "downloads.md.j2", groups=groups, checksums=CHECKSUMS
    )
    if groups:
        yield Output(
            CHECKSUMS,
            "".join(f"{download.sha256}  {download.name}\n" for download in site.downloads),
        )


def _method(site: Site) -> Output:
    guide = site.guide
    about = next((entry.item.about for entry in guide.all(SearchesFile)), "")
    searches, excluded = (
        [entry.item for entry in guide.all(kind)] for kind in (Strategy, Excluded)
    )
    return Page(site, "method.md", "evidence/guide.yml").render(
        "method.md.j2",
        numbers=item_counts(guide),
        searching=about,
        searches=searches,
        excluded=excluded,
    )


def _audit(site: Site) -> Output:
    guide = site.guide
    claims = [claim.item for claim in guide.claims.values()]
    graded, due = (
        Counter(c.level for c in claims if c.level),
        sorted(reviews(guide), key=lambda r: r[2]),
    )
    return Page(site, "audit.md", "evidence/guide.yml", CALM).render(
        "audit.md.j2",
        numbers=item_counts(guide),
        levels_counted=[(level, graded[level]) for level in reversed(Level)],
        ungraded=Counter(c.kind for c in claims if not c.level).most_common(),
        gaps=[c for c in claims if c.kind is ClaimKind.GAP],
        late=[(id, place.path, day) for id, place, day in due if day < guide.today],
        next_review=next((day for _, _, day in due), None),
        grades=grades(guide),
        ignored=rules.ignored(guide),
        declared=list(
            {
                (s.owner, own.number): (s, own) for s in statements(guide) for own in s.numbers
            }.values()
        ),
        **_looked_up(guide),
    )


def _looked_up(guide: Guide) -> dict[str, Any]:
    """How the sources were read, once and again, and what their texts and their registries said."""
    read = [reading.item for reading in guide.readings.values()]
    second = [file for file in read if file.read.second]
    unseen = sum(len(file.read.second.unseen) for file in second if file.read.second)
    return {
        "depths": depths(guide),
        "mirrors": sum(file.read.mirror for file in read),
        "seconds": sum(len(file.findings) for file in second) - unseen,
        "unseen": unseen,
        "proofs": proofs(guide),
        "standings": standings(guide),
    }


def _about_guide(site: Site) -> Output:
    guide = site.guide
    stated = {field: [text] for field, text in guide.file.trust if text}
    stated["made_by"] = [f"{guide.file.publisher}.", *stated.get("made_by", [])]
    stated["is_not"] = [guide.file.notice, IS_NOT]
    stated["tracking"] = [TRACKING]
    answers = [
        (title, field.replace("_", "-"), stated.get(field, [])) for field, title in ABOUT.items()
    ]
    next_review = min((day for _, _, day in reviews(guide)), default=None)
    return Page(site, "about-this-guide.md", "evidence/guide.yml").render(
        "about.md.j2",
        answers=answers,
        report=report(guide),
        numbers=item_counts(guide),
        next_review=next_review,
    )


def _rules(site: Site) -> Output:
    families = [
        (
            family.__name__.rsplit(".", 1)[1],
            family.__doc__,
            [r for r in rules.rules() if r.family == family.__name__.rsplit(".", 1)[1]],
        )
        for family in rules.FAMILIES
    ]
    return Page(site, "rules.md").render("rules.md.j2", families=families)
