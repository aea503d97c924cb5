"""Waiting until files change."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from evidence_guide.files.watch import state, watch_changes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/a.yml").write_text("a", "utf-8")
    return tmp_path


@pytest.fixture
def following(folder: Path) -> Iterator[list[Path]]:
    """The changes in a folder of evidence, which is watched from now on."""
    found = watch_changes(lambda: [folder / "evidence"])
    assert next(found) == []
    return found


def test_a_file_that_takes_the_place_of_another_is_a_change(
    folder: Path, following: Iterator[list[Path]]
) -> None:
    (folder / "new").write_text("b", "utf-8")
    (folder / "new").rename(folder / "evidence/a.yml")
    assert next(following) == [folder / "evidence/a.yml"]


def test_many_edits_at_once_are_one_change(folder: Path, following: Iterator[list[Path]]) -> None:
    for number in range(50):
        (folder / "evidence/a.yml").write_text(str(number), "utf-8")
    (folder / "evidence/b.yml").write_text("b", "utf-8")
    assert next(following) == [folder / "evidence/a.yml", folder / "evidence/b.yml"]


def test_a_watched_folder_may_go_and_come_back(
    folder: Path, following: Iterator[list[Path]]
) -> None:
    (folder / "evidence").rename(folder / "away")
    assert folder / "evidence/a.yml" in next(following)
    (folder / "away").rename(folder / "evidence")
    assert folder / "evidence/a.yml" in next(following)
    (folder / "evidence/a.yml").write_text("edited", "utf-8")
    assert next(following) == [folder / "evidence/a.yml"]


def test_what_editors_keep_beside_a_file_is_no_change(folder: Path) -> None:
    before = state([folder / "evidence"])
    for name in (".#a.yml", ".a.yml.swp", "a.yml~"):
        (folder / "evidence" / name).write_text("", "utf-8")
    assert state([folder / "evidence"]) == before


def test_links_that_lead_to_themselves_are_watched_and_not_followed(folder: Path) -> None:
    (folder / "evidence/loop").symlink_to(".")
    (folder / "evidence/self").symlink_to("self")
    found = [path.name for path in state([folder / "evidence", folder / "none"])]
    assert sorted(found) == ["a.yml", "evidence", "loop", "self"]


def test_pipes_are_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "evidence/pipe.yml")
    assert folder / "evidence/pipe.yml" in state([folder / "evidence"])
    assert list(islice(watch_changes(lambda: [folder]), 1)) == [[]]


def test_an_edit_of_the_target_of_a_link_is_a_change(folder: Path) -> None:
    (folder / "kept").mkdir()
    target = folder / "kept/b.yml"
    target.write_text("b", "utf-8")
    (folder / "evidence/b.yml").symlink_to(target)
    following = watch_changes(lambda: [folder / "evidence"])
    assert next(following) == []
    target.write_text("edited", "utf-8")
    assert next(following) == [folder / "evidence/b.yml"]
    (folder / "new").write_text("another", "utf-8")
    (folder / "new").rename(target)
    assert next(following) == [folder / "evidence/b.yml"]
