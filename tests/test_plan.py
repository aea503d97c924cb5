"""My plan without a browser: what the page's own data select, and that the page is whole without a script."""

from collections.abc import Callable, Iterator

import markdown
import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.conftest import errors
from tests.personas import PERSONAS, Persona

from evidence_guide import Guide, outputs
from evidence_guide.model import Profile, Step
from evidence_guide.site import Addresses
from evidence_guide.site.audit import audit_page


def page_of(guide: Guide, addresses: Addresses = Addresses.FOLDERS) -> HtmlElement:
    """The page as an engine makes it."""
    content = next(
        output.content for output in outputs(guide, addresses) if output.uri == "plan.md"
    )
    body = markdown.markdown(content.split("---\n", 2)[2], extensions=["attr_list", "tables"])
    return html.document_fromstring(f"<article>{body}</article>")


@pytest.fixture(scope="module")
def page(real: Guide) -> HtmlElement:
    return page_of(real)


def tokens(page: HtmlElement, address: str) -> set[str]:
    """The answers that count: those given, and all of an open question that has none; of nothing given, all."""
    questions = [
        (f.get("data-open") is not None, f.xpath(".//input/@value"))
        for f in page.xpath("//form//fieldset")
    ]
    given = {word for _, answers in questions for word in answers} & set(address.split("+"))
    return {
        word
        for open_, answers in questions
        for word in answers
        if word in given or not given or (open_ and not given & set(answers))
    }


def selected(page: HtmlElement, address: str) -> Callable[[HtmlElement], bool]:
    """Whether a part of the page, and everything around it, fits a choice."""
    chosen = tokens(page, address)

    def fits(part: HtmlElement) -> bool:
        waits = [when for when in part.xpath("ancestor-or-self::*/@data-when") if when]
        return all(chosen & set(group.split()) for when in waits for group in when.split(";"))

    return fits


def steps(page: HtmlElement, address: str) -> set[str]:
    fits = selected(page, address)
    return {step.get("data-step") for step in page.xpath("//li[@data-step]") if fits(step)}


def amounts(page: HtmlElement, address: str) -> dict[str, dict[str, str]]:
    """The amounts that show: by row, and by the words of their column."""
    fits = selected(page, address)
    (table,) = page.xpath("//div[@class='eg-plan-values']//table")
    heads = [(head.xpath("text()")[0].strip(), head) for head in table.xpath(".//thead//th")]
    found = {}
    for row in filter(fits, table.xpath(".//tbody/tr")):
        cells = zip(heads, row.iterchildren(), strict=True)
        found[row.get("data-when")] = {
            name: cell.text
            for (name, head), cell in cells
            if head.get("data-when") and fits(head) and fits(cell)
        }
    return found


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda p: p.who)
def test_a_reader_meets_the_steps_and_amounts_that_are_hers(
    persona: Persona, page: HtmlElement, real: Guide
) -> None:
    assert persona.must | persona.must_not <= real.steps.keys()
    found = steps(page, persona.address)
    assert persona.must <= found
    assert not persona.must_not & found
    told = amounts(page, persona.address)
    assert told == (
        {persona.address.rpartition("+")[2]: persona.amounts} if persona.amounts else {}
    )


def fitting(step: Step, stage: str, stages: set[str], profiles: set[str]) -> bool:
    """Whether a step is for a reader, by the evidence itself."""
    return (
        stage in stages
        and (not step.during or bool(stages & set(step.during)))
        and (step.whom == "everyone" or bool(profiles & set(step.whom)))
    )


def readers(guide: Guide) -> Iterator[tuple[str, Profile]]:
    yield from ((stage, profile) for stage in guide.stages for profile in guide.file.profiles)


def test_what_the_page_selects_is_what_the_evidence_says_for_every_stage_and_profile(
    page: HtmlElement, real: Guide
) -> None:
    for stage, profile in readers(real):
        food = [] if profile.question == "food" else ["omnivore"]
        found = steps(page, "+".join([stage, *food, profile.id]))
        assert found == {
            s.id
            for s in real.stages[stage].item.steps
            if fitting(s, stage, {stage}, {profile.id, *food})
        }


def test_every_step_is_met_by_somebody(page: HtmlElement, real: Guide) -> None:
    everywhere = "+".join(
        [*real.stages, "vegan", *(p.id for p in real.file.profiles if p.question != "food")]
    )
    met = steps(page, everywhere) | steps(page, everywhere.replace("+vegan", "+omnivore"))
    assert met == set(real.steps)
    assert steps(page, "") == set(real.steps)


def test_every_red_flag_of_a_chosen_stage_shows(page: HtmlElement, real: Guide) -> None:
    for id, stage in real.stages.items():
        fits = selected(page, f"{id}+omnivore")
        flags = {flag.text for flag in page.xpath("//div[@class='eg-urgent']//li") if fits(flag)}
        assert flags == {cited.says for cited in stage.item.urgent}


def test_without_a_script_everything_shows_with_whom_it_is_for_and_dead_questions_do_not(
    page: HtmlElement, real: Guide
) -> None:
    listed = page.xpath("//li[@data-step]")
    assert [step.get("data-step") for step in listed] == [
        s.id for id in real.file.stages for s in real.stages[id].item.steps
    ]
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


def test_the_page_passes_the_audit_and_lets_steps_and_sources_come_first_in_the_search(
    tea: Guide, real: Guide
) -> None:
    for guide in (tea, real):
        content = next(output.content for output in outputs(guide) if output.uri == "plan.md")
        assert "boost: 0.3" in content
        assert (
            audit_page(
                html.tostring(page_of(guide), encoding="unicode"), "plan.md", guide
            ).diagnostics
            == []
        )


def test_a_guide_without_countries_has_a_plan_too(changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/tables/cups.yml", ", role: country", "")
    assert errors(guide) == []
    assert not page_of(guide).xpath("//input[@name='country'] | //table")


def test_profiles_that_answer_no_question_come_last_under_the_words_of_the_page(
    changed: Callable[..., Guide],
) -> None:
    page = page_of(changed("evidence/guide.yml", ", question: hours, answer: By day", ""))
    assert page.xpath("//legend/text()") == [
        "Where are you?",
        "When do you work?",
        "Does any of these fit you?",
        "Country",
    ]
    assert page.xpath("//label[input/@value='day-worker']//text()") == ["work by day"]
