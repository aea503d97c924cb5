"""The pages written for another engine: Zensical builds them with the same citations as MkDocs."""

import re
from pathlib import Path

import pytest
import yaml
from lxml import html
from tests.conftest import TODAY, Folder, call, run
from tests.sites import Plain

from evidence_guide import load
from evidence_guide.diagnostic import GuideError
from evidence_guide.site.audit import audit
from evidence_guide.site.export import export_site


def citations(site: Path) -> dict[str, list[str]]:
    """Page, and the addresses that its citations open, in order."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        links = html.parse(str(path)).xpath("//sup[contains(@class, 'eg-cite')]/a/@href")
        if links:
            found[path.relative_to(site).as_posix()] = links
    return found


def test_zensical_builds_the_written_pages_with_the_same_citations(
    plain: Plain, tmp_path: Path
) -> None:
    where, out = plain.site.parent, tmp_path / "out"
    code, printed, told = call("build", "--to", str(out), folder=where)
    assert code == 0, told
    assert re.fullmatch(
        r"\d+ files in .*out; build them there with `zensical build` or `mkdocs build`\n", printed
    )
    zensical = run("zensical", "build", cwd=out)
    assert zensical.returncode == 0, zensical.stderr
    assert citations(out / "site") == citations(where / "site")
    found = audit(out / "site", load(where, TODAY)).diagnostics
    assert [d for d in found if d.rule != "blocked-by-policy"] == []  # exports bring no policy


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
