"""The command `pdf`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.options import DIAGNOSTICS, PATH, require_sound, sentence
from evidence_guide.guide.loader import load
from evidence_guide.pdf import finished
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.rules import report
from evidence_guide.text.terminal import say


@click.command("pdf")
@click.option(
    "--to", type=PATH, default=Path("pdf"), show_default=True, help="The folder to write to."
)
@click.option(
    "--only",
    default="",
    metavar="book|handouts|ID",
    help="The book, the hand-outs, or the hand-out of one stage.",
)
@click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    help="Only this paper; without it both.",
)
@click.option("--large-print", is_flag=True, help="Only large print (18 pt); without it both.")
@click.option(
    "--draft",
    is_flag=True,
    help="Mark as a draft; leaves out the tags for screen readers and their check.",
)
@click.pass_obj
@sentence
def pdf_command(
    folder: Path, to: Path, only: str, paper: str | None, large_print: bool, draft: bool
) -> None:
    """Make the PDFs: the book and a hand-out for each stage, on two papers, in normal and in large print."""
    guide = require_sound(load(folder))
    papers = (Paper(paper),) if paper else tuple(Paper)
    wanted = Wanted(only, papers, (True,) if large_print else (False, True), draft)
    found = finished.write_pdfs(guide, wanted, to)
    if found:
        say(report.report_text(found, guide.folder), nl=False, err=True)
        sys.exit(DIAGNOSTICS)
