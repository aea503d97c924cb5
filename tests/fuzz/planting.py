"""Bugs planted on purpose, one for each oracle, so that a test can see it bite."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def _raises() -> int:
    raise RuntimeError("planted")


def _sleeps() -> int:
    time.sleep(60)
    return 0


def _allocates() -> int:
    return bytearray(b"x" * 700 * 2**20)[0] * 0


def _dies() -> int:
    os.kill(os.getpid(), 9)
    return 0


def _leaves_a_file() -> int:
    Path(os.environ["TMPDIR"], "left").write_text("left")
    return 0


def _writes_outside() -> int:
    with contextlib.suppress(OSError):
        Path("..", "planted").touch()
    return 0


def _asks_a_host() -> int:
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    return 0


def _changes_an_input() -> int:
    Path("guide", "mkdocs.yml").write_text("changed")
    return 0


def _loses_an_input() -> int:
    Path("guide", "mkdocs.yml").unlink()
    return 0


def _prints_the_secret() -> int:
    print(Path("secret.txt").read_text())
    return 0


def _speaks_to_the_runner() -> int:
    print("::warning::planted")
    return 0


def _starts_a_program() -> int:
    with contextlib.suppress(OSError):
        subprocess.run(["true"], check=False, timeout=60)  # noqa: S607 (never started)
    return 0


def _says_two_things() -> int:
    print("one thing\nand another", file=sys.stderr)
    return 2


PLANTED: dict[str, Callable[[], int]] = {
    "traceback": _raises,
    "time-out": _sleeps,
    "memory": _allocates,
    "killed": _dies,
    "leftover": _leaves_a_file,
    "written outside": _writes_outside,
    "foreign host": _asks_a_host,
    "foreign program": _starts_a_program,
    "changed input": _changes_an_input,
    "lost file": _loses_an_input,
    "leak": _prints_the_secret,
    "workflow command": _speaks_to_the_runner,
    "exit code": lambda: 3,
    "silence": lambda: 1,
    "not one sentence": _says_two_things,
    "unparseable": lambda: 0,
}
"""By the kind of fault that each must be found as."""
