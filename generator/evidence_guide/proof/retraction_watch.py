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
from evidence_guide.guide.lock import ListEntry
from evidence_guide.proof.source_ids import source_doi, source_pmid
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
_NO_STATE = ListEntry("")
Notices = dict[str, list[Notice]]
"""The notices about each work."""
Row = Mapping[str, str]
"""A row of the data: its cells by column."""
Lines = Iterator[tuple[Place, list[str]]]
"""The cells of each row with its place."""
Trouble = list[Diagnostic]
ADDRESS = "https://gitlab.com/crossref/retraction-watch-data"
"""Where the data are published, once each working day."""


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
    state: ListEntry = _NO_STATE
    """The day of the newest notice, the number of records, size and hash."""

    def standing(self, source: Source, today: date) -> Standing:
        """The standing of a source by these data, matched by its own DOI and PMID only."""
        if not self.usable:
            return unchecked("the data cannot be read", self.name)
        doi, pmid = source_doi(source), source_pmid(source)
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

    by_doi: Notices = field(default_factory=dict)
    by_pmid: Notices = field(default_factory=dict)
    reviews: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)

    def add(self, row: Row, notice: Notice) -> None:
        if notice.on:
            self.days.append(notice.on)
        doi = plain_doi(row["OriginalPaperDOI"])
        pmid = plain_pmid(row["OriginalPaperPubMedID"])
        _append(self.by_doi, doi, notice)
        _append(self.by_pmid, pmid, notice)
        self._add_review(doi)
        self._add_review(notice.doi)

    def _add_review(self, doi: str) -> None:
        if doi.startswith(_COCHRANE):
            self.reviews.add(doi)


def _append(notices: Notices, id: str, notice: Notice) -> None:
    if id:
        notices.setdefault(id, []).append(notice)


def load_retractions(path: Path, today: date) -> RetractionWatch:
    """The data in a file. Raises GuideError if it cannot be opened."""
    try:
        return parse_retractions(reading.content(path, MOST_BYTES), path.name, today)
    except reading.RefusedFile as refused:
        fix = f"clone {ADDRESS} and name its CSV file"
        raise GuideError(f"{path}: {refused.problem}; {fix}") from None


def parse_retractions(data: bytes, path: str, today: date) -> RetractionWatch:
    """The notices in the bytes of a CSV file; `trouble` has a diagnostic for each unsound row.

    A day after `today` is a slip of the list, and does not count as that of its newest notice.
    """
    trouble: Trouble = []
    index = _Index()
    rows = 0
    for place, row in _rows(data, path, trouble):
        rows += 1
        index.add(row, _notice(row, place, trouble))
    past = [day for day in index.days if day <= today]
    return RetractionWatch(
        _name_of(data),
        _frozen(index.by_doi),
        _frozen(index.by_pmid),
        frozenset(index.reviews),
        tuple(trouble),
        usable=rows > 0,
        state=_state_of_list(data, rows, max(past, default=None), today),
    )


def _state_of_list(data: bytes, rows: int, newest: date | None, today: date) -> ListEntry:
    shown = newest.isoformat() if newest else ""
    hashed = hashlib.sha256(data).hexdigest()
    return ListEntry(today.isoformat(), shown, str(rows), str(len(data)), hashed)


def _name_of(data: bytes) -> str:
    return f"Retraction Watch CSV {hashlib.sha256(data).hexdigest()[:12]}"


def _frozen(notices: Notices) -> dict[str, tuple[Notice, ...]]:
    return {id: tuple(found) for id, found in notices.items()}


def _rows(data: bytes, path: str, trouble: Trouble) -> Iterator[tuple[Place, Row]]:
    """Each whole row with its place; a diagnostic for each of the others."""
    lines = _csv_rows(data, path, trouble)
    for place, cells in lines:
        header = list(map(str.strip, cells))
        problem = _problem_of_header(header)
        if problem:
            trouble.append(_unsound(place._replace(line=1), problem))
            return
        yield from _rows_below(header, lines, trouble)


def _problem_of_header(header: list[str]) -> str:
    missing = [column for column in COLUMNS if column not in header]
    return f"the columns {', '.join(missing)} are missing" if missing else ""


def _rows_below(header: list[str], lines: Lines, trouble: Trouble) -> Iterator[tuple[Place, Row]]:
    for place, cells in lines:
        problem = _problem(cells, header)
        if problem:
            trouble.append(_unsound(place, problem))
        if len(cells) == len(header):
            yield place, dict(zip(header, cells, strict=True))


def _problem(cells: list[str], header: list[str]) -> str:
    if len(cells) != len(header):
        return f"this row has {len(cells)} cells, the header {len(header)}"
    return "this row is not UTF-8" if _NOT_UTF8 in "".join(cells) else ""


def _csv_rows(data: bytes, path: str, trouble: Trouble) -> Lines:
    """Each row that is CSV, with the place where it begins."""
    reader = csv.reader(_text_of(data), strict=True)
    while True:
        place = Place(path, reader.line_num + 1)
        try:
            yield place, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            trouble.append(_unsound(place, f"this row is not CSV ({error})"))


def _text_of(data: bytes) -> io.StringIO:
    return io.StringIO(data.decode("utf-8-sig", "replace"), newline="")


def _unsound(place: Place, message: str) -> Diagnostic:
    return Diagnostic(place, RULE, message, f"take the file again from {ADDRESS}")


def _notice(row: Row, place: Place, trouble: Trouble) -> Notice:
    """The notice in a row; one without a sound date counts, and no reinstatement cancels it."""
    nature = row["RetractionNature"].strip()
    state, reason = _state_and_reason(nature, row["Reason"])
    if state is State.UNCHECKED:
        trouble.append(_unsound(place, f"`{nature}` is not a known nature"))
    day = _day_of_notice(row["RetractionDate"], place, trouble)
    return Notice(state, day, reason, plain_doi(row["RetractionDOI"]))


def _day_of_notice(written: str, place: Place, trouble: Trouble) -> date | None:
    day = _day(written.strip())
    if day is None:
        trouble.append(_unsound(place, f"`{written[:40]}` is not a date"))
    return day


def _state_and_reason(nature: str, reasons: str) -> tuple[State, str]:
    reason = _tidy_reasons(reasons)
    state = _state(nature, reason)
    if state is State.UNCHECKED:
        return state, f"a notice of the unknown nature `{nature}`"
    return state, reason


def _state(nature: str, reason: str) -> State:
    state = _NATURES.get(nature.lower(), State.UNCHECKED)
    if state is State.RETRACTED and _OUT_OF_DATE.search(reason):
        return State.WITHDRAWN
    return state


def _tidy_reasons(reasons: str) -> str:
    parts = [part.strip(" +") for part in reasons.split(";")]
    return "; ".join(filter(None, parts))


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
