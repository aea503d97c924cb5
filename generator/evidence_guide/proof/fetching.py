"""Downloads: polite, bounded in size and time, and only from the hosts that were asked for."""

import logging
import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from typing import NamedTuple, Self, TypeGuard

import httpx2

from evidence_guide.proof.hosts import Patience, may_follow, registered_host
from evidence_guide.proof.texts import NoText, NoTextReason

MOST_REDIRECTS = 5
TRANSIENT = frozenset(
    {NoTextReason.BUSY, NoTextReason.BROKEN, NoTextReason.TIMEOUT, NoTextReason.TRUNCATED}
)
"""Failures that are worth a retry."""
logging.getLogger("httpx2").setLevel(logging.WARNING)  # it would log addresses with keys


class Endpoints(NamedTuple):
    """Addresses of the services, without a slash at the end."""

    europe_pmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    crossref: str = "https://api.crossref.org"
    converter: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles"
    unpaywall: str = "https://api.unpaywall.org/v2"
    doi: str = "https://doi.org"


class Clock(NamedTuple):
    """The time in seconds, a way to wait, and a random number between 0 and 1."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Bounds(NamedTuple):
    """Limits of a download: bytes, seconds, tries."""

    most_bytes: int = 20 * 1024 * 1024
    connect: float = 10
    read: float = 30
    whole: float = 180
    """Seconds for one whole download, however steadily it arrives."""
    retries: int = 4
    backoff: float = 1
    """Seconds before the first retry, doubled for each further one."""
    longest_wait: float = 60


SERVICES, CLOCK, BOUNDS = Endpoints(), Clock(), Bounds()


class FetchedPage(NamedTuple):
    """A downloaded file: bytes, content type, character set, and the address after redirects."""

    content: bytes
    type: str
    charset: str
    address: str


Fetched = FetchedPage | NoText
"""A downloaded file, or why there is none."""


class _Answer(NamedTuple):
    result: Fetched
    after: float | None = None
    """Seconds to wait, as requested by the server."""


_Hop = tuple[_Answer, str]
"""The answer to one request, and the target if it is a redirect."""
_FAILURES = (httpx2.TransportError, httpx2.DecodingError, httpx2.InvalidURL)
_NO_CONTENT = frozenset({204, 205})
_SELF_EXPLAINING = frozenset({404, 429})
"""Status codes that the reason already explains."""


def agent(guide: str, contact: str = "") -> str:
    """The user agent: this program, the guide's address and, if given, an e-mail address."""
    mail = f"; mailto:{contact}" if contact else ""
    return f"evidence-guide/{version('evidence-guide')} (+{guide}{mail})"


@cache
def _certificates() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


def _timeout(bounds: Bounds) -> httpx2.Timeout:
    return httpx2.Timeout(bounds.read, connect=bounds.connect)


@dataclass(frozen=True)
class _Request:
    """One address to download, with the content types that are accepted."""

    address: str
    types: tuple[str, ...]
    per_second: float
    secret: Mapping[str, str]


@dataclass
class Fetcher:
    """Downloads files one at a time within the rate limit of each host; use it in `with`."""

    user_agent: str
    bounds: Bounds = BOUNDS
    clock: Clock = CLOCK
    transport: httpx2.BaseTransport | None = None
    shares: int = 1
    """How many fetchers share the rate limit of each host."""
    _last: dict[str, float] = field(default_factory=dict)
    _patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        self._client = httpx2.Client(
            timeout=_timeout(self.bounds),
            headers={"User-Agent": self.user_agent},
            follow_redirects=False,
            transport=self.transport,
            verify=_certificates(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(
        self,
        address: str,
        types: tuple[str, ...],
        per_second: float = 1,
        secret: Mapping[str, str] | None = None,
    ) -> Fetched:
        """The file at an address, after redirects and retries, or why there is none.

        `types` are the accepted content types, `per_second` limits the requests to the host, and
        `secret` parameters are sent but are in no result. Never raises.
        """
        self._client.cookies.clear()
        found = self._retried(_Request(address, types, per_second, secret or {}))
        failure = found if isinstance(found, NoText) else None
        if failure is None or failure.reason is not NoTextReason.GIVEN_UP:
            self._patience.note(found.address, failure)
        return found

    def _retried(self, request: _Request) -> Fetched:
        answer = self._follow(request)
        for retry in range(self.bounds.retries):
            if not _is_transient(answer.result) or _is_silent(answer.result, retry):
                break
            wait = self._wait_before(retry, answer)
            if wait > self.bounds.longest_wait:
                return replace(answer.result, detail=f"asks to wait {wait:.0f} seconds")
            self.clock.sleep(wait)
            answer = self._follow(request)
        return answer.result

    def _wait_before(self, retry: int, answer: _Answer) -> float:
        """The seconds before a retry: as the server asks, or twice as many each time."""
        if answer.after is not None:
            return answer.after
        return self._backoff(retry)

    def _backoff(self, retry: int) -> float:
        """Twice as many seconds at each retry, and by chance some more."""
        jitter = 1 + self.clock.chance()
        return self.bounds.backoff * jitter * 2.0**retry

    def _follow(self, request: _Request) -> _Answer:
        for _ in range(MOST_REDIRECTS + 1):
            address = request.address
            answer, target = self._in_turn(request)
            if not target:
                return answer
            if not may_follow(address, target):
                return _led_away(address, target)
            request = replace(request, address=target, secret={})
        return _no_text(NoTextReason.LOOP, address, f"more than {MOST_REDIRECTS} redirects")

    def _in_turn(self, request: _Request) -> _Hop:
        """The answer to one request, sent no earlier than the rate limit of its host allows."""
        address = request.address
        if not may_follow(address, address):
            return _no_text(NoTextReason.HOST, address, "not a web address"), ""
        refused = self._patience.refusal(address)
        if refused:
            return _Answer(refused), ""
        self._wait_turn(registered_host(address), request.per_second)
        return self._once(request)

    def _wait_turn(self, host: str, per_second: float) -> None:
        pause = self.shares / per_second
        early = self._early(host, pause)
        if early > 0:
            self.clock.sleep(min(early, pause))  # a clock that was set back must not wait for hours
        self._last[host] = self.clock.now()

    def _early(self, host: str, pause: float) -> float:
        """The seconds until the host may be requested again."""
        return self._last.get(host, -pause) + pause - self.clock.now()

    def _once(self, request: _Request) -> _Hop:
        answered = False
        try:
            with self._client.stream("GET", _url(request)) as response:
                answered = True
                return self._hop(response, request)
        except _FAILURES as error:
            failure = _failure(error, request.address, answered=answered)
            return _Answer(failure), ""

    def _hop(self, response: httpx2.Response, request: _Request) -> _Hop:
        if not response.has_redirect_location:
            return self._read(response, request), ""
        target = response.url.join(response.headers["location"])
        return _no_text(NoTextReason.LOOP, request.address), str(target)

    def _read(self, response: httpx2.Response, request: _Request) -> _Answer:
        refused = _refused(response, request)
        if refused:
            return _Answer(refused, self._asked_wait(response.headers.get("retry-after", "")))
        if int(response.headers.get("content-length", "0")) > self.bounds.most_bytes:
            return self._too_large(request.address)
        return self._download(response, request.address)

    def _download(self, response: httpx2.Response, address: str) -> _Answer:
        start = self.clock.now()
        content = bytearray()
        for part in response.iter_bytes():
            content += part
            stopped = self._stopped(len(content), start, address)
            if stopped:
                return stopped
        return _page(response, bytes(content), address)

    def _stopped(self, size: int, start: float, address: str) -> _Answer | None:
        """Why a download is stopped here, or None if it may go on."""
        if size > self.bounds.most_bytes:
            return self._too_large(address)
        if self.clock.now() - start <= self.bounds.whole:
            return None
        detail = f"incomplete after {self.bounds.whole} seconds"
        return _no_text(NoTextReason.TIMEOUT, address, detail)

    def _too_large(self, address: str) -> _Answer:
        detail = f"more than {self.bounds.most_bytes} bytes"
        return _no_text(NoTextReason.TOO_LARGE, address, detail)

    def _asked_wait(self, header: str) -> float | None:
        """The seconds in a Retry-After header, which is a number or a date (RFC 9110, 10.2.3)."""
        if _is_number(header.strip()):
            return float(header)
        until = _http_date(header)
        return self._seconds_until(until) if until else None

    def _seconds_until(self, until: datetime) -> float:
        now = datetime.fromtimestamp(self.clock.now(), UTC)
        return max(0.0, (until - now).total_seconds())


def _http_date(header: str) -> datetime | None:
    try:
        day = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return day if day.tzinfo else day.replace(tzinfo=UTC)


def _url(request: _Request) -> httpx2.URL:
    url = httpx2.URL(request.address)
    return url.copy_merge_params(request.secret) if request.secret else url


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _page(response: httpx2.Response, content: bytes, address: str) -> _Answer:
    if not content:
        return _no_text(NoTextReason.EMPTY, address)
    charset = response.charset_encoding or ""
    return _Answer(FetchedPage(content, _content_type(response), charset, address))


def _led_away(address: str, target: str) -> _Answer:
    host = registered_host(target) or target[:80]
    return _no_text(NoTextReason.HOST, address, f"redirects to {host}")


def _is_transient(result: Fetched) -> TypeGuard[NoText]:
    return isinstance(result, NoText) and result.reason in TRANSIENT


def _is_silent(result: NoText, retry: int) -> bool:
    """Whether a host did not answer a second time; each wait for it is long."""
    return retry > 0 and result.reason is NoTextReason.TIMEOUT


def _no_text(reason: NoTextReason, address: str, detail: str = "") -> _Answer:
    return _Answer(NoText(reason, address, detail))


def _content_type(response: httpx2.Response) -> str:
    header: str = response.headers.get("content-type", "")
    return header.partition(";")[0].strip().lower()


_STATUS = {
    401: NoTextReason.DENIED,
    403: NoTextReason.DENIED,
    404: NoTextReason.NOT_FOUND,
    408: NoTextReason.TIMEOUT,
    410: NoTextReason.NOT_FOUND,
    429: NoTextReason.BUSY,
    451: NoTextReason.DENIED,
}


def _refused(response: httpx2.Response, request: _Request) -> NoText | None:
    """Why an answer has no text, judged before its body is read."""
    code = response.status_code
    if code != httpx2.codes.OK:
        return _refused_status(code, request.address)
    kind = _content_type(response)
    if kind in request.types:
        return None
    return NoText(NoTextReason.TYPE, request.address, f"`{kind or 'none'}`")


def _refused_status(code: int, address: str) -> NoText:
    if code in _NO_CONTENT:
        return NoText(NoTextReason.EMPTY, address)
    return NoText(_reason_of_status(code), address, _status_detail(code))


def _status_detail(code: int) -> str:
    """The status, if the reason does not say as much."""
    return "" if code in _SELF_EXPLAINING else f"status {code}"


def _reason_of_status(code: int) -> NoTextReason:
    if code in _STATUS:
        return _STATUS[code]
    if code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        return NoTextReason.BROKEN
    return NoTextReason.DENIED


def _failure(error: Exception, address: str, *, answered: bool) -> NoText:
    match error:
        case httpx2.TimeoutException():
            return NoText(NoTextReason.TIMEOUT, address)
        case httpx2.InvalidURL() | httpx2.UnsupportedProtocol():
            return NoText(NoTextReason.HOST, address, "not a web address")
        case httpx2.DecodingError():
            return NoText(NoTextReason.TRUNCATED, address, "the answer cannot be decompressed")
    if answered:
        return NoText(NoTextReason.TRUNCATED, address, "")
    return NoText(NoTextReason.UNREACHABLE, address, str(error))
