"""The pages written for another engine, with its settings and our parts of the theme."""

import re
from pathlib import Path

import pytest
import yaml
from tests.conftest import TODAY, Folder, call

from evidence_guide import load
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.site.export import export_site
from evidence_guide.site.exported_heads import Heads


def test_an_export_takes_the_place_of_the_one_before(folder: Folder, tmp_path: Path) -> None:
    where, out = folder(), tmp_path / "out"
    words = ("build", "--to", str(out))
    assert call(*words, folder=where)[0] == 0
    assert call(*words, folder=where)[0] == 0
    (where / "docs/about.md").unlink()
    assert call(*words, folder=where)[0] == 0
    assert not (out / "docs/about.md").exists()
    assert not list(tmp_path.glob(".export-*"))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("!!p x", "mkdocs.yml cannot be read: "),
        ("site_name: [", "mkdocs.yml cannot be read: "),
        ("- a list", "mkdocs.yml is not a mapping of settings; start it with `site_name: …`"),
        ("", "mkdocs.yml is not a mapping of settings; start it with `site_name: …`"),
    ],
)
def test_settings_that_cannot_be_carried_over_are_refused_in_a_sentence(
    settings: str, sentence: str, folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    (where / "mkdocs.yml").write_text(settings, "utf-8")
    with pytest.raises(GuideError, match=re.escape(sentence)):
        export_site(load(where, TODAY), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_extensions_written_as_a_mapping_keep_their_options(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    text = (where / "mkdocs.yml").read_text("utf-8").partition("markdown_extensions:")[0]
    extensions = "markdown_extensions:\n  toc: {permalink: true}\n  tables:\n"
    (where / "mkdocs.yml").write_text(text + extensions, "utf-8")
    export_site(load(where, TODAY), tmp_path / "out")
    written = yaml.safe_load((tmp_path / "out/mkdocs.yml").read_text("utf-8"))
    assert written["markdown_extensions"][:2] == [{"toc": {"permalink": True}}, "tables"]


def test_settings_keep_what_the_guide_chose_for_its_theme(folder: Folder, tmp_path: Path) -> None:
    theme = "theme: {name: material, custom_dir: own, logo: assets/logo.png, favicon: f.png}\n"
    where = folder({"mkdocs.yml": f"site_name: Tea\n{theme}", "own/main.html": "mine"})
    export_site(load(where, TODAY), tmp_path / "out")
    written = yaml.safe_load((tmp_path / "out/mkdocs.yml").read_text("utf-8"))["theme"]
    assert (written["logo"], written["favicon"], written["icon"]) == (
        "assets/logo.png",
        "f.png",
        {},
    )
    assert (written["variant"], written["custom_dir"], written["font"]) == (
        "classic",
        "theme",
        False,
    )
    assert (tmp_path / "out/theme/main.html").read_text("utf-8") == "mine"
    assert (tmp_path / "out/theme/404.html").is_file()


PAGE = "# About\n\nIt is about tea.\n"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (PAGE, f"---\n\n{PAGE}"),
        (f"\ufeff{PAGE}", f"---\n\n{PAGE}"),
        (f"---\ntitle: Tea\n---\n{PAGE}", f"title: Tea\n---\n{PAGE}"),
        (f"---\ntitle: [\n---\n{PAGE}", f"title: [\n---\n{PAGE}"),
        (f"---\n- a list\n...\n{PAGE}", f"- a list\n...\n{PAGE}"),
    ],
)
def test_a_page_keeps_its_front_matter_and_text(text: str, rest: str, tea: Guide) -> None:
    made = Heads(tea, {"site_name": "Tea"}, {}).added("about.md", text)
    first, ours, kept = made.split("\n", 2)
    assert (first, kept) == ("---", rest)
    assert "og:title" in yaml.safe_load(ours)["evidence_guide"]["head"]


@pytest.mark.parametrize(
    ("directories", "uri", "feed"),
    [
        (True, "index.md", "feed.xml"),
        (True, "claims/x.md", "../../feed.xml"),
        (False, "claims/x.md", "../feed.xml"),
        (False, "about.md", "feed.xml"),
    ],
)
def test_addresses_in_a_head_lead_from_its_page(
    directories: bool, uri: str, feed: str, tea: Guide
) -> None:
    heads = Heads(tea, {"site_name": "Tea", "use_directory_urls": directories}, {})
    assert f'href=\\"{feed}\\"' in heads.added(uri, PAGE)


def test_text_of_a_page_is_never_a_template(tea: Guide) -> None:
    text = f'---\ndescription: "{{{{ 7 * 7 }}}} {{% raw %}}"\n---\n{PAGE}'
    made = Heads(tea, {"site_name": "Tea"}, {}).added("about.md", text)
    assert 'og:description\\" content=\\"{{ 7 * 7 }} {% raw %}' in made
