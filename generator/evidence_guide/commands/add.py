"""The command `add`."""

from collections.abc import Sequence
from pathlib import Path

import click

from evidence_guide.commands.options import fail_if
from evidence_guide.guide.loader import load
from evidence_guide.intake import new_records
from evidence_guide.intake.new_records import Added
from evidence_guide.intake.pubmed import open_asker
from evidence_guide.text.terminal import say

_PARAMETERS: list[click.Parameter] = [
    click.Argument(["words"], nargs=-1, required=True, metavar="ID_OR_FILE..."),
    click.Option(["--key"], default="", help="The key of the one record; else author and year."),
    click.Option(["--offline"], is_flag=True, help="Use files only; ask no service."),
    click.Option(["--contact"], default="", help="Your e-mail address, for the services."),
]


@click.command("add", params=_PARAMETERS)
@click.pass_obj
def add_command(
    folder: Path, words: tuple[str, ...], key: str, offline: bool, contact: str
) -> None:
    """Add sources by DOI, PMID, PMCID or web address, or from an exported file.

    A file may be BibTeX, RIS, NBIB, CSL JSON or EndNote XML.
    """
    new_records.require_fit_key(key)
    guide = load(folder)
    with open_asker(guide, contact, offline=offline) as asker:
        added = new_records.add_records(guide, words, key, asker)
    _report(folder, added)


def _report(folder: Path, added: Sequence[Added]) -> None:
    """Prints the outcome for each record; exit code 1 if the guide had one already."""
    written = [each.key for each in added if each.is_written]
    left = new_records.left_to_write(folder, written) if written else []
    say(new_records.added_summary(added, left), nl=False)
    fail_if(len(written) < len(added))
