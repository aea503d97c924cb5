"""The text of a source: from a local file, the cache, or the services that may have it."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from platformdirs import user_cache_dir

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading
from evidence_guide.files.output import write_files
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Supplied
from evidence_guide.proof.extracting import europe_pmc, extract
from evidence_guide.proof.fetching import SERVICES, Endpoints, FetchedPage, Fetcher
from evidence_guide.proof.identity import identify, shows_id
from evidence_guide.proof.origins import read_origin
from evidence_guide.proof.plain_text import not_a_text, nothing_found
from evidence_guide.proof.source_ids import source_doi, source_pmcid, source_pmid
from evidence_guide.proof.texts import About, Attempt, Extraction, How, NoText, NoTextReason, Text

BY_HAND = "file given by hand"
"""The `service` of a local text."""
MOST_BYTES = 100 * reading.MIB
"""Maximum size of a local file."""
VERSION = 3
"""Version of the cache format; raised when extraction changes, so that texts are refetched."""
READER = f"evidence-guide {version('evidence-guide')}, extraction {VERSION}"
"""The program that turns files into texts, with its version."""
_Kept = dict[str, Any]
"""What a cache file holds."""
KINDS = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".md": "text/markdown",
}
_XML = ("application/xml", "text/xml")
_PAGES = (
    *_XML,
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "application/octet-stream",
    "text/plain",
)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_WRONG_TEXT = {NoTextReason.ANOTHER, NoTextReason.UNIDENTIFIED}
_NOT_THERE = {NoTextReason.NOTHING, NoTextReason.NOT_FOUND}
_BROKEN_FILE = (
    reading.RefusedFile,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)


def _is_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and ".." not in key


@dataclass(frozen=True)
class Cache:
    """Texts on disk, one file per source and service; nothing is written outside its folder."""

    folder: Path = field(default_factory=lambda: Path(user_cache_dir("evidence-guide")) / "texts")

    def path(self, key: str, service: str) -> Path:
        """The file of a text. Raises GuideError if the key is not a plain name."""
        if not _is_key(key):
            fix = "give the source a key of letters, digits, dots and dashes"
            raise GuideError(f"`{key}` cannot name a file; {fix}")
        service = service.lower().replace(" ", "-")
        return self.folder / f"{key}@{service}.json"

    def get(self, key: str, service: str, address: str) -> Text | None:
        """The cached text of a source and service, if it is whole and came from this address."""
        path = self.path(key, service)
        try:
            return _checked_text(json.loads(reading.content(path, MOST_BYTES)), service, address)
        except _BROKEN_FILE:
            return None  # a broken cache file can always be fetched again

    def put(self, key: str, asked: str, text: Text) -> None:
        """Caches a text; an interruption leaves the old file or the new one, whole.

        Raises GuideError if the folder cannot be written.
        """
        path = self.path(key, text.service)
        try:
            self._make_room(path)
        except OSError as error:
            raise self._unwritable(error) from error
        write_files({path: _cache_entry(asked, text)})

    def _make_room(self, path: Path) -> None:
        """Creates the folder, and removes a link in the place of a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()

    def _unwritable(self, error: OSError) -> GuideError:
        return GuideError(
            f"the cache {self.folder} cannot be written ({error.strerror}); name another folder"
        )


def _cache_entry(asked: str, text: Text) -> bytes:
    entry = {"version": VERSION, "asked": asked, "sha256": text.sha256, **asdict(text)}
    return json.dumps(entry, default=date.isoformat).encode("utf-8", "surrogatepass")


def _checked_text(cached: _Kept, service: str, address: str) -> Text | None:
    """The text of a cache entry if it is whole, of this version, and from this address."""
    if cached["version"] != VERSION or cached["asked"] != address:
        return None
    text = _cached_text(cached, service)
    return text if text.sha256 == cached["sha256"] else None


def _cached_text(cached: _Kept, service: str) -> Text:
    return Text(
        cached["content"],
        How(cached["how"]),
        service,
        cached["address"],
        date.fromisoformat(cached["retrieved"]),
        _cached_about(cached["about"]),
        cached["note"],
        cached["raw"],
        Supplied.STORED,
    )


def _cached_about(about: _Kept) -> About:
    titles, dois, pmids = (tuple(about[name]) for name in ("titles", "dois", "pmids"))
    return About(titles, dois, pmids, about["language"])


class Query(NamedTuple):
    """One request to one service, and how to read its answer."""

    service: str
    address: str
    types: tuple[str, ...]
    per_second: float
    read: Callable[[FetchedPage], Extraction]
    secret: Mapping[str, str] = {}


@dataclass(frozen=True)
class Library:
    """The places that may have texts; one that is missing is skipped.

    Without a fetcher, nothing is downloaded.
    """

    today: date
    by_hand: Path | None = None
    cache: Cache | None = None
    fetcher: Fetcher | None = None
    endpoints: Endpoints = SERVICES
    ncbi_key: str = ""
    contact: str = ""

    def text(self, source: Source) -> Attempt:
        """The best text that belongs to the source, or why there is none."""
        tried: list[NoText] = []
        for attempt in self.attempts(source):
            text = own_text(attempt, source)
            if isinstance(text, Text):
                return text
            tried.append(text)
        return _summary(tried)

    def attempts(self, source: Source) -> Iterator[Attempt]:
        """Every text available for a source, best first, each obtained only when it is reached.

        Whether it is the source's own text is not checked yet.
        """
        if not _is_key(source.id):
            yield _unusable_key(source.id)
            return
        if self.by_hand is not None:
            yield from self._local(source, self.by_hand)
        for query in self.queries(source):
            yield from self._answer(source, query)

    def _local(self, source: Source, folder: Path) -> Iterator[Attempt]:
        for suffix, kind in KINDS.items():
            path = folder / f"{source.id}{suffix}"
            if os.path.lexists(path):
                yield self._given(path, kind)

    def _given(self, path: Path, kind: str) -> Attempt:
        """A local text, with the address and the day that its sidecar names."""
        origin = read_origin(path)
        if isinstance(origin, NoText):
            return origin
        content = _file_content(path)
        if isinstance(content, NoText):
            return replace(content, address=path.name)
        text = self._text(extract(content, kind), BY_HAND, origin.address, content)
        if isinstance(text, NoText):
            return text
        return replace(text, retrieved=origin.on, by=Supplied.BY_HAND)

    def queries(self, source: Source) -> Iterator[Query]:
        """The requests that may return a source's text, best first.

        Full text, PubMed, Europe PMC by DOI, then the source's own page.
        Sources: https://europepmc.org/RestfulWebService and
        https://www.ncbi.nlm.nih.gov/books/NBK25497/ (three requests a second, ten with a key).
        """
        ways = (
            (source_pmcid(source), self._full_text),
            (source_pmid(source), self._pubmed),
            (source_doi(source), self._europe_pmc_search),
            (source.fields.get("url", ""), _web_page),
        )
        for id, query_for in ways:
            if id:
                yield query_for(id)

    def _full_text(self, pmcid: str) -> Query:
        address = f"{self.endpoints.europe_pmc}/{pmcid}/fullTextXML"
        return Query("Europe PMC", address, _XML, 5, _extract)

    def _pubmed(self, pmid: str) -> Query:
        query = urlencode({"db": "pubmed", "id": pmid, "retmode": "xml", "tool": "evidence-guide"})
        address = f"{self.endpoints.pubmed}/efetch.fcgi?{query}"
        per_second = 10 if self.ncbi_key else 3
        return Query("PubMed", address, _XML, per_second, _extract, self._ncbi_secret())

    def _ncbi_secret(self) -> dict[str, str]:
        given = {"api_key": self.ncbi_key, "email": self.contact}
        return {name: value for name, value in given.items() if value}

    def _europe_pmc_search(self, doi: str) -> Query:
        fields = {"query": f'DOI:"{doi}"', "resultType": "core", "format": "json"}
        address = f"{self.endpoints.europe_pmc}/search?{urlencode(fields, quote_via=quote)}"

        def read(page: FetchedPage) -> Extraction:
            return europe_pmc(page.content, doi)

        return Query("Europe PMC search", address, ("application/json",), 5, read)

    def _answer(self, source: Source, query: Query) -> Iterator[Attempt]:
        cached = self._cached(source, query)
        if cached:
            yield cached
        elif self.fetcher:
            yield self._fetched(source, query, self.fetcher)

    def _cached(self, source: Source, query: Query) -> Text | None:
        if self.cache is None:
            return None
        return self.cache.get(source.id, query.service, query.address)

    def _fetched(self, source: Source, query: Query, fetcher: Fetcher) -> Attempt:
        page = fetcher.get(query.address, query.types, query.per_second, query.secret)
        if isinstance(page, NoText):
            return page
        text = self._text(query.read(page), query.service, page.address, page.content)
        self._keep(source, query, text)
        return text

    def _keep(self, source: Source, query: Query, text: Attempt) -> None:
        if self.cache and isinstance(text, Text):
            self.cache.put(source.id, query.address, text)

    def _text(self, found: Extraction, service: str, address: str, content: bytes) -> Attempt:
        if isinstance(found, NoText):
            return replace(found, address=address)
        raw = sha256(content).hexdigest()
        about, note = found.about, found.note
        return Text(found.content, found.how, service, address, self.today, about, note, raw)


def own_text(attempt: Attempt, source: Source) -> Attempt:
    """The text if it belongs to the source, otherwise why it does not."""
    if isinstance(attempt, NoText):
        return attempt
    identity = identify(attempt, source)
    if identity.own and (attempt.by is not Supplied.BY_HAND or shows_id(attempt, source)):
        return attempt
    if identity.own:
        because = "it was supplied by hand, and the identifier of the source is not at its top"
        return NoText(NoTextReason.UNIDENTIFIED, attempt.address, because)
    return NoText(identity.reason, attempt.address, identity.because)


def _unusable_key(key: str) -> NoText:
    fix = "use letters, digits, dots and dashes"
    return nothing_found(f"the key `{key}` cannot name a file; {fix}")


def _web_page(url: str) -> Query:
    return Query("web page", url, _PAGES, 1, _extract)


def _extract(page: FetchedPage) -> Extraction:
    return extract(page.content, page.type, page.charset)


def _file_content(path: Path) -> bytes | NoText:
    try:
        return reading.content(path, MOST_BYTES)
    except reading.TooLarge as refused:
        return NoText(NoTextReason.TOO_LARGE, detail=refused.problem)
    except reading.RefusedFile as refused:
        return not_a_text(refused.problem)


def _summary(tried: list[NoText]) -> NoText:
    """All attempts as one, with the reason of the most informative."""
    if tried:
        return replace(_most_informative(tried), tried=tuple(tried))
    return nothing_found("neither file, cache nor service has it")


def _most_informative(tried: list[NoText]) -> NoText:
    """The last attempt that found another publication's text, or else that failed.

    Finding nothing is no failure.
    """
    failed = [attempt for attempt in tried if attempt.reason not in _NOT_THERE]
    wrong = [attempt for attempt in failed if attempt.reason in _WRONG_TEXT]
    return (wrong or failed or tried)[-1]
