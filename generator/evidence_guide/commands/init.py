"""The command `init`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.options import PATH
from evidence_guide.guide.loader import this_day
from evidence_guide.intake.new_guide import PLACEHOLDERS, Wishes, start

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["target"], type=PATH, metavar="DIR"),
    click.Option(["--title"], help="The title of the guide."),
    click.Option(
        ["--repository"],
        help="The address of its repository, where errors are reported and texts are edited.",
    ),
    click.Option(["--site-url"], help="The address at which readers will find it."),
    click.Option(
        ["--language"], help="Its language, as a tag such as `es` or by its English name."
    ),
    click.Option(["--empty"], is_flag=True, help="Without the made-up example."),
    click.Option(
        ["--generator"],
        default="",
        metavar="REQUIREMENT",
        help="How pip gets this generator; without it, from its repository at this version.",
    ),
]


@click.command("init", params=_PARAMETERS)
def init_command(target: Path, generator: str, *, empty: bool, **given: str | None) -> None:
    """Make a new guide in the empty folder DIR; a terminal asks for options that are missing."""
    answers = {name: value or _answer(name) for name, value in given.items()}
    wishes = Wishes(**answers, generator=generator, empty=empty)
    count = start(target, wishes, this_day())
    click.echo(
        f"{count} files in {target}; there, `make guide` builds the site and `make test` checks it"
    )


def _answer(name: str) -> str:
    """The answer of a person at a terminal, else the placeholder."""
    usual = PLACEHOLDERS[name]
    if not sys.stdin.isatty():
        return usual
    question = name.replace("_", " ").capitalize()
    return str(click.prompt(question, default=usual))
