"""The command `from-issue`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide.loader import load
from evidence_guide.guide.yaml_reader import MOST_BYTES
from evidence_guide.intake import from_issue
from evidence_guide.intake.encoding import data_of, piped, text_of
from evidence_guide.text.terminal import say


@click.command("from-issue")
@click.argument("file", type=PATH)
@click.option("--write", "save", is_flag=True, help="Write the draft into its findings file.")
@click.pass_obj
@sentence
def from_issue_command(folder: Path, file: Path, save: bool) -> None:
    """Turn the text of a filled issue form (FILE, or - for what is piped in) into a draft of a finding."""
    data = piped(MOST_BYTES) if str(file) == "-" else data_of(file, MOST_BYTES)
    guide = load(folder)
    draft = from_issue.read_issue(guide, text_of(data, str(file)))
    text, place, absent = (
        from_issue.findings_file(guide, draft),
        from_issue.place(guide, draft),
        from_issue.missing_answers(guide, draft),
    )
    for line in absent:
        say(line, err=True)
    if save and place is None:
        raise GuideError("nothing was written: the source has no record yet")
    there = save and place is not None and from_issue.is_there(guide, draft)
    if save and place and not there:
        unlinked([place], guide.folder)
        write_files({place: text})
    told = "is there already" if there else "is written"
    click.echo(
        f"{place}: the draft {told}; `evidence-guide check` says what is left to do"
        if save
        else text,
        nl=save,
    )
    sys.exit(DIAGNOSTICS if absent else CLEAN)
