"""What a web address answers: politely asked, bounded in size and time, and never from a host that was not asked for."""

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
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import httpx
from publicsuffixlist import PublicSuffixList

from evidence_guide.proof.texts import NoText, Reason

MOST_REDIRECTS = 5
TRANSIENT = frozenset({Reason.BUSY, Reason.BROKEN, Reason.TIMEOUT, Reason.TRUNCATED})
"""What may be otherwise a moment later."""
RESOLVERS = frozenset({"doi.org", "handle.net"})
"""Hosts whose service is to name another host."""
MOVES: Mapping[str, frozenset[str]] = {"elsevier.com": frozenset({"sciencedirect.com"})}
"""Publishers' known second hosts."""
_SUFFIXES = PublicSuffixList()
logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses with their secrets


class Endpoints(NamedTuple):
    """Where the services answer, without a slash at the end."""

    europe_pmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    crossref: str = "https://api.crossref.org"


class Clock(NamedTuple):
    """The time in seconds, how to wait, and a chance between 0 and 1."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Bounds(NamedTuple):
    """How much of anything is too much: bytes, seconds, tries."""

    most_bytes: int = 20 * 1024 * 1024
    connect: float = 10
    read: float = 30
    whole: float = 180
    """Seconds for one download, however steadily it drips."""
    retries: int = 4
    backoff: float = 1
    """Seconds before the first retry, doubled for each further one."""
    longest_wait: float = 60


SERVICES, CLOCK, BOUNDS = Endpoints(), Clock(), Bounds()


class Page(NamedTuple):
    """What an address answered: its bytes, their content type and character set, and the address that answered."""

    content: bytes
    type: str
    charset: str
    address: str


class _Answer(NamedTuple):
    result: Page | NoText
    after: float | None = None
    """Seconds that the server asks to wait."""


def agent(guide: str, contact: str = "") -> str:
    """The user agent that says who asks: this program, the guide's address, an e-mail address where one is given."""
    mail = f"; mailto:{contact}" if contact else ""
    return f"evidence-guide/{version('evidence-guide')} (+{guide}{mail})"


def registered_host(address: str) -> str:
    """The host under which an address is registered (`a.example.co.uk` -> `example.co.uk`), by the public suffix list; "" if it has none."""
    host = _host(address)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _SUFFIXES.privatesuffix(host) or host
    return host


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # brackets or signs that no host has
        return ""


def may_follow(start: str, target: str) -> bool:
    """Whether a redirect stays with the source: the same registered host, a resolver's answer, or a publisher's known second host."""
    here, there = registered_host(start), registered_host(target)
    return (
        bool(there)
        and target.lower().startswith(("http://", "https://"))
        and (here == there or here in RESOLVERS or there in MOVES.get(here, ()))
    )


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@dataclass
class Fetcher:
    """Asks addresses, one at a time, each host no faster than it allows; close it, or use it in `with`."""

    user_agent: str
    bounds: Bounds = BOUNDS
    clock: Clock = CLOCK
    transport: httpx.BaseTransport | None = None
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        times = httpx.Timeout(self.bounds.read, connect=self.bounds.connect)
        headers = {"User-Agent": self.user_agent}
        self._client = httpx.Client(
            timeout=times,
            headers=headers,
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
    ) -> Page | NoText:
        """What an address answers, after redirects and retries; `secret` parameters are sent, but stand in no result.

        `types` are the content types that will do; `per_second` is how often the host may be asked. Never raises.
        """
        self._client.cookies.clear()
        answer = self._follow(address, types, per_second, secret or {})
        for retry in range(self.bounds.retries):
            if not isinstance(answer.result, NoText) or answer.result.reason not in TRANSIENT:
                break
            wait = (
                answer.after
                if answer.after is not None
                else self.bounds.backoff * 2**retry * (1 + self.clock.chance())
            )
            if wait > self.bounds.longest_wait:
                return replace(answer.result, detail=f"asks to wait {wait:.0f} seconds")
            self.clock.sleep(wait)
            answer = self._follow(address, types, per_second, secret or {})
        return answer.result

    def _follow(
        self, address: str, types: tuple[str, ...], per_second: float, secret: Mapping[str, str]
    ) -> _Answer:
        for _ in range(MOST_REDIRECTS + 1):
            if not may_follow(address, address):
                return _Answer(NoText(Reason.HOST, address, "not a web address"))
            self._wait_turn(registered_host(address), per_second)
            answer, target = self._once(address, types, secret)
            if not target:
                return answer
            if not may_follow(address, target):
                return _Answer(
                    NoText(
                        Reason.HOST,
                        address,
                        f"redirects to {registered_host(target) or target[:80]}",
                    )
                )
            address, secret = target, {}
        return _Answer(NoText(Reason.LOOP, address, f"more than {MOST_REDIRECTS} redirects"))

    def _wait_turn(self, host: str, per_second: float) -> None:
        pause = 1 / per_second
        early = self._last.get(host, -pause) + pause - self.clock.now()
        if early > 0:
            self.clock.sleep(min(early, pause))  # a clock set back never makes us wait for hours
        self._last[host] = self.clock.now()

    def _once(
        self, address: str, types: tuple[str, ...], secret: Mapping[str, str]
    ) -> tuple[_Answer, str]:
        """The answer to one request, and where it leads if it is a redirect."""
        answered = False
        try:
            url = httpx.URL(address)
            with self._client.stream(
                "GET", url.copy_merge_params(secret) if secret else url
            ) as response:
                answered = True
                if response.has_redirect_location:
                    return _Answer(NoText(Reason.LOOP, address)), str(
                        response.url.join(response.headers["location"])
                    )
                return self._read(response, address, types), ""
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as error:
            return _Answer(_failure(error, address, answered=answered)), ""

    def _read(self, response: httpx.Response, address: str, types: tuple[str, ...]) -> _Answer:
        refused = _refused(response, address, types)
        if refused:
            return _Answer(refused, self._asked_wait(response.headers.get("retry-after", "")))
        most, start, parts, size = self.bounds.most_bytes, self.clock.now(), [], 0
        too_large = _Answer(NoText(Reason.TOO_LARGE, address, f"more than {most} bytes"))
        if int(response.headers.get("content-length", "0")) > most:
            return too_large
        for part in response.iter_bytes():
            size += len(part)
            parts.append(part)
            if size > most:
                return too_large
            if self.clock.now() - start > self.bounds.whole:
                return _Answer(
                    NoText(Reason.TIMEOUT, address, f"not whole after {self.bounds.whole} seconds")
                )
        if not size:
            return _Answer(NoText(Reason.EMPTY, address))
        return _Answer(
            Page(b"".join(parts), _kind(response), response.charset_encoding or "", address)
        )

    def _asked_wait(self, header: str) -> float | None:
        """The seconds of a Retry-After header, which is a number or a date (RFC 9110, 10.2.3)."""
        if header.strip().isascii() and header.strip().isdigit():
            return float(header)
        try:
            until = parsedate_to_datetime(header)
        except (ValueError, OverflowError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - datetime.fromtimestamp(self.clock.now(), UTC)).total_seconds())


def _kind(response: httpx.Response) -> str:
    kind: str = response.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower()


_STATUS = {
    401: Reason.DENIED,
    403: Reason.DENIED,
    404: Reason.NOT_FOUND,
    408: Reason.TIMEOUT,
    410: Reason.NOT_FOUND,
    429: Reason.BUSY,
    451: Reason.DENIED,
}


def _refused(response: httpx.Response, address: str, types: tuple[str, ...]) -> NoText | None:
    """Why the answer is none before its body is read."""
    code = response.status_code
    if code in {204, 205}:
        return NoText(Reason.EMPTY, address)
    if code != httpx.codes.OK:
        reason = _STATUS.get(
            code, Reason.BROKEN if code >= httpx.codes.INTERNAL_SERVER_ERROR else Reason.DENIED
        )
        return NoText(reason, address, "" if code in {404, 429} else f"status {code}")
    kind = _kind(response)
    return None if kind in types else NoText(Reason.TYPE, address, f"`{kind or 'none'}`")


def _failure(error: Exception, address: str, *, answered: bool) -> NoText:
    match error:
        case httpx.TimeoutException():
            return NoText(Reason.TIMEOUT, address)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return NoText(Reason.HOST, address, "not a web address")
        case httpx.DecodingError():
            return NoText(Reason.TRUNCATED, address, "what was sent cannot be unpacked")
    return (
        NoText(Reason.TRUNCATED, address, "")
        if answered
        else NoText(Reason.UNREACHABLE, address, str(error))
    )
