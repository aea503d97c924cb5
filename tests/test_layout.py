"""Templates lay out what views hold: they look nothing up, compute nothing, and hold no words."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, meta, nodes
from tests.conftest import TODAY, copy

from evidence_guide import load, outputs
from evidence_guide.pdf.editions import TEMPLATES as PAPER
from evidence_guide.site import THEME, layout
from evidence_guide.site.page import Page
from evidence_guide.site.unaccounted import TEMPLATES
from evidence_guide.view.shapes import ViewObject

SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
    for path in sorted(TEMPLATES.rglob("*.j2"))
    if path.name != "banner.html.j2"  # complaints over a preview; in no build
}
PAGES = [name for name in SOURCES if name.endswith((".md.j2", "review-kit.html.j2"))]
"""The templates that are given a view; the others are pieces."""
HANDED = {"page", "notice", "words"}
"""What every template is given beside its view."""
PAGE = {"cite", "sentence", "phrase", "url", "home", "report", "edit", "spoken"}
PAGE_VALUES = {"cited", "used", "references", "original"}
"""What only the page knows: its address, the numbers of its citations, its glossary words."""
FILTERS = {"shown", "bare", "heading", "block", "yaml", "code", "visible"} | {"join", "safe"}
FILTERS |= {"tojson", "forceescape"}
COMPUTING = (
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Pow,
    nodes.Test,
)
PRESENT = {"none", "defined"}


def tree(name: str) -> nodes.Template:
    return layout.environment("").parse(SOURCES[name])


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The fields of the view that each page template is given."""
    found: dict[str, set[str]] = {}

    def seen(self: Page, template: str, view: ViewObject, *rest: Any, **more: Any) -> object:
        assert isinstance(view, ViewObject)
        assert type(view).model_config["frozen"]
        found[template] = set(type(view).model_fields)
        return render(self, template, view, *rest, **more)

    render = Page.render
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "render", seen)
        list(outputs(load(copy(tmp_path_factory.mktemp("tea") / "guide"), TODAY)))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_template_knows_only_its_view(name: str, views: dict[str, set[str]]) -> None:
    assert meta.find_undeclared_variables(tree(name)) - HANDED - views[name] == set()


@pytest.mark.parametrize("name", sorted({*SOURCES} - {*PAGES}))
def test_a_piece_of_a_template_knows_only_what_it_is_given(name: str) -> None:
    given = {"change", "about"} if name == "feed.html.j2" else set()
    assert meta.find_undeclared_variables(tree(name)) - {"words"} - given == set()


@pytest.mark.parametrize("name", SOURCES)
def test_a_template_calls_nothing_but_pieces_and_the_page(name: str) -> None:
    found = tree(name)
    macros = {macro.name for macro in found.find_all(nodes.Macro)}
    for imported in found.find_all(nodes.FromImport):
        macros.update(name for name in imported.names if isinstance(name, str))
    assert {call for call in calls(found) if call not in macros} == set()
    assert {part.name for part in found.find_all(nodes.Filter)} <= FILTERS
    used = {part.attr for part in found.find_all(nodes.Getattr) if is_page(part)}
    assert used <= PAGE | PAGE_VALUES


def is_page(part: nodes.Getattr) -> bool:
    return isinstance(part.node, nodes.Name) and part.node.name == "page"


def calls(found: nodes.Template) -> Iterator[str]:
    """The calls of a template but those of imported macros and of the page."""
    for call in found.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            yield call.node.name
        elif not (
            isinstance(call.node, nodes.Getattr)
            and isinstance(call.node.node, nodes.Name)
            and (call.node.node.name in {"m", "f"} or call.node.attr in PAGE)
        ):
            yield ast(call)


def ast(part: nodes.Node) -> str:
    return f"line {part.lineno}: {part!r}"


@pytest.mark.parametrize("name", SOURCES)
def test_a_template_computes_nothing(name: str) -> None:
    found = tree(name)
    arguments = {id(part) for call in found.find_all(nodes.Call) for part in call.args}
    assert [
        ast(part)
        for part in found.find_all(COMPUTING)
        if not (isinstance(part, nodes.Test) and part.name in PRESENT)
    ] == []
    assert [ast(part) for part in found.find_all(nodes.Concat) if id(part) not in arguments] == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_template_holds_no_words(name: str) -> None:
    assert words_in(SOURCES[name]) == []


VISIBLE = r'(?:aria-label|title|alt|placeholder|data-(?:label|all|none|one|many|error|servings))="'


def words_in(source: str) -> list[str]:
    """The words of a template that a reader would see, without those of labels and views."""
    found = [text.value for text in constants(layout.environment("").parse(source))]
    source = re.sub(r"\{##.*?##\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    source = re.sub(r"^---$.*?^---$", "", source, flags=re.DOTALL | re.MULTILINE)
    found += re.findall(f'{VISIBLE}([^"]*[^\\W_][^"]*)"', source)
    plain = re.sub(r"<[^>]*>|\{#[^}]*\}", " ", source)
    return found + re.findall(r"[^\W\d_]+", plain)


def constants(found: nodes.Template) -> Iterator[nodes.Const]:
    """Texts that a template prints, but for names of styles."""
    for output in found.find_all(nodes.Output):
        arguments = {id(part) for call in output.find_all(nodes.Call) for part in parts(call)}
        for part in output.find_all(nodes.Const):
            text = str(part.value)
            if isinstance(part.value, str) and id(part) not in arguments and is_word(text):
                yield part


def parts(call: nodes.Call) -> Iterator[nodes.Node]:
    """Everything within the arguments of a call: addresses, ids, kinds of fields."""
    for argument in (*call.args, *call.kwargs):
        yield argument
        yield from argument.find_all(nodes.Node)


def is_word(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text)) and not re.fullmatch(r"eg-[\w-]+|</\w+>", text)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Tea helps.</p>",
        "<p>{{ 'Tea helps' }}</p>",
        '<p aria-label="Tea helps">{{ x }}</p>',
        "## Tea {#tea}\n",
        "{% if x %}Tea{% endif %}",
    ],
)
def test_words_in_a_template_are_seen(source: str) -> None:
    assert words_in(source)


@pytest.mark.parametrize("path", sorted(THEME.rglob("*.html")), ids=lambda path: path.name)
def test_the_parts_around_a_page_hold_no_words(path: Path) -> None:
    source = re.sub(r"\{#-?.*?-?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    assert re.findall(f'{VISIBLE}([^"]*[^\\W_][^"]*)"', source) == []
    assert re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", " ", source)) == []


def test_the_picture_of_a_page_holds_no_words_of_its_own() -> None:
    """No audit reads a picture, so its template is read instead."""
    source = (PAPER / "card.typ").read_text("utf-8")
    code = re.sub(r"^//.*", "", source, flags=re.MULTILINE)
    assert [text for text in re.findall(r"\[([^\]]*)\]", code) if text != "#card.foot"] == []
    assert set(re.findall(r'"([^"]*)"', code)) == {
        "Source Sans Pro",
        "/site/assets/mark.svg",
        "semibold",
        "bold",
        *re.findall(r"#[0-9a-f]{6}", code),
    }


TEMPLATE = {"cups": "{{ 1 + 1 }} cups"}


def rendered(kept: Path) -> str:
    """A template whose bytecode is kept in a folder."""
    cache = layout.CompiledTemplates(str(kept))
    made = Environment(loader=DictLoader(TEMPLATE), bytecode_cache=cache, autoescape=True)
    return made.get_template("cups").render()


def test_a_template_is_compiled_once_and_again_where_its_bytecode_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert rendered(tmp_path) == "2 cups"
    [kept] = tmp_path.iterdir()
    bytecode = kept.read_bytes()
    for damaged in (b"", bytecode[:-9], b"no bytecode"):
        kept.write_bytes(damaged)
        assert rendered(tmp_path) == "2 cups"
    assert kept.read_bytes() == bytecode
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered(tmp_path) == "2 cups"


def test_templates_are_rendered_where_no_bytecode_may_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert rendered(tmp_path / "missing") == "2 cups"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path) == "2 cups"
    assert list(tmp_path.iterdir()) == []
