"""Glossary words are explained where a page uses them first, and no word of a sentence changes for
it.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from evidence_guide import Guide, outputs
from evidence_guide.site.glossing import Glossing
from evidence_guide.text import markup as prose
from evidence_guide.view.texts import text as parsed

WORD = '<a class="eg-term" href="#term-cup">{}</a>'


def test_the_first_use_on_a_page_leads_to_the_explanation_and_the_next_does_not(tea: Guide) -> None:
    glossing = Glossing(tea)
    assert (
        glossing.rendered(parsed("One cup, then another cup."))
        == f"One {WORD.format('cup')}, then another cup."
    )
    assert glossing.rendered(parsed("A cup.")) == "A cup."
    assert list(glossing.used) == ["term-cup"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two mugs.", f"Two {WORD.format('mugs')}."),
        ("*Cups* hold tea.", f"<em>{WORD.format('Cups')}</em> hold tea."),
        ("See [the cup](https://example.org/).", 'See <a href="https://example.org/">the cup</a>.'),
        ("A cupboard, a tea-cup, a cup-like thing.", "A cupboard, a tea-cup, a cup-like thing."),
        ("<b>cup</b>", f"&lt;b&gt;{WORD.format('cup')}&lt;/b&gt;"),
    ],
    ids=[
        "another word, plural",
        "inside emphasis",
        "not inside a link",
        "whole words only",
        "markup stays text",
    ],
)
def test_a_word_is_found(text: str, expected: str, tea: Guide) -> None:
    assert Glossing(tea).rendered(parsed(text)) == expected


TERMS = """terms:
  - {id: term-tea, term: tea, says: A cup holds 200 mL., rests_on: [teaboard2022-cup]}
  - {id: term-green-tea, term: green tea, short: GT, says: A cup holds 200 mL., rests_on: [teaboard2022-cup]}
"""


def test_the_longest_word_wins_and_abbreviations_count_in_capitals_only(
    guide_of: Callable[..., Guide],
) -> None:
    guide = guide_of({"evidence/terms.yml": TERMS})
    assert Glossing(guide).rendered(parsed("Green tea, not tea.")).count("#term-green-tea") == 1
    assert "#term-green-tea" in Glossing(guide).rendered(parsed("GT is green."))
    assert "eg-term" not in Glossing(guide).rendered(parsed("gt is not."))


@pytest.fixture
def with_abbreviations(changed: Callable[..., Guide]) -> Guide:
    """The sample guide, whose policy says what two abbreviations are short for."""
    names = '{UK: United Kingdom, TSA: "Tea, Sleep & Aunts"}'
    return changed("evidence/guide.yml", "policy:", f"policy:\n  abbreviations: {names}")


def test_an_abbreviation_is_spelled_out_where_a_page_uses_it_first(
    with_abbreviations: Guide,
) -> None:
    glossing = Glossing(with_abbreviations)
    assert glossing.rendered(parsed("In the UK, the UK board and the TSA.")) == (
        'In the <abbr title="United Kingdom">UK</abbr>, the UK board '
        'and the <abbr title="Tea, Sleep &amp; Aunts">TSA</abbr>.'
    )
    assert not glossing.used


def test_an_abbreviation_is_no_part_of_another_word_and_keeps_its_capitals(
    with_abbreviations: Guide,
) -> None:
    assert "<abbr" not in Glossing(with_abbreviations).rendered(parsed("Uk, TSA-free, non-UK."))


def test_both_signs_for_micro_are_one_letter(changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/guide.yml", "policy:", "policy:\n  abbreviations: {μg: micrograms}")
    assert Glossing(guide).rendered(parsed("2 µg")) == '2 <abbr title="micrograms">µg</abbr>'


def test_the_glossary_lists_the_abbreviations(with_abbreviations: Guide) -> None:
    page = next(o.content for o in outputs(with_abbreviations) if o.uri == "glossary.md")
    assert isinstance(page, str)
    _, _, listed = page.partition("## Abbreviations {#abbreviations}")
    assert " ".join(html.fromstring(listed).text_content().split()).startswith(
        "TSA Tea, Sleep & Aunts UK United Kingdom"
    )


def test_a_guide_without_abbreviations_lists_none(tea: Guide) -> None:
    page = next(o.content for o in outputs(tea) if o.uri == "glossary.md")
    assert "Abbreviations" not in str(page)


@given(
    st.lists(
        st.sampled_from(
            [
                "cup",
                "Cups",
                "mug",
                "*cup*",
                "**a mug**",
                "[cup](https://example.org/)",
                "<cup>",
                "&",
                "200 mL",
                "x^2^",
                "H~2~O",
                "  ",
            ]
        )
    )
)
def test_no_word_changes(tea: Guide, parts: list[str]) -> None:
    text = " ".join(["Tea", *parts])
    assert (
        html.fromstring(f"<p>{Glossing(tea).rendered(parsed(text))}</p>").text_content()
        == html.fromstring(f"<p>{prose.inline_html(text)}</p>").text_content()
    )
