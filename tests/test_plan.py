"""My plan without a browser: what the page's own data select, and that the page is whole without a
script.
"""

from collections.abc import Callable, Iterator

import markdown
from lxml import html
from lxml.html import HtmlElement
from tests.conftest import errors

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


def tokens(page: HtmlElement, address: str) -> set[str]:
    """The answers that count: those given, and all of an open question that has none; of nothing
    given, all.
    """
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


def fitting(step: Step, stage: str, stages: set[str], profiles: set[str]) -> bool:
    """Whether a step is for a reader, by the evidence itself."""
    return (
        stage in stages
        and (not step.during or bool(stages & set(step.during)))
        and (step.whom == "everyone" or bool(profiles & set(step.whom)))
    )


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
        assert steps(page, f"{stage}+{profile.id}") == {
            step.id
            for step in tea.stages[stage].item.steps
            if fitting(step, stage, {stage}, {profile.id})
        }


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
