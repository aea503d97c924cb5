"""How a command ends: exit codes, and one sentence where the work cannot go on."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from types import FrameType
from typing import Any, NoReturn

import click

from evidence_guide.diagnostic import GuideError, Unsound
from evidence_guide.output import reason

CLEAN, DIAGNOSTICS, FAILED = 0, 1, 2


def sentence(command: Callable[..., Any]) -> Callable[..., Any]:
    """Ends a command whose work cannot go on with one sentence and exit code 2, one that is stopped likewise, one whose work is unsound with what is wrong and 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            with _stoppable():
                return command(*args, **kwargs)
        except GuideError as error:
            _fail(str(error))
        except (click.Abort, KeyboardInterrupt):
            click.echo("\nevidence-guide: stopped; no file is half written", err=True)
            sys.exit(FAILED)
        except Unsound as error:
            click.echo("\n".join(map(str, error.diagnostics)), err=True)
            sys.exit(DIAGNOSTICS)
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except OSError as error:
            _give_up_stdout()
            _fail(f"{error.filename or 'what this prints'} cannot be read or written ({reason(error)})")

    return run


def _fail(told: str) -> NoReturn:
    click.echo(f"evidence-guide: {told}", err=True)
    sys.exit(FAILED)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Lets SIGTERM end the block as Ctrl-C does, unless whoever started the program had it ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _give_up_stdout() -> None:
    """Sends the rest of standard output nowhere if it cannot be written, so that the end of the program does not fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
