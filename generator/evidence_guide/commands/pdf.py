"""The command `pdf`."""

from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.commands.soundness import print_report, require_sound
from evidence_guide.guide.loader import load
from evidence_guide.pdf import finished
from evidence_guide.pdf.editions import Paper, Wanted

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
        metavar="book|annex|handouts|ID",
        help="The book, its annex, the hand-outs, or the hand-out of one stage.",
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
def pdf_command(folder: Path, /, to: Path, **given: Any) -> None:
    """Make the PDFs: the reader's book, its evidence annex, and a hand-out for each stage.

    Each comes on two papers, in normal and in large print.
    """
    guide = require_sound(load(folder))
    found = finished.write_pdfs(guide, _wanted(**given), to)
    if found:
        print_report(guide, found)
    fail_if(found)


def _wanted(*, only: str, paper: str | None, large_print: bool, draft: bool) -> Wanted:
    """The editions that the options describe."""
    papers = (Paper(paper),) if paper else tuple(Paper)
    prints = (True,) if large_print else (False, True)
    return Wanted(only, papers, prints, draft)
