"""No suite hangs: whatever a test waits for has a time-out, and commands need no terminal."""

import ast
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import HERE, ROOT, Folder

NEED_A_TIME_OUT = (
    "subprocess.run",
    "subprocess.check_output",
    "http.client.HTTPConnection",
    "urllib.request.urlopen",
    "pytester.runpytest_subprocess",
)
NEED_A_LIMIT = (".communicate", ".wait", ".join")
"""Methods that wait for ever when nothing limits them."""


def endless(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of each call in a Python file that may wait for ever."""
    for call in ast.walk(ast.parse(text)):
        if not isinstance(call, ast.Call):
            continue
        name = ast.unparse(call.func)
        is_timed = "timeout" in {keyword.arg for keyword in call.keywords}
        is_limited = bool(call.args or call.keywords)
        if (name in NEED_A_TIME_OUT and not is_timed) or (
            name.endswith(NEED_A_LIMIT) and not is_limited
        ):
            yield call.lineno, name


def test_nothing_that_a_test_waits_for_is_without_a_time_out() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted(HERE.rglob("*.py"))
        for line, name in endless(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "subprocess.run(words, check=True)",
        "with process: process.communicate()",
        "thread.join()",
        "http.client.HTTPConnection('127.0.0.1', 80)",
    ],
)
def test_a_wait_without_a_time_out_is_found(text: str) -> None:
    assert list(endless(text)) != []


BARE = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1768900000"}
"""An environment without HOME, TERM and LANG."""
SHELL = "trap '' INT HUP; exec \"$@\" <&- >out 2>err"
"""Starts a command as `nohup … &` and a scheduler do: Ctrl-C ignored, standard input closed."""
pytestmark = pytest.mark.timeout(300)
ONCE = {
    "check": (["check"], 0),
    "check of a file": (["check", "evidence/terms.yml"], 0),
    "explain": (["explain", "drink-tea"], 0),
    "reading": (["reading"], 0),
    "diff": (["diff", "no-such-commit"], 2),
    "lock": (["lock", "--check"], 0),
    "new": (["new", "term", "--id", "term-nap"], 2),
    "from-issue": (["from-issue", "-"], 2),
    "add": (["add", "-"], 2),
    "init": (["init", "plants"], 0),
    "pdf": (["pdf", "--only", "evening", "--paper", "a4", "--draft"], 0),
    "build": (["build", "--to", "pages"], 0),
}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code"), ONCE.values(), ids=ONCE)
def test_a_command_needs_no_terminal_no_input_and_no_home(
    words: list[str], code: int, folder: Folder
) -> None:
    where = folder()
    command = ["/bin/sh", "-c", SHELL, "sh", sys.executable, "-m", "evidence_guide", *words]
    done = subprocess.run(command, cwd=where, env=BARE, check=False, timeout=60)
    err = (where / "err").read_text("utf-8")
    assert done.returncode == code, err
    assert "Traceback" not in err
    assert [path.name for path in where.iterdir() if path.name.startswith("~")] == []


LASTING = {
    "check": (["check", "--watch"], "no longer watching"),
    "serve": (["serve", "--address", "127.0.0.1:0"], "the preview has ended"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "last"), LASTING.values(), ids=LASTING)
def test_what_runs_until_it_is_stopped_ends_on_sigterm_where_ctrl_c_is_ignored(
    words: list[str], last: str, folder: Folder
) -> None:
    where = folder()
    command = ["/bin/sh", "-c", SHELL, "sh", sys.executable, "-um", "evidence_guide", *words]
    process = subprocess.Popen(command, cwd=where, env=BARE)
    try:
        assert printed(where / "out", "Ctrl-C ends it")
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
    assert (where / "out").read_text("utf-8").splitlines()[-1] == last
    assert "Traceback" not in (where / "err").read_text("utf-8")


def printed(file: Path, words: str) -> bool:
    """Whether these words come to stand in a file within some seconds."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if file.exists() and words in file.read_text("utf-8"):
            return True
        time.sleep(0.05)
    return False
