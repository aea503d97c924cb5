"""The book, its annex and the hand-outs of this guide."""

import re

import pytest
from tests.sites import Built
from tests.test_pdf import ANNEXED, HANDOUT, ONE

from evidence_guide import Guide
from evidence_guide.pdf.audit import audit_pdf
from evidence_guide.pdf.editions import Wanted, editions
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site


def test_the_hand_outs_keep_to_one_side_and_every_sentence_to_its_sources(
    real: Guide, real_sites: Built
) -> None:
    for edition in editions(real, HANDOUT):
        content = (real_sites.online / "downloads" / edition.name).read_bytes()
        result = audit_pdf(content, real, edition)
        assert [str(d) for d in result.diagnostics] == []
        assert result.pages == 1 + bool(real.stages[edition.stage].item.choices)


@pytest.mark.parametrize(
    ("wanted", "pages", "cited", "bytes_of_a_page"),
    [(ONE, range(35, 56), 500, 15_000), (ANNEXED, range(200, 300), 1900, 11_500)],
)
def test_book_and_annex_state_everything_with_its_citation(
    wanted: Wanted, pages: range, cited: int, bytes_of_a_page: int, real: Guide, real_sites: Built
) -> None:
    edition = next(editions(real, wanted))
    content = (real_sites.online / "downloads" / edition.name).read_bytes()
    result = audit_pdf(content, real, edition)
    assert [str(d) for d in result.diagnostics] == []
    assert result.cited > cited
    assert result.pages in pages
    assert len(content) < bytes_of_a_page * result.pages


def test_the_index_lists_what_a_reader_looks_up(real: Guide) -> None:
    entries = {entry.word: entry for entry in exported(Site(real)).index}
    looked_up = {"liver", "eggs", "dose", "signs", "milk, breast", "milk, cows'", "metformin"}
    assert looked_up <= set(entries)
    assert max(len(entry.book) for entry in entries.values()) <= 15
    assert max(len(entry.annex) for entry in entries.values()) <= 15


def test_the_line_of_sources_counts_every_source_of_the_hand_out(real: Guide) -> None:
    view = exported(Site(real))
    for handout in view.handouts:
        line = re.fullmatch(r"Sources: (.+?)(?: and (\d+) more)?\.", handout.sources)
        assert line
        names = set(line[1].split("; "))
        named = [key for key in handout.cites if view.references[key].label in names]
        assert len(named) + int(line[2] or 0) == len(handout.cites)
        assert len(handout.steps) <= 5
