"""The command `pdf`."""

from pathlib import Path

import click
from click.exceptions import Exit

from evidence_guide.commands.options import DIAGNOSTICS, PATH, require_sound
from evidence_guide.guide.loader import load
from evidence_guide.pdf import finished
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.rules import report
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Option(
        ["--to"],
        type=PATH,
        default=Path("pdf"),
        show_default=True,
        help="The folder to write to.",
    ),
    click.Option(
        ["--only"],
        default="",
        metavar="book|handouts|ID",
        help="The book, the hand-outs, or the hand-out of one stage.",
    ),
    click.Option(
        ["--paper"],
        type=click.Choice([paper.value for paper in Paper]),
        help="Only this paper; without it both.",
    ),
    click.Option(
        ["--large-print"], is_flag=True, help="Only large print (18 pt); without it both."
    ),
    click.Option(
        ["--draft"],
        is_flag=True,
        help="Mark as a draft; leaves out the tags for screen readers and their check.",
    ),
]


@click.command("pdf", params=_PARAMETERS)
@click.pass_obj
def pdf_command(
    folder: Path, to: Path, only: str, paper: str | None, large_print: bool, draft: bool
) -> None:
    """Make the PDFs: the book and a hand-out for each stage.

    Each comes on two papers, in normal and in large print.
    """
    guide = require_sound(load(folder))
    papers = (Paper(paper),) if paper else tuple(Paper)
    prints = (True,) if large_print else (False, True)
    found = finished.write_pdfs(guide, Wanted(only, papers, prints, draft), to)
    if found:
        say(report.report_text(found, guide.folder), nl=False, err=True)
        raise Exit(DIAGNOSTICS)
