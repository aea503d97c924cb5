"""The reviewer kit of a stage: what it holds, what its answers are about, and that it is closed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide import Guide, load
from evidence_guide.site.audit import audit_page
from evidence_guide.site.pages import stage_page
from evidence_guide.site.review_kits import blocked_in_file, is_kit, review_kit
from evidence_guide.site.unaccounted import Vocabularies, unaccounted_in
from evidence_guide.translation.translated_guide import translated_guides
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

NAME = "reviewing/review-evening.html"
STAGE, CLAIMS = "evidence/stages/evening.yml", "evidence/claims/sleep.yml"


@pytest.fixture(scope="module")
def kit(tea: Guide) -> str:
    return review_kit(Views(Site(tea)), "evening").content


@pytest.fixture(scope="module")
def tree(kit: str) -> html.HtmlElement:
    return html.document_fromstring(kit)


def test_a_kit_holds_every_sentence_of_advice_and_every_claim_behind_it(
    tree: html.HtmlElement,
) -> None:
    assert tree.xpath("//div[@class='item']/@id") == [
        "evening/urgent/0",
        "drink-tea/do",
        "drink-tea/how/0",
        "drink-tea/differ/0",
        "drink-tea/differ/1",
        "drink-tea/decision/benefits",
        "avoid-coffee/do",
        "avoid-coffee/adapted",
        "tea-or-water/options/0/benefits/0",
        "tea-or-water/options/0/benefits/1",
        "tea-or-water/options/0/effort/0",
        "tea-or-water/options/1/certainty/0",
        "sleep-cup",
        "sleep-faster",
        "sleep-advice",
        "sleep-gap",
        "sleep-wake",
    ]


def test_the_page_of_a_stage_links_to_its_kit_unless_it_is_translated(
    tea: Guide,
) -> None:
    page = stage_page(Views(Site(tea)), "evening").content
    assert 'href="../../reviewing/review-evening.html" download="review-evening.html"' in page
    spanish, *_ = translated_guides(tea)
    assert "review-evening" not in stage_page(Views(Site(spanish)), "evening").content


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_claim_shows_wording_certainty_findings_figures_and_sources(
    tree: html.HtmlElement,
) -> None:
    (item,) = tree.xpath("//div[@id='sleep-faster']")
    shown = words(item)
    for part in (
        "Tea may help you fall asleep.",
        "Tea may shorten the time to sleep by 12 minutes",
        "Low certainty",
        "Two small trials.",
        "Points the other way",
        "Printed:",
    ):
        assert part in shown
    assert item.xpath(".//a[starts-with(@href, 'https://')]/@href")


def test_each_item_has_a_group_of_answers_that_is_read_out_with_its_sentence(
    tree: html.HtmlElement,
) -> None:
    for item in tree.xpath("//div[@class='item']"):
        (group,) = item.xpath(".//fieldset")
        assert group.xpath("./*[1]/self::legend")
        assert item.xpath(f".//*[@id='{group.get('aria-describedby')}']")
        assert group.xpath(".//label/input[@type='radio']/@value") == [
            "agree",
            "wrong number",
            "wrong people",
            "overstated",
            "unsafe",
            "cannot judge",
        ]
        assert item.get("data-saw")
        (comment,) = item.xpath(".//textarea")
        assert item.xpath(f".//label[@for='{comment.get('id')}']/text()") == ["Comment"]


def test_a_kit_loads_nothing_and_runs_only_its_own_script(tree: html.HtmlElement) -> None:
    assert is_kit(NAME)
    assert list(blocked_in_file(tree, NAME)) == []
    (policy,) = tree.xpath("//meta[@http-equiv]/@content")
    assert re.sub(r"'sha256-[\w+/=]+'", "#", policy) == (
        "default-src 'none'; script-src #; style-src #; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("</style>", "p{}</style>", "a script or a style is not that of reviewer kits"),
        ("</script>", "evil()</script>", "a script or a style is not that of reviewer kits"),
        (
            "default-src &#39;none&#39;",
            "default-src *",
            "the head does not hold the policy of reviewer kits",
        ),
        (
            "<main>",
            '<main><img src="https://example.org/x.png">',
            "`https://example.org/x.png` is loaded",
        ),
        ("<main>", '<main onclick="evil()">', '`onclick="evil()"` is written into the page'),
    ],
)
def test_a_kit_that_would_load_or_run_more_is_refused(
    old: str, new: str, what: str, kit: str
) -> None:
    changed = html.document_fromstring(kit.replace(old, new, 1))
    assert what in "\n".join(blocked_in_file(changed, NAME))


def test_the_audit_accounts_for_every_word_of_a_kit(
    kit: str, tree: html.HtmlElement, tea: Guide
) -> None:
    assert audit_page(kit, NAME, tea).diagnostics == []
    assert list(unaccounted_in(tree, NAME, Vocabularies(tea))) == []
    foreign = kit.replace('<p class="lead">', '<p>Tea cures.</p><p class="lead">', 1)
    (found,) = unaccounted_in(html.document_fromstring(foreign), NAME, Vocabularies(tea))
    assert "“cures”" in found.message


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        (STAGE, "A cup holds 200 mL., because", "A cup holds 0.2 L., because", ["drink-tea/how/0"]),
        (STAGE, "strength: conditional", "strength: strong", ["drink-tea/do"]),
        (STAGE, "how_soon: soon", "how_soon: now", ["evening/urgent/0"]),
        (CLAIMS, "imprecision: Two small", "imprecision: Three small", ["sleep-faster"]),
        (
            "evidence/findings/doe2020.yml",
            "reports: People who drank tea",
            "reports: People who drank black tea",
            ["sleep-faster", "sleep-gap"],
        ),
        (CLAIMS, "kind: gap", "kind: gap\n    review_by: 2098-01-01", []),
    ],
)
def test_a_digest_changes_with_what_the_reviewer_sees_and_with_nothing_else(
    file: str, old: str, new: str, changed: list[str], tea: Guide, folder: Folder
) -> None:
    text = (TEA / file).read_text("utf-8")
    place = folder({file: text.replace(old, new, 1)})
    before, now = sentences_to_judge(tea), sentences_to_judge(load(place, TODAY))
    assert [key for key in before if before[key].saw != now[key].saw] == changed


def test_a_claim_that_is_worded_anew_changes_what_rests_on_it(
    tea: Guide, changed: Callable[[str, str, str], Guide]
) -> None:
    guide = changed(CLAIMS, "plain: A cup holds 200 mL.", "plain: Cups hold 200 mL.")
    before, now = sentences_to_judge(tea), sentences_to_judge(guide)
    assert [key for key in before if before[key].saw != now[key].saw] == [
        "sleep-cup",
        "evening/urgent/0",
        "drink-tea/how/0",
        "tea-or-water/options/0/effort/0",
    ]


def test_the_command_writes_a_kit_and_names_a_stage_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "kit.html"
    assert call("review-kit", "evening", "--to", str(path), folder=TEA) == (
        0,
        f"{path}: 17 sentences and claims to judge\n",
        "",
    )
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    code, said, told = call("review-kit", "evenin", folder=TEA)
    assert (code, said) == (2, "")
    assert told == ("evidence-guide: no stage is called `evenin`; did you mean `evening`?\n")


def test_a_kit_replaces_a_kit_and_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "kit.html"
    assert call("review-kit", "evening", "--to", str(path), folder=TEA)[0] == 0
    assert call("review-kit", "evening", "--to", str(path), folder=TEA)[0] == 0
    path.write_text("mine", "utf-8")
    code, _, told = call("review-kit", "evening", "--to", str(path), folder=TEA)
    assert (code, path.read_text("utf-8")) == (2, "mine")
    assert told == (
        f"evidence-guide: {path} is no reviewer kit, and would be overwritten; name another file"
        " with `--to`\n"
    )
