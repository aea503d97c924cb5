"""The command `standing`."""

import sys
from collections import Counter
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, PATH, sentence
from evidence_guide.commands.progress import with_progress
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import StandingEntry
from evidence_guide.proof.lookup import LookupOptions, require_readable_lock
from evidence_guide.proof.retraction_watch import load_retractions
from evidence_guide.proof.standing_entries import record_standings
from evidence_guide.rules.proof import RETRACTED
from evidence_guide.text.terminal import say


@click.command("standing")
@click.option("--csv", type=PATH, help="The Retraction Watch data as a file.")
@click.option("--offline", is_flag=True, help="Do not ask Crossref.")
@click.option("--contact", default="", help="Your e-mail address, for Crossref.")
@click.pass_obj
@sentence
def standing_command(folder: Path, csv: Path | None, offline: bool, contact: str) -> None:
    """Look up retractions and corrections of sources; record them in evidence.lock."""
    guide = load(folder)
    require_readable_lock(guide)
    watch = load_retractions(csv) if csv else None
    steps = record_standings(guide, watch, LookupOptions(offline=offline, contact=contact))
    found = dict(with_progress(steps, "Looking up standings", len(guide.sources)))
    for diagnostic in watch.trouble if watch else ():
        say(str(diagnostic), err=True)
    for key, entry in sorted(found.items()):
        if entry.state not in {"ok", "unchecked"}:
            say(f"{key}: {_sentence(entry)}")
    counts = Counter(entry.state for entry in found.values())
    say(", ".join(f"{count} {state}" for state, count in sorted(counts.items())))
    sys.exit(DIAGNOSTICS if counts.keys() & RETRACTED else CLEAN)


def _sentence(entry: StandingEntry) -> str:
    on = f" on {entry.on}" if entry.on else ""
    reason = f" ({entry.reason})" if entry.reason else ""
    return f"{entry.state}{on}{reason}"
