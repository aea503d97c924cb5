"""The command `standing`."""

import sys
from collections import Counter
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.guide.loader import load
from evidence_guide.proof import lookup
from evidence_guide.rules.proof import RETRACTED


@click.command("standing")
@click.option("--csv", type=PATH, help="The Retraction Watch data as a file.")
@click.option("--offline", is_flag=True, help="Do not ask Crossref.")
@click.option("--contact", default="", help="Your e-mail address, for Crossref.")
@click.pass_obj
@sentence
def command(folder: Path, csv: Path | None, offline: bool, contact: str) -> None:
    """Look up which sources were retracted, corrected, superseded or questioned; keep it in evidence.lock."""
    found, trouble = lookup.stand(load(folder), csv, lookup.Means(offline=offline, contact=contact))
    for diagnostic in trouble:
        click.echo(str(diagnostic), err=True)
    for key, entry in sorted(found.items()):
        if entry.state not in {"ok", "unchecked"}:
            click.echo(
                f"{key}: {entry.state}{f' on {entry.on}' if entry.on else ''}{f' ({entry.reason})' if entry.reason else ''}"
            )
    click.echo(
        ", ".join(
            f"{count} {state}"
            for state, count in sorted(Counter(entry.state for entry in found.values()).items())
        )
    )
    sys.exit(DIAGNOSTICS if any(entry.state in RETRACTED for entry in found.values()) else CLEAN)
