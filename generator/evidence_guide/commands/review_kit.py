"""The command `review-kit`."""

from pathlib import Path

import click

from evidence_guide.commands.options import PATH
from evidence_guide.commands.soundness import require_sound
from evidence_guide.guide.loader import load
from evidence_guide.site.finished_kits import write_review_kit
from evidence_guide.text.terminal import say
from evidence_guide.view.pages.review_kit import kit_name

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["stage"]),
    click.Option(
        ["--to"], type=PATH, metavar="FILE", help="The file to write; review-STAGE.html without it."
    ),
]


@click.command("review-kit", params=_PARAMETERS)
@click.pass_obj
def review_kit_command(folder: Path, stage: str, to: Path | None) -> None:
    """Write one file in which a reviewer judges every sentence of a stage, offline.

    `evidence-guide review` takes the answers.
    """
    guide = require_sound(load(folder))
    path = to or Path(kit_name(stage))
    count = write_review_kit(guide, stage, path)
    say(f"{path}: {count} sentences and claims to judge")
