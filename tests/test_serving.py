"""`serve`: a preview that follows every edit, with what is wrong standing over the page that it is
wrong on.
"""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import TEA, TODAY, Folder, call, copy
from tests.previews import OVER, Served, serving

from evidence_guide import Guide, load, outputs
from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.rules import rules
from evidence_guide.site.differences import changed
from evidence_guide.site.mkdocs_build import build_site
from evidence_guide.site.preview import HARMLESS, Preview, by_page, with_banners

pytestmark = pytest.mark.timeout(600)

SLEEP = "evidence/claims/sleep.yml"


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    with serving(tmp_path, getattr(request, "param", {})) as running:
        yield running


def test_a_page_shows_what_is_wrong_with_it_and_follows_every_edit(served: Served) -> None:
    assert served.until(
        lambda: "Tea may help you fall asleep" in served.page("/topics/sleep/").text_content()
    )
    assert served.banner("/topics/sleep/") == ""
    served.edit(
        SLEEP,
        "plain: Tea may help you fall asleep.",
        "plain: Tea may help you doze off in 7 minutes.",
    )
    assert served.until(
        lambda: "doze off in 7 minutes" in served.page("/topics/sleep/").xpath("string(//article)")
    )
    for path in ("/topics/sleep/", "/claims/sleep-faster/"):
        assert "error no finding behind `sleep-faster` prints `7 minutes`" in served.banner(path)
    assert served.banner("/claims/sleep-deeper/").startswith(
        "1 error and 2 warnings on other pages"
    )
    link = served.page("/claims/sleep-faster/").xpath(
        f"{OVER}/ul/li[contains(., 'number-is-traced')]/a"
    )[0]
    assert link.get("href") == f"vscode://file{served.folder}/{SLEEP}:14:5"
    assert link.getnext().text == f"{SLEEP}:14:5"
    # evidence that cannot be shown leaves the last page, with the error over it
    served.edit(SLEEP, "kind: gap", "kind: gab")
    assert served.until(lambda: "`gab` is not a word for `kind`" in served.banner("/topics/sleep/"))
    assert served.banner("/topics/sleep/").startswith(
        "This page is as it was before the last change."
    )
    assert "doze off in 7 minutes" in served.page("/topics/sleep/").text_content()
    # a page by hand with a sentence that nothing stands behind
    served.edit(SLEEP, "kind: gab", "kind: gap")
    (served.folder / "docs/more.md").write_text("# More\n\nTea is good for you.\n", "utf-8")
    assert served.until(
        lambda: "has no citation: “Tea is good for you.”" in served.banner("/more/")
    )
    (served.folder / "docs/more.md").unlink()
    served.edit(
        SLEEP,
        "plain: Tea may help you doze off in 7 minutes.",
        "plain: Tea may help you fall asleep.",
    )
    assert served.until(
        lambda: (
            served.banner("/about/") == served.banner("/topics/sleep/") == ""
            and "404" in served.page("/more/").text_content()
        )
    )


@pytest.mark.parametrize("served", [{SLEEP: "claims: [\n"}], indirect=True)
def test_a_guide_that_cannot_be_shown_yet_is_served_with_its_errors(served: Served) -> None:
    assert served.until(lambda: "There is nothing to show yet." in served.banner("/"))
    assert f"{SLEEP}:2:1 sound-yaml" in served.banner("/")
    (served.folder / SLEEP).write_bytes((TEA / SLEEP).read_bytes())
    assert served.until(lambda: "Tea and sleep" in served.page("/").text_content())


def test_a_page_by_hand_has_its_own_heading_as_its_title(served: Served) -> None:
    def title() -> str:
        return str(served.page("/about/").xpath("string(/html/head/title)"))

    assert served.until(lambda: title() == "About this sample - Tea and sleep")
    served.edit("docs/about.md", "# About this sample", "# What this is")
    assert served.until(lambda: title() == "What this is - Tea and sleep")


def test_no_build_holds_a_banner(folder: Folder) -> None:
    where = folder(
        {
            SLEEP: (TEA / SLEEP)
            .read_text("utf-8")
            .replace("plain: Tea may help", "plain: Tea may sometimes help")
        }
    )
    pages = list(build_site(load(where, TODAY)).rglob("*.html"))
    assert len(pages) > 20
    assert [page for page in pages if "evidence-guide-complaints" in page.read_text("utf-8")] == []


OF_REVIEWED = {"[teaboard2022-cup]"}
"""In a claim that was reviewed: how many were reviewed is said on every page."""


def test_only_pages_that_show_a_change_are_made_again(
    guide_of: Callable[..., Guide], tmp_path: Path
) -> None:
    before = guide_of()
    made = {output.uri: output for output in outputs(before)}
    text = (TEA / SLEEP).read_text("utf-8")
    edits = [
        ("Tea drinkers might", "Drinkers of tea might"),
        ("[teaboard2022-cup]", "[teaboard2022-cup, doe2020-warm]"),
        ("[moe2023-wake, ", "["),
        ("low", "high"),
    ]
    for number, (old, new) in enumerate(edits):
        now = load(copy(tmp_path / str(number), {SLEEP: text.replace(old, new)}), TODAY)
        preview = Preview(now.folder, now, made=dict(made), before=before)
        kept = preview.kept()
        assert bool(kept) == (old not in OF_REVIEWED)
        assert {output.uri: output.content for output in outputs(now, kept=kept)} == {
            output.uri: output.content for output in outputs(now)
        }


@pytest.mark.parametrize(
    "name", ["evidence/terms.yml", "evidence/guide.yml", "evidence/changes.yml"]
)
def test_what_may_show_anywhere_has_every_page_made_again(
    name: str, guide_of: Callable[..., Guide], tmp_path: Path
) -> None:
    text = (TEA / name).read_text("utf-8")
    word = re.search(r"(?:says|about): (.+)", text)
    assert word
    assert (
        changed(
            guide_of(),
            load(copy(tmp_path / "other", {name: text.replace(word[1], f"{word[1]} Now.")}), TODAY),
        )
        is None
    )


@pytest.mark.parametrize(
    ("place", "pages"),
    [
        (Place(SLEEP, 13, 5), {"claims/sleep-faster.md", "topics/sleep.md"}),
        (Place(SLEEP, 3, 1), {"topics/sleep.md"}),
        (Place("evidence/findings/doe2020.yml", 20, 5), {"sources/doe2020.md"}),
        (Place("evidence/sources.bib", 10, 1), {"sources/roe2021.md", "sources/index.md"}),
        (
            Place("evidence/stages/evening.yml", 12, 1),
            {"stages/evening.md", "reviewing/review-evening.html"},
        ),
        (Place("evidence/terms.yml", 3, 1), {"glossary.md"}),
        (Place("docs/about.md", 1, 1), {"about.md"}),
        (Place("evidence/evidence.lock"), set()),
    ],
)
def test_a_complaint_stands_on_the_page_of_its_item_and_of_its_file(
    place: Place, pages: set[str], tea: Guide
) -> None:
    told = by_page(tea, list(outputs(tea)), [Diagnostic(place, "rule", "message", "hint")])
    assert set(told) == pages


def test_every_error_that_is_no_harm_leaves_a_guide_that_can_be_shown(tmp_path: Path) -> None:
    shown = []
    for rule in rules():
        file, good, bad = rule.example
        if rule.family in HARMLESS and good and file.endswith("sleep.yml"):
            preview = Preview(
                copy(
                    tmp_path / rule.id,
                    {file: (TEA / file).read_text("utf-8").replace(good, bad, 1)},
                )
            )
            if preview.look() and preview.guide:
                shown.append(rule.id)
                assert len(list(outputs(preview.guide))) > 40, rule.id
    assert {"number-is-traced", "verb-fits-certainty"} <= set(shown)


def test_hostile_words_stand_over_a_page_as_text(tmp_path: Path) -> None:
    preview = Preview(
        tmp_path,
        found=[
            Diagnostic(
                Place('evidence/"<b>.yml'), "rule", "<script>alert(1)</script>", "</section>"
            )
        ],
    )

    def app(_: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "1")])
        return [b"<html><body class=x>", b"page</body></html>"]

    sent: list[object] = []
    body = b"".join(
        with_banners(app, preview, "/")({"PATH_INFO": "/"}, lambda *given: sent.append(given))
    )
    assert b"<script>" not in body
    assert body.startswith(b"<html><body class=x><style>")
    assert dict(sent[0][1])["Content-Length"] == str(len(body))  # type: ignore[index]


def test_a_file_whose_name_is_no_utf_8_is_named_over_a_page(tmp_path: Path) -> None:
    preview = Preview(
        tmp_path, found=[Diagnostic(Place("evidence/\udcff.yml"), "rule", "odd \udcfe", "")]
    )
    head = [("Content-Type", "text/html")]

    def app(_: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", head)
        return [b"<html><body>page</body></html>"]

    shown = with_banners(app, preview, "/")({"PATH_INFO": "/"}, lambda *_: None)
    text = b"".join(shown).decode()
    assert f"vscode://file{tmp_path}/evidence/%FF.yml:1:1" in text
    assert "evidence/\\udcff.yml:1:1" in text
    assert "odd \\udcfe" in text


def test_a_folder_that_is_no_guide_is_a_sentence_and_exit_2(tmp_path: Path) -> None:
    code, out, err = call("serve", folder=tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith("evidence-guide: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "address", ["8000", "127.0.0.1", "127.0.0.1:http", "guide.example:80", "127.0.0.1:65536"]
)
def test_an_address_that_is_none_is_a_sentence_and_exit_2(address: str, folder: Folder) -> None:
    code, out, err = call("serve", "--address", address, folder=folder())
    assert (code, out) == (2, "")
    assert err.startswith("evidence-guide: ")
    assert err.count("\n") == 1


def test_an_address_in_use_is_a_sentence_and_exit_2(folder: Folder) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        code, _, err = call(
            "serve", "--address", f"127.0.0.1:{other.getsockname()[1]}", folder=folder()
        )
    assert code == 2
    assert err.endswith("address already in use; name another with --address\n")
