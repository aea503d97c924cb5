"""The commands `verify` and `standing`: they look things up and keep what they find in `evidence/evidence.lock`."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import platformdirs
from rich.progress import track

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.output import write
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Lock, Proof, Receipt, StandingEntry
from evidence_guide.proof import retraction_watch
from evidence_guide.proof.fetching import Fetcher, agent
from evidence_guide.proof.obtaining import Cache, Library
from evidence_guide.proof.standing import Standing, State, crossref, unchecked, worst
from evidence_guide.proof.verifying import verify
from evidence_guide.rules.rule import near
from evidence_guide.text.terminal import console

_CONSOLE = console(stderr=True)
_PROGRESS: dict[str, Any] = {
    "console": _CONSOLE,
    "transient": True,
    "disable": not _CONSOLE.is_terminal,
}


@dataclass(frozen=True)
class Means:
    """What a look-up may use."""

    texts: Path | None = None
    """Folder with local texts, named by source key."""
    cache: Path | None = None
    """Where fetched texts are kept; the user's cache folder unless told."""
    offline: bool = False
    contact: str = ""
    """E-mail address for the services' logs."""


def prove(guide: Guide, ids: frozenset[str], means: Means) -> dict[str, Receipt]:
    """The receipts of the findings or sources named (all, if none is); the lock is written after each source.

    Raises GuideError if an id is unknown or the folder of texts is none.
    """
    sound(guide)
    _known(ids, guide)
    if means.texts is not None and not means.texts.is_dir():
        raise GuideError(
            f"{means.texts} is not a folder; name one that holds texts such as KEY.pdf, KEY.html or KEY.txt"
        )
    found: dict[str, Receipt] = {}
    lock = guide.lock
    for library in _libraries(guide, means):
        sources = [
            key
            for key in guide.readings
            if not ids
            or key in ids
            or any(guide.source_of[i] == key for i in ids if i in guide.findings)
        ]
        steps = track(
            verify(guide, library, ids), "Looking for passages", total=len(sources), **_PROGRESS
        )
        for _, receipts in steps:
            found |= receipts
            lock = replace(
                lock,
                receipts={**_living(lock.receipts, guide), **_lasting(receipts, lock.receipts)},
            )
            save(lock, guide)
    return found


def sound(guide: Guide) -> None:
    """Refuses to write over a lock that could not be read: its receipts would be lost. Raises GuideError."""
    for trouble in guide.trouble:
        if trouble.rule == "sound-lock":
            raise GuideError(f"{trouble.place}: {trouble.message}; {trouble.hint}")


def _living(receipts: Mapping[str, Receipt], guide: Guide) -> dict[str, Receipt]:
    return {id: receipt for id, receipt in receipts.items() if id in guide.findings}


def _lasting(new: Mapping[str, Receipt], old: Mapping[str, Receipt]) -> dict[str, Receipt]:
    """The new receipts; where no text was to be had this time, what an earlier one says of the same finding stays."""
    silent = {
        id for id, receipt in new.items() if receipt.proof is Proof.NO_TEXT and not receipt.text
    }
    return {
        id: old[id]
        if id in silent and id in old and old[id].finding == receipt.finding
        else receipt
        for id, receipt in new.items()
    }


def _known(ids: frozenset[str], guide: Guide) -> None:
    known = {*guide.sources, *guide.findings}
    for id in sorted(ids - known):
        raise GuideError(
            f"no source or finding is called `{id}`; {near(id, known, 'name a key of sources.bib or the id of a finding')}"
        )


def _libraries(guide: Guide, means: Means) -> Iterator[Library]:
    """The one library to ask, with its connection open while it is asked."""
    cache = Cache(means.cache or Path(platformdirs.user_cache_dir("evidence-guide")))
    library = Library(
        _today(),
        means.texts,
        cache,
        contact=means.contact,
        ncbi_key=os.environ.get("NCBI_API_KEY", ""),
    )
    if means.offline:
        yield library
        return
    with Fetcher(agent(guide.file.site_url, means.contact)) as fetcher:
        yield replace(library, fetcher=fetcher)


def _today() -> date:
    return datetime.now(UTC).date()


def save(lock: Lock, guide: Guide) -> None:
    """Writes the lock."""
    path = guide.folder / "evidence" / "evidence.lock"
    unlinked([path], guide.folder)
    write({path: lock.text()})


def told(receipts: Mapping[str, Receipt]) -> str:
    """What came of it, a line for each finding that is not proved or whose source's text has changed, then the counts."""
    lines = [
        f"{id}: {_sentence(receipt)}"
        for id, receipt in sorted(receipts.items())
        if receipt.proof is not Proof.PROVED or receipt.before
    ]
    counts = Counter(_kind(receipt) for receipt in receipts.values())
    return "\n".join(
        [
            *lines,
            ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
            or "no finding was looked for",
        ]
    )


def _sentence(receipt: Receipt) -> str:
    where = f" in the {receipt.how} from {receipt.service}" if receipt.how else ""
    since = (
        f"; the text has changed since ({receipt.before} before, {receipt.text} now)"
        if receipt.before
        else ""
    )
    return f"{receipt.proof}{where}" + (f" ({receipt.detail})" if receipt.detail else "") + since


def _kind(receipt: Receipt) -> str:
    return f"proved ({receipt.how})" if receipt.proof is Proof.PROVED else str(receipt.proof)


def stand(
    guide: Guide, csv: Path | None, means: Means
) -> tuple[dict[str, StandingEntry], tuple[Diagnostic, ...]]:
    """The standing of every source by the Retraction Watch file and, unless offline, Crossref; and the file's unsound rows.

    The lock is written. Raises GuideError if the file cannot be read.
    """
    sound(guide)
    watch = retraction_watch.load(csv) if csv else None
    found: dict[str, StandingEntry] = {}
    for library in _libraries(guide, means):
        for key, source in track(guide.sources.items(), "Looking up standings", **_PROGRESS):
            asked = [watch.standing(source.item, _today())] if watch else []
            asked += [_crossref(source.item, library.fetcher)] if library.fetcher else []
            found[key] = entry(
                worst(asked) if asked else unchecked("neither a file nor the network was asked"),
                guide.lock.standings.get(key),
            )
    save(replace(guide.lock, standings=found), guide)
    return found, watch.trouble if watch else ()


def _crossref(source: Source, fetcher: Fetcher) -> Standing:
    return crossref(source, fetcher, _today())


def entry(standing: Standing, old: StandingEntry | None) -> StandingEntry:
    """The standing for the lock; a look-up that failed does not forget what an earlier one found."""
    if standing.state is State.UNCHECKED and old is not None and old.state != State.UNCHECKED:
        return old
    day = standing.on.isoformat() if standing.on else ""
    checked = standing.checked.isoformat() if standing.checked else ""
    return StandingEntry(
        str(standing.state), standing.by, checked, day, standing.reason, standing.notice_doi
    )
