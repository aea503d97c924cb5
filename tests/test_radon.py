"""A small guide about buildings, from real sources: no word of ours speaks of health to it."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import HERE
from tests.test_second_guide import pages

from evidence_guide import Guide, check, load
from evidence_guide.model import ClaimKind, Design, Level
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.pdf.finished import audited
from evidence_guide.site.audit import audit
from evidence_guide.site.mkdocs_build import build_site

RADON = HERE / "guides" / "radon"
DAY = date(2026, 11, 30)
OF_HEALTH = re.compile(
    r"doctor|clinic|health|medic|pharma|midwi|patient|diagnos|disease|illness|ambulance|hospital"
    r"|\bdiet|\bintake|what you eat|nutri",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"World Health Organization|British Medical Journal|Health Protection Agency|(?:UK )?Health Security Agency"
    r"|https?://\S+|\S*ourhealthvirginia\S*"
)
"""Names of bodies and addresses of sources."""


@pytest.fixture(scope="module")
def radon(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    folder = tmp_path_factory.mktemp("third") / "radon"
    shutil.copytree(RADON, folder, ignore=shutil.ignore_patterns("site", ".site-*", "schema"))
    return load(folder, DAY)


@pytest.fixture(scope="module")
def site(radon: Guide) -> Path:
    return build_site(radon)


def test_it_is_sound_without_a_warning(radon: Guide) -> None:
    assert [str(diagnostic) for diagnostic in check(radon)] == []


def test_it_states_accuracy_and_thresholds_from_standards_laws_and_engineering(
    radon: Guide,
) -> None:
    kinds = {claim.item.kind for claim in radon.claims.values()}
    designs = {reading.item.study.design for reading in radon.readings.values()}
    assert {ClaimKind.ACCURACY, ClaimKind.THRESHOLD} <= kinds
    assert {
        Design.ACCURACY,
        Design.BEFORE_AFTER,
        Design.ENGINEERING,
        Design.STANDARD,
        Design.LAW,
    } <= designs
    assert radon.claims["remedies-short-test"].item.level is Level.MODERATE


@pytest.mark.build
def test_no_word_of_ours_speaks_of_health_on_its_pages(site: Path) -> None:
    found = {name: OF_HEALTH.findall(NAMES.sub("", text)) for name, text in pages(site).items()}
    assert len(found) > 30
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.build
def test_its_finished_pages_pass_the_audit(radon: Guide, site: Path) -> None:
    result = audit(site, radon)
    assert result.diagnostics == []
    assert result.cited > 50


@pytest.mark.build
def test_its_pages_name_its_own_experts(site: Path) -> None:
    text = pages(site)
    assert "Not yet reviewed by an expert." in text["index.html"]
    assert "Ask a radon surveyor" in text["stages/act/index.html"]
    assert "it depends on your situation" in text["method/index.html"]


@pytest.mark.pdf
def test_its_hand_out_passes_the_audit_of_pdfs(radon: Guide) -> None:
    ((download, result),) = audited(radon, Wanted("act", (Paper.A4,), (False,)))
    assert download.name == "radon-act-a4.pdf"
    assert not result.diagnostics
