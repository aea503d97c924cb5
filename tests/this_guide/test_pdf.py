"""The book and the hand-outs of this guide."""

from tests.sites import Built
from tests.test_pdf import HANDOUT, ONE

from evidence_guide import Guide
from evidence_guide.pdf.audit import audit_pdf
from evidence_guide.pdf.editions import editions


def test_the_hand_outs_keep_to_one_side_and_every_sentence_to_its_sources(
    real: Guide, real_sites: Built
) -> None:
    for edition in editions(real, HANDOUT):
        content = (real_sites.online / "downloads" / edition.name).read_bytes()
        result = audit_pdf(content, real, edition)
        assert [str(d) for d in result.diagnostics] == []
        assert result.pages == 1


def test_the_book_states_everything_with_its_citation(real: Guide, real_sites: Built) -> None:
    edition = next(editions(real, ONE))
    content = (real_sites.online / "downloads" / edition.name).read_bytes()
    result = audit_pdf(content, real, edition)
    assert [str(d) for d in result.diagnostics] == []
    assert result.cited > 2000
