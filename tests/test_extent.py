"""How much of its source a text is, by its content."""

from datetime import date

import pytest

from evidence_guide.guide.source import Source
from evidence_guide.proof.extent import extent, is_whole_text
from evidence_guide.proof.texts import How, Text

PAPER = Source("doe2020", "article", {"doi": "10.1000/doe.2020"})
PAGE = Source("board2022", "online", {"url": "https://example.org/advice"})
RUNNING = "Every cup of tea was weighed before and after it was drunk, and nothing was spilt. "
LONG = RUNNING * 20
SNIPPET = "Tea is drunk in the evening by many, and few have asked what it does to sleep.\n"
ARTICLE = f"Abstract\n{RUNNING}\n1. Introduction\n{LONG}\n2. Methods\n{LONG}\n3. Results\n{LONG}\n4. Discussion\n{LONG}\nReferences\nRoe R. Who drinks tea. J Ex 2021."
STRUCTURED = "\n".join(
    f"{name}\n{RUNNING * 2}" for name in ("Abstract", "Background", "Methods", "Results")
)
LINKED = "References\n" + "Roe R. Who drinks tea in the evening, and who does not. 2021.\n" * 300
PREVIEW = "\n".join(
    (
        "Abstract",
        RUNNING * 4,
        "Introduction",
        SNIPPET,
        "Section snippets",
        "Methods",
        SNIPPET,
        "Results",
        SNIPPET,
        "Discussion",
        SNIPPET,
        LINKED,
        "Recommended articles",
        LONG * 9,
    )
)


def of(content: str, source: Source, how: How = How.PAGE) -> How:
    return extent(Text(content, how, "web page", "https://example.org", date(2026, 1, 1)), source)


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (ARTICLE, How.FULL),
        (ARTICLE.replace("1. Introduction", "Case report"), How.FULL),
        ("\n".join(["Dear editor", LONG * 10]), How.FULL),
        (STRUCTURED, How.ABSTRACT),
        (f"{STRUCTURED}\n{LINKED}", How.ABSTRACT),
        (PREVIEW, How.ABSTRACT),
        (f"{STRUCTURED}\nDiscussion\n{RUNNING}", How.ABSTRACT),
        (ARTICLE.replace("2. Methods", "[…]"), How.EXCERPT),
        (RUNNING, How.EXCERPT),
        (LONG, How.EXCERPT),
        ("", How.EXCERPT),
    ],
)
def test_an_article_is_known_by_its_parts_and_its_length(content: str, how: How) -> None:
    assert of(content, PAPER) is how


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (LONG, How.PAGE),
        (RUNNING, How.EXCERPT),
        (f"{LONG}\nDownload PDF (2 MB)", How.EXCERPT),
        (f"{LONG * 5}\nDownload PDF (2 MB)", How.PAGE),
        (f"{LONG}\n. . .\n{LONG}", How.EXCERPT),
        (f"{LONG}\n{RUNNING}Some of the people who", How.EXCERPT),
        ("Home\nContact\nPrivacy\n" * 900, How.EXCERPT),
    ],
)
def test_a_page_is_whole_text_unless_it_is_short_leads_to_a_document_or_breaks_off(
    content: str, how: How
) -> None:
    assert of(content, PAGE) is how


@pytest.mark.parametrize("how", [How.ABSTRACT, How.EXCERPT])
def test_what_a_service_calls_an_abstract_stays_one(how: How) -> None:
    assert of(ARTICLE, PAPER, how) is how


def test_an_article_in_xml_may_be_short_but_not_empty() -> None:
    assert of(LONG, PAPER, How.FULL) is How.FULL
    assert of(RUNNING, PAPER, How.FULL) is How.EXCERPT


def test_only_articles_and_pages_are_whole() -> None:
    assert [how for how in How if is_whole_text(how)] == [How.FULL, How.PAGE]
