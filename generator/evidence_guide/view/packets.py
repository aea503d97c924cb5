"""One packet per claim: the claim with all that it rests on and what was checked, as one file.

The last line of a packet is a digest of everything before it. A list of the digests of all packets
is published beside them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim
from evidence_guide.view.addresses import places
from evidence_guide.view.site import Site

PACKETS = "packets/"
"""The folder of the packets."""
PACKET_SUMS = "packets.sha256"
"""The list of their digests, in the format of `sha256sum --check`."""
PACKET_FORMAT = "evidence-guide-packet-1"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def packet_uri(claim: str) -> str:
    """The address of the packet of a claim."""
    return f"{PACKETS}{claim}.json"


def packet_files(guide: Guide) -> Iterator[Output]:
    """The packet of each claim, and the list of their digests."""
    for id, text in packets(guide).items():
        yield Output(packet_uri(id), text)
    yield Output(f"{PACKETS}{PACKET_SUMS}", packet_sums(guide))


@derived
def packet_sums(guide: Guide) -> str:
    """The digest of each packet's file, one a line."""
    return "".join(f"{_digest(text)}  {id}.json\n" for id, text in sorted(packets(guide).items()))


@derived
def packets(guide: Guide) -> dict[str, str]:
    """The packet of each claim, by its id."""
    return {id: _packet(guide, id, entry.item) for id, entry in guide.claims.items()}


def _packet(guide: Guide, id: str, claim: Claim) -> str:
    """A packet: one member a line, and the digest of all lines before it."""
    members = {
        "format": _json(PACKET_FORMAT),
        "guide": _guide(guide),
        "address": _json(f"{guide.file.site_url}{Site(guide).address(places(guide)[id].uri)}"),
        "claim": _model(claim),
        "certainty": _json(str(claim.level) if claim.level else None),
        "findings": _listed(_finding(guide, one) for one in claim.weighed),
        "sources": _listed(_source(guide, key) for key in _keys(guide, claim)),
    }
    return closed("".join(f'"{name}":{value},\n' for name, value in members.items()))


def closed(members: str) -> str:
    """The members of a packet as a file, with the digest of what is before it."""
    before = f"{{\n{members}"
    return f'{before}"sha256":"{_digest(before)}"\n}}\n'


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    return _ENCODER.encode(value)


def _model(item: BaseModel) -> str:
    """A part of the evidence as it was written."""
    return item.model_dump_json(by_alias=True, exclude_defaults=True)


def _listed(objects: Iterable[str]) -> str:
    """A list with one object a line."""
    lines = ",\n".join(objects)
    return f"[\n{lines}\n]" if lines else "[]"


def _object(members: Mapping[str, str]) -> str:
    """An object of JSON, with the digest of its members, so that a change can be placed."""
    inside = ",".join(f'"{name}":{value}' for name, value in members.items())
    return f'{{{inside},"sha256":"{_digest(inside)}"}}'


@derived
def _guide(guide: Guide) -> str:
    """The guide that a packet is from, and what its numbers are compared with."""
    file = guide.file
    fields = {
        "title": file.title,
        "version": file.version,
        "as_of": str(file.as_of),
        "language": file.language,
        "publisher": file.publisher,
        "repository": file.repository,
        "units": list(file.policy.units),
        "molar_masses": {name: str(mass) for name, mass in file.policy.molar_masses.items()},
    }
    return _json(fields)


@derived
def _finding(guide: Guide, id: str) -> str:
    """A finding with its figures as they are compared, and the receipt of the last look-up."""
    receipt = guide.lock.receipts.get(id)
    members = {
        "source": _json(guide.source_of[id]),
        "finding": _model(guide.findings[id].item),
        "figures": _json(guide.figures_of(id)),
        "receipt": _json(_filled(receipt)),
    }
    return _object(members)


def _keys(guide: Guide, claim: Claim) -> list[str]:
    """The keys of the sources of a claim, each once, in the order of its findings."""
    return list(dict.fromkeys(guide.source_of[id] for id in claim.weighed))


@derived
def _source(guide: Guide, key: str) -> str:
    """A source with its study, how it was read, and whether it was retracted."""
    source, reading = guide.sources[key].item, guide.readings[key].item
    record = {
        "key": key,
        "type": source.type,
        "authors": [_filled(name) for name in source.authors],
        "fields": source.fields,
    }
    members = {
        "record": _json(record),
        "study": _model(reading.study),
        "read": _model(reading.read),
        "standing": _json(_filled(guide.lock.standings.get(key))),
    }
    return _object(members)


def _filled(entry: Any) -> dict[str, str] | None:
    """The fields of an entry of the lock, or of a name, that are not empty; None without one."""
    if entry is None:
        return None
    return {name: str(value) for name, value in asdict(entry).items() if value}
