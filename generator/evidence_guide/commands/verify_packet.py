"""The command `verify-packet`."""

import json
from pathlib import Path

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import Proof
from evidence_guide.intake.packet_check import Packet, PacketReport, check_packet, packet_bytes
from evidence_guide.text import markup
from evidence_guide.text.characters import line
from evidence_guide.text.terminal import say

_ALONE = (
    "this shows that it was not changed since it was written, not who wrote it: "
    "compare it with --sums or --guide"
)
_PARAMETERS: list[click.Parameter] = [
    click.Argument(["file"], type=PATH),
    click.Option(
        ["--sums"], type=PATH, metavar="FILE", help="Also look for it in packets.sha256 of a site."
    ),
    click.Option(
        ["--guide", "of"], type=PATH, metavar="DIR", help="Also compare it with a guide's folder."
    ),
    click.Option(
        ["--format", "form"],
        type=click.Choice(["text", "json"]),
        default="text",
        help="How to print the result.",
    ),
]


@click.command("verify-packet", params=_PARAMETERS)
def verify_packet_command(file: Path, sums: Path | None, of: Path | None, form: str) -> None:
    """Check a packet of a claim, offline and without its guide: not a byte may have changed.

    Its certainty is computed again, its numbers are traced to its findings, and its receipts are
    compared with them.
    """
    listed = packet_bytes(sums) if sums else None
    report = check_packet(packet_bytes(file), file.name, listed, load(of) if of else None)
    say(_as_json(report) if form == "json" else _as_text(report, file))
    fail_if(report.complaints)


def _as_text(report: PacketReport, file: Path) -> str:
    """The claim of a packet and what was found out about it, in a few lines."""
    name = line(file)
    if report.complaints:
        return "\n".join(f"{name}: {line(complaint)}" for complaint in report.complaints)
    rows = [f"{name}: not a byte was changed", *map(line, _about(report.packet))]
    same = [f"the same as in {against}" for against in report.compared]
    return "\n    ".join([*rows, *(same or [_ALONE])])


def _about(packet: Packet | None) -> list[str]:
    """What a packet says it is."""
    if packet is None:
        return []
    claim, guide = packet.claim, packet.data["guide"]
    level = f", {claim.level} certainty" if claim.level else ""
    proved = sum(one.proof is Proof.PROVED for one in packet.receipts.values())
    return [
        f"{claim.id}: {markup.plain(claim.message)}",
        f"{guide['title']}, version {guide['version']} of {guide['as_of']}{level}",
        f"{len(packet.findings)} findings, {proved} of them found in their sources' own texts",
    ]


def _as_json(report: PacketReport) -> str:
    """The result for a program."""
    packet = report.packet
    found = {
        "confirmed": not report.complaints,
        "complaints": report.complaints,
        "agrees_with": report.compared,
        "sha256": report.sha256,
        "claim": packet.claim.id if packet else None,
        "guide": packet.data["guide"] if packet else None,
    }
    return json.dumps(found, ensure_ascii=False, indent=1)
