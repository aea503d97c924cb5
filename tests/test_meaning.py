"""Every field says what it means, and whatever walks an item follows that."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pypdfium2
import pytest
from tests.conftest import ROOT, copy, run

from evidence_guide import Guide
from evidence_guide.model import FILES, Claim, ClaimsFile, Finding, Step, Table
from evidence_guide.model.meaning import (
    has_citations,
    item_title,
    items,
    labels,
    meaning_at,
    meanings,
    models_in,
    parts,
    printed,
    stated,
    walk_values,
    words,
)
from evidence_guide.model.writing import Text, Written


def test_a_field_without_a_meaning_stops_the_program_with_its_name() -> None:
    with pytest.raises(TypeError, match="the field `dose_form` of Study declares no meaning"):
        type("Study", (Written,), {"__annotations__": {"dose_form": Text}})


GENERATOR = ROOT / "generator" / "evidence_guide"
POPULATION = '    population: Annotated[Text, printed("People")]\n'
DOSE_FORM = '    dose_form: Annotated[Text | None, printed("Dose form")] = None\n'
FINDINGS = "evidence/findings/doe2020.yml"
Command = Callable[..., subprocess.CompletedProcess[str]]


def changed_program(folder: Path, field: str) -> Command:
    """Runs a copy of the program whose `Study` has one field more, declared in one file."""
    package = folder / "evidence_guide"
    shutil.copytree(GENERATOR, package, ignore=shutil.ignore_patterns("__pycache__"))
    model = package / "model" / "findings.py"
    text = model.read_text("utf-8")
    assert POPULATION in text
    model.write_text(text.replace(POPULATION, field + POPULATION), "utf-8")

    def command(*words: str, cwd: Path = folder) -> subprocess.CompletedProcess[str]:
        settings = {"PYTHONPATH": str(folder), "SOURCE_DATE_EPOCH": "1768900000"}
        return run("evidence_guide", *words, cwd=cwd, **settings)

    return command


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    command = ["git", *who, *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)


def with_a_dose_form(guide: Path) -> Path:
    """The sample guide, which has a `dose_form` since its last commit."""
    copy(guide)
    git(guide, "init", "--quiet")
    git(guide, "add", ".")
    git(guide, "commit", "--quiet", "-m", "Before")
    findings = guide / FINDINGS
    text = findings.read_text("utf-8")
    new = text.replace("  participants: 120\n", "  participants: 120\n  dose_form: tea bag\n")
    assert new != text
    findings.write_text(new, "utf-8")
    return guide


def printed_words(pdf: Path) -> str:
    """The text of a PDF with its words parted by single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.build
def test_a_field_that_is_added_in_one_file_is_found_everywhere_with_its_label(
    tmp_path: Path,
) -> None:
    command = changed_program(tmp_path, DOSE_FORM)
    guide = with_a_dose_form(tmp_path / "guide")

    assert command("schema", cwd=guide).returncode == 0
    schema = json.loads((guide / "evidence/schema/findings.json").read_text("utf-8"))
    assert schema["$defs"]["Study"]["properties"]["dose_form"]["title"] == "Dose form"

    options = command("new", "finding", "--help", cwd=guide).stdout
    assert "`dose_form` (Dose form)" in " ".join(options.split())

    build = command("build", cwd=guide)
    assert build.returncode == 0, build.stdout + build.stderr
    page = (guide / "site/sources/doe2020/index.html").read_text("utf-8")
    assert '<dt data-uncited="label">Dose form</dt><dd data-cited="doe2020">tea bag' in page
    data = json.loads((guide / "site/data/guide.json").read_text("utf-8"))
    fact = data["sources"]["doe2020"]["study"]["dose_form"]
    assert (fact["label"], fact["text"]) == ("Dose form", "tea bag")
    annex = printed_words(next((guide / "site/downloads").glob("*annex*.pdf")))
    assert "Dose form: tea bag." in annex

    diff = command("diff", "HEAD", cwd=guide).stdout
    assert "study.dose_form (Dose form)" in diff
    assert "+ tea bag" in diff


def test_a_field_without_a_declaration_stops_the_program_at_start_up(tmp_path: Path) -> None:
    command = changed_program(tmp_path, "    dose_form: Text | None = None\n")
    done = command("--help")
    assert done.returncode == 1
    assert "the field `dose_form` of Study declares no meaning; add one of" in done.stderr


@pytest.mark.slow
def test_a_new_study_field_waits_in_the_findings_file_of_a_new_source(tmp_path: Path) -> None:
    command = changed_program(tmp_path, DOSE_FORM)
    guide = copy(tmp_path / "guide")
    (tmp_path / "new.bib").write_text(
        "@article{doe2024, author = {Doe, Ann}, title = {Tea}, journal = {Cups}, year = {2024}}\n",
        "utf-8",
    )
    done = command("add", str(tmp_path / "new.bib"), cwd=guide)
    (begun,) = (guide / "evidence/findings").glob("doe2024*.yml")
    assert "\n  # dose_form:\n" in begun.read_text("utf-8"), done.stderr


def test_every_field_of_every_file_has_one() -> None:
    models = {model for kind in FILES.values() for model in models_in(kind)}
    assert len(models) > 20
    assert [m.__name__ for m in models if set(meanings(m)) != set(m.model_fields)] == []


def test_a_text_names_the_fields_beside_it_that_it_rests_on() -> None:
    for kind in {model for file in FILES.values() for model in models_in(file)}:
        for name, meaning in meanings(kind).items():
            for cited in meaning.cites:
                assert meanings(kind)[cited].citations, f"{kind.__name__}.{name}"


def test_an_item_is_walked_to_its_last_value_but_not_into_items_of_their_own(tea: Guide) -> None:
    table = tea.tables["cups"].item
    routes = [value.route for value in walk_values(table)]
    assert ("caption",) in routes
    assert ("columns", 0, "title") in routes
    assert not [route for route in routes if route[0] == "rows"]


def test_what_an_outer_field_leaves_untranslated_is_not_translated() -> None:
    class Note(Written):
        says: Annotated[Text, words("Says", translated=True)]

    class Page(Written):
        here: Annotated[Note, parts("Here", translated=True)]
        there: Annotated[Note, parts("There")]

    page = Page(here=Note(says="A."), there=Note(says="B."))
    assert [(v.route, v.meaning.translated) for v in walk_values(page)] == [
        (("here", "says"), True),
        (("there", "says"), False),
    ]


def test_a_word_in_place_of_parts_is_no_text_of_ours(tea: Guide) -> None:
    step = tea.steps["drink-tea"].item
    unknown = [value for value in walk_values(step) if value.value == "not known"]
    assert unknown
    assert not any(value.meaning.translated or value.meaning.reads for value in unknown)


@pytest.mark.parametrize(
    ("route", "label", "prose"),
    [
        (("claims", 0, "says"), "Statement", True),
        (("claims", 0, "certainty", "down", "imprecision"), "Imprecision", True),
        (("claims", 0, "certainty", "down", "imprecision", "because"), "Because", True),
        (("claims", 0, "search", "words"), "Words", False),
        (("title",), "Topic", False),
    ],
)
def test_a_route_of_a_file_leads_to_its_field(
    route: tuple[str | int, ...], label: str, prose: bool
) -> None:
    meaning = meaning_at(ClaimsFile, route)
    assert meaning
    assert (meaning.label, meaning.prose) == (label, prose)


def test_a_route_through_a_mapping_leads_to_the_field_that_holds_it() -> None:
    assert meaning_at(Table, ("rows", 0, "cells", "cup")) == meaning_at(Table, ("rows", 0, "cells"))


def test_a_route_to_nothing_has_no_meaning() -> None:
    assert meaning_at(ClaimsFile, ("claims", 0, "colour")) is None


def test_readers_know_an_item_by_its_name_and_it_says_its_statement(tea: Guide) -> None:
    claim, finding = tea.claims["sleep-faster"].item, tea.findings["doe2020-sleep"].item
    assert (item_title(claim), stated(claim)) == (claim.plain, claim.says)
    assert item_title(finding) == stated(finding) == finding.reports
    assert item_title(tea.steps["drink-tea"].item) == tea.steps["drink-tea"].item.title


def test_only_what_rests_on_something_has_citations() -> None:
    assert has_citations(Claim)
    assert has_citations(Step)
    assert has_citations(ClaimsFile)
    assert not has_citations(Finding)


def test_labels_are_those_of_the_fields_that_readers_see() -> None:
    class Cup(Written):
        size: Annotated[Text, printed("Size")]
        parts: Annotated[tuple[Text, ...], items()] = ()

    assert labels(Cup) == {"size": "Size"}


def test_a_label_is_the_title_of_its_field_in_editors() -> None:
    assert Claim.model_json_schema()["properties"]["plain"]["title"] == "In plain words"
