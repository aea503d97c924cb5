"""The command `verify`."""

from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.commands.progress import with_progress
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import OPEN, Proof, Receipt
from evidence_guide.proof.lookup import LookupOptions
from evidence_guide.proof.receipts import record_receipts, sources_to_verify
from evidence_guide.proof.summary import receipts_summary
from evidence_guide.text.terminal import say

_CLEAN = {Proof.PROVED, *OPEN}
_PARAMETERS: list[click.Parameter] = [
    click.Argument(["ids"], nargs=-1),
    click.Option(
        ["--texts"],
        type=PATH,
        help="A folder of local texts named by source key: KEY.pdf, KEY.html, KEY.xml or KEY.txt.",
    ),
    click.Option(["--cache"], type=PATH, help="Folder for fetched texts, outside the repository."),
    click.Option(["--offline"], is_flag=True, help="Use only --texts and the cache."),
    click.Option(["--contact"], default="", help="Your e-mail address, for the services."),
]


@click.command("verify", params=_PARAMETERS)
@click.pass_obj
def verify_command(folder: Path, /, ids: tuple[str, ...], **given: Any) -> None:
    """Search each finding in its source's own text; record the result in evidence.lock."""
    receipts = _receipts(load(folder), frozenset(ids), LookupOptions(**given))
    say(receipts_summary(receipts))
    proofs = {receipt.proof for receipt in receipts.values()}
    fail_if(proofs - _CLEAN)


def _receipts(guide: Guide, ids: frozenset[str], options: LookupOptions) -> dict[str, Receipt]:
    """The receipts of all findings that are looked for, by their ids."""
    steps = record_receipts(guide, ids, options)
    total = len(sources_to_verify(guide, ids))
    receipts: dict[str, Receipt] = {}
    for found in with_progress(steps, "Looking for passages", total):
        receipts.update(found)
    return receipts
