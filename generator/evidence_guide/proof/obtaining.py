"""The text of a source: from a local file, the cache, or the services that may have it."""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin

from evidence_guide.files import reading
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Supplied
from evidence_guide.proof.extracting import extract
from evidence_guide.proof.fetching import SERVICES, Endpoints, Fetcher
from evidence_guide.proof.hosts import may_follow
from evidence_guide.proof.identity import identify, shows_id
from evidence_guide.proof.origins import read_origin
from evidence_guide.proof.plain_text import not_a_text, nothing_found
from evidence_guide.proof.pointers import Pointers
from evidence_guide.proof.refusals import Refusal, is_lasting
from evidence_guide.proof.services import (
    UNPAYWALL,
    Query,
    Referral,
    Services,
    copy_at,
    document_at,
    is_served_elsewhere,
    page_of,
)
from evidence_guide.proof.source_ids import source_doi, source_pmcid, source_pmid
from evidence_guide.proof.text_cache import VERSION, Cache, is_file_name
from evidence_guide.proof.texts import Attempt, Extraction, NoText, NoTextReason, Text

BY_HAND = "file given by hand"
"""The `service` of a local text."""
MOST_BYTES = 100 * reading.MIB
"""Maximum size of a local file."""
READER = f"evidence-guide {version('evidence-guide')}, extraction {VERSION}"
"""The program that turns files into texts, with its version."""
KINDS = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".md": "text/markdown",
}
_WRONG_TEXT = {NoTextReason.ANOTHER, NoTextReason.UNIDENTIFIED}
_NOT_THERE = {NoTextReason.NOTHING, NoTextReason.NOT_FOUND}


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
    ask_again: bool = False
    """Whether services are asked again that had nothing not long ago."""

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
        if not is_file_name(source.id):
            yield _unusable_key(source.id)
            return
        if self.by_hand is not None:
            yield from self._local(source, self.by_hand)
        yield from self._served(source)

    def _local(self, source: Source, folder: Path) -> Iterator[Attempt]:
        for suffix, kind in KINDS.items():
            path = folder / f"{source.id}{suffix}"
            if os.path.lexists(path):
                yield self._given(path, kind)

    def _given(self, path: Path, kind: str) -> Attempt:
        """A local text, with the address and the day that its sidecar names."""
        origin = read_origin(path, self.today)
        if isinstance(origin, NoText):
            return origin
        content = _file_content(path)
        if isinstance(content, NoText):
            return replace(content, address=path.name)
        text = self._text(extract(content, kind), BY_HAND, origin.address, content)
        if isinstance(text, NoText):
            return text
        return replace(text, retrieved=origin.on, by=Supplied.BY_HAND)

    def _served(self, source: Source) -> Iterator[Attempt]:
        """The texts of the services: those made for programs first, then pages and documents."""
        pmcids = yield from self._pmcids(source)
        for query in self.queries(source, *pmcids):
            yield from self._answer(source, query)
        yield from self._open_copies(source)
        yield from self._pages(source)

    def queries(self, source: Source, pmcid: str = "") -> Iterator[Query]:
        """The requests to services that have texts for programs, best first."""
        services = self._services
        ways = (
            (pmcid or source_pmcid(source), services.europe_pmc_article),
            (pmcid or source_pmcid(source), services.pmc_article),
            (source_pmid(source), services.pubmed),
            (source_doi(source), services.europe_pmc_record),
        )
        for id, query_for in ways:
            if id:
                yield query_for(id)

    @property
    def _services(self) -> Services:
        return Services(self.endpoints, self.ncbi_key, self.contact)

    def _pmcids(self, source: Source) -> Generator[Attempt, None, Pointers]:
        """The source's id in PubMed Central, looked up by DOI or PMID if the record has none."""
        id = source_doi(source) or source_pmid(source)
        if source_pmcid(source) or not id:
            return ()
        found = yield from self._pointers(source, self._services.pmcid(id))
        return found[:1]

    def _open_copies(self, source: Source) -> Iterator[Attempt]:
        """The open copy of an article that Unpaywall names."""
        doi = source_doi(source)
        if not doi:
            return
        if not self.contact:
            yield from self._unasked(UNPAYWALL, "not asked, because it needs `--contact`")
            return
        found = yield from self._pointers(source, self._services.open_copies(doi))
        elsewhere = [address for address in found if not is_served_elsewhere(address)]
        for address in elsewhere[:1]:
            yield from self._page(source, copy_at(address, UNPAYWALL))

    def _unasked(self, service: str, because: str) -> Iterator[Attempt]:
        """The reason why a service is not asked, unless none is."""
        if self.fetcher:
            yield NoText(NoTextReason.NOTHING, detail=because, service=service)

    def _pages(self, source: Source) -> Iterator[Attempt]:
        """The source's own page, and the one to which its DOI leads, unless the first has it."""
        for query in self._page_queries(source):
            is_found = False
            for attempt in self._page(source, query):
                yield attempt
                is_found = is_found or isinstance(own_text(attempt, source), Text)
            if is_found:
                return

    def _page_queries(self, source: Source) -> Iterator[Query]:
        url, doi = source.fields.get("url", ""), source_doi(source)
        page = page_of(url) if url else None
        if page:
            yield page
        if doi:
            yield self._services.resolved(doi)

    def _page(self, source: Source, query: Query) -> Iterator[Attempt]:
        """The text of a page, and then that of the document which it offers."""
        for attempt in self._answer(source, query):
            yield attempt
            document = _document(attempt)
            if document:
                yield from self._answer(source, document_at(document, query.service))

    def _pointers(self, source: Source, referral: Referral) -> Generator[Attempt, None, Pointers]:
        """The ids or addresses that a service names; a failure is an attempt without a text."""
        known = self._cached_pointers(source, referral)
        if known or not self.fetcher:
            return known
        found = self._refused(source, referral) or self._referred(source, referral, self.fetcher)
        if isinstance(found, NoText):
            yield found
            return ()
        return found

    def _referred(self, source: Source, referral: Referral, fetcher: Fetcher) -> Pointers | NoText:
        """The answer of a service that knows where a text is, which is kept."""
        found = _asked(referral, fetcher)
        if isinstance(found, NoText):
            self._remember(source, referral, found)
        elif self.cache:
            self.cache.keep_pointers(source.id, referral.service, referral.address, found)
        return found

    def _cached_pointers(self, source: Source, referral: Referral) -> Pointers:
        if self.cache is None:
            return ()
        return self.cache.pointers(source.id, referral.service, referral.address)

    def _answer(self, source: Source, query: Query) -> Iterator[Attempt]:
        cached = self._cached(source, query)
        if cached:
            yield cached
        elif self.fetcher:
            yield self._refused(source, query) or self._fetched(source, query, self.fetcher)

    def _refused(self, source: Source, asked: Query | Referral) -> NoText | None:
        """The answer of a service that had nothing not long ago, if it is not to be asked again."""
        if self.cache is None or self.ask_again:
            return None
        refusal = self.cache.refusal(source.id, asked.service, asked.address)
        return refusal.answer if refusal and refusal.holds(self.today) else None

    def _remember(self, source: Source, asked: Query | Referral, answer: NoText) -> None:
        """Remembers that a service has nothing, unless it may have it tomorrow."""
        if self.cache and is_lasting(answer):
            refusal = Refusal(answer, self.today)
            self.cache.keep_refusal(source.id, asked.address, refusal)

    def _cached(self, source: Source, query: Query) -> Text | None:
        if self.cache is None:
            return None
        return self.cache.get(source.id, query.service, query.address)

    def _fetched(self, source: Source, query: Query, fetcher: Fetcher) -> Attempt:
        page = fetcher.get(query.address, query.types, query.per_second, query.secret)
        if isinstance(page, NoText):
            text: Attempt = replace(page, service=query.service)
        else:
            text = self._text(query.read(page), query.service, page.address, page.content)
        self._keep(source, query, text)
        return text

    def _keep(self, source: Source, query: Query, text: Attempt) -> None:
        if isinstance(text, NoText):
            self._remember(source, query, text)
        elif self.cache:
            self.cache.put(source.id, query.address, text)

    def _text(self, found: Extraction, service: str, address: str, content: bytes) -> Attempt:
        if isinstance(found, NoText):
            return replace(found, address=address, service=service)
        raw = sha256(content).hexdigest()
        about, note = found.about, found.note
        return Text(found.content, found.how, service, address, self.today, about, note, raw)


def own_text(attempt: Attempt, source: Source) -> Attempt:
    """The text if it belongs to the source, otherwise why it does not."""
    if isinstance(attempt, NoText):
        return attempt
    identity = identify(attempt, source)
    if identity.own and shows_id(attempt, source):
        return attempt
    if identity.own:
        because = "the identifier of the source is neither at its top nor in its address"
        return NoText(NoTextReason.UNIDENTIFIED, attempt.address, because, attempt.service)
    return NoText(identity.reason, attempt.address, identity.because, attempt.service)


def _unusable_key(key: str) -> NoText:
    fix = "use letters, digits, dots and dashes"
    return nothing_found(f"the key `{key}` cannot name a file; {fix}")


def _document(page: Attempt) -> str:
    """The address of the document that a page offers on its own host, or an empty text."""
    if isinstance(page, NoText) or not page.about.document:
        return ""
    address = _joined(page.address, page.about.document)
    return address if may_follow(page.address, address) else ""


def _joined(page: str, link: str) -> str:
    try:
        return urljoin(page, link)
    except ValueError:  # characters that no host has
        return ""


def _asked(referral: Referral, fetcher: Fetcher) -> Pointers | NoText:
    """The answer of a service that knows where a text is."""
    page = fetcher.get(referral.address, referral.types, referral.per_second, referral.secret)
    found = page if isinstance(page, NoText) else referral.read(page.content)
    return replace(found, service=referral.service) if isinstance(found, NoText) else found


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
