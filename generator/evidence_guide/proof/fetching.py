"""Downloads: polite, bounded in size and time, and only from the hosts that were asked for."""

import ipaddress
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
from urllib.parse import urlsplit

import httpx2
from publicsuffixlist import PublicSuffixList

from evidence_guide.proof.texts import NoText, NoTextReason

MOST_REDIRECTS = 5
TRANSIENT = frozenset(
    {NoTextReason.BUSY, NoTextReason.BROKEN, NoTextReason.TIMEOUT, NoTextReason.TRUNCATED}
)
"""Failures that may be gone a moment later."""
RESOLVERS = frozenset({"doi.org", "handle.net"})
"""Hosts whose purpose is to redirect to another host."""
MOVES: Mapping[str, frozenset[str]] = {"elsevier.com": frozenset({"sciencedirect.com"})}
"""Known second hosts of publishers."""
_SUFFIXES = PublicSuffixList()
logging.getLogger("httpx2").setLevel(logging.WARNING)  # it would log addresses with keys


class Endpoints(NamedTuple):
    """Addresses of the services, without a slash at the end."""

    europe_pmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    crossref: str = "https://api.crossref.org"


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


class _Answer(NamedTuple):
    result: FetchedPage | NoText
    after: float | None = None
    """Seconds that the server asks us to wait."""


def agent(guide: str, contact: str = "") -> str:
    """The user agent: this program, the guide's address and, if given, an e-mail address."""
    mail = f"; mailto:{contact}" if contact else ""
    return f"evidence-guide/{version('evidence-guide')} (+{guide}{mail})"


def registered_host(address: str) -> str:
    """The registered domain of an address by the public suffix list, or an empty string.

    `https://a.example.co.uk/b` has `example.co.uk`.
    """
    host = _host(address)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _SUFFIXES.privatesuffix(host) or host
    return host


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # characters that no host has
        return ""


def may_follow(start: str, target: str) -> bool:
    """Whether a redirect stays with the source.

    It leads to the same registered domain, from a resolver, or to a publisher's second host.
    """
    if not target.lower().startswith(("http://", "https://")):
        return False
    here, there = registered_host(start), registered_host(target)
    if not there:
        return False
    return here == there or here in RESOLVERS or there in MOVES.get(here, ())


@cache
def _certificates() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


@dataclass(frozen=True)
class _Request:
    """One address to download, with the content types that are accepted."""

    address: str
    types: tuple[str, ...]
    per_second: float
    secret: Mapping[str, str]


@dataclass
class Fetcher:
    """Downloads files one at a time, each host no faster than it allows; use it in `with`."""

    user_agent: str
    bounds: Bounds = BOUNDS
    clock: Clock = CLOCK
    transport: httpx2.BaseTransport | None = None
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = httpx2.Client(
            timeout=httpx2.Timeout(self.bounds.read, connect=self.bounds.connect),
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
    ) -> FetchedPage | NoText:
        """The file at an address, after redirects and retries, or why there is none.

        `types` are the accepted content types, `per_second` limits the requests to the host, and
        `secret` parameters are sent but are in no result. Never raises.
        """
        self._client.cookies.clear()
        return self._retried(_Request(address, types, per_second, secret or {}))

    def _retried(self, request: _Request) -> FetchedPage | NoText:
        answer = self._follow(request)
        for retry in range(self.bounds.retries):
            if not _is_transient(answer.result):
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
        jitter = 1 + self.clock.chance()
        return self.bounds.backoff * jitter * float(2**retry)

    def _follow(self, request: _Request) -> _Answer:
        for _ in range(MOST_REDIRECTS + 1):
            address = request.address
            if not may_follow(address, address):
                return _no_text(NoTextReason.HOST, address, "not a web address")
            self._wait_turn(registered_host(address), request.per_second)
            answer, target = self._once(request)
            if not target:
                return answer
            if not may_follow(address, target):
                return _led_away(address, target)
            request = replace(request, address=target, secret={})
        return _no_text(NoTextReason.LOOP, address, f"more than {MOST_REDIRECTS} redirects")

    def _wait_turn(self, host: str, per_second: float) -> None:
        pause = 1 / per_second
        early = self._last.get(host, -pause) + pause - self.clock.now()
        if early > 0:
            self.clock.sleep(min(early, pause))  # a clock that was set back must not wait for hours
        self._last[host] = self.clock.now()

    def _once(self, request: _Request) -> tuple[_Answer, str]:
        """The answer to one request, and the target if it is a redirect."""
        address = request.address
        answered = False
        try:
            with self._client.stream("GET", _url(request)) as response:
                answered = True
                if response.has_redirect_location:
                    target = response.url.join(response.headers["location"])
                    return _no_text(NoTextReason.LOOP, address), str(target)
                return self._read(response, address, request.types), ""
        except (httpx2.TransportError, httpx2.DecodingError, httpx2.InvalidURL) as error:
            return _Answer(_failure(error, address, answered=answered)), ""

    def _read(self, response: httpx2.Response, address: str, types: tuple[str, ...]) -> _Answer:
        refused = _refused(response, address, types)
        if refused:
            return _Answer(refused, self._asked_wait(response.headers.get("retry-after", "")))
        if int(response.headers.get("content-length", "0")) > self.bounds.most_bytes:
            return self._too_large(address)
        return self._download(response, address)

    def _download(self, response: httpx2.Response, address: str) -> _Answer:
        start = self.clock.now()
        content = bytearray()
        for part in response.iter_bytes():
            content += part
            if len(content) > self.bounds.most_bytes:
                return self._too_large(address)
            if self.clock.now() - start > self.bounds.whole:
                detail = f"incomplete after {self.bounds.whole} seconds"
                return _no_text(NoTextReason.TIMEOUT, address, detail)
        return _page(response, bytes(content), address)

    def _too_large(self, address: str) -> _Answer:
        detail = f"more than {self.bounds.most_bytes} bytes"
        return _no_text(NoTextReason.TOO_LARGE, address, detail)

    def _asked_wait(self, header: str) -> float | None:
        """The seconds in a Retry-After header, which is a number or a date (RFC 9110, 10.2.3)."""
        if header.strip().isascii() and header.strip().isdigit():
            return float(header)
        try:
            until = parsedate_to_datetime(header)
        except (ValueError, OverflowError):
            return None
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        now = datetime.fromtimestamp(self.clock.now(), UTC)
        return max(0.0, (until - now).total_seconds())


def _url(request: _Request) -> httpx2.URL:
    url = httpx2.URL(request.address)
    return url.copy_merge_params(request.secret) if request.secret else url


def _page(response: httpx2.Response, content: bytes, address: str) -> _Answer:
    if not content:
        return _no_text(NoTextReason.EMPTY, address)
    charset = response.charset_encoding or ""
    return _Answer(FetchedPage(content, _content_type(response), charset, address))


def _led_away(address: str, target: str) -> _Answer:
    host = registered_host(target) or target[:80]
    return _no_text(NoTextReason.HOST, address, f"redirects to {host}")


def _is_transient(result: FetchedPage | NoText) -> TypeGuard[NoText]:
    return isinstance(result, NoText) and result.reason in TRANSIENT


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


def _refused(response: httpx2.Response, address: str, types: tuple[str, ...]) -> NoText | None:
    """Why an answer contains no text, known before its body is read."""
    code = response.status_code
    if code in {204, 205}:
        return NoText(NoTextReason.EMPTY, address)
    if code != httpx2.codes.OK:
        detail = "" if code in {404, 429} else f"status {code}"
        return NoText(_reason_of_status(code), address, detail)
    kind = _content_type(response)
    if kind in types:
        return None
    return NoText(NoTextReason.TYPE, address, f"`{kind or 'none'}`")


def _reason_of_status(code: int) -> NoTextReason:
    if code in _STATUS:
        return _STATUS[code]
    is_server_error = code >= httpx2.codes.INTERNAL_SERVER_ERROR
    return NoTextReason.BROKEN if is_server_error else NoTextReason.DENIED


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
