"""The command `reading`."""

from pathlib import Path

import click
from rich.console import Console

from evidence_guide.guide.loader import load
from evidence_guide.view.grade_report import grade_report


@click.command("reading")
@click.pass_obj
def reading_command(folder: Path) -> None:
    """Print the reading grade of every stage, topic and list, the hardest first.

    Each comes with its hardest sentence.
    """
    Console(highlight=False, soft_wrap=True).print(grade_report(load(folder)))
