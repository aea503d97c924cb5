"""One command in a forked child: bounded, without network, and watched for what it touches."""

import contextlib
import errno
import faulthandler
import io
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.children import load_commands

from evidence_guide.cli import main

PROCESSOR_SECONDS = 30
ADDRESSES = 6 * 2**30
"""Bytes of address space: a bomb must not take the machine with it."""
LARGEST_FILE = 200 * 2**20
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 (names to compare with)
MAY_RUN = ("git", Path(sys.executable).name)
"""The only programs that a command may start; Python reads PDFs in a process of its own."""
TOUCHING = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "shutil.rmtree",
)  # fmt: skip

load_commands()


class Ended(NamedTuple):
    """How a command ended and what it said."""

    code: int | None
    """Its exit code; None if it was killed."""
    out: str
    err: str
    seconds: float
    late: bool
    """Whether it was stopped by the time-out."""
    mebibytes: float
    """The most memory that it held at a time."""
    watched: tuple[str, ...]
    """What it did that no command may do."""


def command(words: Sequence[str]) -> Callable[[], int]:
    """Runs `evidence-guide` with these words; the exit code."""

    def run() -> int:
        try:
            main(list(words), standalone_mode=True)
        except SystemExit as end:
            return _code(end.code)
        return 0

    return run


def _code(said: object) -> int:
    if said is None or isinstance(said, int):
        return said or 0
    print(said, file=sys.stderr)
    return 1


class Running(NamedTuple):
    """A child that runs, with the files that its outputs and its misdeeds go to."""

    pid: int
    started: float
    files: tuple[Path, Path, Path]


def start(work: Callable[[], int], root: Path, said: Path) -> Running:
    """Forks a child that does the work in `root` and writes what it says below `said`."""
    files = (said / "out", said / "err", said / "watched")
    for file in files:
        file.write_bytes(b"")
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        _live(work, root, files)
    return Running(pid, time.monotonic(), files)


def wait(running: Running, seconds: float) -> Ended:
    """How the child ended; past the time-out it prints where it is and is killed."""
    watch = os.pidfd_open(running.pid)
    try:
        late = not select.select([watch], [], [], seconds)[0]
        if late:
            os.kill(running.pid, signal.SIGUSR1)
            select.select([watch], [], [], 1)
    finally:
        os.close(watch)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    _, status, used = os.wait4(running.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    late = late or code == -signal.SIGXCPU
    out, err, watched = (_text(file) for file in running.files)
    return Ended(
        None if code < 0 else code, out, err, time.monotonic() - running.started, late,
        used.ru_maxrss / 1024, tuple(dict.fromkeys(watched.splitlines())),
    )  # fmt: skip


def _text(file: Path) -> str:
    return file.read_bytes()[: 8 * 2**20].decode("utf-8", "replace")


def _live(work: Callable[[], int], root: Path, files: tuple[Path, Path, Path]) -> None:
    """The child's whole life; it never comes back."""
    code = 70
    try:
        os.setsid()
        log = _redirect(files)
        _bound()
        _settle(root)
        faulthandler.register(signal.SIGUSR1, file=2, all_threads=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.addaudithook(_watcher(root, log))
        code = work()
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001 (what Python itself would print)
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        code = 1
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code & 0xFF)


def _redirect(files: tuple[Path, Path, Path]) -> int:
    """Puts both outputs into files and closes the input; the descriptor for misdeeds."""
    log = os.open(files[2], os.O_WRONLY | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in enumerate(files[:2], 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND), number)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), "utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), "utf-8")
    writer = io.BufferedWriter(io.FileIO(2, "w"))
    sys.stderr = io.TextIOWrapper(writer, "utf-8", errors="backslashreplace", line_buffering=True)
    return log


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def _settle(root: Path) -> None:
    """Gives the child its folder and an environment of its own."""
    os.chdir(root)
    path = os.environ["PATH"]
    os.environ.clear()
    os.environ.update(
        PATH=path, HOME=str(root / "home"), TMPDIR=str(root / "tmp"), LANG="C.UTF-8",
        NO_MKDOCS_2_WARNING="1", NO_COLOR="1", SOURCE_DATE_EPOCH="1795996800",
        GIT_CONFIG_NOSYSTEM="1", GIT_CEILING_DIRECTORIES=str(root.parent),
    )  # fmt: skip
    tempfile.tempdir = None


def _watcher(root: Path, log: int) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that writes every misdeed down and refuses it: no case harms the machine."""
    inside = os.path.realpath(root)

    def refuse(misdeed: str) -> None:
        os.write(log, misdeed.encode("utf-8", "backslashreplace").replace(b"\n", b" ") + b"\n")
        raise PermissionError(errno.EACCES, "refused by the fuzzer")

    def abroad(path: Any, *, itself: bool = False) -> bool:
        if isinstance(path, int) or path is None:
            return False
        full = Path(os.fsdecode(path)).absolute()
        real = str(full.parent.resolve() / full.name if itself else os.path.realpath(full))
        return not f"{real}/".startswith((f"{inside}/", "/dev/", "/proc/"))

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and _writes(given) and abroad(given[0]):
            refuse(f"outside: {given[0]!r} is opened for writing")
        elif event in TOUCHING and any(
            abroad(path, itself=True) for path in given[: _paths(event)]
        ):
            refuse(f"outside: {event} of {given[0]!r}")
        elif event == "subprocess.Popen" and Path(os.fsdecode(given[0])).name not in MAY_RUN:
            refuse(f"program: {given[0]!r} is started")
        elif event in {"socket.connect", "socket.getaddrinfo"} and not _near(event, given):
            refuse(f"host: {event} {given[1] if event == 'socket.connect' else given[0]!r}")

    return hook


def _paths(event: str) -> int:
    """How many of an event's first arguments are paths that it touches."""
    return 2 if event == "os.rename" else 1


def _writes(given: tuple[Any, ...]) -> bool:
    flags = given[2] if isinstance(given[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _near(event: str, given: tuple[Any, ...]) -> bool:
    address = given[1] if event == "socket.connect" else given[0]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode("latin-1")
    return host is None or str(host).startswith(LOOPBACK) or str(host).startswith("/")
