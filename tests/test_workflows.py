"""The workflows as far as a desk can check them: pinned, with few rights, and calling only what is
there.
"""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from click import Context
from tests.conftest import ROOT

from evidence_guide.cli import main

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
WRITERS = {
    "comment/comment": {"actions": "read", "pull-requests": "write"},
    "pages/deploy": {"pages": "write", "id-token": "write"},
    "prove/propose": {"contents": "write", "pull-requests": "write"},
    "scan/report": {"issues": "write"},
    "release/attest": {"id-token": "write", "attestations": "write"},
    "release/publish": {"contents": "write"},
}
"""The only jobs that may change anything, and what."""

pytestmark = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)


def jobs(workflow: Any) -> Iterator[tuple[str, Any]]:
    """Each job with its name, such as `pages/deploy`."""
    for name, job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].items():
        yield f"{workflow.stem}/{name}", job


def commands(workflow: Any) -> list[list[str]]:
    """The words of each command that a workflow runs."""
    lines = [
        line
        for _, job in jobs(workflow)
        for step in job["steps"]
        for line in step.get("run", "").splitlines()
    ]
    return [shlex.split(line) for line in lines]


def test_every_action_is_pinned_by_hash_with_its_version_beside_it(workflow: Any) -> None:
    used = re.findall(r"uses:\s*(.+)", workflow.read_text("utf-8"))
    assert used
    assert [
        line for line in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    ] == []


def test_only_named_jobs_may_write_and_they_run_none_of_our_code(workflow: Any) -> None:
    text = workflow.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in text
    for name, job in jobs(workflow):
        rights = job.get("permissions", {"contents": "read"})
        assert rights == WRITERS.get(name, {"contents": "read"}), name
        if name in WRITERS:
            assert not [
                step
                for step in job["steps"]
                if step.get("uses", "").startswith("actions/checkout@")
            ], name
            assert not re.search(
                r"make |\.venv|python|\./", "\n".join(step.get("run", "") for step in job["steps"])
            ), name


def test_every_job_ends_by_itself_and_leaves_no_token_behind(workflow: Any) -> None:
    for name, job in jobs(workflow):
        assert 0 < job["timeout-minutes"] <= 30, name
        checkouts = [
            step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")
        ]
        assert all(
            {**step["with"], "fetch-depth": 2} == {"persist-credentials": False, "fetch-depth": 2}
            for step in checkouts
        ), name


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


def test_no_text_from_outside_is_pasted_into_a_command(workflow: Any) -> None:
    for _, job in jobs(workflow):
        assert not [step["run"] for step in job["steps"] if "${{" in step.get("run", "")]
