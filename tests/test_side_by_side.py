"""Processes side by side: results in order, nothing left behind, and a clear sentence on failure."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from evidence_guide import Guide
from evidence_guide.diagnostic import GuideError
from evidence_guide.pdf import typesetting
from evidence_guide.pdf.editions import ANNEX, Paper, Wanted
from evidence_guide.pdf.side_by_side import Finished, Processes, in_order

ECHO = "import sys, time; time.sleep(float(sys.argv[1])); print(sys.stdin.read(), end='')"


def echo(processes: Processes, seconds: float) -> Finished:
    """A process that repeats what it is given after some time."""
    command = [sys.executable, "-I", "-S", "-c", ECHO, str(seconds)]
    return processes.run(command, str(seconds).encode())


def test_results_come_in_the_order_of_the_tasks_whatever_ends_first() -> None:
    seconds = (0.2, 0, 0.1, 0, 0, 0)
    found = list(in_order(echo, seconds))
    assert [float(done.answer) for done in found] == [*seconds]
    assert {done.status for done in found} == {0}


def test_tasks_begin_only_shortly_before_they_are_wanted() -> None:
    begun = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            begun.append(number)
            yield number

    results = in_order(lambda _, number: number, tasks())
    assert next(results) == 0
    results.close()
    assert len(begun) < 500


def test_closing_the_results_ends_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *words: object, **settings: object) -> None:
            super().__init__(*words, **settings)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    results = in_order(echo, (0, 60, 60))
    next(results)
    begun = time.monotonic()
    results.close()
    assert time.monotonic() - begun < 30
    assert all(process.poll() is not None for process in started)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import os; os.kill(os.getpid(), 9)", "because the system stopped its process"),
        ("raise MemoryError('no room')", "tea-annex-a4.pdf cannot be made: MemoryError: no room"),
    ],
)
def test_a_process_that_does_not_finish_is_one_sentence(
    program: str, words: str, tea: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = (sys.executable, "-I", "-S", "-c", program)
    monkeypatch.setattr(typesetting, "PROGRAM", command)
    with pytest.raises(GuideError, match=words):
        list(typesetting.downloads(tea, Wanted(ANNEX, (Paper.A4,), (False,))))
