"""The standing of a source (retracted, corrected, superseded …) and how Crossref sees it."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.fetching import SERVICES, Endpoints, FetchedPage, Fetcher
from evidence_guide.proof.source_ids import source_doi
from evidence_guide.proof.texts import NoText, NoTextReason
from evidence_guide.text.web_addresses import plain_doi

PER_SECOND = 5
Version = tuple[str, int]
"""A Cochrane review and the number of its version."""
Work = dict[str, Any]
"""Crossref's record of a work."""
Update = dict[str, Any]
"""A correction or retraction, as Crossref gives it."""
_RETRACTION_WATCH = "retraction-watch"
_MALFORMED = (ValueError, KeyError, TypeError, RecursionError)
_COCHRANE = re.compile(r"(10\.1002/14651858\.[a-z]{2}\d+)(?:\.pub(\d+))?")
_WITHDRAWN_TITLE = re.compile(
    r"(RETRACTED|Retracted|WITHDRAWN|Withdrawn)\b(?: ARTICLE| Article)?\s*:"
)


class State(StrEnum):
    """The state of a source, from best to worst."""

    OK = "ok"
    UNCHECKED = "unchecked"
    REINSTATED = "reinstated"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"
    CONCERN = "expression of concern"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"

    @property
    def supports(self) -> bool:
        """Whether a claim may still rest on the source."""
        return self not in {State.WITHDRAWN, State.RETRACTED}


@dataclass(frozen=True)
class Standing:
    """The state of a source, its date, reason and notice, and which service reported it when."""

    state: State
    by: str
    checked: date | None = None
    on: date | None = None
    reason: str = ""
    notice_doi: str = ""


@dataclass(frozen=True)
class Notice:
    """One notice about a work: the state it declares, when, and why."""

    state: State
    on: date | None = None
    reason: str = ""
    doi: str = ""


_STATES = list(State)


def unchecked(reason: str, by: str = "") -> Standing:
    """The standing of a source that could not be looked up, and why."""
    return Standing(State.UNCHECKED, by, reason=reason)


def worst(standings: Iterable[Standing]) -> Standing:
    """The worst of several standings, and the latest among equals.

    It is "ok" only if every service answered.
    """
    return max(standings, key=_badness, default=unchecked("nobody was asked"))


def _badness(standing: Standing) -> tuple[int, date]:
    return _STATES.index(standing.state), standing.on or date.min


def combined(notices: Iterable[Notice], by: str, checked: date) -> Standing:
    """The standing of a source by all notices about it.

    A reinstatement cancels earlier retractions and withdrawals.
    """
    found = tuple(notices)
    reinstated = _last_reinstatement(found)
    valid = [notice for notice in found if not _is_cancelled(notice, reinstated)]
    standings = [_standing_of(notice, by, checked) for notice in valid]
    return worst([Standing(State.OK, by, checked), *standings])


def _last_reinstatement(notices: Iterable[Notice]) -> date:
    days = [notice.on for notice in notices if notice.state is State.REINSTATED]
    return max(filter(None, days), default=date.min)


def _standing_of(notice: Notice, by: str, checked: date) -> Standing:
    return Standing(notice.state, by, checked, notice.on, notice.reason, notice.doi)


def _is_cancelled(notice: Notice, reinstated: date) -> bool:
    return not notice.state.supports and notice.on is not None and notice.on < reinstated


def cochrane_version(doi: str) -> Version | None:
    """The review and version in a DOI of the Cochrane Library: `…CD001.pub2` has `…cd001`, 2."""
    found = _COCHRANE.fullmatch(doi)
    if found is None:
        return None
    return found[1], int(found[2] or 1)


def superseding(doi: str, known: Iterable[str]) -> str:
    """The newest of the known DOIs that is a later version of the same Cochrane review, or ""."""
    own = cochrane_version(doi)
    if own is None:
        return ""
    newest, found = own, ""
    for other in known:
        version = cochrane_version(other)
        if version and _is_later(version, newest):
            newest, found = version, other
    return found


def _is_later(version: Version, than: Version) -> bool:
    """Whether a version is a later one of the same review."""
    return version[0] == than[0] and version[1] > than[1]


_UPDATES = {
    "retraction": State.RETRACTED,
    "partial_retraction": State.RETRACTED,
    "withdrawal": State.WITHDRAWN,
    "removal": State.WITHDRAWN,
    "expression_of_concern": State.CONCERN,
    "new_version": State.SUPERSEDED,
    "new_edition": State.SUPERSEDED,
    "correction": State.CORRECTED,
    "corrigendum": State.CORRECTED,
    "erratum": State.CORRECTED,
    "addendum": State.CORRECTED,
    "clarification": State.CORRECTED,
    "reinstatement": State.REINSTATED,
}
"""Crossref's types of update.

Source:
https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/updating/
"""


def crossref(
    source: Source, fetcher: Fetcher, today: date, endpoints: Endpoints = SERVICES
) -> Standing:
    """The standing of a source by Crossref's record of its DOI; unchecked if there is no answer.

    Of a Cochrane review, the next version is looked up too.
    Source: https://api.crossref.org/swagger-ui/index.html.
    """
    doi = source_doi(source)
    if not doi:
        return unchecked("the source has no DOI", "Crossref")
    work = _work(doi, fetcher, endpoints)
    if isinstance(work, NoText):
        return unchecked(_why_no_answer(work), "Crossref")
    notices = list(_notices(work, doi))
    if not _are_superseding(notices):
        notices += _next_version(doi, fetcher, endpoints)
    return combined(notices, "Crossref", today)


def _are_superseding(notices: Iterable[Notice]) -> bool:
    return any(notice.state is State.SUPERSEDED for notice in notices)


def _why_no_answer(failure: NoText) -> str:
    if failure.reason is NoTextReason.NOT_FOUND:
        return "Crossref does not know this DOI (404)"
    return f"Crossref did not answer: {failure}"


def _next_version(doi: str, fetcher: Fetcher, endpoints: Endpoints) -> list[Notice]:
    """A notice if a Cochrane review has a later version, or if that cannot be found out."""
    own = cochrane_version(doi)
    if own is None:
        return []
    later = f"{own[0]}.pub{own[1] + 1}"
    answer = _work(later, fetcher, endpoints)
    if isinstance(answer, NoText):
        return _without_next_version(answer)
    return [_later_version(later, _day(answer.get("published")))]


def _later_version(doi: str, day: date | None = None) -> Notice:
    return Notice(State.SUPERSEDED, day, "there is a later version", doi)


def _without_next_version(failure: NoText) -> list[Notice]:
    if failure.reason is NoTextReason.NOT_FOUND:
        return []
    reason = f"whether there is a later version is not known: {failure}"
    return [Notice(State.UNCHECKED, None, reason)]


def _work(doi: str, fetcher: Fetcher, endpoints: Endpoints) -> Work | NoText:
    address = f"{endpoints.crossref}/works/{quote(doi, safe='')}"
    page = fetcher.get(address, ("application/json",), PER_SECOND)
    return page if isinstance(page, NoText) else _message(page, doi)


def _message(page: FetchedPage, doi: str) -> Work | NoText:
    """The record in an answer of Crossref, if it is about this DOI."""
    try:
        work: Work = json.loads(page.content)["message"]
        answered = plain_doi(str(work["DOI"]))
    except _MALFORMED as error:
        detail = f"the answer cannot be read ({type(error).__name__})"
        return NoText(NoTextReason.NO_TEXT, page.address, detail)
    if answered == doi:
        return work
    return NoText(NoTextReason.ANOTHER, page.address, f"DOI {answered}")


def _notices(work: Work, doi: str) -> Iterator[Notice]:
    """The notices about a work.

    Its notices about other works (`update-to`) count only if they name the work itself.
    """
    updates = dicts_in(work.get("updated-by"))
    updates += [update for update in dicts_in(work.get("update-to")) if _doi(update, "DOI") == doi]
    yield from map(_update, updates)
    yield from _title_notice(work.get("title"))
    yield from _replaced(work.get("relation"), doi)


def _update(update: Update) -> Notice:
    state, reason = _state_of_update(update)
    return Notice(state, _day(update.get("updated")), reason, _doi(update, "DOI"))


def _state_of_update(update: Update) -> tuple[State, str]:
    """The state that an update declares, and why."""
    kind = _kind_of_update(update)
    reason = update.get("label") or kind.replace("_", " ")
    if kind in _UPDATES:
        return _UPDATES[kind], f"{reason}{_reported_by(update)}"
    return State.UNCHECKED, f"Crossref names an update of the unknown type `{reason}`"


def _reported_by(update: dict[str, Any]) -> str:
    """Who reported an update, if that is not its publisher."""
    return " (reported by Retraction Watch)" if update.get("source") == _RETRACTION_WATCH else ""


def _kind_of_update(update: dict[str, Any]) -> str:
    kind = str(update.get("type", "")).lower()
    return kind.replace("-", "_").replace(" ", "_")


def _title_notice(titles: object) -> Iterator[Notice]:
    """A notice if the first title begins by saying that the work is retracted or withdrawn."""
    if not isinstance(titles, list) or not titles:
        return
    marked = _WITHDRAWN_TITLE.match(str(titles[0]))
    if marked:
        state = State(marked[1].lower())
        yield Notice(state, None, f"Crossref's title begins with “{marked[0]}”")


def _replaced(relation: object, doi: str) -> Iterator[Notice]:
    if not isinstance(relation, dict):
        return
    for other in dicts_in(relation.get("is-replaced-by")):
        yield Notice(State.SUPERSEDED, None, "is replaced by another work", _doi(other, "id"))
    newer = superseding(doi, _related(relation))
    if newer:
        yield _later_version(newer)


def _related(relation: dict[str, Any]) -> Iterator[str]:
    """The DOIs of all related works."""
    for others in relation.values():
        for other in dicts_in(others):
            yield _doi(other, "id")


def _doi(value: dict[str, Any], name: str) -> str:
    return plain_doi(str(value.get(name, "")))


def dicts_in(value: object) -> list[dict[str, Any]]:
    """The mappings in a list; none if the value is no list."""
    if not isinstance(value, list):
        return []
    return [member for member in value if isinstance(member, dict)]


def _day(value: object) -> date | None:
    """The day in Crossref's `{"date-parts": [[2020, 1, 2]]}`; missing parts are the first."""
    try:
        parts = map(int, value["date-parts"][0][:3])  # type: ignore[index]
        year, month, day = [*parts, 1, 1][:3]
        return date(year, month, day)
    except (KeyError, IndexError, TypeError, ValueError):
        return None
