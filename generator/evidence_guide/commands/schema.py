"""The command `schema`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, sentence
from evidence_guide.files.output import write
from evidence_guide.guide.loader import load
from evidence_guide.model.schemas import schemas


@click.command("schema")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a schema is not current."
)
@click.pass_obj
@sentence
def command(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas that editors use: evidence/schema/."""
    target = load(folder).folder / "evidence" / "schema"
    stale = {
        target / s.uri: s.content
        for s in schemas()
        if not (target / s.uri).is_file() or (target / s.uri).read_bytes() != s.content.encode()
    }
    if not only_check:
        write(stale)
    told = f"{len(stale)} schemas written"
    if only_check:
        told = (
            f"{len(stale)} schemas are not current: run `evidence-guide schema`"
            if stale
            else "the schemas are current"
        )
    click.echo(told)
    sys.exit(DIAGNOSTICS if only_check and stale else CLEAN)
