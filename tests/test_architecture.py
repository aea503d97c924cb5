"""The rooms stay as they are drawn, and what the documents say is so."""

import ast
import dataclasses
import functools
import gc
import importlib
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from tests.conftest import ROOT, TEA, call

from evidence_guide import Guide, check, load, outputs
from evidence_guide.guide import Entry
from evidence_guide.rules import rules
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site

PACKAGE = ROOT / "generator" / "evidence_guide"
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_imports_run_upward_only() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout


def test_every_module_begins_with_a_sentence_of_purpose_and_stays_below_400_lines() -> None:
    texts = {
        module.relative_to(PACKAGE).as_posix(): module.read_text("utf-8") for module in MODULES
    }
    assert [name for name, text in texts.items() if not ast.get_docstring(ast.parse(text))] == []
    assert [name for name, text in texts.items() if len(text.splitlines()) > 400] == []


def test_at_most_six_modules_stay_loose_at_the_top() -> None:
    loose = [path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")]
    assert len(loose) <= 6, loose


SUBJECT = re.compile(
    r"b-?\s?12|b₁₂|vitamin|cobalamin|folic|folate|pregnan|prenatal|natal\b|breast|lactat|infant|bab(?:y|ies)|newborn|mother|midwi|milk|metformin|vegan|vegetarian|bariatric|anaemi|holotc",
    re.IGNORECASE,
)
ALLOWED = {"text/sentences.py": ["Mother"]}
"""A word with which sentences of many studies begin."""


def test_the_generator_knows_nothing_of_the_subject() -> None:
    read = {
        path.relative_to(PACKAGE).as_posix(): path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    texts = {name: text.decode() for name, text in read.items() if b"\0" not in text}
    assert len(texts) > 150
    assert {
        name: found for name, text in texts.items() if (found := SUBJECT.findall(text))
    } == ALLOWED
    assert [name for name in read if SUBJECT.search(name)] == []


def test_units_profiles_stages_and_budgets_come_from_the_guide(
    guide_of: Callable[..., Guide],
) -> None:
    """Another guide's own words reach its pages, and none of this repository's does."""
    names = {
        "evidence/guide.yml": [
            ("night-worker", "nurse"),
            ("work at night", "nurse at night"),
            ("your doctor or pharmacist", "the night sister"),
            ("sentence_words: 25", "sentence_words: 5"),
            ("caffeine:", "theine:"),
        ],
        "evidence/stages/evening.yml": [("night-worker", "nurse")],
        "evidence/tools.yml": [("substance: caffeine", "substance: theine")],
    }
    files = {}
    for name, pairs in names.items():
        files[name] = (TEA / name).read_text("utf-8")
        for old, new in pairs:
            assert old in files[name]
            files[name] = files[name].replace(old, new)
    guide = guide_of(files)
    told = {d.rule for d in check(guide)}
    assert "plain-sentences-are-short" in told
    assert not told & {"known-profile", "known-reference", "fits-schema"}
    text = "".join(output.content for output in outputs(guide) if output.uri.endswith(".md"))
    assert "If you nurse at night" in text
    assert "work at night" not in text
    assert "Ask the night sister</summary>" in text


def test_only_two_readers_parse_yaml_and_only_two_others_write_it() -> None:
    users = {
        p.name for p in MODULES if re.search(r"^import yaml", p.read_text("utf-8"), re.MULTILINE)
    }
    assert users == {"yaml_reader.py", "site_settings.py", "exported_settings.py", "layout.py"}


def imported() -> Iterator[Any]:
    """Every module of the program."""
    for path in MODULES:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "starter" not in parts and parts[-1] != "__main__":
            yield importlib.import_module(".".join(parts).removesuffix(".__init__"))


def process_wide_caches() -> dict[str, Any]:
    """Every function of the program, or of its classes, whose results the process keeps."""
    found = {}
    for module in imported():
        holders = [part for part in vars(module).values() if isinstance(part, type)]
        for holder in (module, *holders):
            for name, part in vars(holder).items():
                if isinstance(part, functools._lru_cache_wrapper):
                    found[f"{module.__name__}.{name}"] = part
    return found


def holds_a_guide(kind: Any) -> bool:
    """Whether a type is a guide or an item with its place, or has a part that is one."""
    if kind is Guide or kind is Entry:
        return True
    hints = get_type_hints(kind) if dataclasses.is_dataclass(kind) else {}
    return any(map(holds_a_guide, (*get_args(kind), *hints.values())))


FOLDERS = "evidence_guide.site.markdown_extension._load"
"""Knows a guide by its folder: engines other than ours make a new extension for each page."""


def test_no_process_wide_cache_takes_a_guide_or_keeps_one() -> None:
    """What is derived from a guide belongs to that guide and goes with it."""
    caches = process_wide_caches()
    assert len(caches) > 20
    assert holds_a_guide(Site)
    keeping = []
    for name, function in caches.items():
        hints = get_type_hints(function.__wrapped__, localns={"UnitRegistry": list})
        if any(map(holds_a_guide, hints.values())):
            keeping.append(name)
    assert keeping == [FOLDERS]


def test_a_guide_that_nobody_uses_is_forgotten_with_all_that_was_derived_from_it() -> None:
    guide = load(TEA)
    check(guide)
    exported(Site(guide))
    known = weakref.ref(guide)
    assert guide.facts
    del guide
    gc.collect()
    assert known() is None


def test_the_clock_is_asked_for_the_day_in_one_place() -> None:
    asked = re.compile(r"\b(?:date\.today|datetime\.(?:now|today|utcnow)|time\.time)\(")
    asking = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if asked.search(path.read_text("utf-8"))
    ]
    assert asking == ["guide/loader.py"]


START, END = "<!-- map of the packages -->\n\n", "\n<!-- end of the map -->"


def test_the_map_in_the_architecture_shows_the_code(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs/architecture.md"
    before, _, rest = page.read_text("utf-8").partition(START)
    _, end, after = rest.partition(END)
    assert end, "the page has lost the end of its map"
    text = f"{before}{START}{package_map()}{END}{after}"
    if request.config.getoption("--snapshot-update"):
        page.write_text(text, "utf-8")
    assert page.read_text("utf-8") == text, "run pytest with --snapshot-update"


def package_map() -> str:
    """Every room from top to bottom: a table of its modules and their sentences of purpose."""
    order = re.findall(
        r'^  "([a-z_]+(?: : [a-z_]+)*)",$',
        (ROOT / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )
    names = [name for layer in order for name in layer.split(" : ")]
    loose = [PACKAGE / f"{name}.py" for name in names if (PACKAGE / f"{name}.py").exists()]
    rooms = [PACKAGE / name for name in names if (PACKAGE / name).is_dir()]
    tables = [_room(room) for room in rooms]
    return "\n".join([*tables, "### Loose modules\n", _table(loose, PACKAGE)])


def _room(folder: Path) -> str:
    modules = sorted(path for path in folder.rglob("*.py") if path != folder / "__init__.py")
    return (
        f"### `{folder.name}/`\n\n{_purpose(folder / '__init__.py')}\n\n{_table(modules, folder)}"
    )


def _table(modules: list[Path], top: Path) -> str:
    rows = [f"| `{_name(path, top)}` | {_purpose(path)} |" for path in modules]
    return "\n".join(["| module | purpose |", "|---|---|", *rows, ""])


def _name(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix().removesuffix("/__init__.py").removesuffix(".py")


def _purpose(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return docstring.split("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def test_every_dependency_is_named_with_its_reason_in_the_architecture() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    needed = (
        (ROOT / "pyproject.toml")
        .read_text("utf-8")
        .partition("dependencies = [")[2]
        .partition("]")[0]
    )
    names = re.findall(r'"([a-z0-9-]+)[><=]', needed)
    assert len(names) > 10
    assert [n for n in names if f"| {n} |" not in text] == []


def test_every_command_is_told_in_the_readme_or_the_contributing_page() -> None:
    told = "".join(
        path.read_text("utf-8")
        for path in (ROOT / "README.md", *(ROOT / "docs/contribute").glob("*.md"))
    )
    listed = re.findall(
        r"^  ([\w-]+)  ", call("--help", folder=ROOT)[1].split("Commands:")[1], re.MULTILINE
    )
    commands = (
        "add build check diff explain finish from-issue init lock new pdf reading rename review review-kit scan schema "
        "serve standing translate verify verify-answer verify-packet"
    )
    assert listed == commands.split()
    assert [c for c in listed if f"evidence-guide {c}" not in told] == []


def test_rule_ids_are_all_on_the_rules_page() -> None:
    _, page, _ = call("explain", folder=ROOT)
    assert all(rule.id in page for rule in rules())


def test_versions_agree() -> None:
    version = re.search(
        r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )[1]  # type: ignore[index]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8") or "## Unreleased" in (
        ROOT / "CHANGELOG.md"
    ).read_text("utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text("utf-8")


READS_THIS_GUIDE = re.compile(r"load\(ROOT|ROOT / \"evidence\"")
ITS_READERS = ("this_guide", "browser", "benchmarks", "mutants.py", "sites.py")
"""The suite of the guide, and what looks at its built pages."""


def test_no_edit_of_the_guide_can_break_a_test_of_the_generator() -> None:
    tests = ROOT / "tests"
    readers = {
        path.relative_to(tests).parts[0]
        for path in tests.rglob("*.py")
        if READS_THIS_GUIDE.search(path.read_text("utf-8"))
    }
    assert readers - {*ITS_READERS, "test_architecture.py", "test_model.py"} == set()
