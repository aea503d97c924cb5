"""`python -m evidence_guide`: the same as the command `evidence-guide`, which also starts here."""

import atexit
import gc
import io
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType

OBJECTS = 100_000
"""New objects after which Python looks for cycles; a guide has many objects and hardly a cycle."""
STOPPED = b"\nevidence-guide: stopped; no file is half written\n"


def run() -> None:
    """Runs the command; a stop while modules load, or after the work, ends with a sentence too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    gc.set_threshold(OBJECTS)
    _print_any_text()
    from evidence_guide.cli import main  # noqa: PLC0415 (loads for a second; stops work by now)

    main(prog_name="evidence-guide")


def _print_any_text() -> None:
    r"""Has characters that a terminal or a pipe cannot hold printed as escapes, as `\u2265`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def run_alone() -> None:
    """The same in a process that has nothing else to do, which ends at once."""
    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, int) and threading.active_count() == 1:
            _end_at_once(end.code)
        raise


def _end_at_once(code: int) -> None:
    """Ends the process without freeing its many objects, unless its output cannot be written."""
    atexit._run_exitfuncs()  # noqa: SLF001 (as Python does when it ends)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _stop(_number: int, _frame: FrameType | None) -> None:
    os.write(2, STOPPED)
    os._exit(2)


if __name__ == "__main__":
    run_alone()
