"""The command `add`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.asker import asker
from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, sentence
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.loader import load
from evidence_guide.intake import adding, forms
from evidence_guide.intake.new import Named
from evidence_guide.text.terminal import say


@click.command("add")
@click.argument("words", nargs=-1, required=True, metavar="ID_OR_FILE...")
@click.option("--key", default="", help="The key of the one record; without it, author and year.")
@click.option("--offline", is_flag=True, help="Ask nobody: only files.")
@click.option("--contact", default="", help="Your e-mail address, for the services that are asked.")
@click.pass_obj
@sentence
def add_command(
    folder: Path, words: tuple[str, ...], key: str, offline: bool, contact: str
) -> None:
    """Add sources: a DOI, PMID, PMCID or address, or a file exported as BibTeX, RIS, NBIB, CSL JSON or EndNote XML."""
    if key and forms.unfit(Named, f"id: {key}"):
        raise GuideError(f"`{key}` is no key; use small letters and digits, such as `wang2024`")
    guide = load(folder)
    with asker(guide, contact, offline=offline) as ask:
        added = adding.add_records(guide, words, key, ask)
    new = [
        each.twin[0] if each.twin else each.source
        for each in added
        if each.completed or not each.twin
    ]
    say(adding.added_summary(added, adding.missing(folder, new) if new else []), nl=False)
    sys.exit(DIAGNOSTICS if any(each.twin and not each.completed for each in added) else CLEAN)
