"""How a command ends: exit codes, and one sentence where the work cannot go on."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def open_closed_streams() -> None:
    """Connects standard streams that the caller has closed to nothing, before a file takes their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


@contextmanager
def until_stopped() -> Iterator[None]:
    """Lets SIGTERM and a closed terminal end the work within as Ctrl-C does.

    A signal that the parent had ignored stays ignored, as `nohup` and `&` ask for; SIGTERM always ends it.
    """
    stopping = [signal.SIGTERM, *_hangup()]
    before = {number: signal.signal(number, _interrupt) for number in stopping}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _hangup() -> list[signal.Signals]:
    """The signal of a closed terminal, where the system has one and nobody ignores it."""
    known = [number for number in signal.Signals if number.name == "SIGHUP"]
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
