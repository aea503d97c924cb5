"""The command `diff`."""

from pathlib import Path

import click

from evidence_guide.commands.options import sentence
from evidence_guide.diff import formats, recording


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats.FORMATS)),
    default="text",
    help="How to print the changes.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Draft the lines that readers are owed into evidence/changes.yml, for you to finish.",
)
@click.pass_obj
@sentence
def command(folder: Path, base: str | None, head: str | None, form: str, record: bool) -> None:
    """Print what changed in the evidence since commit BASE (the last release without it), up to commit HEAD or the files as they are."""
    if record:
        click.echo(recording.record(folder, base, head))
        return
    click.echo(formats.FORMATS[form](formats.compared(folder, base, head)), nl=False)
