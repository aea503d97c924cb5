"""The command `schema`."""

from pathlib import Path

import click
from click.exceptions import Exit

from evidence_guide.commands.options import DIAGNOSTICS
from evidence_guide.guide.loader import load
from evidence_guide.guide.schema_files import stale_schemas, write_schemas
from evidence_guide.text.terminal import say

_CHECK = click.Option(
    ["--check", "only_check"],
    is_flag=True,
    help="Write nothing; exit 1 if a schema is not current.",
)


@click.command("schema", params=[_CHECK])
@click.pass_obj
def schema_command(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas that editors use: evidence/schema/."""
    guide = load(folder)
    stale = stale_schemas(guide)
    if only_check:
        _check_schemas(len(stale))
        return
    write_schemas(guide, stale)
    say(f"{len(stale)} schemas written")


def _check_schemas(stale: int) -> None:
    """Prints whether the schemas are current; exit code 1 if some are stale."""
    if not stale:
        say("the schemas are current")
        return
    say(f"{stale} schemas are not current: run `evidence-guide schema`")
    raise Exit(DIAGNOSTICS)
