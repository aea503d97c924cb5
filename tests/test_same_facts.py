"""Every form of a guide states the same facts as its evidence; `tests/facts.py` reads them."""

from typing import Any

import pytest
from tests.facts import FORMS, Facts, Finished, faults, finished, wrong
from tests.sites import Built

from evidence_guide import Guide


@pytest.fixture(scope="module")
def made(tea: Guide, tea_sites: Built) -> Finished:
    return finished(tea, *tea_sites)


@pytest.mark.build
@pytest.mark.parametrize("form", FORMS)
def test_a_form_states_what_the_evidence_states(form: str, made: Finished) -> None:
    held, found = faults(made, form)
    assert found == []
    if form == "reviewer kit":
        assert len(held) == 5  # those that the steps of its stage rest on
    else:
        assert held == set(made.guide.claims)


@pytest.mark.parametrize(
    "fault",
    [
        {"says": "Tea shortens the time to sleep by 21 minutes."},
        {"certainty": "high"},
        {"sources": {"doe2020"}},
        {"figures": "13 minutes"},
    ],
)
def test_a_form_that_states_something_else_is_noticed(fault: dict[str, Any], tea: Guide) -> None:
    assert list(wrong(tea, "sleep-faster", Facts(**fault)))
