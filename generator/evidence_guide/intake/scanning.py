"""The command `scan`: what PubMed has taken in since that the guide neither cites nor left out, and what is due for review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide
from evidence_guide.intake import laying, pubmed
from evidence_guide.intake.asking import identifier
from evidence_guide.intake.pubmed import Asker, Record
from evidence_guide.model import PUBMED, Excluded, Strategy
from evidence_guide.proof.texts import NoText
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid
from evidence_guide.view.reviews import reviews

FORMATS = ("text", "markdown")
MOST_TOLD = 100
"""Records in Markdown, for an issue holds no more than 65,536 characters."""


class NewPublication(NamedTuple):
    """A publication that is new to the guide, and the searches that found it."""

    record: Record
    searches: tuple[Strategy, ...]

    @property
    def address(self) -> str:
        """Where a reader finds it."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.record.pmid}/"

    @property
    def line(self) -> str:
        """What it is, in a line."""
        told = (
            self.record.first,
            self.record.title.rstrip("."),
            " ".join(filter(None, (self.record.journal, self.record.day))),
        )
        return ". ".join(filter(None, told))


class Due(NamedTuple):
    """A review that is due: of what, where its date stands, and the day."""

    id: str
    place: Place
    day: date


@dataclass(frozen=True)
class Scan:
    """What came of it."""

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


def scan(guide: Guide, asker: Asker | None = None) -> Scan:
    """What is new and what is due; without anybody to ask, only what is due."""
    warn = guide.file.policy.review_warn_days
    due = sorted((Due(*each) for each in reviews(guide)), key=lambda each: (each.day, each.id))
    overdue = tuple(each for each in due if each.day < guide.today)
    soon = tuple(
        each for each in due if guide.today <= each.day <= guide.today + timedelta(days=warn)
    )
    if asker is None:
        return Scan(overdue=overdue, soon=soon, today=guide.today)
    found, trouble, ran = _searched(guide, asker)
    new, more = _new(guide, found, asker)
    return Scan(new, overdue, soon, (*trouble, *more), ran, guide.today)


def _searched(guide: Guide, asker: Asker) -> tuple[dict[str, tuple[Strategy, ...]], list[str], int]:
    """The searches that found each PMID, what went wrong, and how many searches were answered."""
    found: dict[str, tuple[Strategy, ...]] = {}
    trouble: list[str] = []
    ran = 0
    for strategy in (entry.item for entry in guide.all(Strategy)):
        if strategy.database != PUBMED or strategy.scan_from is None:
            continue
        answer = pubmed.search_pubmed(asker, strategy.query, strategy.scan_from)
        if isinstance(answer, NoText):
            trouble.append(f"the search “{strategy.title}” could not be run ({answer})")
            continue
        pmids, count = answer
        ran += 1
        if count > len(pmids):
            trouble.append(
                f"the search “{strategy.title}” finds {count} records and only {len(pmids)} were looked at; set a later `scan_from`, or narrow it"
            )
        for pmid in pmids:
            found[pmid] = (*found.get(pmid, ()), strategy)
    return found, trouble, ran


def _new(
    guide: Guide, found: dict[str, tuple[Strategy, ...]], asker: Asker
) -> tuple[tuple[NewPublication, ...], list[str]]:
    """What of the records found is neither cited nor left out, newest PMID first; and what PubMed did not tell."""
    known = set(_known(guide)) - {""}
    wanted = sorted((pmid for pmid in found if pmid not in known), key=int, reverse=True)
    said = list(pubmed.summaries(asker, wanted))
    new = tuple(
        NewPublication(record, found[record.pmid])
        for record in said
        if isinstance(record, Record) and not {record.doi, record.pmcid} & known
    )
    return new, [
        f"some records found could not be looked at ({why})"
        for why in said
        if isinstance(why, NoText)
    ]


def _known(guide: Guide) -> Iterator[str]:
    """PMIDs, DOIs and PMCIDs of all that is cited or left out."""
    for source in guide.sources.values():
        fields = source.item.fields
        yield from (
            plain_doi(fields.get("doi", "")),
            plain_pmid(fields.get("pmid", "")),
            plain_pmcid(fields.get("pmcid", "")),
        )
    for excluded in guide.all(Excluded):
        named = identifier(excluded.item.record)
        yield named.value if named else ""


def publication_list(found: Scan, form: str, *, asked: bool) -> str:
    """The list as text or as Markdown; `asked` says whether PubMed was."""
    return laying.laid(
        "scan.md.j2" if form == "markdown" else "scan.txt.j2",
        scan=found,
        asked=asked,
        most=MOST_TOLD,
    )
