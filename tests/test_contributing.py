"""The contributors' pages are run as they are read: every file is written, every command typed,
every output compared.
"""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from tests.children import running
from tests.conftest import HERE, ROOT, TEA

from evidence_guide.cli import COMMANDS, main
from evidence_guide.rules import rules

DOCS = ROOT / "docs" / "contribute"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(DOCS.glob("*.md"))}
FROM_NOTHING = "tutorial.md"
LASTING = ("evidence-guide serve", "evidence-guide check --watch")
ADDRESS = "127.0.0.1:8123"
"""Where the page serves its preview."""
FENCE = re.compile(r"^(?:`([^`\n]+)`\n\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block, and the file that it is where a line above names one."""
REVIEW = re.compile(r"(?<=review_by: )20\d\d-\d\d-\d\d")
"""A day that readers copy would make the test fail once it is past."""


class Block(NamedTuple):
    """A fenced block: the file that it is, its language, and its text."""

    file: str
    language: str
    text: str


class Typed(NamedTuple):
    """A command and what the page says that it prints."""

    command: str
    printed: str


def blocks(page: str) -> Iterator[Block]:
    return (Block(*match) for match in FENCE.findall(PAGES[page]))


def typed(text: str) -> Iterator[Typed]:
    """The commands of a console block, each with the lines up to the next; a backslash joins the
    lines of one.
    """
    for part in re.split(r"^\$ ", text.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield Typed(command, printed.strip("\n"))


def pattern(printed: str) -> str:
    """The output as a pattern: a line that is only `…` stands for any lines, `…` within a line for
    any words.
    """
    lines = (
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in printed.splitlines()
    )
    return "".join(lines)


def run(command: str) -> str:
    """What a command prints; ours run in this process, because each start of Python costs a
    second.
    """
    if command.startswith(LASTING):
        return until_stopped(command)
    if command.startswith("evidence-guide "):
        return CliRunner(env={"COLUMNS": "200"}).invoke(main, shlex.split(command)[1:]).output
    shell = ["/bin/sh", "-c", command]
    done = subprocess.run(
        shell, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout + done.stderr


def until_stopped(command: str) -> str:
    """What a command prints that goes on until Ctrl-C, which it gets once it says so; another port
    keeps it from meeting another's.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = shlex.split(command.replace(ADDRESS, address))[1:]
    lines = []
    with running(*words, stderr=subprocess.STDOUT) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C ends it" in line:
                process.send_signal(signal.SIGINT)
                lines.append("^C")
    return "".join(lines).replace(address, ADDRESS)


def write(file: str, text: str) -> None:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REVIEW.sub("2099-01-01", text), "utf-8")


@pytest.mark.parametrize("page", [name for name, text in PAGES.items() if "```console" in text])
def test_a_page_does_what_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "guide"
    if page == FROM_NOTHING:
        where.mkdir()
    else:
        shutil.copytree(TEA, where, ignore=shutil.ignore_patterns("site", ".site-*"))
        shutil.copytree(HERE / "texts", where / "texts")
        shutil.copytree(ROOT / ".github" / "ISSUE_TEMPLATE", where / ".github" / "ISSUE_TEMPLATE")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.chdir(where)
    for block in blocks(page):
        if block.file:
            write(block.file, block.text)
        for command, printed in typed(block.text) if block.language == "console" else ():
            output = "\n".join(line.rstrip() for line in run(command).strip("\n").splitlines())
            assert re.fullmatch(pattern(printed), f"{output}\n" if output else ""), (
                f"{page}: `{command}` printed\n{output}"
            )


@pytest.mark.parametrize("page", PAGES)
def test_every_rule_that_a_page_names_exists(page: str) -> None:
    known = {rule.id for rule in rules()} | {rule.family for rule in rules()}
    assert set(re.findall(r"rules\.md#([\w-]+)", PAGES[page])) - known == set()


def test_every_family_of_rules_is_told() -> None:
    assert {rule.family for rule in rules()} == set(
        re.findall(r"^\| \[[\w ]+\]\(\.\./rules\.md#(\w+)\)", PAGES["checks.md"], re.MULTILINE)
    )


def test_every_command_has_a_section_with_an_example() -> None:
    sections = dict(
        re.findall(
            r"^## ([\w-]+)\n(.*?)(?=^## |\Z)", PAGES["commands.md"], re.MULTILINE | re.DOTALL
        )
    )
    assert sorted(sections) == sorted(COMMANDS)
    commands = {
        name: [run.command for block in FENCE.findall(text) for run in typed(Block(*block).text)]
        for name, text in sections.items()
    }
    assert [
        name
        for name, there in commands.items()
        if not any(command.startswith(f"evidence-guide {name}") for command in there)
    ] == []


def test_what_the_pages_ask_of_make_is_there() -> None:
    asked = {
        word
        for text in PAGES.values()
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        for word in re.findall(r"^make ([\w./]+)", block, re.MULTILINE)
    }
    targets = set(re.findall(r"^([\w./]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert asked == {"guide", "test", ".venv/ready"}
    assert asked <= targets


def test_readme_and_contributing_lead_to_the_pages() -> None:
    for path in (ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md"):
        links = re.findall(r"\]\(([^)#:]+\.md)", path.read_text("utf-8"))
        assert "docs/contribute/tutorial.md" in {link.removeprefix("../") for link in links}
        assert [link for link in links if not (path.parent / link).is_file()] == []
