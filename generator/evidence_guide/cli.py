"""The command `evidence-guide`: a list of commands.

Exit codes: 0 clean, 1 diagnostics, 2 the work could not be done.
"""

from pathlib import Path

import click

from evidence_guide.commands.add import add_command
from evidence_guide.commands.build import build_command
from evidence_guide.commands.check import check_command
from evidence_guide.commands.diff import diff_command
from evidence_guide.commands.explain import explain_command
from evidence_guide.commands.from_issue import from_issue_command
from evidence_guide.commands.init import init_command
from evidence_guide.commands.lock import lock_command
from evidence_guide.commands.new import new_command
from evidence_guide.commands.options import PATH, CommandGroup, open_closed_streams
from evidence_guide.commands.pdf import pdf_command
from evidence_guide.commands.reading import reading_command
from evidence_guide.commands.scan import scan_command
from evidence_guide.commands.schema import schema_command
from evidence_guide.commands.serve import serve_command
from evidence_guide.commands.standing import standing_command
from evidence_guide.commands.translate import translate_command
from evidence_guide.commands.verify import verify_command
from evidence_guide.files.scratch import sweep, sweep_below

COMMANDS = (
    add_command,
    build_command,
    check_command,
    diff_command,
    explain_command,
    from_issue_command,
    init_command,
    lock_command,
    new_command,
    pdf_command,
    reading_command,
    scan_command,
    schema_command,
    serve_command,
    standing_command,
    translate_command,
    verify_command,
)
_FOLDER = click.Option(
    ["--folder"],
    type=PATH,
    default=Path(),
    help="The guide's folder, which holds evidence/ and mkdocs.yml.",
)


@click.group(
    cls=CommandGroup,
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


for command in COMMANDS:
    main.add_command(command)
