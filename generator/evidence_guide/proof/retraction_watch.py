"""The Retraction Watch data: a CSV file to notices by DOI and PMID, with a diagnostic for each unsound row.

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
from evidence_guide.proof.standing import Notice, Standing, State, judged, superseding, unchecked
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

MOST_BYTES = 256 * reading.MIB
RULE = "sound-retraction-data"
COLUMNS = (
    *(
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
    ),
    *(
        "RetractionDOI",
        "RetractionPubMedID",
        "OriginalPaperDate",
        "OriginalPaperDOI",
        "OriginalPaperPubMedID",
        "RetractionNature",
        "Reason",
        "Paywalled",
        "Notes",
    ),
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


@dataclass(frozen=True)
class RetractionWatch:
    """Notices by the DOI and by the PMID of the original paper, and every DOI that the data name."""

    name: str
    by_doi: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    by_pmid: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    reviews: frozenset[str] = frozenset()
    """DOIs of Cochrane reviews, so that later versions are known."""
    trouble: tuple[Diagnostic, ...] = ()
    usable: bool = False

    def standing(self, source: Source, today: date) -> Standing:
        """How a source stands by these data; matched by its own DOI and PMID only, unchecked without either."""
        doi, pmid = (
            plain_doi(source.fields.get("doi", "")),
            plain_pmid(source.fields.get("pmid", "")),
        )
        if not self.usable:
            return unchecked("the data cannot be read", self.name)
        if not (doi or pmid):
            return unchecked("the source has neither DOI nor PMID", self.name)
        found = [*self.by_doi.get(doi, ()), *self.by_pmid.get(pmid, ())]
        newer = superseding(doi, self.reviews)
        if newer:
            found.append(Notice(State.SUPERSEDED, None, "there is a later version", newer))
        return judged(found, self.name, today)


def load(path: Path) -> RetractionWatch:
    """The data of a file; raises GuideError if it cannot be read."""
    fix = "clone https://gitlab.com/crossref/retraction-watch-data and name its CSV file"
    try:
        return read(reading.content(path, MOST_BYTES), path.name)
    except reading.Refused as refused:
        raise GuideError(f"{path}: {refused.problem}; {fix}") from None


def read(data: bytes, path: str) -> RetractionWatch:
    """The notices that the bytes of a CSV file hold; what is unsound is in `trouble`, at its line."""
    name = f"Retraction Watch CSV {hashlib.sha256(data).hexdigest()[:12]}"
    trouble: list[Diagnostic] = []
    by_doi: dict[str, list[Notice]] = {}
    by_pmid: dict[str, list[Notice]] = {}
    reviews: set[str] = set()
    rows = 0
    for line, row in _rows(data, path, trouble):
        rows += 1
        notice = _notice(row, Place(path, line), trouble)
        original, pmid = (
            plain_doi(row["OriginalPaperDOI"]),
            plain_pmid(row["OriginalPaperPubMedID"]),
        )
        reviews |= {d for d in (original, notice.doi) if d.startswith("10.1002/14651858.")}
        if original:
            by_doi.setdefault(original, []).append(notice)
        if pmid:
            by_pmid.setdefault(pmid, []).append(notice)
    found, named = ({k: tuple(v) for k, v in side.items()} for side in (by_doi, by_pmid))
    return RetractionWatch(name, found, named, frozenset(reviews), tuple(trouble), usable=rows > 0)


def _rows(
    data: bytes, path: str, trouble: list[Diagnostic]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each whole row with the line it begins in."""
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""), strict=True)
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            trouble.append(_told(path, line, f"this row is no CSV ({error})"))
            continue
        if not header:
            header = [c.strip() for c in cells]
            missing = [c for c in COLUMNS if c not in header]
            if missing:
                trouble.append(_told(path, 1, f"the columns {', '.join(missing)} are missing"))
                return
        elif len(cells) != len(header):
            trouble.append(
                _told(path, line, f"this row has {len(cells)} cells, the header {len(header)}")
            )
        else:
            if any(_NOT_UTF8 in c for c in cells):
                trouble.append(_told(path, line, "this row is not UTF-8"))
            yield line, dict(zip(header, cells, strict=True))


def _told(path: str, line: int, message: str) -> Diagnostic:
    return Diagnostic(
        Place(path, line),
        RULE,
        message,
        "take the file again from https://gitlab.com/crossref/retraction-watch-data",
    )


def _notice(row: Mapping[str, str], place: Place, trouble: list[Diagnostic]) -> Notice:
    """The notice of a row; one without a sound date still counts, but no reinstatement lifts it."""
    nature = row["RetractionNature"].strip()
    reason = "; ".join(part.strip(" +") for part in row["Reason"].split(";") if part.strip(" +"))
    state = _NATURES.get(nature.lower(), State.UNCHECKED)
    if state is State.UNCHECKED:
        trouble.append(_told(place.path, place.line, f"`{nature}` is no nature that is known"))
        reason = f"a notice of the unknown nature `{nature}`"
    if state is State.RETRACTED and _OUT_OF_DATE.search(reason):
        state = State.WITHDRAWN
    return Notice(
        state, _day(row["RetractionDate"], place, trouble), reason, plain_doi(row["RetractionDOI"])
    )


def _day(text: str, place: Place, trouble: list[Diagnostic]) -> date | None:
    """The day of `month/day/year`, as the data are published, or of an ISO date."""
    american = _AMERICAN.fullmatch(text.strip())
    try:
        return (
            date(int(american[3]), int(american[1]), int(american[2]))
            if american
            else date.fromisoformat(text.strip()[:10])
        )
    except ValueError:
        trouble.append(_told(place.path, place.line, f"`{text[:40]}` is no date"))
        return None
