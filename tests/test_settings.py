"""Whatever `check` passes in `mkdocs.yml`, MkDocs accepts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from tests.conftest import HERE, TEA, TODAY, copy
from tests.fuzz.guides import SETTINGS as ODD_SETTINGS

from evidence_guide import Guide, load
from evidence_guide.guide.yaml_reader import read_yaml
from evidence_guide.rules.rule import REGISTRY
from evidence_guide.rules.settings import SETTINGS

BASE: dict[str, Any] = yaml.safe_load((TEA / "mkdocs.yml").read_text("utf-8"))
VALUES = st.recursive(
    st.sampled_from(["", "x", "docs", "evidence", ".", "*", "search", "material", "toc", "en"])
    | st.sampled_from(["https://example.org/", "//x.org", "about.md", "localhost:1", None, 1, True])
    | st.text(max_size=3),
    lambda below: (
        st.lists(below, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "toc", "nav", "social", "x"]), below, max_size=2)
    ),
    max_leaves=4,
)


LOADING = {"INHERIT", "hooks"}
"""Settings with which MkDocs reads or runs another file."""
_REFUSING = (ConfigurationError, OSError, ImportError, TypeError, ValueError, KeyError)
MORE = (
    "extra: x", "extra: {social: x}", "nav: x", "nav: [1]", "nav: [{a: ~}]", "validation: {nav: x}",
    "validation: {nav: {omitted_files: x}}", "hooks: [nowhere.py]", "watch: [nowhere]", "docs_dir: 1",
    "site_dir: 1", "edit_uri: 1", "edit_uri_template: '{x'", "edit_uri_template: '{nothing}'",
    "dev_addr: x", "use_directory_urls: x", "extra_css: x", "extra_javascript: [1]",
    "extra_templates: [x.html]", "mdx_configs: x", "exclude_docs: 1", "INHERIT: nowhere.yml",
    "? x", "y: *a", "google_analytics: x", "theme: {custom_dir: x}", "theme: []",
    "plugins: [search, evidence-guide: {enabled: maybe}]", "plugins: [evidence-guide, nothing]",
)  # fmt: skip


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """A guide in a folder whose settings are changed."""
    return load(copy(tmp_path_factory.mktemp("settings") / "tea"), TODAY)


@pytest.fixture(scope="module")
def given_guide(guide: Guide) -> Callable[[], Guide]:
    """The same guide, which Hypothesis need not print."""
    return lambda: guide


def complaints(guide: Guide, text: str) -> list[str]:
    """What our rules say of other settings of a guide."""
    document = read_yaml(text, "mkdocs.yml")
    changed = replace(guide, settings=document)
    rules = (one for one in REGISTRY.values() if one.family == "settings")
    found = [str(diagnostic) for rule in rules for diagnostic in rule.diagnostics(changed)]
    return found + [str(diagnostic) for diagnostic in document.trouble]


def refusals(guide: Guide, text: str) -> list[str]:
    """What MkDocs says of the same settings."""
    path = guide.folder / "mkdocs.yml"
    path.write_text(text, "utf-8")
    config = MkDocsConfig(config_file_path=str(path))
    try:
        with path.open("rb") as file:
            config.load_file(file)
        failed, warned = config.validate()
    except _REFUSING as error:
        return [str(error)]
    return [f"{key}: {error}" for key, error in (*failed, *warned)]


def with_setting(line: str) -> str:
    """The settings of the sample guide with another line in place of that with its key."""
    key = line.partition(":")[0]
    rest = {name: value for name, value in BASE.items() if name != key}
    return f"{yaml.safe_dump(rest)}{line}\n"


def test_every_setting_of_mkdocs_is_known_and_no_other() -> None:
    ours = {*SETTINGS, "config_file_path", "pages", "google_analytics", "mdx_configs"} - {"INHERIT"}
    assert {name for name, _ in MkDocsConfig()._schema} == ours


@pytest.mark.parametrize("folder", ["tea", "honey", "radon", "schimmel"])
def test_the_settings_of_whole_guides_are_sound(folder: str) -> None:
    sound = load(HERE / "guides" / folder, TODAY)
    assert sound.settings is not None
    assert complaints(sound, sound.settings.text) == []


@settings(max_examples=25, deadline=None)
@given(key=st.sampled_from(sorted({*SETTINGS, "x"} - LOADING)), value=VALUES)
def test_whatever_mkdocs_refuses_is_a_complaint_at_its_key(
    given_guide: Callable[[], Guide], key: str, value: object
) -> None:
    guide = given_guide()
    text = yaml.safe_dump(BASE | {key: value}, sort_keys=False)
    refused = refusals(guide, text)
    if refused:
        assert complaints(guide, text), refused


@pytest.mark.parametrize("line", [*ODD_SETTINGS, *MORE])
def test_an_odd_setting_that_mkdocs_refuses_is_a_complaint(guide: Guide, line: str) -> None:
    text = with_setting(line)
    refused = refusals(guide, text)
    if refused:
        assert complaints(guide, text), refused


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "copyright: 2026",
            "mkdocs.yml:13:1: error setting-can-be-used: `copyright`: expected a text",
        ),
        ("theme: {name: readthedocs}", "`theme`: the pages of a guide need the theme `material`"),
        ("plugins: [search]", "`plugins`: `evidence-guide` must be among the plugins, once"),
        ("site_dir: evidence", "`site_dir`: a build would replace people's own work"),
        ("extra_css: [//x.org/a.css]", "`//x.org/a.css` is loaded from another site"),
        ("nav: [about.md, {a: 1}]", "`nav`: expected a page, or a title with one"),
        ("site_nmae: Tea", "MkDocs knows no setting `site_nmae`"),
        (
            "extra: !!python/object:os.system x",
            "the tag `tag:yaml.org,2002:python/object:os.system`",
        ),
        ("markdown_extensions: [pymdownx.nothing]", "no extension `pymdownx.nothing` is installed"),
        ("markdown_extensions: [toc: {x: y}]", "`toc` cannot have these options"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_is_wrong(
    guide: Guide, line: str, told: str
) -> None:
    assert told in "\n".join(complaints(guide, with_setting(line)))


def test_a_module_of_the_guide_is_not_run(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    package = guide.folder / "stranger"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('run')", "utf-8")
    monkeypatch.syspath_prepend(str(guide.folder))
    text = with_setting("markdown_extensions: [stranger.extension, stranger]")
    assert complaints(guide, text) == []
