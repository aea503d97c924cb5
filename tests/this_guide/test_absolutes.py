"""Absolute numbers of this guide that one can check by hand."""

from fractions import Fraction

from evidence_guide import Guide
from evidence_guide.model import ClaimKind
from evidence_guide.view.absolute_effects import absolute
from evidence_guide.view.labels import more, people_label
from evidence_guide.view.summary import outcome_rows


def test_the_trial_of_the_real_guide_gives_the_numbers_that_one_can_check_by_hand(
    real: Guide,
) -> None:
    found = absolute(real.findings["fawzi2007-low-birth-weight"].item)
    assert found
    assert found.with_it
    assert (found.without, found.with_it.value, found.more.value) == (
        94,
        Fraction("77.08"),
        Fraction("-16.92"),
    )
    assert people_label(found.with_it) == "77 (66 to 89)"
    assert more(found.more) == "17 fewer (28 fewer to 5 fewer)"


def test_only_claims_that_compare_groups_have_a_summary(real: Guide) -> None:
    for claim in real.claims.values():
        assert not outcome_rows(real, claim.item) or claim.item.kind in {
            ClaimKind.EFFECT,
            ClaimKind.ASSOCIATION,
        }
    assert sum(bool(outcome_rows(real, claim.item)) for claim in real.claims.values()) > 30
