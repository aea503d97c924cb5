"""The command `lock`."""

import sys
from pathlib import Path

import click

from evidence_guide.commands.options import CLEAN, DIAGNOSTICS, sentence
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import MOST_BYTES
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.proof.lookup import require_readable_lock, write_lock
from evidence_guide.text.terminal import say
from evidence_guide.view.citation_lists import gone, locked


@click.command("lock")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 if the lock is not current."
)
@click.option(
    "--known",
    multiple=True,
    metavar="ID",
    help="A step or claim whose change no reader need hear of.",
)
@click.pass_obj
@sentence
def lock_command(folder: Path, only_check: bool, known: tuple[str, ...]) -> None:
    """Accept the citations as they are now: write evidence/evidence.lock."""
    guide = load(folder)
    require_readable_lock(guide)
    path = guide.folder / "evidence" / "evidence.lock"
    if guide.unread and not only_check:
        raise GuideError(
            "some evidence cannot be read, and its citations would be forgotten; `evidence-guide check` says what to mend"
        )
    lost = gone(guide)
    if lost and not only_check:
        raise GuideError(
            f"{', '.join(lost)} would be forgotten; write what replaced each, and why, into evidence/retired.yml"
        )
    strange = [id for id in known if id not in guide.steps and id not in guide.claims]
    if strange:
        raise GuideError(f"no step or claim is called `{strange[0]}`")
    text = locked(guide, known).text()
    current = path.exists() and text_in(path, guide.folder, MOST_BYTES) == text
    if only_check:
        say(
            "the lock is current"
            if current
            else "the lock is not current: run `evidence-guide lock`"
        )
        sys.exit(CLEAN if current else DIAGNOSTICS)
    write_lock(locked(guide, known), guide)
    say(f"{path}: {len(locked(guide).citations)} statements")
