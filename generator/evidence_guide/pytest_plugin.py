"""pytest plugin: every source, finding, claim, step and the like is a test item."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evidence_guide.diagnostic import Diagnostic
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.text import characters

Complained = Mapping[str, list[Diagnostic]]
"""All complaints about a guide by the path of their file, in the order of lines."""
Reported = tuple[Path, int | None, str]
"""File, line and name, as pytest shows them."""
_LOADED = pytest.StashKey[dict[Path, Guide]]()
_COMPLAINED = pytest.StashKey[dict[Path, Complained]]()


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


def _loaded(config: pytest.Config, folder: Path) -> Guide:
    """The guide in a folder, loaded once in a run of pytest."""
    known = config.stash.setdefault(_LOADED, {})
    if folder not in known:
        known[folder] = load(folder)
    return known[folder]


def _complained(config: pytest.Config, folder: Path) -> Complained:
    """The complaints about the guide in a folder, which is checked once its first test runs."""
    known = config.stash.setdefault(_COMPLAINED, {})
    if folder not in known:
        by_path: dict[str, list[Diagnostic]] = {}
        for diagnostic in check(_loaded(config, folder)):
            by_path.setdefault(diagnostic.place.path, []).append(diagnostic)
        known[folder] = by_path
    return known[folder]


class EvidenceFile(pytest.File):
    """One file of evidence."""

    folder: Path

    def collect(self) -> Iterator["EvidenceItem"]:
        """A test for each item written in the file, and one for the lines before the first."""
        items = sorted(_items(_loaded(self.config, self.folder), self.name_in_guide))
        starts = [item.line for item in items]
        for item in items:
            yield self._item(str(item), range(item.line, _next(starts, item.line)))
        yield self._item("file", range(_next(starts, 0)))

    def complaints(self, lines: range) -> list[Diagnostic]:
        """The complaints about some of the lines."""
        here = _complained(self.config, self.folder).get(self.name_in_guide, [])
        at = [diagnostic.place.line for diagnostic in here]
        return here[bisect_left(at, lines.start) : bisect_left(at, lines.stop)]

    @property
    def name_in_guide(self) -> str:
        """The file's path within its guide."""
        return self.path.relative_to(self.folder).as_posix()

    def _item(self, name: str, lines: range) -> "EvidenceItem":
        item: EvidenceItem = EvidenceItem.from_parent(self, name=name)
        item.file, item.lines = self, lines
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

    file: EvidenceFile
    lines: range

    @cached_property
    def found(self) -> list[Diagnostic]:
        """The complaints; the guide is checked when they are first asked for."""
        return self.file.complaints(self.lines)

    def runtest(self) -> None:
        """Raises Complaints if the checker has any."""
        if self.found:
            raise Complaints(self.found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The complaints as the checker prints them."""
        if not isinstance(excinfo.value, Complaints):
            return super().repr_failure(excinfo, style)
        return report.report_text(excinfo.value.found, self.file.folder)

    def reportinfo(self) -> Reported:
        """The place that pytest shows: the line of the first complaint."""
        line = self.found[0].place.line - 1 if self.found else None
        return self.path, line, self.name


class Complaints(Exception):  # noqa: N818 (not an error of the program)
    """The complaints about one item."""

    def __init__(self, found: list[Diagnostic]) -> None:
        super().__init__(report.summary_line(found))
        self.found = found
