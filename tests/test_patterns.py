"""Patterns of fault: words that plain words lose, and claims that disagree with their neighbours."""

from collections.abc import Callable

import pytest

from evidence_guide import Guide, check

SLEEP = "evidence/claims/sleep.yml"
BIB = "evidence/sources.bib"
ADVICE = (
    "says: The Board of Tea advises tea rather than coffee in the evening.\n"
    "    plain: The Board of Tea advises tea in the evening."
)
CUP = "says: A cup holds 200 mL.\n    plain: A cup holds 200 mL.\n    kind: established fact"
WARM = (
    "says: Tea raises the temperature of the skin by 0.2 degrees.\n    plain: Tea warms the skin."
)
Change = Callable[[str, str, str], Guide]


def broken(guide: Guide, rule: str) -> list[str]:
    """The messages of one rule."""
    return [diagnostic.message for diagnostic in check(guide) if diagnostic.rule == rule]


@pytest.mark.parametrize(
    ("says", "plain", "is_silent"),
    [
        ("The Board of Tea advises tea.", "Drink it in the evening.", True),
        ("The Board of Tea advises tea.", "A board advises it in the evening.", False),
        ("The Board of Tea advises tea.", "Doctors advise it in the evening.", False),
        ("The Spanish Society of Tea advises it.", "In Spain, it is advised at night.", False),
        ("The National Health Office advises tea.", "Drink it at night, says the NHO.", False),
        ("The United States advise tea.", "In the US, drink it in the evening.", False),
        ("It is advised to drink tea.", "Drink it in the evening.", True),
    ],
)
def test_advice_is_somebodys(changed: Change, says: str, plain: str, *, is_silent: bool) -> None:
    guide = changed(SLEEP, ADVICE, f"says: {says}\n    plain: {plain}")
    assert bool(broken(guide, "plain-names-the-body")) is is_silent


@pytest.mark.parametrize(
    ("plain", "is_silent"),
    [
        ("A cup holds 200 mL.", False),
        ("A cup is usually enough.", True),
        ("A cup should be enough.", True),
        ("A cup is usually enough, says the Board of Tea.", False),
    ],
)
def test_a_fact_names_its_source_where_one_source_judges(
    changed: Change, plain: str, *, is_silent: bool
) -> None:
    fact = CUP.replace("says: A cup", "says: The Board of Tea says that a cup")
    guide = changed(SLEEP, CUP, fact.replace("plain: A cup holds 200 mL.", f"plain: {plain}"))
    assert bool(broken(guide, "plain-names-the-body")) is is_silent


@pytest.mark.parametrize(
    ("plain", "applies_to", "is_silent"),
    [
        ("Cups probably hold 200 mL.", "Homes in Teania", True),
        ("In Teania, cups probably hold 200 mL.", "Homes in Teania", False),
        ("Teanian cups probably hold 200 mL.", "Homes in Teania", False),
        ("Cups probably hold 200 mL. One study counted them.", "Homes in Teania", False),
        ("Cups probably hold 200 mL.", "Homes", False),
        ("In the UK, cups probably hold 200 mL.", "Homes in the United Kingdom", False),
    ],
)
def test_a_frequency_names_its_place(
    changed: Change, plain: str, applies_to: str, *, is_silent: bool
) -> None:
    counted = (
        f"says: A cup holds 200 mL.\n    plain: {plain}\n    kind: frequency\n"
        f"    applies_to: {applies_to}\n"
        "    certainty: {start: high, down: {imprecision: Few cups were measured.}}"
    )
    guide = changed(SLEEP, CUP, counted)
    assert bool(broken(guide, "plain-keeps-the-place")) is is_silent


def test_a_fact_of_one_country_names_it(changed: Change) -> None:
    fact = CUP.replace("says: A cup", "says: Cups differ; in the United States a cup")
    assert broken(changed(SLEEP, CUP, fact), "plain-keeps-the-place")


@pytest.mark.parametrize(
    ("against", "plain", "is_silent"),
    [
        ("compared with hot water", "Tea warms the skin.", True),
        ("compared with hot water", "Tea warms the skin more than hot water does.", False),
        ("compared with placebo", "Tea warms the skin.", False),
        ("against no drink", "Tea warms the skin.", False),
        ("instead of black coffee", "Tea warms the skin.", True),
    ],
)
def test_an_effect_names_the_treatment_that_it_was_compared_with(
    changed: Change, against: str, plain: str, *, is_silent: bool
) -> None:
    guide = changed(
        SLEEP, WARM, f"says: Tea warms the skin by 0.2 degrees {against}.\n    plain: {plain}"
    )
    assert bool(broken(guide, "plain-keeps-the-comparator")) is is_silent


@pytest.mark.parametrize(
    ("plain", "is_silent"),
    [
        ("Tea warms the skin.", True),
        ("Tea warms the skin of people who do not smoke.", False),
        ("Tea warms the skin; smokers were not studied.", False),
    ],
)
def test_an_effect_names_whom_it_was_not_shown_for(
    changed: Change, plain: str, *, is_silent: bool
) -> None:
    says = WARM.partition("plain")[0]
    effect = f"{says}plain: {plain}\n    applies_to: Adults who do not smoke"
    guide = changed(SLEEP, WARM, effect)
    assert bool(broken(guide, "plain-keeps-the-exclusion")) is is_silent


NEXT = "  - id: sleep-dreams\n"


def neighbour(kind: str, finding: str, more: str = "") -> str:
    """A claim beside the others."""
    return (
        f"  - id: sleep-again\n    says: Tea may help.\n    plain: Tea may help people.\n"
        f"    kind: {kind}\n    rests_on: [{finding}]\n{more}"
    )


LOW = "    certainty: {start: high, down: {imprecision: {levels: 2, because: One small trial.}}}\n"
MODERATE = "    certainty: {start: high, down: {imprecision: One small trial.}}\n"


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        (neighbour("effect", "doe2020-sleep", LOW), []),
        (
            neighbour("effect", "doe2020-sleep", MODERATE),
            [
                (
                    "an effect of moderate certainty, but `sleep-faster` is an effect of low "
                    "certainty; both rest on `doe2020-sleep`"
                )
            ],
        ),
        (
            neighbour("established fact", "doe2020-sleep"),
            [
                (
                    "an established fact, but `sleep-faster` is an effect of low certainty; "
                    "both rest on `doe2020-sleep`"
                )
            ],
        ),
        (neighbour("effect", "doe2020-sleep", f"    outcome: Time to wake\n{MODERATE}"), []),
        (neighbour("guidance", "doe2020-sleep"), []),
        (
            neighbour("association", "doe2020-sleep", "    certainty: {start: low}\n"),
            [
                (
                    "an association of low certainty, but `sleep-faster` is an effect of low "
                    "certainty; both rest on `doe2020-sleep`"
                )
            ],
        ),
    ],
)
def test_no_result_has_two_certainties(changed: Change, claim: str, found: list[str]) -> None:
    guide = changed(SLEEP, NEXT, claim + NEXT)
    assert broken(guide, "one-fact-one-certainty") == found


@pytest.mark.parametrize(
    ("outcome", "found"),
    [
        (
            "Time to sleep",
            [
                "`poe2019-sleep` speaks against `sleep-faster`, and `sleep-again` has the same outcome"
            ],
        ),
        ("Time to wake", []),
    ],
)
def test_what_speaks_against_a_claim_is_named_by_its_neighbours(
    changed: Change, outcome: str, found: list[str]
) -> None:
    first = "  - id: sleep-faster\n"
    claim = neighbour("effect", "doe2020-sleep", f"    outcome: {outcome}\n{LOW}")
    guide = changed(SLEEP, first, f"{claim}{first}    outcome: Time to sleep\n")
    assert broken(guide, "dispute-reaches-neighbours") == found


def test_claims_on_one_effect_are_neighbours_without_an_outcome(changed: Change) -> None:
    guide = changed(SLEEP, NEXT, neighbour("effect", "doe2020-sleep", LOW) + NEXT)
    assert broken(guide, "dispute-reaches-neighbours") == [
        "`poe2019-sleep` speaks against `sleep-faster`, and `sleep-again` has the same outcome"
    ]


@pytest.mark.parametrize(
    ("where", "can_be_repeated"),
    [
        ("PubMed", True),
        ("Some pages, PubMed among them", True),
        ("example.org", True),
        ("The pages of the Board of Tea and others", True),
        ("Many websites", False),
        ("The search tool", False),
    ],
)
def test_a_search_names_a_place_where_others_can_look(
    changed: Change, where: str, *, can_be_repeated: bool
) -> None:
    guide = changed(SLEEP, "{where: PubMed", f'{{where: "{where}"')
    assert bool(broken(guide, "gap-search-can-be-repeated")) is not can_be_repeated


COUNTED = (
    "says: Tea drinkers often sleep deeply.\n    plain: Tea drinkers often sleep deeply.\n"
    "    kind: frequency\n    rests_on: [{}]\n    certainty: {{start: high}}\n"
)
DEEPER = (
    "says: Drinking more tea may be linked to deeper sleep.\n"
    "    plain: Tea drinkers might sleep deeper.\n    kind: association\n"
    "    rests_on: [roe2021-sleep]\n    certainty:\n      start: low\n"
)


@pytest.mark.parametrize(
    ("finding", "found"),
    [
        (
            "roe2021-sleep",
            ["certainty starts high, but no finding behind it has a count or an interval"],
        ),
        ("moe2023-wake", []),
    ],
)
def test_a_frequency_starts_high_where_it_was_counted(
    changed: Change, finding: str, found: list[str]
) -> None:
    guide = changed(SLEEP, DEEPER, COUNTED.format(finding))
    assert broken(guide, "frequency-was-counted") == found


def test_what_was_superseded_is_said_and_not_followed(changed: Change) -> None:
    board = "author = {{Board of Tea}}"
    guide = changed(BIB, board, f"superseded_by = {{doe2020}}, {board}")
    assert (
        broken(guide, "superseded-is-said")
        == ["`says` does not say that `teaboard2022` has been superseded"] * 2
    )
    assert (
        broken(guide, "superseded-is-not-followed")
        == ["`sleep-advice` rests on `teaboard2022-advice`, and `teaboard2022` has been superseded"]
        * 2
    )
