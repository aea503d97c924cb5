"""The pull request with the week's receipts: it begins at the commit that was checked, so merging
it takes nothing back that main has gained since.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT

(STEP,) = (
    step["run"]
    for step in yaml.safe_load((ROOT / ".github/workflows/prove.yml").read_text("utf-8"))["jobs"][
        "propose"
    ]["steps"]
    if "run" in step
)
LOCK = "evidence/evidence.lock"
GH = """#!/usr/bin/env bash
# Stands for the service: it notes what it is asked, and clones the repository beside it.
printf '%s\\n' "$*" >> "$HOME/asked"
case "$*" in
  repo\\ clone*) git clone --quiet --no-local --depth 1 --no-checkout "$HOME/origin" guide ;;
  pr\\ create*) cp body "$HOME/asked-body"; exit "$REFUSED" ;;
esac
"""
OLD = {"citations": "old", "receipts": {f"finding-{n}": "none" for n in range(9)}, "words": "old"}


class Service:
    """A repository, its clone on a desk, and a folder in which the step runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--bare", "--initial-branch", "main", "origin")
        self.git("clone", "--quiet", "origin", "desk")
        (folder / "desk/evidence").mkdir()
        self.checked = self.push(OLD)
        (folder / "bin").mkdir()
        (folder / "bin/gh").write_text(GH, "utf-8")
        (folder / "bin/gh").chmod(0o755)

    def git(self, *words: str, where: str = ".") -> str:
        settings = ["-c", "user.name=Me", "-c", "user.email=me@example.org"]
        done = subprocess.run(
            ["git", *settings, *words],  # noqa: S607
            cwd=self.folder / where,
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout.strip()

    def push(self, lock: dict[str, Any]) -> str:
        """The commit with which a lock comes to main."""
        (self.folder / "desk" / LOCK).write_text(json.dumps(lock, indent=1), "utf-8")
        self.git("add", ".", where="desk")
        self.git("commit", "--quiet", "--message", "A lock", where="desk")
        self.git("push", "--quiet", "origin", "HEAD:main", where="desk")
        return self.git("rev-parse", "HEAD", where="desk")

    def propose(self, lock: dict[str, Any], refused: int = 0) -> subprocess.CompletedProcess[str]:
        """Runs the step with the lock of the job that asked."""
        (self.folder / "run/lock").mkdir(parents=True)
        (self.folder / "run/lock/evidence.lock").write_text(json.dumps(lock, indent=1), "utf-8")
        settings = {
            "PATH": f"{self.folder}/bin:/usr/bin:/bin",
            "HOME": str(self.folder),
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_SHA": self.checked,
            "GITHUB_RUN_ID": "42",
            "RUNNER_TEMP": str(self.folder),
            "DEPLOY_KEY": "",
            "REFUSED": str(refused),
        }
        return subprocess.run(
            ["/bin/bash", "-e", "-c", STEP],
            cwd=self.folder / "run",
            env=settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def merged(self) -> Any:
        """The lock of main after the pull request is merged."""
        self.git("fetch", "--quiet", "origin", where="desk")
        self.git("merge", "--quiet", "--no-edit", "origin/receipts-42", where="desk")
        return json.loads((self.folder / "desk" / LOCK).read_text("utf-8"))


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path)


def with_receipt(lock: dict[str, Any], finding: str) -> dict[str, Any]:
    return {**lock, "receipts": {**lock["receipts"], finding: "proved"}}


def test_what_main_gained_meanwhile_stays_and_the_receipts_come(service: Service) -> None:
    newer = {**OLD, "citations": "new", "words": "new"}
    service.push(newer)
    done = service.propose(with_receipt(OLD, "finding-4"))
    assert done.returncode == 0, done.stderr
    assert service.merged() == with_receipt(newer, "finding-4")


def test_two_receipts_of_one_finding_are_a_conflict_and_neither_is_lost(service: Service) -> None:
    service.push(with_receipt(OLD, "finding-4"))
    other = {**OLD, "receipts": {**OLD["receipts"], "finding-4": "not found"}}  # type: ignore[dict-item]
    assert service.propose(other).returncode == 0
    with pytest.raises(subprocess.CalledProcessError):
        service.merged()


def test_without_news_there_is_no_pull_request(service: Service) -> None:
    done = service.propose(OLD)
    assert (done.returncode, done.stdout) == (0, "Nothing is new.\n")
    assert "pr create" not in (service.folder / "asked").read_text("utf-8")


def test_the_pull_request_says_which_commit_was_checked_and_how_its_check_starts(
    service: Service,
) -> None:
    service.propose(with_receipt(OLD, "finding-4"))
    body = (service.folder / "asked-body").read_text("utf-8")
    assert f"for the evidence at {service.checked}." in body
    assert "*Approve workflows to run*" in body
    assert (ROOT / "docs/contribute/repository.md").is_file()
    assert "docs/contribute/repository.md" in body


def test_where_the_setting_is_off_the_error_names_it(service: Service) -> None:
    done = service.propose(with_receipt(OLD, "finding-4"), refused=1)
    assert done.returncode == 1
    assert "'Allow GitHub Actions to create and approve pull requests'" in done.stdout
    assert "RECEIPTS_TOKEN" in done.stdout
