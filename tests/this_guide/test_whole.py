"""The guide of this repository: sound, large enough, and unable to lose a citation unseen."""

import re
import shutil
from datetime import date
from pathlib import Path

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
    return where


def complaints(guide: Guide) -> list[Diagnostic]:
    """The errors of the rules that know what cites what; all rules together take ten times as
    long.
    """
    families = {"keeping", "references"}
    knowing = [rule for rule in rules() if rule.family in families]
    found = [diagnostic for rule in knowing for diagnostic in rule.diagnostics(guide)]
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]


def claims_of(guide: Guide) -> list[Support]:
    return [support for support in supports(guide) if isinstance(support.entry.item, Claim)]


def test_taking_any_one_citation_from_any_claim_is_an_error_at_that_line(
    real: Guide, scratch: Path
) -> None:
    taken = 0
    for support in claims_of(real):
        path = scratch / support.entry.document.path
        text = path.read_text("utf-8")
        for id in support.ids:
            path.write_text(without(text, support, id), "utf-8")
            found = complaints(load(scratch, real.today))
            line = support.entry.place(support.route[0]).line
            assert any(d.place[:2] == (support.entry.document.path, line) for d in found), (
                f"{support.key} lost {id} unseen"
            )
            taken += 1
        path.write_text(text, "utf-8")
    assert taken >= len(real.claims) - len([c for c in real.claims.values() if not c.item.rests_on])
    assert check(load(scratch, real.today)) == []


def test_taking_one_citation_from_every_other_list_is_an_error_in_that_item(
    real: Guide, scratch: Path
) -> None:
    for support in (s for s in supports(real) if not isinstance(s.entry.item, Claim)):
        path = scratch / support.entry.document.path
        text = path.read_text("utf-8")
        path.write_text(without(text, support, support.ids[-1]), "utf-8")
        found = complaints(load(scratch, real.today))
        assert any(d.place.path == support.entry.document.path for d in found), (
            f"{support.key} lost {support.ids[-1]} unseen"
        )
        path.write_text(text, "utf-8")


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
