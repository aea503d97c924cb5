"""The text of a source: from a file given by hand, from the cache, or from the services that may have it, best first."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from platformdirs import user_cache_dir

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading
from evidence_guide.files.output import write
from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.extracting import europe_pmc, extract
from evidence_guide.proof.fetching import SERVICES, Endpoints, Fetcher, Page
from evidence_guide.proof.identity import is_of
from evidence_guide.proof.texts import About, Extracted, How, NoText, Reason, Text
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid

BY_HAND = "file given by hand"
MOST_BYTES = 100 * reading.MIB
"""The largest file given by hand."""
VERSION = 1
"""Of the cached files; raised when texts are extracted otherwise, so that old ones are got again."""
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
_TELLING = (Reason.ANOTHER, Reason.UNIDENTIFIED)


def _is_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and ".." not in key


@dataclass(frozen=True)
class Cache:
    """Texts on disk, one file a source and service; nothing outside its folder is ever written."""

    folder: Path = field(default_factory=lambda: Path(user_cache_dir("evidence-guide")) / "texts")

    def path(self, key: str, service: str) -> Path:
        """Where a text is kept; raises GuideError if the key is no plain name."""
        if not _is_key(key):
            raise GuideError(
                f"`{key}` cannot name a file; give the source a key of letters, digits, dots and dashes"
            )
        return self.folder / f"{key}@{service.lower().replace(' ', '-')}.json"

    def get(self, key: str, service: str, address: str) -> Text | None:
        """The text kept for a source and service, if it was had for this very address and is whole."""
        try:
            held = json.loads(reading.content(self.path(key, service), MOST_BYTES))
            if (held["version"], held["asked"]) != (VERSION, address):
                return None
            said = held["about"]
            about = About(
                tuple(said["titles"]), tuple(said["dois"]), tuple(said["pmids"]), said["language"]
            )
            text = Text(
                held["content"],
                How(held["how"]),
                service,
                held["address"],
                date.fromisoformat(held["retrieved"]),
                about,
                held["note"],
            )
            return text if text.sha256 == held["sha256"] else None
        except (reading.Refused, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None  # whatever is wrong with a kept file, it can be had again

    def put(self, key: str, asked: str, text: Text) -> None:
        """Keeps a text; an interruption leaves the file as it was or as it should be. Raises GuideError if the folder cannot be written."""
        path = self.path(key, text.service)
        held = (
            {"version": VERSION, "asked": asked, "sha256": text.sha256}
            | asdict(text)
            | {"retrieved": text.retrieved.isoformat()}
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                path.unlink()
        except OSError as error:
            raise GuideError(
                f"the cache {self.folder} cannot be written ({error.strerror}); name another folder"
            ) from error
        write({path: json.dumps(held).encode("utf-8", "surrogatepass")})


class Ask(NamedTuple):
    """One question to one service, and how its answer is read."""

    service: str
    address: str
    types: tuple[str, ...]
    per_second: float
    read: Callable[[Page], Extracted | NoText]
    secret: Mapping[str, str] = {}


def asks(
    source: Source, endpoints: Endpoints, ncbi_key: str = "", contact: str = ""
) -> Iterator[Ask]:
    """The questions that may give a source's text, best first: full text, PubMed, Europe PMC by DOI, its own page.

    Sources: https://europepmc.org/RestfulWebService and https://www.ncbi.nlm.nih.gov/books/NBK25497/
    (three requests a second without a key, ten with one).
    """
    pmcid, pmid, doi = (
        form(source.fields.get(name, ""))
        for name, form in (("pmcid", plain_pmcid), ("pmid", plain_pmid), ("doi", plain_doi))
    )
    if pmcid:
        yield Ask("Europe PMC", f"{endpoints.europe_pmc}/{pmcid}/fullTextXML", _XML, 5, _extract)
    if pmid:
        query = urlencode({"db": "pubmed", "id": pmid, "retmode": "xml", "tool": "evidence-guide"})
        secret = {"api_key": ncbi_key} if ncbi_key else {}
        yield Ask(
            "PubMed",
            f"{endpoints.pubmed}/efetch.fcgi?{query}",
            _XML,
            10 if ncbi_key else 3,
            _extract,
            secret | ({"email": contact} if contact else {}),
        )
    if doi:
        query = urlencode(
            {"query": f'DOI:"{doi}"', "resultType": "core", "format": "json"}, quote_via=quote
        )
        yield Ask(
            "Europe PMC search",
            f"{endpoints.europe_pmc}/search?{query}",
            ("application/json",),
            5,
            lambda page: europe_pmc(page.content, doi),
        )
    if source.fields.get("url"):
        yield Ask("web page", source.fields["url"], _PAGES, 1, _extract)


def _extract(page: Page) -> Extracted | NoText:
    return extract(page.content, page.type, page.charset)


@dataclass(frozen=True)
class Library:
    """Where texts may come from: each part that is missing is not asked, so without a fetcher no network is used."""

    today: date
    by_hand: Path | None = None
    cache: Cache | None = None
    fetcher: Fetcher | None = None
    endpoints: Endpoints = SERVICES
    ncbi_key: str = ""
    contact: str = ""

    def text(self, source: Source) -> Text | NoText:
        """The best text that is the source's own, or why there is none."""
        tried: list[NoText] = []
        for attempt in self.attempts(source):
            if isinstance(attempt, NoText):
                tried.append(attempt)
                continue
            whose = is_of(attempt, source)
            if whose.own:
                return attempt
            tried.append(NoText(whose.reason, attempt.address, whose.because))
        return _worst(tried)

    def attempts(self, source: Source) -> Iterator[Text | NoText]:
        """Every text that can be had for a source, best first, asked for only when it is looked at; not yet known to be its own."""
        if not _is_key(source.id):
            yield NoText(
                Reason.NOTHING,
                "",
                f"the key `{source.id}` cannot name a file; use letters, digits, dots and dashes",
            )
            return
        yield from self._given(source)
        for ask in asks(source, self.endpoints, self.ncbi_key, self.contact):
            text = self.cache.get(source.id, ask.service, ask.address) if self.cache else None
            if text:
                yield text
            elif self.fetcher:
                yield self._fetched(source, ask, self.fetcher)

    def _given(self, source: Source) -> Iterator[Text | NoText]:
        for suffix, kind in KINDS.items() if self.by_hand else ():
            path = (self.by_hand or Path()) / f"{source.id}{suffix}"
            if os.path.lexists(path):
                found = _file(path, kind)
                yield (
                    replace(found, address=path.name)
                    if isinstance(found, NoText)
                    else self._text(found, BY_HAND, path.name)
                )

    def _fetched(self, source: Source, ask: Ask, fetcher: Fetcher) -> Text | NoText:
        page = fetcher.get(ask.address, ask.types, ask.per_second, ask.secret)
        if isinstance(page, NoText):
            return page
        found = ask.read(page)
        if isinstance(found, NoText):
            return replace(found, address=page.address)
        text = self._text(found, ask.service, page.address)
        if self.cache:
            self.cache.put(source.id, ask.address, text)
        return text

    def _text(self, found: Extracted, service: str, address: str) -> Text:
        return Text(found.content, found.how, service, address, self.today, found.about, found.note)


def _file(path: Path, kind: str) -> Extracted | NoText:
    try:
        return extract(reading.content(path, MOST_BYTES), kind)
    except reading.Refused as refused:
        large = isinstance(refused, reading.TooLarge)
        return NoText(Reason.TOO_LARGE if large else Reason.NO_TEXT, detail=refused.problem)


def _worst(tried: list[NoText]) -> NoText:
    """All attempts as one: the reason is that of a foreign text, else of the last that failed for more than want of a text."""
    if not tried:
        return NoText(Reason.NOTHING, "", "neither file, cache nor service has it")
    telling = (
        [no for no in tried if no.reason in _TELLING]
        or [no for no in tried if no.reason not in {Reason.NOTHING, Reason.NOT_FOUND}]
        or tried
    )
    return replace(telling[-1], tried=tuple(tried))
