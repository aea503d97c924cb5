"""pytest plugin: the evidence files are collected as tests, one item for each source, finding, claim, step and the like."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence_guide.diagnostic import Diagnostic
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.text import characters


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "EvidenceFile | None":
    """Collects `evidence/**.yml` and `evidence/sources.bib` of any folder that holds `evidence/guide.yml`."""
    evidence = next(
        (p for p in file_path.parents if p.name == "evidence" and (p / "guide.yml").is_file()), None
    )
    if evidence is None or file_path.suffix not in {".yml", ".bib"}:
        return None
    collected: EvidenceFile = EvidenceFile.from_parent(parent, path=file_path)
    collected.folder = evidence.parent
    return collected


Checked = tuple[Guide, tuple[Diagnostic, ...]]
"""A guide with all complaints about it."""
_CHECKED = pytest.StashKey[dict[Path, Checked]]()


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
        """One item for the file itself and one for each thing written in it."""
        guide, found = _checked(self.config, self.folder)
        name = self.path.relative_to(self.folder).as_posix()
        here = [d for d in found if d.place.path == name]
        entries = sorted(
            (e.place().line, e.id, type(e.item).__name__.lower())
            for e in guide.entries
            if e.document.path == name
        )
        starts = [line for line, _, _ in entries]
        lines = [d.place.line for d in here]
        for line, id, kind in entries:
            after = bisect_right(starts, line)
            end = bisect_left(lines, starts[after]) if after < len(starts) else len(here)
            yield self._item(characters.line(f"{kind} {id}"), here[bisect_left(lines, line) : end])
        yield self._item("file", here[: bisect_left(lines, starts[0])] if starts else here)

    def _item(self, name: str, found: list[Diagnostic]) -> "EvidenceItem":
        item: EvidenceItem = EvidenceItem.from_parent(self, name=name)
        item.found = found
        return item


class EvidenceItem(pytest.Item):
    """One source, finding, claim or step: it fails with what the checker says of its lines."""

    found: list[Diagnostic]

    def runtest(self) -> None:
        """Fails if the checker complains."""
        if self.found:
            raise Complaints(self.found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The checker's own text."""
        if isinstance(excinfo.value, Complaints):
            parent = self.parent
            return report.report_text(
                excinfo.value.found, parent.folder if isinstance(parent, EvidenceFile) else Path()
            )
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where pytest points to."""
        return self.path, self.found[0].place.line - 1 if self.found else None, self.name


class Complaints(Exception):  # noqa: N818 (not an error of the program)
    """What the checker says of one item."""

    def __init__(self, found: list[Diagnostic]) -> None:
        super().__init__(report.summary_line(found))
        self.found = found
