"""The command `lock`."""

from pathlib import Path

import click
from click.exceptions import Exit

from evidence_guide.commands.options import DIAGNOSTICS
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.text.terminal import say
from evidence_guide.view.lock_update import begun_anew, is_lock_current, update_lock

_PARAMETERS: list[click.Parameter] = [
    click.Option(
        ["--check", "only_check"],
        is_flag=True,
        help="Write nothing; exit 1 if the lock is not current.",
    ),
    click.Option(
        ["--begin"],
        is_flag=True,
        help="Forget what was accepted before: for a guide that nobody has linked to yet.",
    ),
    click.Option(
        ["--known"],
        multiple=True,
        metavar="ID",
        help="A step or claim whose change no reader needs to hear of.",
    ),
]


@click.command("lock", params=_PARAMETERS)
@click.pass_obj
def lock_command(folder: Path, only_check: bool, begin: bool, known: tuple[str, ...]) -> None:
    """Accept the citations as they are now: write evidence/evidence.lock."""
    guide = begun_anew(load(folder)) if begin else load(folder)
    if only_check:
        _check_lock(guide, known)
    else:
        say(update_lock(guide, known))


def _check_lock(guide: Guide, known: tuple[str, ...]) -> None:
    """Prints whether the lock is current; exit code 1 if not."""
    if is_lock_current(guide, known):
        say("the lock is current")
        return
    say("the lock is not current: run `evidence-guide lock`")
    raise Exit(DIAGNOSTICS)
