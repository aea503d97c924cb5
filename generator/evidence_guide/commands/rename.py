"""The command `rename`."""

from pathlib import Path

import click

from evidence_guide.guide.loader import load
from evidence_guide.intake.renaming import rename_id
from evidence_guide.text.terminal import say


@click.command("rename", params=[click.Argument(["old"]), click.Argument(["new"])])
@click.pass_obj
def rename_command(folder: Path, old: str, new: str) -> None:
    """Give a part of the guide another id, or a source another key, in every file.

    OLD is retired and replaced by NEW, so that its address keeps answering. The lock keeps
    what was accepted, proved and looked up.
    """
    renamed = rename_id(load(folder), old, new)
    for before, after in renamed.ids.items():
        say(f"{before} is {after}")
    say(f"written: {', '.join(renamed.files)}")
