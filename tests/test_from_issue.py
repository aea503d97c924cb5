"""`from-issue`: a filled form becomes a draft, what is missing is told, and hostile text stays
text.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY, Folder, call

from evidence_guide import Guide, load
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader
from evidence_guide.guide.validation import parse
from evidence_guide.intake import issue_drafts
from evidence_guide.model import (
    Design,
    Effect,
    EffectMeasure,
    Finding,
    FindingsFile,
    Read,
    Role,
    Study,
)
from evidence_guide.model.vocabulary import Depth

FORM = (ROOT / issue_drafts.FORM).read_text("utf-8")
BODY = yaml_reader.read_yaml(FORM, "form").value["body"]  # type: ignore[index, call-overload] # a mapping, as every form is
LABELS: dict[str, str] = {part["id"]: part["attributes"]["label"] for part in BODY}
FILLED = {
    "source": "https://doi.org/10.1000/DOE.2020",
    "design": "randomised trial",
    "population": "Adults: in Exampleton",
    "read-what": "abstract",
    "read-at": "https://example.org/doe2020",
    "reports": "Naps were\nlonger by 3 minutes.",
    "where": "Abstract, Results",
    "passage": "Naps were … longer.",
    "figures": "3 minutes; 95% CI: 1.0, 5.0",
    "role": "result",
    "outcome": "Length of naps",
    "measure": "mean difference",
    "value": "3",
    "low": "1.0",
    "high": "5.0",
    "read": "- [x] I read this in the source itself, and copied no sentence of it.",
}


def issue(answers: Mapping[str, str]) -> str:
    """The text that GitHub makes of a filled form."""
    return "\n\n".join(
        f"### {label}\n\n{answers.get(id, '_No response_')}" for id, label in LABELS.items()
    )


@pytest.fixture
def guide(folder: Folder) -> Guide:
    return load(folder({str(issue_drafts.FORM): FORM}), TODAY)


def test_a_filled_form_becomes_a_finding_that_fits_its_file(guide: Guide) -> None:
    draft = issue_drafts.read_issue(guide, issue(FILLED))
    assert issue_drafts.missing_answers(guide, draft) == []
    file, trouble = parse(
        yaml_reader.read_yaml(
            issue_drafts.findings_file(guide, draft), "evidence/findings/doe2020.yml"
        ),
        FindingsFile,
    )
    assert trouble == ()
    assert file is not None
    found = file.findings[-1]
    assert (found.id, found.reports, found.figures) == (
        "doe2020-length-naps",
        "Naps were longer by 3 minutes.",
        ("3 minutes", "95% CI: 1.0, 5.0"),
    )
    assert found.effect is not None
    assert (found.effect.measure, str(found.effect.low)) == (EffectMeasure.MEAN_DIFFERENCE, "1.0")


def test_a_source_without_findings_file_gets_one_with_study_and_reading(folder: Folder) -> None:
    guide = load(
        folder({str(issue_drafts.FORM): FORM, "evidence/findings/doe2020.yml": None}), TODAY
    )
    file, trouble = parse(
        yaml_reader.read_yaml(
            issue_drafts.findings_file(guide, issue_drafts.read_issue(guide, issue(FILLED))), "x"
        ),
        FindingsFile,
    )
    assert trouble == ()
    assert file is not None
    assert (file.study.design, file.study.population, file.read.what, file.read.at) == (
        Design.TRIAL,
        "Adults: in Exampleton",
        Depth.ABSTRACT,
        "https://example.org/doe2020",
    )


@pytest.mark.parametrize("id", [part["id"] for part in BODY if part.get("validations")])
def test_each_necessary_answer_that_is_missing_is_told(id: str, guide: Guide) -> None:
    told = issue_drafts.missing_answers(
        guide,
        issue_drafts.read_issue(
            guide, issue({name: answer for name, answer in FILLED.items() if name != id})
        ),
    )
    assert f"the form does not answer “{LABELS[id]}”" in told


def test_a_source_that_is_not_in_the_bibliography_is_told_and_nothing_is_written(
    guide: Guide, tmp_path: Path
) -> None:
    (tmp_path / "issue.md").write_text(issue(FILLED | {"source": "10.1000/none"}), "utf-8")
    before = {path: path.read_bytes() for path in guide.folder.rglob("*") if path.is_file()}
    words = ("from-issue", "--write", str(tmp_path / "issue.md"))
    code, _, err = call(*words, folder=guide.folder)
    assert code == 2
    assert "run `evidence-guide add 10.1000/none` first" in err
    assert {path: path.read_bytes() for path in guide.folder.rglob("*") if path.is_file()} == before


def test_the_draft_is_printed_or_written(guide: Guide, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(issue(FILLED), "utf-8")
    words = ("from-issue", str(tmp_path / "issue.md"))
    code, printed, _ = call(*words, folder=guide.folder)
    assert code == 0
    assert call(*words, "--write", folder=guide.folder)[0] == 0
    assert (guide.folder / "evidence/findings/doe2020.yml").read_text("utf-8") == printed


def test_a_form_that_is_written_twice_is_in_the_file_once(guide: Guide, tmp_path: Path) -> None:
    path = guide.folder / "evidence/findings/doe2020.yml"
    (tmp_path / "issue.md").write_text(issue(FILLED), "utf-8")
    words = ("from-issue", "--write", str(tmp_path / "issue.md"))
    assert call(*words, folder=guide.folder)[0] == 0
    written = path.read_text("utf-8")
    edited = re.sub(r"(?m)^ *#.*\n", "", written).replace("doe2020-length-naps", "doe2020-naps")
    for text in (written, edited):
        path.write_text(text, "utf-8")
        code, out, _ = call(*words, folder=guide.folder)
        assert (code, "the draft is there already" in out) == (0, True)
        assert path.read_text("utf-8") == text
    other = issue(FILLED | {"reports": "Naps were later.", "figures": "5 minutes"})
    (tmp_path / "issue.md").write_text(other, "utf-8")
    assert "the draft is written" in call(*words, folder=guide.folder)[1]


def test_what_an_answer_says_stays_text(guide: Guide) -> None:
    hostile = "### Not a label\n\n<script>x</script> # cut: {a: *b}\n--- !!python/object:x"
    draft = issue_drafts.read_issue(
        guide,
        issue(FILLED | {"reports": hostile, "where": "x\n### " + LABELS["reports"] + "\nagain"}),
    )
    file, trouble = parse(
        yaml_reader.read_yaml(issue_drafts.findings_file(guide, draft), "x"), FindingsFile
    )
    assert trouble == ()
    assert file is not None
    assert file.findings[-1].reports == " ".join(hostile.split())


def test_two_drafts_about_the_same_thing_have_two_ids(guide: Guide) -> None:
    path = guide.folder / "evidence/findings/doe2020.yml"
    path.write_text(
        issue_drafts.findings_file(guide, issue_drafts.read_issue(guide, issue(FILLED))), "utf-8"
    )
    assert "- id: doe2020-length-naps-2\n" in issue_drafts.findings_file(
        guide, issue_drafts.read_issue(guide, issue(FILLED))
    )


@pytest.mark.parametrize(
    "text", ["Dear all", "# " + LABELS["source"], "### Other heading\n\nx", issue({})]
)
def test_a_text_that_answers_nothing_is_a_sentence(text: str, guide: Guide) -> None:
    with pytest.raises(GuideError, match="no heading is one of the form's"):
        issue_drafts.read_issue(guide, text)


def test_a_folder_without_the_form_is_a_sentence(folder: Folder) -> None:
    with pytest.raises(GuideError, match=r"new-evidence\.yml"):
        issue_drafts.read_issue(load(folder(), TODAY), issue(FILLED))


def test_the_form_asks_for_all_that_a_finding_needs_in_the_words_of_the_model() -> None:
    needed = {
        name
        for kind in (Finding, Study)
        for name, info in kind.model_fields.items()
        if info.is_required()
    } - {"id"}
    needed |= {f"read-{name}" for name, info in Read.model_fields.items() if info.is_required()}
    required = {part["id"] for part in BODY if part.get("validations") == {"required": "true"}}
    assert needed <= required
    assert {name for name, info in Effect.model_fields.items() if info.is_required()} <= set(LABELS)
    offered = {
        part["id"]: part["attributes"]["options"] for part in BODY if part["type"] == "dropdown"
    }
    assert offered == {
        "design": list(Design),
        "read-what": list(Depth),
        "role": list(Role),
        "measure": list(EffectMeasure),
    }


def test_labels_are_told_apart_and_plain() -> None:
    assert len(set(LABELS.values())) == len(LABELS)
    assert not [label for label in LABELS.values() if re.search(r"[*_`#\[\]]", label)]
