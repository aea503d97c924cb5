"""Passages and figures: found as whole words and sentences, in order, in one place only."""

import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence_guide.proof.folding import fold
from evidence_guide.proof.passages import (
    Ambiguous,
    Missing,
    NotFound,
    PartOfSentence,
    Proved,
    Why,
    find_passage,
    missing_figures,
)

ABSTRACT = (
    "BACKGROUND: Few trials followed mothers, e.g. in Tanzania. RESULTS: Prenatal supplementation"
    " increased HM vitamin B-12 by 34.4% (95% CI: 17.0, 54.5; P < 0.001) at 6 wk, but the"
    " difference was not present at 7 mo. There is no evidence that vitamin B12 prevents colds."
    " The change was −0.45 (range 1-5) in 285 862 women with ≥200 pg/mL [see Fig. 2]. Smith et al."
    " found β = − 0.18 in 2012 [12]. "
    "CONCLUSIONS: Supplements for mothers raise vitamin D. Women benefit."
)


def proved(passage: str, text: str) -> Proved:
    found = find_passage(passage, text)
    assert isinstance(found, Proved), found
    return found


def why(passage: str, text: str, bound: int = 1500) -> Why:
    found = find_passage(passage, text, bound)
    assert isinstance(found, NotFound), found
    return found.why


@pytest.mark.parametrize(
    ("passage", "printed"),
    [
        ("Prenatal supplementation increased HM … not present at 7 mo", r"Prenatal .* 7 mo"),
        ("RESULTS: Prenatal supplementation … at 7 mo.", r"RESULTS: .* 7 mo\."),
        ("Prenatal … 34.4% … at 7 mo", r"Prenatal .* 7 mo"),
        ("Few trials followed mothers, e.g. in Tanzania", r"Few .* Tanzania"),
        ("The change was -0.45 … [see Fig. 2]", r"The change .* 2\]"),
        ("Smith et al. found … in 2012", r"Smith .* in 2012"),
        ("Supplements for mothers raise vitamin D", r"Supplements .* D"),
        ("There is no evidence ... colds", r"There .* colds"),
        ("Women benefit", r"Women benefit"),
    ],
)
def test_whole_sentences_are_found_at_their_place(passage: str, printed: str) -> None:
    found = proved(passage, ABSTRACT)
    place = re.search(printed, ABSTRACT)
    assert place is not None
    assert found.place == place.span()
    assert found.digest == hashlib.sha256(fold(place[0]).text.encode()).hexdigest()


KNOWN_FAILURES = [
    ("Levels were ≤200 pg/mL.", "Levels were ≥200 pg/mL."),
    ("It was lower (p < 0.05).", "It was lower (p > 0.05)."),
    ("The change was 0.45 points.", "The change was −0.45 points."),
    ("The risk was 0.5 per cent.", "The risk was 0.51 per cent."),
    ("The dose was 1.5 mg.", "The dose was 1-5 mg."),
    ("It rose by 12 in women.", "It rose by 12% in women."),
    ("It rose by 12", "It rose by 12%."),
    ("It rose by 12", "It rose by 12.5."),
    ("It rose by 12", "It rose by 12,500."),
    ("It rose by 12", "It rose by 123."),
    ("It rose by 10", "It rose by 10⁶."),
    ("12 women came", "B12 women came."),
    ("12 women came", "B-12 women came."),
    ("12 women came", "2012 women came."),
    ("45 women came", "−45 women came."),
    ("45 women came", "0.45 women came."),
    ("200 women came", "≥ 200 women came."),
    ("2 women came", "1/2 women came."),
    ("Milk and blood", "Milk and bloodstains."),
    ("ilk and blood", "Milk and blood."),
    ("blind trial of milk", "double-blind trial of milk."),
    ("Mothers do", "Mothers don't."),
    ("Mothers can", "Mothers can’t."),
    ("It is safe.", "It is not safe."),
    ("It is never safe.", "It is safe."),
    ("No harm was seen.", "Harm was seen."),
    ("milk is safe.", "Milk is safe."),
    ("It was (95% CI 1, 2).", "It was 95% CI 1, 2."),
    ("It lasted [in women] long.", "It lasted in women long."),
    ("It lasted in women long.", "It lasted [in women] long."),
    ("It rose ± 5 units.", "It rose 5 units."),
]


@pytest.mark.parametrize(("passage", "text"), KNOWN_FAILURES)
def test_another_meaning_is_never_proved(passage: str, text: str) -> None:
    for found in (
        find_passage(passage, text),
        find_passage(passage, f"Milk was taken. {text} All was well."),
    ):
        assert not isinstance(found, Proved)


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("Vitamin B12 was low.", "Vitamin B₁₂ was low."),
        ("Vitamin B12 was low.", "Vitamin B-12 was low."),
        ("Vitamin B-12 was low.", "Vitamin B<sub>12</sub> was low."),
        ("It was 5 μg.", "It was 5 µg."),
        ("Supplementation was low.", "Supple\u00admentation was low."),
        ("Supplementation was low.", "Supple-\nmentation was low."),
        ("A double-blind trial was made.", "A double-\nblind trial was made."),
        ("Cafés [of milk] were open.", "Cafe\u0301s [of milk] were open."),
        ("It was < 5 & low.", "It was &lt; 5 &amp; low."),
        ("Milk of *women*.", "Milk of\u200b *women*."),
        ("The finding was 5 × 10.", "The <i>ﬁnding</i> was 5 x 10."),
        ("And so on... it goes.", "And so on… it goes."),
        ("The “low” value was −0.45.", 'The "low" value was -0.45.'),
    ],
)
def test_another_typography_is_proved(passage: str, text: str) -> None:
    assert proved(passage, text).digest == proved(text, passage).digest


@pytest.mark.parametrize(
    ("passage", "before", "after"),
    [
        ("vitamin B12 prevents colds", "There is no evidence that", ""),
        ("There is no evidence … vitamin B12", "", "prevents colds."),
        (
            "supplementation increased HM … at 6 wk",
            "RESULTS: Prenatal",
            ", but the difference was not present at 7 mo.",
        ),
        ("found β = − 0.18 in 2012", "Smith et al.", ""),
        ("Smith et al", "", ". found β = − 0.18 in 2012 [12]."),
        ("Few trials followed mothers, e.g", "", ". in Tanzania."),
        (
            "Prenatal supplementation increased HM vitamin B-12 by 34.4%",
            "",
            "(95% CI: 17.0, 54.5; P < 0.001) at 6 wk, but the difference was not present at 7 mo.",
        ),
    ],
)
def test_a_part_of_a_sentence_has_the_words_cut_off(passage: str, before: str, after: str) -> None:
    found = find_passage(passage, ABSTRACT)
    assert isinstance(found, PartOfSentence)
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        ("not present at 7 mo … Prenatal supplementation increased", Why.ORDER),
        ("Prenatal supplementation … Few trials", Why.ORDER),
        ("Prenatal supplementation … raised everything", Why.WORDS),
        ("… Prenatal supplementation", Why.EMPTY),
        ("Prenatal supplementation …", Why.EMPTY),
        ("Prenatal … … mo", Why.EMPTY),
        ("", Why.EMPTY),
        (" … ", Why.EMPTY),
    ],
)
def test_parts_stand_all_and_in_order(passage: str, reason: Why) -> None:
    assert why(passage, ABSTRACT) is reason


def test_parts_of_two_topics_are_too_far_apart() -> None:
    text = "Milk holds iron." + " Words fill the page here." * 80 + " Blood holds iron as well."
    assert why("Milk holds … iron as well", text) is Why.FAR
    assert isinstance(find_passage("Milk holds … iron as well", text, len(text)), Proved)


def test_the_nearest_end_counts() -> None:
    found = find_passage(
        "Milk holds iron … for women",
        "Milk holds iron and is good for women of all ages. It is good for women.",
    )
    assert isinstance(found, PartOfSentence)
    assert found.after == "of all ages."


def test_two_places_that_read_differently_are_ambiguous_and_two_that_read_alike_are_not() -> None:
    text = "Milk was low in spring in all women. Milk was low in autumn in all women."
    found = find_passage("Milk was low … in all women", text)
    assert isinstance(found, Ambiguous)
    assert [text[start:end] for start, end in found.places] == [
        "Milk was low in spring in all women",
        "Milk was low in autumn in all women",
    ]
    assert (
        proved(
            "Milk was low … in all women", "Milk was low in all women. Milk was low in\nall women."
        ).places
        == 2
    )


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("Milk was low", "RESULTS: Milk was low."),
        ("Milk was low", "It was late. Results: Milk was low."),
        ("Milk was low", "It was late. METHODS AND RESULTS: Milk was low."),
        ("Milk was low", "It was late. RESULTS Milk was low."),
        ("Milk was low", "It was late. Authors’ conclusions - Milk was low."),
        ("Milk was low", "Results\n\nMilk was low\n\nMethods"),
        ("Milk, 1 cup", "Food\tMilk, 1 cup\t5"),
        ("Milk, 1 cup", "Food | Milk, 1 cup | 5"),
        ("Milk was low", "It was late:\n• Milk was low;\n• Blood was low."),
        ("Milk was low", 'It was late. "Milk was low."'),
        ("Milk was low", "It was late [3,4]. Milk was low [5-7]. It rained."),
        ("Milk was low", "It was late.² Milk was low.³ It rained."),
        ("Milk was low", "It was late.2 Milk was low.3,4 It rained."),
        ("Milk was low", "It was late (so they said.) Milk was low! It rained."),
        ("<145 ng/L: deficient", "Cut-offs\n\n<145 ng/L: deficient\n\n>145 ng/L: none"),
    ],
)
def test_sentences_begin_behind_labels_stops_marks_and_breaks(passage: str, text: str) -> None:
    assert isinstance(find_passage(passage, text), Proved)


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("Milk was low", "It was late. Myth: Milk was low."),
        ("Milk was low", "No: Milk was low."),
        ("Milk was low", "It is false that the Results: Milk was low."),
        ("Milk was low", "There is no evidence that:\n\nMilk was low."),
        (
            "Milk was low",
            (
                "Nobody in all of Norway or the rest of the world has ever told them that\n"
                "Milk was low, and if they had been told they would not have believed it."
            ),
        ),
        ("Milk was low", "There is no evidence (Milk was low)."),
        ("Milk was low", "It is not true, said Dr. Milk was low."),
        ("Smith was low", "It is not true, wrote J. Smith was low."),
        ("5 was low", "It is not true that No. 5 was low."),
        ("milk was low", "It was not so, i.e. milk was low."),
        ("Milk was low", "Milk was low, but not in women."),
        (
            "Milk was low",
            "Milk was low\nin the women of all the other lands but not in this one, they said.",
        ),
        ("Milk was low in 2012", "Milk was low in 2012, not later."),
    ],
)
def test_lookalikes_do_not_bound_sentences(passage: str, text: str) -> None:
    assert isinstance(find_passage(passage, text), PartOfSentence)


def test_a_line_break_ends_a_block_where_lines_are_not_wrapped() -> None:
    page = "Nutrients\nMilk was low\n" + "A paragraph of a web page is one line. " * 10
    assert isinstance(find_passage("Milk was low", page), Proved)
    wrapped = (
        "The women of all the lands around the sea were asked whether their\n"
        "Milk was low and they said\nno."
    )
    assert isinstance(find_passage("Milk was low … no", wrapped), PartOfSentence)


def test_a_suggestion_is_given_with_its_place_and_never_accepted() -> None:
    found = find_passage("Prenatal suplementation increased HM … 7 mo", ABSTRACT)
    assert isinstance(found, NotFound)
    assert found.part == "Prenatal suplementation increased HM"
    assert found.nearest is not None
    assert (
        found.nearest.words
        == ABSTRACT[found.nearest.start : found.nearest.end]
        == "Prenatal supplementation increased HM"
    )
    assert 90 < found.nearest.likeness < 100
    nothing = find_passage("Whales sing at night", ABSTRACT)
    assert isinstance(nothing, NotFound)
    assert nothing.nearest is None


PRINTED = (
    "The ratio was 34.4% (95% CI: 17.0, 54.5; P < 0.001), the change −0.45 and β = − 0.18, range"
    " 1-5, levels ≥200 pg/mL and < 310 pmol/L in 285 862 of 25 956 women with 1002 ± 608 pg/ml of"
    " B12 in 2012, 10⁶ cells, 21/39 (54 %), 1:5355, ∼62%, 50 μg/d, 0·81 and a 10-month-old, OR,"
    " 1.65 [95% CI, 1.58-1.73]; 5 mg was 6,098. 99 others came."
)


@pytest.mark.parametrize(
    "figure",
    [
        "34.4%",
        "34.4",
        "95% CI: 17.0, 54.5",
        "17.0, 54.5",
        "P<0.001",
        "P < 0.001",
        "-0.45",
        "−0.45",
        "β = −0.18",
        "1-5",
        "1–5",
        "≥ 200 pg/mL",
        "≥200",
        "<310 pmol/L",
        "285 862",
        "25 956",
        "1002 +/- 608 pg/ml",
        "1002 ± 608",
        "± 608",
        "2012",
        "21/39",
        "21/39 (54%)",
        "54",
        "1:5355",
        "~62%",
        "50 µg/d",
        "50",
        "0.81",
        "10-month-old",
        "10",
        "OR, 1.65 [95% CI, 1.58-1.73]",
        "1.65",
        "5 mg",
        "5",
        "6,098",
        "B-12",
        "10⁶",
    ],
)
def test_a_figure_is_found_as_printed(figure: str) -> None:
    assert missing_figures(proved("The ratio was … 6,098.", PRINTED), [figure]) == ()


@pytest.mark.parametrize(
    "figure",
    [
        "34.4 mg",
        "34",
        "4.4",
        "4.4%",
        "34.5%",
        "95% CI: 17.0 54.5",
        "95% CI 17.0, 54.5",
        "17.0; 54.5",
        "P > 0.001",
        "P = 0.001",
        "0.001",
        "0.45",
        "45",
        "+0.45",
        "0.18",
        "-0.81",
        "1.5",
        "15",
        "1",
        "≤200",
        ">200",
        "200",
        "200 pg/mL",
        "310 pmol/L",
        "310",
        "285",
        "862",
        "862 of",
        "956",
        "608",
        "+608",
        "12",
        "B1",
        "20",
        "106",
        "10^6 c",
        "6",
        "21",
        "39",
        "54 mg",
        "5355",
        "1:5",
        "62%",
        "62",
        "50 μg",
        "50 mg",
        "0.8",
        "81",
        "1.58",
        "1.73",
        "-1.73",
        "5 m",
        "098",
        "6,09",
        "99",
        "99 others",
        "women … B12",
        "",
        " ",
    ],
)
def test_a_figure_is_missing_where_anything_else_is_printed(figure: str) -> None:
    assert missing_figures(proved("The ratio was … 6,098.", PRINTED), [figure]) == (figure,)


def test_missing_figures_come_in_their_order() -> None:
    assert missing_figures(proved("The ratio was … 6,098.", PRINTED), ["99", "2012", "7"]) == (
        "99",
        "7",
    )


def test_numbers_in_two_table_cells_are_two_numbers() -> None:
    assert missing_figures(proved("Clams … 708", "Clams\t3 ounces\t17\t708"), ["17", "708"]) == ()


NUMBER = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "−", "≥", "<", "±"]),
    st.integers(1, 99),
    st.sampled_from(["", ".5", ".25", ",125"]),
    st.sampled_from(["", "%", " mg", " pmol/L"]),
)
WORD = st.sampled_from(
    [
        "milk",
        "blood",
        "women",
        "double-blind",
        "low",
        "high",
        "with",
        "after",
        "B12",
        "B₁₂",
        "µg",
        "ﬁndings",
        "no",
        "not",
        "never",
        "child’s",
        "(and)",
        "[both]",
    ]
)
SENTENCE = st.tuples(st.lists(WORD | NUMBER, min_size=1, max_size=8), NUMBER).map(
    lambda pair: (*pair[0], pair[1])
)
BLANK = st.sampled_from([" ", "\n", "\u00a0", "  "])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text of sentences and the sentences; each has a first word of its own."""
    sentences = [
        " ".join((f"First{chr(97 + n)}", *words, f"last{chr(97 + n)}."))
        for n, words in enumerate(draw(st.lists(SENTENCE, min_size=1, max_size=6)))
    ]
    return "".join(sentence + draw(BLANK) for sentence in sentences), sentences


@given(texts(), st.data())
def test_a_passage_of_whole_sentences_is_found_at_its_place(
    made: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, sentences = made
    first = data.draw(st.integers(0, len(sentences) - 1))
    last = data.draw(st.integers(first, len(sentences) - 1))
    passage = f"{sentences[first].split()[0]} … {sentences[last].split()[-1]}"
    found = proved(passage, text)
    start, end = found.place
    assert (
        text[start:end]
        == text[text.index(sentences[first]) : text.index(sentences[last]) + len(sentences[last])]
    )
    inside = " ".join(sentences[first : last + 1])
    assert (
        missing_figures(
            found, re.findall(r"(?<!\S)[−≥<±]?\d[\d.,]*(?:%| mg| pmol/L)?(?!\S)", inside)
        )
        == ()
    )


CHANGES = [
    (r"\d", lambda m: str((int(m[0]) + 1) % 10)),
    (r"\d", lambda _: ""),
    (r"[−≥<±]", lambda _: ""),
    (r"[−≥<±]", lambda m: {"−": "+", "≥": "≤", "<": ">", "±": "−"}[m[0]]),
    (r"(?<= )(?=\d)", lambda _: "−"),
    (r"%", lambda _: ""),
    (r"\.(?=\d)", lambda _: ""),
    (r"\b(no|not|never) ", lambda _: ""),
    (r" (?=last)", lambda _: " not "),
    (r"(?<=\d) mg", lambda _: " μg"),
]


@given(texts(), st.sampled_from(CHANGES), st.data())
def test_any_change_of_digit_sign_comparison_unit_or_negation_is_found_out(
    made: tuple[str, list[str]], change: tuple[str, object], data: st.DataObject
) -> None:
    text, sentences = made
    passage = data.draw(st.sampled_from(sentences))
    marks = [
        m
        for m in re.finditer(change[0], passage)
        if not re.search(r"B[₁12]*$", passage[: m.start()])
    ]
    assume(marks)
    mark = data.draw(st.sampled_from(marks))
    changed = passage[: mark.start()] + change[1](mark) + passage[mark.end() :]  # type: ignore[operator]
    assert isinstance(find_passage(passage, text), Proved)
    assert not isinstance(find_passage(changed, text), Proved)
    assert not isinstance(find_passage(passage, text.replace(passage, changed)), Proved)


@given(texts())
def test_parts_in_reverse_order_are_not_found(made: tuple[str, list[str]]) -> None:
    text, sentences = made
    for one, other in pairwise(sentences):
        assert why(f"{other.split()[0]} … {one.split()[-1]}", text) is Why.ORDER


HOSTILE = st.text(
    st.sampled_from("aAB12 .…-−—≥<>=%()[]:;,'\n\t\u00ad\u200b\u0301&;|•") | st.characters(),
    max_size=80,
)


@given(HOSTILE, HOSTILE)
def test_nothing_raises_and_proved_words_read_like_the_passage(passage: str, text: str) -> None:
    for where in (text, f"{text} {passage}", f"{text}. {passage}. {text}"):
        found: Proved | Missing = find_passage(passage, where)
        if isinstance(found, Proved):
            start, end = found.place
            assert 0 <= start <= end <= len(where)
            assert fold(passage.strip()).text.strip()[:1] == found.text.text[found.span[0]]
            missing_figures(found, [passage, text])
        hash(found)
