"""My plan for the readers of this guide: what they meet, and that nothing is left out."""

import pytest
from lxml.html import HtmlElement
from tests.personas import PERSONAS, Persona
from tests.test_plan import amounts, expected, lines, page_of, readers, selected, steps

from evidence_guide import Guide, outputs
from evidence_guide.view.plan import planned_steps


@pytest.fixture(scope="module")
def page(real: Guide) -> HtmlElement:
    return page_of(real)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda p: p.who)
def test_a_reader_meets_the_steps_and_amounts_that_are_hers(
    persona: Persona, page: HtmlElement, real: Guide
) -> None:
    assert {*persona.first} | persona.must | persona.must_not <= real.steps.keys()
    found = steps(page, persona.address)
    assert tuple(found[:3]) == persona.first
    assert persona.must <= set(found)
    assert not persona.must_not & set(found)
    told = amounts(page, persona.address)
    assert told == (
        {persona.address.rpartition("+")[2]: persona.amounts} if persona.amounts else {}
    )


def test_what_the_page_selects_is_what_the_evidence_says_for_every_stage_and_profile(
    page: HtmlElement, real: Guide
) -> None:
    for stage, profile in readers(real):
        food = [] if profile.question == "food" else ["omnivore"]
        found = steps(page, "+".join([stage, *food, profile.id]))
        assert set(found) == expected(real, {stage}, {profile.id, *food})
        assert len(found) == len(set(found))


UK, US, EU = "UK: the daily amount", "US and Canada: the daily amount", "European Union"


@pytest.mark.parametrize(
    ("country", "met"),
    [
        ("+uk", [UK]),
        ("+us-canada", [US]),
        ("+dach", [EU]),
        ("+nordic-2012", [UK, US, EU]),
        ("", [UK, US, EU]),
    ],
)
def test_a_reader_meets_the_amounts_of_her_country_where_there_are_any(
    country: str, met: list[str], page: HtmlElement
) -> None:
    found = lines(page, f"pregnancy+vegan{country}")
    assert [name for name in (UK, US, EU) if any(line.startswith(name) for line in found)] == met


def test_a_reader_in_the_uk_meets_only_its_number_to_call(page: HtmlElement) -> None:
    calls = [line for line in lines(page, "pregnancy+uk") if "call 9" in line or "call 1" in line]
    assert calls == ["United Kingdom: call 999. Call 111 when your practice is closed."]
    elsewhere = [
        line for line in lines(page, "pregnancy+eu") if "call 9" in line or "call 1" in line
    ]
    assert len(elsewhere) == 4


def test_a_pregnant_woman_on_metformin_meets_only_what_is_about_metformin(
    page: HtmlElement,
) -> None:
    found = " ".join(lines(page, "pregnancy+omnivore+metformin+uk"))
    assert "Stay on metformin unless your doctor says otherwise." in found
    assert "medicines against stomach acid" not in found


def test_a_pregnant_woman_on_acid_medicines_meets_what_to_say_about_them(
    page: HtmlElement,
) -> None:
    found = " ".join(lines(page, "pregnancy+omnivore+acid-medicines+uk"))
    assert "Say how long you have taken medicines against stomach acid, and do not stop" in found
    assert "metformin" not in found


def test_no_small_action_is_said_twice(page: HtmlElement) -> None:
    for persona in PERSONAS:
        if "what she eats" in persona.who:
            continue
        found = lines(page, persona.address)
        assert len(found) == len(set(found)), persona.who


def test_every_step_is_met_by_somebody(page: HtmlElement, real: Guide) -> None:
    met: set[str] = set()
    for stage, profile in readers(real):
        for more in ("", "pregnancy"):
            met |= {*steps(page, "+".join(filter(None, [stage, more, profile.id])))}
    assert met == set(real.steps)


def test_every_red_flag_of_a_chosen_stage_shows(page: HtmlElement, real: Guide) -> None:
    for id, stage in real.stages.items():
        fits = selected(page, f"{id}+omnivore")
        listed = page.xpath("//div[contains(@class, 'eg-care ')]/ul[1]/li")
        flags = {flag.text for flag in listed if fits(flag)}
        assert flags == {cited.says for cited in stage.item.urgent}


def test_no_red_flag_shows_twice_and_the_gravest_level_of_the_chosen_stages_stays(
    page: HtmlElement, real: Guide
) -> None:
    address = "+".join(real.stages)
    shown = selected(page, address)
    listed = filter(shown, page.xpath("//div[contains(@class, 'eg-care ')]/ul[1]/li"))
    flags = [flag.text for flag in listed]
    assert len(flags) == len(set(flags))
    assert set(flags) == {flag.says for stage in real.stages.values() for flag in stage.item.urgent}
    cards = page.xpath("//li[contains(., 'pins and needles, numbness, confusion')]")
    levels = [card.getparent().getparent().get("class") for card in cards if shown(card)]
    assert levels == ["eg-care eg-care-today"]


def test_without_a_script_everything_shows_with_whom_it_is_for_and_dead_questions_do_not(
    page: HtmlElement, real: Guide
) -> None:
    listed = page.xpath("//li[@data-step]")
    assert [step.get("data-step") for step in listed] == [one.id for one in planned_steps(real)]
    assert len(listed) == len(real.steps)
    assert all(step.xpath(".//span[contains(@class, 'eg-chip-whom')]/text()") for step in listed)
    assert not page.xpath("//li[@data-step]/ancestor-or-self::*[@hidden]")
    assert page.xpath("//form/@hidden")
    assert page.xpath("//noscript")


def test_the_script_and_the_style_sheet_are_loaded_by_no_other_page(real: Guide) -> None:
    users = {
        output.uri
        for output in outputs(real)
        if output.uri.endswith(".md") and "assets/plan." in output.content
    }
    assert users == {"plan.md"}
