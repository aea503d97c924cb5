"""The command `diff`."""

from pathlib import Path

import click

from evidence_guide.diff import formats, recording
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["base"], required=False),
    click.Argument(["head"], required=False),
    click.Option(
        ["--format", "form"],
        type=click.Choice(list(formats.FORMATS)),
        default="text",
        help="How to print the changes.",
    ),
    click.Option(
        ["--record"],
        is_flag=True,
        help="Draft announcements for readers in evidence/changes.yml, for you to finish.",
    ),
]


@click.command("diff", params=_PARAMETERS)
@click.pass_obj
def diff_command(folder: Path, base: str | None, head: str | None, form: str, record: bool) -> None:
    """Print the changes in the evidence from commit BASE to commit HEAD.

    Without BASE, from the last release; without HEAD, to the files as they are.
    """
    if record:
        say(recording.draft_announcements(folder, base, head))
    else:
        click.echo(formats.FORMATS[form](formats.compare(folder, base, head)), nl=False)
