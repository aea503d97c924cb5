"""Ctrl-C, SIGTERM and a closed terminal end the work at hand in the same way."""

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SOON = 0.01
"""Seconds until a signal that a finalizer swallowed is raised again."""
_FROM_TERMINAL = {"SIGINT", "SIGHUP"}
"""Signals of Ctrl-C and of a closed terminal; not every system has both."""


@contextmanager
def until_stopped() -> Iterator[None]:
    """Lets Ctrl-C, SIGTERM and a closed terminal end the `with` block by a KeyboardInterrupt.

    A Ctrl-C or a closed terminal that the parent had ignored stays ignored, as `nohup` and `&`
    ask for; SIGTERM always ends the block. A signal that arrives while Python runs a finalizer,
    which swallows exceptions, ends the block a moment later. Outside the main thread, signals
    stay as they are.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _interrupt) for number in _stopping()}
    reported, sys.unraisablehook = sys.unraisablehook, _raise_again
    try:
        yield
    finally:
        sys.unraisablehook = reported
        for number, handler in before.items():
            signal.signal(number, handler)


def _stopping() -> Iterator[signal.Signals]:
    """SIGTERM, and the signals of Ctrl-C and of a closed terminal, where nobody ignores them."""
    yield signal.SIGTERM
    for number in signal.Signals:
        is_ignored = signal.getsignal(number) is signal.SIG_IGN
        if number.name in _FROM_TERMINAL and not is_ignored:
            yield number


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _raise_again(swallowed: "sys.UnraisableHookArgs") -> None:
    """Raises an interruption again that a finalizer swallowed; any other exception is reported."""
    if not issubclass(swallowed.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(swallowed)
        return
    again = threading.Timer(_SOON, _thread.interrupt_main, [signal.SIGTERM])
    again.daemon = True
    again.start()
