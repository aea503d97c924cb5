"""Glossary words are explained where a page uses them first, and no word of a sentence changes for
it.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from evidence_guide import Guide
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
