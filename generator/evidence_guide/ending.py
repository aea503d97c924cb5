"""How a command ends: exit codes, and one sentence where the work cannot go on."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from evidence_guide.characters import line
from evidence_guide.diagnostic import GuideError, Unsound
from evidence_guide.terminal import say

CLEAN, DIAGNOSTICS, FAILED = 0, 1, 2


def sentence(command: Callable[..., Any]) -> Callable[..., Any]:
    """Ends a command whose work cannot go on with one sentence and exit code 2, one that is stopped likewise, one whose work is unsound with what is wrong and 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except GuideError as error:
            say(f"evidence-guide: {line(error)}", err=True)
            sys.exit(FAILED)
        except (click.Abort, KeyboardInterrupt):
            say("\nevidence-guide: stopped; no file is half written", err=True)
            sys.exit(FAILED)
        except Unsound as error:
            say("\n".join(map(str, error.diagnostics)), err=True)
            sys.exit(DIAGNOSTICS)

    return run
