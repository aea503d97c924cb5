"""Pages: whole text out, nothing from the evidence can become markup, and nothing depends on the
folder or the order of runs.
"""

import re
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from tests.conftest import TEA, TODAY, copy

from evidence_guide import Guide, load, outputs
from evidence_guide.rules import check
from evidence_guide.site import Addresses
from evidence_guide.site.audit import audit_page
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

HOSTILE = (
    '</p></div><script>alert(1)</script> {{ guide }} {% include "x" %} {: onclick=alert(1) } '
    "\"quoted\" 'single' &amp; *x* ## h"
)


PAGES = [
    "index",
    "plan",
    "stages/evening",
    "claims/sleep-faster",
    "topics/sleep",
    "sources/doe2020",
    "tables/cups",
    "popular-claims",
    "glossary",
]


@pytest.mark.parametrize("uri", [f"{page}.md" for page in PAGES])
def test_a_page_of_the_sample_guide_reads(
    uri: str, tea: Guide, snapshot: Callable[[str, str], None]
) -> None:
    page = next(output for output in outputs(tea) if output.uri == uri)
    snapshot(page.content, uri.replace("/", "-"))


def test_the_same_guide_in_another_folder_gives_the_same_bytes(tea: Guide, tmp_path: Path) -> None:
    other = load(copy(tmp_path / "elsewhere"), TODAY)
    here, there = (
        [output._replace(shown=None) for output in outputs(one)]  # no part of the file
        for one in (tea, other)
    )
    assert here == there


def test_every_page_says_that_it_is_no_advice_and_not_reviewed(tea: Guide) -> None:
    english = (
        "Made up, not advice.",
        (
            "Named people have reviewed 5 of its 23 sentences of advice and claims; nobody has"
            " reviewed the others."
        ),
        "As of 10 January 2026",
    )
    spanish = (
        "Inventado, no es un consejo.",
        "Ningún profesional sanitario ha revisado aún esta guía.",
        "Versión del 10 de enero de 2026",
    )
    for output in outputs(tea):
        if output.uri.endswith(".md") and output.uri != "rules.md":  # which is for contributors
            assert [
                text
                for text in (spanish if output.uri.startswith("es/") else english)
                if text not in output.content
            ] == [], output.uri


def test_red_flags_stand_before_the_steps(tea: Guide) -> None:
    page = next(output.content for output in outputs(tea) if output.uri == "stages/evening.md")
    assert (
        page.index("Get help first")
        < page.index("many nights")
        < page.index("What to do")
        < page.index('data-cited="drink-tea"')
    )


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        (
            '\n      - {says: "Teania: a cup holds 200 mL.", because: [sleep-cup]}',
            '<ul class="eg-amounts">\n<li data-cited="drink-tea/amounts/0">Teania: a ',
        ),
        (
            " none named",
            (
                '<p class="eg-amounts" data-uncited="what we did not find">'
                "No body that we read names an amount for exactly these people.</p>"
            ),
        ),
    ],
    ids=["named", "none named"],
)
def test_a_step_says_how_much_or_that_nobody_does(
    amounts: str, shown: str, changed: Callable[..., Guide]
) -> None:
    stage = "evidence/stages/evening.yml"
    guide = changed(stage, "    ask: [Is tea", f"    amounts:{amounts}\n    ask: [Is tea")
    for uri in ("stages/evening.md", "plan.md"):
        assert shown in next(o.content for o in outputs(guide) if o.uri == uri)


@pytest.mark.parametrize(
    ("strength", "why", "graded"),
    [
        ("conditional", "sleep-faster", True),
        ("good practice", "sleep-faster", False),
        ("conditional", "sleep-cup", False),
    ],
)
def test_only_an_effect_or_association_gives_a_step_a_certainty(
    strength: str, why: str, graded: bool, guide_of: Callable[..., Guide]
) -> None:
    stage = (TEA / "evidence/stages/evening.yml").read_text("utf-8")
    stage = stage.replace("strength: conditional", f"strength: {strength}", 1)
    stage = stage.replace("why: [sleep-faster]", f"why: [{why}]", 1)
    guide = guide_of({"evidence/stages/evening.yml": stage})
    step = Views(Site(guide)).step("drink-tea")
    assert (step.certainty is not None) == graded


def test_a_changed_number_to_call_asks_to_be_accepted(guide_of: Callable[..., Guide]) -> None:
    file = (TEA / "evidence/guide.yml").read_text("utf-8")
    number = 'stages: [evening]\nemergency:\n  - {says: "Teania: shout.", because: [sleep-cup]}\n'
    guide = guide_of({"evidence/guide.yml": file.replace("stages: [evening]\n", number)})
    assert "words-were-accepted" in {d.rule for d in check(guide)}


def test_the_gravest_red_flags_come_first_with_the_numbers_to_call(
    guide_of: Callable[..., Guide],
) -> None:
    flags = (
        "urgent:\n"
        "  - {says: You cannot wake up., how_soon: now, because: [sleep-cup]}\n"
        "  - {says: You fall over., how_soon: today, because: [sleep-cup]}\n"
    )
    stage = (TEA / "evidence/stages/evening.yml").read_text("utf-8")
    file = (TEA / "evidence/guide.yml").read_text("utf-8")
    number = 'emergency:\n  - {says: "Teania: shout.", because: [sleep-cup]}\n'
    guide = guide_of(
        {
            "evidence/stages/evening.yml": stage.replace("urgent:\n", flags),
            "evidence/guide.yml": file.replace(
                "stages: [evening]\n", f"stages: [evening]\n{number}"
            ),
        }
    )
    for uri in ("stages/evening.md", "plan.md"):
        page = next(o.content for o in outputs(guide) if o.uri == uri)
        order = (
            "Call an ambulance now",
            "wake up",
            "Teania: shout.",
            "Get help today",
            "fall over",
        )
        places = [page.index(words) for words in (*order, "for an appointment", "many nights")]
        assert places == sorted(places)
    home = next(o.content for o in outputs(guide) if o.uri == "index.md")
    assert "You cannot wake up." in home
    assert "Teania: shout." in home
    assert "You fall over." not in home


OUR_SCRIPT = re.compile(r"<script>/\* The reviewer kit: .*?</script>", re.DOTALL)


_AS_IT_IS = ("data/", "cite/", "packets/", "references/")
"""Where the files are that are no pages."""


def test_hostile_text_in_any_field_stays_text(guide_of: Callable[..., Guide]) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    claims = (
        (TEA / "evidence/claims/sleep.yml")
        .read_text("utf-8")
        .replace("A cup holds 200 mL.", quoted)
    )
    stage = (
        (TEA / "evidence/stages/evening.yml")
        .read_text("utf-8")
        .replace("title: Drink tea, not coffee", f"title: {quoted}")
    )
    guide = guide_of({"evidence/claims/sleep.yml": claims, "evidence/stages/evening.yml": stage})
    for output in (
        output for output in outputs(guide) if not output.uri.startswith(_AS_IT_IS)
    ):  # data carries text as it is
        assert "<script>" not in OUR_SCRIPT.sub("", output.content)
        assert "</p></div>&lt;" not in output.content
        if output.uri == "stages/evening.md":
            assert "## 1. &#60;/p&#62;" in output.content.replace("&#47;", "/")


def test_no_block_of_html_holds_a_blank_line_or_an_indented_line(tea: Guide) -> None:
    for output in outputs(tea):
        if output.uri.endswith(".md"):
            assert not any(line.startswith("    ") for line in output.content.splitlines())
            assert "\n\n\n" not in output.content


def test_a_page_past_its_review_date_carries_a_banner(changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/claims/sleep.yml", "review_by: 2099-01-01", "review_by: 2026-01-01")
    page = next(output.content for output in outputs(guide) if output.uri == "topics/sleep.md")
    assert "This page is past its review date (1 January 2026)." in page
    other = next(output.content for output in outputs(guide) if output.uri == "tables/cups.md")
    assert "past its review date" not in other


def test_addresses_work_as_folders_and_as_files(tea: Guide) -> None:
    folders = {o.uri: o.content for o in outputs(tea)}
    files = {o.uri: o.content for o in outputs(tea, Addresses.FILES)}
    assert 'href="../../claims/sleep-faster/"' in folders["stages/evening.md"]
    assert 'href="../claims/sleep-faster.html"' in files["stages/evening.md"]
    assert 'href="stages/evening/"' in folders["index.md"]
    assert 'href="stages/evening.html"' in files["index.md"]


def test_a_named_reviewer_is_shown_instead_of_the_warning(changed: Callable[..., Guide]) -> None:
    guide = changed(
        "evidence/guide.yml",
        "home: [drink-tea]",
        "home: [drink-tea]\nreviewers: [{name: Dr A. Doe, qualification: midwife, on: 2026-01-09}]",
    )
    page = next(output.content for output in outputs(guide) if output.uri == "index.md")
    assert "Reviewed by Dr A. Doe (midwife, 9 January 2026)." in page
    assert "Not yet reviewed" not in page


def test_rendered_markdown_passes_the_audit_in_any_engine(tea: Guide) -> None:
    for output in outputs(tea):
        if output.uri.endswith(".md"):
            body = markdown.markdown(
                output.content.split("---\n", 2)[2], extensions=["attr_list", "tables"]
            )
            assert audit_page(f"<article>{body}</article>", output.uri, tea).diagnostics == []
