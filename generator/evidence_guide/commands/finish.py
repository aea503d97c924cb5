"""The command `finish`."""

from pathlib import Path

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.commands.soundness import require_sound
from evidence_guide.guide.loader import load
from evidence_guide.site.finishing import finish_site
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [click.Argument(["site"], type=PATH)]


@click.command("finish", params=_PARAMETERS)
@click.pass_obj
def finish_command(folder: Path, site: Path) -> None:
    """Finish and check the folder SITE, which another engine built from `build --to`.

    Its pages get the Content-Security-Policy of ours and pass the same audit.
    """
    result = finish_site(require_sound(load(folder.resolve())), site)
    for diagnostic in result.diagnostics:
        say(str(diagnostic), err=True)
    say(f"{site}: {result}")
    fail_if(result.diagnostics)
