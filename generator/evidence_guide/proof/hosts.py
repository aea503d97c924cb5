"""The hosts of addresses: where a redirect may lead, and which are left alone after failures."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from evidence_guide.proof.texts import NoText, NoTextReason

RESOLVERS = frozenset({"doi.org", "handle.net"})
"""Hosts whose purpose is to redirect to another host."""
MOVES: Mapping[str, frozenset[str]] = {"elsevier.com": frozenset({"sciencedirect.com"})}
"""Known second hosts of publishers."""
MOST_FAILURES = 3
"""Failures in a row after which a host is not asked again in the same run."""
_FAILURES = frozenset(
    {
        NoTextReason.BROKEN,
        NoTextReason.TIMEOUT,
        NoTextReason.TRUNCATED,
        NoTextReason.UNREACHABLE,
    }
)


def registered_host(address: str) -> str:
    """The registered domain of an address by the public suffix list, or an empty string.

    `https://a.example.co.uk/b` has `example.co.uk`.
    """
    host = _host(address)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _suffixes().privatesuffix(host) or host
    return host


@cache
def _suffixes() -> PublicSuffixList:
    """The public suffix list, which takes a while to read."""
    return PublicSuffixList()


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # characters that no host has
        return ""
    return host.rstrip(".").removeprefix("www.")


def may_follow(start: str, target: str) -> bool:
    """Whether a redirect stays with the source.

    It leads to the same registered domain, from a resolver, or to a publisher's second host.
    """
    there = registered_host(target)
    if not there or not _is_web_address(target):
        return False
    here = registered_host(start)
    return here == there or here in RESOLVERS or there in MOVES.get(here, ())


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


@dataclass
class Patience:
    """The hosts that failed: one that is busy, or fails several times in a row, is left alone."""

    _failures: dict[str, int] = field(default_factory=dict)

    def refusal(self, address: str) -> NoText | None:
        """Why an address is not requested, or None if it may be."""
        host = registered_host(address)
        if self._failures.get(host, 0) < MOST_FAILURES:
            return None
        detail = f"{host} is busy or failed {MOST_FAILURES} times in a row"
        return NoText(NoTextReason.GIVEN_UP, address, detail)

    def note(self, address: str, failure: NoText | None) -> None:
        """Counts a failure of a host; any answer ends the count."""
        host = registered_host(address)
        if failure is None or failure.reason not in {*_FAILURES, NoTextReason.BUSY}:
            self._failures.pop(host, None)
        elif failure.reason is NoTextReason.BUSY:
            self._failures[host] = MOST_FAILURES
        else:
            self._failures[host] = self._failures.get(host, 0) + 1
