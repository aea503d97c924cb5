"""What `verify-answer` makes of sentences about the subject of this guide."""

import re

import pytest
from tests.conftest import ROOT
from tests.this_guide.measure_answers import is_wrong, outcomes, table

from evidence_guide import Guide
from evidence_guide.answers.judging import judge
from evidence_guide.answers.verdict import AnswerVerdict
from evidence_guide.text import markup

CONTRADICTED = {
    AnswerVerdict.NUMBER,
    AnswerVerdict.UNIT,
    AnswerVerdict.DIRECTION,
    AnswerVerdict.URGENCY,
}


def right(text: str) -> list[int]:
    """How many sentences of each set get their verdict, by a table."""
    [row] = re.findall(r"^\| all (.*of 50.*)$", text, re.MULTILINE)
    return list(map(int, re.findall(r"(\d+) of 50", row)))


def test_the_command_is_right_about_as_often_as_was_measured(real: Guide) -> None:
    """Claims change, and a few verdicts with them; `measure_answers` prints the table again."""
    printed = right((ROOT / "docs" / "measured.md").read_text("utf-8"))
    assert all(now >= then - 3 for now, then in zip(right(table(real)), printed, strict=True))


def test_no_held_out_sentence_gets_a_wrong_verdict(real: Guide) -> None:
    assert [one for one in outcomes(real, "held_out") if is_wrong(one)] == []


def test_the_guide_does_not_contradict_its_own_words(real: Guide) -> None:
    claims = [entry.item for entry in real.claims.values()][::9]
    text = "\n\n".join(markup.plain(claim.title or claim.plain) for claim in claims)
    found = judge(text, real)
    assert [one for one in found if one.verdict in CONTRADICTED] == []
    supported = [one for one in found if one.verdict is AnswerVerdict.SUPPORTED]
    assert len(supported) * 4 >= len(found) * 3


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("Do not wait for an appointment if your baby has a first fit.", AnswerVerdict.NOT_JUDGED),
        ("A first fit in a baby is harmless.", AnswerVerdict.URGENCY),
        ("A baby may struggle to breathe. It can wait until next week.", AnswerVerdict.URGENCY),
        (
            "In the UK, pregnant women are advised to have 2.0 micrograms a day.",
            AnswerVerdict.NUMBER,
        ),
        ("Plant foods are a reliable source of B12.", AnswerVerdict.NOT_JUDGED),
        (
            "The NHS advises 400 micrograms of iodine a day until 12 weeks.",
            AnswerVerdict.NOT_JUDGED,
        ),
        (
            "In pregnancy, 4.5 micrograms of B12 a day are advised in the EU.",
            AnswerVerdict.SUPPORTED,
        ),
    ],
)
def test_a_person_is_safe_and_the_subject_counts(
    real: Guide, says: str, verdict: AnswerVerdict
) -> None:
    assert judge(says, real)[-1].verdict is verdict
