"""Absolute effects: exact from a printed risk and effect, shown as GRADE shows them, and declared
as computed.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import errors
from tests.test_figures import page

from evidence_guide import Guide
from evidence_guide.model import Baseline, Effect, EffectMeasure, Finding
from evidence_guide.view.absolute_effects import PER, absolute, whole

PERCENT = st.decimals("0.1", "99.9", places=1)
RATIO = st.decimals("0.01", "20", places=2)
MOE = "evidence/findings/moe2023.yml"
EFFECT = (
    "    effect: {outcome: Waking at night, at: 1 week, measure: risk ratio, value: 0.75, low: "
    "0.60, high: 0.94}\n"
)


def finding(
    measure: EffectMeasure,
    percent: Decimal | None,
    value: Decimal,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> Finding:
    effect = Effect(outcome="Waking", measure=measure, value=value, low=low, high=high)
    baseline = None if percent is None else Baseline(percent=percent, among="others")
    return Finding(id="x-y", reports="x", where="x", passage="x", effect=effect, baseline=baseline)


@given(PERCENT, RATIO)
def test_a_risk_ratio_multiplies_the_risk_exactly_and_never_counts_more_than_everybody(
    percent: Decimal, ratio: Decimal
) -> None:
    found = absolute(finding(EffectMeasure.RISK_RATIO, percent, ratio))
    assert found
    assert found.with_it
    assert found.with_it.value == min(Fraction(percent) * Fraction(ratio) * 10, 1000)
    assert found.more.value == found.with_it.value - Fraction(percent) * 10


@given(PERCENT, RATIO)
def test_an_odds_ratio_multiplies_the_odds_exactly(percent: Decimal, ratio: Decimal) -> None:
    found = absolute(finding(EffectMeasure.ODDS_RATIO, percent, ratio))
    assert found
    assert found.with_it
    risk, other = Fraction(percent) / 100, found.with_it.value / PER
    assert other / (1 - other) == risk / (1 - risk) * Fraction(ratio)


@given(
    PERCENT,
    st.sampled_from(
        [EffectMeasure.RISK_RATIO, EffectMeasure.PREVALENCE_RATIO, EffectMeasure.ODDS_RATIO]
    ),
)
def test_a_ratio_of_one_changes_nobody(percent: Decimal, measure: EffectMeasure) -> None:
    found = absolute(finding(measure, percent, Decimal(1)))
    assert found
    assert found.more.value == 0


@given(PERCENT, st.tuples(RATIO, RATIO, RATIO).map(sorted))
def test_the_interval_stays_in_order_and_around_the_estimate(
    percent: Decimal, ratios: list[Decimal]
) -> None:
    low, value, high = ratios
    for measure in (EffectMeasure.RISK_RATIO, EffectMeasure.ODDS_RATIO):
        found = absolute(finding(measure, percent, value, low, high))
        assert found
        assert found.more.low is not None
        assert found.more.high is not None
        assert found.more.low <= found.more.value <= found.more.high


@given(st.decimals("-99", "99", places=1))
def test_a_risk_difference_says_how_many_more_even_without_a_risk(points: Decimal) -> None:
    found = absolute(finding(EffectMeasure.RISK_DIFFERENCE, None, points))
    assert found
    assert (found.without, found.with_it, found.more.value) == (None, None, Fraction(points) * 10)


@pytest.mark.parametrize(
    "measure",
    [
        EffectMeasure.HAZARD_RATIO,
        EffectMeasure.MEAN_DIFFERENCE,
        EffectMeasure.CORRELATION,
        EffectMeasure.RATE_RATIO,
    ],
)
def test_other_measures_give_no_number_of_people(measure: EffectMeasure) -> None:
    assert absolute(finding(measure, Decimal(20), Decimal("0.5"))) is None


def test_without_a_risk_a_ratio_gives_no_number_of_people() -> None:
    assert absolute(finding(EffectMeasure.RISK_RATIO, None, Decimal("0.5"))) is None


@given(st.fractions(-1000, 1000))
def test_people_are_rounded_to_the_nearest_whole(number: Fraction) -> None:
    assert abs(whole(number) - number) <= Fraction(1, 2)
    assert whole(-number) == -whole(number)


def test_a_claim_page_shows_the_summary_of_findings(tea: Guide) -> None:
    text = page(tea, "claims/sleep-wake")
    table = text[text.index("Summary of findings") : text.index("## Where it is used")]
    assert "Risk ratio 0.75 (95% CI 0.60 to 0.94)" in table
    assert "300 participants, randomised trial" in table
    assert (
        '<strong>200 <span class="eg-per">in 1,000</span></strong> <span '
        'class="eg-where">students who drank water</span>'
    ) in table
    assert "<strong>150 (120 to 188) " in table
    assert "<strong>50 fewer (80 fewer to 12 fewer) " in table
    assert "⊕⊕⊕◯</span> Moderate certainty" in table


def test_where_no_risk_is_printed_the_table_says_so(tea: Guide) -> None:
    text = page(tea, "claims/sleep-wake")
    assert '<td data-label="Comparison group">not printed</td>' in text
    assert (
        "Where a source prints no risk of the comparison group in the passage that we read, "
        "absolute numbers cannot be given."
    ) in text


def test_every_computed_number_is_declared_on_the_audit_page(tea: Guide) -> None:
    text = page(tea, "audit")
    told = (
        "from 20% of students who drank water and a risk ratio of 0.75: 150 (120 to 188) in "
        "1,000 by risk × ratio, that is 50 fewer (80 fewer to 12 fewer) in 1,000."
    )
    assert f"<code>moe2023-wake</code>: {told}" in text
    assert "moe2023-long-wake" not in text[text.index("{#absolutes}") : text.index("{#ignored}")]


@pytest.mark.parametrize(
    ("old", "new", "rule", "told"),
    [
        (
            "percent: 20,",
            "percent: 25,",
            "effect-is-printed",
            "no figure of `moe2023-wake` prints 25%",
        ),
        (
            "low: 0.60,",
            "low: 0.61,",
            "effect-is-printed",
            "no figure of `moe2023-wake` prints 0.61",
        ),
        (
            "value: 1.10,",
            "value: 1.01,",
            "effect-is-printed",
            "no figure of `moe2023-long-wake` prints 1.01",
        ),
        (
            "measure: risk ratio, value: 0.75",
            "measure: hazard ratio, value: 0.75",
            "baseline-gives-a-risk",
            "a hazard ratio gives no number of people",
        ),
        (EFFECT, "", "baseline-gives-a-risk", "a baseline without an effect says nothing"),
        (
            "percent: 20,",
            "percent: 120,",
            "fits-schema",
            "`percent`: input should be less than 100",
        ),
    ],
)
def test_a_number_that_no_source_prints_cannot_become_an_absolute_one(
    old: str, new: str, rule: str, told: str, changed: Callable[..., Guide]
) -> None:
    assert (rule, told) in {(d.rule, d.message) for d in errors(changed(MOE, old, new))}
