"""New PubMed records that the guide neither cites nor left out, and reviews that are due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake import layout, pubmed
from evidence_guide.intake.identifiers import identifier
from evidence_guide.intake.pubmed import Asker, Record, SearchResult
from evidence_guide.model import PUBMED, Excluded, Strategy
from evidence_guide.proof.texts import NoText
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid
from evidence_guide.view.reviews import reviews

FORMATS = ("text", "markdown")
MOST_LISTED = 100
"""Records listed in Markdown, since an issue holds no more than 65,536 characters."""


class NewPublication(NamedTuple):
    """A publication that is new to the guide, and the searches that found it."""

    record: Record
    searches: tuple[Strategy, ...]

    @property
    def address(self) -> str:
        """Its page at PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.record.pmid}/"

    @property
    def line(self) -> str:
        """First author, title, journal and date in a line."""
        record = self.record
        published = " ".join(filter(None, [record.journal, record.day]))
        parts = [record.first, record.title.rstrip("."), published]
        return ". ".join(filter(None, parts))


class Due(NamedTuple):
    """A review that is due: of which item, the place of its date, and the day."""

    id: str
    place: Place
    day: date


@dataclass(frozen=True)
class Scan:
    """The results of all searches, and the reviews that are due."""

    new: tuple[NewPublication, ...] = ()
    overdue: tuple[Due, ...] = ()
    soon: tuple[Due, ...] = ()
    trouble: tuple[str, ...] = ()
    """Searches that could not be run, or not to the end, and why."""
    ran: int = 0
    """How many searches PubMed answered."""
    today: date = date.min

    @property
    def silent(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.new or self.overdue or self.soon or self.trouble)


class _Searched(NamedTuple):
    """The searches that found each PMID, and those that failed."""

    found: dict[str, tuple[Strategy, ...]]
    trouble: list[str]
    ran: int


def scan(guide: Guide, asker: Asker | None = None) -> Scan:
    """New records and due reviews; without an asker, only the reviews."""
    overdue, soon = _due(guide)
    if asker is None:
        return Scan(overdue=overdue, soon=soon, today=guide.today)
    searched = _searched(guide, asker)
    new, silent = _new(guide, searched.found, asker)
    trouble = (*searched.trouble, *silent)
    return Scan(tuple(new), overdue, soon, trouble, searched.ran, guide.today)


def _due(guide: Guide) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    """The reviews that are overdue, and those that are due soon, by day."""
    every = sorted(_reviews(guide), key=attrgetter("day", "id"))
    overdue = [due for due in every if due.day < guide.today]
    soon = [due for due in every if _is_soon(due, guide)]
    return tuple(overdue), tuple(soon)


def _is_soon(due: Due, guide: Guide) -> bool:
    """Whether a review is not overdue, but within the days that the guide warns ahead."""
    last = guide.today + timedelta(days=guide.file.policy.review_warn_days)
    return guide.today <= due.day <= last


def _reviews(guide: Guide) -> Iterator[Due]:
    for review in reviews(guide):
        yield Due(*review)


def _searched(guide: Guide, asker: Asker) -> _Searched:
    """The results of every search strategy that PubMed is asked again."""
    found: dict[str, tuple[Strategy, ...]] = {}
    trouble: list[str] = []
    ran = 0
    for strategy, since in _strategies(guide):
        answer = pubmed.search_pubmed(asker, strategy.query, since)
        trouble.extend(_trouble(strategy, answer))
        if isinstance(answer, NoText):
            continue
        ran += 1
        for pmid in answer.pmids:
            found[pmid] = (*found.get(pmid, ()), strategy)
    return _Searched(found, trouble, ran)


def _trouble(strategy: Strategy, answer: SearchResult | NoText) -> Iterator[str]:
    """Why a search was not run, or not to the end."""
    name = f"the search “{strategy.title}”"
    if isinstance(answer, NoText):
        yield f"{name} could not be run ({answer})"
    elif answer.total > len(answer.pmids):
        yield (
            f"{name} finds {answer.total} records and only {len(answer.pmids)} were looked at;"
            " set a later `scan_from`, or narrow it"
        )


def _strategies(guide: Guide) -> Iterator[tuple[Strategy, date]]:
    """The searches of PubMed that are run again, with the day from which on."""
    for entry in guide.all(Strategy):
        strategy = entry.item
        if strategy.database == PUBMED and strategy.scan_from is not None:
            yield strategy, strategy.scan_from


def _new(
    guide: Guide, found: Mapping[str, tuple[Strategy, ...]], asker: Asker
) -> tuple[list[NewPublication], list[str]]:
    """The records that the guide does not know, newest PMID first, and why some have no summary."""
    known = _known(guide)
    new: list[NewPublication] = []
    trouble: list[str] = []
    for answer in pubmed.summaries(asker, _newest_first(found.keys() - known)):
        if isinstance(answer, NoText):
            trouble.append(f"some records found could not be looked at ({answer})")
        elif known.isdisjoint({answer.doi, answer.pmcid}):
            new.append(NewPublication(answer, found[answer.pmid]))
    return new, trouble


def _newest_first(pmids: Iterable[str]) -> list[str]:
    return sorted(pmids, key=int, reverse=True)


def _known(guide: Guide) -> set[str]:
    """PMIDs, DOIs and PMCIDs of everything that is cited or left out."""
    return {*_excluded(guide), *_cited(guide)} - {""}


def _cited(guide: Guide) -> Iterator[str]:
    """PMIDs, DOIs and PMCIDs of the sources, some of them empty."""
    for source in guide.sources.values():
        yield from _ids(source.item)


def _excluded(guide: Guide) -> Iterator[str]:
    """The identifiers of everything that is left out."""
    for entry in guide.all(Excluded):
        named = identifier(entry.item.record)
        if named:
            yield named.value


def _ids(source: Source) -> Iterator[str]:
    fields = source.fields
    yield plain_doi(fields.get("doi", ""))
    yield plain_pmid(fields.get("pmid", ""))
    yield plain_pmcid(fields.get("pmcid", ""))


def publication_list(found: Scan, form: str, *, asked: bool) -> str:
    """The list as text or as Markdown; `asked` says whether PubMed was."""
    template = "scan.md.j2" if form == "markdown" else "scan.txt.j2"
    return layout.filled_template(template, scan=found, asked=asked, most=MOST_LISTED)
