"""Stopping: Ctrl-C, SIGTERM and a closed terminal end the work at hand in the same way."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


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
