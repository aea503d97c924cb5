"""The command `translate`."""

from pathlib import Path

import click

from evidence_guide.commands.options import sentence
from evidence_guide.guide.loader import load
from evidence_guide.text.terminal import say
from evidence_guide.translation import files


@click.command("translate")
@click.argument("language")
@click.argument("stages", nargs=-1)
@click.pass_obj
@sentence
def translate_command(folder: Path, language: str, stages: tuple[str, ...]) -> None:
    """Make or update the files of a translation into LANGUAGE (`es`), for the STAGES named and those begun, or else for all."""
    for updated in files.translate(load(folder), language, stages):
        say(str(updated))
