"""Sentences: stops that end one, and those of abbreviations that do not."""

import pytest

from evidence_guide.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three.", 3),
        ("Take 2.6 micrograms. Ask.", 2),
        ("Smith et al. 2020 found it.", 1),
        ("No full stop", 1),
        ("It is rich in vitamin A. Two eggs are not.", 2),
        ("Levels fell in the U.S. Army. They rose later.", 2),
        ("Take approx. 5 mg (no. 7). Rest!  Sleep\nwell.", 3),
        ("", 0),
        ("It is (see e.g. B12) so. Next.", 2),
    ],
)
def test_a_text_is_split_into_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count
