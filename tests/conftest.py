"""What all tests share: the sample guide in a folder of its own, real MkDocs builds, and whole
texts as snapshots.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from tests.loopback import Loopback, loopback

from evidence_guide import Guide, Severity, check, load
from evidence_guide.cli import main
from evidence_guide.diagnostic import Diagnostic
from evidence_guide.intake.pubmed import Asker
from evidence_guide.proof.fetching import Bounds, Clock, Endpoints, Fetcher

HERE = Path(__file__).parent
ROOT = HERE.parent
TEA = HERE / "guides" / "tea"
TODAY = date(2026, 1, 20)
pytest_plugins = ["pytester", "tests.sites"]
# What a property needs on a busy machine says nothing about it; the benchmarks measure time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Folder = Callable[..., Path]


KINDS = {
    "build": "building contributing engines export fuzz init plugin policy recipes"
    " second_guide serving serving_states accounting",
    "pdf": "pdf",
    "slow": "benchmarks interruptions linear pytest_plugin watching files editors",
}
"""Test files by what makes them slow; `make quick` leaves them out."""
FOLDERS = {"browser": "browser", "this_guide": "slow"}
"""The same for whole folders."""


def _turn(item: pytest.Item) -> int:
    """When a test runs: what looks at the real guide's sites comes last, once they are built."""
    chosen = getattr(item, "callspec", None)
    parameters = chosen.params.values() if chosen else ()
    return 2 if "real_sites" in (*getattr(item, "fixturenames", ()), *parameters) else 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test of a slow file, and puts whole files into the order of their turns."""
    turns: dict[Path, int] = {}
    for item in items:
        _mark(item)
        turns[item.path] = max(turns.get(item.path, 0), _turn(item))
    items.sort(key=lambda item: turns[item.path])


def _mark(item: pytest.Item) -> None:
    """Marks a test by what makes its file slow."""
    for kind, names in KINDS.items():
        if item.path.stem.removeprefix("test_") in names.split():
            item.add_marker(kind)
    folder = item.path.parent.name
    if folder in FOLDERS:
        item.add_marker(FOLDERS[folder])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="write the snapshots anew")


def copy(to: Path, files: Mapping[str, str | None] = {}) -> Path:
    """The sample guide in `to`, with files replaced (or, where None, removed)."""
    shutil.copytree(TEA, to, ignore=shutil.ignore_patterns("site", ".site-*"))
    for name, text in files.items():
        path = to / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return to


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Makes a folder that holds the sample guide with some files replaced."""
    return lambda files={}: copy(tmp_path / "guide", files)


@pytest.fixture
def guide_of(folder: Folder) -> Callable[..., Guide]:
    """Loads the sample guide with some files replaced, on a day on which no review is due."""
    return lambda files={}: load(folder(files), TODAY)


@pytest.fixture
def changed(folder: Folder) -> Callable[[str, str, str], Guide]:
    """Loads the sample guide with `old` replaced by `new` in one file."""

    def change(name: str, old: str, new: str) -> Guide:
        text = (TEA / name).read_text("utf-8") if (TEA / name).exists() else ""
        assert old in text, f"{name} of the sample guide does not hold {old!r}"
        return load(folder({name: text.replace(old, new, 1)}), TODAY)

    return change


def errors(guide: Guide) -> list[Diagnostic]:
    """What stops a build; who changes words is also warned that nobody has accepted them yet."""
    return [diagnostic for diagnostic in check(guide) if diagnostic.severity is Severity.ERROR]


@pytest.fixture(scope="session")
def tea() -> Guide:
    """The sample guide as it is."""
    return load(TEA, TODAY)


def run(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a Python module as a command; the result holds exit code and both outputs."""
    command = [sys.executable, "-m", *words]
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "COLUMNS": "200"} | env
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=settings,
        timeout=900,
    )


def call(*words: str, folder: Path, epoch: int = 1768900000) -> tuple[int, str, str]:
    """Runs our command in this process, on a day on which no review is due.

    What comes back is the exit code and both outputs.
    """
    done = CliRunner().invoke(
        main,
        ["--folder", str(folder), *words],
        env={"SOURCE_DATE_EPOCH": str(epoch)},
        catch_exceptions=False,
    )
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a whole text with the one kept in `tests/snapshots/`."""

    def compare(text: str, name: str) -> None:
        path = HERE / "snapshots" / name
        if request.config.getoption("--snapshot-update"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server on 127.0.0.1 that stands for all services."""
    with loopback() as told:
        yield told


@pytest.fixture
def asker(server: Loopback) -> Iterator[Asker]:
    """Somebody who asks that server, with an address and a key, and waits for nothing."""
    with Fetcher(
        "tests", bounds=Bounds(read=0.2, whole=0.5, retries=1), clock=Clock(sleep=lambda _: None)
    ) as fetcher:
        yield Asker(
            fetcher,
            Endpoints(server.address, server.address, server.address),
            contact="me@example.org",
            ncbi_key="secret",
        )
