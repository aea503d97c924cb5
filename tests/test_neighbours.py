"""What comes next in a source, or between the ends of a passage, and may limit it."""

import json
from pathlib import Path

import pytest
from tests.conftest import TEA, TODAY, Folder
from tests.test_verify import receipts, texts_with, verify

from evidence_guide import Guide, check, load, outputs
from evidence_guide.proof.neighbours import hidden_denial, limiting_neighbour
from evidence_guide.proof.passages import Proved, find_passage

PASSAGE = "Those who drank tea slept … than all of the others"
FIRST = "Those who drank tea slept nine minutes longer than all of the others."


def proved(passage: str, text: str) -> Proved:
    found = find_passage(passage, text)
    assert isinstance(found, Proved)
    return found


@pytest.mark.parametrize(
    "then",
    [
        "However, men did not.",
        "But only a few stayed awake.",
        "Only in women was it clear.",
        "Except in winter, it held.",
        "Among those with a cold, it was shorter.",
        "This was not significant.",
        "The difference was not statistically significant.",
        "The difference disappeared after adjustment for age.",
        "After adjustment, sleep was alike.",
        "In multivariate analysis, sleep was alike.",
        "Men, however, slept as before.",
        "These findings should be read with caution.",
        "It was seen in the young, but only in June.",
        "When the cups were small, tea was no longer better.",
        "Significance disappeared for women on their own.",
        "Benefits of tea were restricted to people over 60.",
        "Sleep was no longer linked to tea when adjusted for age.",
    ],
)
@pytest.mark.parametrize("marks", [" ", "¹² ", "[3] ", "\n"])
def test_a_sentence_that_limits_the_passage_is_seen(then: str, marks: str) -> None:
    text = f"It was late. {FIRST}{marks}{then} The cups were blue. {'Tea is warm. ' * 30}"
    assert limiting_neighbour(proved(PASSAGE, text)) == then


@pytest.mark.parametrize(
    "then",
    [
        "They also woke later.",
        "Tea was warm, but milk was cold.",
        "Only two cups broke.",
        "Cups that were not blue broke.",
        "The adjusted model had two cups.",
        "RESULTS: However, men did not.",
        "",
    ],
)
def test_a_sentence_that_goes_on_about_something_else_is_not(then: str) -> None:
    assert limiting_neighbour(proved(PASSAGE, f"It was late. {FIRST} {then}".strip())) == ""


def test_the_neighbour_is_shortened() -> None:
    long = f"However, {'men and women ' * 20}did not."
    assert len(limiting_neighbour(proved(PASSAGE, f"{FIRST} {long}"))) == 120


@pytest.mark.parametrize(
    ("middle", "hidden"),
    [
        ("not a minute longer", "not a minute longer"),
        ("no longer", "no longer"),
        ("without waking, longer", "without waking, longer"),
        ("well, but didn't wake later", "well, but didn't wake later"),
        ("not only longer but better", ""),
        ("longer in trial no. 5", ""),
        ("nine minutes longer", ""),
    ],
)
def test_a_denial_that_a_passage_leaves_out_is_seen(middle: str, hidden: str) -> None:
    text = f"It was late. Those who drank tea slept {middle} than all of the others."
    assert hidden_denial(proved(PASSAGE, text), PASSAGE) == hidden


def test_a_denial_at_the_ends_of_a_passage_is_not_hidden() -> None:
    passage = "Nobody slept, not even … than all of the others"
    text = "Nobody slept, not even those without tea, longer than all of the others."
    assert hidden_denial(proved(passage, text), passage) == ""


def limited(where: Path, tmp_path: Path, then: str) -> tuple[int, str, str]:
    """Looks a finding up in a text that goes on in this way."""
    texts = texts_with(
        tmp_path, "doe2020.xml", "sooner than others.", f"sooner than others. {then}"
    )
    return verify(where, "doe2020-sleep", texts=texts)


def complaints(where: Path) -> list[str]:
    found = check(load(where, TODAY))
    return [str(one) for one in found if one.rule == "limit-is-answered"]


def test_a_limit_is_shown_and_must_be_answered(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    code, out, _ = limited(where, tmp_path, "However, only those who slept alone did.")
    assert code == 0
    assert out.startswith(
        "doe2020-sleep: the next sentence may limit it: “However, only those who slept alone did.”\n"
    )
    assert receipts(where)["doe2020-sleep"]["then"] == "However, only those who slept alone did."
    (complaint,) = complaints(where)
    assert complaint.startswith("evidence/findings/doe2020.yml:17:")
    path = where / "evidence/findings/doe2020.yml"
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines() if "passage: Participants given" in line)
    answer = "    and_then: This was seen only in people who slept alone."
    path.write_text(text.replace(line, f"{line}\n{answer}"), "utf-8")
    assert complaints(where) == []
    (script,) = [one for one in outputs(load(where, TODAY)) if one.uri == "assets/found.js"]
    known = json.loads(str(script.content).removeprefix("window.evidenceGuideFound = "))
    (shown,) = [found for found in known["sources"]["doe2020"]["found"] if len(found) > 1][:1]
    assert shown[1] == "The source goes on: This was seen only in people who slept alone."


def test_what_is_not_known_of_a_text_needs_no_answer(tea: Guide) -> None:
    assert [one for one in check(tea) if one.rule == "limit-is-answered"] == []
    assert "then" not in (TEA / "evidence/evidence.lock").read_text("utf-8").split('"receipts"')[1]
