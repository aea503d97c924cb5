"""The comment on a pull request: what an artifact of unknown hands holds is text of bounded size,
on the pull request that was checked.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from tests.conftest import ROOT

ALL = yaml.safe_load((ROOT / ".github/workflows/comment.yml").read_text("utf-8"))["jobs"][
    "comment"
]["steps"]
STEPS = {step["name"]: step["run"] for step in ALL if "run" in step}
FOUND = "steps.list.outputs.found == 'yes'"
"""The condition of every step after the first."""
HEAD = "0123456789abcdef0123456789abcdef01234567"
GH = """#!/usr/bin/env bash
# Stands for the service: it notes what it is asked, and answers from files.
printf '%s\\n' "$*" >> asked
case "$*" in
  *pulls/*) cat head ;;
  *artifacts*) cat made ;;
  *--paginate*) cat comments ;;
esac
"""


class Runner:
    """A folder in which the steps of the workflow run with the artifact of a pull request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in {
            "head": HEAD,
            "comments": "",
            "asked": "",
            "made": "changes\npreview\n",
            "output": "",
            "changes/number": "7\n",
            "changes/changes.txt": "1 change in the evidence.\n",
        }.items():
            self.write(name, text.encode())
        self.write("bin/gh", GH.encode())
        (folder / "bin/gh").chmod(0o755)

    def write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def run(self, *names: str) -> int:
        settings = {
            "PATH": f"{self.folder}/bin:/usr/bin:/bin",
            "GITHUB_REPOSITORY": "o/r",
            "RUN_ID": "42",
            "HEAD_SHA": HEAD,
            "GH_TOKEN": "none",
            "GITHUB_OUTPUT": f"{self.folder}/output",
        }
        done = (
            subprocess.run(
                ["/bin/bash", "-e", "-c", STEPS[name]],
                cwd=self.folder,
                env=settings,
                capture_output=True,
                check=False,
                timeout=60,
            )
            for name in names or STEPS
            if names or self.is_due(name)
        )
        return next((one.returncode for one in done if one.returncode), 0)

    def is_due(self, name: str) -> bool:
        """Whether the runner would start a step: the first, and the others if it found the list."""
        return name == next(iter(STEPS)) or "found=yes\n" in self.read("output")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def fence(text: str) -> Any:
    """The one block of code in a comment; nothing else in it comes from the pull request."""
    (block,) = [token for token in MarkdownIt("commonmark").parse(text) if token.type == "fence"]
    return block


def test_a_first_comment_is_written_and_the_next_takes_its_place(runner: Runner) -> None:
    assert runner.run() == 0
    assert (
        runner.read("asked").splitlines()[-1]
        == "api --method POST repos/o/r/issues/7/comments --field body=@comment.md --silent"
    )
    assert fence(runner.read("comment.md")).content == "1 change in the evidence.\n\n"
    assert f"[The check](https://github.com/o/r/actions/runs/42) of {HEAD}" in runner.read(
        "comment.md"
    )
    runner.write("comments", b"1001\n1002\n")
    assert runner.run() == 0
    assert (
        runner.read("asked").splitlines()[-1]
        == "api --method PATCH repos/o/r/issues/comments/1001 --field body=@comment.md --silent"
    )


def test_a_check_without_a_list_has_its_own_red_mark_and_no_second_one(runner: Runner) -> None:
    runner.write("made", b"")
    assert runner.run() == 0
    assert not (runner.folder / "comment.md").exists()
    assert [step.get("if") for step in ALL] == [None, *[FOUND] * (len(ALL) - 1)]


def test_it_names_the_preview_only_if_there_is_one(runner: Runner) -> None:
    assert runner.run() == 0
    assert "its artifact *preview*: unpack it" in runner.read("comment.md")
    runner.write("made", b"changes\nnot a preview\n")
    assert runner.run() == 0
    assert "so there is no preview." in runner.read("comment.md")


def test_nothing_is_said_where_nothing_changed_but_an_old_comment_is_mended(runner: Runner) -> None:
    runner.write(
        "changes/changes.txt", b"Nothing changed in the evidence. HEAD^1 to the working tree.\n"
    )
    assert runner.run() == 0
    assert "--method" not in runner.read("asked")
    runner.write("comments", b"1001\n")
    assert runner.run() == 0
    assert "--method PATCH" in runner.read("asked")


@pytest.mark.parametrize(
    "number", ["", "0", "07", "7; echo x", "7\n8", "$(id)", "-1", "../7", "12345678901", "7 " * 99]
)
def test_what_is_no_number_stops_everything(number: str, runner: Runner) -> None:
    runner.write("changes/number", number.encode())
    assert runner.run("Identify the pull request") != 0
    assert runner.read("asked") == ""


def test_another_pull_request_than_the_checked_one_gets_no_comment(runner: Runner) -> None:
    runner.write("head", b"f" * 40)
    assert runner.run("Identify the pull request") != 0
    assert not (runner.folder / "number").exists()


@pytest.mark.parametrize("name", ["number", "changes.txt"])
def test_a_link_in_the_artifact_is_not_followed(name: str, runner: Runner) -> None:
    path = runner.folder / "changes" / name
    path.rename(runner.folder / "elsewhere")
    path.symlink_to(runner.folder / "elsewhere")
    assert runner.run() != 0
    assert not (runner.folder / "comment.md").exists()


def test_nothing_in_it_is_anything_but_text(runner: Runner) -> None:
    hostile = (
        b"```\n````````\n~~~~\n</details><img src=x>\n@everyone "
        b"[x](https://example.org)\r\x1b[31m\x00 \xff end\n"
    )
    runner.write("changes/changes.txt", hostile)
    assert runner.run("Write the comment") == 0
    block = fence(runner.read("comment.md"))
    assert (
        block.content
        == "`\n`\n~~~~\n</details><img src=x>\n@everyone [x](https://example.org)[31m  end\n\n"
    )


def test_a_long_text_is_cut_and_says_so(runner: Runner) -> None:
    runner.write("changes/changes.txt", "é\n".encode() * 40_000)
    assert runner.run("Write the comment") == 0
    assert len(runner.read("comment.md")) < 65_536
    assert "Truncated here; the summary of the check has the full text." in runner.read(
        "comment.md"
    )


@pytest.mark.skipif(
    shutil.which("jq") is None,
    reason="jq is missing, with which GitHub's command asks: apt-get install jq",
)
def test_the_answer_of_the_service_is_a_list_of_numbers_by_its_own_bot_only() -> None:
    query = STEPS["Create or update the comment"].partition("--jq '")[2].partition("'")[0]
    mark, bot = "<!-- what changed in the evidence -->", "github-actions[bot]"
    comments = [
        {"id": id, "user": {"login": login}, "body": body}
        for id, login, body in ((1, bot, f"{mark} x"), (2, bot, "x"), (3, "eve", f"{mark} x"))
    ]
    done = subprocess.run(
        ["jq", query],  # noqa: S607
        input=json.dumps(comments),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "1\n"
