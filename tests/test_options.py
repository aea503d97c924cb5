"""Options side by side: one table per choice, on a page of its own, in the plan and on paper."""

from collections.abc import Callable

import pypdfium2
import pytest
from lxml import html
from tests.conftest import TEA

from evidence_guide import Guide, check
from evidence_guide.diff import diff
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.pdf.typesetting import downloads
from evidence_guide.site.pages import evidence_pages
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

STAGE = "evidence/stages/evening.yml"
HANDOUT = Wanted("evening", (Paper.A4,), (False,))
Changed = Callable[..., Guide]


def told(guide: Guide) -> list[str]:
    """The errors of a guide, without their places."""
    return [f"{d.rule}: {d.message}" for d in check(guide) if d.severity == "error"]


def shown(guide: Guide, uri: str) -> str:
    """The source of a page of the site."""
    pages = evidence_pages(Views(Site(guide)))
    return next(str(page.content) for page in pages if page.uri == uri)


def table(guide: Guide) -> list[list[str]]:
    """The rows of the table of the sample choice, cell by cell, in words."""
    found = html.fromstring(shown(guide, "choices/tea-or-water.md"))
    for cite in found.xpath("//sup"):
        cite.drop_tree()
    rows = found.xpath("//table//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


FEWER = "Fewer people probably wake at night, 15 in 100."


def test_a_row_for_each_respect_and_a_cell_that_names_its_option(tea: Guide) -> None:
    assert table(tea) == [
        ["", "A cup of tea", "A glass of water"],
        [
            "Benefits",
            f"A cup of tea You may fall asleep sooner. {FEWER}",
            "A glass of water Nothing that we read says.",
        ],
        [
            "Harms and limits",
            "A cup of tea Nothing that we read says.",
            "A glass of water Nothing that we read says.",
        ],
        [
            "Effort",
            "A cup of tea A cup holds 200 mL.",
            "A glass of water Nothing that we read says.",
        ],
        [
            "How sure we are",
            "A cup of tea ⊕⊕◯◯ Low certainty: we are not sure",
            "A glass of water Nobody has studied it.",
        ],
    ]


def test_the_page_says_that_no_study_compares_and_out_of_how_many_it_counts(tea: Guide) -> None:
    page = shown(tea, "choices/tea-or-water.md")
    assert "No study that we read compares these options." in page
    assert "All counts of people are out of 100." in page
    assert "Which of the two suits me?" in page
    assert "Drink tea, not coffee" in page


def test_a_study_that_compares_takes_the_place_of_that_sentence(changed: Changed) -> None:
    compared = "compared: {says: You may fall asleep sooner., because: [sleep-faster]}"
    page = shown(changed(STAGE, "compared: not known", compared), "choices/tea-or-water.md")
    assert "No study that we read" not in page
    assert 'data-cited="tea-or-water/compared"' in page


def test_step_and_plan_lead_to_the_choice_and_other_steps_do_not(tea: Guide) -> None:
    for uri in ("stages/evening.md", "plan.md"):
        page = html.fromstring(shown(tea, uri))
        (line,) = page.xpath("//p[@class='eg-choose']")
        assert line.text_content() == "Options side by side: Tea or water?"
        assert line.xpath("a/@href")[0].endswith("choices/tea-or-water/")


def test_the_choice_is_data_with_its_options_in_the_order_of_the_file(tea: Guide) -> None:
    (choice,) = exported(Site(tea)).stages[0].choices
    assert [option.text for option in choice.options] == ["A cup of tea", "A glass of water"]
    assert [row.field for row in choice.rows] == ["benefits", "harms", "effort", "certainty"]
    assert choice.steps == ("drink-tea",)


@pytest.mark.pdf
def test_the_options_are_the_back_of_the_hand_out_and_a_part_of_the_book(tea: Guide) -> None:
    (sheet,) = downloads(tea, HANDOUT)
    with pypdfium2.PdfDocument(sheet.content) as document:
        front, back = (page.get_textpage().get_text_range() for page in document)
    assert "Tea or water?" not in front
    assert "No study that we read compares these options." in back
    (book,) = downloads(tea, Wanted("book", (Paper.A4,), (False,)))
    with pypdfium2.PdfDocument(book.content) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Options side by side: Tea or water? (p." in " ".join(text.split())


WATER = (TEA / STAGE).read_text("utf-8").partition("      - id: water\n")[2].partition("    ask")[0]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "harms: not known\n        effort: [",
            "effort: [",
            "fits-schema: `harms` is missing",
        ),
        (
            "        benefits: not known\n",
            "",
            "fits-schema: `benefits` is missing",
        ),
        (
            "      - id: water\n" + WATER,
            "",
            "fits-schema: `options`: 1 in the list, at least 2",
        ),
        (
            "        certainty: [{says: Nobody has studied it., because: [sleep-gap]}]\n",
            "",
            "option-says-how-sure: nothing says how sure the option `A glass of water` is",
        ),
        (
            "because: [sleep-cup]}]",
            "because: [sleep-cupp]}]",
            "known-reference: no claim is called `sleep-cupp`",
        ),
        (
            "steps: [drink-tea]",
            "steps: [drink-te]",
            "known-choice-step: no step is called `drink-te`",
        ),
        ("name: A glass of water", "name: A cup of tea", "options-differ: two options have the"),
        ("id: water", "id: tea", "options-differ: two options have the id `tea`"),
        (
            "night, 15 in 100.",
            "night, 150 in 1,000.",
            "one-denominator: this count is out of 1000, and those of the choice out of 100",
        ),
        (
            '    per: "100"\n',
            "",
            "one-denominator: a count is out of 100, and the choice names no `per`",
        ),
        ("ask: [Which of the two suits me?]", "ask: [Ask.]", "ask-is-a-question: this is no"),
        ("for: [day-worker]", "for: [day-workers]", "known-profile: no profile is called"),
    ],
)
def test_what_cannot_be_compared_is_a_complaint(
    old: str, new: str, problem: str, changed: Changed
) -> None:
    found = told(changed(STAGE, old, new))
    assert any(one.startswith(problem) for one in found), (old, found)


def test_a_difference_names_the_option_and_what_it_brings(tea: Guide, changed: Changed) -> None:
    new = changed(
        STAGE, "harms: not known\n        effort: [", f"harms: [{HARM}]\n        effort: ["
    )
    (found,) = diff(tea, new)
    assert (found.part, found.id, found.what) == ("choice", "tea-or-water", "advice")
    assert "harms: Others gave no advice. [@sleep-gap]" in found.after


HARM = "{says: Others gave no advice., because: [sleep-gap]}"


@pytest.mark.parametrize(
    "sentence", ["Drink 2 cups of 200 mL.", "In 12 weeks, 3 of them wake.", "It was 15%."]
)
def test_other_numbers_are_no_counts_of_people(sentence: str, changed: Changed) -> None:
    guide = changed(STAGE, FEWER, sentence)
    assert not [one for one in told(guide) if one.startswith("one-denominator")]
