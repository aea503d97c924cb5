"""Commands stopped at any moment harm nothing, and running them again completes the work.

`make fuzz` stops each of them at 50 moments in each way.
"""

import subprocess
import sys

import pytest
from tests.conftest import ROOT
from tests.interruptions import COMMANDS

FAST = tuple(name for name in COMMANDS if not name.startswith(("build", "pdf")))


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("commands", "kinds"),
    [
        (FAST, ("kill", "full")),
        (FAST[::3], ("term", "interrupt", "read-only")),
        (("build",), ("kill", "full")),
        (("pdf", "build --to"), ("term",)),
    ],
    ids=["files of the evidence", "some in every other way", "the site", "pages and PDFs"],
)
def test_a_command_that_is_stopped_harms_nothing_and_is_completed_by_the_next_run(
    commands: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    chosen = ["--commands", *commands, "--kinds", *kinds, "--moments", "1", "--seed", "11"]
    words = [sys.executable, "-m", "tests.interruptions", *chosen]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert f"{len(commands) * len(kinds)} interruptions, 0 complaints" in done.stdout
