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
from evidence_guide.files.output import reason
from evidence_guide.text.characters import line
from evidence_guide.text.terminal import say

CLEAN, DIAGNOSTICS, FAILED = 0, 1, 2


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


@contextmanager
def until_stopped() -> Iterator[None]:
    """Lets Ctrl-C, SIGTERM and a closed terminal end the work within.

    A Ctrl-C or a closed terminal that the parent had ignored stays ignored, as `nohup` and `&` ask for;
    SIGTERM always ends it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stopping = [signal.SIGTERM, *_heeded()]
    before = {number: signal.signal(number, _interrupt) for number in stopping}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _heeded() -> list[signal.Signals]:
    """The signals of Ctrl-C and of a closed terminal, where the system has them and nobody ignores them."""
    known = [number for number in signal.Signals if number.name in {"SIGINT", "SIGHUP"}]
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _give_up_stdout() -> None:
    """Sends the rest of standard output nowhere if it cannot be written, so that the end of the program does not fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
