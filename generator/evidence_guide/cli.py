"""The command `evidence-guide`: a list of commands.

Exit codes: 0 clean, 1 diagnostics, 2 the work could not be done.
"""

from pathlib import Path

import click

from evidence_guide.commands import (
    add,
    build,
    check,
    diff,
    explain,
    from_issue,
    init,
    lock,
    new,
    pdf,
    reading,
    scan,
    schema,
    serve,
    standing,
    translate,
    verify,
)
from evidence_guide.commands.options import PATH

COMMANDS = (
    add,
    build,
    check,
    diff,
    explain,
    from_issue,
    init,
    lock,
    new,
    pdf,
    reading,
    scan,
    schema,
    serve,
    standing,
    translate,
    verify,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="evidence-guide")
@click.option(
    "--folder",
    type=PATH,
    default=Path(),
    help="The guide's folder, which holds evidence/ and mkdocs.yml.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Turn YAML evidence and BibTeX citations into a guide in which every claim is cited."""
    context.obj = folder


for module in COMMANDS:
    main.add_command(module.command)
