"""pytest plugin: every source, finding, claim, step and the like is a test item."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evidence_guide.diagnostic import Diagnostic
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.text import characters

Checked = tuple[Guide, tuple[Diagnostic, ...]]
"""A guide with all complaints about it."""
_CHECKED = pytest.StashKey[dict[Path, Checked]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "EvidenceFile | None":
    """A collector for each `.yml`, `.bib` and `.po` file in an `evidence/` with a `guide.yml`."""
    evidence = _evidence_folder(file_path)
    if evidence is None or file_path.suffix not in {".yml", ".bib", ".po"}:
        return None
    collected: EvidenceFile = EvidenceFile.from_parent(parent, path=file_path)
    collected.folder = evidence.parent
    return collected


def _evidence_folder(path: Path) -> Path | None:
    """The folder of evidence that holds a file; None outside a guide."""
    for folder in path.parents:
        if folder.name == "evidence" and (folder / "guide.yml").is_file():
            return folder
    return None


def _checked(config: pytest.Config, folder: Path) -> Checked:
    """The guide in a folder, loaded and checked once in a run of pytest."""
    known = config.stash.setdefault(_CHECKED, {})
    if folder not in known:
        guide = load(folder)
        known[folder] = guide, tuple(check(guide))
    return known[folder]


class EvidenceFile(pytest.File):
    """One file of evidence."""

    folder: Path

    def collect(self) -> Iterator["EvidenceItem"]:
        """A test for each item written in the file, and one for the lines before the first."""
        guide, found = _checked(self.config, self.folder)
        name = self.path.relative_to(self.folder).as_posix()
        here = [diagnostic for diagnostic in found if diagnostic.place.path == name]
        lines = [diagnostic.place.line for diagnostic in here]
        items = sorted(_items(guide, name))
        starts = [item.line for item in items]
        for item in items:
            first = bisect_left(lines, item.line)
            last = bisect_left(lines, _next(starts, item.line))
            yield self._item(str(item), here[first:last])
        before = bisect_left(lines, _next(starts, 0))
        yield self._item("file", here[:before])

    def _item(self, name: str, found: list[Diagnostic]) -> "EvidenceItem":
        item: EvidenceItem = EvidenceItem.from_parent(self, name=name)
        item.found = found
        return item


class _Item(NamedTuple):
    """An item of the evidence: its first line, its id and its kind."""

    line: int
    id: str
    kind: str

    def __str__(self) -> str:
        return characters.line(f"{self.kind} {self.id}")


def _items(guide: Guide, path: str) -> Iterator[_Item]:
    """The items that are written in a file."""
    for entry in guide.entries:
        if entry.document.path == path:
            yield _Item(entry.place().line, entry.id, type(entry.item).__name__.lower())


def _next(starts: list[int], line: int) -> int:
    """The first start below a line; beyond every line if there is none."""
    after = bisect_right(starts, line)
    return starts[after] if after < len(starts) else sys.maxsize


class EvidenceItem(pytest.Item):
    """A test that fails with the checker's complaints about the lines of an item."""

    found: list[Diagnostic]

    def runtest(self) -> None:
        """Raises Complaints if the checker has any."""
        if self.found:
            raise Complaints(self.found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The complaints as the checker prints them."""
        if not isinstance(excinfo.value, Complaints):
            return super().repr_failure(excinfo, style)
        folder = self.parent.folder if isinstance(self.parent, EvidenceFile) else Path()
        return report.report_text(excinfo.value.found, folder)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The place that pytest shows: the line of the first complaint."""
        line = self.found[0].place.line - 1 if self.found else None
        return self.path, line, self.name


class Complaints(Exception):  # noqa: N818 (not an error of the program)
    """The complaints about one item."""

    def __init__(self, found: list[Diagnostic]) -> None:
        super().__init__(report.summary_line(found))
        self.found = found
