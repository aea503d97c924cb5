"""Which pages a guide has, and what each is made from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from evidence_guide import rules
from evidence_guide.files.output import Download, Output
from evidence_guide.guide import Guide
from evidence_guide.model import Excluded, Kind, Level, SearchesFile, Strategy
from evidence_guide.rules.freshness import reviews
from evidence_guide.site import history
from evidence_guide.site.page import Page, Site, origin
from evidence_guide.site.plan import plan
from evidence_guide.site.tools import tools
from evidence_guide.text import markup
from evidence_guide.view.addresses import name, report, stage_page
from evidence_guide.view.figures import bars, forests, landscape, timeline
from evidence_guide.view.labels import ABOUT, IS_NOT, TRACKING
from evidence_guide.view.readability import grades
from evidence_guide.view.references import reference
from evidence_guide.view.sentences import statements
from evidence_guide.view.shown import (
    citing_it,
    depths,
    effects,
    glossary,
    numbers,
    overdue,
    proofs,
    reasons,
    standings,
    urgent,
    using,
    whom,
)
from evidence_guide.view.summary import summary

CALM = 3
"""Numbers behind one sentence on pages that are read rather than checked."""


CHECKSUMS = "downloads/SHA256SUMS"
"""Where the checksums of all downloads stand, as `sha256sum --check` reads them."""


def pages(site: Site) -> Iterator[Output]:
    """Every page made from the evidence, in the order of the site."""
    yield _home(site)
    yield plan(site, whom(site.guide), CALM)
    yield from _stages(site)
    yield from _topics(site)
    yield from _claims(site)
    yield from _tables(site)
    yield from tools(site, overdue(site.guide, "evidence/tools.yml"))
    yield from _lists(site)
    yield from _sources(site)
    yield from _downloads(site)
    yield _method(site)
    yield _audit(site)
    yield _about_guide(site)
    yield from history.pages(site)
    yield _rules(site)


def _home(site: Site) -> Output:
    guide = site.guide
    stage_of = {step.id: id for id, stage in guide.stages.items() for step in stage.item.steps}
    return Page(site, "index.md", "evidence/guide.yml", CALM).render(
        "home.md.j2",
        stages=[(id, guide.stages[id].item) for id in guide.file.stages],
        topics=[(id, guide.topics[id].item) for id in guide.file.topics],
        tables=[(id, guide.tables[id].item) for id in guide.file.tables],
        flagged=[
            (id, guide.stages[id].item) for id in guide.file.stages if urgent(guide.stages[id])
        ],
        home=[(stage_of[id], guide.steps[id].item) for id in guide.file.home],
        whom=whom(guide),
        numbers=numbers(guide),
    )


def _stages(site: Site) -> Iterator[Output]:
    yield from (stage(site, id) for id in site.guide.file.stages)
    stages = [(id, site.guide.stages[id].item) for id in site.guide.file.stages]
    yield Page(site, "stages/index.md", "evidence/guide.yml", CALM).render(
        "stages.md.j2", stages=stages, whom=whom(site.guide), road=timeline(site.guide)
    )


def stage(site: Site, id: str, written: str = "", translation: Sequence[str] = ()) -> Output:
    """The page of a stage; `written` is what its edit button opens, `translation` what it tells of its translation."""
    entry = site.guide.stages[id]
    return Page(site, stage_page(site.guide, id), written or origin(entry), CALM).render(
        "stage.md.j2",
        stage=entry.item,
        urgent=urgent(entry),
        whom=whom(site.guide),
        overdue=overdue(site.guide, entry.document.path),
        translation=translation,
    )


def _topics(site: Site) -> Iterator[Output]:
    for id in site.guide.file.topics:
        entry = site.guide.topics[id]
        late = overdue(site.guide, entry.document.path)
        yield Page(site, f"topics/{id}.md", origin(entry), CALM).render(
            "topic.md.j2", topic=entry.item, overdue=late
        )


def _claims(site: Site) -> Iterator[Output]:
    guide = site.guide
    for topic_id, topic in guide.topics.items():
        for claim in topic.item.claims:
            entry = guide.claims[claim.id]
            yield Page(site, f"claims/{claim.id}.md", origin(entry)).render(
                "claim.md.j2",
                claim=claim,
                title=name(guide, claim.id),
                longer=len(markup.sentences(markup.plain(claim.plain))) > 1,
                topic_id=topic_id,
                topic=topic.item,
                reasons=reasons(claim),
                effects=effects(guide, claim),
                changes=history.changes(guide, claim.id),
                plots=forests(guide, (*claim.rests_on, *claim.disputed_by), claim.disputed_by),
                outcomes=summary(guide, claim),
                steps=using(guide, claim.id),
                populars=citing_it(guide, claim.id),
                overdue=overdue(guide, entry.document.path, topic_id, claim.id),
            )
    levels = Counter(c.item.level for c in guide.claims.values())
    yield Page(site, "claims/index.md", "evidence/guide.yml").render(
        "claims.md.j2",
        topics=[(id, guide.topics[id].item) for id in guide.file.topics],
        counts=[(level, levels[level]) for level in reversed(Level) if levels[level]],
        ungraded=levels[None],
        map=landscape(guide),
    )


def _tables(site: Site) -> Iterator[Output]:
    for id in site.guide.file.tables:
        entry = site.guide.tables[id]
        late = overdue(site.guide, entry.document.path)
        yield Page(site, f"tables/{id}.md", origin(entry)).render(
            "table.md.j2", table=entry.item, drawn=bars(site.guide, entry.item), overdue=late
        )


def _lists(site: Site) -> Iterator[Output]:
    guide = site.guide
    if guide.popular:
        first = next(iter(guide.popular.values()))
        populars = [p.item for p in guide.popular.values()]
        late = overdue(guide, first.document.path)
        yield Page(site, "popular-claims.md", first.document.path, CALM).render(
            "popular-claims.md.j2", populars=populars, overdue=late
        )
    if guide.terms:
        yield Page(site, "glossary.md", "evidence/terms.yml").render(
            "glossary.md.j2", terms=glossary(guide)
        )


def _sources(site: Site) -> Iterator[Output]:
    guide = site.guide
    for key, entry in guide.sources.items():
        reading = guide.readings[key]
        ids = {finding.id for finding in reading.item.findings}
        claims = [
            (c.item, not ids & {*c.item.rests_on})
            for c in guide.claims.values()
            if ids & {*c.item.rests_on, *c.item.disputed_by}
        ]
        yield Page(site, f"sources/{key}.md", origin(reading)).render(
            "source.md.j2",
            source=entry.item,
            reading=reading.item,
            claims=claims,
            changes=history.gone_from(guide, key),
        )
    ordered = sorted((s.item for s in guide.sources.values()), key=lambda s: s.label.lower())
    listed = [(s, Markup(reference(s)), guide.readings[s.id].item.study.design) for s in ordered]  # noqa: S704 (escaped by citing)
    yield Page(site, "sources/index.md", "evidence/sources.bib").render(
        "sources.md.j2", sources=listed
    )


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
        numbers=numbers(guide),
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
        numbers=numbers(guide),
        levels_counted=[(level, graded[level]) for level in reversed(Level)],
        ungraded=Counter(c.kind for c in claims if not c.level).most_common(),
        gaps=[c for c in claims if c.kind is Kind.GAP],
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
        numbers=numbers(guide),
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
