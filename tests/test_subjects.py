"""Guides on other subjects: our words follow the subject; accuracy and thresholds are claims."""

from pathlib import Path

import pytest
from tests.conftest import TEA, Folder, call

from evidence_guide import load
from evidence_guide.model import ClaimKind, Design

GUIDE, SLEEP, DOE = (
    "evidence/guide.yml",
    "evidence/claims/sleep.yml",
    "evidence/findings/doe2020.yml",
)
NEUTRAL = {
    "Not yet reviewed by an expert.": "Not yet reviewed by a clinician.",
    "A value that a named body has set, such as a limit.": (
        "An intake or a cut-off that a named body has set."
    ),
}


def tea(name: str, *pairs: tuple[str, str]) -> dict[str, str | None]:
    text = (TEA / name).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return {name: text}


@pytest.mark.parametrize(("neutral", "of_health"), NEUTRAL.items())
def test_only_a_guide_on_health_speaks_of_clinicians_and_intakes(
    neutral: str, of_health: str, folder: Folder
) -> None:
    assert load(TEA).label(neutral) == of_health
    assert load(folder(tea(GUIDE, ("subject: health\n", "")))).label(neutral) == neutral


def test_without_settings_readers_ask_an_expert(folder: Folder) -> None:
    text = (TEA / GUIDE).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("experts:")]
    experts = load(folder({GUIDE: "\n".join(lines) + "\n"})).file.experts
    assert experts.model_dump() == {
        "usually": "an expert",
        "now": "the emergency services",
        "today": "an expert",
        "soon": "an expert",
    }


ACCURACY = (
    (
        "says: Drinking more tea may be linked to deeper sleep.\n"
        "    plain: Tea drinkers might sleep deeper.\n"
        "    kind: association\n    rests_on: [roe2021-sleep]\n    certainty:\n      start: low"
    ),
    (
        "says: A sleep diary finds deep sleep.\n    plain: A sleep diary finds deep sleep.\n"
        "    kind: accuracy\n    rests_on: [roe2021-sleep]\n    certainty:\n      start: high"
    ),
)


@pytest.mark.parametrize(
    ("design", "may"),
    [
        (Design.ACCURACY, True),
        (Design.CROSS_SECTIONAL, True),
        (Design.COHORT, True),
        (Design.CASE_CONTROL, False),
        (Design.BEFORE_AFTER, False),
        (Design.ENGINEERING, False),
        (Design.TRIAL, False),
    ],
)
def test_accuracy_starts_high_only_where_a_test_was_compared_with_a_reference(
    design: Design, may: bool, folder: Folder
) -> None:
    roe = Path("evidence/findings/roe2021.yml")
    text = (TEA / roe).read_text("utf-8")
    before = next(line for line in text.splitlines() if "design:" in line)
    changed = {roe.as_posix(): text.replace(before, f"  design: {design}", 1)}
    out = call("check", folder=folder(tea(SLEEP, ACCURACY) | changed))[1]
    assert ("start-fits-design" not in out) is may
    assert ("rests on no study that compared the test with a reference" in out) is not may


@pytest.mark.parametrize("design", [Design.STANDARD, Design.LAW])
def test_a_standard_or_a_law_speaks_for_a_body(design: Design) -> None:
    assert design.official


ADVICE = "says: The Board of Tea advises tea rather than coffee in the evening."


@pytest.mark.parametrize(
    ("words", "sound"),
    [
        ("from 3 cups", False),
        ("at a level of 3 cups", False),
        ("above 3 cups", True),
        ("at 3 cups or more", True),
        ("at no more than 3 cups", True),
    ],
)
def test_a_threshold_says_on_which_side_to_act(words: str, sound: bool, folder: Folder) -> None:
    says = f"says: The Board of Tea advises rest {words}."
    changed = tea(SLEEP, (ADVICE, says), ("kind: guidance", "kind: threshold"))
    assert ("threshold-has-a-side" not in call("check", folder=folder(changed))[1]) is sound


def test_a_step_may_follow_a_threshold(folder: Folder) -> None:
    changed = tea(SLEEP, ("kind: guidance", "kind: threshold"))
    assert "known-reference" not in call("check", folder=folder(changed))[1]


def test_the_kinds_that_are_estimates_carry_a_certainty() -> None:
    assert [kind for kind in ClaimKind if kind.graded] == [
        ClaimKind.EFFECT,
        ClaimKind.ASSOCIATION,
        ClaimKind.FREQUENCY,
        ClaimKind.ACCURACY,
    ]
