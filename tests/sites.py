"""The sites of a guide, built once for all processes that test."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs_commands
from tests.conftest import ROOT, TEA, TODAY, copy, run

from evidence_guide.intake.new_guide import Wishes, start


class Built(NamedTuple):
    """A guide's sites: the one for a server, and the one for a folder."""

    online: Path
    offline: Path


def built(folder: Path) -> Built:
    """The sites of the guide in a folder."""
    done = run("evidence_guide", "--folder", str(folder), "build", "--offline")
    assert done.returncode == 0, done.stderr
    return Built(folder / "site", folder / "site-offline")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name that `make` makes, with the site in it.

    The first of the processes that test makes it; the others wait for it.
    """
    own = factory.getbasetemp()
    where = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sites" / name
    where.parent.mkdir(exist_ok=True)
    with where.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not where.exists():
            make(where)
    assert (where / "site").is_dir(), "the process that came first could not build the site"
    return where


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Built:
    """The sites of the guide that `make` puts into a folder of this name, built once."""

    def build(where: Path) -> None:
        make(where)
        built(where)

    where = once(factory, name, build)
    return Built(where / "site", where / "site-offline")


def copy_this_guide(to: Path) -> None:
    """The guide of this repository in a folder that is not there yet."""
    for name in ("evidence", "docs"):
        shutil.copytree(ROOT / name, to / name)
    shutil.copy(ROOT / "mkdocs.yml", to)


@pytest.fixture(scope="session")
def tea_sites(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample guide's sites, in a folder with a space and a letter beyond ASCII."""
    return built_once(tmp_path_factory, "Tea é guide", copy)


CODE = """<!-- guide: uncited an example page -->
# Notes for makers

| name | value |
|------|-------|
| a    | `b`   |

```yaml
id: drink-tea  # a comment
```
"""


def copy_dressed(to: Path) -> None:
    """The sample guide with the settings of a guide that `init` makes, a page with code, and signs
    of Markdown in a title.
    """
    library = (TEA / "evidence/sources.bib").read_text("utf-8")
    titled = library.replace("{Tea at night}", "{Tea at night, *C. elegans* and [x](y)}")
    start(new := to.with_suffix(".new"), Wishes(site_url="https://example.org/tea/"), TODAY)
    settings = yaml.safe_load((new / "mkdocs.yml").read_text("utf-8"))
    settings["theme"]["features"] += ["navigation.tabs", "search.highlight"]
    for name in ("nav", "not_in_nav"):
        del settings[name]
    files = {"docs/notes.md": CODE, "evidence/sources.bib": titled}
    copy(to, {"mkdocs.yml": yaml.safe_dump(settings), **files})


@pytest.fixture(scope="session")
def dressed_sites(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample guide's sites with all that the theme can show."""
    return built_once(tmp_path_factory, "dressed", copy_dressed)


class Plain(NamedTuple):
    """What plain MkDocs made of the sample guide, and what it said."""

    site: Path
    told: str


def build_plainly(where: Path) -> None:
    """Puts the sample guide into a folder and builds it as a reader of MkDocs' manual does."""
    copy(where)
    done = run("mkdocs", "build", "--strict", cwd=where)
    assert done.returncode == 0, done.stderr
    where.with_suffix(".told").write_text(done.stderr, "utf-8")


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    """The sample guide's site as `mkdocs build --strict` makes it."""
    where = once(tmp_path_factory, "plain", build_plainly)
    return Plain(where / "site", where.with_suffix(".told").read_text("utf-8"))


@pytest.fixture
def built_folder(plain: Plain, tmp_path: Path) -> Path:
    """A folder that holds the sample guide with its last good site."""
    return Path(shutil.copytree(plain.site.parent, tmp_path / "built"))


class Ended(NamedTuple):
    """How MkDocs ended in this process, and what it said."""

    code: int
    told: str


def mkdocs_build(folder: Path) -> Ended:
    """Runs `mkdocs build --strict` in this process, which has loaded everything."""
    words = ["build", "--strict", "--config-file", str(folder / "mkdocs.yml")]
    env = {"NO_MKDOCS_2_WARNING": "1"}
    done = CliRunner().invoke(mkdocs_commands, words, env=env, catch_exceptions=False)
    return Ended(done.exit_code, done.stderr)


@pytest.fixture(scope="session")
def real_sites(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sites of the guide of this repository."""
    return built_once(tmp_path_factory, "real-sites", copy_this_guide)
