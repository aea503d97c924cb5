"""My plan without a browser: what the page's own data select, and that the page is whole without a
script.
"""

from collections.abc import Callable, Iterator

import markdown
import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.conftest import TEA, errors

from evidence_guide import Guide, outputs
from evidence_guide.model import Profile, Step
from evidence_guide.site import Addresses
from evidence_guide.site.audit import audit_page
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views


def page_of(guide: Guide, addresses: Addresses = Addresses.FOLDERS) -> HtmlElement:
    """The page as an engine makes it."""
    content = next(
        output.content for output in outputs(guide, addresses) if output.uri == "plan.md"
    )
    body = markdown.markdown(content.split("---\n", 2)[2], extensions=["attr_list", "tables"])
    return html.document_fromstring(f"<article>{body}</article>")


def answers(question: HtmlElement) -> set[str]:
    return set(question.xpath(".//input/@value"))


def fits(when: str, chosen: set[str]) -> bool:
    return all(chosen & set(group.split()) for group in when.split(";"))


def selected(page: HtmlElement, address: str) -> Callable[[HtmlElement], bool]:
    """Whether a part of the page, and everything around it, fits the answers of an address.

    An open question that has no answer counts as all of its answers; in what takes the place of a
    part, only that for the stage does.
    """
    questions = page.xpath("//form//fieldset")
    given = set[str]().union(*map(answers, questions)) & set(address.split("+"))
    open_questions = [one for one in questions if not given & answers(one)]
    counting, said = set(given), set(given)
    for question in open_questions:
        if question.get("data-open") is not None:
            counting |= answers(question)
        if question.get("data-stages") is not None:
            said |= answers(question)

    def shown(part: HtmlElement) -> bool:
        waits = part.xpath("ancestor-or-self::*/@data-when")
        unless = part.xpath("ancestor-or-self::*/@data-unless")
        elsewhere = any(fits(one, said) for when in unless for one in when.split("|"))
        return not elsewhere and all(fits(when, counting) for when in waits if when)

    return shown


def steps(page: HtmlElement, address: str) -> list[str]:
    """The steps that a reader meets, in the order of the plan."""
    shown = selected(page, address)
    return [step.get("data-step") for step in page.xpath("//li[@data-step]") if shown(step)]


def lines(page: HtmlElement, address: str) -> list[str]:
    """The amounts, small actions and numbers to call that a reader meets."""
    shown = selected(page, address)
    listed = page.xpath(
        "//li[@data-step]/ul/li | //details//li | //ul[contains(@class, 'eg-care')]/li"
    )
    return [line.text for line in listed if line.get("data-cited") and shown(line)]


def amounts(page: HtmlElement, address: str) -> dict[str, list[str]]:
    """The amounts that show, as sentences by country."""
    shown = selected(page, address)
    found = {}
    for country in filter(shown, page.xpath("//div[@class='eg-plan-values']//li[ul]")):
        sentences = [value.text for value in country.xpath("./ul/li") if shown(value)]
        if sentences:
            found[country.get("data-when")] = sentences
    return found


def fitting(step: Step, stage: str, stages: set[str], profiles: set[str]) -> bool:
    """Whether a step is for a reader, by the evidence itself."""
    return (
        bool(stages & set(step.stages or (stage,)))
        and (not step.during or bool(stages & set(step.during)))
        and (step.whom == "everyone" or bool(profiles & set(step.whom)))
    )


def expected(guide: Guide, stages: set[str], profiles: set[str]) -> set[str]:
    """The steps for a reader, without those that others take the place of."""
    found = {}
    for stage in guide.stages:
        for step in guide.stages[stage].item.steps:
            if fitting(step, stage, stages, profiles):
                found[step.id] = step
    displaced = {id for step in found.values() for id in (*step.replaces, *step.repeats)}
    return found.keys() - displaced


def readers(guide: Guide) -> Iterator[tuple[str, Profile]]:
    yield from ((stage, profile) for stage in guide.stages for profile in guide.file.profiles)


def test_the_page_passes_the_audit_and_lets_steps_and_sources_come_first_in_the_search(
    tea: Guide,
) -> None:
    content = next(output.content for output in outputs(tea) if output.uri == "plan.md")
    assert "boost: 0.3" in content
    page = html.tostring(page_of(tea), encoding="unicode")
    assert audit_page(page, "plan.md", tea).diagnostics == []


def test_what_the_page_selects_is_what_the_evidence_says(tea: Guide) -> None:
    page = page_of(tea)
    for stage, profile in readers(tea):
        found = steps(page, f"{stage}+{profile.id}")
        assert set(found) == expected(tea, {stage}, {profile.id})


def test_without_a_script_everything_shows_and_dead_questions_do_not(tea: Guide) -> None:
    page = page_of(tea)
    assert {step.get("data-step") for step in page.xpath("//li[@data-step]")} == set(tea.steps)
    assert not page.xpath("//li[@data-step]/ancestor-or-self::*[@hidden]")
    assert page.xpath("//form/@hidden")
    assert page.xpath("//noscript")


def test_the_script_and_the_style_sheet_are_loaded_by_no_other_page(tea: Guide) -> None:
    users = {output.uri for output in outputs(tea) if "assets/plan." in output.content}
    assert {uri for uri in users if uri.endswith(".md")} == {"plan.md"}


def test_a_guide_without_countries_has_a_plan_too(changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/tables/cups.yml", ", role: country", "")
    assert errors(guide) == []
    assert not page_of(guide).xpath("//input[@name='country'] | //table")


REPLACES = "for: [night-worker]\n    replaces: [drink-tea]"


def test_a_step_for_some_readers_takes_the_place_of_the_general_one(
    changed: Callable[..., Guide],
) -> None:
    guide = changed("evidence/stages/evening.yml", "for: [night-worker]", REPLACES)
    assert errors(guide) == []
    page = page_of(guide)
    assert steps(page, "evening+night-worker") == ["avoid-coffee"]
    assert steps(page, "evening+day-worker") == ["drink-tea"]
    assert steps(page, "evening") == ["avoid-coffee", "drink-tea"], "nobody said when she works"
    assert [one.id for one in Views(Site(guide)).whole.plan] == ["avoid-coffee", "drink-tea"]


def test_a_step_for_most_answers_to_a_question_comes_with_the_general_ones(
    changed: Callable[..., Guide],
) -> None:
    guide = changed("evidence/stages/evening.yml", "[night-worker]", "[night-worker, day-worker]")
    assert steps(page_of(guide), "evening+day-worker") == ["drink-tea", "avoid-coffee"]


def test_a_small_action_shows_only_to_the_people_that_it_is_for(
    changed: Callable[..., Guide],
) -> None:
    how = "A cup holds 200 mL., because: [sleep-cup]"
    guide = changed("evidence/stages/evening.yml", how, f"{how}, for: [night-worker]")
    assert errors(guide) == []
    page = page_of(guide)
    assert "A cup holds 200 mL." in lines(page, "evening+night-worker")
    assert "A cup holds 200 mL." not in lines(page, "evening+day-worker")
    assert "A cup holds 200 mL." in lines(page, "evening")


@pytest.mark.parametrize(
    ("replaced", "by", "complaint"),
    [
        ("for: [night-worker]", REPLACES.replace("tea", "te"), "no step is called `drink-te`"),
        (
            "for: everyone",
            "for: [day-worker]\n    replaces: [avoid-coffee]",
            "nobody meets both `drink-tea` and `avoid-coffee`",
        ),
        (
            "for: everyone",
            "for: everyone\n    replaces: [avoid-coffee]",
            "`drink-tea` is for everyone and replaces a step",
        ),
        (
            "for: [night-worker]",
            "for: [night-worker]\n    replaces: [avoid-coffee]",
            "`avoid-coffee` takes its own place",
        ),
        (
            "for: [night-worker]",
            "for: [night-worker]\n    repeats: [drink-tea]",
            "`drink-tea` is a step of the same stage",
        ),
        (
            "A cup holds 200 mL., because: [sleep-cup]",
            "A cup holds 200 mL., because: [sleep-cup], countries: [tee]",
            "no country is called `tee`",
        ),
        (
            "A cup holds 200 mL., because: [sleep-cup]",
            "A cup holds 200 mL., because: [sleep-cup], for: [night-work]",
            "no profile is called `night-work`",
        ),
    ],
)
def test_what_cannot_take_the_place_of_a_step_is_named(
    replaced: str, by: str, complaint: str, changed: Callable[..., Guide]
) -> None:
    found = [one.message for one in errors(changed("evidence/stages/evening.yml", replaced, by))]
    assert found == [complaint]


def test_two_steps_cannot_take_the_place_of_each_other(changed: Callable[..., Guide]) -> None:
    text = (TEA / "evidence/stages/evening.yml").read_text("utf-8")
    circle = text.replace("for: [night-worker]", REPLACES).replace(
        "for: everyone", "for: [night-worker]\n    replaces: [avoid-coffee]"
    )
    guide = changed("evidence/stages/evening.yml", text, circle)
    assert {one.rule for one in errors(guide)} == {"replaces-in-no-circle"}


def test_profiles_that_answer_no_question_come_last_under_the_words_of_the_page(
    changed: Callable[..., Guide],
) -> None:
    page = page_of(changed("evidence/guide.yml", ", question: hours, answer: By day", ""))
    assert page.xpath("//legend/text()") == [
        "Where are you?",
        "When do you work?",
        "Do any of these apply to you?",
        "Country",
    ]
    assert page.xpath("//label[input/@value='day-worker']//text()") == ["work by day"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('"200"', "200 mL in a cup."),
        ('"200 (of any kind)"', "200 mL in a cup (of any kind)."),
        ("no value found", "Volume: no value found."),
    ],
    ids=["a number", "a number with a remark", "no number"],
)
def test_an_amount_reads_as_a_sentence(cell: str, said: str, changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/tables/cups.yml", 'cups: "200"', f"cups: {cell}")
    assert amounts(page_of(guide), "evening+tea") == {"tea": [said]}


def test_an_amount_without_a_sentence_has_its_heading_and_unit(
    changed: Callable[..., Guide],
) -> None:
    guide = changed("evidence/tables/cups.yml", 'sentences: {cups: "{} mL in a cup"}\n', "")
    assert amounts(page_of(guide), "evening+tea") == {"tea": ["Volume: 200 mL."]}
