"""The command `verify`."""

import sys
from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import Proof
from evidence_guide.proof import lookup


@click.command("verify")
@click.argument("ids", nargs=-1)
@click.option(
    "--texts",
    type=PATH,
    help="A folder of local texts named by source key: KEY.pdf, KEY.html, KEY.xml or KEY.txt.",
)
@click.option("--cache", type=PATH, help="Where fetched texts are kept; never in the repository.")
@click.option("--offline", is_flag=True, help="Use only --texts and the cache.")
@click.option("--contact", default="", help="Your e-mail address, for the services that are asked.")
@click.pass_obj
@sentence
def command(folder: Path, ids: tuple[str, ...], **means: Any) -> None:
    """Look for each finding's passage and figures in its source's own text; keep the receipts in evidence.lock."""
    receipts = lookup.prove(load(folder), frozenset(ids), lookup.Means(**means))
    click.echo(lookup.told(receipts))
    sys.exit(
        CLEAN
        if all(receipt.proof in {Proof.PROVED, Proof.NO_TEXT} for receipt in receipts.values())
        else DIAGNOSTICS
    )
