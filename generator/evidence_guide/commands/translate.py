"""The command `translate`."""

from pathlib import Path

import click

from evidence_guide.guide.loader import load
from evidence_guide.text.terminal import say
from evidence_guide.translation import files

Stages = tuple[str, ...]
_PARAMETERS: list[click.Parameter] = [
    click.Argument(["language"]),
    click.Argument(["stages"], nargs=-1),
]


@click.command("translate", params=_PARAMETERS)
@click.pass_obj
def translate_command(folder: Path, language: str, stages: Stages) -> None:
    """Make or update the PO file of a translation into LANGUAGE (`es`).

    It covers the STAGES named and those begun, or else all.
    """
    say(str(files.translate(load(folder), language, stages)))
