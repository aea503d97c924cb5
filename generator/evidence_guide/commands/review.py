"""The command `review`."""

from pathlib import Path

import click

from evidence_guide.commands.options import PATH
from evidence_guide.guide.folder import REVIEWS
from evidence_guide.guide.loader import load
from evidence_guide.intake.saved_reviews import Imported, take_in
from evidence_guide.text.characters import line, one_line
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [click.Argument(["file"], type=PATH)]


@click.command("review", params=_PARAMETERS)
@click.pass_obj
def review_command(folder: Path, file: Path) -> None:
    """Take in the answers that a reviewer saved from a reviewer kit.

    They are appended to evidence/reviews.yml; answers that are there already are left out.
    """
    say(_result(take_in(load(folder), file)))


def _result(done: Imported) -> str:
    """What was taken in, in a line."""
    name = line(one_line(done.name))
    if not done.new:
        return f"{REVIEWS}: nothing was written; already there: {_answers(done.known)} by {name}"
    words = f"{REVIEWS}: added {_answers(done.new)} by {name}"
    if done.known:
        words += f"; already there: {done.known}"
    if done.changed:
        words += f"; words changed since: {done.changed}"
    return words


def _answers(count: int) -> str:
    return f"{count} answer{'' if count == 1 else 's'}"
