"""The command `check`."""

from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.rules import report
from evidence_guide.rules.inspection import InspectionOptions, inspect, keep_inspecting

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["files"], nargs=-1, type=PATH, metavar="[FILE]..."),
    click.Option(
        ["--format", "form"],
        type=click.Choice(list(report.FORMATS)),
        default="text",
        help="How to print the diagnostics.",
    ),
    click.Option(["--strict"], is_flag=True, help="Warnings count as errors."),
    click.Option(["--quiet"], is_flag=True, help="Print errors only; warnings are counted."),
    click.Option(
        ["--fix"],
        is_flag=True,
        help="First fix matters of form: order of keys, typographic signs, DOIs, schema lines,"
        " blanks and line ends.",
    ),
    click.Option(
        ["--diff"],
        is_flag=True,
        help="With --fix: print what would change, write nothing, and exit 1 if there is anything.",
    ),
    click.Option(["--watch"], is_flag=True, help="Check again after every change, until Ctrl-C."),
]


@click.command("check", params=_PARAMETERS)
@click.pass_obj
def check_command(folder: Path, /, files: tuple[Path, ...], watch: bool, **given: Any) -> None:
    """Print everything that is wrong with the evidence, where, and how to fix it.

    With FILE, only what is wrong in these files or with what they say; the whole guide is read.
    """
    options = InspectionOptions(folder, files, **given)
    if watch:
        keep_inspecting(options)
    else:
        fail_if(inspect(options))
