"""What the search knows beside the words of a page."""

from collections.abc import Callable

from tests.conftest import errors

from evidence_guide import Guide
from evidence_guide.site.search import FIELDS, search_synonyms, searchable


def index(*docs: tuple[str, str, str]) -> dict[str, object]:
    return {
        "config": {"lang": ["en"], "fields": {}},
        "docs": [{"location": place, "title": title, "text": text} for place, title, text in docs],
    }


def tags(guide: Guide, title: str, text: str) -> list[str]:
    (doc,) = searchable(index(("a/", title, text)), guide)["docs"]
    return list(doc.get("tags", ()))


def test_a_section_is_found_by_readers_words_for_the_words_in_it(tea: Guide) -> None:
    assert tags(tea, "Sleep", "Teas in the evening") == ["brew", "cuppa"]
    assert tags(tea, "Drink TEA", "In the evening") == ["brew", "brew", "cuppa", "cuppa"]
    assert tags(tea, "Sleep", "A brew of tea") == ["cuppa"]


def test_a_word_inside_another_leads_nowhere(tea: Guide) -> None:
    assert tags(tea, "Steamed", "A plateau") == []


def test_names_of_a_term_lead_to_each_other(tea: Guide) -> None:
    assert (("Cup", "mug"), ("Cup", "mug")) in list(search_synonyms(tea))
    assert tags(tea, "Size", "What a cup holds") == ["mug"]
    assert tags(tea, "Size", "What a mug holds") == ["Cup"]


def test_sections_that_only_refer_are_left_out(tea: Guide) -> None:
    made = searchable(
        index(
            ("a/", "A", "x"),
            ("a/#references", "References", "x"),
            ("a/#used", "Where it is used", "x"),
        ),
        tea,
    )
    assert [doc["location"] for doc in made["docs"]] == ["a/"]
    assert made["config"] == {"lang": ["en"], "fields": FIELDS}


def test_readers_words_for_what_no_sentence_says_are_told(
    changed: Callable[[str, str, str], Guide],
) -> None:
    (complaint,) = errors(changed("evidence/guide.yml", "{tea: [", "{cocoa: ["))
    assert (complaint.rule, complaint.place.path) == ("search-word-is-used", "evidence/guide.yml")
