"""Every kind of page is sound HTML: html-validate finds nothing but listed faults of the theme."""

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.kinds import kinds
from tests.conftest import HERE, ROOT
from tests.sites import Built, built_once

PROGRAM = ROOT / ".ci/editor/node_modules/html-validate/bin/html-validate.mjs"
CONFIG = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "elements": ["html5"],
    "rules": {
        "doctype-style": "off",  # HTML allows small letters
        "form-dup-name": ["error", {"shared": ["radio", "checkbox", "submit"]}],
        "long-title": "off",  # the message is the title
        "no-trailing-whitespace": "off",  # of the theme's templates
        "prefer-native-element": "off",  # a region within a figure is no section
        "valid-id": ["error", {"relaxed": True}],  # as HTML does
        "wcag/h32": "off",  # the search and the tools answer while one types
    },
}
THEME = (
    ("valid-autocomplete", "__drawer"),
    ("valid-autocomplete", "__search"),
    ("attribute-allowed-values", "__nav_"),  # tabindex=""
    ("unique-landmark", "div > nav"),  # the contents are in the menu and beside the page
)
"""Faults of Material for MkDocs: a rule, and a part of the selector of what breaks it."""


@pytest.fixture(scope="session")
def honey_sites(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sites of the second guide."""
    return built_once(
        tmp_path_factory,
        "honey",
        lambda to: shutil.copytree(HERE / "guides/honey", to),
    )


def validated(site: Path, folder: Path) -> list[dict[str, Any]]:
    """What html-validate says of a page of each kind."""
    node = shutil.which("node")
    if not os.environ.get("CI") and not (PROGRAM.exists() and node):
        pytest.skip("html-validate is missing: `make editor` installs it")
    config = folder / "htmlvalidate.json"
    config.write_text(json.dumps(CONFIG), "utf-8")
    pages = [
        site / page / "index.html" if page[-5:] != ".html" else site / page for page in kinds(site)
    ]
    report = folder / "report.json"  # its pipe may be closed before all is written
    command = [node or "node", str(PROGRAM), "--config", str(config), f"--formatter=json={report}"]
    done = subprocess.run(
        [*command, *map(str, pages)], capture_output=True, text=True, check=False, timeout=300
    )
    assert report.exists(), done.stderr
    found: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))
    return found


def faults(site: Path, folder: Path) -> Iterator[str]:
    """The faults that the theme's list does not excuse."""
    for page in validated(site, folder):
        for message in page["messages"]:
            selector = message.get("selector") or ""
            if not _is_of_theme(message["ruleId"], selector):
                name = Path(page["filePath"]).relative_to(site)
                yield f"{name}: {message['ruleId']}: {message['message']} ({selector[-80:]})"


def _is_of_theme(rule: str, selector: str) -> bool:
    return any(rule == name and part in selector for name, part in THEME)


@pytest.mark.parametrize("guide", ["real_sites", "dressed_sites", "honey_sites"])
def test_every_kind_of_page_is_sound_html(
    guide: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    found = Counter(faults(request.getfixturevalue(guide).online, tmp_path))
    assert dict(found) == {}
