"""The command `explain`."""

import sys
from pathlib import Path

import click

from evidence_guide.rules.explanation import explain
from evidence_guide.text.terminal import console

UNBROKEN = 10_000
"""Line width when stdout is not a terminal, so that nothing wraps."""


@click.command("explain", params=[click.Argument(["name"], required=False)])
@click.pass_obj
def explain_command(folder: Path, name: str | None) -> None:
    """Explain a rule, or print all that a claim, step, term, finding or source rests on.

    For a stage or topic, list its steps or claims.

    Without NAME, list the rules.
    """
    explanation = explain(folder, name)
    if sys.stdout.isatty():
        console(markup=True).print(explanation)
    else:
        console(markup=True, width=UNBROKEN).print(explanation, no_wrap=True)
