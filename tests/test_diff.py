"""`diff` prints the changes between two commits, the weightiest first, and drafts announcements."""

import dataclasses
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel
from tests.conftest import ROOT, TEA, TODAY, Folder

from evidence_guide import Guide, check, load
from evidence_guide.cli import main
from evidence_guide.diff import PARTS, Difference, DifferenceKind, PartKind, commits, diff
from evidence_guide.diff.fields import text_fields
from evidence_guide.diff.formats import Comparison, as_markdown, as_text
from evidence_guide.diff.numbers import state_other_numbers
from evidence_guide.diff.recording import announcements
from evidence_guide.diff.typos import is_typo
from evidence_guide.model import Claim
from evidence_guide.model.meaning import meanings
from evidence_guide.view.citation_lists import locked

CLAIMS, STEPS, FINDINGS, LOCK = (
    "evidence/claims/sleep.yml",
    "evidence/stages/evening.yml",
    "evidence/findings/doe2020.yml",
    "evidence/evidence.lock",
)
Edit = tuple[str, str, str]


@pytest.fixture
def told(tea: Guide, folder: Folder) -> Callable[..., list[Difference]]:
    """The differences after texts of the sample guide are replaced."""
    return lambda *edits: diff(tea, edited(folder, *edits))


def edited(folder: Folder, *edits: Edit) -> Guide:
    files: dict[str, str | None] = {}
    for name, old, new in edits:
        before = files.get(name) or (TEA / name).read_text("utf-8")
        assert old in before
        files[name] = before.replace(old, new, 1)
    return load(folder(files), TODAY)


def only(found: list[Difference], what: DifferenceKind) -> Difference:
    (one,) = [difference for difference in found if difference.what is what]
    return one


def test_a_guide_does_not_differ_from_itself(tea: Guide) -> None:
    assert diff(tea, load(TEA, TODAY)) == []


def test_certainty_goes_down_with_its_reasons(told: Callable[..., list[Difference]]) -> None:
    one = only(
        told(
            (
                CLAIMS,
                "down: {indirectness: All of them were students.}",
                "down: {indirectness: All of them were young., imprecision: Few woke.}",
            )
        ),
        DifferenceKind.CERTAINTY_DOWN,
    )
    assert (one.part, one.id, one.before, one.after) == (
        PartKind.CLAIM,
        "sleep-wake",
        "moderate",
        "low",
    )
    assert one.why == (
        "rated down for indirectness: All of them were young. (before: All of them were students.)",
        "rated down for imprecision: Few woke.",
    )
    assert one.place.startswith("evidence/claims/sleep.yml:")


def test_certainty_goes_up_where_a_reason_no_longer_counts(
    told: Callable[..., list[Difference]],
) -> None:
    one = only(
        told((CLAIMS, "\n      down: {indirectness: All of them were students.}", "")),
        DifferenceKind.CERTAINTY_UP,
    )
    assert (one.before, one.after, one.why) == (
        "moderate",
        "high",
        ("no longer rated down for indirectness (All of them were students.)",),
    )


def test_other_reasons_for_the_same_certainty_are_a_kind_of_their_own(
    told: Callable[..., list[Difference]],
) -> None:
    (one,) = told((CLAIMS, "All of them were students.", "None of them was old."))
    assert (one.what, one.field, one.after) == (
        DifferenceKind.CERTAINTY,
        "certainty.down.indirectness",
        "None of them was old.",
    )


def test_a_removed_claim_names_its_replacement_and_a_new_one_its_certainty(
    told: Callable[..., list[Difference]],
) -> None:
    retired = (
        "\n  - {id: sleep-deeper, was: claim, on: 2026-01-09, because: It was told twice.,"
        " replaced_by: sleep-deep}"
    )
    text = (TEA / "evidence/retired.yml").read_text("utf-8")
    found = told(
        (CLAIMS, "- id: sleep-deeper", "- id: sleep-deep"),
        ("evidence/retired.yml", text, text.rstrip() + retired + "\n"),
    )
    gone, come = only(found, DifferenceKind.REMOVED), only(found, DifferenceKind.ADDED)
    assert (gone.id, gone.before, gone.why) == (
        "sleep-deeper",
        "Drinking more tea may be linked to deeper sleep.",
        ("It was told twice.", "replaced by sleep-deep"),
    )
    assert (come.id, come.why) == ("sleep-deep", ("low certainty",))


def test_a_changed_figure_shows_both_values_and_voids_the_proof(
    told: Callable[..., list[Difference]],
) -> None:
    found = told((FINDINGS, '"12 minutes"', '"14 minutes"'), (FINDINGS, "value: -12", "value: -14"))
    assert [(d.what, d.field, d.before, d.after) for d in found] == [
        (DifferenceKind.NUMBERS, "effect.value", "-12", "-14"),
        (DifferenceKind.NUMBERS, "figures", "12 minutes", "14 minutes"),
        (DifferenceKind.PROOF_LOST, "proof", "proved (by hand)", "voided by an edit"),
    ]


def test_changed_numbers_come_before_everything_else(
    told: Callable[..., list[Difference]],
) -> None:
    retracted = '"doe2020": {"state": "retracted", "reason": "Made-up data"'
    found = told(
        (LOCK, '"doe2020": {"state": "ok"', retracted),
        (CLAIMS, "start: high", "start: low"),
        (CLAIMS, "by 12 minutes, although", "by 13 minutes, although"),
        (STEPS, "You have not slept", "You slept too little"),
    )
    assert [(d.what, d.id, d.field) for d in found][:3] == [
        (DifferenceKind.NUMBERS, "sleep-faster", "says"),
        (DifferenceKind.STANDING, "doe2020", ""),
        (DifferenceKind.CERTAINTY_DOWN, "sleep-faster", "certainty"),
    ]
    assert as_text(Comparison(base="a", head="b", changes=tuple(found))).splitlines()[2] == (
        "# Changed numbers"
    )


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Act at 200 Bq/m³.", "Act at 300 Bq/m³.", True),
        ("Act at 200 Bq/m³.", "Act at 200 pCi/L.", True),
        ("Take at most 5 mg.", "Take at least 5 mg.", True),
        ("Tea may help.", "Tea may help 3 people.", True),
        ("3 of 10 slept, and 4 did not.", "3 of 10 slept.", True),
        ("4 micrograms a day", "4 micrograms a week", True),
        ("Take three cups.", "Have 3 cups.", False),
        ("Between 3 and 5 of them.", "In between 3 and 5 of all.", False),
        ("Tea helps. [@roe2021-sleep]", "Tea helps. [@roe2020-sleep]", False),
        ("5 cups of tea, 3 of milk", "3 cups of tea, 5 of milk", True),
    ],
)
def test_a_number_has_changed_if_its_value_unit_or_comparison_has(
    before: str, after: str, changed: bool
) -> None:
    assert state_other_numbers(before, after) is changed


def test_a_proof_is_won_when_a_receipt_comes(folder: Folder, tea: Guide) -> None:
    lock = json.loads((TEA / LOCK).read_text("utf-8"))
    del lock["receipts"]["doe2020-sleep"]
    one = only(diff(load(folder({LOCK: json.dumps(lock)}), TODAY), tea), DifferenceKind.PROOF_WON)
    assert (one.id, one.before, one.after) == ("doe2020-sleep", "not looked up", "proved (by hand)")


def test_a_retracted_source_comes_first(told: Callable[..., list[Difference]]) -> None:
    found = told(
        (
            LOCK,
            '"doe2020": {"state": "ok"',
            '"doe2020": {"state": "retracted", "reason": "Made-up data"',
        ),
        (CLAIMS, "start: high", "start: low"),
    )
    assert (found[0].what, found[0].id, found[0].before, found[0].after, found[0].why) == (
        DifferenceKind.STANDING,
        "doe2020",
        "ok",
        "retracted",
        ("Made-up data",),
    )
    assert only(found, DifferenceKind.CERTAINTY_DOWN).why[0] == "starts at low, before at high"


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "part", "field", "after"),
    [
        (
            STEPS,
            "do: Drink a cup",
            "do: Drink two cups",
            DifferenceKind.NUMBERS,
            PartKind.STEP,
            "do",
            "Drink two cups of tea in the evening.",
        ),
        (
            STEPS,
            "for: [night-worker]",
            "for: everyone",
            DifferenceKind.ADVICE,
            PartKind.STEP,
            "for",
            "everyone",
        ),
        (
            STEPS,
            "strength: conditional",
            "strength: strong",
            DifferenceKind.ADVICE,
            PartKind.STEP,
            "strength",
            "strong",
        ),
        (
            STEPS,
            "You have not slept",
            "You slept too little",
            DifferenceKind.ADVICE,
            PartKind.STAGE,
            "urgent",
            "You slept too little for many nights. [@sleep-cup] (how_soon: soon)",
        ),
        (
            STEPS,
            "You may fall asleep sooner.",
            "You may fall asleep later.",
            DifferenceKind.REWORDED,
            PartKind.STEP,
            "decision.benefits",
            "You may fall asleep later. [@sleep-faster]",
        ),
        (
            CLAIMS,
            "disputed_by: [poe2019-sleep]",
            "disputed_by: []",
            DifferenceKind.SUPPORT,
            PartKind.CLAIM,
            "disputed_by",
            "",
        ),
        (
            CLAIMS,
            "rests_on: [doe2020-sleep, roe",
            "rests_on: [doe2020-sleep, poe2019-sleep, roe",
            DifferenceKind.SUPPORT,
            PartKind.CLAIM,
            "rests_on",
            "poe2019-sleep",
        ),
        (
            CLAIMS,
            "review_by: 2099-01-01",
            "review_by: 2098-01-01",
            DifferenceKind.DETAIL,
            PartKind.TOPIC,
            "review_by",
            "2098-01-01",
        ),
        (
            "evidence/tables/cups.yml",
            '"200"',
            '"250"',
            DifferenceKind.NUMBERS,
            PartKind.ROW,
            "cells.cups",
            "250",
        ),
        (
            "evidence/tables/cups.yml",
            "Cups that the board names.",
            "Cups of the board.",
            DifferenceKind.REWORDED,
            PartKind.TABLE,
            "caption",
            "Cups of the board.",
        ),
        (
            "evidence/terms.yml",
            "says: A cup holds 200 mL.",
            "says: A mug holds 200 mL.",
            DifferenceKind.REWORDED,
            PartKind.TERM,
            "says",
            "A mug holds 200 mL.",
        ),
        (
            "evidence/popular-claims.yml",
            "not supported",
            "supported",
            DifferenceKind.VERDICT,
            PartKind.POPULAR_CLAIM,
            "verdict",
            "supported",
        ),
        (
            "evidence/sources.bib",
            "Who drinks tea",
            "Who drinks coffee",
            DifferenceKind.DETAIL,
            PartKind.SOURCE,
            "title",
            "Who drinks coffee",
        ),
        (
            "evidence/guide.yml",
            "sentence_words: 25",
            "sentence_words: 20",
            DifferenceKind.DETAIL,
            PartKind.GUIDE,
            "policy.sentence_words",
            "20",
        ),
        (
            FINDINGS,
            "population: Adults in",
            "population: Children in",
            DifferenceKind.DETAIL,
            PartKind.STUDY,
            "study.population",
            "Children in Exampleton",
        ),
    ],
)
def test_each_part_has_its_changed_field_and_new_text(
    file: str,
    old: str,
    new: str,
    what: DifferenceKind,
    part: PartKind,
    field: str,
    after: str,
    told: Callable[..., Any],
) -> None:
    (one,) = told((file, old, new))
    assert (one.what, one.part, one.field, one.after) == (what, part, field, after)


def altered(value: Any) -> Iterator[Any]:
    """The value with one thing in it otherwise, in every way."""
    if isinstance(value, BaseModel):
        yield from (
            value.model_copy(update={name: other})
            for name, part in value
            for other in altered(part)
        )
    elif isinstance(value, tuple):
        yield from (
            (*value[:n], other, *value[n + 1 :])
            for n, part in enumerate(value)
            for other in (*altered(part), part)
            if other != part
        )
        yield from (value[:n] + value[n + 1 :] for n in range(len(value)))
    elif isinstance(value, dict):
        yield from ({**value, key: other} for key, part in value.items() for other in altered(part))
    elif isinstance(value, str):
        yield f"{value}x"
    elif isinstance(value, Decimal | int):
        yield value + 1


def parts_of_their_own(item: Any) -> dict[str, Any]:
    """An item without its parts that are items themselves, and without its certainty."""
    apart = {name for name, meaning in meanings(type(item)).items() if meaning.items}
    apart |= {"certainty"} if isinstance(item, Claim) else set()
    return {name: value for name, value in item if name not in apart}


def test_nothing_that_a_person_may_write_is_overlooked(tea: Guide) -> None:
    tried = 0
    for entry in (
        entry
        for entry in tea.entries
        if type(entry.item) in PARTS and isinstance(entry.item, BaseModel)
    ):
        for item in altered(entry.item):
            if parts_of_their_own(item) != parts_of_their_own(entry.item):
                tried += 1
                assert text_fields(dataclasses.replace(entry, item=item)) != text_fields(entry), (
                    item
                )
    assert tried > 500


def test_a_sentence_inserted_between_others_is_the_only_difference(
    told: Callable[..., list[Difference]],
) -> None:
    (one,) = told(
        (
            STEPS,
            "      - {says: A cup holds",
            "      - {says: Boil water., because: [sleep-cup]}\n      - {says: A cup holds",
        )
    )
    assert (one.field, one.before, one.after) == ("how", "", "Boil water. [@sleep-cup]")


SLIPS = [
    ("Tea may help you fall asleep", "Tea may help you fall asleep."),
    ("tea may help you fall asleep.", "Tea may help you fall asleep."),
    ("Tea may help you, fall asleep; soon.", "Tea may help you fall asleep – soon."),
    ("Many poeple slept.", "Many people slept."),
    ("It helps you recieve more sleep.", "It helps you receive more sleep."),
    ("It occured at night.", "It occurred at night."),
]
NO_SLIPS = [
    ("Tea helps.", "Tea may help."),
    ("Tea may help.", "Tea might help."),
    ("It is safe.", "It is not safe."),
    ("It is now safe.", "It is not safe."),
    ("Take 2.5 mg.", "Take 25 mg."),
    ("Take 5 mg.", "Take 5 kg."),
    ("Take 5 mg.", "Take 5 µg."),
    ("Below -5 it froze.", "Below 5 it froze."),
    ("Under < 5 cups.", "Under > 5 cups."),
    ("Two cups.", "Ten cups."),
    ("It raises sleep.", "It lowers sleep."),
    ("A fatal sign.", "A fetal sign."),
    ("A casual link.", "A causal link."),
    ("Eat desert.", "Eat dessert."),
    ("Add nitrite.", "Add nitrate."),
    ("People can't sleep.", "People can sleep."),
    ("It probaly helps.", "It probably helps."),
    ("See [this](https://example.org/a).", "See [this](https://example.org/b)."),
    ("Boil water. [@sleep-cup]", "Boil water. [@sleep-cups]"),
    ("The mother slept.", "The other slept."),
    ("Tell us.", "Tell US."),
    ("", "New."),
]


@pytest.mark.parametrize(("before", "after"), SLIPS)
def test_a_slip_of_the_pen_is_one(before: str, after: str) -> None:
    assert is_typo(before, after)


@pytest.mark.parametrize(("before", "after"), NO_SLIPS)
def test_a_possible_change_of_meaning_is_not_a_typo(before: str, after: str) -> None:
    assert not is_typo(before, after)
    assert not is_typo(after, before)


@given(
    st.text(alphabet="ab Not maynowt.,1 -<2", max_size=30),
    st.text(alphabet="ab Not maynowt.,1 -<2", max_size=30),
)
def test_no_slip_changes_a_digit(before: str, after: str) -> None:
    assert not is_typo(before, after) or re.findall(r"\d", before) == re.findall(r"\d", after)


def test_a_word_that_the_guide_uses_elsewhere_is_not_misspelt() -> None:
    assert is_typo("Much roibos.", "Much rooibos.", {"rooibos"})
    assert not is_typo("Much roibos.", "Much rooibos.", {"rooibos", "roibos"})
    assert not is_typo("Much roibos.", "Much rooibos.")


def test_slips_come_last_and_are_counted_apart(told: Callable[..., list[Difference]]) -> None:
    found = told(
        (CLAIMS, "says: A cup holds", "says: A cup, holds"),
        (CLAIMS, "may be linked", "might be linked"),
    )
    assert [d.what for d in found] == [DifferenceKind.REWORDED, DifferenceKind.TYPO]
    assert as_text(Comparison(base="a", head="b", changes=tuple(found))).startswith(
        "1 change in the evidence, and 1 of spelling and punctuation only. a to b.\n"
    )


HOSTILE = "Drink ``` <img src=x onerror=alert(1)> @everyone [x](javascript:1) \u202e & *tea*."


def test_evidence_is_only_text_in_markdown() -> None:
    one = Difference(
        what=DifferenceKind.ADVICE,
        part=PartKind.STEP,
        id="drink-tea",
        name=HOSTILE,
        field="do",
        before=HOSTILE,
        after="````",
        why=(HOSTILE,),
    )
    tokens = MarkdownIt("commonmark").parse(
        as_markdown(Comparison(base=HOSTILE, head="b", changes=(one,)))
    )
    kinds = {child.type for token in tokens for child in token.children or ()} | {
        token.type for token in tokens
    }
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "em_open", "code_inline"}
    (fenced,) = [token.content for token in tokens if token.type == "fence"]
    assert fenced == f"- {HOSTILE.replace(chr(0x202E), ' ')}\n+ ````\n"


def test_a_line_of_text_stays_one_line() -> None:
    one = Difference(
        what=DifferenceKind.ADVICE,
        part=PartKind.STEP,
        id="drink-tea",
        before="a\nb\x1b[31m",
        after="c",
    )
    assert "\n- a b [31m\n+ c\n" in as_text(Comparison(base="a", head="b", changes=(one,)))


# Through git


@pytest.fixture
def repository(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample guide in a folder of a repository, released as v1.0.0."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in (
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ):
        monkeypatch.setenv(name, "a@example.org")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768900000")
    where = folder()
    git(where.parent, "init", "--quiet")
    commit(where, "One")
    git(where, "tag", "v1.0.0")
    return where


def git(where: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=where, check=True, capture_output=True, timeout=60)  # noqa: S607


def commit(where: Path, name: str) -> None:
    git(where, "add", "--all", ".")
    git(where, "commit", "--quiet", "--message", name)


def replace(where: Path, file: str, old: str, new: str) -> None:
    path = where / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def command(where: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main, ["--folder", str(where), "diff", *words], catch_exceptions=False
    )


def test_the_files_are_compared_with_the_last_release_and_left_alone(repository: Path) -> None:
    assert (
        command(repository).stdout
        == "Nothing changed in the evidence. v1.0.0 to the working tree.\n"
    )
    replace(repository, STEPS, "Drink a cup", "Drink two cups")
    (repository / "evidence/claims/draft.yml~").write_text("mine", "utf-8")
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    done = command(repository)
    assert done.exit_code == 0
    assert (
        "- Drink a cup of tea in the evening.\n+ Drink two cups of tea in the evening.\n"
        in done.stdout
    )
    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


def test_two_commits_are_compared_whatever_the_files_say(repository: Path) -> None:
    replace(repository, STEPS, "Drink a cup", "Drink two cups")
    commit(repository, "Two")
    (repository / STEPS).write_text("steps: {", "utf-8")
    assert (
        "1 change in the evidence. v1.0.0 to HEAD.\n"
        in command(repository, "v1.0.0", "HEAD").stdout
    )
    assert (
        "1 change in the evidence. HEAD to v1.0.0.\n"
        in command(repository, "HEAD", "v1.0.0").stdout
    )


def test_json_holds_the_fields_that_the_documentation_names(repository: Path) -> None:
    replace(repository, STEPS, "Drink a cup", "Drink two cups")
    found = json.loads(command(repository, "HEAD", "--format", "json").stdout)
    assert (found["base"], found["head"]) == ("HEAD", "the working tree")
    (one,) = found["changes"]
    assert (one["what"], one["part"], one["id"], one["field"]) == (
        "changed numbers",
        "step",
        "drink-tea",
        "do",
    )
    page = (ROOT / "docs/diff.md").read_text("utf-8")
    assert [name for name in (*found, *one) if f"| `{name}` |" not in page] == []
    assert [what for what in DifferenceKind if f"`{what}`" not in page] == []


def refusal(where: Path, *words: str) -> str:
    done = command(where, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("evidence-guide: ").strip()


def test_a_failed_comparison_is_one_sentence_and_exit_2(repository: Path) -> None:
    assert (
        refusal(repository, "nowhere")
        == "no commit is called nowhere; `git log --oneline` lists them"
    )
    assert (
        refusal(repository, "--", "--upload-pack=x")
        == "no commit is called --upload-pack=x; `git log --oneline` lists them"
    )
    replace(repository, STEPS, "steps:", "stepps:")
    assert refusal(repository, "HEAD").startswith(
        "the evidence of the working tree cannot be read: evidence/stages/evening.yml:2:1:"
        " `steps` is missing (2 complaints in all)"
    )
    commit(repository, "Broken")
    git(repository, "checkout", "--quiet", "HEAD~1", "--", ".")
    assert refusal(repository, "HEAD").startswith(
        "the evidence of commit HEAD cannot be read: evidence/stages/evening.yml:2:1:"
        " `steps` is missing"
    )


def test_a_state_with_former_names_and_fields_that_are_gone_is_compared(
    repository: Path,
) -> None:
    replace(repository, "evidence/guide.yml", "experts: {usually: your", "clinicians: {usually: my")
    replace(repository, CLAIMS, "    kind: effect", "    colour: blue\n    kind: effect")
    commit(repository, "Long ago")
    replace(repository, "evidence/guide.yml", "clinicians: {usually: my", "experts: {usually: your")
    replace(repository, CLAIMS, "    colour: blue\n", "")
    found = json.loads(command(repository, "HEAD", "--format", "json").stdout)
    assert [(one["field"], one["before"], one["after"]) for one in found["changes"]] == [
        ("experts.usually", "my doctor or pharmacist", "your doctor or pharmacist")
    ]


def test_a_former_name_is_reported_with_the_present_one(folder: Folder) -> None:
    guide = edited(folder, ("evidence/guide.yml", "experts:", "clinicians:"))
    assert [(one.message, one.hint) for one in guide.trouble] == [
        ("unknown field `clinicians`", "it is called `experts` now")
    ]


def test_a_commit_without_evidence_says_so(repository: Path) -> None:
    git(repository, "rm", "-r", "--quiet", "--cached", "evidence")
    git(repository, "commit", "--quiet", "--message", "Gone")
    assert (
        refusal(repository, "HEAD")
        == "commit HEAD has no evidence/ in this folder; name a later one"
    )


def test_without_a_release_a_commit_must_be_named(repository: Path) -> None:
    git(repository, "tag", "--delete", "v1.0.0")
    assert refusal(repository).startswith(
        "no release is tagged `v*` here; name the commit to compare with"
    )


def test_a_folder_outside_git_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(folder() / "none"))
    assert "is not in a git repository that can be read" in refusal(TEA, "HEAD")


def test_without_git_installed_it_says_so(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert refusal(repository, "HEAD").startswith("git is not installed")


def test_a_shallow_clone_says_how_to_get_the_commit(repository: Path, tmp_path: Path) -> None:
    replace(repository, STEPS, "Drink a cup", "Drink two cups")
    commit(repository, "Two")
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.parent.as_uri(), "clone")
    assert refusal(tmp_path / "clone/guide", "HEAD~1").startswith(
        "commit HEAD~1 is not in this shallow clone; run `git fetch --unshallow`"
    )


def test_a_link_in_an_old_commit_leads_nowhere(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("terms: []", "utf-8")
    (repository / "evidence/terms.yml").unlink()
    (repository / "evidence/terms.yml").symlink_to(tmp_path / "secret.yml")
    commit(repository, "Link")
    found = command(repository, "v1.0.0", "HEAD").stdout
    assert "Term term-cup" in found.partition("# Removed")[2]


@pytest.mark.parametrize(
    "attribute", ["export-ignore", "export-subst", "working-tree-encoding=UTF-16"]
)
def test_attributes_of_files_hide_no_evidence(attribute: str, repository: Path) -> None:
    (repository / ".gitattributes").write_text(f"evidence/claims/* {attribute}\n", "utf-8")
    git(
        repository,
        "update-index",
        "--add",
        "--cacheinfo",
        f"100644,{stored(repository)},guide/.gitattributes",
    )
    git(repository, "commit", "--quiet", "--message", "Attributes")
    found = command(repository, "HEAD", "v1.0.0")
    assert found.stdout == "Nothing changed in the evidence. HEAD to v1.0.0.\n"


def stored(repository: Path) -> str:
    """The id under which git keeps the attributes."""
    words = ["git", "hash-object", "-w", "--no-filters", ".gitattributes"]
    done = subprocess.run(words, cwd=repository, check=True, capture_output=True, timeout=60)
    return done.stdout.decode().strip()


def test_a_commit_that_git_cannot_read_is_one_sentence_and_exit_2(repository: Path) -> None:
    words = ["git", "rev-parse", f"HEAD:./{CLAIMS}"]
    done = subprocess.run(words, cwd=repository, check=True, capture_output=True, timeout=60)
    id = done.stdout.decode().strip()
    (repository.parent / ".git/objects" / id[:2] / id[2:]).unlink()
    assert refusal(repository, "HEAD") == "commit HEAD is broken; `git fsck` says where"


def test_a_commit_with_too_much_evidence_is_one_sentence_and_exit_2(repository: Path) -> None:
    (repository / "evidence/large.txt").write_bytes(bytes(commits.MOST_BYTES))
    commit(repository, "Large")
    (repository / "evidence/large.txt").unlink()
    assert refusal(repository, "HEAD") == "the evidence of commit HEAD is larger than 64 MiB"


# Announcements


def test_announcements_are_drafted_once_with_the_reasons_in_the_evidence(
    repository: Path,
) -> None:
    replace(
        repository,
        CLAIMS,
        "{indirectness: All of them were students.}",
        "{indirectness: All of them were students., imprecision: Few people woke.}",
    )
    replace(repository, STEPS, "for: [night-worker]", "for: [day-worker]")
    replace(repository, CLAIMS, "says: A cup holds", "says: A cup, holds")
    old = (repository / "evidence/changes.yml").read_text("utf-8")
    assert "2 lines drafted" in command(repository, "--record").stdout
    new = (repository / "evidence/changes.yml").read_text("utf-8")
    drafts = """  - id: change-2026-01-10-sleep-wake
    on: 2026-01-10
    says: "We are less sure of this than before."
    because: "TODO: Few people woke."
    about: [sleep-wake]
  - id: change-2026-01-10-avoid-coffee
    on: 2026-01-10
    says: "This step is for other people than before."
    because: "TODO: say why."
    about: [avoid-coffee]
    for: [day-worker]
"""
    head, rest = old.split("changes:\n")
    assert new == f"{head}changes:\n{drafts}{rest}"
    assert command(repository, "--record").stdout == "no more changes to announce\n"
    assert {
        d.rule for d in check(load(repository, TODAY)) if d.place.path == "evidence/changes.yml"
    } == {"draft-is-finished"}


def test_a_guide_without_changes_gets_its_first_file(repository: Path) -> None:
    (repository / "evidence/changes.yml").unlink()
    commit(repository, "None")
    replace(repository, STEPS, "Drink a cup", "Drink two cups")
    command(repository, "HEAD", "--record")
    guide = load(repository, TODAY)
    assert not guide.trouble
    assert [(id, change.item.whom) for id, change in guide.changes.items()] == [
        ("change-2026-01-10-drink-tea", "everyone")
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            (
                "changes:\n- id: old-one\n  on: 2026-01-05\n  says: We changed.\n"
                "  because: It was wrong.\n"
            ),
            "1 line drafted",
        ),
        (
            "changes: [{id: old-one, on: 2026-01-05, says: We changed., because: It was wrong.}]\n",
            "the drafts cannot be inserted into evidence/changes.yml",
        ),
        ("changes: []\n", "1 line drafted"),
    ],
)
def test_however_the_file_is_written_nothing_in_it_is_lost(
    written: str, told: str, repository: Path
) -> None:
    path = repository / "evidence/changes.yml"
    path.write_text(written, "utf-8")
    commit(repository, "Written")
    replace(repository, STEPS, "Drink a cup", "Drink two cups")
    assert told in command(repository, "HEAD", "--record").output
    changes = load(repository, TODAY).changes
    assert ("old-one" in changes) == ("old-one" in written)
    assert len(changes) == written.count("old-one") + ("1 line drafted" in told)


def test_lines_are_not_written_for_another_commit_than_the_files(repository: Path) -> None:
    assert (
        refusal(repository, "v1.0.0", "HEAD", "--record")
        == "`--record` writes into the files as they are; leave HEAD out"
    )


def test_a_line_that_is_there_already_is_not_drafted(tea: Guide, folder: Folder) -> None:
    assert list(announcements(tea, edited(folder, UNTOLD, LINE))) == []


UNTOLD = (STEPS, "Drink a cup", "Drink two cups")
LINE = (
    "evidence/changes.yml",
    "changes:\n",
    (
        "changes:\n  - {id: change-cups, on: 2026-01-10, says: Drink more., because: We "
        "learned more.,"
        " about: [drink-tea]}\n"
    ),
)


def unannounced(guide: Guide) -> list[str]:
    return [d.message for d in check(guide) if d.rule == "change-is-told"]


def test_a_changed_step_or_certainty_must_be_announced(folder: Folder) -> None:
    guide = edited(
        folder, UNTOLD, (CLAIMS, "\n      down: {indirectness: All of them were students.}", "")
    )
    assert unannounced(guide) == [
        "the certainty of `sleep-wake` has changed since readers last heard of it",
        "the step `drink-tea` has changed since readers last heard of it",
    ]


def test_accepting_the_words_does_not_announce_the_change(folder: Folder) -> None:
    guide = edited(folder, UNTOLD)
    (guide.folder / LOCK).write_text(locked(guide).text(), "utf-8")
    assert unannounced(load(guide.folder, TODAY)) == [
        "the step `drink-tea` has changed since readers last heard of it"
    ]


def test_a_new_line_pays_it_and_the_next_change_owes_another(folder: Folder) -> None:
    guide = edited(folder, UNTOLD, LINE)
    assert unannounced(guide) == []
    (guide.folder / LOCK).write_text(locked(guide).text(), "utf-8")
    replace(guide.folder, STEPS, "Drink two cups", "Drink three cups")
    assert unannounced(load(guide.folder, TODAY)) == [
        "the step `drink-tea` has changed since readers last heard of it"
    ]


def test_a_new_step_must_be_announced_too_and_a_new_claim_need_not(folder: Folder) -> None:
    guide = edited(
        folder,
        (STEPS, "- id: avoid-coffee", "- id: leave-coffee"),
        (CLAIMS, "- id: sleep-deeper", "- id: sleep-deep"),
    )
    assert unannounced(guide) == [
        "the step `leave-coffee` has changed since readers last heard of it"
    ]


def test_a_change_that_no_reader_need_hear_of_is_accepted_by_name(folder: Folder) -> None:
    where = edited(folder, UNTOLD).folder
    done = CliRunner().invoke(main, ["--folder", str(where), "lock", "--known", "drink-tea"])
    assert done.exit_code == 0
    assert unannounced(load(where, TODAY)) == []
    refused = CliRunner().invoke(main, ["--folder", str(where), "lock", "--known", "drink-te"])
    assert (refused.exit_code, refused.stderr) == (
        2,
        "evidence-guide: no step or claim is called `drink-te`\n",
    )


def test_a_lock_from_before_owes_nothing(folder: Folder) -> None:
    lock = {
        key: value
        for key, value in json.loads((TEA / LOCK).read_text("utf-8")).items()
        if key != "told"
    }
    guide = load(folder({LOCK: json.dumps(lock)}), TODAY)
    assert unannounced(guide) == []
    assert locked(guide).text() == (TEA / LOCK).read_text("utf-8")
