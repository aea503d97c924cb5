"""Answers of reviewers: taken in once, kept for ever, shown beside what they are about."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TEA, TODAY, Folder, call, copy

from evidence_guide import Guide, check, load, outputs
from evidence_guide.diagnostic import GuideError
from evidence_guide.diff import diff
from evidence_guide.guide.folder import REVIEWS
from evidence_guide.intake.saved_reviews import take_in
from evidence_guide.site.pages import stage_page
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.lock_update import update_lock
from evidence_guide.view.opinions import Reviewed, opinions, reviewed_by, reviewed_state
from evidence_guide.view.pages.opinions import reviews_part
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

LOCK, CLAIMS = "evidence/evidence.lock", "evidence/claims/sleep.yml"


def answers(guide: Guide, *found: dict[str, str], **more: str) -> dict[str, Any]:
    """What a kit saves, by a made-up reviewer."""
    known = {sentence.of: sentence.saw for sentence in sentences_to_judge(guide).values()}
    filled = [{"saw": known.get(one["of"], "0" * 16), **one} for one in found]
    return {
        "format": "evidence-guide-review-1",
        "guide": "Tea and sleep",
        "version": "1.0.0",
        "language": "en",
        "stage": "evening",
        "name": "Ada Brew",
        "role": "Physician, made up",
        "interests": "None.",
        "on": "2026-01-20",
        **more,
        "answers": filled,
    }


AGREE = {"of": "sleep-cup", "judgement": "agree"}
UNSAFE = {"of": "sleep-warm", "judgement": "unsafe", "comment": "Too hot."}


@pytest.fixture
def bare(folder: Folder) -> Path:
    """The sample guide without reviews, and with a lock that knows of none."""
    text = (TEA / LOCK).read_text("utf-8")
    return folder({REVIEWS: None, LOCK: text.partition(',\n  "reviews"')[0] + "\n}\n"})


def saved(place: Path, *found: dict[str, str], **more: str) -> Path:
    """A file of answers beside the guide."""
    path = place.parent / "answers.json"
    data = answers(load(place, TODAY), *found, **more)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return path


def test_answers_are_appended_and_the_lock_knows_them(bare: Path) -> None:
    file = saved(bare, AGREE, UNSAFE)
    assert call("review", str(file), folder=bare) == (
        0,
        "evidence/reviews.yml: added 2 answers by Ada Brew\n",
        "",
    )
    text = (bare / REVIEWS).read_text("utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=schema/reviews.json\nreviews:\n  - id: "
    )
    assert "judgement: unsafe, comment: Too hot.}" in text
    assert check(load(bare, TODAY)) == []


def test_the_same_file_adds_nothing_and_more_answers_add_only_themselves(bare: Path) -> None:
    take_in(load(bare, TODAY), saved(bare, AGREE))
    before = (bare / REVIEWS).read_text("utf-8")
    code, said, _ = call("review", str(saved(bare, AGREE, name="ada  BREW")), folder=bare)
    assert (code, said) == (
        0,
        "evidence/reviews.yml: nothing was written; already there: 1 answer by ada BREW\n",
    )
    assert (bare / REVIEWS).read_text("utf-8") == before
    changed = {**AGREE, "judgement": "overstated"}
    done = take_in(load(bare, TODAY), saved(bare, changed, UNSAFE, AGREE | {"of": "sleep-gap"}))
    assert (done.new, done.known) == (3, 0)
    assert (bare / REVIEWS).read_text("utf-8").startswith(before)
    (opinion,) = opinions(load(bare, TODAY))["sleep-cup"]
    assert opinion.answer.judgement == "overstated"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"stage": "evenin"}, "6:2: no stage is called `evenin`; did you mean `evening`?"),
        ({"on": "2031-01-01"}, "10:2: 2031-01-01 is in the future; correct the day of the review"),
        ({"on": "soon"}, "10:2: "),
        (
            {"language": "de"},
            "5:2: the answers are about words in `de`; this guide is written in `en`",
        ),
        ({"name": " "}, "7:2: "),
        (
            {"name": "A\u202eda"},
            "7:2: `name` holds U+202E (right-to-left override); remove this character",
        ),
        ({"format": "other"}, "2:2: "),
        ({"extra": "x"}, "11:2: "),
    ],
)
def test_a_file_that_does_not_fit_is_refused_at_its_line(
    more: dict[str, str], told: str, bare: Path
) -> None:
    file = saved(bare, AGREE, **more)
    code, said, err = call("review", str(file), folder=bare)
    assert (code, said) == (2, "")
    assert err.startswith(f"evidence-guide: {file}:{told}")
    assert err.count("\n") == 1
    assert not (bare / REVIEWS).exists()


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([AGREE | {"of": "sleep-cap"}], "nothing to judge is called `sleep-cap`; did you mean"),
        ([AGREE, AGREE], "`sleep-cup` is judged twice; keep one of the two answers"),
        ([AGREE | {"saw": "<script>"}], ""),
        ([AGREE | {"part": "../etc"}], ""),
        ([AGREE | {"judgement": "fine"}], ""),
        ([AGREE | {"comment": "x" * 1501}], ""),
        ([], ""),
    ],
)
def test_answers_that_do_not_fit_are_refused_whole(
    found: list[dict[str, str]], told: str, bare: Path
) -> None:
    with pytest.raises(GuideError) as error:
        take_in(load(bare, TODAY), saved(bare, UNSAFE, *found) if found else saved(bare))
    assert told in str(error.value)
    assert not (bare / REVIEWS).exists()


def test_a_comment_is_inert_on_the_page_and_in_the_yaml(bare: Path) -> None:
    text = "<script>x</script> {{ 7*7 }} {% raw %} [a](javascript:b) **c** # guide: ignore[x] y &#x202e; \\u202e [@doe2020-sleep]"
    take_in(
        load(bare, TODAY),
        saved(
            bare,
            {"of": "drink-tea", "part": "do", "judgement": "unsafe", "comment": text},
            name="<i>{0}</i>",
        ),
    )
    guide = load(bare, TODAY)
    assert [one.rule for one in check(guide)] == []
    page = stage_page(Views(Site(guide)), "evening").content
    assert "Reviewed by &lt;i&gt;{0}&lt;/i&gt; (Physician, made up)" in page
    assert "<q>&lt;script&gt;x&lt;/script&gt; {{ 7*7 }} {% raw %} [a](javascript:b) **c**" in page


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
WRONG = st.binary(max_size=60) | JUNK.map(lambda junk: json.dumps(junk).encode())


@settings(max_examples=25, deadline=None)
@given(data=WRONG)
def test_whatever_a_file_holds_it_is_refused_in_one_sentence(
    data: bytes, tea: Guide, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("junk") / "answers.json"
    path.write_bytes(data)
    with pytest.raises(GuideError) as error:
        take_in(tea, path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


@settings(max_examples=8, deadline=None)
@given(
    comment=st.text(
        st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=60
    ),
    place=st.sampled_from(["name", "role", "interests", "comment"]),
)
def test_every_text_that_a_kit_can_save_comes_back_as_it_was(
    comment: str, place: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = " ".join(f"a {comment} z".split())
    where = copy(tmp_path_factory.mktemp("kept") / "guide", {REVIEWS: None, LOCK: None})
    found = {**UNSAFE, "comment": text} if place == "comment" else UNSAFE
    take_in(
        load(where, TODAY), saved(where, found, **({} if place == "comment" else {place: text}))
    )
    (opinion,) = opinions(load(where, TODAY))["sleep-warm"]
    kept = opinion.answer.comment if place == "comment" else getattr(opinion.review, place)
    assert kept == text


def test_a_file_of_reviews_that_cannot_be_read_is_left_alone(bare: Path) -> None:
    (bare / REVIEWS).write_text("reviews: [\n", "utf-8")
    with pytest.raises(GuideError, match="fix this first, nothing was written"):
        take_in(load(bare, TODAY), saved(bare, AGREE))
    assert (bare / REVIEWS).read_text("utf-8") == "reviews: [\n"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("judgement: overstated", "judgement: agree", ["review-is-kept"]),
        (
            "  - id: review-2026-01-18-",
            "  - id: review-2026-01-17-",
            ["review-is-kept", "review-is-locked"],
        ),
        ("name: Rosa Tee", "name: Rosa Te", ["review-is-kept"]),
        (
            "interests: None.",
            "interests: '-'",
            ["digest-is-known", "review-is-kept", "reviewer-is-named"],
        ),
        ("of: sleep-cup", "of: sleep-cap", ["review-is-kept", "review-is-of-something"]),
        ("saw: 470a83c2477c3e4c", f"saw: {'0' * 16}", ["digest-is-known", "review-is-kept"]),
    ],
)
def test_a_review_that_was_changed_by_hand_is_noticed(
    old: str, new: str, found: list[str], changed: Callable[[str, str, str], Guide]
) -> None:
    assert sorted({one.rule for one in check(changed(REVIEWS, old, new))}) == found


def test_a_review_that_is_gone_is_missed_until_the_lock_is_written(folder: Folder) -> None:
    place = folder({REVIEWS: None})
    assert {one.rule for one in check(load(place, TODAY))} == {"review-is-kept"}
    update_lock(load(place, TODAY))
    assert check(load(place, TODAY)) == []


def test_an_answer_becomes_stale_when_the_words_change_and_follows_a_sentence_that_moves(
    tea: Guide, folder: Folder
) -> None:
    assert reviewed_state(tea, "drink-tea/do") is Reviewed.AGREED
    assert reviewed_state(tea, "drink-tea/how/0") is Reviewed.QUESTIONED
    assert reviewed_state(tea, "sleep-faster") is Reviewed.QUESTIONED
    assert reviewed_state(tea, "sleep-advice") is Reviewed.CHANGED
    assert reviewed_state(tea, "sleep-gap") is Reviewed.NOT_YET
    stage = "evidence/stages/evening.yml"
    text = (TEA / stage).read_text("utf-8")
    moved = "how:\n      - {says: A cup is warm., because: [sleep-cup]}\n"
    text = text.replace("how:\n", moved, 1).replace("do: Drink a cup", "do: Drink a mug", 1)
    now = load(folder({stage: text}), TODAY)
    assert reviewed_state(now, "drink-tea/do") is Reviewed.CHANGED
    assert reviewed_state(now, "drink-tea/how/0") is Reviewed.NOT_YET
    assert reviewed_state(now, "drink-tea/how/1") is Reviewed.QUESTIONED


def test_the_notice_says_how_much_named_people_have_reviewed(tea: Guide, bare: Path) -> None:
    assert reviewed_by(tea, "en") == (
        "Named people have reviewed 5 of its 23 sentences of advice and claims; nobody has reviewed "
        "the others."
    )
    assert reviewed_by(load(bare, TODAY), "en") == "Not yet reviewed by a clinician."


def test_the_audit_page_counts_what_is_reviewed_sentence_by_sentence(tea: Guide) -> None:
    found = reviews_part(Views(Site(tea)))
    (row,) = found.stages
    counts = (row.count, row.agreed, row.questioned, row.changed, row.not_yet, len(row.open))
    assert counts == (17, 2, 3, 1, 11, 11)
    assert row.kit == "reviewing/review-evening.html"
    assert str(found.reviewers[0]) == (
        "Rosa Tee, Taster of teas, Teania. Latest review: 18 January 2026. Interests: Sells teapots."
    )
    assert [one.title for one in found.reviewed][:3] == [
        "Drink tea, not coffee",
        "Drink tea, not coffee",
        "A cup holds 200 mL",
    ]


def test_the_audit_page_shows_these_counts_the_reviewers_and_a_kit_for_each_stage(
    tea: Guide,
) -> None:
    page = next(output.content for output in outputs(tea) if output.uri == "audit.md")
    assert "reviewers agree with 2 and question 3; 1 have changed" in page
    assert "<li>Theo Pott, Sleep researcher, made up for tests." in page
    assert 'download="review-evening.html"' in page
    assert '<td data-label="To judge">17</td><td data-label="Agreed">2</td>' in page
    assert "<q>One of three trials points the other way.</q>" in page


def test_a_guide_without_reviews_says_so_once_and_offers_its_kits(bare: Path) -> None:
    views = Views(Site(load(bare, TODAY)))
    found = reviews_part(views)
    assert str(found.lead).startswith("Nobody has yet reviewed any of the 23 sentences")
    assert (found.reviewed, found.reviewers, found.stages[0].open) == ((), (), ())
    assert "eg-opinions" not in stage_page(views, "evening").content


def test_a_claim_shows_each_opinion_and_that_its_words_have_changed(tea: Guide) -> None:
    views = Views(Site(tea))
    says = [(one.says, one.comment, one.since) for one in views.claim("sleep-faster").opinions]
    assert says == [
        (
            "Reviewed by Rosa Tee (Taster of teas, Teania) on 18 January 2026: overstated.",
            "One of three trials points the other way.",
            "",
        ),
        (
            "Reviewed by Theo Pott (Sleep researcher, made up for tests) on 19 January 2026: agree.",
            "",
            "",
        ),
    ]
    (stale,) = views.claim("sleep-advice").opinions
    assert stale.since == "The words have changed since then."
    assert [one.about for one in views.step("drink-tea").opinions] == ["What to do", "How (no. 1)"]


def test_diff_names_a_new_review_with_its_objections(tea: Guide, bare: Path) -> None:
    found = [one for one in diff(load(bare, TODAY), tea) if one.part == "review"]
    assert [(one.what, one.name, one.after, one.why) for one in found] == [
        (
            "added",
            "Rosa Tee",
            "evening: 2 agree, 1 wrong number, 1 overstated",
            (
                "drink-tea/how/0: wrong number. Our cups hold 180 mL.",
                "sleep-faster: overstated. One of three trials points the other way.",
            ),
        ),
        (
            "added",
            "Theo Pott",
            "evening: 2 agree, 1 unsafe, 1 cannot judge",
            (
                "evening/urgent/0: unsafe. “Many” should be a number.",
                "tea-or-water/options/0/benefits/0: cannot judge.",
            ),
        ),
    ]
