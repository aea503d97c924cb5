"""Folders that the program fills: what people put there, or anywhere near, is never replaced or
deleted.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Folder, call
from tests.sites import mkdocs_build

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import output_folder
from evidence_guide.files.output import write_files
from evidence_guide.files.output_folder import (
    MANIFEST,
    FolderKind,
    checked,
    checked_beside,
    fill,
    foreign_files,
    put,
)
from evidence_guide.files.scratch import OLD, SUFFIX, begin, scratch, sweep

Files = dict[str, str]
GUIDE = Path("/nowhere/guide")


def contents(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def filled(target: Path, **files: str) -> Path:
    """A folder that the program has filled with files."""

    def make(new: Path) -> None:
        for name, text in files.items():
            (new / name).write_text(text, "utf-8")

    fill(target, FolderKind.SITE, make)
    return target


@pytest.fixture
def guide(folder: Folder) -> Path:
    where = folder()
    (where / ".git").mkdir()
    return where


OUTSIDE = [
    ".",
    "..",
    "evidence",
    "evidence/x",
    "docs/site",
    ".git/site",
    "docs/../evidence/claims",
    "Evidence",
    "DOCS/x",
    ".Git",
    "sub/.git/x",
    "link/evidence",
    "link",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_place_where_people_s_work_is_is_refused(name: str, guide: Path) -> None:
    (guide / "link").symlink_to(guide)
    for check in (
        lambda to: checked(to, FolderKind.SITE, guide),
        lambda to: checked_beside(to, FolderKind.PDF, ["x.pdf"], guide),
    ):
        with pytest.raises(
            GuideError, match=r"own folder|contains the guide|lies inside|is a link"
        ) as told:
            check(guide / name)
        assert "name " in str(told.value)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("words", [("build", "--to"), ("pdf", "--only", "evening", "--to")])
@pytest.mark.parametrize("name", [".", "evidence", "docs/pages"])
def test_the_commands_refuse_such_a_place_and_lose_nothing(
    words: tuple[str, ...], name: str, guide: Path
) -> None:
    before = contents(guide)
    code, _, err = call(*words, str(guide / name), folder=guide)
    assert (code, err.count("\n")) == (2, 1)
    assert contents(guide) == before


@pytest.mark.build
@pytest.mark.parametrize(
    "place", ["evidence", "docs/../evidence", "EVIDENCE/site", ".git/site", "./"]
)
def test_site_dir_cannot_name_such_a_place(place: str, guide: Path) -> None:
    (guide / "mkdocs.yml").write_text(
        (guide / "mkdocs.yml").read_text("utf-8") + f"site_dir: {place}\n", "utf-8"
    )
    before = contents(guide)
    assert mkdocs_build(guide).code != 0
    assert contents(guide) == before


def test_files_from_elsewhere_are_named_and_counted(tmp_path: Path) -> None:
    site = filled(tmp_path / "site", index="a")
    for name in ("CNAME", "b.txt", "c.txt", "d\ne.txt"):
        (site / name).write_text("mine", "utf-8")
    with pytest.raises(
        GuideError,
        match=(
            r"holds other files: CNAME, b\.txt, c\.txt, … \(4 files that evidence-guide did not "
            r"write"
        ),
    ) as told:
        checked(site, FolderKind.SITE, tmp_path / "guide")
    assert "move them away or name another folder" in str(told.value)


@pytest.mark.parametrize("name", ["link", "empty/", ".git"])
def test_links_empty_folders_and_hidden_files_are_not_ours_either(
    name: str, tmp_path: Path
) -> None:
    site = filled(tmp_path / "site", index="a")
    if name == "link":
        (site / name).symlink_to(tmp_path)
    elif name.endswith("/"):
        (site / name).mkdir()
    else:
        (site / name).write_text("gitdir: x", "utf-8")
    assert foreign_files(site, FolderKind.SITE) == [name]


def test_a_file_that_somebody_changed_is_no_longer_ours(tmp_path: Path) -> None:
    site = filled(tmp_path / "site", index="a", other="b")
    (site / "index").write_text("my own words", "utf-8")
    (site / "other").unlink()
    assert foreign_files(site, FolderKind.SITE) == ["index"]


def test_a_folder_of_another_kind_is_not_replaced(tmp_path: Path) -> None:
    site = filled(tmp_path / "site", index="a")
    with pytest.raises(GuideError, match="holds other files: index"):
        checked(site, FolderKind.EXPORT, tmp_path / "guide")


@pytest.mark.parametrize(
    "name", ["a\nb", "ä b", "100%41", b"\xff".decode("utf-8", "surrogateescape")]
)
def test_any_name_can_be_listed(name: str, tmp_path: Path) -> None:
    assert foreign_files(filled(tmp_path / "site", **{name: "a"}), FolderKind.SITE) == []


def test_a_new_folder_takes_the_place_of_the_last_with_its_permissions(tmp_path: Path) -> None:
    site = filled(tmp_path / "site", index="old", gone="old")
    site.chmod(0o750)
    filled(site, index="new")
    assert set(contents(site)) == {"index", MANIFEST}
    assert (contents(site)["index"], site.stat().st_mode & 0o777) == ("new", 0o750)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_folders_cannot_change_places_in_one_step_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_folder, "exchange", lambda *_: False)
    site = filled(tmp_path / "site", index="old")
    filled(site, index="new")
    assert contents(site)["index"] == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_appears_while_a_folder_is_made_is_kept(tmp_path: Path) -> None:
    site = filled(tmp_path / "site", index="old")
    with pytest.raises(GuideError, match="holds other files: mine"):
        fill(site, FolderKind.SITE, lambda _: (site / "mine").write_text("x", "utf-8"))
    assert contents(site)["mine"] == "x"


def dead(parent: Path, target: str) -> Path:
    """A scratch folder whose owner died."""
    text = (
        "import os, pathlib, sys; from evidence_guide.files.scratch import begin; "
        "print(begin(pathlib.Path(sys.argv[1]), sys.argv[2]).folder, flush=True); os._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, str(parent), target],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return Path(done.stdout.strip())


def test_the_scratch_of_the_dead_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (dead(tmp_path, "site") / "half").mkdir()
    begun = tmp_path / f".site-abcd1234{SUFFIX}"
    begun.mkdir()
    for mine in (".site-notes", f".site-mine{SUFFIX}", f".site-efgh5678{SUFFIX}"):
        (tmp_path / mine).mkdir()
        (tmp_path / mine / "x").write_text("mine", "utf-8")
    with scratch(tmp_path, "site") as alive:
        sweep(tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
            [".site-notes", f".site-mine{SUFFIX}", f".site-efgh5678{SUFFIX}", alive.name]
        )


def test_a_site_that_was_set_aside_by_the_dead_comes_back(tmp_path: Path) -> None:
    filled(tmp_path / "site", index="old")
    (tmp_path / "site").rename(dead(tmp_path, "site") / OLD)
    checked(tmp_path / "site", FolderKind.SITE, tmp_path / "guide")
    assert contents(tmp_path / "site")["index"] == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_removal_that_was_interrupted_can_be_finished(tmp_path: Path) -> None:
    work = begin(tmp_path, "site")
    (work.folder / "x").mkdir()
    os.close(work.handle)
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_pdfs_are_written_beside_other_files_and_replace_only_their_own(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"mine")
    put(tmp_path, FolderKind.PDF, "book.pdf", b"one")
    put(tmp_path, FolderKind.PDF, "sheet.pdf", b"sheet")
    put(tmp_path, FolderKind.PDF, "book.pdf", b"two")
    assert checked_beside(tmp_path, FolderKind.PDF, ["book.pdf", "sheet.pdf"], GUIDE) == tmp_path
    for name in ("notes.pdf", "book.pdf"):
        (tmp_path / name).write_bytes(b"mine")
        with pytest.raises(
            GuideError, match=f"holds {name} from elsewhere, or changed by hand; move it away"
        ):
            checked_beside(tmp_path, FolderKind.PDF, [name], GUIDE)
        with pytest.raises(GuideError, match="from elsewhere"):
            put(tmp_path, FolderKind.PDF, name, b"new")
        assert (tmp_path / name).read_bytes() == b"mine"
    assert (tmp_path / "sheet.pdf").read_bytes() == b"sheet"


@pytest.mark.parametrize("kind", ["link", "dangling link", "fifo", "folder"])
def test_only_regular_files_are_written_over(kind: str, tmp_path: Path) -> None:
    path, target = tmp_path / "in/a.yml", tmp_path / "target"
    path.parent.mkdir()
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(target)
        if kind == "link":
            target.write_text("as it was", "utf-8")
    with pytest.raises(GuideError, match=r"a\.yml cannot be written .*nothing was changed"):
        write_files({tmp_path / "in/b.yml": "new", path: "new"})
    assert [child.name for child in path.parent.iterdir()] == ["a.yml"]
    assert not target.exists() or target.read_text("utf-8") == "as it was"


def test_a_set_of_files_of_which_one_cannot_take_its_place_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "a").chmod(0o600)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == "c":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(
        GuideError, match=r"cannot be written \(no space left on device\); nothing was changed"
    ):
        write_files({tmp_path / "a": "new", tmp_path / "sub/b": "new", tmp_path / "c": "new"})
    assert contents(tmp_path) == {"a": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    write_files({tmp_path / "a": "new"})
    assert ((tmp_path / "a").read_text("utf-8"), (tmp_path / "a").stat().st_mode & 0o777) == (
        "new",
        0o600,
    )


def test_make_clean_keeps_what_it_did_not_make(tmp_path: Path) -> None:
    site = filled(tmp_path / "site", index="a")
    words = [sys.executable, "-m", "evidence_guide.files.clearing", "remove", "site", "site"]
    (site / "mine").write_text("x", "utf-8")
    done = subprocess.run(
        words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, contents(site)["mine"]) == (1, "x")
    assert "site holds other files: mine" in done.stderr
    (site / "mine").unlink()
    subprocess.run(words, cwd=tmp_path, check=True, timeout=300)
    assert not site.exists()


def test_a_full_standard_output_is_one_sentence(guide: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "evidence_guide", "--folder", str(guide), "check"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=300,
        )
    assert done.returncode == 2
    assert (
        done.stderr
        == "evidence-guide: what this prints cannot be read or written (no space left on device)\n"
    )


def test_leftovers_in_the_evidence_are_removed_by_the_next_command(guide: Path) -> None:
    for place in ("evidence", "evidence/findings", "evidence/locales/es"):
        (dead(guide / place, "write") / ".0.new").write_text("half", "utf-8")
    assert call("check", folder=guide)[:2] == (0, "no complaint\n")
    assert not list(guide.rglob(f"*{SUFFIX}"))
    shutil.rmtree(guide)
