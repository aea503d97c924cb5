"""The command `scan`."""

from pathlib import Path

import click
from click.exceptions import Exit

from evidence_guide.commands.options import FAILED, fail_if
from evidence_guide.guide.loader import load
from evidence_guide.intake import publications
from evidence_guide.intake.publications import Scan
from evidence_guide.intake.pubmed import open_asker

_PARAMETERS: list[click.Parameter] = [
    click.Option(
        ["--format", "form"],
        type=click.Choice(publications.FORMATS),
        default="text",
        help="How to print the list.",
    ),
    click.Option(
        ["--offline"], is_flag=True, help="Do not ask PubMed; list only what is due for review."
    ),
    click.Option(["--contact"], default="", help="Your e-mail address, for PubMed."),
]


@click.command("scan", params=_PARAMETERS)
@click.pass_obj
def scan_command(folder: Path, form: str, offline: bool, contact: str) -> None:
    """List new PubMed records that are neither cited nor left out, and reviews that are due."""
    guide = load(folder)
    with open_asker(guide, contact, offline=offline) as asker:
        found = publications.scan(guide, asker)
    click.echo(publications.publication_list(found, form, asked=not offline), nl=False)
    _end(found)


def _end(found: Scan) -> None:
    """Exit code 2 if a search failed, 1 if there is something to do."""
    if found.trouble:
        raise Exit(FAILED)
    fail_if(not found.silent)
