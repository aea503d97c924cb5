"""The command `standing`."""

from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.commands.progress import with_progress
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import StandingEntry
from evidence_guide.proof.lookup import LookupOptions
from evidence_guide.proof.retraction_watch import RetractionWatch, load_retractions
from evidence_guide.proof.standing_entries import record_standings
from evidence_guide.proof.summary import standings_summary
from evidence_guide.rules.proof import RETRACTED
from evidence_guide.text.terminal import say

Standings = dict[str, StandingEntry]
"""By the keys of sources."""
_MOST_SHOWN = 20
"""Diagnostics of a list that are printed; a real one has odd rows."""
_PARAMETERS: list[click.Parameter] = [
    click.Option(["--csv"], type=PATH, help="The Retraction Watch data as a file."),
    click.Option(["--offline"], is_flag=True, help="Do not ask Crossref."),
    click.Option(["--contact"], default="", help="Your e-mail address, for Crossref."),
]


@click.command("standing", params=_PARAMETERS)
@click.pass_obj
def standing_command(folder: Path, /, csv: Path | None, **given: Any) -> None:
    """Look up retractions and corrections of sources; record them in evidence.lock."""
    guide = load(folder)
    watch = load_retractions(csv, guide.today) if csv else None
    found = _standings(guide, watch, LookupOptions(**given))
    _print_trouble(watch)
    say(standings_summary(found))
    states = {entry.state for entry in found.values()}
    fail_if(states & RETRACTED)


def _standings(guide: Guide, watch: RetractionWatch | None, options: LookupOptions) -> Standings:
    """The standings of all sources, by their keys."""
    steps = record_standings(guide, watch, options)
    return dict(with_progress(steps, "Looking up standings", len(guide.sources)))


def _print_trouble(watch: RetractionWatch | None) -> None:
    """Prints the first diagnostics of the data that the Retraction Watch file holds."""
    trouble = watch.trouble if watch else ()
    for diagnostic in trouble[:_MOST_SHOWN]:
        say(str(diagnostic), err=True)
    if len(trouble) > _MOST_SHOWN:
        say(f"{len(trouble) - _MOST_SHOWN} more rows of the list are unsound", err=True)
