"""Commands stopped at any moment harm nothing, and running them again completes the work."""

import subprocess
import sys

import pytest
from tests.conftest import ROOT
from tests.interruptions import COMMANDS, KINDS

FAST = tuple(name for name in COMMANDS if not name.startswith(("build", "pdf")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("commands", "moments"),
    [(FAST, 2), (("build",), 1), (("pdf", "build --to"), 1)],
    ids=["files of the evidence", "the site", "pages and PDFs"],
)
def test_a_command_that_is_stopped_harms_nothing_and_is_completed_by_the_next_run(
    commands: tuple[str, ...], moments: int
) -> None:
    words = [
        sys.executable,
        "-m",
        "tests.interruptions",
        "--moments",
        str(moments),
        "--seed",
        "11",
        "--commands",
        *commands,
    ]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert f"{len(commands) * len(KINDS) * moments} interruptions, 0 complaints" in done.stdout
