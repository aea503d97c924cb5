"""Certainty is computed, effects know their side, and the schemas are written from the model."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import read_yaml
from evidence_guide.model import (
    Certainty,
    ClaimsFile,
    Down,
    Effect,
    EffectMeasure,
    Level,
    Reason,
    Table,
    Up,
)
from evidence_guide.model.schemas import schemas

REASONS = (
    st.none()
    | st.just("a reason")
    | st.builds(Reason, levels=st.integers(1, 3), because=st.just("a reason"))
)
DOWNS = st.builds(Down, **dict.fromkeys(Down.model_fields, REASONS))
UPS = st.builds(Up, **dict.fromkeys(Up.model_fields, REASONS))
STARTS = st.sampled_from([Level.HIGH, Level.LOW])
ORDER = list(Level)


@pytest.mark.parametrize(
    ("start", "down", "up", "level"),
    [
        ("high", {}, {}, Level.HIGH),
        ("high", {"imprecision": "few people"}, {}, Level.MODERATE),
        ("high", {"imprecision": "few people", "indirectness": "other people"}, {}, Level.LOW),
        ("high", {"risk_of_bias": Reason(levels=3, because="no blinding")}, {}, Level.VERY_LOW),
        ("low", {}, {"large_effect": "five times"}, Level.MODERATE),
        ("low", {}, {"large_effect": Reason(levels=2, because="ten times")}, Level.HIGH),
    ],
)
def test_the_level_follows_from_start_down_and_up(
    start: str, down: dict[str, object], up: dict[str, object], level: Level
) -> None:
    assert Certainty(start=start, down=Down(**down), up=Up(**up)).level is level


@given(STARTS, DOWNS, UPS)
def test_more_reasons_down_never_raise_the_level(start: Level, down: Down, up: Up) -> None:
    less = Certainty(start=start, down=Down(), up=up).level
    assert ORDER.index(Certainty(start=start, down=down, up=up).level) <= ORDER.index(less)


@pytest.mark.parametrize(
    ("measure", "low", "high", "sign"),
    [
        ("risk ratio", "1.01", "1.31", 1),
        ("risk ratio", "0.9", "1.31", 0),
        ("odds ratio", "0.5", "0.99", -1),
        ("mean difference", "-20", "-4", -1),
        ("percent difference", "1.91", "31.9", 1),
        ("percent difference", "-1.91", "31.9", 0),
    ],
)
def test_an_effect_knows_on_which_side_its_interval_lies(
    measure: str, low: str, high: str, sign: int
) -> None:
    effect = Effect(
        outcome="x",
        measure=EffectMeasure(measure),
        value=Decimal(low),
        low=Decimal(low),
        high=Decimal(high),
    )
    assert effect.sign == sign


def test_numbers_keep_their_digits() -> None:
    effect = Effect.model_validate(
        {"outcome": "x", "measure": "risk ratio", "value": "0.40", "low": "0.10", "high": "1.60"}
    )
    assert (str(effect.value), str(effect.low), str(effect.high)) == ("0.40", "0.10", "1.60")


def test_the_schemas_in_the_repository_are_current() -> None:
    for output in schemas():
        assert (ROOT / "evidence" / "schema" / output.uri).read_text("utf-8") == output.content, (
            "run `evidence-guide schema`"
        )


def test_the_schemas_describe_every_field_of_an_effect() -> None:
    schema = json.loads(next(s.content for s in schemas() if s.uri == "findings.json"))
    value = schema["$defs"]["Effect"]["properties"]["value"]
    assert (value["type"], value["description"]) == ("number", "The estimate, digits as printed.")
    assert schema["additionalProperties"] is False


KINDS = (
    "'effect', 'association', 'frequency', 'accuracy', 'threshold', 'reference value', "
    "'established fact', 'guidance' or "
    "'gap'"
)
HEAD = "title: T\nabout: A\nreview_by: 2030-01-01\nclaims:\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            HEAD + "  - id: a-claim\n    say: X\n    plain: X\n    kind: effect\n",
            [
                "c.yml:5:5: error fits-schema: `says` is missing\n    add a line `says:`",
                "c.yml:6:5: error fits-schema: unknown field `say`\n    did you mean `says`?",
            ],
        ),
        (
            HEAD + "  - id: A Claim\n    says: X\n    plain:\n    kind: efect\n",
            [
                (
                    "c.yml:5:5: error fits-schema: `A Claim` is not an id\n    use small "
                    "letters, digits and single dashes, such as `trial2024-first-result`"
                ),
                (
                    "c.yml:7:5: error fits-schema: `plain` is empty\n    write a value or remove "
                    "the line"
                ),
                (
                    "c.yml:8:5: error fits-schema: `efect` is not a word for `kind`\n    did you "
                    "mean `effect`? use "
                )
                + KINDS,
            ],
        ),
        (
            HEAD
            + (
                "  - id: a-claim\n    says: [X]\n    plain: X\n    kind: gap\n    rests_on: x\n"
                "    certainty: {start: high, down: {imprecision: [a]}}\n"
            ),
            [
                (
                    "c.yml:6:5: error fits-schema: `says`: expected text, found a list\n    "
                    "write one text; put it in quotes if it holds a colon"
                ),
                (
                    "c.yml:9:5: error fits-schema: `rests_on`: expected a list, found text\n"
                    "    write a list, such as `[first, second]`"
                ),
                (
                    "c.yml:10:37: error fits-schema: `imprecision`: expected a mapping, "
                    "found a list\n    write its fields below it, indented by two spaces"
                ),
            ],
        ),
        (
            "title: T\nabout: A\nreview_by: next year\nclaims: []\n",
            [
                (
                    "c.yml:3:1: error fits-schema: `review_by`: a date is written YYYY-MM-DD\n"
                    "    fix `next year`"
                ),
                (
                    "c.yml:4:1: error fits-schema: `claims`: the list is empty\n    write at "
                    "least one member"
                ),
            ],
        ),
        (
            "title: T\nabout: A\nreview_by: 1969-12-31\nclaims: []\n",
            [
                (
                    "c.yml:3:1: error fits-schema: `review_by`: no date in a guide is before 1970-01-01\n"
                    "    fix `1969-12-31`"
                ),
                (
                    "c.yml:4:1: error fits-schema: `claims`: the list is empty\n    write at "
                    "least one member"
                ),
            ],
        ),
        (
            "- a\n- b\n",
            [
                (
                    "c.yml:1:1: error fits-schema: `the file`: expected a mapping, found a "
                    "list\n    write its fields below it, indented by two spaces"
                )
            ],
        ),
    ],
)
def test_what_does_not_fit_is_told_in_words_with_a_fix(text: str, told: list[str]) -> None:
    model, trouble = parse(read_yaml(text, "c.yml"), ClaimsFile)
    assert model is None
    assert [str(d) for d in trouble] == told


def test_a_list_with_too_few_members_is_told_and_one_with_unfit_members_is_not_told_twice() -> None:
    column = "  - {id: drink, title: Drink}\n"
    unfit = "  - {id: cup, titel: Cup}\n"
    row = "rows: [{id: tea, cells: {drink: Tea}, rests_on: [a-b]}]\n"
    head = "id: cups\ntitle: Cups\ncaption: Cups.\nbecause: [sleep-cup]\nreview_by: 2099-01-01\n"
    for columns, told in ((column, "1 in the list, at least 2"), (column + unfit, "titel")):
        text = f"{head}columns:\n{columns}{row}"
        _, trouble = parse(read_yaml(text, "c.yml"), Table)
        assert trouble
        assert told in str(trouble[0]) + str(trouble[-1])
        assert ("at least 2" in " ".join(map(str, trouble))) == (columns == column)
