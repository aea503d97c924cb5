"""The generator installs on its own: its wheel, in an empty environment, makes, checks, builds and
prints a guide.
"""

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from tests.conftest import ROOT

DEPENDENCIES = Path(sysconfig.get_path("purelib"))


def run(*words: object, where: Path, **settings: str) -> str:
    """What a command prints; nothing of this repository is within its reach."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [*map(str, words)],
        cwd=where,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = ["-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    run(sys.executable, *words, where=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_the_whole_program_and_nothing_of_a_guide(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    program = {
        path.relative_to(ROOT / "generator").as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    others = {name for name in names if ".dist-info/" not in name}
    assert others == program


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and, through a path, the packages that it depends on.

    Packages that are installed in place, such as this repository's, are not reached by that path.
    """
    folder = tmp_path_factory.mktemp("fresh") / "env"
    run(sys.executable, "-m", "venv", "--without-pip", folder, where=folder.parent)
    python = folder / "bin/python"
    packages = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", where=folder
    )
    Path(packages.strip(), "dependencies.pth").write_text(f"{DEPENDENCIES}\n", "utf-8")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    # `--ignore-installed`, because the path shows the package of this repository too
    words = ["pip", "--python", python, "install", "--ignore-installed", *options, wheel]
    run(sys.executable, "-m", *words, where=folder)
    return folder / "bin"


@pytest.mark.slow
@pytest.mark.build
@pytest.mark.pdf
@pytest.mark.timeout(900)
def test_a_fresh_environment_makes_checks_builds_and_prints_a_guide(
    installed: Path, tmp_path: Path
) -> None:
    command = installed / "evidence-guide"
    where = "import evidence_guide; print(evidence_guide.__file__)"
    assert str(installed.parent) in run(installed / "python", "-c", where, where=tmp_path)
    made = run(command, "init", "plants", "--title", "Plants", where=tmp_path)
    assert re.match(r"\d\d files in plants; ", made)
    guide = tmp_path / "plants"
    assert "1 warning" in run(command, "check", where=guide)
    assert "zero uncited sentences" in run(command, "build", where=guide)
    assert "Plants" in (guide / "site/index.html").read_text("utf-8")
    run(command, "pdf", "--only", "book", "--paper", "a4", where=guide)
    books = [path.read_bytes() for path in (guide / "pdf").glob("*.pdf")]
    assert [book[:5] for book in books] == [b"%PDF-"] * 2  # normal and large print


@pytest.mark.slow
def test_every_package_that_the_wheel_needs_is_declared_and_met(installed: Path) -> None:
    words = ["pip", "--python", installed / "python", "check", "--disable-pip-version-check"]
    done = subprocess.run(
        [sys.executable, "-m", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert not re.findall(r"^evidence-guide .*", done.stdout, re.MULTILINE)
