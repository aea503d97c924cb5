"""The command `evidence-guide`: a list of commands.

Exit codes: 0 clean, 1 diagnostics, 2 the work could not be done.
"""

from pathlib import Path

import click

from evidence_guide.commands.options import PATH, CommandGroup, open_closed_streams
from evidence_guide.files.scratch import sweep, sweep_below

COMMANDS = (
    "add",
    "build",
    "check",
    "diff",
    "explain",
    "finish",
    "from-issue",
    "init",
    "lock",
    "new",
    "pdf",
    "reading",
    "rename",
    "review",
    "review-kit",
    "scan",
    "schema",
    "serve",
    "standing",
    "translate",
    "verify",
    "verify-answer",
    "verify-packet",
)
"""Each is the module of `commands/` with its name, loaded when it is used."""
_FOLDER = click.Option(
    ["--folder"],
    type=PATH,
    default=Path(),
    help="The guide's folder, which holds evidence/ and mkdocs.yml.",
)


@click.group(
    cls=CommandGroup,
    names=COMMANDS,
    params=[_FOLDER],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="evidence-guide")
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Turn YAML evidence and BibTeX citations into a guide in which every claim is cited."""
    open_closed_streams()
    context.obj = folder
    sweep(folder)
    sweep_below(folder / "evidence")
