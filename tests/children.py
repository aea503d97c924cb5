"""Child processes of tests: Ctrl-C reaches each of them, and each is killed when its time is up."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from click import Context
from tests.conftest import TEA

from evidence_guide import check, load, outputs
from evidence_guide.cli import COMMANDS, main

RUN = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "signal.signal(signal.SIGHUP, signal.SIG_DFL); "
    "runpy.run_module('evidence_guide', run_name='__main__', alter_sys=True)"
)
"""Starts our command with the signals restored that `nohup` and `&` make every child ignore."""
SECONDS = 100
"""Time for a command that runs until it is stopped; less than pytest gives a test."""


def load_commands() -> None:
    """Loads every command, so that no child that is watched loads one and writes its bytecode."""
    for name in COMMANDS:
        main.get_command(Context(main), name)


def read_once() -> None:
    """Checks and renders a guide, so that each forked child finds every template compiled."""
    guide = load(TEA)
    check(guide)
    sum(1 for _ in outputs(guide))


@contextmanager
def running(
    *words: str,
    seconds: float = SECONDS,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    env: Mapping[str, str] = {},
) -> Iterator[subprocess.Popen[str]]:
    """Our command while it runs, in a process group of its own that is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", RUN, *words],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | env,
        start_new_session=True,
    )
    clock = threading.Timer(seconds, _kill, (process,))
    clock.daemon = True
    clock.start()
    try:
        yield process
    finally:
        clock.cancel()
        _kill(process)
        process.communicate(timeout=20)


def _kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
