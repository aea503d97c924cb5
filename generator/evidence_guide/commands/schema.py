"""The command `schema`."""

import os
import sys
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, sentence
from evidence_guide.files.output import Output, write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide.loader import load
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.model.schemas import schemas
from evidence_guide.text.terminal import say


@click.command("schema")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a schema is not current."
)
@click.pass_obj
@sentence
def schema_command(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas that editors use: evidence/schema/."""
    target = load(folder).folder / "evidence" / "schema"
    stale = {
        target / s.uri: s.content for s in schemas() if not _is_current(target / s.uri, s, folder)
    }
    if not only_check:
        unlinked(stale, folder)
        write_files(stale)
    told = f"{len(stale)} schemas written"
    if only_check:
        told = (
            f"{len(stale)} schemas are not current: run `evidence-guide schema`"
            if stale
            else "the schemas are current"
        )
    say(told)
    sys.exit(DIAGNOSTICS if only_check and stale else CLEAN)


def _is_current(path: Path, schema: Output, folder: Path) -> bool:
    """Whether a file holds a schema as it is now; raises GuideError if something else is in its place."""
    if not os.path.lexists(path):
        return False
    return text_in(path, folder) == schema.content
