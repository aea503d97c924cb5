"""What the search finds, and what it knows beside the words of a page."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import errors
from tests.searching import found, pages

from evidence_guide import Guide
from evidence_guide.site.search import language_words, search_synonyms, searchable

Section = tuple[str, str, str]


def raw(*docs: Section) -> dict[str, Any]:
    """An index as MkDocs writes it."""
    return {
        "config": {"lang": ["en"]},
        "docs": [{"location": place, "title": title, "text": text} for place, title, text in docs],
    }


def index(*docs: Section, names: object = (), language: str = "en") -> dict[str, Any]:
    """An index as the search reads it."""
    made = raw(*docs)
    made["config"] |= language_words(language) | {"names": names}
    return made


MILK = index(
    ("milk/", "Milk", "Cows' milk, and drinks made from oats."),
    ("oats/", "Oats", "How to cook oats in water."),
    ("goat/", "Goat's milk", "Milk of goats."),
)


def test_two_words_find_only_what_holds_both() -> None:
    assert set(pages(MILK, "milk")) == {"milk/", "goat/"}
    assert pages(MILK, "oat milk") == ["milk/"]


def test_when_nothing_holds_all_words_what_holds_most_is_found() -> None:
    assert set(pages(MILK, "milk of yaks")) == {"milk/", "goat/"}
    (first, *_) = found(MILK, ["milk yak"])["milk yak"]
    assert first[0]["terms"] == {"milk": True, "yak": False}


def test_words_of_questions_are_not_looked_for() -> None:
    assert pages(MILK, "How can I cook it?") == ["oats/"]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("anemia", "anaemia"),
        ("celiac", "coeliac"),
        ("diarrhea", "diarrhoea"),
        ("pediatrician", "paediatrician"),
        ("esophagus", "oesophagus"),
        ("labor", "labour"),
        ("tumors", "tumour"),
        ("fiber", "fibre"),
        ("liters", "litre"),
        ("sterilise", "sterilized"),
        ("babies", "baby"),
        ("baby", "babies"),
        ("crying", "cries"),
        ("numbness", "numb"),
        ("floppiness", "floppy"),
        ("tingling", "tingle"),
        ("injected", "injections"),
        ("vomit", "vomiting"),
        ("pate", "pâté"),
        ("b 12", "B12"),
        ("b-12", "B12"),
        ("injec", "injection"),
        ("metformn", "metformin"),
        ("metofrmin", "metformin"),
    ],
)
def test_a_word_is_found_in_another_spelling(asked: str, written: str) -> None:
    guide = index(("a/", "A", f"About {written}."), ("b/", "B", "About gardens."))
    assert pages(guide, asked) == ["a/"]


def test_a_word_in_the_middle_of_another_is_not_found() -> None:
    guide = index(("a/", "A", "A plateau."), ("b/", "B", "Tea."))
    assert pages(guide, "tea") == ["b/"]


NAMED = index(
    ("acid/", "Medicines against stomach acid", "Ask your doctor."),
    ("folic/", "Folic acid", "Take it. Omeprazole is not part of it."),
    ("nerves/", "Nerves", "You may feel pins and needles."),
    names=[
        [["stomach acid"], ["omeprazole", "heartburn"]],
        [["medicines against stomach acid"], ["stomach acid"]],
        [["pins and needles"], ["tingling", "numb hands"]],
    ],
)


def test_other_names_lead_to_what_is_meant() -> None:
    assert set(pages(NAMED, "omeprazole")) == {"acid/", "folic/"}
    assert pages(NAMED, "can i take omeprazole")[0] == "acid/"
    assert pages(NAMED, "heartburn") == ["acid/"]
    assert pages(NAMED, "heartb") == ["acid/"]
    assert pages(NAMED, "tingling")[0] == "nerves/"
    assert pages(NAMED, "numb hands")[0] == "nerves/"


def test_a_name_of_several_words_does_not_hide_other_names_for_one_of_them() -> None:
    guide = index(
        ("a/", "Injections", "They go into a muscle."),
        ("b/", "Words", "B12 jab."),
        names=[[["injection"], ["jab"]], [["intramuscular", "B12 jab"], ["B12 jab"]]],
    )
    guide["docs"][0]["text"] += " B12."
    assert set(pages(guide, "b12 jab")) == {"a/", "b/"}


def test_a_name_with_words_of_questions_in_it_is_not_taken_apart() -> None:
    guide = index(
        ("eat/", "Eat well", "What to eat."),
        ("sick/", "Babies", "Your baby refuses the breast."),
        names=[[["refuse"], ["won't eat"]]],
    )
    assert pages(guide, "he won't eat") == ["sick/"]


def test_a_word_that_is_everywhere_neither_widens_nor_finds_everything() -> None:
    docs = [(f"p{n}/", f"Page {n}", "About tea.") for n in range(8)]
    guide = index(*docs, ("tea/", "Tea", "Tea."), ("milk/", "Milk", "Milk, without tea."))
    guide["docs"][8]["boost"] = 3
    assert pages(guide, "milk in tea") == ["milk/"]
    assert pages(guide, "tea") == ["tea/"]


def test_a_title_that_is_the_question_comes_first() -> None:
    guide = index(
        ("a/", "How sweet is tea?", "Sugar."),
        ("b/", "Sweet tea with sugar and milk", "Sweet tea, and more sweet tea."),
        ("c/", "C", ""),
        ("d/", "D", ""),
    )
    assert pages(guide, "how sweet is tea")[0] == "a/"


def test_a_section_is_found_under_its_page_and_shown_with_its_words_marked() -> None:
    guide = index(
        ("a/", "Drinks", "What to drink."),
        ("a/#hot", "Hot drinks", "Tea &amp; coffee, <b> is text, " + "and so on " * 40),
    )
    ((first, second),) = found(guide, ["coffee"])["coffee"]
    assert (first["location"], second["location"]) == ("a/#hot", "a/")
    assert first["text"].startswith("Tea &amp; <mark>coffee</mark>, &lt;b&gt; is text, and so on")
    assert first["text"].endswith(" …")
    assert second["score"] == 0


def test_an_empty_question_finds_nothing() -> None:
    assert found(MILK, ["", " ", "the", "?!"]) == {"": [], " ": [], "the": [], "?!": []}


def test_words_without_spaces_between_them_are_found() -> None:
    assert pages(index(("a/", "お茶", "お茶を飲む"), ("b/", "B", ""), language="ja"), "飲む") == [
        "a/"
    ]


def test_the_index_is_plain_text_without_what_only_refers(tea: Guide) -> None:
    made = searchable(
        raw(
            ("a/", "A", "<p>x <em>y</em></p><ul><li>1 &lt; 2</li></ul>"),
            ("a/#b", "B", "z"),
            ("a/#empty", "Empty", "<p></p>"),
            ("a/#references", "References", "x"),
            ("a/#used", "Where it is used", "x"),
            ("a/#words", "Words used here", "x"),
            ("makers/", "Makers", "x"),
            ("makers/#b", "B", "x"),
        ),
        tea,
        frozenset({"makers/"}),
    )
    assert [(doc["location"], doc["text"]) for doc in made["docs"]] == [
        ("a/", "x y 1 &lt; 2"),
        ("a/#b", "z"),
    ]


def test_the_index_holds_readers_words_once_and_not_with_each_section(tea: Guide) -> None:
    made = searchable(raw(("a/", "Sleep", "Teas in the evening")), tea)
    assert [["tea"], ["brew", "cuppa"]] in made["config"]["names"]
    assert made["docs"] == [{"location": "a/", "title": "Sleep", "text": "Teas in the evening"}]
    assert pages(made, "cuppa") == ["a/"]


def test_names_of_a_term_lead_to_each_other(tea: Guide) -> None:
    assert (("Cup", "mug"), ("Cup", "mug")) in list(search_synonyms(tea))
    made = searchable(raw(("a/", "Size", "What a cup holds"), ("b/", "B", "A mug")), tea)
    assert set(pages(made, "mug")) == set(pages(made, "cups")) == {"a/", "b/"}


def test_readers_words_for_what_no_sentence_says_are_told(
    changed: Callable[[str, str, str], Guide],
) -> None:
    (complaint,) = errors(changed("evidence/guide.yml", "{tea: [", "{cocoa: ["))
    assert (complaint.rule, complaint.place.path) == ("search-word-is-used", "evidence/guide.yml")
