"""A passage is found however its text is typeset, and never where the text says something else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.variants import Case, corpus, falsifications, is_found, sentence, variants

from evidence_guide.proof.extracting import extract
from evidence_guide.proof.passages import Proved, find_passage, missing_figures
from evidence_guide.proof.texts import Extracted

SENTENCES = st.integers().map(lambda seed: sentence(random.Random(seed)))  # noqa: S311


@settings(deadline=None)
@given(SENTENCES, st.data())
def test_any_typographic_variant_is_found(text: str, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(list(variants(text))))
    assert is_found(case), case


@settings(deadline=None)
@given(SENTENCES, st.data())
def test_no_falsification_is_found(text: str, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(list(falsifications(text))))
    assert not is_found(case), case


def test_all_kinds_of_a_small_corpus_are_found_and_refused() -> None:
    texts = corpus(4)
    assert [case for text in texts for case in variants(text) if not is_found(case)] == []
    assert [case for text in texts for case in falsifications(text) if is_found(case)] == []


@pytest.mark.parametrize(
    "case",
    [
        Case("shortest", "The dose was … mg a day", "The dose was set. The dose was 5 mg a day."),
        Case("no label", "Those who drank … slept", "It was late. Results  Those who drank slept."),
        Case(
            "glued", "The 30 women … slept", "after birth.ResultsThe 30 women slept. It was late."
        ),
        Case("cells", "Losses … Two studies … 2.5 … Low", "Losses\tTwo studies\t2.5\tLow"),
        Case("some thousands", "In 18,605 of 2067 cups", "In 18 605 of 2067 cups."),
        Case("long thousands", "In 18605 of 2067 cups", "In 18 605 of 2067 cups."),
        Case("thousands, decimals", "It cost $45 540.49 a cup", "It cost $45,540.49 a cup."),
        Case("< / =", "Those aged >/= 65 y slept", "Those aged > / = 65 y slept."),
        Case(
            "after a comma", "The young (age, < 30 days) slept", "The young (age,<30 days) slept."
        ),
        Case("hung hyphen", "Those of 25- to 74 slept", "Those of 25-\nto 74 slept."),
        Case("wrapped hyphen", "It was up-to-date", "It was up-\nto-date."),
        Case("letter for ×", "A cup (tea) × 2 (milk) design", "A cup (tea) x 2 (milk) design."),
        Case("lowered name", "D3-poor girls slept", "D<sub>3</sub>-poor girls slept."),
        Case("capital ligature", "Œdema was rare", "OEDEMA is swelling. Oedema was rare."),
    ],
)
def test_a_passage_is_found(case: Case) -> None:
    assert is_found(case)


@pytest.mark.parametrize(
    "case",
    [
        Case("label in a sentence", "Milk was low", "It is wrong that Results Milk was low."),
        Case("no heading", "Milk was low", "It was late.\nNobody has said\nMilk was low."),
        Case("hanging line", "Milk was low", "It was late.\nA town by the name of\nMilk was low."),
        Case("item denied", "pale skin", f"It never causes:\nred ears\npale skin\n{'Long. ' * 60}"),
        Case("no list", "pale skin", f"It does not lead to\npale skin\n{'Long. ' * 60}"),
        Case("two cells", "In 17,708 cups", "In 17\t708 cups."),
        Case("two cells, decimals", "In 17,708.5 cups", "In 17\t708.5 cups."),
        Case("cut thousands", "It had 605 cups", "It had 18 605 cups."),
        Case("decimal comma", "In 17.708 cups", "In 17,708 cups."),
        Case("longer group", "In 1,234 cups", "In 1,234,567 cups."),
        Case("exponent", "It rose by 10^6", "It rose by 106."),
        Case("name", "Group B12 slept", "Group B(120) slept."),
        Case("gap at the end", "It was late …", "It was late. It rained."),
        Case("half quoted", "“It was late", "It was late, but not here."),
    ],
)
def test_a_passage_is_not_found(case: Case) -> None:
    assert not is_found(case)


@pytest.mark.parametrize("figure", ["17,708", "17708", "17 708", "17\u2009708"])
@pytest.mark.parametrize("printed", ["17,708", "17708", "17 708", "17\u202f708", "17’708"])
def test_a_figure_may_have_another_separator_of_thousands(figure: str, printed: str) -> None:
    found = find_passage("The cups … were blue", f"The cups, {printed} in all, were blue.")
    assert isinstance(found, Proved)
    assert missing_figures(found, [figure]) == ()
    assert missing_figures(found, ["17", "708", "1,7708"]) == ("17", "708", "1,7708")


PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1234567</PMID><Article>
<ArticleTitle>Tea</ArticleTitle><Abstract><AbstractText Label="{label}">80 children were given tea
for a month.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>
"""


@pytest.mark.parametrize(
    "label", ["STUDY DESIGN", "PARTICIPANT", "UNLABELLED", "RECENT FINDINGS", "ANY NAME AT ALL"]
)
@pytest.mark.parametrize("lead", ["", "{label}: "])
def test_a_sentence_begins_after_any_label_of_pubmed(label: str, lead: str) -> None:
    made = extract(PUBMED.format(label=label).encode(), "text/xml")
    assert isinstance(made, Extracted)
    passage = lead.format(label=label) + "80 children were given … for a month"
    assert isinstance(find_passage(passage, made.content), Proved)


def test_a_sentence_of_a_plain_text_begins_after_its_title_and_an_empty_line() -> None:
    made = extract(b"Tea and sleep in Exampleton\n\nTea was warm. Cups broke.", "text/plain")
    assert isinstance(made, Extracted)
    assert isinstance(find_passage("Tea was warm", made.content), Proved)


def test_columns_of_a_plain_text_stay_apart() -> None:
    made = extract(b"Losses     Two studies     2.5", "text/plain")
    assert isinstance(made, Extracted)
    assert isinstance(find_passage("Two studies", made.content), Proved)
