"""The SBOM of a release: valid CycloneDX, complete, and the same bytes from the same lock."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

LOCKED = ROOT / ".ci" / "requirements.txt"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def recipe() -> list[str]:
    """The words of the command with which `make sbom` makes it."""
    text = (ROOT / "Makefile").read_text("utf-8")
    line = re.search(r"^\t\$\(BIN\)/(cyclonedx-py .+)$", text, re.MULTILINE)
    assert line
    return line[1].split()


def made(to: Path) -> bytes:
    words = recipe()
    words[0] = str(Path(sys.executable).parent / words[0])
    words[words.index("--output-file") + 1] = str(to)
    command = [*words, "--no-validate"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return to.read_bytes()


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made(tmp_path_factory.mktemp("sbom") / "sbom.cdx.json")


def test_it_is_valid_cyclonedx(sbom: bytes) -> None:
    from cyclonedx.schema import SchemaVersion  # takes seconds, which runs without it save
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.decode()) is None


def test_every_locked_package_is_in_it_with_its_version_and_hashes(sbom: bytes) -> None:
    locked = re.findall(r"^([\w.-]+)==([^\s;]+)", LOCKED.read_text("utf-8"), re.MULTILINE)
    assert len(locked) > 100
    components: list[dict[str, Any]] = json.loads(sbom)["components"]
    assert sorted((part["name"], part["version"]) for part in components) == sorted(locked)
    assert [part["name"] for part in components if not hashes(part)] == []


def hashes(part: dict[str, Any]) -> list[str]:
    return [
        found["content"]
        for reference in part["externalReferences"]
        for found in reference.get("hashes", ())
    ]


def test_the_same_lock_makes_the_same_bytes(sbom: bytes, tmp_path: Path) -> None:
    assert made(tmp_path / "again.json") == sbom
    told = json.loads(sbom)
    assert "serialNumber" not in told
    assert "timestamp" not in told["metadata"]
    assert str(ROOT) not in sbom.decode()


def test_a_release_holds_it_with_its_checksum_and_attests_it() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    release = text[text.index("\nrelease:") : text.index("\nsbom:")]
    assert release.index("sbom\n") < release.index("sha256sum * > SHA256SUMS")
    workflow = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    assert "sbom-path: release/sbom.cdx.json" in workflow
    assert "actions/attest-build-provenance@" in workflow
