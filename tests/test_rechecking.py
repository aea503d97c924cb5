"""A check after edits, which reads only what changed, finds what a check from nothing finds."""

import functools
import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TEA

from evidence_guide import Diagnostic, check, load
from evidence_guide.guide.yaml_reader import read_yaml

FILES = sorted(path.relative_to(TEA) for path in TEA.rglob("*.*") if path.is_file())
CHANGES: dict[str, Callable[[str], list[str]]] = {
    "removed": lambda _: [],
    "repeated": lambda line: [line, line],
    "indented": lambda line: [f"  {line}"],
    "counted": lambda line: [f"{line} in 17 of 40 cups"],
    "hidden": lambda line: [f"{line}\u202e"],
    "cited": lambda line: [line.replace(".", " [@x].")],
    "surer": lambda line: [line.replace("may", "does")],
    "cut": lambda line: [line[: len(line) // 2]],
}
EDIT = st.tuples(st.sampled_from(FILES), st.floats(0, 0.999), st.sampled_from(sorted(CHANGES)))


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the guide about tea."""
    return Path(shutil.copytree(TEA, tmp_path_factory.mktemp("tea") / "tea"))


@given(st.lists(EDIT, min_size=1, max_size=3))
@settings(max_examples=4, deadline=None)
def test_a_check_after_edits_finds_what_a_check_from_nothing_finds(
    guide: Path, edits: list[tuple[Path, float, str]]
) -> None:
    found: list[Diagnostic] = []
    for name in FILES:
        shutil.copyfile(TEA / name, guide / name)
    for name, part, change in edits:
        edit(guide / name, part, change)
        found = check(load(guide))
    assert found == check_from_nothing(guide)


def edit(path: Path, part: float, change: str) -> None:
    """Changes the line at some part of a file."""
    lines = path.read_text("utf-8").split("\n")
    at = int(part * len(lines))
    lines[at : at + 1] = CHANGES[change](lines[at])
    path.write_text("\n".join(lines), "utf-8")


def check_from_nothing(guide: Path) -> list[Diagnostic]:
    """What a check finds that knows no text from before, only what the program itself holds."""
    read_yaml.cache_clear()
    for known in gc.get_objects():
        if isinstance(known, functools._lru_cache_wrapper) and known.cache_parameters()["maxsize"]:
            known.cache_clear()
    return check(load(guide))
