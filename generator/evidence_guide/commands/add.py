"""The command `add`."""

from collections.abc import Sequence
from pathlib import Path

import click

from evidence_guide.commands.options import fail_if
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.loader import load
from evidence_guide.intake import new_records
from evidence_guide.intake.exports import SpoiltExport, read_export
from evidence_guide.intake.new_records import Added
from evidence_guide.intake.pubmed import open_asker
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["words"], nargs=-1, required=True, metavar="ID_OR_FILE..."),
    click.Option(["--key"], default="", help="The key of the one record; else author and year."),
    click.Option(
        ["--skip"], is_flag=True, help="Leave out records that cannot be read; add the others."
    ),
    click.Option(["--offline"], is_flag=True, help="Use files only; ask no service."),
    click.Option(["--contact"], default="", help="Your e-mail address, for the services."),
]


@click.command("add", params=_PARAMETERS)
@click.pass_obj
def add_command(
    folder: Path, words: tuple[str, ...], key: str, skip: bool, offline: bool, contact: str
) -> None:
    """Add sources by DOI, PMID, PMCID or web address, or from an exported file.

    A file may be BibTeX, RIS, PubMed's NBIB or XML, CSL JSON, Zotero's JSON, EndNote's XML or ENW,
    or a tagged file of Web of Science.
    """
    new_records.require_fit_key(key)
    guide = load(folder)
    try:
        with open_asker(guide, contact, offline=offline) as asker:
            added = new_records.add_records(guide, words, key, asker, skip=skip)
    except SpoiltExport as spoilt:
        raise _with_lines(spoilt) from spoilt
    skipped = _skipped(words)
    _report(folder, added, skipped)


def _with_lines(spoilt: SpoiltExport) -> GuideError:
    """Prints what is wrong with each record; returns the sentence that ends the command."""
    for problem in spoilt.lines:
        say(problem, err=True)
    left = f"add the other {spoilt.good} with --skip" if spoilt.good else "export the file again"
    return GuideError(f"nothing was written; correct these records, or {left}")


def _skipped(words: Sequence[str]) -> int:
    """Prints the records that were left out, and returns how many there are."""
    number = 0
    for path in new_records.files_among(words):
        for problem in read_export(path).problems:
            say(f"skipped: {path}:{problem.line}: {problem.text}", err=True)
            number += 1
    return number


def _report(folder: Path, added: Sequence[Added], skipped: int) -> None:
    """Prints the outcome for each record; exit code 1 if one was there already or was left out."""
    written = [each.key for each in added if each.is_written]
    left = new_records.left_to_write(folder, written) if written else []
    say(new_records.added_summary(added, left), nl=False)
    fail_if(skipped or len(written) < len(added))
