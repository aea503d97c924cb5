"""The Retraction Watch data: notices by DOI and PMID, and a diagnostic for each unsound row.

Columns: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evidence_guide.diagnostic import Diagnostic, GuideError, Place
from evidence_guide.files import reading
from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.standing import (
    Notice,
    Standing,
    State,
    combined,
    superseding,
    unchecked,
)
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

MOST_BYTES = 256 * reading.MIB
RULE = "sound-retraction-data"
COLUMNS = (
    "Record ID",
    "Title",
    "Subject",
    "Institution",
    "Journal",
    "Publisher",
    "Country",
    "Author",
    "URLS",
    "ArticleType",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
    "Paywalled",
    "Notes",
)
_NATURES = {
    "retraction": State.RETRACTED,
    "expression of concern": State.CONCERN,
    "correction": State.CORRECTED,
    "reinstatement": State.REINSTATED,
}
_OUT_OF_DATE = re.compile(r"withdrawn \(out of date\)", re.IGNORECASE)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_NOT_UTF8 = "�"
_COCHRANE = "10.1002/14651858."
_ADDRESS = "https://gitlab.com/crossref/retraction-watch-data"


@dataclass(frozen=True)
class RetractionWatch:
    """Notices by the DOI and by the PMID of the original paper."""

    name: str
    by_doi: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    by_pmid: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    reviews: frozenset[str] = frozenset()
    """All DOIs of Cochrane reviews in the data, to find later versions."""
    trouble: tuple[Diagnostic, ...] = ()
    usable: bool = False

    def standing(self, source: Source, today: date) -> Standing:
        """The standing of a source by these data, matched by its own DOI and PMID only."""
        doi = plain_doi(source.fields.get("doi", ""))
        pmid = plain_pmid(source.fields.get("pmid", ""))
        if not self.usable:
            return unchecked("the data cannot be read", self.name)
        if not (doi or pmid):
            return unchecked("the source has neither DOI nor PMID", self.name)
        return combined(self._notices(doi, pmid), self.name, today)

    def _notices(self, doi: str, pmid: str) -> Iterator[Notice]:
        yield from self.by_doi.get(doi, ())
        yield from self.by_pmid.get(pmid, ())
        newer = superseding(doi, self.reviews)
        if newer:
            yield Notice(State.SUPERSEDED, None, "there is a later version", newer)


@dataclass
class _Index:
    """The notices while the rows are read."""

    by_doi: dict[str, list[Notice]] = field(default_factory=dict)
    by_pmid: dict[str, list[Notice]] = field(default_factory=dict)
    reviews: set[str] = field(default_factory=set)

    def add(self, row: Mapping[str, str], notice: Notice) -> None:
        doi = plain_doi(row["OriginalPaperDOI"])
        pmid = plain_pmid(row["OriginalPaperPubMedID"])
        if doi:
            self.by_doi.setdefault(doi, []).append(notice)
        if pmid:
            self.by_pmid.setdefault(pmid, []).append(notice)
        self.reviews.update(id for id in (doi, notice.doi) if id.startswith(_COCHRANE))


def load_retractions(path: Path) -> RetractionWatch:
    """The data in a file. Raises GuideError if it cannot be opened."""
    try:
        return parse_retractions(reading.content(path, MOST_BYTES), path.name)
    except reading.RefusedFile as refused:
        fix = f"clone {_ADDRESS} and name its CSV file"
        raise GuideError(f"{path}: {refused.problem}; {fix}") from None


def parse_retractions(data: bytes, path: str) -> RetractionWatch:
    """The notices in the bytes of a CSV file; `trouble` has a diagnostic for each unsound row."""
    trouble: list[Diagnostic] = []
    index = _Index()
    rows = 0
    for place, row in _rows(data, path, trouble):
        rows += 1
        index.add(row, _notice(row, place, trouble))
    return RetractionWatch(
        f"Retraction Watch CSV {hashlib.sha256(data).hexdigest()[:12]}",
        _frozen(index.by_doi),
        _frozen(index.by_pmid),
        frozenset(index.reviews),
        tuple(trouble),
        usable=rows > 0,
    )


def _frozen(notices: dict[str, list[Notice]]) -> dict[str, tuple[Notice, ...]]:
    return {id: tuple(found) for id, found in notices.items()}


def _rows(
    data: bytes, path: str, trouble: list[Diagnostic]
) -> Iterator[tuple[Place, dict[str, str]]]:
    """Each whole row with its place; a diagnostic for each of the others."""
    lines = _csv_rows(data, path, trouble)
    for place, cells in lines:
        header = [cell.strip() for cell in cells]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            problem = f"the columns {', '.join(missing)} are missing"
            trouble.append(_unsound(place._replace(line=1), problem))
            return
        yield from _rows_below(header, lines, trouble)


def _rows_below(
    header: list[str], lines: Iterator[tuple[Place, list[str]]], trouble: list[Diagnostic]
) -> Iterator[tuple[Place, dict[str, str]]]:
    for place, cells in lines:
        problem = _problem(cells, header)
        if problem:
            trouble.append(_unsound(place, problem))
        if len(cells) == len(header):
            yield place, dict(zip(header, cells, strict=True))


def _problem(cells: list[str], header: list[str]) -> str:
    if len(cells) != len(header):
        return f"this row has {len(cells)} cells, the header {len(header)}"
    if any(_NOT_UTF8 in cell for cell in cells):
        return "this row is not UTF-8"
    return ""


def _csv_rows(
    data: bytes, path: str, trouble: list[Diagnostic]
) -> Iterator[tuple[Place, list[str]]]:
    """Each row that is CSV, with the place where it begins."""
    text = data.decode("utf-8-sig", "replace")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        place = Place(path, reader.line_num + 1)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            trouble.append(_unsound(place, f"this row is not CSV ({error})"))
            continue
        yield place, cells


def _unsound(place: Place, message: str) -> Diagnostic:
    return Diagnostic(place, RULE, message, f"take the file again from {_ADDRESS}")


def _notice(row: Mapping[str, str], place: Place, trouble: list[Diagnostic]) -> Notice:
    """The notice in a row; one without a sound date counts, and no reinstatement cancels it."""
    nature = row["RetractionNature"].strip()
    state, reason = _state_and_reason(nature, row["Reason"])
    if state is State.UNCHECKED:
        trouble.append(_unsound(place, f"`{nature}` is not a known nature"))
    day = _day(row["RetractionDate"].strip())
    if day is None:
        written = row["RetractionDate"][:40]
        trouble.append(_unsound(place, f"`{written}` is not a date"))
    return Notice(state, day, reason, plain_doi(row["RetractionDOI"]))


def _state_and_reason(nature: str, reasons: str) -> tuple[State, str]:
    parts = [part.strip(" +") for part in reasons.split(";")]
    reason = "; ".join(filter(None, parts))
    state = _NATURES.get(nature.lower())
    if state is None:
        return State.UNCHECKED, f"a notice of the unknown nature `{nature}`"
    if state is State.RETRACTED and _OUT_OF_DATE.search(reason):
        return State.WITHDRAWN, reason
    return state, reason


def _day(text: str) -> date | None:
    """The day in `month/day/year`, as the data are published, or in an ISO date."""
    american = _AMERICAN.fullmatch(text)
    try:
        if american:
            month, day, year = map(int, american.groups())
            return date(year, month, day)
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
