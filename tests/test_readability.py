"""Reading grades: the published formula, what counts as a word and a syllable, and which texts are
read together.
"""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide import Guide, check, load
from evidence_guide.site import outputs
from evidence_guide.view.readability import (
    TextCounts,
    easy_words,
    grades,
    hardest,
    longest,
    measure,
    readable_parts,
)

SLEEP, EVENING = "evidence/claims/sleep.yml", "evidence/stages/evening.yml"
PLAIN = "plain: Tea may help you fall asleep."
HARDEST = (
    "Individually idiosyncratic pharmacological susceptibility occasionally necessitates "
    "alternative recommendations."
)
HARD = (
    "plain: Tea may, with considerable probability, precipitate physiological relaxation "
    f"immediately preceding nocturnal unconsciousness. {HARDEST}"
)
UNTOLD = {"change-is-told", "title-is-whole", "translation-is-current"}
"""What else is said of a step that reads otherwise than before."""
NAMES = frozenset({"physiological", "nocturnal"})


def test_the_grade_is_the_published_one() -> None:
    """The worked example and the lowest grade of
    en.wikipedia.org/wiki/Flesch-Kincaid_readability_tests.
    """
    assert TextCounts(words=13, sentences=1, syllables=24).grade == Decimal("11.3")
    assert measure(["Wait."]).grade == Decimal("-3.4")


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables"),
    [
        ("", 0, 0, 0),
        ("— …", 0, 0, 0),
        ("You may take milk. Ask first!", 6, 2, 6),
        ("Baked clams, yogurt and a baby’s weight-loss plan", 8, 1, 12),
        ("The NHS and the WHO", 5, 1, 11),
        ("A2 holds 2.6 of 100", 5, 1, 10),
        ("8% of mothers (or 8 in 100)", 7, 1, 12),
    ],
)
def test_words_stand_between_spaces_and_are_counted_as_they_are_spoken(
    text: str, words: int, sentences: int, syllables: int
) -> None:
    assert measure([text])[:3] == (words, sentences, syllables)


def test_an_easy_word_counts_as_two_syllables_with_its_plural_and_its_possessive() -> None:
    assert measure(["Nocturnal nocturnals nocturnal's nocturnal’s."], NAMES).syllables == 8
    assert measure(["A short nocturnal word"], frozenset({"short"})) == measure(
        ["A short nocturnal word"]
    )


def test_the_longest_words_come_first_and_short_or_easy_ones_never() -> None:
    assert longest("Tea, physiological, nocturnal and unconscious; unconscious.", frozenset()) == [
        "physiological",
        "nocturnal",
        "unconscious",
    ]
    assert longest("Tea, physiological, nocturnal and unconscious; unconscious.", NAMES) == [
        "unconscious"
    ]


TEXTS = st.lists(
    st.text(st.sampled_from("abei nocturnal physiological B12. 2.6% A"), max_size=60), max_size=4
)


@given(texts=TEXTS, more=TEXTS)
def test_texts_are_measured_one_by_one_in_any_order(texts: list[str], more: list[str]) -> None:
    one, other = measure(texts)[:6], measure(more)[:6]
    assert measure([*texts, *more]) == measure([*more, *texts])
    assert measure([*texts, *more])[:6] == tuple(a + b for a, b in zip(one, other, strict=True))


@given(texts=TEXTS)
def test_easy_words_never_make_a_text_harder(texts: list[str]) -> None:
    assert measure(texts, NAMES).grade <= measure(texts).grade


def test_what_is_read_together_is_graded_together(tea: Guide) -> None:
    assert [(part.title, part.kind) for part in readable_parts(tea)] == [
        ("In the evening", "what to do"),
        ("In the evening", "the reasons"),
        ("Sleep", "in plain words"),
        ("Popular claims", "as a whole"),
        ("Glossary", "as a whole"),
    ]
    steps = [text.text for text in readable_parts(tea)[0].texts]
    assert steps == [
        "You have not slept for many nights.",
        "Drink a cup of tea in the evening.",
        "A cup holds 200 mL.",
        "Is tea right for me?",
        "Do not drink coffee late.",
        "Which of the two suits me?",
    ]
    graded = [(graded.part.title, graded.part.kind) for graded in grades(tea)]
    assert graded == [("In the evening", "the reasons"), ("Sleep", "in plain words")], (
        "parts of a few words have no grade"
    )


def test_a_topic_that_reads_too_hard_is_told_with_its_hardest_sentence_and_longest_words(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(SLEEP, PLAIN, HARD)
    found = {d.rule: str(d) for d in check(guide)}
    assert found["reads-easily"].startswith(
        f"{SLEEP}:14:5: error reads-easily: “Sleep”, in plain words, reads at grade "
    )
    assert (
        "at most 8; hardest is “Individually idiosyncratic pharmacological" in found["reads-easily"]
    )
    assert (
        "the longest are pharmacological, susceptibility, Individually, idiosyncratic, occasionally"
        in found["reads-easily"]
    )
    assert found["each-plain-text-reads-easily"].startswith(
        f"{SLEEP}:14:5: warning each-plain-text-reads-easily: this reads at grade "
    )
    assert hardest(readable_parts(guide)[2], frozenset()).text == HARDEST


def test_titles_are_no_running_text_and_add_nothing_to_a_grade(
    folder: Folder,
) -> None:
    title = "title: Among students, fewer tea drinkers probably wake at night"
    hard = "title: Camomile infusion probably accelerates physiological relaxation considerably"
    text = (TEA / SLEEP).read_text("utf-8")
    assert title in text
    before = grades(load(TEA, TODAY))
    after = grades(load(folder({SLEEP: text.replace(title, hard)}), TODAY))
    assert [(one.grade, one.words) for one in after] == [(one.grade, one.words) for one in before]


def test_the_policy_may_ask_for_more_or_less(changed: Callable[..., Guide]) -> None:
    strict = changed("evidence/guide.yml", "policy:", "policy:\n  reading_grade: 1")
    assert "reads-easily" in {d.rule for d in check(strict)}


def test_easy_words_of_the_policy_count_in_the_rule_but_not_in_full(
    changed: Callable[..., Guide],
) -> None:
    guide = changed("evidence/guide.yml", "policy:", "policy:\n  easy_words: [uncertain]")
    graded = list(grades(guide))[-1]
    assert easy_words(guide) == {"uncertain"}
    assert graded.grade < graded.in_full
    assert check(guide) == []


@pytest.mark.parametrize(
    ("setting", "place"),
    [("easy_words: [chamomile]", "26:16"), ("abbreviations: {chamomile: a flower}", "26:19")],
)
def test_a_word_that_the_policy_excuses_and_nobody_uses_is_told(
    setting: str, place: str, changed: Callable[..., Guide]
) -> None:
    guide = changed("evidence/guide.yml", "policy:", f"policy:\n  {setting}")
    (found,) = check(guide)
    assert str(found).startswith(
        f"evidence/guide.yml:{place}: warning easy-word-is-used: no text holds `chamomile`"
    )


def test_a_guide_in_another_language_is_not_measured_by_an_english_formula(
    guide_of: Callable[..., Guide],
) -> None:
    files = {
        "evidence/guide.yml": (TEA / "evidence/guide.yml")
        .read_text("utf-8")
        .replace("version:", "language: fr\nversion:", 1),
        SLEEP: (TEA / SLEEP).read_text("utf-8").replace(PLAIN, HARD),
    }
    guide = guide_of(files)
    assert grades(guide) == []
    assert {d.rule for d in check(guide)} - UNTOLD == {
        "words-were-accepted",
        "original-language-is-known",
    }
    assert "This was not measured" in next(
        str(o.content) for o in outputs(guide) if o.uri == "audit.md"
    )


def test_an_abbreviation_is_told_wherever_a_reader_meets_it(changed: Callable[..., Guide]) -> None:
    found = [
        d
        for d in check(changed(EVENING, "do: Drink a cup of tea", "do: Drink a CUP of tea"))
        if d.rule == "plain-spells-out"
    ]
    assert [str(d.place) for d in found] == [f"{EVENING}:10:5"]


def test_an_abbreviation_that_the_glossary_knows_is_no_complaint(
    guide_of: Callable[..., Guide],
) -> None:
    evening, terms = ((TEA / name).read_text("utf-8") for name in (EVENING, "evidence/terms.yml"))
    guide = guide_of(
        {
            EVENING: evening.replace("a cup of tea", "a CUP of tea"),
            "evidence/terms.yml": terms.replace("[mug]", "[mug, CUP]"),
        }
    )
    assert {d.rule for d in check(guide)} - UNTOLD == {"words-were-accepted"}


def test_an_abbreviation_that_the_policy_spells_out_is_no_complaint(
    guide_of: Callable[..., Guide],
) -> None:
    evening, file = ((TEA / name).read_text("utf-8") for name in (EVENING, "evidence/guide.yml"))
    guide = guide_of(
        {
            EVENING: evening.replace("a cup of tea", "a CUP of tea"),
            "evidence/guide.yml": file.replace(
                "policy:", "policy:\n  abbreviations: {CUP: certified unit of potion}"
            ),
        }
    )
    assert {d.rule for d in check(guide)} - UNTOLD == {"words-were-accepted"}


def test_the_command_prints_every_grade_and_the_audit_page_shows_it(
    folder: Folder, tea: Guide
) -> None:
    code, out, _ = call("reading", folder=folder())
    assert code == 0
    head, *_, graded, sentence = out.splitlines()
    assert head.split() == ["grade", "in", "full", "words"]
    only = list(grades(tea))[-1]
    assert graded.split(maxsplit=3) == [
        str(only.grade),
        str(only.in_full),
        str(only.words),
        "Sleep, in plain words",
    ]
    assert sentence.strip().startswith(f"{SLEEP}:")
    page = next(o.content for o in outputs(tea) if o.uri == "audit.md")
    assert (
        '<tr><th scope="row">Sleep, in plain '
        f"words</th><td>{only.words}</td><td>{only.grade}</td><td>{only.in_full}</td></tr>"
    ) in page
