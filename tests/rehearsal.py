"""A rehearsal of `verify` for a whole guide: a loopback server plays every service and publisher.

The texts are made of our own words around the ends of the passages, so they say nothing of the
sources. One source each has a failure that the real services have.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from typing import NamedTuple
from urllib.parse import quote

import httpx2
from tests import services
from tests.loopback import Loopback, Reply, pdf

from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Receipt
from evidence_guide.guide.source import Source
from evidence_guide.model import Finding
from evidence_guide.proof.extent import is_paper
from evidence_guide.proof.fetching import SERVICES, Clock
from evidence_guide.proof.hosts import registered_host
from evidence_guide.proof.lookup import LookupOptions, open_library
from evidence_guide.proof.retraction_watch import RetractionWatch, parse_retractions
from evidence_guide.proof.services import Services
from evidence_guide.proof.source_ids import source_doi, source_pmcid, source_pmid
from evidence_guide.proof.verifying import verify

CONTACT = "maintainer@guide.example"
PATIENCE = 17
LABELS = ("BACKGROUND", "STUDY DESIGN", "WHAT THIS ADDS", "")
CELL = "\f"
"""Marks the border of two cells of a table."""
ITEM = "\v"
"""Marks an item of a list, which begins in lower case."""
FILLER = "Here a source says in its own words what nobody needs to find again in this rehearsal. "
ASKED = Services(contact=CONTACT)
MAIL = {"email": CONTACT}


class Played(NamedTuple):
    """A guide whose texts are served: what came of it, the waits, and the planted failures."""

    receipts: dict[str, Receipt]
    waits: list[float]
    """The seconds that a real run would have waited."""
    planted: dict[str, str]


@dataclass
class Stage:
    """The server with the texts of one guide, and the sources that still need a failure."""

    guide: Guide
    server: Loopback
    planted: dict[str, str] = field(default_factory=dict)

    def on(self, address: str, *replies: Reply, mail: bool = False) -> None:
        url = httpx2.URL(address)
        asked = url.copy_merge_params(MAIL) if mail else url
        self.server.on(f"/{asked.host}{asked.raw_path.decode()}", *replies)


def sentences(source: Source, findings: list[Finding]) -> list[str]:
    """Each passage once, with our own words, and the figures of all its findings, in its gaps.

    A passage that is the title is at the top already.
    """
    figures: dict[str, list[str]] = {}
    for finding in findings:
        figures.setdefault(finding.passage, []).extend(finding.printed)
    return [
        sentence(parts_of(passage), found)
        for passage, found in figures.items()
        if not all(part in source.title for part in parts_of(passage))
    ]


def parts_of(passage: str) -> list[str]:
    return re.split(r"\s+(?:…|\.\.\.|\[…\])\s+", passage)


def sentence(parts: list[str], figures: list[str]) -> str:
    first, *rest = parts
    ending = max([parts[-1], *(f for f in figures if f.endswith(parts[-1]))], key=len)
    others = [figure for figure in figures if not any(holds(p, figure) for p in [*parts, ending])]
    between = f"that is, in our words, {' and '.join(others)} of it"
    whole = " ".join([first, between, *rest[:-1], ending]) if rest else first
    whole = in_cells(whole, figures)
    whole = whole if whole.endswith((".", "!", "?", "…", ".”", ".)")) else f"{whole}."
    return f"{ITEM}{whole}" if whole[0].islower() else whole


def paragraphs(lines: Iterable[str]) -> str:
    return "".join(map(block, lines))


def block(line: str) -> str:
    if CELL in line:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.rstrip(".").split(CELL) if cell)
        return f"<table><tr>{cells}</tr></table>"
    return f"<p>{escape(line)}</p>".replace(ITEM, "Such as:</p><p>")


def page_text(source: Source, lines: list[str]) -> str:
    return paragraphs([*named(source), *lines, FILLER * 20])


def labelled(lines: list[str]) -> list[tuple[str, str]]:
    """Each line as a section, under whatever label; an item has none."""
    return [
        ("" if line.startswith(ITEM) else label, escape(line.strip(ITEM).replace(CELL, " ")))
        for label, line in zip(LABELS * len(lines), lines, strict=False)
    ]


def in_cells(text: str, figures: list[str]) -> str:
    """A row of a table, whose cells a passage writes without a border, in its cells."""
    for figure in sorted(figures, key=len):
        written = re.escape(figure)
        if re.search(rf"[a-z]{written}\b|(?:\d |[a-z] ){written} \d", text):
            text = text.replace(figure, f"{CELL}{figure}{CELL}")
    return text


def holds(text: str, figure: str) -> bool:
    """Whether a text has a figure that is no part of a longer number."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d%])", text) is not None


# Who has which text


def play(stage: Stage) -> None:
    """Serves a text of every source, each in one of the ways in which real sources have one."""
    for number, (key, reading) in enumerate(stage.guide.readings.items()):
        if key in stage.guide.sources:
            serve(stage, stage.guide.sources[key].item, list(reading.item.findings), number)


def serve(stage: Stage, source: Source, findings: list[Finding], number: int) -> None:
    lines = sentences(source, findings)
    doi, pmid, pmcid = source_doi(source), source_pmid(source), source_pmcid(source)
    if not pmcid and (doi or pmid):
        stage.on(ASKED.pmcid(doi or pmid).address, services.conversion(doi or pmid), mail=True)
    if pmcid:
        serve_article(stage, source, lines, number)
    elif pmid:
        sections = labelled(lines)
        reply = services.pubmed(source.title, sections, pmid, doi)
        stage.on(ASKED.pubmed(pmid).address, reply, mail=True)
    elif doi and number % 2:
        reply = services.europe_pmc_record(source.title, paragraphs(lines), doi)
        stage.on(ASKED.europe_pmc_record(doi).address, reply)
    elif doi:
        serve_open_copy(stage, source, lines)
    else:
        serve_page(stage, source, lines)


def serve_article(stage: Stage, source: Source, lines: list[str], number: int) -> None:
    """The article, from Europe PMC or, where that does not have it, from PubMed Central."""
    sections = labelled(lines)
    ids = {name: source.fields.get(name, "") for name in ("pmid", "doi", "pmcid")}
    text = services.article(source.title, [*sections, ("Discussion", FILLER * 20)], **ids)
    pmcid = source_pmcid(source)
    if number % 2:
        stage.on(ASKED.europe_pmc_article(pmcid).address, services.europe_pmc_article(text))
    else:
        stage.on(ASKED.pmc_article(pmcid).address, services.pmc(text), mail=True)


def serve_open_copy(stage: Stage, source: Source, lines: list[str]) -> None:
    """The published version in a repository, which Unpaywall names."""
    doi = source_doi(source)
    copy = f"https://repository.example.org/{source.id}"
    named = services.unpaywall(doi, services.open_copy(copy, is_pdf=False))
    stage.on(ASKED.open_copies(doi).address, named, mail=True)
    stage.on(copy, services.page(source.title, page_text(source, lines), doi))


def serve_page(stage: Stage, source: Source, lines: list[str]) -> None:
    """The page of the source, of Bookshelf where it is a chapter of a book there."""
    url = source.fields["url"]
    is_book = "/books/" in url
    text = page_text(source, lines)
    page = services.bookshelf(source.title, text) if is_book else services.page(source.title, text)
    stage.on(url, page)


def named(source: Source) -> Iterator[str]:
    """Who is behind a source; a short title is its own only beside such a name."""
    for person in (*source.authors, *source.editors):
        yield person.short
    for name in ("publisher", "institution", "organization"):
        if source.fields.get(name):
            yield source.fields[name]


# The failures


def plant(stage: Stage) -> None:
    """Gives each failure to a page of its own host, and one paper none of whose services has it."""
    pages = [key for key in stage.guide.readings if is_plain_page(stage, key)]
    for name, fail in FAILURES.items():
        key = next(key for key in pages if name != "figure missing" or has_own_figures(stage, key))
        pages.remove(key)
        source = stage.guide.sources[key].item
        fail(stage, source, sentences(source, list(stage.guide.readings[key].item.findings)))
        stage.planted[key] = name
    papers = [key for key in stage.guide.readings if is_plain_paper(stage.guide.sources[key].item)]
    withhold(stage, stage.guide.sources[papers[0]].item)


def is_plain_page(stage: Stage, key: str) -> bool:
    """Whether a source is a page alone, and no other source is on its host."""
    source = stage.guide.sources[key].item
    ids = source_doi(source) or source_pmid(source) or source_pmcid(source)
    if ids or is_paper(source) or "/books/" in source.fields["url"]:
        return False
    host = registered_host(source.fields["url"])
    hosts = [
        registered_host(entry.item.fields.get("url", "")) for entry in stage.guide.sources.values()
    ]
    return hosts.count(host) == 1


def is_plain_paper(source: Source) -> bool:
    return bool(source_doi(source) and source_pmid(source)) and not source_pmcid(source)


def has_own_figures(stage: Stage, key: str) -> bool:
    source = stage.guide.sources[key].item
    lines = sentences(source, list(stage.guide.readings[key].item.findings))
    return any(without_figures(line) != line for line in lines)


def without_figures(line: str) -> str:
    return re.sub(r"that is, in our words, \S.* of it", "that is so", line)


def withhold(stage: Stage, source: Source) -> None:
    """Every service answers, and none has the text."""
    doi, pmid = source_doi(source), source_pmid(source)
    stage.on(ASKED.pubmed(pmid).address, services.pubmed_nothing(), mail=True)
    stage.on(ASKED.europe_pmc_record(doi).address, services.europe_pmc_results([]))
    stage.on(ASKED.open_copies(doi).address, services.unpaywall_unknown(doi), mail=True)
    stage.on(ASKED.resolved(doi).address, services.moved("https://paywall.example.org/x"))
    stage.server.on("/paywall.example.org/x", services.robot_check())
    stage.planted[source.id] = "withheld"


Failure = Callable[[Stage, Source, list[str]], None]


def answered(*replies: Reply) -> Failure:
    """A page that is answered so."""

    def fail(stage: Stage, source: Source, _: list[str]) -> None:
        stage.on(source.fields["url"], *replies)

    return fail


def changed(change: Callable[[str], str]) -> Failure:
    """A page whose text differs from what the passages say."""

    def fail(stage: Stage, source: Source, lines: list[str]) -> None:
        text = page_text(source, list(map(change, lines)))
        stage.on(source.fields["url"], services.page(source.title, text))

    return fail


def in_circles(stage: Stage, source: Source, _: list[str]) -> None:
    stage.on(source.fields["url"], services.moved(source.fields["url"]))


def of_another(stage: Stage, source: Source, lines: list[str]) -> None:
    page = services.page("Coffee and its growers in the last century", paragraphs(lines))
    stage.on(source.fields["url"], page)


def shortened(stage: Stage, source: Source, _: list[str]) -> None:
    stage.on(source.fields["url"], services.page(source.title, paragraphs(named(source))))


def landing(stage: Stage, source: Source, lines: list[str]) -> None:
    """A page that leads to a PDF with the text."""
    target = str(httpx2.URL(source.fields["url"]).join("/document.pdf"))
    link = paragraphs(["Download below."])
    stage.on(source.fields["url"], services.page(source.title, link, pdf="/document.pdf"))
    printed = "\n".join([source.title, *named(source), *lines])
    latin = printed.replace(ITEM, "").encode("latin-1", "replace").decode("latin-1")
    stage.on(target, Reply(pdf(latin), "application/pdf"))


def moved_on(stage: Stage, source: Source, lines: list[str]) -> None:
    """A page that has moved within its site."""
    target = str(httpx2.URL(source.fields["url"]).join("/moved/here"))
    stage.on(target, services.page(source.title, page_text(source, lines)))
    stage.on(source.fields["url"], services.moved(target, 301))


def busy_at_first(stage: Stage, source: Source, lines: list[str]) -> None:
    wait = Reply(status=429, headers=(("Retry-After", str(PATIENCE)),))
    page = services.page(source.title, page_text(source, lines))
    stage.on(source.fields["url"], wait, page)


FAILURES: dict[str, Failure] = {
    "not found (404)": answered(Reply("gone", status=404)),
    "refused by the server": answered(services.robot_check()),
    "login page": answered(services.cookie_wall()),
    "redirect loop": in_circles,
    "refused host": answered(services.moved("https://elsewhere.example.net/")),
    "too large": answered(Reply("x", length=90_000_000)),
    "truncated download": answered(Reply("<p>half", length=5_000)),
    "server error": answered(Reply(status=500)),
    "too many requests (429)": answered(Reply(status=429, headers=(("Retry-After", "3600"),))),
    "wrong content type": answered(Reply("x", "image/png")),
    "empty": answered(Reply("<html><body></body></html>")),
    "publication not identified": of_another,
    "passage not found": changed(lambda line: line.replace(" ", " never ")),
    "only part of a sentence": changed(lambda line: f"Nobody believes that {line}"),
    "figure missing": changed(without_figures),
    "undecided": shortened,
    "proved (landing page)": landing,
    "proved (moved page)": moved_on,
    "proved (busy page)": busy_at_first,
}
"""What becomes of a page, by what its findings are then, or by the reason why it has no text."""


# Standings


def play_standings(guide: Guide, server: Loopback) -> tuple[frozenset[str], RetractionWatch]:
    """Crossref's records and the list of Retraction Watch; one paper is retracted in each."""
    stage = Stage(guide, server)
    dois = {key: source_doi(entry.item) for key, entry in guide.sources.items()}
    papers = {key: doi for key, doi in dois.items() if doi}
    for key, doi in papers.items():
        title = guide.sources[key].item.title
        stage.on(f"{SERVICES.crossref}/works/{quote(doi, safe='')}", services.work(doi, title))
    first, *_, last = papers
    notice = services.update("retraction", "10.1000/notice", (2019, 7, 26))
    work = services.work(papers[first], "A title", updated_by=[notice])
    stage.on(f"{SERVICES.crossref}/works/{quote(papers[first], safe='')}", work)
    today = f"{guide.today:%m/%d/%Y} 0:00"
    row = {"OriginalPaperDOI": papers[last], "RetractionNature": "Retraction"}
    rows = [row | {"RetractionDate": today, "Reason": "+Unreliable Data;"}]
    watch = parse_retractions(services.retraction_list(rows), "rw.csv", guide.today)
    return frozenset({first, last}), watch


# The run


def rehearse(guide: Guide, server: Loopback) -> Played:
    """Everything is looked up as `verify` does it, with a clock that does not make it wait."""
    stage = Stage(guide, server)
    play(stage)
    plant(stage)
    clock = Waiting()
    options = LookupOptions(
        contact=CONTACT,
        transport=services.Internet(server),
        clock=Clock(lambda: clock.now, clock.sleep, lambda: 0.0),
    )
    receipts: dict[str, Receipt] = {}
    with open_library(guide, options) as library:
        without_cache = replace(library, cache=None)  # its files take longer than all else
        for _, found in verify(guide, without_cache, frozenset()):
            receipts |= found
    return Played(receipts, clock.waits, stage.planted)


@dataclass
class Waiting:
    """A clock that moves only when somebody waits."""

    now: float = 0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
