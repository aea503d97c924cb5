"""The command `scan`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.asker import asker
from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, FAILED, sentence
from evidence_guide.guide.loader import load
from evidence_guide.intake import scanning


@click.command("scan")
@click.option(
    "--format",
    "form",
    type=click.Choice(scanning.FORMATS),
    default="text",
    help="How to print the list.",
)
@click.option(
    "--offline", is_flag=True, help="Do not ask PubMed; list only what is due for review."
)
@click.option("--contact", default="", help="Your e-mail address, for PubMed.")
@click.pass_obj
@sentence
def scan_command(folder: Path, form: str, offline: bool, contact: str) -> None:
    """List what PubMed has taken in that is neither cited nor left out, and what is due for review."""
    guide = load(folder)
    with asker(guide, contact, offline=offline) as ask:
        found = scanning.scan(guide, ask)
    click.echo(scanning.publication_list(found, form, asked=not offline), nl=False)
    sys.exit(FAILED if found.trouble else CLEAN if found.silent else DIAGNOSTICS)
