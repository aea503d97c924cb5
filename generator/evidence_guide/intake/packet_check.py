"""A packet checked on any machine, without the guide that it is from and without the network."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.reading import MIB, RefusedFile, content
from evidence_guide.guide import Guide
from evidence_guide.guide.foreign_numbers import quantities_in
from evidence_guide.guide.lock import Proof, Receipt, finding_digest, sealed
from evidence_guide.model import Claim, Finding
from evidence_guide.text import markup
from evidence_guide.text.quantities import Conversions, Quantity, equivalents, traced
from evidence_guide.view.packets import PACKET_FORMAT, packets

MOST_BYTES = 4 * MIB
_LAST = re.compile(rb'"sha256":"([0-9a-f]{64})"\n\}\n\Z')
"""The end of a packet: the digest of all that is before it."""
_PART = re.compile(r'^(\{.*),"sha256":"([0-9a-f]{64})"\},?$', re.MULTILINE)
"""A finding or a source in a packet, which has a digest of its own."""
_NAMED = re.compile(r'"(?:finding":\{"id|record":\{"key)":"([^"]+)"')
_UNSOUND = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""Errors of data that are no packet; pydantic's are among them."""
_Complaints = Iterator[str]


class Packet(NamedTuple):
    """A packet that could be read."""

    data: dict[str, Any]
    claim: Claim
    findings: dict[str, Finding]
    figures: dict[str, tuple[str, ...]]
    """The figures of each finding, as they are compared."""
    receipts: dict[str, Receipt]


class PacketReport(NamedTuple):
    """What was found out about a packet."""

    packet: Packet | None
    """None if it is none, or damaged so that it cannot be read."""
    complaints: tuple[str, ...]
    sha256: str
    """The digest of the file."""
    compared: tuple[str, ...]
    """What it was compared with and agrees with."""


def packet_bytes(file: Path) -> bytes:
    """The bytes of a packet. Raises GuideError."""
    try:
        return content(file, MOST_BYTES)
    except RefusedFile as refused:
        raise GuideError(f"{file}: {refused.problem}; {refused.fix}") from refused


def check_packet(data: bytes, name: str, sums: bytes | None, guide: Guide | None) -> PacketReport:
    """What is wrong with a packet: changes since it was written, and what does not fit together.

    With `sums`, the list of digests that its guide publishes, and with a guide, also whether it is
    the packet that these have.
    """
    packet = _read(data)
    complaints, compared = [*_changes(data, packet)], []
    if packet:
        complaints += _misfits(packet)
    for against, found in (
        ("the list of digests", _unlisted(data, name, sums)),
        ("the guide's folder", _differs(data, packet, guide)),
    ):
        if found is not None:
            complaints += found
            compared += [] if found else [against]
    return PacketReport(packet, tuple(complaints), sha256(data).hexdigest(), tuple(compared))


# Whether a byte was changed


def _changes(data: bytes, packet: Packet | None) -> _Complaints:
    """What has changed since the packet was written."""
    if packet is None:
        yield "this is no packet of a claim, or one that was damaged"
    end = _LAST.search(data)
    if end is None:
        yield "it does not end with its digest"
    elif sha256(data[: end.start()]).hexdigest().encode() != end[1]:
        yield "it was changed after it was written: its digest does not fit"
        yield from _changed_parts(data)


def _changed_parts(data: bytes) -> _Complaints:
    """The findings and sources whose own digests do not fit either."""
    for part in _PART.finditer(data.decode("utf-8", "replace")):
        if sha256(part[1][1:].encode()).hexdigest() != part[2]:
            named = _NAMED.search(part[1])
            yield f"changed: `{named[1]}`" if named else "changed: a finding or a source"


# Reading


def _read(data: bytes) -> Packet | None:
    """The packet in some bytes; None if they are none."""
    try:
        return _packet(json.loads(data))
    except _UNSOUND:
        return None


def _packet(data: dict[str, Any]) -> Packet | None:
    """A packet from its JSON. Raises an error of Python's or of pydantic's for unsound data."""
    if data["format"] != PACKET_FORMAT:
        return None
    listed = data["findings"]
    findings = [Finding.model_validate(one["finding"]) for one in listed]
    figures = {one["finding"]["id"]: tuple(one["figures"]) for one in listed}
    receipts = {one["finding"]["id"]: one["receipt"] for one in listed if one["receipt"]}
    return Packet(
        data,
        Claim.model_validate(data["claim"]),
        {finding.id: finding for finding in findings},
        figures,
        {id: _receipt(**fields) for id, fields in receipts.items()},
    )


def _receipt(proof: str, **fields: str) -> Receipt:
    return Receipt(Proof(proof), **fields)


# Whether its parts fit together


def _misfits(packet: Packet) -> _Complaints:
    """What a check of the packet alone finds. Unsound data are a complaint too."""
    for check in _CHECKS:
        try:
            yield from check(packet)
        except _UNSOUND:
            yield "its parts cannot be compared"


def _missing(packet: Packet) -> _Complaints:
    """Findings and sources that the claim rests on, and that are not there."""
    for id in packet.claim.weighed:
        if id not in packet.findings:
            yield f"the finding `{id}` is missing"
    there = {one["record"]["key"] for one in packet.data["sources"]}
    for one in packet.data["findings"]:
        if one["source"] not in there:
            yield f"the source `{one['source']}` is missing"


def _wrong_level(packet: Packet) -> _Complaints:
    """A certainty that its reasons do not lead to."""
    level = str(packet.claim.level) if packet.claim.level else None
    if packet.data["certainty"] != level:
        yield f"its reasons lead to the certainty `{level}`, not `{packet.data['certainty']}`"


def _broken_receipts(packet: Packet) -> _Complaints:
    """Receipts of findings in other words, and proofs without their seal."""
    for one in packet.data["findings"]:
        id = one["finding"]["id"]
        receipt = packet.receipts.get(id)
        if receipt and receipt.finding != finding_digest(packet.findings[id], one["source"]):
            yield f"the receipt of `{id}` is about other words than these"
        elif receipt and sealed(receipt).seal != receipt.seal:
            yield f"the receipt of `{id}` was changed"


def _untraced(packet: Packet) -> _Complaints:
    """Numbers of the claim that no finding prints and that it does not declare as its own."""
    known, language = _conversions(packet), packet.data["guide"]["language"]
    declared = frozenset(name for pair in known["units"] for name in pair)
    for text in filter(None, (packet.claim.title, packet.claim.says, packet.claim.plain)):
        for quantity in quantities_in(markup.plain(text), language, declared):
            if not _is_traced(quantity, packet, known):
                yield f"no finding prints `{quantity.text.strip()}`"


def _is_traced(quantity: Quantity, packet: Packet, known: Conversions) -> bool:
    text = quantity.text.strip()
    if any(f"{text} ".startswith(f"{own.number} ") for own in packet.claim.numbers):
        return True
    return any(traced(quantity, figures, known) for figures in packet.figures.values())


def _conversions(packet: Packet) -> Conversions:
    guide = packet.data["guide"]
    masses = {name: Decimal(mass) for name, mass in guide["molar_masses"].items()}
    return {"molar masses": masses, "units": equivalents(guide["units"])}


_CHECKS: tuple[Callable[[Packet], _Complaints], ...] = (
    _missing,
    _wrong_level,
    _broken_receipts,
    _untraced,
)


# Comparisons with what the guide publishes


def _unlisted(data: bytes, name: str, sums: bytes | None) -> list[str] | None:
    """A complaint if a list of digests has not this file; None without a list."""
    if sums is None:
        return None
    found = sha256(data).hexdigest()
    lines = [line.split() for line in sums.decode("utf-8", "replace").splitlines()]
    if any(line[:1] == [found] for line in lines):
        return []
    if any(line[1:] == [name] for line in lines):
        return [f"the list of digests has another `{name}`"]
    return ["the list of digests does not have it"]


def _differs(data: bytes, packet: Packet | None, guide: Guide | None) -> list[str] | None:
    """What a guide says otherwise; None without a guide."""
    if guide is None or packet is None:
        return None
    now = packets(guide).get(packet.claim.id)
    if now is None:
        return [f"the guide has no claim `{packet.claim.id}`"]
    if now.encode() == data:
        return []
    changed = [name for name, value in json.loads(now).items() if packet.data.get(name) != value]
    parts = " and ".join(f"`{name}`" for name in changed if name != "sha256") or "its layout"
    return [f"the guide now has another packet of this claim, which differs in {parts}"]
