"""The standings of sources, kept in `evidence/evidence.lock`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import StandingEntry
from evidence_guide.proof.lookup import (
    LookupOptions,
    open_library,
    require_readable_lock,
    write_lock,
)
from evidence_guide.proof.obtaining import Library
from evidence_guide.proof.retraction_list import NAME, require_sound_list
from evidence_guide.proof.retraction_watch import RetractionWatch
from evidence_guide.proof.standing import Standing, State, crossref, unchecked, worst


def record_standings(
    guide: Guide, watch: RetractionWatch | None, options: LookupOptions
) -> Iterator[tuple[str, StandingEntry]]:
    """The key and standing of each source in turn; the lock is written after the last.

    The standing is by the Retraction Watch data, if given, and by Crossref unless offline.
    Raises GuideError if these data cannot be relied on.
    """
    require_readable_lock(guide)
    if watch:
        require_sound_list(watch, guide.lock.lists.get(NAME), guide.today)
    found: dict[str, StandingEntry] = {}
    for key, entry in _look_up_all(guide, watch, options):
        found[key] = entry
        yield key, entry
    lists = {**guide.lock.lists, NAME: watch.state} if watch else guide.lock.lists
    write_lock(replace(guide.lock, standings=found, lists=lists), guide)


def _look_up_all(
    guide: Guide, watch: RetractionWatch | None, options: LookupOptions
) -> Iterator[tuple[str, StandingEntry]]:
    known = guide.lock.standings
    with open_library(guide, options) as library:
        for key, source in guide.sources.items():
            standing = _look_up(source.item, watch, library)
            yield key, standing_entry(standing, known.get(key))


def _look_up(source: Source, watch: RetractionWatch | None, library: Library) -> Standing:
    answers = []
    if watch:
        answers.append(watch.standing(source, library.today))
    if library.fetcher:
        answers.append(crossref(source, library.fetcher, library.today))
    if not answers:
        return unchecked("neither a file nor the network was asked")
    return worst(answers)


def standing_entry(standing: Standing, old: StandingEntry | None) -> StandingEntry:
    """A standing as the lock keeps it; after a failed look-up, the earlier result stays."""
    if standing.state is State.UNCHECKED and old and old.state != State.UNCHECKED:
        return old
    return StandingEntry(
        str(standing.state),
        standing.by,
        _iso(standing.checked),
        _iso(standing.on),
        standing.reason,
        standing.notice_doi,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
