"""The command `from-issue`."""

from collections.abc import Iterable
from pathlib import Path

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.guide.loader import load
from evidence_guide.intake import issue_drafts
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["file"], type=PATH),
    click.Option(["--write", "save"], is_flag=True, help="Write the draft to its findings file."),
]


@click.command("from-issue", params=_PARAMETERS)
@click.pass_obj
def from_issue_command(folder: Path, file: Path, save: bool) -> None:
    """Turn the text of a filled issue form into a draft of a finding.

    FILE holds the text; - reads standard input.
    """
    text = issue_drafts.issue_text(file)
    guide = load(folder)
    draft = issue_drafts.read_issue(guide, text)
    whole = issue_drafts.findings_file(guide, draft)
    absent = issue_drafts.missing_answers(guide, draft)
    _print_all(absent)
    if save:
        click.echo(issue_drafts.save_draft(guide, draft, whole))
    else:
        click.echo(whole, nl=False)
    fail_if(absent)


def _print_all(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(sentence, err=True)
