"""Every number of a statement follows from a figure behind it, or is declared; whatever changes a number is seen."""

from collections.abc import Callable

import pytest
from tests.conftest import errors

from evidence_guide import Guide, outputs
from evidence_guide.rules import rules
from evidence_guide.text.quantities import quantities, traced
from evidence_guide.view.sentences import statements

SLEEP = "evidence/claims/sleep.yml"
SAYS = "says: Tea may shorten the time to sleep by 12 minutes, although one trial found 9 minutes more."


@pytest.mark.parametrize(
    "said",
    [
        "Tea may shorten the time to sleep by 13 minutes, although one trial found 9 minutes more.",
        "Tea may shorten the time to sleep by 12 hours, although one trial found 9 minutes more.",
        "Tea may shorten the time to sleep by less than 12 minutes, although one trial found 9 minutes more.",
        "Tea may shorten the time to sleep by 1.2 minutes, although one trial found 9 minutes more.",
        "Tea may shorten the time to sleep by 12%, although one trial found 9 minutes more.",
        "Tea may shorten the time to sleep by 12 minutes in 500 people, although one trial found 9 minutes more.",
    ],
)
def test_a_number_that_no_figure_prints_is_an_error_in_its_line(
    said: str, changed: Callable[..., Guide]
) -> None:
    found = errors(changed(SLEEP, SAYS, f'says: "{said}"'))
    assert [(d.rule, d.place.line) for d in found] == [("number-is-traced", 7)]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("{number: five, because: Our count of the trials.}", []),
        ("{number: three, because: Our count.}", ["number-is-traced", "declared-number-is-needed"]),
        ("{number: five, because: Half of ten., computed: 4 / 2}", ["declared-number-is-needed"]),
        ("{number: five, because: Wrong., computed: 12 - 9}", ["declared-number-is-needed"]),
        ("{number: five, because: Bad., computed: import os}", ["declared-number-is-needed"]),
    ],
)
def test_a_number_of_our_own_is_declared_and_computed_again(
    declared: str, told: list[str], changed: Callable[..., Guide]
) -> None:
    new = f"says: Tea may help in five trials.\n    numbers: [{declared}]"
    assert sorted(d.rule for d in errors(changed(SLEEP, SAYS, new))) == sorted(told)


def test_a_computed_number_holds_when_its_figures_give_it(changed: Callable[..., Guide]) -> None:
    new = "says: Tea may help 3 minutes more or less.\n    numbers: [{number: 3 minutes, because: The difference of the trials., computed: 12 - 9}]"
    assert errors(changed(SLEEP, SAYS, new)) == []


def test_a_declared_number_is_listed_on_the_audit_page(changed: Callable[..., Guide]) -> None:
    new = "says: Tea may help in five trials.\n    numbers: [{number: five, because: Our count of the trials.}]"
    page = next(o.content for o in outputs(changed(SLEEP, SAYS, new)) if o.uri == "audit.md")
    assert "<code>five</code> in <code>sleep-faster</code>: Our count of the trials." in page


def test_cells_have_the_unit_of_their_column(changed: Callable[..., Guide]) -> None:
    found = errors(changed("evidence/tables/cups.yml", "unit: mL", "unit: L"))
    assert [d.rule for d in found] == ["number-is-traced"]


def test_hand_written_pages_are_held_to_the_same_rule(changed: Callable[..., Guide]) -> None:
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


def test_a_dangling_citation_is_told_once_and_not_as_missing_numbers_too(
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


def test_the_real_guide_states_hundreds_of_numbers_and_every_one_is_traced(real: Guide) -> None:
    assert sum(len(quantities(s.text)) for s in statements(real)) > 800
    rule = next(r for r in rules() if r.id == "number-is-traced")
    assert list(rule.diagnostics(real)) == []


def test_changing_any_one_digit_of_the_real_guide_is_seen_nearly_always(real: Guide) -> None:
    seen = total = 0
    for statement in statements(real):
        for quantity in quantities(statement.text):
            if quantity.worded or not any(map(str.isdigit, quantity.text)):
                continue
            total += 1
            at = next(i for i, c in enumerate(quantity.text) if c.isdigit())
            other = str((int(quantity.text[at]) + 5) % 10)
            text = (
                statement.text[: quantity.start + at]
                + other
                + statement.text[quantity.start + at + 1 :]
            )
            seen += _untraced(text, statement.findings, real)
    assert seen / total > 0.97, f"{seen} of {total}"


def _untraced(text: str, findings: tuple[str, ...], guide: Guide) -> bool:
    figures = [guide.findings[id].item.figures for id in findings]
    return any(not any(traced(q, printed) for printed in figures) for q in quantities(text))
