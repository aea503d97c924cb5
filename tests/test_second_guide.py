"""A small guide on another subject, from real sources: the generator serves it as it serves the
first.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from tests.conftest import HERE
from tests.test_plan import page_of, steps

from evidence_guide import Guide, check, load
from evidence_guide.model import Depth, Level
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.pdf.finished import audited
from evidence_guide.site.audit import audit
from evidence_guide.site.mkdocs_build import build_site

HONEY = HERE / "guides" / "honey"
DAY = date(2026, 11, 25)
OF_THE_FIRST_GUIDE = re.compile(
    r"b12|vitamin|cobalamin|folic|vegan|recommended amounts|pregnan", re.IGNORECASE
)


@pytest.fixture(scope="module")
def honey(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    folder = tmp_path_factory.mktemp("second") / "honey"
    shutil.copytree(HONEY, folder, ignore=shutil.ignore_patterns("site", ".site-*", "schema"))
    return load(folder, DAY)


@pytest.fixture(scope="module")
def site(honey: Guide) -> Path:
    return build_site(honey)


def pages(site: Path) -> dict[str, str]:
    """The text of every page by its address."""
    return {
        path.relative_to(site).as_posix(): html.parse(str(path)).xpath("string(//body)")
        for path in site.rglob("*.html")
    }


def test_it_is_sound_without_a_warning(honey: Guide) -> None:
    assert [str(diagnostic) for diagnostic in check(honey)] == []


def test_its_finished_pages_pass_the_audit(honey: Guide, site: Path) -> None:
    result = audit(site, honey)
    assert result.diagnostics == []
    assert result.cited > 100


def test_its_hand_out_passes_the_audit_of_pdfs(honey: Guide) -> None:
    ((download, result),) = audited(honey, Wanted("warning-signs", (Paper.A4,), (False,)))
    assert download.name == "honey-warning-signs-a4.pdf"
    assert download.content.startswith(b"%PDF")
    assert not result.diagnostics


def test_nothing_of_the_first_guide_is_in_its_pages(site: Path) -> None:
    rules = "rules/index.html"
    found = {
        name: OF_THE_FIRST_GUIDE.findall(text)
        for name, text in pages(site).items()
        if name != rules
    }
    assert len(found) > 40
    assert {name: words for name, words in found.items() if words} == {}


def test_its_pages_say_that_it_is_an_example_that_nobody_reviewed(honey: Guide, site: Path) -> None:
    advice = [
        text
        for name, text in pages(site).items()
        if name.startswith(("stages/", "claims/", "topics/", "tables/", "plan/"))
    ]
    assert advice
    assert all("An example, not reviewed by a clinician." in text for text in advice)
    assert not honey.file.reviewers


def test_red_flags_stand_before_the_steps(honey: Guide, site: Path) -> None:
    for id, stage in honey.stages.items():
        text = pages(site)[f"stages/{id}/index.html"]
        assert stage.item.urgent
        assert max(text.index(flag.says) for flag in stage.item.urgent) < min(
            text.index(step.do) for step in stage.item.steps
        )


def test_its_certainty_is_of_several_levels_and_what_was_only_partly_read_says_so(
    honey: Guide,
) -> None:
    levels = {claim.item.level for claim in honey.claims.values()} - {None}
    assert levels == {Level.VERY_LOW, Level.MODERATE}
    partly = {
        key for key, file in honey.readings.items() if file.item.read.what is Depth.PART_OF_PAGE
    }
    assert partly == {"cdphfaq", "harris2021", "healthcanada"}


def test_my_plan_puts_what_is_for_some_parents_first_and_shows_a_step_at_two_stages(
    honey: Guide,
) -> None:
    page = page_of(honey)
    assert steps(page, "first-year+breast-milk+usual-defences") == [
        "eat-honey-yourself",
        "no-honey-before-one",
        "no-honey-in-foods",
        "get-care-quickly",
    ]
    assert steps(page, "first-year+formula+weak-defences")[0] == "ask-about-weak-defences"
    assert steps(page, "warning-signs+formula") == ["get-care-quickly", "ask-for-antitoxin"]


def test_my_plan_asks_its_own_questions_and_names_its_own_table(site: Path) -> None:
    text = pages(site)["plan/index.html"]
    assert "What milk does your baby get?" in text
    assert "For the table “When honey may be given”." in text
