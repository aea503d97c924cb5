"""Inline Markdown: the few marks that people may write become HTML, and nothing breaks out."""

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from evidence_guide.text import markup

ALLOWED = {"em", "strong", "a", "sub", "sup"}
HOSTILE = st.text(
    st.sampled_from("<>&\"'`*_~^[](){}:#=!| \\/-ab1\néß")
    | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    max_size=120,
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*less* and **more**", "<em>less</em> and <strong>more</strong>"),
        ("H~2~O and 10^3^", "H<sub>2</sub>O and 10<sup>3</sup>"),
        ("[NHS](https://www.nhs.uk/)", '<a href="https://www.nhs.uk/">NHS</a>'),
        ("5*3*2", "5*3*2"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("text {: onclick=alert(1) }", "text {: onclick=alert(1) }"),
        ("{{ config }} {% raw %}", "{{ config }} {% raw %}"),
        ("`code` # no heading", "`code` # no heading"),
    ],
)
def test_only_emphasis_links_and_scripts_are_markup(written: str, shown: str) -> None:
    assert markup.inline_html(written) == shown


@given(HOSTILE)
def test_no_text_produces_other_elements_or_attributes(text: str) -> None:
    tree = html.document_fromstring(
        f"<div>{markup.inline_html(text)}</div>".encode(), parser=html.HTMLParser(encoding="utf-8")
    ).find("body/div")
    assert tree is not None
    for element in tree.iterdescendants():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "title"}
        assert not re.match(
            r"\s*(javascript|vbscript|data|file):", element.get("href", ""), re.IGNORECASE
        )


@given(HOSTILE)
def test_a_heading_stays_a_heading_without_attributes_of_its_own(text: str) -> None:
    written = f"## {markup.heading(text)} {{#the-id}}"
    tree = html.fragment_fromstring(
        markdown.markdown(written, extensions=["attr_list", "toc", "tables"]) or "<p></p>",
        create_parent="div",
    )
    (heading,) = tree
    assert heading.tag == "h2"
    assert dict(heading.attrib) == {"id": "the-id"}
    assert len(heading) == 0


def test_links_lists_every_address_even_refused_ones() -> None:
    assert markup.link_addresses("[a](https://a.org) [b](javascript:b)") == [
        "https://a.org",
        "javascript:b",
    ]


def test_a_long_row_of_brackets_does_not_hang() -> None:
    assert markup.inline_html("[a](" * 370)


@given(st.text("ab*_~^`\\[]()&<>;x 1", max_size=20))
def test_escaped_words_are_those_words_and_have_no_markup(words: str) -> None:
    assert markup.plain(markup.escaped(words)) == words
    assert not any(run.marks or run.link for run in markup.runs(markup.escaped(words)))
