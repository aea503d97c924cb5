"""The command `verify`."""

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.commands.progress import with_progress
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import Proof, Receipt
from evidence_guide.proof.lookup import LookupOptions
from evidence_guide.proof.receipts import record_receipts, sources_to_verify
from evidence_guide.text.terminal import say


@click.command("verify")
@click.argument("ids", nargs=-1)
@click.option(
    "--texts",
    type=PATH,
    help="A folder of local texts named by source key: KEY.pdf, KEY.html, KEY.xml or KEY.txt.",
)
@click.option("--cache", type=PATH, help="Folder for fetched texts, outside the repository.")
@click.option("--offline", is_flag=True, help="Use only --texts and the cache.")
@click.option("--contact", default="", help="Your e-mail address, for the services that are asked.")
@click.pass_obj
@sentence
def verify_command(folder: Path, ids: tuple[str, ...], **options: Any) -> None:
    """Search each finding in its source's own text; record the result in evidence.lock."""
    guide, named = load(folder), frozenset(ids)
    steps = record_receipts(guide, named, LookupOptions(**options))
    total = len(sources_to_verify(guide, named))
    receipts: dict[str, Receipt] = {}
    for found in with_progress(steps, "Looking for passages", total):
        receipts |= found
    say(summary_of_receipts(receipts))
    clean = all(receipt.proof in {Proof.PROVED, Proof.NO_TEXT} for receipt in receipts.values())
    sys.exit(CLEAN if clean else DIAGNOSTICS)


def summary_of_receipts(receipts: Mapping[str, Receipt]) -> str:
    """A line for each finding that is not proved or whose source has changed, then the counts."""
    lines = [
        f"{id}: {_sentence(receipt)}"
        for id, receipt in sorted(receipts.items())
        if receipt.proof is not Proof.PROVED or receipt.before
    ]
    counts = Counter(map(_result, receipts.values()))
    total = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
    return "\n".join([*lines, total or "no finding was looked for"])


def _sentence(receipt: Receipt) -> str:
    where = f" in the {receipt.how} from {receipt.service}" if receipt.how else ""
    detail = f" ({receipt.detail})" if receipt.detail else ""
    change = ""
    if receipt.before:
        change = f"; the text has changed since ({receipt.before} before, {receipt.text} now)"
    return f"{receipt.proof}{where}{detail}{change}"


def _result(receipt: Receipt) -> str:
    if receipt.proof is Proof.PROVED:
        return f"proved ({receipt.how})"
    return str(receipt.proof)
