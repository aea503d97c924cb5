"""A text counts only if it is the source's own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.proof.identity import identify
from evidence_guide.proof.texts import About, How, NoTextReason, Text

TITLE = "Evening tea and sleep in adults: a randomised trial"
SOURCE = Source(
    "doe2020",
    "article",
    {"title": TITLE, "doi": "10.1000/Tea.2020", "pmid": "123"},
    (Name("Doe", "Jane"),),
)
PAGE = Source(
    "board",
    "online",
    {"title": "Advice on tea", "url": "https://tea.example/advice"},
    (Name(literal="Tea Board"),),
)
BODY = "\nTea was given to 40 adults.\n" * 300


def text(
    content: str,
    *titles: str,
    dois: tuple[str, ...] = (),
    pmids: tuple[str, ...] = (),
    address: str = "doe2020.txt",
    language: str = "",
) -> Text:
    return Text(
        content,
        How.PAGE,
        "a test",
        address,
        date(2026, 1, 20),
        About(titles, dois, pmids, language),
    )


@pytest.mark.parametrize(
    "content",
    [
        TITLE + BODY,
        "JOURNAL OF TEA 2020\nORIGINAL ARTICLE\n" + TITLE.upper() + BODY,
        "Evening tea and sleep in adults:\na randomised trial" + BODY,
        "Evening tea and sleep in adults\nA Randomised Trial*" + BODY,
        "Evening tea and\nsleep in\nadults – a ran-\ndomised trial1" + BODY,
        TITLE + "\ndoi: 10.1000/tea.2020.\nPMID: 123" + BODY,
        TITLE + "\nhttps://doi.org/10.1000/\ntea.2020" + BODY,
        TITLE + "\nhttps://doi.org/10.1000/TEA.2020\nDoe J" + BODY,
    ],
)
def test_a_text_with_the_title_at_its_top_is_the_sources_own(content: str) -> None:
    assert identify(text(content), SOURCE).own


@pytest.mark.parametrize(
    ("titles", "dois", "pmids"),
    [
        ((TITLE,), (), ()),
        ((TITLE + ".",), ("10.1000/tea.2020",), ("123",)),
        ((TITLE + " | Journal of Tea",), (), ()),
        (("PubMed - " + TITLE,), (), ()),
        (("Évening tea and sleep in adults: A RANDOMISED trial",), (), ()),
        ((), ("10.1000/tea.2020",), ()),
        (("Evening tea and sleep in adults",), ("10.1000/tea.2020",), ()),
        (("Evening tea and sleep in adults: a randomized trial",), (), ("123",)),
    ],
)
def test_metadata_can_say_whose_text_it_is(
    titles: tuple[str, ...], dois: tuple[str, ...], pmids: tuple[str, ...]
) -> None:
    assert identify(text("Abstract" + BODY, *titles, dois=dois, pmids=pmids), SOURCE).own


@pytest.mark.parametrize(
    ("content", "titles", "dois", "pmids", "named"),
    [
        (TITLE + BODY, (TITLE,), ("10.1000/tea.2021",), (), "10.1000/tea.2021"),
        (TITLE + BODY, (TITLE,), ("10.1000/tea.2020",), ("124",), "PMID 124"),
        (TITLE + "\ndoi:10.1000/tea.2020.pub2" + BODY, (), (), (), "10.1000/tea.2020.pub2"),
        (TITLE + "\nPMID: 1234" + BODY, (), (), (), "PMID 1234"),
        (
            "Coffee in children" + BODY,
            ("Coffee in children",),
            ("10.1000/tea.2020",),
            (),
            "Coffee in children",
        ),
        (
            "Abendtee und Schlaf" + BODY,
            ("Abendtee und Schlaf",),
            ("10.1000/tea.2020",),
            (),
            "Abendtee und Schlaf",
        ),
    ],
)
def test_a_contradiction_makes_it_another_publication_and_names_it(
    content: str, titles: tuple[str, ...], dois: tuple[str, ...], pmids: tuple[str, ...], named: str
) -> None:
    found = identify(text(content, *titles, dois=dois, pmids=pmids), SOURCE)
    assert (found.own, found.reason) == (False, NoTextReason.ANOTHER)
    assert named in found.because


@pytest.mark.parametrize(
    "content",
    [
        "Coffee in children"
        + BODY
        + "References\n1. Doe J. "
        + TITLE
        + ". J Tea 2020. doi:10.1000/tea.2020",
        "Coffee in children\nAs Doe (" + TITLE + ") showed" + BODY,
        "References\n" + TITLE + BODY,
        "Coffee\n12. Bibliography:\n" + TITLE,
        BODY + TITLE,
        "Correction to: " + TITLE + BODY,
        "Erratum\n" + TITLE + BODY,
        "Comment on\n" + TITLE + BODY,
        "RETRACTION NOTE:\nEvening tea and sleep in adults:\na randomised trial" + BODY,
        TITLE + " and a second one" + BODY,
        TITLE + " II" + BODY,
        "Evening tea and sleep in adults: a protocol" + BODY,
        "Evening tea and sleep in adults" + BODY,
        "Evening tea and sleep in infusions: a randomised trial" + BODY,
        "Log in to read",
        "1",
    ],
)
def test_a_text_that_only_cites_or_resembles_the_title_is_not_the_sources_own(content: str) -> None:
    assert not identify(text(content), SOURCE).own


@pytest.mark.parametrize(
    "title",
    [
        "Correction | " + TITLE,
        "Comment on " + TITLE,
        "Erratum to: " + TITLE,
        TITLE + ": reply",
        "Evening tea and sleep in adults",
    ],
)
def test_a_title_in_metadata_that_says_more_or_less_is_not_enough_alone(title: str) -> None:
    assert not identify(text("x" + BODY, title), SOURCE).own


def test_a_correction_with_the_doi_of_what_it_corrects_is_another_publication() -> None:
    found = identify(
        text("Correction to: J Tea\nhttps://doi.org/10.1000/tea.2020\nCorrection: " + TITLE + BODY),
        SOURCE,
    )
    assert not found.own


def test_a_text_without_title_or_ids_is_unidentified() -> None:
    found = identify(text("Willkommen" + BODY, "Willkommen", language="de"), SOURCE)
    assert (found.own, found.reason) == (False, NoTextReason.UNIDENTIFIED)
    assert "“Willkommen” (language: de)" in found.because


def test_a_short_title_needs_its_author_beside_it() -> None:
    assert not identify(text("Advice on tea" + BODY), PAGE).own
    assert identify(text("Advice on tea" + BODY + "© Tea Board"), PAGE).own


def test_a_page_without_ids_at_its_own_address_may_lack_the_subtitle_but_elsewhere_not() -> None:
    source = Source(
        "board",
        "online",
        {
            "title": "Advice on tea for everyone: what the board says",
            "url": "https://tea.example/advice",
        },
    )
    assert identify(
        text("x" + BODY, "Advice on tea for everyone", address="https://tea.example/advice"), source
    ).own
    assert not identify(
        text("x" + BODY, "Advice on tea for everyone", address="board.html"), source
    ).own


def test_a_correction_that_is_itself_the_source_is_its_own() -> None:
    source = Source("doe2021", "article", {"title": "Correction to: " + TITLE})
    assert identify(text("Correction to: " + TITLE + BODY), source).own


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_text_is_its_own_by_accident_and_none_makes_it_raise(content: str, title: str) -> None:
    assert not identify(text(content, title), SOURCE).own


@given(st.text(max_size=40))
def test_a_source_without_a_readable_title_is_never_met(content: str) -> None:
    assert not identify(text(content + "\n…"), Source("x", "misc", {"title": "…"})).own
