"""What an editor shows of the evidence: the schemas by themselves, and in the language server that
most editors use for YAML.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT, TEA, copy
from tests.language_server import LanguageServer

from evidence_guide.model import FILES
from evidence_guide.model.schemas import schemas

PROGRAM = ROOT / ".ci/editor/node_modules/yaml-language-server/bin/yaml-language-server"
SLEEP = "evidence/claims/sleep.yml"
SCHEMAS = {output.uri: json.loads(output.content) for output in schemas()}


def models(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every mapping with named fields in a schema."""
    yield schema["title"], schema
    yield from (
        (name, model) for name, model in schema.get("$defs", {}).items() if "properties" in model
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_says_what_belongs_into_it(name: str) -> None:
    schema = SCHEMAS[name]
    fields = [
        (model, field, told)
        for model, found in models(schema)
        for field, told in found["properties"].items()
    ]
    assert fields
    assert [
        (model, field)
        for model, field, told in fields
        if not told.get("description") and "$ref" not in told
    ] == []
    assert [
        name for name, part in schema.get("$defs", {}).items() if not part.get("description")
    ] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_word_to_choose_says_what_it_means(name: str) -> None:
    words = [
        part
        for part in schema_parts(SCHEMAS[name])
        if len(part.get("enum", ())) > 2 or "enumDescriptions" in part
    ]
    assert all(
        len(part["enum"]) == len(part["enumDescriptions"]) and all(part["enumDescriptions"])
        for part in words
    )


def schema_parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for inner in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from schema_parts(inner)


NOT_YET = {"evidence/reviews.yml"}
"""Files that this guide lacks: nobody has reviewed it."""


def test_visual_studio_code_is_told_the_extension_and_the_schema_of_every_file() -> None:
    told = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in told["recommendations"]
    associated = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert set(associated) == {f"evidence/schema/{name}.json" for name in FILES}
    for schema, places in associated.items():
        assert (ROOT / schema).is_file()
        for place in [places] if isinstance(places, str) else places:
            assert list(ROOT.glob(place)) or place in NOT_YET, place


def test_the_lock_of_the_language_server_names_no_host_of_a_registry() -> None:
    lock = json.loads((ROOT / ".ci/editor/package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [
        name
        for name, package in packages.items()
        if "resolved" in package or not package["integrity"].startswith("sha512-")
    ] == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample guide, the schemas, and a claims file in which somebody is still
    writing.
    """
    broken = (
        (TEA / SLEEP)
        .read_text("utf-8")
        .replace("kind: gap", "kind: gab")
        .replace("rests_on: [teaboard2022-cup]", "rest_on: [teaboard2022-cup]")
    )
    half = (
        "# yaml-language-server: $schema=../schema/claims.json\ntitle: Half\nclaims:\n  - id: "
        "half-claim\n    kind: \n    r\n"
    )
    folder = copy(
        tmp_path_factory.mktemp("editor") / "guide",
        {"evidence/claims/broken.yml": broken, "evidence/claims/half.yml": half},
    )
    (folder / "evidence/schema").mkdir()
    for output in schemas():
        (folder / "evidence/schema" / output.uri).write_text(output.content, "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(desk: Path) -> Iterator[LanguageServer]:
    if not os.environ.get("CI") and not (PROGRAM.exists() and shutil.which("node")):
        pytest.skip("yaml-language-server is missing: `make editor` installs it")
    with LanguageServer(PROGRAM, desk) as running:
        yield running


def test_an_editor_has_no_complaint_about_sound_evidence(
    server: LanguageServer, desk: Path
) -> None:
    files = sorted(
        {*desk.rglob("evidence/**/*.yml")}
        - {desk / "evidence/claims/broken.yml", desk / "evidence/claims/half.yml"}
    )
    assert len(files) > 10
    assert server.opened(*files) == {}


def test_an_editor_marks_a_wrong_word_and_an_unknown_field(
    server: LanguageServer, desk: Path
) -> None:
    told = server.opened(desk / "evidence/claims/broken.yml")["broken.yml"]
    lines = (desk / "evidence/claims/broken.yml").read_text("utf-8").splitlines()
    wrong, unknown = (
        next(n for n, line in enumerate(lines, 1) if text in line)
        for text in ("kind: gab", "rest_on:")
    )
    assert any(
        t.startswith(f"{wrong}: Value is not accepted. Valid values:") and '"gap"' in t
        for t in told
    )
    assert f"{unknown}: Property rest_on is not allowed." in told


def test_an_editor_completes_fields_and_words_and_says_what_they_mean(
    server: LanguageServer, desk: Path
) -> None:
    half = desk / "evidence/claims/half.yml"
    server.opened(half)
    words = {item["label"]: item for item in server.at("completion", half, "kind: ")["items"]}
    assert "We looked and found nothing" in str(words["gap"]["documentation"])
    assert set(words) == {
        "effect",
        "association",
        "frequency",
        "reference value",
        "accuracy",
        "threshold",
        "established fact",
        "guidance",
        "gap",
    }
    fields = {item["label"]: item for item in server.at("completion", half, "\n    r")["items"]}
    assert "Ids of the findings that state it." in str(fields["rests_on"]["documentation"])
    assert {"rests_on", "review_by"} <= set(fields)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (SLEEP, "    rests", "Ids of the findings that state it."),
        (SLEEP, "    ki", "`association`: Two things that go together"),
        (
            SLEEP,
            "kind: eff",
            "`effect`: What something does, compared with not doing it; needs a certainty.",
        ),
        (SLEEP, "    certain", "Where certainty starts and what moves it"),
        (SLEEP, "      sta", "`high`: The true effect lies close to the estimate"),
        (
            "evidence/findings/doe2020.yml",
            "\n  des",
            "`randomised trial`: Chance decided who got what",
        ),
        ("evidence/stages/evening.yml", "    stre", "`strong`: Nearly everyone it is for"),
    ],
)
def test_an_editor_says_what_stands_under_the_pointer(
    file: str, text: str, told: str, server: LanguageServer, desk: Path
) -> None:
    server.opened(desk / file)
    assert told in server.at("hover", desk / file, text)["contents"]["value"]
