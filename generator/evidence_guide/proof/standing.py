"""Whether a source still stands: retracted, corrected, superseded, or not known, by Crossref and Retraction Watch."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.fetching import SERVICES, Endpoints, Fetcher, Page
from evidence_guide.proof.texts import NoText, Reason
from evidence_guide.text.web_addresses import plain_doi

PER_SECOND = 5
_COCHRANE = re.compile(r"(10\.1002/14651858\.[a-z]{2}\d+)(?:\.pub(\d+))?")
_WITHDRAWN_TITLE = re.compile(
    r"(RETRACTED|Retracted|WITHDRAWN|Withdrawn)\b(?: ARTICLE| Article)?\s*:"
)


class State(StrEnum):
    """How a source stands, from best to worst."""

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
    """How a source stands: since when and why, by whose notice, and who was asked when."""

    state: State
    by: str
    checked: date | None = None
    on: date | None = None
    reason: str = ""
    notice_doi: str = ""


@dataclass(frozen=True)
class Notice:
    """One notice about a work: what it makes of it, when, and why."""

    state: State
    on: date | None = None
    reason: str = ""
    doi: str = ""


def unchecked(reason: str, by: str = "") -> Standing:
    """A source about which nothing is known, and why."""
    return Standing(State.UNCHECKED, by, reason=reason)


def worst(standings: Iterable[Standing]) -> Standing:
    """The worst of several answers; "ok" only where everyone who was asked could answer. The latest notice speaks among equals."""
    return max(
        standings,
        key=lambda s: (_rank(s.state), s.on or date.min),
        default=unchecked("nobody was asked"),
    )


def judged(notices: Iterable[Notice], by: str, checked: date) -> Standing:
    """What all notices together make of a source; a reinstatement lifts what took the work back on earlier days."""
    found = tuple(notices)
    lifted = max((n.on for n in found if n.state is State.REINSTATED and n.on), default=None)
    standing = (
        n for n in found if not (lifted and not n.state.supports and n.on and n.on < lifted)
    )
    return worst(
        [
            Standing(State.OK, by, checked),
            *(Standing(n.state, by, checked, n.on, n.reason, n.doi) for n in standing),
        ]
    )


def _rank(state: State) -> int:
    return list(State).index(state)


def cochrane_version(doi: str) -> tuple[str, int] | None:
    """The review and version that a DOI of the Cochrane Library names (`…CD001.pub2` -> `…cd001`, 2), or None."""
    found = _COCHRANE.fullmatch(doi)
    return (found[1], int(found[2] or 1)) if found else None


def superseding(doi: str, known: Iterable[str]) -> str:
    """The newest DOI among those known that is a later version of the same Cochrane review, or ""."""
    own = cochrane_version(doi)
    later = [
        (v[1], other)
        for other in known
        if (v := cochrane_version(other)) and own and v[0] == own[0] and v[1] > own[1]
    ]
    return max(later, default=(0, ""))[1]


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
"""Crossref's types of update (https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/updating/)."""


def crossref(
    source: Source, fetcher: Fetcher, today: date, endpoints: Endpoints = SERVICES
) -> Standing:
    """How a source stands by Crossref's record of its DOI; unchecked, with the reason, where there is no answer.

    Source: https://api.crossref.org/swagger-ui/index.html. Of a Cochrane review the next version is asked for too.
    """
    doi = plain_doi(source.fields.get("doi", ""))
    if not doi:
        return unchecked("the source has no DOI", "Crossref")
    work = _work(doi, fetcher, endpoints)
    if isinstance(work, NoText):
        return unchecked(
            "Crossref does not know this DOI (404)"
            if work.reason is Reason.NOT_FOUND
            else f"Crossref did not answer: {work}",
            "Crossref",
        )
    found = tuple(_notices(work, doi))
    own = cochrane_version(doi)
    if own and all(n.state is not State.SUPERSEDED for n in found):
        later = f"{own[0]}.pub{own[1] + 1}"
        answer = _work(later, fetcher, endpoints)
        if not isinstance(answer, NoText):
            found += (
                Notice(
                    State.SUPERSEDED,
                    _day(answer.get("published")),
                    "there is a later version",
                    later,
                ),
            )
        elif answer.reason is not Reason.NOT_FOUND:
            found += (
                Notice(
                    State.UNCHECKED,
                    None,
                    f"whether there is a later version is not known: {answer}",
                ),
            )
    return judged(found, "Crossref", today)


def _work(doi: str, fetcher: Fetcher, endpoints: Endpoints) -> dict[str, Any] | NoText:
    page = fetcher.get(
        f"{endpoints.crossref}/works/{quote(doi, safe='')}", ("application/json",), PER_SECOND
    )
    return page if isinstance(page, NoText) else _message(page, doi)


def _message(page: Page, doi: str) -> dict[str, Any] | NoText:
    try:
        work = json.loads(page.content)["message"]
        answered = plain_doi(str(work["DOI"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return NoText(
            Reason.NO_TEXT, page.address, f"the answer cannot be read ({type(error).__name__})"
        )
    return work if answered == doi else NoText(Reason.ANOTHER, page.address, f"DOI {answered}")


def _notices(work: dict[str, Any], doi: str) -> Iterator[Notice]:
    """The notices about the work; what the work says of other works (`update-to`) counts only where it names itself."""
    own = [u for u in _dicts(work.get("update-to")) if plain_doi(str(u.get("DOI", ""))) == doi]
    for update in (*_dicts(work.get("updated-by")), *own):
        kind = str(update.get("type", "")).lower().replace("-", "_").replace(" ", "_")
        label = str(update.get("label") or kind.replace("_", " "))
        state = _UPDATES.get(kind, State.UNCHECKED)
        reason = (
            label if kind in _UPDATES else f"Crossref names an update of the unknown type `{label}`"
        )
        yield Notice(
            state, _day(update.get("updated")), reason, plain_doi(str(update.get("DOI", "")))
        )
    title = next(iter(work["title"]), "") if isinstance(work.get("title"), list) else ""
    marked = _WITHDRAWN_TITLE.match(str(title))
    if marked:
        yield Notice(
            State.RETRACTED if marked[1].lower() == "retracted" else State.WITHDRAWN,
            None,
            f"Crossref's title begins with “{marked[0]}”",
        )
    yield from _replaced(work.get("relation"), doi)


def _replaced(relation: object, doi: str) -> Iterator[Notice]:
    related = relation if isinstance(relation, dict) else {}
    for other in _dicts(related.get("is-replaced-by")):
        yield Notice(
            State.SUPERSEDED,
            None,
            "is replaced by another work",
            plain_doi(str(other.get("id", ""))),
        )
    newer = superseding(
        doi,
        (plain_doi(str(o.get("id", ""))) for others in related.values() for o in _dicts(others)),
    )
    if newer:
        yield Notice(State.SUPERSEDED, None, "there is a later version", newer)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _day(value: object) -> date | None:
    """The day of Crossref's `{"date-parts": [[2020, 1, 2]]}`; the first of what is missing."""
    try:
        parts = [int(p) for p in value["date-parts"][0][:3]]  # type: ignore[index]
        year, month, day = [*parts, 1, 1][:3]
        return date(year, month, day)
    except (KeyError, IndexError, TypeError, ValueError):
        return None
