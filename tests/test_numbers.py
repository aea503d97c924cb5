"""Every number in a statement follows from a figure or is declared, and any change is noticed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TEA, TODAY, errors

from evidence_guide import Guide, check, load, outputs
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site

SLEEP = "evidence/claims/sleep.yml"
DOE = "evidence/findings/doe2020.yml"
POE = "evidence/findings/poe2019.yml"
FIGURES = 'figures: ["9 minutes", "2, 16"]'
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


@pytest.mark.parametrize(
    ("figures", "complaints"),
    [
        ('["9", "2, 16"]', ["unit-is-printed"]),
        ('["9", "2, 16"]\n    unit: min', []),
        ('["9", "2, 16"]\n    unit: hours', ["number-is-traced"]),
        ('["9", "2, 16"]\n    unit: "9 min"', ["printed-unit-is-one"]),
        ('["9 minutes", "2 to 16 minutes"]\n    unit: min', ["printed-unit-is-one"]),
        ('["9 minutes", "2, 16"]', []),
    ],
)
def test_a_unit_is_printed_with_its_figure_or_named_for_all_of_them(
    figures: str, complaints: list[str], changed: Callable[..., Guide]
) -> None:
    found = check(changed(POE, FIGURES, f"figures: {figures}"))
    assert sorted({d.rule for d in found} - {"receipt-fits", "words-were-accepted"}) == complaints


def test_readers_see_a_unit_that_is_printed_apart(changed: Callable[..., Guide]) -> None:
    guide = changed(POE, FIGURES, 'figures: ["9", "2, 16"]\n    unit: min')
    pages = {o.uri: str(o.content) for o in outputs(guide)}
    assert "Results. Printed: 9; 2, 16 (unit: min). <a" in pages["claims/sleep-faster.md"]
    assert "Printed: 9; 2, 16 (unit: min)</span>" in pages["topics/sleep.md"]
    assert exported(Site(guide)).findings["poe2019-sleep"].printed.endswith("16 (unit: min).")


def test_a_place_that_is_a_question_has_no_full_stop(changed: Callable[..., Guide]) -> None:
    guide = changed(POE, "where: Abstract, Results", "where: Does tea help?")
    pages = {o.uri: str(o.content) for o in outputs(guide)}
    assert ">Does tea help? Printed: 9 minutes" in pages["claims/sleep-faster.md"]
    assert exported(Site(guide)).findings["poe2019-sleep"].located == "Does tea help?"


@pytest.mark.parametrize(
    ("figure", "amount", "units", "complaints"),
    [
        ("200 Bq/m3", "7400 Bq/m3", "[pCi/L = 37 Bq/m³]", ["number-is-traced"]),
        ("200 pCi/L", "7,400 Bq/m³", "[]", []),
        ("4 glorps", "10 dB", "[dB, glorp = 2.5 dB]", []),
        ("4 glorps", "10 dB", "[dB]", ["number-is-traced"]),
        ("4 glorps", "4 dB", "[dB, glorp = 2.5 dB]", ["number-is-traced"]),
        ("4 glorps or more", "at or above 10 dB", "[dB, glorp = 2.5 dB]", []),
        ("4 glorps or more", "at most 10 dB", "[dB, glorp = 2.5 dB]", ["number-is-traced"]),
    ],
)
def test_a_guide_declares_units_of_its_own(
    figure: str, amount: str, units: str, complaints: list[str], folder: Callable[..., Path]
) -> None:
    claims = (TEA / SLEEP).read_text("utf-8")
    findings = (TEA / DOE).read_text("utf-8")
    settings = (TEA / "evidence/guide.yml").read_text("utf-8")
    claims = claims.replace(SAYS, f"says: Tea may shorten the time to sleep at {amount}.")
    findings = findings.replace('figures: ["', f'figures: ["{figure}", "')
    settings = settings.replace("policy:\n", f"policy:\n  units: {units}\n", 1)
    files = {SLEEP: claims, DOE: findings, "evidence/guide.yml": settings}
    found = errors(load(folder(files), TODAY))
    kept = [d.rule for d in found if d.rule not in {"receipt-fits", "title-says-no-more"}]
    assert kept == complaints


def test_a_complaint_says_which_number_it_is_and_what_differs(
    changed: Callable[..., Guide],
) -> None:
    new = SAYS.replace("12 minutes", "12 hours, or 12 hours,")
    found = [d.message for d in errors(changed(SLEEP, SAYS, new)) if d.rule == "number-is-traced"]
    prefix = "no finding behind `sleep-faster` prints `12 hours` (number"
    assert found == [
        f"{prefix} 1 of 2 in the sentence): the unit differs from `12 minutes`",
        f"{prefix} 2 of 2 in the sentence): the unit differs from `12 minutes`",
    ]
