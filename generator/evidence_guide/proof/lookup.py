"""Shared by all look-ups: their options, the library they query, and the lock they write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
import platformdirs

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Lock
from evidence_guide.proof.fetching import BOUNDS, CLOCK, Clock, Fetcher, agent
from evidence_guide.proof.obtaining import Library
from evidence_guide.proof.shards import WHOLE, Shard
from evidence_guide.proof.text_cache import Cache


@dataclass(frozen=True)
class LookupOptions:
    """The places that a look-up may use."""

    texts: Path | None = None
    """Folder with local texts, named by source key."""
    cache: Path | None = None
    """Folder for fetched texts; the user's cache folder by default."""
    offline: bool = False
    contact: str = ""
    """E-mail address for the logs of the services."""
    ask_again: bool = False
    """Whether services are asked again that had nothing in the last weeks."""
    shard: Shard = WHOLE
    """The part of the sources that is looked up; all parts share the limits of the services."""
    transport: httpx2.BaseTransport | None = None
    """Whatever carries the requests, if it is not the network."""
    clock: Clock = CLOCK


@contextmanager
def open_library(guide: Guide, options: LookupOptions) -> Iterator[Library]:
    """The library to query; unless offline, its connections are open in the `with` block."""
    library = _offline_library(guide, options)
    if options.offline:
        yield library
        return
    user_agent = agent(guide.file.site_url, options.contact)
    shares = options.shard.of
    with Fetcher(user_agent, BOUNDS, options.clock, options.transport, shares) as fetcher:
        yield replace(library, fetcher=fetcher)


def _offline_library(guide: Guide, options: LookupOptions) -> Library:
    folder = options.cache or Path(platformdirs.user_cache_dir("evidence-guide"))
    return Library(
        guide.today,
        options.texts,
        Cache(folder),
        contact=options.contact,
        ncbi_key=os.environ.get("NCBI_API_KEY", ""),
        ask_again=options.ask_again,
    )


def require_readable_lock(guide: Guide) -> None:
    """Raises GuideError if the lock could not be read: writing it would lose its receipts."""
    for trouble in guide.trouble:
        if trouble.rule == "sound-lock":
            raise GuideError(f"{trouble.place}: {trouble.message}; {trouble.hint}")


def write_lock(lock: Lock, guide: Guide) -> None:
    """Writes `evidence/evidence.lock`."""
    path = guide.folder / "evidence" / "evidence.lock"
    unlinked([path], guide.folder)
    write_files({path: lock.text()})
