"""The command `build`."""

from pathlib import Path

import click

from evidence_guide.commands.options import PATH
from evidence_guide.commands.soundness import require_sound
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.site import export
from evidence_guide.site.engines import Engine, use
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Option(
        ["--offline"],
        is_flag=True,
        help="Also make the site that is read from a folder, and offer it as a zip on the"
        " Downloads page.",
    ),
    click.Option(
        ["--engine"],
        type=click.Choice([engine.value for engine in Engine]),
        default=Engine.MKDOCS.value,
        show_default=True,
        help="The engine that builds the site.",
    ),
    click.Option(
        ["--to"],
        type=PATH,
        help="Write the finished pages here for another engine, instead of building the site.",
    ),
]


@click.command("build", params=_PARAMETERS)
@click.pass_obj
def build_command(folder: Path, offline: bool, engine: str, to: Path | None) -> None:
    """Build the site and its downloads, or with --to write its pages for another engine."""
    use(Engine(engine))
    guide = require_sound(load(folder.resolve()))
    if to is None:
        _build(guide, offline=offline)
    else:
        count = export.export_site(guide, to)
        finish = f"`evidence-guide finish {to / 'site'}`"
        say(f"{count} files in {to}; run `zensical build --strict` there, then {finish} here")


def _build(guide: Guide, *, offline: bool) -> None:
    from evidence_guide.site import building  # noqa: PLC0415 (only this command waits for MkDocs)

    for line in building.build(guide, offline=offline):
        say(line)
