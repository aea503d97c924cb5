"""Only regular files of the guide are opened, links are not followed out of it, and nothing is
read beyond its bound.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import Folder, call

from evidence_guide import check, load
from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading

CLAIMS = "evidence/claims/sleep.yml"
LEAVES = "this is a link that leaves the guide"


def told(folder: Path, rule: str = "readable-file") -> list[str]:
    """What is said of the files that cannot be read."""
    found = check(load(folder))
    return [f"{d.place.path}: {d.message}" for d in found if d.rule == rule]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside the guide."""
    path = tmp_path / "secret.yml"
    path.write_text("password: not to be told\n", "utf-8")
    return path


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def link(path: Path, target: Path | str) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target)


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Puts a socket in a place; its path may be too long to be bound directly."""
    made: list[socket.socket] = []

    def put(path: Path) -> None:
        path.unlink(missing_ok=True)
        made.append(socket.socket(socket.AF_UNIX))
        made[-1].bind(str(tmp_path / "s"))
        (tmp_path / "s").rename(path)

    yield put
    for each in made:
        each.close()


@pytest.mark.parametrize(
    "name",
    [
        CLAIMS,
        "evidence/findings/doe2020.yml",
        "evidence/guide.yml",
        "evidence/sources.bib",
        "docs/index.md",
        "docs/tea.png",
        "fonts/tea.otf",
        "mkdocs.yml",
    ],
)
def test_a_pipe_is_refused_by_name_and_never_opened(folder: Folder, name: str) -> None:
    guide = folder()
    (guide / name).parent.mkdir(exist_ok=True)
    pipe(guide / name)
    assert told(guide) == [f"{name}: this is a named pipe, not a file"]


def test_a_pipe_in_the_place_of_the_lock_is_refused(folder: Folder) -> None:
    guide = folder()
    pipe(guide / "evidence/evidence.lock")
    assert told(guide, "sound-lock") == [
        "evidence/evidence.lock: the lock cannot be read: this is a named pipe, not a file"
    ]


def test_a_socket_is_refused_by_name(folder: Folder, listening: Callable[[Path], None]) -> None:
    guide = folder()
    listening(guide / CLAIMS)
    assert told(guide) == [f"{CLAIMS}: this is a socket, not a file"]


@pytest.mark.parametrize(
    "name", [CLAIMS, "evidence/sources.bib", "docs/index.md", "docs/tea.png", "mkdocs.yml"]
)
def test_a_link_out_of_the_guide_is_refused_and_what_it_leads_to_is_not_printed(
    folder: Folder, secret: Path, name: str
) -> None:
    guide = folder()
    link(guide / name, secret)
    assert told(guide) == [f"{name}: {LEAVES}"]
    code, out, err = call("check", folder=guide)
    assert code == 1
    assert "password" not in out + err


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "/proc/self/environ", "/etc/passwd"])
def test_a_link_to_what_the_system_holds_is_refused(folder: Folder, target: str) -> None:
    guide = folder()
    link(guide / CLAIMS, target)
    (complaint,) = told(guide)
    assert complaint.startswith(f"{CLAIMS}: ")


@pytest.mark.parametrize("name", ["evidence/claims", "evidence/findings", "docs/more"])
def test_a_folder_that_is_a_link_is_not_entered(folder: Folder, secret: Path, name: str) -> None:
    guide = folder()
    if (guide / name).exists():
        (guide / name).rename(guide / "away")
    (guide / name).symlink_to(secret.parent)
    assert told(guide) == [f"{name}: {LEAVES}"]


def test_the_whole_evidence_may_not_be_a_link(folder: Folder) -> None:
    guide = folder()
    (guide / "evidence").rename(guide.parent / "evidence")
    (guide / "evidence").symlink_to(guide.parent / "evidence")
    with pytest.raises(GuideError, match="is a link; put the folder itself in its place"):
        load(guide)


@pytest.mark.parametrize("target", ["loop", "../claims", "other.yml"])
def test_links_that_lead_to_themselves_or_to_a_folder_or_nowhere_end(
    folder: Folder, target: str
) -> None:
    guide = folder()
    (guide / "evidence/claims/loop").symlink_to(target)
    (complaint,) = told(guide)
    assert complaint.startswith("evidence/claims/loop: ")


def test_a_link_to_another_file_of_the_guide_is_read(folder: Folder) -> None:
    guide = folder()
    (guide / CLAIMS).rename(guide / "sleep.yml")
    link(guide / CLAIMS, "../../sleep.yml")
    assert told(guide) == []


def test_a_link_to_a_hidden_file_of_the_guide_is_refused(folder: Folder) -> None:
    guide = folder()
    (guide / ".git").mkdir()
    (guide / ".git/config").write_text("token = not to be told\n")
    link(guide / "docs/tea.md", "../.git/config")
    assert told(guide) == ["docs/tea.md: this is a link to a hidden file"]


def test_what_editors_keep_beside_a_file_is_passed_over(folder: Folder) -> None:
    guide = folder()
    (guide / "evidence/claims/.#sleep.yml").symlink_to("me@desk.1234:567")
    (guide / "evidence/claims/.sleep.yml.swp").write_bytes(b"\0")
    assert told(guide) == []


def test_a_file_is_read_up_to_its_bound_however_long_it_says_it_is(folder: Folder) -> None:
    guide = folder()
    with (guide / CLAIMS).open("wb") as file:
        file.truncate(2**40)
    assert told(guide) == [f"{CLAIMS}: it holds more than 256 KiB"]


@pytest.mark.parametrize("command", [("check", "--fix"), ("check", "--fix", "--diff")])
def test_fix_writes_through_no_link(folder: Folder, secret: Path, command: tuple[str, ...]) -> None:
    guide = folder()
    text = (guide / CLAIMS).read_text("utf-8") + "\n\n"
    secret.write_text(text, "utf-8")
    link(guide / CLAIMS, secret)
    call(*command, folder=guide)
    assert secret.read_text("utf-8") == text
    assert (guide / CLAIMS).is_symlink()


def test_fix_says_of_a_link_within_the_guide_that_it_is_one(folder: Folder) -> None:
    guide = folder()
    (guide / CLAIMS).rename(guide / "sleep.yml")
    text = (guide / "sleep.yml").read_text("utf-8").replace("kind: effect", "kind: effect  ")
    (guide / "sleep.yml").write_text(text, "utf-8")
    link(guide / CLAIMS, "../../sleep.yml")
    code, _, err = call("check", "--fix", folder=guide)
    assert (code, "is a link, and nothing is written through a link" in err) == (2, True)
    assert (guide / "sleep.yml").read_text("utf-8") == text


@pytest.mark.parametrize("command", [("lock",), ("translate", "es")])
def test_commands_that_write_refuse_a_link_on_the_way(
    folder: Folder, tmp_path: Path, command: tuple[str, ...]
) -> None:
    guide = folder()
    outside = tmp_path / "outside"
    outside.mkdir()
    (guide / "evidence/evidence.lock").rename(outside / "evidence.lock")
    link(guide / "evidence/evidence.lock", outside / "evidence.lock")
    (guide / "evidence/locales").rename(tmp_path / "locales") if (
        guide / "evidence/locales"
    ).exists() else None
    (guide / "evidence/locales").symlink_to(outside)
    before = {path: path.read_bytes() for path in outside.iterdir()}
    code, _, err = call(*command, folder=guide)
    assert (code, err.startswith("evidence-guide: ")) == (2, True)
    assert {path: path.read_bytes() for path in outside.iterdir()} == before


COMMANDS = (
    *(("check",), ("check", "--fix"), ("build", "--to", "out"), ("add", "--offline", "pipe")),
    *(("from-issue", "pipe"), ("standing", "--offline", "--csv", "pipe")),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_waits_for_a_pipe(folder: Folder, command: tuple[str, ...]) -> None:
    guide = folder()
    pipe(guide / CLAIMS)
    pipe(guide / "pipe")
    words = [sys.executable, "-m", "evidence_guide", *command]
    done = subprocess.run(
        words, cwd=guide, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode in {1, 2}
    assert "named pipe" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_export_copies_no_hidden_file(folder: Folder) -> None:
    guide = folder({"docs/.notes": "mine"})
    reading.copy(guide / "docs", guide / "out", guide)
    assert not (guide / "out/.notes").exists()
    assert (guide / "out/about.md").read_bytes() == (guide / "docs/about.md").read_bytes()


def test_too_much_piped_in_is_refused(folder: Folder) -> None:
    guide = folder()
    words = [sys.executable, "-m", "evidence_guide", "from-issue", "-"]
    done = subprocess.run(
        words,
        cwd=guide,
        input=b"a" * (256 * reading.KIB + 1),
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        b"evidence-guide: standard input: it holds more than 256 KiB; split the file\n",
    )
