"""The checks see small mistakes in the real evidence: a few seeded mutants of each kind; `python tests/mutants.py` makes a thousand."""

import pytest
from tests.mutants import KINDS, Mutant, mutants, seen

FEW = 2
MADE = dict(mutants(FEW, seed=7))


def test_every_kind_of_mistake_can_be_made() -> None:
    assert {name: len(made) for name, made in MADE.items()} == {
        kind.__name__.replace("_", " "): FEW for kind in KINDS
    }


@pytest.mark.parametrize(
    "mutant",
    [pytest.param(m, id=f"{name} {n}") for name, made in MADE.items() for n, m in enumerate(made)],
)
def test_a_mistake_is_told_at_its_line(mutant: Mutant) -> None:
    found = seen(mutant)
    assert found.told
    assert found.in_line
