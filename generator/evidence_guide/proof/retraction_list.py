"""Whether a list of retractions can be relied on: whole, recent and no shorter than before."""

from datetime import date

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.lock import ListEntry
from evidence_guide.proof.retraction_watch import ADDRESS, RetractionWatch

NAME = "Retraction Watch"
"""The name of the list in the lock."""
MOST_DAYS = 30
"""Age of the newest notice beyond which a list is out of date; new ones come each working day."""


def require_sound_list(watch: RetractionWatch, known: ListEntry | None, today: date) -> None:
    """Raises GuideError if a list cannot be read, is out of date, or has lost records."""
    problem = _problem(watch, known, today)
    if problem:
        raise GuideError(f"the list of retractions {problem}; take it again from {ADDRESS}")


def _problem(watch: RetractionWatch, known: ListEntry | None, today: date) -> str:
    if not watch.usable:
        return "cannot be read"
    return _age(watch.state, today) or _loss(watch.state, known)


def _age(state: ListEntry, today: date) -> str:
    """Why a list is out of date, or an empty text."""
    if not state.newest:
        return "has no notice with a date"
    days = (today - date.fromisoformat(state.newest)).days
    if days <= MOST_DAYS:
        return ""
    return f"is out of date: its newest notice is of {state.newest}, {days} days ago"


def _loss(state: ListEntry, known: ListEntry | None) -> str:
    """Why a list has shrunk, or an empty text."""
    before = int(known.records) if known and known.records.isdigit() else 0
    if known is None or int(state.records) >= before:
        return ""
    return f"has shrunk: {state.records} records, {before} on {known.checked}"
