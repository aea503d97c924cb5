"""The command `build`."""

from pathlib import Path

import click

from evidence_guide.commands.options import PATH, require_sound, sentence
from evidence_guide.guide.loader import load
from evidence_guide.site import export
from evidence_guide.text.terminal import say


@click.command("build")
@click.option(
    "--offline",
    is_flag=True,
    help="Also make the site that is read from a folder, and offer it as a zip on the Downloads page.",
)
@click.option(
    "--to",
    type=PATH,
    help="Write the finished pages here for another engine, instead of building the site.",
)
@click.pass_obj
@sentence
def build_command(folder: Path, offline: bool, to: Path | None) -> None:
    """Build the site and what readers take along, or with --to write its pages for another engine."""
    guide = require_sound(load(folder.resolve()))
    if to is not None:
        count = export.export_site(guide, to)
        say(f"{count} files in {to}; build them there with `zensical build` or `mkdocs build`")
        return
    from evidence_guide.site import building  # noqa: PLC0415 (loads MkDocs, which no other command should wait for)

    for line in building.build(guide, offline=offline):
        say(line)
