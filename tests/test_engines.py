"""Every site engine makes the same guide: the same words, heads, citations and audit."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.support.wait import WebDriverWait
from tests.browser.conftest import started
from tests.browser.serving import serving
from tests.conftest import ROOT
from tests.engines import ENGINES, FIRST, Read, build, differences, read
from tests.sites import copy_dressed

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.site.engines import Engine, use
from evidence_guide.site.finishing import finish_site
from evidence_guide.site.policy import META

FIELD = """
window.dialog = [...document.querySelectorAll("div")].find((part) => part.shadowRoot);
return window.dialog?.shadowRoot.activeElement;
"""
"""The field of Zensical's search, once it has the focus."""
FOUND = "return window.dialog.shadowRoot.textContent"
STYLED = "return window.dialog.shadowRoot.adoptedStyleSheets.length"


class Made(NamedTuple):
    """A site and what it shows."""

    site: Path
    read: Read


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """The site of an engine for the sample guide, with all that the theme can show."""

    @cache
    def make(name: str) -> Made:
        copy_dressed(folder := tmp_path_factory.mktemp("engines") / name)
        site = build(ENGINES[name], folder)
        return Made(site, read(site, folder))

    return make


@pytest.mark.parametrize("name", [name for name in ENGINES if name != FIRST])
def test_each_engine_makes_the_same_pages_with_the_same_heads(
    name: str, made: Callable[[str], Made]
) -> None:
    if find_spec(name.lower()) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is missing")
    assert differences(made(FIRST).read, made(name).read) == []


def test_the_comparison_sees_every_kind_of_tag(made: Callable[[str], Made]) -> None:
    tags = "\n".join(tag for tags in made(FIRST).read.heads.values() for tag in tags)
    for kind in (
        "html lang=es",
        "title",
        "'name', 'description'",
        "'rel', 'canonical'",
        "og:title",
        "og:image",
        "application/atom+xml",
        "hreflang",
        "application/ld+json",
        "Content-Security-Policy",
        "'content', 'noindex'",
    ):
        assert kind in tags


def test_a_lost_tag_word_or_file_is_a_difference(made: Callable[[str], Made]) -> None:
    whole = made(FIRST).read
    heads = {**whole.heads, "index.html": whole.heads["index.html"][1:]}
    texts = {**whole.texts, "index.html": ["less"]}
    found = differences(whole, whole._replace(heads=heads, texts=texts, files={}))
    assert found[0].startswith("index.html: lacks ")
    assert found[1] == "index.html: other texts"
    assert "feed.xml: other files" in found


def test_the_search_of_zensical_works_under_the_policy(made: Callable[[str], Made]) -> None:
    with serving(made("Zensical").site, "/tea") as address, started() as chrome:
        chrome.set_window_size(1280, 900)
        chrome.get(f"{address.rstrip('/')}/tea/")
        chrome.find_element("css selector", ".md-search__button").click()
        WebDriverWait(chrome, 10).until(lambda _: chrome.execute_script(FIELD))
        ActionChains(chrome).send_keys("coffee").perform()
        WebDriverWait(chrome, 10).until(lambda _: "Leave coffee" in chrome.execute_script(FOUND))
        assert chrome.execute_script(STYLED) > 0
        assert chrome.get_log("browser") == []


def test_our_build_runs_on_properdocs() -> None:
    if find_spec("properdocs") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("ProperDocs is missing")
    script = (
        "from evidence_guide.site.engines import Engine, use; use(Engine.PROPERDOCS);"
        " from evidence_guide.site import engine; print(engine.build.__module__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "properdocs.commands.build\n", done.stderr


def test_an_engine_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence_guide.site.engines.find_spec", lambda _: None)
    with pytest.raises(GuideError, match="properdocs is not installed; run `pip install"):
        use(Engine.PROPERDOCS)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (None, "holds no index.html; name the folder of a built site"),
        (f"<head>{META}</head>", "is finished already; build it again first"),
    ],
)
def test_a_folder_that_cannot_be_finished_is_refused(
    page: str | None, sentence: str, tmp_path: Path, tea: Guide
) -> None:
    if page:
        (tmp_path / "index.html").write_text(page, "utf-8")
    with pytest.raises(GuideError, match=re.escape(f"{tmp_path} {sentence}")):
        finish_site(tea, tmp_path)


def test_the_page_on_engines_shows_the_commands_that_the_tests_run() -> None:
    shown = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/engines.md").read_text("utf-8"), re.DOTALL)
    lines = {line for block in shown for line in block.splitlines()}
    commands = {command for engine in ENGINES.values() for command in engine.commands}
    assert commands - lines == set()
    tested = re.findall(
        r'"((?:properdocs|zensical)==[\d.]+)"', (ROOT / "pyproject.toml").read_text()
    )
    assert len(tested) == 2
    assert {f".venv/bin/pip install {one}" for one in tested} - lines == set()
