"""Processes at work side by side, whose results come in order; none outlives the work."""

import os
import subprocess
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import NamedTuple, TypeVar

_AHEAD = 2
"""Results that may wait for the one before them, beside those at work."""
Task = TypeVar("Task")
Result = TypeVar("Result")


class Finished(NamedTuple):
    """How a process ended, and what it wrote."""

    status: int
    answer: bytes
    complaint: str
    """The last line of its messages."""


@dataclass
class Processes:
    """The processes that are running; once they are stopped, no further one begins."""

    _running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _stopped: bool = False
    _lock: Lock = field(default_factory=Lock)

    def run(self, command: Sequence[str], given: bytes) -> Finished:
        """Runs a command to its end. Raises CancelledError if the processes are stopped."""
        process = self._started(command)
        try:
            answer, messages = process.communicate(given)
        finally:
            self._running.discard(process)
        return Finished(process.returncode, answer, _last_line(messages))

    def _started(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        with self._lock:
            if self._stopped:
                raise CancelledError
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
            self._running.add(process)
        return process

    def stop(self) -> None:
        """Ends every process that is running."""
        with self._lock:
            self._stopped = True
            for process in tuple(self._running):
                process.kill()


def _last_line(messages: bytes) -> str:
    lines = messages.decode("utf-8", "replace").split("\n")
    return next(filter(None, map(str.strip, reversed(lines))), "")


def in_order(
    work: Callable[[Processes, Task], Result], tasks: Iterable[Task]
) -> Generator[Result, None, None]:
    """The result of each task, at most as many of which are at work as there are processors.

    When the generator is closed or fails, all processes end.
    """
    processes = Processes()
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield from _results(pool, partial(work, processes), tasks)
    finally:
        processes.stop()
        pool.shutdown(cancel_futures=True)


def _results(
    pool: ThreadPoolExecutor, work: Callable[[Task], Result], tasks: Iterable[Task]
) -> Generator[Result, None, None]:
    """The results in order, with few tasks begun before they are wanted."""
    most = (os.cpu_count() or 1) + _AHEAD
    begun: deque[Future[Result]] = deque()
    for task in tasks:
        begun.append(pool.submit(work, task))
        if len(begun) >= most:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
