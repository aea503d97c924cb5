"""Real MkDocs builds: the site stands or the last one stays; the edit button opens the YAML; the
preview follows the files.
"""

from pathlib import Path

from lxml import html
from tests.conftest import Folder
from tests.sites import Plain, mkdocs_build

SLEEP = "evidence/claims/sleep.yml"


def test_plain_mkdocs_builds_the_guide_strictly(plain: Plain) -> None:
    assert "0 uncited or altered sentences or broken links" in plain.told
    kinds = [
        "",
        "stages/evening",
        "topics/sleep",
        "claims/sleep-faster",
        "claims",
        "sources",
        "sources/doe2020",
        "tables/cups",
    ]
    pages = [*kinds, "popular-claims", "glossary", "method", "rules", "about"]
    assert [page for page in pages if not (plain.site / page / "index.html").is_file()] == []


def test_an_error_in_the_evidence_stops_the_build_and_keeps_the_last_site(
    built_folder: Path,
) -> None:
    where = built_folder
    before = {
        p.relative_to(where): p.read_bytes() for p in (where / "site").rglob("*") if p.is_file()
    }
    (where / SLEEP).write_text(
        (where / SLEEP)
        .read_text("utf-8")
        .replace("rests_on: [doe2020-sleep, roe2021-sleep]", "rests_on: []"),
        "utf-8",
    )
    done = mkdocs_build(where)
    assert done.code != 0
    assert (
        f"{SLEEP}:16:5: error claim-rests-on-finding: claim `sleep-faster` rests on nothing"
        in done.told
    )
    assert "nothing was written" in done.told
    assert {
        p.relative_to(where): p.read_bytes() for p in (where / "site").rglob("*") if p.is_file()
    } == before
    assert not list(where.glob(".site-*"))


def test_an_uncited_sentence_on_a_page_stops_the_build_and_keeps_the_last_site(
    built_folder: Path,
) -> None:
    where = built_folder
    (where / "docs/about.md").write_text("# About\n\nTea is good for you.\n", "utf-8")
    done = mkdocs_build(where)
    assert done.code != 0
    assert (
        "docs/about.md:3:1: error uncited-sentence: a sentence on docs/about.md has no citation: “Tea is good for you.”"
        in done.told
    )
    assert "made-up" in (where / "site/about/index.html").read_text("utf-8")
    assert not list(where.glob(".site-*"))


def test_a_link_of_the_guide_that_leads_nowhere_stops_the_build(folder: Folder) -> None:
    where = folder(
        {
            "docs/about.md": (
                "# About\n\n<!-- guide: uncited about -->\n\nSee <a href='../nowhere/'>there</a>.\n"
            )
        }
    )
    done = mkdocs_build(where)
    assert done.code != 0
    assert "docs/about.md:5:1: error broken-link: `../nowhere/` leads nowhere" in done.told


def test_only_pages_for_contributors_have_an_edit_button_and_lack_the_notice(
    folder: Folder,
) -> None:
    where = folder(
        {
            "docs/makers.md": "# Makers\n\n<!-- guide: for contributors -->\n\nRun it.\n",
            "docs/readers.md": "# Readers\n\n<!-- guide: uncited about us -->\n\nWho we are.\n",
        }
    )
    settings = (
        "repo_url: https://github.com/a/b\nedit_uri: edit/main/docs/\ntheme:\n  features: "
        "[content.action.edit]\n"
    )
    config = (where / "mkdocs.yml").read_text("utf-8")
    (where / "mkdocs.yml").write_text(config.replace("theme:\n", settings, 1), "utf-8")
    assert mkdocs_build(where).code == 0
    button = "//a[contains(@class, 'md-content__button')]/@href"
    page = html.parse(str(where / "site/claims/sleep-faster/index.html"))
    assert page.xpath(button) == []
    page = html.parse(str(where / "site/makers/index.html"))
    assert page.xpath(button) == ["https://github.com/a/b/edit/main/docs/makers.md"]
    assert not page.xpath("//*[contains(@class, 'eg-notice')]")
    page = html.parse(str(where / "site/readers/index.html"))
    assert page.xpath("//*[contains(@class, 'eg-notice')]")
    index = (where / "site/search/search_index.json").read_text("utf-8")
    assert '"readers/"' in index
    assert '"makers/"' not in index
