"""The checks see small mistakes in this guide: a few seeded mutants of each kind.

`python tests/mutants.py` makes a thousand.
"""

import pytest
from tests.mutants import KINDS, Mutant, mutants, seen

FEW = 2
NAMES = [kind.__name__.replace("_", " ") for kind in KINDS]
ELSEWHERE = {"swapped figures"}
"""Mistakes that may show only in the sentences that need what is gone."""
Mutants = dict[str, list[Mutant]]


@pytest.fixture(scope="module")
def made() -> Mutants:
    return dict(mutants(FEW, seed=7))


def test_every_kind_of_mistake_can_be_made(made: Mutants) -> None:
    assert {name: len(found) for name, found in made.items()} == dict.fromkeys(NAMES, FEW)


@pytest.mark.parametrize("number", range(FEW))
@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_told_at_its_line(name: str, number: int, made: Mutants) -> None:
    found = seen(made[name][number])
    assert found.told
    assert found.in_line or name in ELSEWHERE
