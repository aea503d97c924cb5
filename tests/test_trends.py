"""Trends: words for more and less are found, idioms are not, and a claim must fit its findings."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import errors

from evidence_guide import Guide, Severity, check
from evidence_guide.text.trends import trends

CLAIMS = "evidence/claims/sleep.yml"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Tea raises warmth", [1]),
        ("fewer people had higher levels", [-1, 1]),
        ("B12 Fell by half", [-1]),
        ("less than 9% of babies fall ill, more or less", []),
        ("they fell asleep and one fell behind", []),
        ("moreover, unraised and lowering-like", []),
        ("", []),
    ],
)
def test_a_trend_is_a_whole_word_and_not_part_of_an_idiom(text: str, signs: list[int]) -> None:
    assert [trend.sign for trend in trends(text)] == signs


@given(st.text())
def test_any_text_has_trends_or_none(text: str) -> None:
    assert {trend.sign for trend in trends(text)} <= {1, -1}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("says: Drinking more tea may be linked", "says: Drinking less tea may be linked"),
        (
            "says: It is very uncertain whether tea drinkers dream more.",
            "says: It is very uncertain whether tea lowers the number of dreams.",
        ),
    ],
)
def test_a_claim_that_says_the_opposite_of_its_findings_is_an_error_in_its_line(
    old: str, new: str, changed: Callable[..., Guide]
) -> None:
    guide = changed(CLAIMS, old, new)
    line = next(
        number
        for number, text in enumerate((guide.folder / CLAIMS).read_text("utf-8").splitlines(), 1)
        if new in text
    )
    assert [
        (d.rule, d.place.line) for d in errors(guide) if d.rule == "direction-fits-findings"
    ] == [("direction-fits-findings", line)]


def test_a_claim_whose_findings_point_both_ways_may_say_either(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(
        "evidence/findings/roe2021.yml",
        "report more and deeper sleep",
        "report more sleep and fewer dreams",
    )
    assert "direction-fits-findings" not in {d.rule for d in errors(guide)}


def test_changed_words_are_a_warning_in_their_line_until_accepted(
    changed: Callable[..., Guide],
) -> None:
    (found,) = check(
        changed(
            CLAIMS,
            "plain: Tea drinkers might sleep deeper.",
            "plain: Tea drinkers might sleep well.",
        )
    )
    assert (found.rule, found.severity, found.place.line) == (
        "words-were-accepted",
        Severity.WARNING,
        23,
    )
    assert "read it beside its findings" in found.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("inconsistency: The trials point in opposite ways.", "inconsistency: The trials differ."),
        ("start: low\n", "start: high\n"),
    ],
)
def test_changed_grades_are_a_warning_too(
    old: str, new: str, changed: Callable[..., Guide]
) -> None:
    assert "words-were-accepted" in {d.rule for d in check(changed(CLAIMS, old, new))}
