"""A passage that runs over several sections of an abstract is refused."""

import pytest

from evidence_guide.proof.extracting import extract
from evidence_guide.proof.passages import AcrossSections, Proved, find_passage
from evidence_guide.proof.texts import Extracted

FIRST = "We gave tea to 80 children for a month."
LAST = "Those who drank tea slept nine minutes longer."
ACROSS = "We gave tea to … slept nine minutes longer"
PUBMED = (
    "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<ArticleTitle>Tea</ArticleTitle><Abstract>"
    f'<AbstractText Label="WHAT WE DID">{FIRST}</AbstractText>'
    f'<AbstractText Label="WHAT WE SAW">{LAST}</AbstractText>'
    "</Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
)


def pubmed() -> str:
    made = extract(PUBMED.encode(), "text/xml")
    assert isinstance(made, Extracted)
    return made.content


@pytest.mark.parametrize(
    ("label", "between"),
    [
        ("RESULTS", " RESULTS: "),
        ("Results", " Results: "),
        ("Results", " Results  "),
        ("Results", "Results"),
        ("Results", "\nResults\n"),
        ("RESULTS", "\nRESULTS\n"),
        ("Results", "\n3. Results\n"),
        ("Main results", "\nMain results\n"),
        ("WHAT WE SAW", " WHAT WE SAW: "),
    ],
)
def test_a_passage_may_not_run_across_a_label(label: str, between: str) -> None:
    found = find_passage(ACROSS, f"Tea\nMETHODS: {FIRST}{between}{LAST} It was late.")
    assert isinstance(found, AcrossSections)
    assert found.label.endswith(label)


def test_a_passage_may_not_run_across_the_sections_of_pubmed_whatever_their_names() -> None:
    found = find_passage(ACROSS, pubmed())
    assert isinstance(found, AcrossSections)
    assert found.label == "WHAT WE SAW"


@pytest.mark.parametrize(
    "passage",
    [
        "Those who drank tea … nine minutes longer",
        "WHAT WE SAW: Those who drank … nine minutes longer",
        "We gave tea … a month",
    ],
)
def test_a_passage_within_one_section_may_begin_with_its_label(passage: str) -> None:
    assert isinstance(find_passage(passage, pubmed()), Proved)


@pytest.mark.parametrize(
    "between",
    [
        " The results were clear. ",
        " Results from two cups were lost. ",
        " It was a new\ndesign.\n",
        " Its aims: sleep. ",
        " WHO agreed. ",
    ],
)
def test_a_word_that_is_also_a_label_divides_nothing(between: str) -> None:
    assert isinstance(find_passage(ACROSS, f"{FIRST}{between}{LAST}"), Proved)


def test_of_several_places_the_one_within_a_section_counts() -> None:
    text = f"{FIRST} RESULTS: {LAST}\nDISCUSSION: {FIRST} {LAST}"
    assert isinstance(find_passage(ACROSS, text), Proved)
