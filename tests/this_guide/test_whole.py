"""The guide of this repository: sound, large enough, and unable to lose a citation unseen."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import ROOT, run

from evidence_guide import Guide, check, load
from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.model import Claim, Level
from evidence_guide.rules import rules
from evidence_guide.view.citation_lists import Support, locked, supports
from evidence_guide.view.readability import grades

pytestmark = pytest.mark.timeout(600)


def test_nothing_is_wrong_with_it(real: Guide) -> None:
    assert [str(d) for d in check(real)] == []


def test_it_is_as_large_as_promised(real: Guide) -> None:
    assert len(real.sources) >= 60
    assert len(real.findings) >= 150
    assert len(real.claims) >= 80
    assert len(real.steps) >= 25
    assert len(real.stages) >= 5
    assert len(real.terms) >= 25
    assert {"recommended-intakes", "foods"} <= set(real.tables)
    assert len(real.popular) >= 14


def test_its_version_is_that_of_the_program(real: Guide) -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'version = "{real.file.version}"' in text


def test_its_lock_is_the_one_that_the_command_would_write(real: Guide) -> None:
    assert (ROOT / "evidence/evidence.lock").read_text("utf-8") == locked(real).text()


def test_every_certainty_occurs_so_that_no_wording_goes_untested(real: Guide) -> None:
    assert {Level.VERY_LOW, Level.LOW, Level.MODERATE} <= {
        claim.item.level for claim in real.claims.values()
    }


def test_it_reads_at_grade_eight_even_with_every_name_counted_in_full(real: Guide) -> None:
    measured = grades(real)
    assert len(measured) == 2 * len(real.stages) + len(real.topics) + 2, (
        "steps and reasons of each stage, each topic, popular claims, glossary"
    )
    assert [graded for graded in measured if graded.in_full > 8] == []


def test_no_reviewer_is_named_until_one_has_reviewed_it(real: Guide) -> None:
    assert real.file.reviewers == ()


def without(text: str, support: Support, id: str) -> str:
    """The file's text with one citation taken out of one list."""
    place = support.place(id)
    lines = text.splitlines(keepends=True)
    line = lines[place.line - 1]
    start = place.column - 1
    assert line.startswith(id, start)
    head, tail = line[:start], line[start + len(id) :]
    if tail.startswith(","):
        tail = tail[1:].lstrip(" ")
    else:
        head = re.sub(r",\s*$", "", head)
    lines[place.line - 1] = head + tail
    return "".join(lines)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the evidence in which files are changed and put back."""
    where = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "evidence", where / "evidence")
    shutil.copytree(ROOT / "docs", where / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", where / "mkdocs.yml")
    return where


def complaints(guide: Guide) -> list[Diagnostic]:
    """The errors of the rules that read files and know what cites what; all take much longer."""
    families = {"keeping", "reading", "references"}
    knowing = [rule for rule in rules() if rule.family in families]
    found = [diagnostic for rule in knowing for diagnostic in rule.diagnostics(guide)]
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]


def claims_of(guide: Guide) -> list[Support]:
    return [support for support in supports(guide) if isinstance(support.entry.item, Claim)]


class Cut(NamedTuple):
    """A citation that is taken out of a list."""

    support: Support
    id: str

    @property
    def path(self) -> str:
        return self.support.entry.document.path

    @property
    def line(self) -> int:
        return self.support.entry.place(self.support.route[0]).line

    def is_told(self, found: list[Diagnostic]) -> bool:
        """Whether an error is at the line of its list, or names it or its item in this file."""
        here = [d for d in found if d.place.path == self.path]
        if isinstance(self.support.entry.item, Claim):
            return any(d.place.line == self.line for d in here)
        lines = {self.line, self.support.place(self.id).line}
        return any(d.place.line in lines or f"`{self.id}`" in d.message for d in here)


def rounds(cuts: list[Cut]) -> list[list[Cut]]:
    """The cuts in groups that can be made at once.

    A group has at most one in each line; of those that empty a list, after which the file may be
    read no further, it has at most one in each file.
    """
    emptying = [cut for cut in cuts if len(cut.support.ids) == 1]
    others = [cut for cut in cuts if len(cut.support.ids) > 1]
    in_lines = _apart(others, lambda cut: (cut.path, cut.support.place(cut.id).line))
    return in_lines + _apart(emptying, lambda cut: cut.path)


def _apart(cuts: list[Cut], where: Callable[[Cut], object]) -> list[list[Cut]]:
    """The cuts in groups in which no two are at the same place."""
    groups: list[dict[object, Cut]] = []
    for cut in cuts:
        place = where(cut)
        group = next((group for group in groups if place not in group), None)
        if group is None:
            groups.append(group := {})
        group[place] = cut
    return [list(group.values()) for group in groups]


def after(cuts: list[Cut], guide: Guide, scratch: Path) -> list[Diagnostic]:
    """The errors once all these citations are gone; the files are put back."""
    kept = {cut.path: (scratch / cut.path).read_text("utf-8") for cut in cuts}
    texts = dict(kept)
    for cut in cuts:
        texts[cut.path] = without(texts[cut.path], *cut)
    for path, text in texts.items():
        (scratch / path).write_text(text, "utf-8")
    found = complaints(load(scratch, guide.today))
    for path, text in kept.items():
        (scratch / path).write_text(text, "utf-8")
    return found


def unseen(cuts: list[Cut], guide: Guide, scratch: Path) -> list[Cut]:
    """The cuts that no error tells; those that others may have hidden are made again alone."""
    doubtful: list[Cut] = []
    for group in rounds(cuts):
        found = after(group, guide, scratch)
        doubtful += [cut for cut in group if not cut.is_told(found)]
    return [cut for cut in doubtful if not cut.is_told(after([cut], guide, scratch))]


def test_taking_any_one_citation_from_any_claim_is_an_error_at_that_line(
    real: Guide, scratch: Path
) -> None:
    cuts = [Cut(support, id) for support in claims_of(real) for id in support.ids]
    assert unseen(cuts, real, scratch) == []
    assert len(cuts) >= len([c for c in real.claims.values() if c.item.rests_on])
    assert check(load(scratch, real.today)) == []


def test_taking_one_citation_from_every_other_list_is_an_error_in_that_item(
    real: Guide, scratch: Path
) -> None:
    others = [s for s in supports(real) if not isinstance(s.entry.item, Claim)]
    assert unseen([Cut(support, support.ids[-1]) for support in others], real, scratch) == []


def test_the_build_fails_too_naming_the_line(real: Guide, tmp_path: Path) -> None:
    where = tmp_path / "guide"
    where.mkdir()
    for name in ("evidence", "docs"):
        shutil.copytree(ROOT / name, where / name)
    shutil.copy(ROOT / "mkdocs.yml", where)
    support = claims_of(real)[0]
    path = where / support.entry.document.path
    path.write_text(without(path.read_text("utf-8"), support, support.ids[0]), "utf-8")
    done = run("mkdocs", "build", "--strict", cwd=where)
    assert done.returncode != 0
    assert (
        f"{support.entry.document.path}:{support.entry.place(support.route[0]).line}:"
        in done.stderr
    )
    assert not (where / "site").exists()


def test_it_is_not_published_as_current_when_nobody_looked_for_years(real: Guide) -> None:
    assert "review-is-overdue" in {
        d.rule for d in check(load(ROOT, date(real.file.as_of.year + 9, 1, 1)))
    }
