"""The pages of a guide, each made from its view."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from types import ModuleType

from markupsafe import Markup

from evidence_guide import rules
from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.model import Converter
from evidence_guide.rules.rule import Rule
from evidence_guide.site import history
from evidence_guide.site.citation_files import page_references
from evidence_guide.site.page import Page, origin
from evidence_guide.view.addresses import choice_address, choices_shown, stage_address
from evidence_guide.view.pages import advice, evidence, options, sources, tables, tools
from evidence_guide.view.pages.about import about_page
from evidence_guide.view.pages.audit import checked_page
from evidence_guide.view.pages.citing import citing_page
from evidence_guide.view.pages.downloads import CHECKSUMS, downloads_page
from evidence_guide.view.pages.home import home_page
from evidence_guide.view.pages.listings import Listed, listing_page
from evidence_guide.view.pages.method import method_page
from evidence_guide.view.pages.parts import label, words_of
from evidence_guide.view.pages.plan import PLAN, plan_page
from evidence_guide.view.pages.reporting import reporting_page
from evidence_guide.view.pages.rules import RuleFamily, RulesPage, ShownRule
from evidence_guide.view.reporting import REPORTING, answered_checklists
from evidence_guide.view.shown import overdue
from evidence_guide.view.site import Site
from evidence_guide.view.translation_notes import about
from evidence_guide.view.views import Views

BRIEF = 1
"""Numbers behind one sentence on a page that lists what to do."""
CALM = 3
"""Numbers behind one sentence on pages that are read rather than checked."""
GUIDE = "evidence/guide.yml"
"""The file that the edit button of pages about the whole guide opens."""
DOWNLOADS = "downloads.md"
"""The page that offers the downloads."""
PLAN_ASSETS = ("assets/plan.css", "assets/plan.js")
"""The style sheet and the script of the plan, which no other page loads."""
TOOL_SCRIPTS = ("assets/converter.js", "assets/tally.js")
"""Each is loaded by the pages of its tools only."""


def evidence_pages(views: Views) -> Iterator[Output]:
    """Every page made from the evidence, in the order of the site."""
    site = views.site
    yield Page(site, "index.md", GUIDE, CALM).render("home.md.j2", home_page(views))
    yield Page(site, PLAN, GUIDE, BRIEF).render("plan.md.j2", plan_page(views))
    for pages in (_stages, _topics, _claims, _tables, _tools, _lists, _sources):
        yield from pages(views)
    yield from download_outputs(site)
    yield from _about_guide(views)


def _about_guide(views: Views) -> Iterator[Output]:
    """The pages on how the guide was made, checked and changed."""
    site, context = views.site, views.context
    yield Page(site, "method.md", GUIDE).render("method.md.j2", method_page(context))
    yield _audit(views)
    if answered_checklists(site.guide):
        yield _reporting(site)
    yield Page(site, "about-this-guide.md", GUIDE).render("about.md.j2", about_page(context))
    yield Page(site, "cite.md", GUIDE).render("cite.md.j2", citing_page(context))
    yield from history.history_pages(context)
    yield _rules(site)


def _stages(views: Views) -> Iterator[Output]:
    for id in views.site.guide.file.stages:
        yield from stage_outputs(views, id)
    yield _stage_list(views)
    yield from choice_pages(views)


def choice_pages(views: Views, translation: str = "") -> Iterator[Output]:
    """The pages of the choices; `translation` is the file that a translation's buttons open."""
    guide = views.site.guide
    for id in choices_shown(guide):
        entry = guide.choices[id]
        stage = entry.document.path
        page = Page(views.site, choice_address(guide, id), translation or origin(entry), CALM)
        state = about(guide, PurePath(stage).stem) if translation else ()
        late = overdue(guide, stage)
        yield page.render("choice.md.j2", options.choice_page(views, id), late, state)
        yield from page_references(page)


def _stage_list(views: Views) -> Output:
    """The page that lists the stages."""
    page = Page(views.site, "stages/index.md", GUIDE, CALM)
    return page.render("stages.md.j2", advice.stages_page(views))


def stage_page(views: Views, id: str) -> Output:
    """The page of a stage alone."""
    return next(stage_outputs(views, id))


def stage_outputs(
    views: Views, id: str, written: str = "", translation: Sequence[str] = ()
) -> Iterator[Output]:
    """The page of a stage, with its references as files.

    `written` is the file that its edit button opens, `translation` the state of its translation.
    """
    guide = views.site.guide
    entry = guide.stages[id]
    page = Page(views.site, stage_address(guide, id), written or origin(entry), CALM)
    late = overdue(guide, entry.document.path)
    yield page.render("stage.md.j2", advice.stage_view_page(views, id), late, translation)
    yield from page_references(page)


def _topics(views: Views) -> Iterator[Output]:
    for id in views.site.guide.file.topics:
        yield from _topic(views, id)


def _topic(views: Views, id: str) -> Iterator[Output]:
    """The page of a topic, with its references as files."""
    guide = views.site.guide
    entry = guide.topics[id]
    page = Page(views.site, f"topics/{id}.md", origin(entry), CALM)
    late = overdue(guide, entry.document.path)
    yield page.render("topic.md.j2", evidence.topic_page(views, id), late)
    yield from page_references(page)


def _claims(views: Views) -> Iterator[Output]:
    for topic in views.site.guide.file.topics:
        yield from _claims_of(views, topic)
    yield _claim_list(views)


def _claims_of(views: Views, topic: str) -> Iterator[Output]:
    """The pages of the claims of a topic."""
    for id in views.topic(topic).claims:
        yield from _claim(views, topic, id)


def _claim_list(views: Views) -> Output:
    """The page that lists the claims."""
    page = Page(views.site, "claims/index.md", GUIDE)
    return page.render("claims.md.j2", evidence.claims_page(views))


def _claim(views: Views, topic: str, id: str) -> Iterator[Output]:
    """The page of a claim, with its references as files."""
    entry = views.site.guide.claims[id]
    page = Page(views.site, f"claims/{id}.md", origin(entry))
    late = overdue(views.site.guide, entry.document.path, topic, id)
    yield page.render("claim.md.j2", evidence.claim_page(views, topic, id), late)
    yield from page_references(page)


def _tables(views: Views) -> Iterator[Output]:
    guide = views.site.guide
    for id in guide.file.tables:
        entry = guide.tables[id]
        page = Page(views.site, f"tables/{id}.md", origin(entry))
        late = overdue(guide, entry.document.path)
        yield page.render("table.md.j2", tables.table_page(views, id), late)


def _tools(views: Views) -> Iterator[Output]:
    """A page for each converter and each tally: whole without JavaScript, with a small script."""
    late = overdue(views.site.guide, "evidence/tools.yml")
    for id, entry in views.site.guide.tools.items():
        page = Page(views.site, f"tools/{id}.md", origin(entry))
        tool = entry.item
        if isinstance(tool, Converter):
            yield page.render("converter.md.j2", tools.converter_page(views, tool), late)
        else:
            yield page.render("tally.md.j2", tools.tally_page(views, tool), late)


def _lists(views: Views) -> Iterator[Output]:
    if views.site.guide.popular:
        yield _popular(views)
    if views.site.guide.terms:
        yield _glossary(views)


def _glossary(views: Views) -> Output:
    """The page of the glossary."""
    page = Page(views.site, "glossary.md", "evidence/terms.yml")
    view = tables.GlossaryPage(terms=views.terms, abbreviations=views.abbreviations)
    return page.render("glossary.md.j2", view)


def _popular(views: Views) -> Output:
    """The page of popular claims."""
    guide = views.site.guide
    path = next(iter(guide.popular.values())).document.path
    page = Page(views.site, "popular-claims.md", path, CALM)
    late = overdue(guide, path)
    return page.render("popular-claims.md.j2", tables.popular_page(views), late)


def _source(views: Views, key: str) -> Output:
    """The page of a source."""
    page = Page(views.site, f"sources/{key}.md", origin(views.guide.readings[key]))
    return page.render("source.md.j2", sources.source_page(views, key))


def _sources(views: Views) -> Iterator[Output]:
    for key in views.guide.sources:
        yield _source(views, key)
    lines = sources.source_lines(views.guide)
    yield _listing(views.site, "sources", "sources/index.md", "evidence/sources.bib", lines)


def _listing(site: Site, group: str, uri: str, file: str, lines: Iterable[Listed]) -> Output:
    """A page that lists things, with its own words in a group of `site_words.yml`."""
    return Page(site, uri, file).render("listing.md.j2", listing_page(site.guide, group, lines))


def download_outputs(site: Site) -> tuple[Output, ...]:
    """The page that offers the downloads, and with any the file of their checksums."""
    page = Page(site, DOWNLOADS, GUIDE)
    listed = page.render("downloads.md.j2", downloads_page(page.context))
    return (listed, _checksums(site)) if site.downloads else (listed,)


def _checksums(site: Site) -> Output:
    """The file with the checksum of every download."""
    lines = (f"{download.sha256}  {download.name}\n" for download in site.downloads)
    return Output(CHECKSUMS, "".join(lines))


def _audit(views: Views) -> Output:
    guide = views.site.guide
    silent = [rule.id for rule in rules.silent(guide)]
    view = checked_page(views, _ignored(guide), silent)
    return Page(views.site, "audit.md", GUIDE, CALM).render("audit.md.j2", view)


def _ignored(guide: Guide) -> Iterator[Markup]:
    """The complaints that were set aside, each with the reason."""
    reason = words_of(guide).audit.reason
    for one in rules.ignored(guide):
        found = one.diagnostic
        said = (found.place, found.rule, found.message, reason, one.reason)
        yield label("{}: {}: {}. {} {}", *said)


def _reporting(site: Site) -> Output:
    """The page of reporting checklists."""
    page = Page(site, REPORTING, GUIDE)
    return page.render("reporting.md.j2", reporting_page(site.guide))


def _rules(site: Site) -> Output:
    families = tuple(_family(site.guide, module) for module in rules.FAMILIES)
    return Page(site, "rules.md").render(
        "rules.md.j2", RulesPage(families=families, language="en" if site.guide.table else "")
    )


def _family(guide: Guide, module: ModuleType) -> RuleFamily:
    name = module.__name__.rsplit(".", 1)[1]
    members = (rule for rule in rules.rules() if rule.family == name)
    return RuleFamily(
        id=name,
        title=name.capitalize(),
        about=module.__doc__ or "",
        rules=tuple(_rule(guide, rule) for rule in members),
    )


def _rule(guide: Guide, rule: Rule) -> ShownRule:
    words, example = words_of(guide).rules, rule.example
    bad_label = label("{}:", words.bad)
    if not example.bad:
        bad_label = label("{}: {}:", words.bad, words.the_same_line_is)
    return ShownRule(
        id=rule.id,
        sentence=rule.sentence,
        why=rule.why,
        warning=rule.severity == "warning",
        file=example.file,
        good=example.good,
        bad=example.bad,
        bad_label=bad_label,
    )
