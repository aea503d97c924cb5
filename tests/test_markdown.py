"""`[@id]` on hand-written pages: numbered, linked, listed, and held to the same rules."""

import markdown
import pytest
from tests.conftest import TEA

from evidence_guide import Guide
from evidence_guide.guide.markdown_citations import find
from evidence_guide.site.audit import audit_page
from evidence_guide.site.markdown_extension import Citations


def convert(text: str, guide: Guide) -> str:
    return markdown.markdown(text, extensions=[Citations(lambda: guide), "tables"])


def test_a_citation_becomes_a_number_with_its_reference(tea: Guide) -> None:
    html = convert(
        "Tea may help [@sleep-faster].\n\nIt may [@sleep-faster; @teaboard2022-cup].", tea
    )
    assert html.count('href="#ref-1"') == 2
    assert html.count('<span class="eg-ref">') == 4
    assert '<p data-cited="page">Tea may help <sup' in html
    assert audit_page(f"<article>{html}</article>", "p.html", tea).diagnostics == []


def test_a_hand_written_page_carries_the_notice_below_its_title(tea: Guide) -> None:
    html = convert("# About\n\nTea may help [@sleep-faster].", tea)
    assert (
        html.index("About</h1>")
        < html.index("Named people have reviewed 5 of its 23 sentences")
        < html.index("Tea may help")
    )
    assert audit_page(f"<article>{html}</article>", "p.html", tea).diagnostics == []


def test_citations_in_code_stay_as_they_are(tea: Guide) -> None:
    html = convert("Write `[@sleep-faster]`.\n\n    [@sleep-faster]\n", tea)
    assert html.count("[@sleep-faster]") == 2
    assert "References" not in html


def test_a_paragraph_without_citation_fails_the_audit(tea: Guide) -> None:
    html = convert("Tea may help [@sleep-faster].\n\nTea is good.", tea)
    (found,) = audit_page(f"<article>{html}</article>", "p.html", tea).diagnostics
    assert "“Tea is good.”" in found.message


def test_a_page_about_the_guide_says_so_and_passes(tea: Guide) -> None:
    html = convert(
        "<!-- guide: uncited how to contribute -->\n\n# T\n\nEdit the file.\n\n- a list\n", tea
    )
    result = audit_page(f"<article>{html}</article>", "p.html", tea)
    assert result.diagnostics == []
    assert set(result.uncited) == {"how to contribute", "notice about the guide"}


def test_the_comment_within_code_is_an_example_and_excuses_nothing(tea: Guide) -> None:
    comment = "<!-- guide: uncited an example -->"
    page = markdown.markdown(
        f"# T\n\nTea is good.\n\n```\n{comment}\n```\n",
        extensions=["fenced_code", Citations(lambda: tea)],
    )
    assert "guide: uncited an example" in page
    (found,) = audit_page(f"<article>{page}</article>", "p.html", tea).diagnostics
    assert "“Tea is good.”" in found.message


def test_pages_converted_one_after_another_do_not_share_numbers(tea: Guide) -> None:
    converter = markdown.Markdown(extensions=[Citations(lambda: tea)])
    first = converter.convert("A [@sleep-deeper].")
    converter.reset()
    assert converter.convert("A [@sleep-deeper].") == first


def test_without_a_guide_at_hand_the_folder_is_read() -> None:
    html = markdown.markdown(
        "A [@sleep-deeper].",
        extensions=["evidence_guide.site.markdown_extension"],
        extension_configs={"evidence_guide.site.markdown_extension": {"folder": str(TEA)}},
    )
    assert "Who drinks tea" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [@x-1; @y] b", [(("x-1", "y"), 1, 3)]),
        ("`[@z]` [@x]", [(("x",), 1, 8)]),
        ("```\n[@z]\n```\n\n- [@x]", [(("x",), 5, 3)]),
        ("| a | b |\n| - | - |\n| 1 | [@x] |\n", [(("x",), 3, 7)]),
        ("| a | b |\n| - | - |\n| `[@z]` | [@x] |\n", [(("x",), 3, 12)]),
        ("mail@x.org [a](b)", []),
    ],
)
def test_the_checker_finds_the_citations_that_the_extension_finds(
    text: str, expected: list[tuple[tuple[str, ...], int, int]]
) -> None:
    assert [tuple(c) for c in find(text)] == expected


def test_headings_get_their_ids_although_the_settings_do_not_ask_for_them(tea: Guide) -> None:
    assert '<h2 id="own">Words</h2>' in markdown.markdown(
        "## Words {#own}", extensions=[Citations(lambda: tea)]
    )
