"""Every rule: silent on the sample guide, and complaining, where it should, about its own bad
example.
"""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import ROOT, TEA, TODAY, Folder, call, copy, errors

from evidence_guide import Guide, check, load
from evidence_guide.rules import Rule, ignored, rules
from evidence_guide.rules.rule import Finder
from evidence_guide.site import outputs

ELSEWHERE = frozenset(
    {
        "sound-yaml",
        "gap-has-search",
        "unique-id",
        "finding-is-used",
        "citation-lost",
        "lock-is-current",
    }
    | {
        "both-sides-are-shown",
        "ids-look-different",
        "receipt-fits",
        "receipt-has-finding",
        "finding-is-looked-up",
        "limit-is-answered",
        "passage-stands-in-source",
        "retracted-supports-nothing",
        "id-is-for-ever",
        "no-effect-is-not-told-as-one",
        "superseded-is-not-followed",
        "superseded-is-said",
    }
)
"""Rules whose complaint stands where the fix is due, not where the example changed the file."""
EVERY = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
CHECKED = pytest.mark.parametrize(
    "rule",
    [rule for rule in rules() if rule.finder is Finder.CHECK],
    ids=lambda rule: rule.id,
)


def test_the_sample_guide_is_sound(tea: Guide) -> None:
    assert check(tea) == []


@CHECKED
def test_a_bad_example_is_complained_about_at_its_place_with_a_fix(
    rule: Rule, folder: Folder
) -> None:
    """Programs and `check FILE` go by ids that a complaint is about, never by its words."""
    file, good, broken = rule.example
    path = TEA / file
    text = path.read_text("utf-8") if path.exists() else ""
    assert good in text
    guide = load(folder({file: text.replace(good, broken, 1)}), TODAY)
    told = check(guide)
    found = [d for d in told if d.rule == rule.id]
    assert found
    assert all(d.severity is rule.severity and d.message and d.hint for d in found)

    first = text[: text.index(good)].count("\n") + 1
    last = first + max(broken.count("\n"), good.count("\n"))
    in_file = [d for d in found if d.place.path == file]
    assert rule.id in ELSEWHERE or any(first - 1 <= d.place.line <= last for d in in_file)

    ids = {entry.id for entry in guide.entries}
    for one in told:
        named = ids.intersection(re.findall(r"`([^`]+)`", one.message))
        assert named <= {*one.about}, one


@EVERY
def test_every_rule_says_what_must_hold_and_why(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert rule.why.endswith(".")
    assert "\n" not in rule.sentence


def test_a_complaint_about_two_items_names_both(changed: Callable[..., Guide]) -> None:
    found = check(changed("evidence/claims/sleep.yml", "[poe2019-sleep]", "[]"))
    about = {d.rule: d.about for d in found}
    assert about["both-sides-are-shown"] == ("sleep-faster", "poe2019-sleep")
    assert about["citation-lost"] == ("sleep-faster", "poe2019-sleep")
    assert about["finding-is-used"] == ("poe2019-sleep",)


def test_every_id_that_the_program_complains_under_is_a_rule_with_a_page(tea: Guide) -> None:
    used = set(used_ids())
    assert {"fits-schema", "uncited-sentence", "internal-error", "sound-lock"} <= used
    assert used <= {rule.id for rule in rules()}
    pages = {output.uri: output.content for output in outputs(tea)}
    for rule in rules():
        assert f"{{#{rule.id}}}" in pages["rules.md"]
        explained = call("explain", rule.id, folder=TEA)[1]
        assert explained.startswith(f"{rule.id} (")
        assert "\nBad:\n" in explained


def used_ids() -> Iterator[str]:
    """The rule ids in the program's own text, wherever a diagnostic is made or asked for."""
    package = ROOT / "generator/evidence_guide"
    trees = [ast.parse(path.read_text("utf-8")) for path in package.rglob("*.py")]
    makers = {name: at for tree in trees for name, at in rule_parameters(tree)} | {"Diagnostic": 1}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            at = makers.get(getattr(node.func, "attr", getattr(node.func, "id", "")), -1)
            given = node.args[at] if 0 <= at < len(node.args) else None
            if isinstance(given, ast.Constant):
                yield given.value
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "RULE":
            assert isinstance(node.value, ast.Constant)
            yield node.value.value
        elif isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "rule":
            yield from (
                part.value
                for part in ast.walk(node.comparators[0])
                if isinstance(part, ast.Constant)
            )


def rule_parameters(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each function that takes a rule's id, and where among its arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            yield from ((node.name, at) for at, name in enumerate(names) if name == "rule")


def test_no_rule_is_lost_and_no_id_changes(snapshot: Callable[[str, str], None]) -> None:
    snapshot("".join(f"{rule.family} {rule.severity} {rule.id}\n" for rule in rules()), "rules.txt")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("evidence/claims/sleep.yml", "    kind: effect", "    knid: effect"),
        ("evidence/findings/doe2020.yml", "source: doe2020", "sauce: doe2020"),
        ("evidence/stages/evening.yml", "    do: Drink", "    doo: Drink"),
        ("evidence/tables/cups.yml", "title: Cups", "titel: Cups"),
    ],
)
def test_of_a_file_that_cannot_be_read_only_that_is_told(
    file: str, old: str, new: str, changed: Callable[..., Guide]
) -> None:
    found = check(changed(file, old, new))
    assert {(d.rule, d.place.path) for d in found} == {("fits-schema", file)}


def test_complaints_come_sorted_by_place_and_each_once(guide_of: Callable[..., Guide]) -> None:
    text = (
        (TEA / "evidence/claims/sleep.yml")
        .read_text("utf-8")
        .replace("rests_on: [roe2021-sleep]", "rests_on: [nobody]")
    )
    found = check(guide_of({"evidence/claims/sleep.yml": text}))
    assert found == sorted(set(found), key=lambda d: (d.place, d.rule, d.message))
    assert len([d for d in found if d.rule == "known-reference"]) == 2


def test_a_mistyped_id_is_answered_with_the_nearest_known_one(
    changed: Callable[..., Guide],
) -> None:
    found = check(
        changed(
            "evidence/claims/sleep.yml",
            "rests_on: [doe2020-sleep, roe2021-sleep]",
            "rests_on: [doe2020-slep, roe2021-sleep]",
        )
    )
    told = next(d for d in found if d.rule == "known-reference")
    assert str(told) == (
        "evidence/claims/sleep.yml:16:16: error known-reference: no finding is called "
        "`doe2020-slep`\n    did you mean `doe2020-sleep`?"
    )


COMMENT = (
    "    # guide: ignore[verb-fits-certainty] the trial's own words\n    plain: Tea helps you "
    "fall asleep."
)


def test_a_complaint_can_be_ignored_with_a_reason_and_is_still_counted(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(
        "evidence/claims/sleep.yml", "    plain: Tea may help you fall asleep.", COMMENT
    )
    assert errors(guide) == []
    assert [(i.diagnostic.rule, i.reason) for i in ignored(guide)] == [
        ("verb-fits-certainty", "the trial's own words")
    ]


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("# guide: ignore[verb-fits-certainty]", "no reason is given"),
        ("# guide: ignore[no-such-rule] because", "no rule is called `no-such-rule`"),
    ],
)
def test_an_ignore_comment_without_effect_is_itself_a_complaint(
    comment: str, told: str, changed: Callable[..., Guide]
) -> None:
    guide = changed(
        "evidence/claims/sleep.yml",
        "    plain: Tea may help you fall asleep.",
        f"    {comment}\n    plain: Tea helps you fall asleep.",
    )
    found = {d.rule: d.message for d in check(guide)}
    assert found["sound-ignore"] == told
    assert "verb-fits-certainty" in found


@pytest.mark.parametrize(
    "written",
    [
        '"Tea helps you fall asleep. # guide: ignore[verb-fits-certainty] it does"',
        "|-\n      # guide: ignore[verb-fits-certainty] it does\n      Tea helps you fall asleep.",
    ],
)
def test_a_text_that_looks_like_an_ignore_comment_ignores_nothing(
    written: str, changed: Callable[..., Guide]
) -> None:
    guide = changed(
        "evidence/claims/sleep.yml",
        "    plain: Tea may help you fall asleep.",
        f"    plain: {written}",
    )
    found = {d.rule for d in check(guide)}
    assert "verb-fits-certainty" in found
    assert "sound-ignore" not in found


def test_an_ignore_comment_where_nothing_is_wrong_is_a_complaint(
    changed: Callable[..., Guide],
) -> None:
    line = "    plain: Tea may help you fall asleep."
    guide = changed(
        "evidence/claims/sleep.yml",
        line,
        f"    # guide: ignore[verb-fits-certainty] once needed\n{line}",
    )
    assert [(d.rule, d.message) for d in check(guide)] == [
        ("sound-ignore", "nothing here breaks `verb-fits-certainty`")
    ]


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2098, 10, 1), None),
        (date(2098, 11, 15), "review-is-near"),
        (date(2099, 1, 1), "review-is-near"),
        (date(2099, 1, 2), "review-is-past"),
        (date(2099, 4, 1), "review-is-past"),
        (date(2099, 4, 2), "review-is-overdue"),
    ],
)
def test_reviews_are_warned_of_then_past_then_overdue(day: date, rule: str | None) -> None:
    assert {d.rule for d in check(load(TEA, day))} == ({rule} if rule else set())


def test_a_statement_may_lose_a_citation_only_on_purpose(changed: Callable[..., Guide]) -> None:
    guide = changed(
        "evidence/claims/sleep.yml",
        "rests_on: [doe2020-sleep, roe2021-sleep]",
        "rests_on: [doe2020-sleep]",
    )
    (lost,) = errors(guide)
    assert str(lost) == (
        "evidence/claims/sleep.yml:16:5: error citation-lost: `sleep-faster` no longer cites "
        "`roe2021-sleep` in `rests_on`\n"
        "    put it back, or run `evidence-guide lock` if it should go"
    )


def test_a_whole_claim_may_go_only_with_a_line_that_says_why(
    guide_of: Callable[..., Guide], tmp_path: Path
) -> None:
    text = (TEA / "evidence/claims/sleep.yml").read_text("utf-8")
    start, end = text.index("  - id: sleep-dreams"), text.index("  - id: sleep-advice")
    without = {
        "evidence/claims/sleep.yml": (text[:start] + text[end:]).replace("sleep-dreams, ", "")
    }
    assert [(d.rule, d.message) for d in check(guide_of(without))] == [
        ("id-is-for-ever", "`sleep-dreams` is gone")
    ]
    retired = (TEA / "evidence/retired.yml").read_text(
        "utf-8"
    ) + "  - {id: sleep-dreams, was: claim, on: 2026-01-19, because: Nobody asked.}\n"
    told = copy(tmp_path / "told", without | {"evidence/retired.yml": retired})
    assert check(load(told, TODAY)) == []


def test_strong_advice_may_name_its_grade_exception(changed: Callable[..., Guide]) -> None:
    old = "strength: conditional\n    follows: [sleep-advice]\n    why: [sleep-faster]"
    new = (
        "strength: strong\n    exception: Life-threatening\n    follows: []\n    why: "
        "[sleep-faster]"
    )
    assert "strong-needs-certainty" not in {
        d.rule for d in check(changed("evidence/stages/evening.yml", old, new))
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "evidence/guide.yml",
            "profiles:",
            "  - {id: mood, asks: How are you?}\nprofiles:",
            "no profile answers `mood`",
        ),
        (
            "evidence/guide.yml",
            "{id: day-worker,",
            "{id: night-worker,",
            "`night-worker` is a profile too",
        ),
        ("evidence/guide.yml", "{id: day-worker,", "{id: tea,", "`tea` is a row of countries too"),
        (
            "evidence/stages/evening.yml",
            "for: [night-worker]",
            "for: [night-worker]\n    during: [morning]",
            "no stage is called `morning`",
        ),
    ],
)
def test_every_answer_of_my_plan_leads_somewhere(
    file: str, old: str, new: str, told: str, changed: Callable[..., Guide]
) -> None:
    found = [d.message for d in errors(changed(file, old, new)) if d.rule != "known-profile"]
    assert found == [told]


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ("Tea | 12 minutes … sooner", "holds ` | `, which no source prints"),
        ("Participants given … sooner than the", "ends in mid-sentence, with `the`"),
        ("Participants given … exempt small-s", "ends in mid-sentence, with `small-s`"),
        ("Participants given … 12 minutes,", "ends in mid-sentence, with `minutes,`"),
        ("given tea fell … sooner than others.", "begins in mid-sentence, with `given`"),
    ],
)
def test_half_a_sentence_is_no_passage(
    passage: str, told: str, changed: Callable[..., Guide]
) -> None:
    old = "passage: Participants given tea … sooner than others."
    guide = changed("evidence/findings/doe2020.yml", old, f"passage: {passage}")
    found = [d.message for d in check(guide) if d.rule == "passage-is-whole-sentences"]
    assert found == [f"the passage {told}"]


def test_a_passage_may_end_in_a_vitamin_or_begin_with_a_name(
    changed: Callable[..., Guide],
) -> None:
    old = "passage: Participants given tea … sooner than others."
    new = "passage: mRNA of participants … rich in vitamin A"
    found = check(changed("evidence/findings/doe2020.yml", old, new))
    assert "passage-is-whole-sentences" not in {d.rule for d in found}
