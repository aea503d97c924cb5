"""Every form of the guide of this repository states the same facts as its evidence."""

import pytest
from tests.facts import FORMS, Finished, faults, finished
from tests.sites import Built

from evidence_guide import Guide


@pytest.fixture(scope="module")
def made(real: Guide, real_sites: Built) -> Finished:
    return finished(real, *real_sites)


@pytest.mark.build
@pytest.mark.parametrize("form", FORMS)
def test_a_form_states_what_the_evidence_states(form: str, made: Finished) -> None:
    held, found = faults(made, form)
    assert found == []
    assert form == "reviewer kit" or held == set(made.guide.claims)
