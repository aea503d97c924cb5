"""`explain`: a claim as a tree from the steps that rest on it down to how its sources were read."""

import pytest
from tests.conftest import TEA, Folder, call

CLAIM = """\
sleep-faster evidence/claims/sleep.yml:12:5
Tea may shorten the time to sleep by 12 minutes, although one trial found 9 minutes more.
in plain words: Tea may help you fall asleep.
effect
├── what rests on it
│   ├── sleep evidence/claims/sleep.yml:2:1
│   │   Tea may help you fall asleep.
│   ├── drink-tea evidence/stages/evening.yml:8:5
│   │   Drink a cup of tea in the evening.
│   ├── tea-or-water evidence/stages/evening.yml:35:5
│   │   You may fall asleep sooner.
│   └── heard-tea-wakes evidence/popular-claims.yml:4:5
│       Tea keeps you awake
├── low certainty, from high
│   ├── down by one level for inconsistency: The trials point in opposite ways.
│   └── down by one level for imprecision: Two small trials.
├── Read again on 12 January 2026 by a reader who had not written these claims: corrected. It names the trial that found the opposite. https://doi.org/10.1000/doe.2020 https://pubmed.ncbi.nlm.nih.gov/2000001/
├── doe2020-sleep evidence/findings/doe2020.yml:14:5
│   People who drank tea fell asleep 12 minutes sooner.
│   ├── Abstract, Results: Participants given tea … sooner than others.
│   ├── figures: 12 minutes | -20, -4 | 120
"""


def test_a_claim_is_a_tree_from_what_rests_on_it_to_how_its_sources_were_read() -> None:
    code, out, _ = call("explain", "sleep-faster", folder=TEA)
    assert code == 0
    assert out.startswith(CLAIM)
    rest = out.removeprefix(CLAIM).splitlines()
    assert rest[0].startswith("│   ├── Passage and figures found in the source's ")
    assert rest[1:4] == [
        "│   ├── Compared with the source again by a second reader (2026-01-10).",
        "│   └── doe2020 evidence/sources.bib:1:1",
        "│       Doe 2020. Tea and sleep: a randomised trial https://doi.org/10.1000/doe.2020",
    ]
    assert rest[4].startswith("│       ├── No correction or retraction known (")
    assert rest[5:7] == [
        "│       ├── Randomised trial: Adults in Exampleton",
        "│       └── Read: abstract, at https://example.org/doe2020.",
    ]
    assert "└── points the other way: poe2019-sleep evidence/findings/poe2019.yml:12:5" in rest


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "drink-tea",
            [
                "follows: sleep-advice",
                "sleep-faster evidence/claims/sleep.yml",
                "Doe 2020. Tea and sleep",
            ],
        ),
        (
            "tea-or-water",
            [
                "at: drink-tea",
                "A cup of tea, benefits: You may fall asleep sooner.",
                "A glass of water, certainty: Nobody has studied it.",
                "sleep-gap evidence/claims/sleep.yml",
            ],
        ),
        (
            "doe2020-warm",
            [
                "what rests on it",
                "Tea raises the temperature of the skin by 0.2 degrees.",
                "Not seen again by a second reader",
                "Adults in Exampleton",
            ],
        ),
        (
            "doe2020",
            [
                "doe2020-sleep",
                "doe2020-warm",
                "sleep-faster",
                "Randomised trial: Adults in Exampleton",
                "Read: abstract",
            ],
        ),
        (
            "evening",
            [
                "In the evening",
                "drink-tea evidence/stages/evening.yml:8:5",
                "Do not drink coffee late.",
                "conditional against",
            ],
        ),
        (
            "sleep",
            [
                "key message: Tea may help you fall asleep.",
                "rests on: sleep-faster",
                "sleep-dreams evidence/claims/sleep.yml",
                "very low certainty",
            ],
        ),
        ("term-cup", ["Cup: A cup holds 200 mL.", "also called: mug", "teaboard2022-cup"]),
        ("sleep-gap", ["Our search on 15 January 2026. Where: PubMed."]),
    ],
)
def test_every_kind_shows_what_is_above_and_below_it(name: str, told: list[str]) -> None:
    code, out, _ = call("explain", name, folder=TEA)
    assert code == 0
    assert [words for words in told if words not in out] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sleep-fastre", "did you mean `sleep-faster`"),
        ("doe2021", "did you mean `roe2021` or `doe2020` or `poe2019`?"),
        ("DREAMS", "did you mean `sleep-dreams`?"),
        ("evenin", "`evening`"),
        ("xyzzy", "without a name, `explain` lists the rules"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_names(name: str, told: str) -> None:
    code, out, err = call("explain", name, folder=TEA)
    assert (code, out) == (2, "")
    assert err.startswith(
        "evidence-guide: no rule, stage, step, choice, topic, claim, finding, source or term is"
        f" called `{name}`; "
    )
    assert told in err


def test_a_guide_in_a_poor_state_is_explained_as_far_as_it_can_be_read(folder: Folder) -> None:
    where = folder({"evidence/findings/doe2020.yml": "source: [\n", "evidence/evidence.lock": None})
    code, out, _ = call("explain", "sleep-faster", folder=where)
    assert code == 0
    assert "low certainty" in out
    assert "doe2020-sleep: in no findings file that can be read" in out
    assert "Not yet looked up in the source's text." in out
