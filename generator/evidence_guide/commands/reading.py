"""The command `reading`."""

from pathlib import Path

import click
from rich.console import Console

from evidence_guide.guide.loader import load
from evidence_guide.view.depth_report import depth_report
from evidence_guide.view.grade_report import grade_report

_PARAMETERS: list[click.Parameter] = [
    click.Option(
        ["--sources"],
        is_flag=True,
        help="Print instead which sources were not read in full, those first on which most rests.",
    )
]


@click.command("reading", params=_PARAMETERS)
@click.pass_obj
def reading_command(folder: Path, sources: bool) -> None:
    """Print the reading grade of every stage, topic and list, the hardest first.

    Each comes with its hardest sentence.
    """
    guide = load(folder)
    found = depth_report(guide) if sources else grade_report(guide)
    Console(highlight=False, soft_wrap=True).print(found)
