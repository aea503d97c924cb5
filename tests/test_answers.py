"""Texts compared with the sample guide: sentences with their places, and what becomes of each."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TEA, call

from evidence_guide import Guide
from evidence_guide.answers.judging import judge
from evidence_guide.answers.located import sentences_in
from evidence_guide.cli import main
from evidence_guide.diagnostic import GuideError

MARKDOWN = """# What **tea** does
Tea _warms_ the skin. And
it [helps](https://example.org/a_b) sleep, see [1].

> - **UK:** a cup holds 200&nbsp;mL
1. One. Two

| drink | mL |
|-------|----|
| cup   | 200 |
"""
PAGE = """<!doctype html><html><head><title>No</title><style>p {}</style></head><body>
<nav>Menu.</nav><!-- <p>Hidden.</p> --><p>Tea <b>warms</b>
the skin. A cup holds 200&nbsp;mL.</p><ul><li>One<li>Two</ul></body></html>"""


def placed(text: str) -> list[str]:
    """The sentences of a text, each with its line and column."""
    return [f"{one.line}:{one.column} {one.text}" for one in sentences_in(text)]


def test_sentences_of_markdown_have_their_places() -> None:
    assert placed(MARKDOWN) == [
        "1:3 What tea does",
        "2:1 Tea warms the skin.",
        "2:23 And it helps sleep, see .",
        "5:7 UK: a cup holds 200 mL",
        "6:4 One.",
        "6:9 Two",
        "8:3 drink",
        "8:11 mL",
        "10:3 cup",
        "10:11 200",
    ]


def test_sentences_of_a_page_have_their_places_without_its_menus_and_scripts() -> None:
    assert placed(PAGE) == [
        "2:43 Tea warms the skin.",
        "3:11 A cup holds 200 mL.",
        "3:47 One",
        "3:54 Two",
    ]


@given(st.text(alphabet="aB.1 \n#*_<>/p&;-|[]()`\r\t!?é", max_size=80))
def test_a_sentence_begins_where_its_place_says(text: str) -> None:
    lines = text.split("\n")
    for one in sentences_in(text):
        assert one.text.strip()
        found = lines[one.line - 1][one.column - 1]
        assert found in {one.text[0], "&"}


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("Tea warms the skin.", "supported sleep-warm"),
        ("The Board of Tea recommends tea in the evening.", "supported sleep-advice"),
        ("Tea might help you fall asleep.", "supported sleep-faster"),
        ("Tea helps you fall asleep.", "hedge sleep-faster"),
        ("Tea raises the temperature of the skin by 0.2 degrees.", "supported sleep-warm"),
        ("Tea raises the temperature of the skin by 0.4 degrees.", "number sleep-warm"),
        ("Tea lowers the temperature of the skin by 0.2 degrees.", "direction sleep-warm"),
        ("The Office of Drinks sets 200 g of caffeine a day for adults.", "unit"),
        ("The Office of Drinks sets 0.2 g of caffeine a day as the limit.", "supported"),
        ("The Office of Drinks sets 200 mg of sugar a day for adults.", "not judged"),
        ("Drinking more tea may cause deeper sleep.", "hedge sleep-deeper"),
        ("Tea probably raises the share of people who wake at night.", "direction sleep-wake"),
        ("Does tea warm the skin?", "not judged"),
        ("Tea does not warm the skin.", "not judged"),
        ("Tea always warms the skin.", "not judged"),
        ("Tea warms the skin and cures a cold.", "not judged"),
        ("This warms the skin.", "not judged"),
        ("Hello!", "not judged"),
    ],
)
def test_each_sentence_gets_the_verdict_of_a_careful_reader(
    tea: Guide, says: str, verdict: str
) -> None:
    [one] = judge(says, tea)
    assert f"{one.verdict} {one.claim}".startswith(verdict)


def test_a_sign_of_danger_must_not_be_played_down(changed: Callable[..., Guide]) -> None:
    flag = "You have not slept for many nights., how_soon: soon"
    urgent = "You faint after a cup of tea., how_soon: now"
    guide = changed("evidence/stages/evening.yml", flag, urgent)
    [said, _, later] = judge(
        "If you faint after a cup of tea, call an ambulance. "
        " A cup of tea makes you faint. This can wait.",
        guide,
    )
    assert said.verdict == "not judged"
    assert (later.verdict, later.why) == ("urgency", "get help at once")


def test_the_command_prints_each_sentence_with_its_claim_and_address(tmp_path: Path) -> None:
    file = tmp_path / "answer.md"
    file.write_text("Tea warms the skin.\nA cup holds 250 mL, \x1b[1mtruly.\n", "utf-8")
    code, printed, _ = call("verify-answer", str(file), folder=TEA)
    assert (code, printed.replace(str(file), "answer.md")) == (
        0,
        """\
answer.md:1:1: supported: the guide says so
    Tea warms the skin.
    sleep-warm: Tea warms the skin. (high certainty)
    https://example.org/tea/claims/sleep-warm/

answer.md:2:1: not judged: the guide cannot judge this
    A cup holds 250 mL, \\x1b[1mtruly.

2 sentences: 1 supported, 1 not judged
""",
    )


def test_the_command_reads_stdin_and_prints_json() -> None:
    words = ["--folder", str(TEA), "verify-answer", "--format", "json", "-"]
    done = CliRunner().invoke(main, words, input="A cup holds 250 mL.")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert found["counts"]["number"] == 1
    [sentence] = found["sentences"]
    assert sentence["claim"]["id"] == "sleep-cup"
    assert (sentence["line"], sentence["column"], sentence["why"]) == (1, 1, "200 mL")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [(None, "no such file"), (b"\xff\xfe\xfa", "not UTF-8"), (b"a" * 300_000, "more than 256 KiB")],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, data: bytes | None, complaint: str
) -> None:
    file = tmp_path / "answer.txt"
    if data is not None:
        file.write_bytes(data)
    code, _, printed = call("verify-answer", str(file), folder=TEA)
    assert code == 2
    assert complaint in printed


def test_a_guide_that_cannot_be_compared_says_so(changed: Callable[..., Guide]) -> None:
    with pytest.raises(GuideError, match="cannot be read"):
        judge("Tea.", changed("evidence/claims/sleep.yml", "kind: association", "kind: ["))
