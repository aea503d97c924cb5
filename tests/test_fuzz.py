"""The fuzzer: its cases are the same for the same seed, its oracles bite, and a few cases pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT, TEA
from tests.fuzz import shrinking, targets
from tests.fuzz.case import Case, Command, case_of, text_of
from tests.fuzz.oracles import crash
from tests.fuzz.pages import faults_of_page
from tests.fuzz.planting import PLANTED

pytestmark = pytest.mark.timeout(600)
FEW = 2


def fuzz(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs the fuzzer in a process of its own, from which it can fork."""
    command = [sys.executable, "-m", "tests.fuzz", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=500
    )


@pytest.mark.parametrize("target", targets.TARGETS)
def test_the_same_seed_makes_the_same_cases_and_each_can_be_kept(target: str) -> None:
    turns = targets.schedule([target])
    for number in range(FEW):
        case = targets.case(7, number, turns)
        assert case == targets.case(7, number, turns)
        assert case_of(text_of(case)) == case
        assert case != targets.case(8, number, turns)


def test_every_target_takes_turns() -> None:
    turns = targets.schedule()
    assert {name: turns.count(name) for name in turns} == {
        name: share for name, (_, share) in targets.TARGETS.items()
    }


def test_every_planted_bug_is_found_and_nothing_else() -> None:
    done = fuzz("--planted")
    assert done.stdout == "".join(f"{kind}: {kind}\n" for kind in PLANTED), done.stderr
    assert done.returncode == 0


def test_a_few_cases_of_each_target_pass(tmp_path: Path) -> None:
    names = [name for name in targets.TARGETS if name != "serve"]
    most = str(FEW * len(names))
    done = fuzz("--only", *names, "--cases", most, "--seed", "1", "--kept", str(tmp_path))
    assert (done.stderr, done.returncode) == ("", 0), done.stdout
    rows = re.findall(r"^\| (\S+) \| (\d+) \| \d+ \| none \|$", done.stdout, re.MULTILINE)
    assert dict(rows) == dict.fromkeys(names, str(FEW)), done.stdout


def test_a_kept_case_can_be_run_again(tmp_path: Path) -> None:
    command = Command((*targets.GUIDE, "check"))
    kept = tmp_path / "case.json"
    kept.write_text(text_of(Case("check", "x", "tea", {}, (command,))), "utf-8")
    done = fuzz("--replay", str(kept))
    assert done.stdout == "$ evidence-guide --folder guide check\nno complaint\n[0]\n"
    assert done.returncode == 0


def test_a_failing_case_is_made_as_small_as_it_fails() -> None:
    text = (TEA / "evidence/claims/sleep.yml").read_bytes()
    files = {"guide/a.yml": text, "guide/b.yml": b"b"}
    commands = (Command(("check",)), Command(("build",)))
    case = Case("build", "x", "tea", files, commands)
    small = shrinking.smallest(
        case, lambda tried: b"kind: gap" in tried.files.get("guide/a.yml", b"")
    )
    assert small.files == {"guide/a.yml": b"kind: gap"}
    assert small.commands == commands[1:]


def test_two_tracebacks_are_the_same_where_error_and_innermost_place_of_ours_are() -> None:
    said = (
        "Traceback (most recent call last):\n"
        '  File "/x/evidence_guide/lock.py", line 98, in load\n    data = json.loads(text)\n'
        '  File "/x/lib/json/decoder.py", line 353, in raw_decode\n    obj = scan(s)\n'
        "RecursionError: maximum recursion depth exceeded\n"
    )
    assert crash(said) == "RecursionError at evidence_guide/lock.py:load"


@pytest.mark.parametrize(
    ("piece", "found"),
    [
        ("<a href='JaVa\tScript:x()'>x</a>", ["unsafe link: a href javascript"]),
        ("<form action='data:text/html,x'></form>", ["unsafe link: form action data"]),
        ("<p onclick=x()>x</p>", ["event handler: p onclick"]),
        ("<img src='//evil.example/x.png'>", ["foreign host: img asks evil.example"]),
        (
            "<link rel=stylesheet href='https://evil.example/x'>",
            ["foreign host: link asks evil.example"],
        ),
        ("<style>@import '//evil.example/x';</style>", ["foreign host: a style asks evil.example"]),
        (
            "<meta http-equiv=refresh content='0;url=//evil.example'>",
            ["foreign host: meta refresh"],
        ),
        ("<script>fuzzed()</script>", ["stranger's element: script"]),
        ("<p>x\u202ey</p>", ["hidden character: U+202E"]),
        (
            "<a href='https://example.org/x'>x</a><link rel=canonical href='https://example.org/'>",
            [],
        ),
    ],
)
def test_an_unsafe_page_is_seen(piece: str, found: list[str]) -> None:
    page = f"<!doctype html><title>x</title><body>{piece}".encode()
    assert [f"{fault.kind}: {fault.what}" for fault in faults_of_page(page, "x.html")] == found
