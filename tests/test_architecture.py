"""The rooms stay as they are drawn, and what the documents say is so."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT, run

from evidence_guide.rules import rules

PACKAGE = ROOT / "generator" / "evidence_guide"
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_imports_run_upward_only() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_says_in_its_first_line_what_it_is_for_and_stays_below_300_lines(module: Path) -> None:
    text = module.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 300


def test_the_generator_knows_nothing_of_the_subject() -> None:
    words = re.compile(r"vitamin|b-?12|cobalamin|breast|pregnan|infant", re.IGNORECASE)
    files = [p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".j2", ".css", ".js", ".html", ".svg", ".typ"}]
    assert [f"{p.name}: {m[0]}" for p in files for m in words.finditer(p.read_text("utf-8"))] == []


def test_only_the_reader_parses_yaml_and_only_two_others_write_it() -> None:
    users = {p.name for p in MODULES if re.search(r"^import yaml", p.read_text("utf-8"), re.MULTILINE)}
    assert users == {"reader.py", "export.py", "laying.py"}


@pytest.mark.parametrize("module", [p for p in MODULES if p.stem != "__main__"], ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_is_named_in_the_architecture(module: Path) -> None:
    name = module.relative_to(PACKAGE).as_posix().removesuffix("/__init__.py")
    assert name == "__init__.py" or f"`{name}`" in (ROOT / "docs/architecture.md").read_text("utf-8")


def test_every_dependency_is_named_with_its_reason_in_the_architecture() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    needed = (ROOT / "pyproject.toml").read_text("utf-8").partition("dependencies = [")[2].partition("]")[0]
    names = re.findall(r'"([a-z0-9-]+)[><=]', needed)
    assert len(names) > 10
    assert [n for n in names if f"| {n} |" not in text] == []


def test_every_command_is_told_in_the_readme_or_the_contributing_page() -> None:
    told = (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs/contribute.md").read_text("utf-8")
    listed = re.findall(r"^  ([\w-]+)  ", run("evidence_guide", "--help").stdout.split("Commands:")[1], re.MULTILINE)
    assert listed == ["add", "build", "check", "explain", "from-issue", "lock", "new", "pdf", "reading", "scan", "schema", "serve", "standing", "verify"]
    assert [c for c in listed if f"evidence-guide {c}" not in told] == []


def test_rule_ids_are_all_on_the_rules_page() -> None:
    page = run("evidence_guide", "explain").stdout
    assert all(rule.id in page for rule in rules())


def test_versions_agree() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[1]  # type: ignore[index]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8") or "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"version: {version}" in (ROOT / "evidence/guide.yml").read_text("utf-8")
