"""Every number in a statement follows from a figure or is declared, and any change is noticed."""

from collections.abc import Callable

import pytest
from tests.conftest import errors

from evidence_guide import Guide, outputs

SLEEP = "evidence/claims/sleep.yml"
SAYS = (
    "says: Tea may shorten the time to sleep by 12 minutes,"
    " although one trial found 9 minutes more."
)


@pytest.mark.parametrize(
    "amount",
    [
        "13 minutes",
        "12 hours",
        "less than 12 minutes",
        "1.2 minutes",
        "12%",
        "12 minutes in 500 people",
    ],
)
def test_a_number_that_no_figure_prints_is_an_error_in_its_line(
    amount: str, changed: Callable[..., Guide]
) -> None:
    found = errors(changed(SLEEP, SAYS, SAYS.replace("12 minutes", amount)))
    assert [(d.rule, d.place.line) for d in found] == [("number-is-traced", 13)]


@pytest.mark.parametrize(
    ("declared", "complaints"),
    [
        ("{number: five, because: Our count of the trials.}", []),
        ("{number: three, because: Our count.}", ["number-is-traced", "declared-number-is-needed"]),
        ("{number: five, because: Half of ten., computed: 4 / 2}", ["declared-number-is-needed"]),
        ("{number: five, because: Wrong., computed: 12 - 9}", ["declared-number-is-needed"]),
        ("{number: five, because: Bad., computed: import os}", ["declared-number-is-needed"]),
    ],
)
def test_a_number_of_our_own_is_declared_and_recalculated(
    declared: str, complaints: list[str], changed: Callable[..., Guide]
) -> None:
    new = f"says: Tea may help in five trials.\n    numbers: [{declared}]"
    assert sorted(d.rule for d in errors(changed(SLEEP, SAYS, new))) == sorted(complaints)


def test_a_computed_number_holds_when_its_figures_give_it(changed: Callable[..., Guide]) -> None:
    number = "{number: 3 minutes, because: The difference of the trials., computed: 12 - 9}"
    new = f"says: Tea may help 3 minutes more or less.\n    numbers: [{number}]"
    assert errors(changed(SLEEP, SAYS, new)) == []


def test_a_declared_number_is_listed_on_the_audit_page(changed: Callable[..., Guide]) -> None:
    number = "{number: five, because: Our count of the trials.}"
    new = f"says: Tea may help in five trials.\n    numbers: [{number}]"
    page = next(o.content for o in outputs(changed(SLEEP, SAYS, new)) if o.uri == "audit.md")
    assert "<code>five</code> in <code>sleep-faster</code>: Our count of the trials." in page


def test_cells_have_the_unit_of_their_column(changed: Callable[..., Guide]) -> None:
    found = errors(changed("evidence/tables/cups.yml", "unit: mL", "unit: L"))
    assert [d.rule for d in found] == ["number-is-traced"]


def test_the_same_rule_applies_to_hand_written_pages(changed: Callable[..., Guide]) -> None:
    found = errors(
        changed(
            "docs/about.md",
            "Tea may help you fall asleep [@",
            "Tea may help 99 people fall asleep [@",
        )
    )
    assert [str(d).splitlines()[0] for d in found] == [
        "docs/about.md:7:1: error number-is-traced: no finding behind `docs/about.md` prints `99`"
    ]


def test_a_dangling_citation_is_reported_once_and_not_as_missing_numbers_too(
    changed: Callable[..., Guide],
) -> None:
    found = errors(
        changed(
            SLEEP,
            "rests_on: [doe2020-sleep, roe2021-sleep]",
            "rests_on: [doe2020-slep, roe2021-sleep]",
        )
    )
    assert "number-is-traced" not in {d.rule for d in found}
