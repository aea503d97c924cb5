"""`new`: one item more in its file, valid, with comments for what was left out; the rest of the
file stays byte for byte.
"""

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide import load
from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write_files
from evidence_guide.guide import yaml_reader
from evidence_guide.guide.yaml_reader import read_yaml
from evidence_guide.intake import forms, layout, new_items
from evidence_guide.intake.list_members import appended
from evidence_guide.model import Choice, Claim, Finding, Step

CLAIM = {
    "id": "sleep-naps",
    "says": "Tea: no nap.",
    "plain": "No nap.",
    "kind": "effect",
    "rests_on": "doe2020-sleep, roe2021-sleep",
}
CLAIM |= {"certainty": "{start: high, down: {imprecision: 'One: small'}}"}
STEP = {
    "id": "wake-up",
    "title": "Wake up",
    "do": "Wake up.",
    "whom": "night-worker, day-worker",
    "strength": "conditional",
    "why": "sleep-faster",
    "ask": ("Must I?", "Or: not?"),
}
STEP |= {"decision": "{benefits: not known, harms: {says: None known., because: [sleep-gap]}}"}
FINDING = {
    "id": "doe2020-naps",
    "reports": "#1: they napped.",
    "where": "Abstract",
    "passage": "They … napped.",
    "figures": ("12 minutes", "-20, -4"),
}
FINDING |= {"effect": "{outcome: Naps, measure: mean difference, value: -12, low: -20.50}"}
TERM = {"id": "term-nap", "term": "Nap", "says": "A short sleep.", "rests_on": "doe2020-sleep"}
OPTION = "{{id: {}, name: {}, benefits: not known, harms: not known, effort: not known}}"
CHOICE = {
    "id": "bed-or-sofa",
    "title": "Bed or sofa?",
    "whom": "everyone",
    "steps": "drink-tea",
    "compared": "not known",
    "options": f"[{OPTION.format('bed', 'A bed')}, {OPTION.format('sofa', 'A sofa')}]",
    "ask": ("Which is longer?",),
}
CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("finding", "doe2020", FINDING, "evidence/findings/doe2020.yml"),
    ("claim", "sleep", CLAIM, "evidence/claims/sleep.yml"),
    ("step", "evening", STEP, "evidence/stages/evening.yml"),
    ("choice", "evening", CHOICE, "evidence/stages/evening.yml"),
    ("term", "", TERM, "evidence/terms.yml"),
]


@pytest.mark.parametrize(
    ("called", "where", "given", "file"), CASES, ids=[case[0] for case in CASES]
)
def test_an_item_is_added_at_the_end_and_every_line_before_it_stays(
    called: str, where: str, given: dict[str, Any], file: str, folder: Folder
) -> None:
    guide = load(folder(), TODAY)
    before = (guide.folder / file).read_text("utf-8")
    new_items.add_item(guide, new_items.draft(guide, called, where, given))
    after = (guide.folder / file).read_text("utf-8")
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines())
    assert not load(guide.folder, TODAY).trouble
    assert any(entry.id == given["id"] for entry in load(guide.folder, TODAY).entries)


def test_what_was_left_out_stands_there_as_a_comment_with_its_meaning(folder: Folder) -> None:
    guide = load(folder(), TODAY)
    new_items.add_item(guide, new_items.draft(guide, "claim", "sleep", CLAIM))
    assert (
        (guide.folder / "evidence/claims/sleep.yml")
        .read_text("utf-8")
        .endswith(
            """  - id: sleep-naps
    # title: The whole message in a line, with its hedge; without one, `plain` is the title too.
    says: 'Tea: no nap.'
    plain: No nap.
    kind: effect
    rests_on: [doe2020-sleep, roe2021-sleep]
    # disputed_by: Ids of findings that point the other way.
    # outcome: What it speaks of, in the same words as every other claim that speaks of the same.
    # applies_to: For whom it holds, where that is not everyone.
    certainty:
      start: high
      down: {imprecision: 'One: small'}
    # search: For a claim of kind `gap`: where, when and with which words we looked.
    # review_by: Its own day of review, where that is earlier than that of the file.
    # numbers: Numbers in `title`, `says` and `plain` that no source prints.
"""
        )
    )


def test_numbers_stay_as_they_were_given(folder: Folder) -> None:
    guide = load(folder(), TODAY)
    new_items.add_item(guide, new_items.draft(guide, "finding", "doe2020", FINDING))
    assert "value: -12, low: -20.50}" in (guide.folder / "evidence/findings/doe2020.yml").read_text(
        "utf-8"
    )
    effect = load(guide.folder, TODAY).findings["doe2020-naps"].item.effect
    assert str(effect and effect.low) == "-20.50"


@pytest.mark.parametrize("called", ["claim", "stage"])
def test_a_new_topic_or_stage_is_a_file_with_its_schema_and_what_names_it_is_told(
    called: str, folder: Folder
) -> None:
    guide = load(folder(), TODAY)
    head = {"title": "Naps", "about": "For: all.", "review_by": "2099-01-01"}
    given = (
        {f"topic_{n}": v for n, v in head.items()} | CLAIM
        if called == "claim"
        else head | {f"step_{n}": v for n, v in STEP.items()}
    )
    found = new_items.add_item(guide, new_items.draft(guide, called, "naps", given))
    text = (guide.folder / f"evidence/{called}s/naps.yml").read_text("utf-8")
    assert text.startswith(
        "# yaml-language-server: "
        f"$schema=../schema/{'claims' if called == 'claim' else 'stage'}.json\ntitle: Naps\n"
        "about: 'For: all.'\nreview_by: 2099-01-01\n"
    )
    assert [d.message for d in found if d.place.path == "evidence/guide.yml"] == [
        f"`naps` is not named in `{'topics' if called == 'claim' else 'stages'}`"
    ]


@pytest.mark.parametrize(
    ("called", "where", "given", "told"),
    [
        (
            "claim",
            "sleep",
            CLAIM | {"id": "sleep-cup"},
            "`sleep-cup` is used already at evidence/claims/sleep.yml:",
        ),
        ("claim", "sleep", CLAIM | {"id": "sleep-quick"}, "`sleep-quick` was retired"),
        (
            "claim",
            "sleep",
            CLAIM | {"id": "Sleep_Cup"},
            "`Sleep_Cup` is not an id; use small letters",
        ),
        (
            "claim",
            "sleep",
            CLAIM | {"kind": "efect"},
            "`efect` is not a word for `kind`; did you mean `effect`?",
        ),
        ("claim", "sleep", CLAIM | {"certainty": "{start: [high"}, "`certainty`: "),
        (
            "claim",
            "sleep",
            CLAIM | {"certainty": "{start: high, dwon: {}}"},
            "unknown field `dwon`; did you mean `down`?",
        ),
        ("claim", "../sleep", CLAIM, "`../sleep` cannot name a file"),
        (
            "finding",
            "nobody2020",
            FINDING,
            "no source is called `nobody2020`; `evidence-guide add` adds its record first",
        ),
        (
            "stage",
            "evening",
            {},
            (
                "the stage `evening` is there already; `evidence-guide new step evening` adds a "
                "step to it"
            ),
        ),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(
    called: str, where: str, given: dict[str, Any], told: str, folder: Folder
) -> None:
    guide = load(folder(), TODAY)
    before = {path: path.read_bytes() for path in guide.folder.rglob("*.yml")}
    with pytest.raises(GuideError) as caught:
        new_items.add_item(guide, new_items.draft(guide, called, where, given))
    assert told in str(caught.value)
    assert {path: path.read_bytes() for path in guide.folder.rglob("*.yml")} == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "terms: [{id: term-cup, term: Cup, says: A cup., rests_on: [a]}]\n",
            "is not written one member a line below it",
        ),
        ("terms: {\n", "fix this first"),
        ("title: x\n", "a line `terms:` is missing"),
    ],
)
def test_a_list_that_cannot_be_added_to_line_by_line_is_left_alone(text: str, told: str) -> None:
    with pytest.raises(GuideError, match=told):
        appended(read_yaml(text, "evidence/terms.yml"), "terms", "id: term-nap\n")


def test_a_first_choice_begins_the_list_of_its_stage(folder: Folder) -> None:
    file = "evidence/stages/evening.yml"
    text = (TEA / file).read_text("utf-8")
    head = text[: text.index("choices:")]
    guide = load(folder({file: head}), TODAY)
    new_items.add_item(guide, new_items.draft(guide, "choice", "evening", CHOICE))
    after = (guide.folder / file).read_text("utf-8")
    assert after.startswith(
        f"{head.rstrip()}\nchoices:\n  - id: bed-or-sofa\n    title: Bed or sofa?\n"
    )
    assert "bed-or-sofa" in load(guide.folder, TODAY).choices


def test_a_choice_needs_its_stage(folder: Folder) -> None:
    with pytest.raises(GuideError, match="`evidence-guide new stage morning` makes it first"):
        new_items.draft(load(folder(), TODAY), "choice", "morning", CHOICE)


def test_each_option_of_a_choice_is_asked_for_by_its_fields() -> None:
    asked: list[str] = []

    def answer(name: str, _: Any) -> str:
        asked.append(name)
        return "not known"

    forms.ask_missing_fields(Choice, dict.fromkeys(("id", "title", "for", "steps"), ""), answer)
    fields = ["id", "name", "benefits", "harms", "effort"]
    each = [f"options {number}: {field}" for number in (1, 2) for field in fields]
    assert asked == ["compared", *each, "ask"]


def test_an_item_goes_behind_its_list_even_if_another_key_and_comments_follow() -> None:
    text = (
        "# top\r\nterms:\r\n- id: a1 # guide: ignore[x] y\r\n  says: A.\r\n  # about a1\r\n\r\n# "
        "about more\r\nmore: x\r\n"
    )
    assert appended(read_yaml(text, "x"), "terms", "id: b1\nsays: B.\n") == text.replace(
        "  # about a1\r\n", "  # about a1\r\n- id: b1\r\n  says: B.\r\n"
    )


def test_files_are_written_all_or_none(folder: Folder) -> None:
    where = folder()
    (where / "evidence/block").write_text("a file where a folder is needed", "utf-8")
    before = {path: path.read_bytes() for path in where.rglob("*") if path.is_file()}
    with pytest.raises(GuideError, match="cannot be written"):
        write_files({where / "evidence/terms.yml": "new", where / "evidence/block/x.yml": "new"})
    assert {path: path.read_bytes() for path in where.rglob("*") if path.is_file()} == before


def test_a_folder_in_the_way_is_a_sentence_and_nothing_is_written(folder: Folder) -> None:
    where = folder()
    (where / "evidence/block.yml").mkdir()
    before = (where / "evidence/terms.yml").read_bytes()
    with pytest.raises(
        GuideError, match=r"block\.yml cannot be written \(is a directory\); nothing was changed"
    ):
        write_files({where / "evidence/terms.yml": "new", where / "evidence/block.yml": "new"})
    assert (where / "evidence/terms.yml").read_bytes() == before
    assert not list(where.rglob(".*.new"))


def test_an_option_that_a_file_which_is_there_cannot_take_is_refused(folder: Folder) -> None:
    with pytest.raises(
        GuideError,
        match=(
            r"evidence/claims/sleep\.yml is there already, and --topic-title would change its "
            r"head"
        ),
    ):
        new_items.draft(load(folder(), TODAY), "claim", "sleep", {"topic_title": "Naps"})


def test_the_help_of_a_stage_is_about_a_stage() -> None:
    _, out, _ = call("new", "--help", folder=TEA)
    assert "One stage, with its first step." in out


def test_without_a_terminal_all_that_is_missing_is_named_at_once(folder: Folder) -> None:
    words = ("step", "evening", "--id", "wake-up", "--for", "everyone")
    code, out, err = call("new", *words, folder=folder())
    assert (code, out) == (2, "")
    assert err == (
        "evidence-guide: missing: --title, --do, --strength, --why, --decision; "
        "give these options, or run the command in a terminal and it asks\n"
    )


RIS = "TY  - JOUR\nTI  - Naps\nAU  - Coe, C\nPY  - 2025\nDO  - 10.1000/n\nER  - \n"
HEAD = {
    "study": "{design: cohort, population: Adults}",
    "read": "{what: abstract, at: 'https://example.org/naps'}",
}


def test_the_empty_head_of_a_findings_file_is_filled_with_its_first_finding(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    (tmp_path / "x.ris").write_text(RIS, "utf-8")
    assert call("add", "--offline", str(tmp_path / "x.ris"), folder=where)[0] == 0
    guide = load(where, TODAY)
    given = FINDING | {"id": "coe2025-naps"}
    missing = new_items.missing_options(new_items.draft(guide, "finding", "coe2025", given))
    assert "--study" in missing
    draft = new_items.draft(guide, "finding", "coe2025", given | HEAD)
    assert new_items.missing_options(draft) == []
    new_items.add_item(guide, draft)
    written = load(where, TODAY).readings["coe2025"].item
    assert (str(written.study.design), written.findings[0].id) == ("cohort", "coe2025-naps")
    again = new_items.draft(load(where, TODAY), "finding", "coe2025", given | {"id": "coe2025-b"})
    assert not again.is_new


def test_a_head_with_a_value_is_kept(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    (tmp_path / "x.ris").write_text(RIS, "utf-8")
    call("add", "--offline", str(tmp_path / "x.ris"), folder=where)
    path = where / "evidence/findings/coe2025.yml"
    text = path.read_text("utf-8").replace("  population:\n", "  population: Adults\n")
    path.write_text(text, "utf-8")
    draft = new_items.draft(load(where, TODAY), "finding", "coe2025", FINDING)
    assert not draft.is_new


def in_terminal(where: Path, *words: str, typed: bytes) -> tuple[int, str, str]:
    """Runs `new term` while somebody types into its terminal; exit code and both outputs."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "evidence_guide", "--folder", str(where), "new", "term"]
    with subprocess.Popen(
        [*command, *words],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1768900000"},
    ) as asked:
        os.write(ours, typed)
        out, err = asked.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    return asked.returncode, out, err


@pytest.mark.slow
def test_in_a_terminal_it_asks_for_what_is_missing(folder: Folder) -> None:
    where = folder()
    code, out, err = in_terminal(
        where, "--id", "term-nap", "--term", "Nap", typed=b"A short sleep.\ndoe2020-sleep\n"
    )
    assert code == 0
    assert "says" in err
    assert "rests_on" in err
    assert out.startswith("evidence/terms.yml: `term-nap` is written\n")
    assert load(where, TODAY).terms["term-nap"].item.says == "A short sleep."


@pytest.mark.slow
def test_an_id_that_is_malformed_or_taken_is_refused_at_its_own_question(folder: Folder) -> None:
    where = folder()
    typed = b"Term Nap\nterm-cup\nterm-nap\nNap\nA short sleep.\ndoe2020-sleep\n"
    code, out, err = in_terminal(where, typed=typed)
    assert code == 0
    assert "`Term Nap` is not an id; use small letters, digits and single dashes" in err
    assert "`term-cup` is used already at evidence/terms.yml" in err
    assert out.startswith("evidence/terms.yml: `term-nap` is written\n")


@pytest.mark.slow
def test_who_ends_the_questions_is_told_so_and_nothing_is_written(folder: Folder) -> None:
    where = folder()
    before = (where / "evidence/terms.yml").read_bytes()
    code, _, err = in_terminal(where, "--id", "term-nap", typed=b"Nap\n\x04")
    assert code == 2
    assert err.splitlines()[-1] == "evidence-guide: stopped; no file is half written"
    assert (where / "evidence/terms.yml").read_bytes() == before


def test_questions_follow_the_model_into_its_parts() -> None:
    asked: list[str] = []

    def ask(name: str, _: object) -> str:
        asked.append(name)
        return "not known"

    found = forms.ask_missing_fields(Step, {"id": "x1"}, ask)
    assert asked == [
        "title",
        "do",
        "for",
        "strength",
        "why",
        "decision: benefits",
        "decision: harms",
    ]
    assert found["decision"] == {"benefits": "not known", "harms": "not known"}


@pytest.mark.parametrize("kind", [Claim, Finding, Step, Choice])
def test_every_field_of_the_model_has_its_option(kind: Any) -> None:
    flags = {option.opts[0] for option in forms.options(kind)}
    assert flags == {
        f"--{forms.field_name(field, info)}".replace("_", "-")
        for field, info in kind.model_fields.items()
    }


def test_an_item_that_rests_on_what_is_not_there_is_written_told_and_ends_with_1(
    folder: Folder,
) -> None:
    words = (
        "--id",
        "sleep-naps",
        "--says",
        "Naps are of a kind.",
        "--plain",
        "Naps are of a kind.",
        "--kind",
        "guidance",
        "--rests-on",
        "[nothere]",
    )
    code, out, _ = call("new", "claim", "sleep", *words, folder=folder())
    assert "error known-reference: no finding is called `nothere`" in out
    assert code == 1


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "value"]), inner, max_size=2)
    ),
)


@given(VALUES)
@example("\x85")
@example(["a\u2028b"])
def test_whatever_is_laid_out_as_yaml_is_read_again_as_it_is(value: object) -> None:
    for text in (layout.field_lines("field", value), f"field: {layout.flow(value)}"):
        document = yaml_reader.read_yaml(text, "x")
        assert not document.trouble
        assert document.value == {"field": value}


def test_the_sample_guide_itself_was_not_touched() -> None:
    assert "sleep-naps" not in (TEA / "evidence/claims/sleep.yml").read_text("utf-8")
