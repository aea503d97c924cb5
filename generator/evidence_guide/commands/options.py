"""What commands share: exit codes, one sentence where the work cannot go on, and the guide that must be sound."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from evidence_guide.diagnostic import GuideError, Severity, Unsound
from evidence_guide.files.output import reason
from evidence_guide.guide import Guide
from evidence_guide.rules import check, report
from evidence_guide.signals import until_stopped
from evidence_guide.text.characters import line
from evidence_guide.text.terminal import say

CLEAN, DIAGNOSTICS, FAILED = 0, 1, 2
PATH = click.Path(path_type=Path)


def sentence(command: Callable[..., Any]) -> Callable[..., Any]:
    """Ends a command whose work cannot go on with one sentence and exit code 2, one that is stopped likewise, one whose work is unsound with what is wrong and 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            with until_stopped():
                return command(*args, **kwargs)
        except GuideError as error:
            _fail(str(error))
        except (click.Abort, KeyboardInterrupt):
            say("\nevidence-guide: stopped; no file is half written", err=True)
            sys.exit(FAILED)
        except Unsound as error:
            say("\n".join(map(str, error.diagnostics)), err=True)
            sys.exit(DIAGNOSTICS)
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except OSError as error:
            _give_up_stdout()
            _fail(
                f"{error.filename or 'what this prints'} cannot be read or written ({reason(error)})"
            )

    return run


def open_closed_streams() -> None:
    """Connects standard streams that the caller has closed to nothing, before a file takes their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _fail(sentence: str) -> NoReturn:
    say(f"evidence-guide: {line(sentence)}", err=True)
    sys.exit(FAILED)


def _give_up_stdout() -> None:
    """Sends the rest of standard output nowhere if it cannot be written, so that the end of the program does not fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def require_sound(guide: Guide) -> Guide:
    """The guide, if its check finds no error; otherwise the command ends with what was found."""
    found = check(guide)
    if any(d.severity is Severity.ERROR for d in found):
        say(report.report_text(found, guide.folder), nl=False, err=True)
        say("nothing was written", err=True)
        sys.exit(DIAGNOSTICS)
    return guide
