"""The text of a source: from a local file, the cache, or the services that may have it."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from platformdirs import user_cache_dir

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading
from evidence_guide.files.output import write_files
from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.extracting import europe_pmc, extract
from evidence_guide.proof.fetching import SERVICES, Endpoints, FetchedPage, Fetcher
from evidence_guide.proof.identity import identify
from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason, Text
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid

BY_HAND = "file given by hand"
"""The `service` of a local text."""
MOST_BYTES = 100 * reading.MIB
"""Most bytes of a local file."""
VERSION = 1
"""Version of the cached files; raised when extraction changes, so that old ones are refetched."""
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


def _is_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and ".." not in key


@dataclass(frozen=True)
class Cache:
    """Texts on disk, one file per source and service; nothing is written outside its folder."""

    folder: Path = field(default_factory=lambda: Path(user_cache_dir("evidence-guide")) / "texts")

    def path(self, key: str, service: str) -> Path:
        """The file of a text. Raises GuideError if the key is not a plain name."""
        if not _is_key(key):
            raise GuideError(
                f"`{key}` cannot name a file; give the source a key of letters, digits, dots and"
                " dashes"
            )
        return self.folder / f"{key}@{service.lower().replace(' ', '-')}.json"

    def get(self, key: str, service: str, address: str) -> Text | None:
        """The cached text of a source and service, if it is whole and came from this address."""
        path = self.path(key, service)
        try:
            cached = json.loads(reading.content(path, MOST_BYTES))
            if cached["version"] != VERSION or cached["asked"] != address:
                return None
            text = _cached_text(cached, service)
            return text if text.sha256 == cached["sha256"] else None
        except (
            reading.RefusedFile,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ):
            return None  # a broken cache file can always be fetched again

    def put(self, key: str, asked: str, text: Text) -> None:
        """Caches a text; an interruption leaves the old file or the new one, whole.

        Raises GuideError if the folder cannot be written.
        """
        path = self.path(key, text.service)
        entry = {"version": VERSION, "asked": asked, "sha256": text.sha256, **asdict(text)}
        entry["retrieved"] = text.retrieved.isoformat()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                path.unlink()
        except OSError as error:
            raise GuideError(
                f"the cache {self.folder} cannot be written ({error.strerror}); name another folder"
            ) from error
        write_files({path: json.dumps(entry).encode("utf-8", "surrogatepass")})


def _cached_text(cached: dict[str, Any], service: str) -> Text:
    about = cached["about"]
    return Text(
        cached["content"],
        How(cached["how"]),
        service,
        cached["address"],
        date.fromisoformat(cached["retrieved"]),
        About(
            tuple(about["titles"]), tuple(about["dois"]), tuple(about["pmids"]), about["language"]
        ),
        cached["note"],
    )


class Query(NamedTuple):
    """One request to one service, and how to read its answer."""

    service: str
    address: str
    types: tuple[str, ...]
    per_second: float
    read: Callable[[FetchedPage], Extracted | NoText]
    secret: Mapping[str, str] = {}


@dataclass(frozen=True)
class Library:
    """The places that may have texts; one that is missing is not asked.

    Without a fetcher, nothing is downloaded.
    """

    today: date
    by_hand: Path | None = None
    cache: Cache | None = None
    fetcher: Fetcher | None = None
    endpoints: Endpoints = SERVICES
    ncbi_key: str = ""
    contact: str = ""

    def text(self, source: Source) -> Text | NoText:
        """The best text that belongs to the source, or why there is none."""
        tried: list[NoText] = []
        for attempt in self.attempts(source):
            text = own_text(attempt, source)
            if isinstance(text, Text):
                return text
            tried.append(text)
        return _summary(tried)

    def attempts(self, source: Source) -> Iterator[Text | NoText]:
        """Every text available for a source, best first, each obtained only when it is reached.

        Whether it is the source's own text is not checked yet.
        """
        if not _is_key(source.id):
            detail = "cannot name a file; use letters, digits, dots and dashes"
            yield NoText(NoTextReason.NOTHING, "", f"the key `{source.id}` {detail}")
            return
        if self.by_hand is not None:
            yield from self._local(source, self.by_hand)
        for query in self.queries(source):
            yield from self._answer(source, query)

    def _local(self, source: Source, folder: Path) -> Iterator[Text | NoText]:
        for suffix, kind in KINDS.items():
            path = folder / f"{source.id}{suffix}"
            if not os.path.lexists(path):
                continue
            found = _file(path, kind)
            if isinstance(found, NoText):
                yield replace(found, address=path.name)
            else:
                yield self._text(found, BY_HAND, path.name)

    def queries(self, source: Source) -> Iterator[Query]:
        """The requests that may return a source's text, best first.

        Full text, PubMed, Europe PMC by DOI, then the source's own page.
        Sources: https://europepmc.org/RestfulWebService and
        https://www.ncbi.nlm.nih.gov/books/NBK25497/ (three requests a second, ten with a key).
        """
        pmcid = plain_pmcid(source.fields.get("pmcid", ""))
        pmid = plain_pmid(source.fields.get("pmid", ""))
        doi = plain_doi(source.fields.get("doi", ""))
        url = source.fields.get("url", "")
        if pmcid:
            yield self._full_text(pmcid)
        if pmid:
            yield self._pubmed(pmid)
        if doi:
            yield self._europe_pmc_search(doi)
        if url:
            yield Query("web page", url, _PAGES, 1, _extract)

    def _full_text(self, pmcid: str) -> Query:
        address = f"{self.endpoints.europe_pmc}/{pmcid}/fullTextXML"
        return Query("Europe PMC", address, _XML, 5, _extract)

    def _pubmed(self, pmid: str) -> Query:
        query = urlencode({"db": "pubmed", "id": pmid, "retmode": "xml", "tool": "evidence-guide"})
        address = f"{self.endpoints.pubmed}/efetch.fcgi?{query}"
        given = {"api_key": self.ncbi_key, "email": self.contact}
        secret = {name: value for name, value in given.items() if value}
        per_second = 10 if self.ncbi_key else 3
        return Query("PubMed", address, _XML, per_second, _extract, secret)

    def _europe_pmc_search(self, doi: str) -> Query:
        fields = {"query": f'DOI:"{doi}"', "resultType": "core", "format": "json"}
        address = f"{self.endpoints.europe_pmc}/search?{urlencode(fields, quote_via=quote)}"

        def read(page: FetchedPage) -> Extracted | NoText:
            return europe_pmc(page.content, doi)

        return Query("Europe PMC search", address, ("application/json",), 5, read)

    def _answer(self, source: Source, query: Query) -> Iterator[Text | NoText]:
        cached = None
        if self.cache:
            cached = self.cache.get(source.id, query.service, query.address)
        if cached:
            yield cached
        elif self.fetcher:
            yield self._fetched(source, query, self.fetcher)

    def _fetched(self, source: Source, query: Query, fetcher: Fetcher) -> Text | NoText:
        page = fetcher.get(query.address, query.types, query.per_second, query.secret)
        if isinstance(page, NoText):
            return page
        text = self._text(query.read(page), query.service, page.address)
        if self.cache and isinstance(text, Text):
            self.cache.put(source.id, query.address, text)
        return text

    def _text(self, found: Extracted | NoText, service: str, address: str) -> Text | NoText:
        if isinstance(found, NoText):
            return replace(found, address=address)
        return Text(found.content, found.how, service, address, self.today, found.about, found.note)


def own_text(attempt: Text | NoText, source: Source) -> Text | NoText:
    """The text if it belongs to the source, otherwise why it does not."""
    if isinstance(attempt, NoText):
        return attempt
    identity = identify(attempt, source)
    if identity.own:
        return attempt
    return NoText(identity.reason, attempt.address, identity.because)


def _extract(page: FetchedPage) -> Extracted | NoText:
    return extract(page.content, page.type, page.charset)


def _file(path: Path, kind: str) -> Extracted | NoText:
    try:
        return extract(reading.content(path, MOST_BYTES), kind)
    except reading.RefusedFile as refused:
        large = isinstance(refused, reading.TooLarge)
        return NoText(
            NoTextReason.TOO_LARGE if large else NoTextReason.NO_TEXT, detail=refused.problem
        )


def _summary(tried: list[NoText]) -> NoText:
    """All attempts as one, with the reason of the most informative.

    That is the last one that found another publication's text, or else failed otherwise than by
    finding nothing.
    """
    if not tried:
        return NoText(NoTextReason.NOTHING, "", "neither file, cache nor service has it")
    wrong = [attempt for attempt in tried if attempt.reason in _WRONG_TEXT]
    failed = [attempt for attempt in tried if attempt.reason not in _NOT_THERE]
    informative = wrong or failed or tried
    return replace(informative[-1], tried=tuple(tried))
