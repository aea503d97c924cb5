"""What commands share: exit codes, one sentence where the work cannot go on, and the guide that must be sound."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from evidence_guide.diagnostic import GuideError, Severity, Unsound
from evidence_guide.guide import Guide
from evidence_guide.rules import check, report

CLEAN, DIAGNOSTICS, FAILED = 0, 1, 2
PATH = click.Path(path_type=Path)


def sentence(command: Callable[..., Any]) -> Callable[..., Any]:
    """Ends a command whose work cannot go on with one sentence and exit code 2, one that is stopped likewise, one whose work is unsound with what is wrong and 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except GuideError as error:
            click.echo(f"evidence-guide: {error}", err=True)
            sys.exit(FAILED)
        except (click.Abort, KeyboardInterrupt):
            click.echo("\nevidence-guide: stopped; no file is half written", err=True)
            sys.exit(FAILED)
        except Unsound as error:
            click.echo("\n".join(map(str, error.diagnostics)), err=True)
            sys.exit(DIAGNOSTICS)

    return run


def sound(guide: Guide) -> Guide:
    """The guide, if its check finds no error; otherwise the command ends with what was found."""
    found = check(guide)
    if any(d.severity is Severity.ERROR for d in found):
        click.echo(report.text(found, guide.folder), nl=False, err=True)
        click.echo("nothing was written", err=True)
        sys.exit(DIAGNOSTICS)
    return guide
