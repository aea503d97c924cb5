"""The command `from-issue`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write
from evidence_guide.guide.loader import load
from evidence_guide.intake import from_issue
from evidence_guide.intake.encoding import MOST_BYTES, data_of, text_of


@click.command("from-issue")
@click.argument("file", type=PATH)
@click.option("--write", "save", is_flag=True, help="Write the draft into its findings file.")
@click.pass_obj
@sentence
def command(folder: Path, file: Path, save: bool) -> None:
    """Turn the text of a filled issue form (FILE, or - for what is piped in) into a draft of a finding."""
    data = sys.stdin.buffer.read(MOST_BYTES) if str(file) == "-" else data_of(file)
    guide = load(folder)
    draft = from_issue.read(guide, text_of(data, str(file)))
    text, place, absent = (
        from_issue.text(guide, draft),
        from_issue.place(guide, draft),
        from_issue.told(guide, draft),
    )
    for line in absent:
        click.echo(line, err=True)
    if save and place is None:
        raise GuideError("nothing was written: the source has no record yet")
    if save and place:
        write({place: text})
    click.echo(
        f"{place}: the draft is written; `evidence-guide check` says what is left to do"
        if save
        else text,
        nl=save,
    )
    sys.exit(DIAGNOSTICS if absent else CLEAN)
