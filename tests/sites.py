"""The sites of a guide, built once for all processes that test."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from tests.conftest import ROOT, TODAY, copy, run

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


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Built:
    """The sites of the guide that `make` puts into a folder of this name.

    The first of the processes that test builds them; the others wait for it.
    """
    own = factory.getbasetemp()
    where = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sites" / name
    where.parent.mkdir(exist_ok=True)
    sites = Built(where / "site", where / "site-offline")
    with where.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not where.exists():
            make(where)
            return built(where)
    assert sites.online.is_dir(), "the process that came first could not build the sites"
    return sites


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
    """The sample guide with the settings of a guide that `init` makes, and a page with code."""
    start(new := to.with_suffix(".new"), Wishes(site_url="https://example.org/tea/"), TODAY)
    settings = yaml.safe_load((new / "mkdocs.yml").read_text("utf-8"))
    settings["theme"]["features"] += ["navigation.tabs", "search.highlight"]
    for name in ("nav", "not_in_nav"):
        del settings[name]
    copy(to, {"mkdocs.yml": yaml.safe_dump(settings), "docs/notes.md": CODE})


@pytest.fixture(scope="session")
def dressed_sites(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample guide's sites with all that the theme can show."""
    return built_once(tmp_path_factory, "dressed", copy_dressed)


class Plain(NamedTuple):
    """What plain MkDocs made of the sample guide, and what it said."""

    site: Path
    told: str


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    """The sample guide's site as `mkdocs build --strict` makes it."""
    where = copy(tmp_path_factory.mktemp("plain") / "guide")
    done = run("mkdocs", "build", "--strict", cwd=where)
    assert done.returncode == 0, done.stderr
    return Plain(where / "site", done.stderr)


@pytest.fixture(scope="session")
def real_sites(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sites of the guide of this repository."""
    return built_once(tmp_path_factory, "real-sites", copy_this_guide)
