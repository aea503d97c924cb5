"""Folding: every row of the table works, no meaning is lost, and the way back is right."""

import itertools
import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evidence_guide.proof.equivalences import FORMS, SAME, Form, Swap
from evidence_guide.proof.folding import ROUNDS, fold

ROWS = {
    "micro sign": [("5 µg", "5 μg")],
    "hyphen or en dash": [("1–5", "1-5"), ("1‑5", "1-5"), ("1‒5", "1-5")],
    "minus sign": [("−0.45", "-0.45")],
    "em dash": [("milk—not blood", "milk - not blood"), ("milk — not blood", "milk – not blood")],
    "single quotation mark": [("the child’s ‘own’", "the child's 'own'")],
    "double quotation mark": [("“low” values", '"low" values'), ("«low» values", "„low“ values")],
    "zero-width character": [("vita\u200bmin\ufeff", "vitamin")],
    "ellipsis": [("and so on…", "and so on...")],
    "ligature ff": [("eﬀect", "effect")],
    "ligature fi": [("ﬁndings", "findings")],
    "ligature fl": [("inﬂuence", "influence")],
    "ligature ffi": [("eﬃcacy", "efficacy")],
    "ligature ffl": [("baﬄe", "baffle")],
    "ligature st": [("ﬆill ﬅone", "still stone")],
    "ligature oe": [("fœtal", "foetal")],
    "ligature ae": [("anæmia", "anaemia")],
    "rule between cells": [("a │ b", "a | b"), ("a ¦ b", "a | b")],
    "times sign": [("5 ✕ 10", "5 × 10")],
    "less or equal": [("⩽5", "≤5")],
    "greater or equal": [("⩾5 ≧6", "≥5 ≥6")],
    "tilde": [("∼62%", "~62%")],
    "entity": [
        ("&lt;5 &micro;g &#x3bc; &#8722;1 &amp;", "<5 μg μ -1 &"),
        ("a&nbsp;b", "a b"),
        ("&amp;lt;5", "<5"),
    ],
    "raised number in markup": [
        ("10<sup>6</sup>", "10⁶"),
        ("milk<sup>12</sup>", "milk¹²"),
        ("10<sup>-6</sup>", "10⁻⁶"),
    ],
    "lowered number in markup": [("B<sub>12</sub>", "B12"), ("1<sub>2</sub>", "1₂")],
    "markup": [
        ("<i>Lactobacillus</i> and <b>milk</b>", "Lactobacillus and milk"),
        ('<span class="x">a</span><br/>b', "a b"),
        ("<jats:p>a</jats:p>", "a"),
    ],
    "soft hyphen": [
        ("supple\u00admentation", "supplementation"),
        ("supple\u00ad\n  mentation", "supplementation"),
    ],
    "em dash between numbers": [("10—20", "10–20"), ("10 — 20", "10 – 20")],
    "decomposed accent": [("cafe\u0301", "café"), ("=\u0338", "≠")],
    "raised or lowered number": [
        ("B₁₂", "B12"),
        ("kg/m²", "kg/m2"),
        ("d⁻¹", "d-1"),
        ("CO₂", "CO2"),
    ],
    "decimal point in the middle": [("0·45", "0.45"), ("0∙45", "0.45")],
    "line break behind a hyphen": [
        ("12-\nweek", "12-week"),
        ("1-\n 5", "1-5"),
        ("B-\r\n12", "B12"),
    ],
    "hyphen in a word": [
        ("double-\nblind", "double-blind"),
        ("supple-\nmentation", "supplementation"),
        ("non‐significant", "nonsignificant"),
    ],
    "hyphen in a name with a number": [("B-12", "B12"), ("B‑12 and NG-239", "B₁₂ and NG239")],
    "times between numbers": [("5 × 10", "5 x 10"), ("2×3x4", "2 x 3 x 4")],
    "operator of two signs": [
        ("<= 14", "≤14"),
        (">=5", "≥ 5"),
        ("5 +/- 2", "5 ± 2"),
        ("> or = 65", "≥65"),
        ("</=5", "≤5"),
        ("5 + or - 2", "5±2"),
        ("5 +-2", "5 ± 2"),
    ],
    "capital ligature": [("Œdema ŒDEMA Æ", "Oedema OEDEMA AE")],
    "power": [("kg/m^2", "kg/m²"), ("10^6", "10⁶"), ("d^-1", "d⁻¹")],
    "number of a name in brackets": [("B(12)", "B12"), ("vitamin D(3)", "vitamin D₃")],
    "micro in letters": [("5 microg/L", "5 μg/L"), ("2 micromol", "2 µmol")],
    "thousands": [("1,234 and 5’678’901", "1234 and 5678901"), ("12\u2009345.6", "12345.6")],
    "label glued to its sentence": [
        ("birth.ResultsThe 30 women", "birth. Results The 30 women"),
        ("birth\nMETHODSThe 30 women", "birth METHODS The 30 women"),
    ],
    "odd blank": [("a\u00a0b\u2009c\u202fd\ne\tf", "a b c d e f")],
    "several blanks": [("a   b \n\n c", "a b c")],
    "blank behind an operator or bracket": [
        ("P< 0.001", "P<0.001"),
        ("( about 5)", "(about 5)"),
        ("[ 1, 2]", "[1, 2]"),
    ],
    "blank before an operator": [("n = 25", "n=25"), ("was ≥ 5", "was≥5")],
    "blank before %, bracket or stop": [
        ("20 %", "20%"),
        ("(about 5 )", "(about 5)"),
        ("milk , blood ; bone .", "milk, blood; bone."),
    ],
    "blank behind a sign": [("β = − 0.18", "β=-0.18"), ("(- 5)", "(-5)")],
}


@pytest.mark.parametrize(("one", "other"), [pair for pairs in ROWS.values() for pair in pairs])
def test_two_forms_of_the_table_are_the_same(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


def test_every_row_of_the_table_is_tested_and_does_its_work_on_both_sides() -> None:
    assert list(ROWS) == [row.name for row in (*SAME, *FORMS)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("−0.45", "0.45"),
        ("B-0.45", "B0.45"),
        ("≥200", "≤200"),
        ("p > 0.05", "p < 0.05"),
        ("1-5", "1.5"),
        ("1·5", "15"),
        ("1-5", "15"),
        ("1-\n5", "15"),
        ("10⁶", "106"),
        ("10<sup>6</sup>", "106"),
        ("2012³", "20123"),
        ("1₂", "12"),
        ("20%", "20"),
        ("±5", "5"),
        ("=\u0338", "="),
        ("a<b and c>d", "ad"),
        ("1<b>2", "12"),
        ("[1, 2]", "1, 2"),
        ("B(120)", "B120"),
        ("X in (12)", "X in 12"),
        ("1,23", "123"),
        ("1,2345", "12345"),
        ("m^2", "m^3"),
        ("10^6", "106"),
        ("microbes", "μbes"),
        ("> or < 5", "≥ 5"),
        ("Milk", "milk"),
        ("no milk", "milk"),
        ("non-linear", "linear"),
        ("1 ,5", "1,5"),
        ("1½", "1"),
        ("&minus;5", "5"),
        ("285 862", "285862"),
        ("5 - 10", "5-10"),
        ("nmol·L⁻¹", "nmol·L¹"),
        ("nmol·L-1", "nmol·L1"),
        ("mol M^-1", "mol M^1"),
        ("W m⁻² K⁻¹", "W m⁻² K¹"),
    ],
)
def test_meaning_is_kept(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


PRINT = st.text(
    st.sampled_from("aBx 12.-–−—×·µ₁²⁶<>=±+/&;lt#%\u00ad\u200b\u0301\n\t\u00a0ﬁ…’“([,)]")
    | st.characters(codec="utf-8"),
    max_size=60,
) | st.lists(
    st.sampled_from(
        [
            "&lt;",
            "&amp;",
            "&shy;",
            "<sup>",
            "</sup>",
            "<sub>",
            "<i>",
            "<br>",
            "12",
            "B",
            "-",
            " ",
            "\n",
            "−",
            "=",
            "l",
            "t;",
            "&",
        ]
    )
).map("".join)


@given(PRINT)
@example("&amp;amp;lt;")
@example("&l&shy;t;")
@example("B−12")
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(PRINT)
def test_the_way_back_stays_in_the_text_and_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert sorted(spans) == spans
    assert folded.original == text


WORD = st.text(string.ascii_lowercase, min_size=4, max_size=8)
FRAMES = st.sampled_from(
    [
        "{}",
        "{}\u00ad",
        "\u200b{}",
        "<em>{}</em>",
        "“{}”",
        "({} )",
        "{} , 5 %",
        "µ {} ﬁ",
        "{}\n",
        "\u00a0\u00a0{}",
        "&lt;{}",
        "B₁₂ {} 10⁶",
    ]
)


@given(st.lists(st.tuples(FRAMES, WORD), min_size=1, max_size=12))
def test_every_word_leads_back_to_its_place(words: list[tuple[str, str]]) -> None:
    text, places = "", []
    for number, (frame, word) in enumerate(words):
        name = f"{word}q{'z' * number}q"
        framed = frame.format(name)
        places.append((name, len(text) + framed.index(name)))
        text += framed + " "
    folded = fold(text)
    for name, place in places:
        at = folded.text.index(name)
        assert folded.span(at, at + len(name)) == (place, place + len(name))
        assert folded.shown(at, at + len(name)) == name


@given(
    st.from_regex(r"[+−-]?\d{1,3}([.,]\d{1,3})?%?", fullmatch=True),
    st.from_regex(r"[+−-]?\d{1,3}([.,]\d{1,3})?%?", fullmatch=True),
)
def test_two_numbers_fold_alike_only_if_they_are_the_same(one: str, other: str) -> None:
    same = one.replace("−", "-") == other.replace("−", "-")
    assert (fold(f"was {one} in").text == fold(f"was {other} in").text) is same


Printed = list[tuple[str, int, int]]
"""A text character by character, each with where it begins and ends in the original."""


def plainly(text: str) -> Printed:
    """The table applied row by row and character by character: slow, and without shortcuts."""
    printed = [(sign, at, at + 1) for at, sign in enumerate(text)]
    signs = {sign: row.to for row in SAME for sign in row.signs}
    table = [*FORMS[:6], Swap("signs", "".join(signs), signs), *FORMS[6:]]
    for _ in range(ROUNDS):
        before = "".join(sign for sign, _, _ in printed)
        for row in table:
            if set(row.needs) & set(before):
                printed = replaced(row, printed)
        if "".join(sign for sign, _, _ in printed) == before:
            break
    return printed


def shared(one: str, other: str) -> int:
    return len(
        list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    )


def replaced(row: Form | Swap, printed: Printed) -> Printed:
    """The text after one row.

    A changed piece has the place of all that it replaces; the ends that are the same keep theirs.
    """
    text, made, last = "".join(sign for sign, _, _ in printed), Printed(), 0
    matches = (
        row.pattern.finditer(text)
        if isinstance(row, Form)
        else re.finditer(f"[{re.escape(row.needs)}]", text)
    )
    for match in matches:
        old, new = match[0], row.to(match) if isinstance(row, Form) else row.to[match[0]]
        head = shared(old, new)
        tail = shared(old[head:][::-1], new[head:][::-1])
        if len(old) in {1, len(new)} or not new:
            head = tail = 0
        first, behind = match.start() + head, match.end() - tail
        made += printed[last:first]
        if len(old) == len(new):
            made += [
                (sign, begin, end)
                for sign, (_, begin, end) in zip(new, printed[first:behind], strict=True)
            ]
        else:
            made += [
                (sign, printed[first][1], printed[behind - 1][2])
                for sign in new[head : len(new) - tail]
            ]
        last = behind
    return made + printed[last:]


def check_against_the_plain_way(text: str) -> None:
    quick, plain = fold(text), plainly(text)
    assert quick.text == "".join(sign for sign, _, _ in plain)
    for at, (_, start, end) in enumerate(plain):
        assert quick.span(at, at + 1) == (start, max(start, end))
        last = min(at + 5, len(plain))
        assert quick.span(at, last) == (start, max(start, plain[last - 1][2]))


@settings(max_examples=500, deadline=None)
@given(PRINT | st.lists(PRINT, max_size=4).map(" of the milk\n".join))
@example("a —\u200b<i>b</i>—\u00ad\n c")
@example("P &lt; \u2009− 0\u00b745")
def test_the_fast_way_gives_the_result_of_the_plain_way(text: str) -> None:
    check_against_the_plain_way(text)


@pytest.mark.parametrize("first", "aB1x>=+-/ (.%")
def test_the_quick_way_is_the_plain_way_for_all_short_texts_of_common_signs(first: str) -> None:
    for others in itertools.product("aB1x>=+-/ (.%", repeat=3):
        check_against_the_plain_way(first + "".join(others))
