"""Printed numbers against each other: what was computed and rounded rightly never disagrees, and a
wrong digit does.
"""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.test_figures import page

from evidence_guide import Guide, check
from evidence_guide.text.printed import (
    EstimateScale,
    Interval,
    PValue,
    Student,
    in_the_middle,
    p_fits,
    share_fits,
    share_is_possible,
)
from evidence_guide.text.printed_results import estimates, p_value, shares

SLEEP = "evidence/claims/sleep.yml"
DOE = "evidence/findings/doe2020.yml"
Z = NormalDist().inv_cdf(0.975)
PLACES = st.integers(0, 3)
WAY = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_DOWN])


def printed(value: float | Decimal, places: int, way: str = ROUND_HALF_UP) -> Decimal:
    """A value as a source prints it."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), way)


@given(st.integers(0, 5000), st.integers(1, 5000), PLACES, WAY)
def test_a_share_that_was_rounded_fits_its_count(are: int, of: int, places: int, way: str) -> None:
    assume(are <= of)
    share = printed(Decimal(100 * are) / of, places, way)
    assert share_fits(share, are, of)
    assert share_is_possible(share, of)


@given(st.integers(0, 200), st.integers(1, 200), PLACES, st.integers(1, 9))
def test_a_share_that_is_one_or_more_last_digits_off_does_not_fit(
    are: int, of: int, places: int, off: int
) -> None:
    assume(are <= of)
    share = printed(Decimal(100 * are) / of, places)
    wrong = share + off * Decimal(1).scaleb(-places)
    exact = wrong - Decimal(5).scaleb(-places - 1) == Decimal(100 * are) / of
    assert share_fits(wrong, are, of) == exact


CHANGED = {"receipt-fits", "words-were-accepted"}
"""What any change of figures is answered with."""


@pytest.mark.parametrize(
    ("share", "of", "possible"),
    [("50", 7, False), ("57", 7, True), ("37", 85, False), ("35", 39, False), ("0.7", 1000, True)],
)
def test_some_shares_are_of_no_whole_number_of_people(
    share: str, of: int, *, possible: bool
) -> None:
    assert share_is_possible(Decimal(share), of) is possible


def rounded(scale: EstimateScale, middle: float, half: float, places: int) -> Interval:
    """An interval that was computed on a scale, as it is printed."""
    back: dict[EstimateScale, Callable[[float], float]] = {
        EstimateScale.LINEAR: float,
        EstimateScale.LOG: math.exp,
        EstimateScale.FISHER: math.tanh,
        EstimateScale.PERCENT: lambda x: 100 * math.exp(x) - 100,
    }
    ends = (middle, middle - half, middle + half)
    value, low, high = (printed(back[scale](x), places) for x in ends)
    return Interval(value, low, high, Decimal(95))


MIDDLE = st.floats(-1.5, 1.5)
HALF = st.floats(0.01, 1.5)


@given(st.sampled_from(EstimateScale), MIDDLE, HALF, PLACES)
def test_an_estimate_that_was_rounded_is_in_the_middle(
    scale: EstimateScale, middle: float, half: float, places: int
) -> None:
    assert in_the_middle(rounded(scale, middle, half, places), scale)


@given(st.sampled_from([EstimateScale.LINEAR, EstimateScale.LOG]), MIDDLE, st.floats(0.1, 0.7))
def test_an_estimate_with_a_wrong_first_decimal_is_not_in_the_middle(
    scale: EstimateScale, middle: float, half: float
) -> None:
    interval = rounded(scale, middle, half, 2)
    wrong = interval._replace(value=interval.value + Decimal("0.20"))
    assert not in_the_middle(wrong, scale)


@given(st.sampled_from(EstimateScale), MIDDLE, HALF, st.integers(2, 4), st.integers(2, 4))
def test_a_p_value_that_was_rounded_fits_its_interval(
    scale: EstimateScale, middle: float, half: float, places: int, p_places: int
) -> None:
    p = 2 * NormalDist().cdf(-abs(middle) / half * Z)
    interval = rounded(scale, middle, half, places)
    assert p_fits(interval, scale, PValue("=", printed(p, p_places)), 1000)


@given(MIDDLE, HALF, st.integers(4, 200))
def test_a_p_value_from_a_small_study_fits_its_interval(
    middle: float, half: float, people: int
) -> None:
    """Its interval and its P value are both from Student's t."""
    student = Student(people - 2)
    p = student.both_tails(abs(middle) / half * student.half_width(95))
    interval = rounded(EstimateScale.LINEAR, middle, half, 4)
    assert p_fits(interval, EstimateScale.LINEAR, PValue("=", printed(p, 4)), people)


@pytest.mark.parametrize(
    ("value", "low", "high", "sign", "p", "fits"),
    [
        ("1.85", "1.2", "2.9", "=", "0.01", True),
        ("1.85", "1.2", "2.9", "=", "0.04", False),
        ("1.85", "1.2", "2.9", ">", "0.05", False),
        ("1.10", "0.40", "3.00", "<", "0.05", False),
        ("0.3", "0.1", "0.8", "=", "0.0002", False),
        ("0.82", "0.70", "0.95", "<", "0.05", True),
        ("1.00", "1.00", "1.00", "=", "1", True),
        ("0.0", "0.0", "0.4", "<", "0.001", True),
    ],
)
def test_a_p_value_that_says_otherwise_than_its_interval_does_not_fit(
    value: str, low: str, high: str, sign: str, p: str, *, fits: bool
) -> None:
    interval = Interval(Decimal(value), Decimal(low), Decimal(high), Decimal(95))
    assert p_fits(interval, EstimateScale.LOG, PValue(sign, Decimal(p)), None) is fits


@pytest.mark.parametrize(
    ("degrees", "end"),
    [(1, "12.706"), (2, "4.303"), (3, "3.182"), (10, "2.228"), (27, "2.052"), (1000, "1.960")],
)
def test_students_t_is_that_of_tables(degrees: int, end: str) -> None:
    assert printed(Student(degrees).half_width(95), 3) == Decimal(end)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("41 of 70 (59%)", [("59", 41, 70)]),
        ("41 of the 70 infants (58.6%) improved", [("58.6", 41, 70)]),
        ("41/70 (59 %)", [("59", 41, 70)]),
        ("59% (41 of 70)", [("59", 41, 70)]),
        ("41 (59%) of 70", [("59", 41, 70)]),
        ("1,234 of 5,678 (21·7%)", [("21.7", 1234, 5678)]),
        ("16 (41%)", [("41", 16, None)]),
        ("13.3% (n=156)", [("13.3", 156, None)]),
        ("n = 157, 1.2%", [("1.2", 157, None)]),
        ("95% CI 1.2 to 2.9", []),
        ("in 2020 (5% more)", []),
        ("3 (1.2 to 4.5)", []),
        ("Coenzyme Q10 (92%)", []),
        ("Twenty-five of the 250 (10%)", [("10", 25, 250)]),
        ("35% of 39 women", [("35", None, 39)]),
        ("20% of the 120 adults", [("20", None, 120)]),
        ("20% of 12 months", []),
    ],
)
def test_shares_are_found_beside_their_counts(
    text: str, found: list[tuple[str, int | None, int | None]]
) -> None:
    read = [(str(share.percent), share.are, share.of) for share in shares(text)]
    assert read == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "OR 1.85 (95% CI 1.2 to 2.9; P = 0.01)",
            ("1.85", "1.2", "2.9", EstimateScale.LOG, "=0.01"),
        ),
        ("OR], 7.22; 95% CI, 1.97-26.51", ("7.22", "1.97", "26.51", EstimateScale.LOG, "")),
        (
            "relative risk, 0.82; 95% confidence interval [CI], 0.70 to 0.95",
            ("0.82", "0.70", "0.95", EstimateScale.LOG, ""),
        ),
        (
            "mean difference −0.5 points (95% CI −1.97 to 0.94; p=0.48)",
            ("-0.5", "-1.97", "0.94", EstimateScale.LINEAR, "=0.48"),
        ),
        (
            "mean difference 28.2 [10.1, 46.3] pmol/L, P < 0.001",
            ("28.2", "10.1", "46.3", EstimateScale.LINEAR, "<0.001"),
        ),
        ("483.0 (IQR, 368.0-622.0)", None),
        ("median 5 (3 to 9)", None),
    ],
)
def test_estimates_are_found_by_their_names(
    text: str, found: tuple[str, str, str, EstimateScale, str] | None
) -> None:
    read = [
        (*map(str, e.interval[:3]), e.scale, f"{e.p.sign}{e.p.number}" if e.p else "")
        for e in estimates(text)
    ]
    assert read == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [("< 0.001", "<0.001"), ("= 0·04", "=0.04"), ("0.008", "=0.008"), ("not significant", "")],
)
def test_a_p_value_is_read_as_it_is_printed(text: str, found: str) -> None:
    p = p_value(text)
    assert (f"{p.sign}{p.number}" if p else "") == found


SKIN = 'figures: ["0.2 degrees", "0.1, 0.3"]'


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        ("41 of 70 (59%)", None),
        ("41 of 70 (58%)", "share-fits-count"),
        ("24 (20%)", None),
        ("24 (30%)", "share-fits-count"),
        ("OR 1.85 (95% CI 1.2 to 2.9; P = 0.01)", None),
        ("OR 1.58 (95% CI 1.2 to 2.9)", "estimate-is-in-the-middle"),
        ("OR 1.85 (95% CI 1.2 to 2.9; P = 0.3)", "p-fits-interval"),
    ],
)
def test_figures_are_checked_as_they_are_printed(
    changed: Callable[..., Guide], figure: str, rule: str | None
) -> None:
    guide = changed(DOE, SKIN, f'figures: ["0.2 degrees", "0.1, 0.3", "{figure}"]')
    found = {d.rule for d in check(guide)} - CHANGED
    assert found == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("counts", "is_sound"),
    [
        ("{share: 59, are: 41, of: 70}", True),
        ("{share: 58, are: 41, of: 70}", False),
        ("{share: 50, of: 7}", False),
        ("{share: 57, of: 7}", True),
    ],
)
def test_counts_are_checked_where_they_are_written(
    changed: Callable[..., Guide], counts: str, *, is_sound: bool
) -> None:
    guide = changed(DOE, SKIN, f"{SKIN}\n    counts: [{counts}]")
    assert ([d.rule for d in check(guide)] == []) is is_sound


def test_a_source_that_disagrees_with_itself_says_why_and_is_left_alone(
    changed: Callable[..., Guide],
) -> None:
    said = "inconsistent: The table of the paper prints 58% too."
    guide = changed(DOE, SKIN, f"{SKIN}\n    counts: [{{share: 58, are: 41, of: 70}}]\n    {said}")
    assert {d.rule for d in check(guide)} == {"words-were-accepted"}


def test_a_complaint_asks_whose_slip_it_is(changed: Callable[..., Guide]) -> None:
    guide = changed(DOE, SKIN, f"{SKIN}\n    counts: [{{share: 58, are: 41, of: 70}}]")
    (found,) = check(guide)
    assert found.message == "41 of 70 are not 58%: the source's own inconsistency, or our slip"
    assert found.hint.startswith("read the source again")
    assert found.place.line == 25


@pytest.mark.parametrize(
    ("says", "is_possible"),
    [("as 35% of 39 cups do", False), ("as 33% of 39 cups do", True), ("as 35% do", True)],
)
def test_a_claim_gives_no_share_of_people_that_it_cannot_be(
    changed: Callable[..., Guide], says: str, *, is_possible: bool
) -> None:
    guide = changed(SLEEP, "says: A cup holds 200 mL.", f"says: A cup holds 200 mL, {says}.")
    found = [d.message for d in check(guide) if d.rule == "said-share-is-possible"]
    assert found == ([] if is_possible else ["“35% of 39 cups” is not a whole number of people"])


def test_the_page_of_a_source_says_what_does_not_fit(changed: Callable[..., Guide]) -> None:
    said = "inconsistent: The table of the paper prints 58% too."
    guide = changed(DOE, SKIN, f"{SKIN}\n    counts: [{{share: 58, are: 41, of: 70}}]\n    {said}")
    shown = page(guide, "sources/doe2020")
    assert "These numbers do not fit each other: The table of the paper prints 58% too." in shown


def test_the_page_of_a_source_lists_its_groups(changed: Callable[..., Guide]) -> None:
    groups = "participants: 120\n  groups: [{who: Tea, are: 60}, {who: Hot water, are: 60}]"
    shown = page(changed(DOE, "participants: 120", groups), "sources/doe2020")
    assert "Tea: 60, Hot water: 60" in shown


def test_a_superseded_source_leads_to_the_newer_one(changed: Callable[..., Guide]) -> None:
    board = "author = {{Board of Tea}}"
    guide = changed("evidence/sources.bib", board, f"superseded_by = {{doe2020}}, {board}")
    shown = page(guide, "sources/teaboard2022")
    assert '<strong>Since replaced by:</strong> <a href="' in shown
    assert "Since replaced by Doe" in page(guide, "stages/evening")
