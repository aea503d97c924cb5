"""What can be forged ends unproved or is marked as supplied by hand."""

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import Folder
from tests.test_verify import FOUND, TITLE, less, receipts, verify

from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Supplied
from evidence_guide.proof.obtaining import own_text
from evidence_guide.proof.texts import About, How, NoText, NoTextReason, Text

REVIEW = Source(
    type="article",
    id="roe2021",
    fields={
        "title": "Tea for sleep in adults of any age",
        "doi": "10.1000/14651858.CD1.pub2",
        "pmid": "7654321",
        "pmcid": "PMC7654",
    },
)
PASTED = f"{REVIEW.title}\n\nTea delayed sleep by nine minutes."


def fetched(address: str, content: str = PASTED, about: About = About()) -> Text:  # noqa: B008
    return Text(content, How.PAGE, "web page", address, date(2026, 1, 20), about)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/tea",
        "https://example.org/doi/10.1000/14651858.CD1",
        "https://example.org/doi/10.1000/14651858.CD1.pub3/full",
        "https://example.org/doi/10.1000/14651858.CD1.pub23",
        "https://example.org/7654321/",
        "https://pubmed.ncbi.nlm.nih.gov/76543210/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC76543/",
    ],
)
def test_a_fetched_text_that_only_has_the_title_is_not_our_source(address: str) -> None:
    found = own_text(fetched(address), REVIEW)
    assert isinstance(found, NoText)
    assert found.reason is NoTextReason.UNIDENTIFIED
    assert "neither at its top nor in its address" in found.detail


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/doi/10.1000/14651858.cd1.pub2/full",
        "https://example.org/doi/pdf/10.1000%2F14651858.CD1.pub2",
        "https://example.org/10.1000/14651858.CD1.pub2.pdf",
        "https://pubmed.ncbi.nlm.nih.gov/7654321/",
        "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&id=7654321",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC7654/",
    ],
)
def test_an_address_that_answered_the_program_may_hold_the_identifier(address: str) -> None:
    assert isinstance(own_text(fetched(address), REVIEW), Text)


@pytest.mark.parametrize("version", ["10.1000/14651858.CD1.pub3", "10.1000/14651858.CD1"])
@pytest.mark.parametrize("printed", [True, False])
def test_another_version_of_a_review_is_another_publication(version: str, *, printed: bool) -> None:
    content = f"{REVIEW.title}\n\ndoi:{version}\n\nTea." if printed else PASTED
    about = About() if printed else About(dois=(version.lower(),))
    found = own_text(fetched("https://example.org/tea", content, about), REVIEW)
    assert isinstance(found, NoText)
    assert found.reason is NoTextReason.ANOTHER


def test_an_address_that_somebody_wrote_down_is_no_identifier() -> None:
    by_hand = Text(
        PASTED,
        How.PAGE,
        "file given by hand",
        "https://doi.org/10.1000/14651858.CD1.pub2",
        date(2026, 1, 20),
        by=Supplied.BY_HAND,
    )
    assert isinstance(own_text(by_hand, REVIEW), NoText)


def test_a_source_without_identifiers_is_known_by_its_title_alone() -> None:
    page = Source(type="misc", id="tea", fields={"title": REVIEW.title})
    assert isinstance(own_text(fetched("https://example.org/tea"), page), Text)


def test_no_text_was_read_in_the_future(folder: Folder, tmp_path: Path) -> None:
    texts = less(tmp_path, "doe2020.txt", f"{TITLE}\n\n{FOUND}")
    tomorrow = "2026-01-21"
    (texts / "doe2020.from").write_text(
        f"address: https://doi.org/10.1000/doe.2020\ndate: {tomorrow}\n", "utf-8"
    )
    where = folder({"evidence/evidence.lock": None})
    _, out, _ = verify(where, "doe2020-sleep", texts=texts)
    assert f"the day {tomorrow} is in the future: correct it in doe2020.from" in out
    assert out.endswith("1 no text to be had\n")


def test_a_text_with_a_pasted_title_and_identifier_is_marked_as_supplied_by_hand(
    folder: Folder, tmp_path: Path
) -> None:
    texts = less(tmp_path, "doe2020.txt", f"{TITLE}\n\n{FOUND} All of this is invented.")
    where = folder({"evidence/evidence.lock": None})
    verify(where, "doe2020-sleep", texts=texts)
    assert receipts(where)["doe2020-sleep"]["by"] == "by hand"


def test_a_receipt_says_since_when_it_has_held_and_which_one_it_replaced(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder({"evidence/evidence.lock": None})
    verify(where, "doe2020-sleep", texts=less(tmp_path, "none.txt", ""))
    first = receipts(where)["doe2020-sleep"]
    assert "previous" not in first
    assert first["since"] == first["on"] == "2026-01-20"
    (tmp_path / "less/doe2020.txt").write_text(f"{TITLE}\n\ndoi:10.1000/doe.2020\n\n{FOUND}")
    verify(where, "doe2020-sleep", texts=tmp_path / "less")
    proved = receipts(where)["doe2020-sleep"]
    assert (proved["proof"], proved["since"]) == ("proved", "2026-01-15")
    (tmp_path / "less/doe2020.txt").write_text(f"{TITLE}\n\ndoi:10.1000/doe.2020\n\nYes. {FOUND}")
    (tmp_path / "less/doe2020.from").write_text(
        "address: https://doi.org/10.1000/doe.2020\ndate: 2026-01-17\n"
    )
    verify(where, "doe2020-sleep", texts=tmp_path / "less")
    again = receipts(where)["doe2020-sleep"]
    assert (again["on"], again["since"]) == ("2026-01-17", "2026-01-15")
    assert len({first.get("previous"), proved["previous"], again["previous"]}) == 3
