"""The command `verify-answer`."""

from pathlib import Path

import click

from evidence_guide.answers.given import given_text
from evidence_guide.answers.judging import judge
from evidence_guide.answers.report import ANSWER_FORMATS
from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.guide.loader import load
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["file"], type=PATH),
    click.Option(
        ["--format", "form"],
        type=click.Choice(list(ANSWER_FORMATS)),
        default="text",
        help="How to print the verdicts.",
    ),
]


@click.command("verify-answer", params=_PARAMETERS)
@click.pass_obj
def verify_answer_command(folder: Path, file: Path, form: str) -> None:
    """Compare a text with the guide, sentence by sentence: an assistant's answer, a leaflet.

    FILE is plain text, Markdown or HTML in English; `-` reads from stdin. Each sentence is
    supported, contradicted, surer than the guide, or cannot be judged.
    """
    guide = load(folder)
    found = judge(given_text(file), guide)
    say(ANSWER_FORMATS[form](found, str(file), guide))
    fail_if(any(one.verdict.is_complaint for one in found))
