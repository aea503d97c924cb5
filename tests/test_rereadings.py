"""Records of second readings of claims and steps."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide.diff import diff
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check
from evidence_guide.view.context import Context
from evidence_guide.view.lock_update import update_lock
from evidence_guide.view.pages.rereadings import rereadings_part
from evidence_guide.view.rereading_words import rereading_view
from evidence_guide.view.rereadings import UNCHANGED, Since, latest_rereadings, reader_of, since
from evidence_guide.view.site import Site

RECORDS = "evidence/rereadings/sleep.yml"
CLAIMS = "evidence/claims/sleep.yml"


def relocked(folder: Path) -> Guide:
    """The guide in a folder after its words were accepted as they are."""
    update_lock(load(folder, TODAY))
    return load(folder, TODAY)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "of: sleep-faster",
            "of: sleep-fastr",
            (
                "evidence/rereadings/sleep.yml:4:5: error rereading-is-of-something: no claim or step"
                " is called `sleep-fastr`\n    did you mean `sleep-faster`?"
            ),
        ),
        (
            "verdict: corrected",
            "verdict: merged",
            (
                "evidence/rereadings/sleep.yml:7:5: error rereading-is-of-something: `sleep-faster` is"
                " still in the guide, but the outcome is `merged`\n"
                "    retire it in evidence/retired.yml; or write `corrected`, and what was changed"
            ),
        ),
        (
            "verdict: merged",
            "verdict: corrected",
            (
                "evidence/rereadings/sleep.yml:26:5: error rereading-is-of-something: `sleep-quick` was"
                " retired, but the outcome is `corrected`\n    write `merged` or `retired`"
            ),
        ),
        (
            "verdict: confirmed",
            "verdict: confirmed\n    changed: Nothing.",
            (
                "evidence/rereadings/sleep.yml:13:5: error rereading-says-what-changed: the outcome is"
                " `confirmed`, but `changed` says what was changed\n"
                "    remove `changed`, or write `reworded` or `corrected`"
            ),
        ),
        (
            "    because: The copy of the paper is no longer at its address.\n",
            "",
            (
                "evidence/rereadings/sleep.yml:15:5: error rereading-says-what-changed: the outcome is"
                " `not read again`, but `because` is missing\n"
                "    add `because: ...`: what could not be found"
            ),
        ),
        (
            "read: [https://example.org/advice]",
            "read: [javascript:alert(1)]",
            (
                "evidence/rereadings/sleep.yml:11:12: error fits-schema: `read` is not a safe"
                " address: an address begins with `http:` or `https:`, not with `javascript:`"
            ),
        ),
        (
            "read: [https://example.org/advice]",
            "read: [https://example.org/advice, https://example.org/advice]",
            (
                "evidence/rereadings/sleep.yml:11:40: error rereading-names-addresses:"
                " `https://example.org/advice` is named twice\n    remove one"
            ),
        ),
        (
            "of: sleep-warm",
            "of: sleep-advice",
            (
                "evidence/rereadings/sleep.yml:13:5: error one-rereading-a-day: `sleep-advice` was read"
                " again on 2026-01-12 already, at evidence/rereadings/sleep.yml:9:5\n"
                "    keep one of the two"
            ),
        ),
        (
            "on: 2026-01-12",
            "on: 2026-02-12",
            (
                "evidence/rereadings/sleep.yml:5:5: error rereading-is-past: 2026-02-12 is in the"
                " future\n    write the day on which it was read"
            ),
        ),
        (
            "by: A reader who had not written these claims\n",
            "by: A reader\n",
            (
                "evidence/rereadings/sleep.yml:4:5: warning rereading-is-locked: the lock does not know"
                " which words of `sleep-faster` were read again\n    run `evidence-guide lock`"
            ),
        ),
    ],
)
def test_a_record_that_cannot_be_relied_on_is_complained_of(
    old: str, new: str, told: str, changed: Callable[..., Guide]
) -> None:
    found = map(str, check(changed(RECORDS, old, new)))
    assert any(complaint.startswith(told) for complaint in found)


def test_a_record_names_its_reader_or_its_file_does(tea: Guide) -> None:
    found = latest_rereadings(tea)
    assert reader_of(tea, found["drink-tea"]) == "The writer of another stage"
    assert reader_of(tea, found["sleep-faster"]) == "A reader who had not written these claims"


def test_the_latest_record_counts(folder: Folder) -> None:
    later = "  - {of: sleep-advice, on: 2026-01-13, verdict: not read again, because: Gone.}\n"
    text = (TEA / RECORDS).read_text("utf-8")
    guide = load(folder({RECORDS: text + later}), TODAY)
    assert latest_rereadings(guide)["sleep-advice"].item.because == "Gone."
    assert {d.rule for d in check(guide)} == {"rereading-is-locked"}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (CLAIMS, "plain: Tea may help you fall", "plain: Tea may let you fall", (True, False)),
        (CLAIMS, "disputed_by: [poe2019-sleep]", "disputed_by: []", (True, True)),
        ("evidence/findings/doe2020.yml", "reports: ", "reports: In short, ", (False, True)),
    ],
)
def test_a_claim_that_changes_after_it_was_read_again_says_so(
    file: str, old: str, new: str, expected: Since, folder: Folder
) -> None:
    place = folder()
    assert since(load(place, TODAY), "sleep-faster") == UNCHANGED
    edit(place, file, old, new)
    assert since(load(place, TODAY), "sleep-faster") == expected
    assert since(relocked(place), "sleep-faster") == expected


def test_a_new_record_vouches_for_the_words_of_its_day(folder: Folder) -> None:
    place = folder()
    edit(place, CLAIMS, "plain: Tea may help you fall", "plain: Tea may let you fall")
    edit(place, RECORDS, "names the trial", "names the one trial")
    assert since(relocked(place), "sleep-faster") == UNCHANGED


def test_a_passage_or_place_of_a_finding_is_no_word_of_the_claim(folder: Folder) -> None:
    place = folder()
    edit(place, "evidence/findings/doe2020.yml", "where: ", "where: Page 2, ")
    assert since(load(place, TODAY), "sleep-faster") == UNCHANGED


def test_a_step_follows_the_words_of_its_claims(folder: Folder) -> None:
    place = folder()
    edit(place, CLAIMS, "plain: Tea may help you fall", "plain: Tea may let you fall")
    assert since(load(place, TODAY), "drink-tea") == Since(words=False, support=True)


def test_a_lock_without_records_is_as_it_was(tea: Guide) -> None:
    assert '"reread"' in tea.lock.text()
    assert '"reread"' not in replace(tea.lock, reread={}).text()


@pytest.mark.parametrize(
    ("id", "says"),
    [
        (
            "sleep-faster",
            (
                "Read again on 12 January 2026 by a reader who had not written these claims: corrected."
                " It names the trial that found the opposite."
            ),
        ),
        (
            "sleep-warm",
            (
                "Could not be read again on 12 January 2026. The copy of the paper is no longer at its"
                " address."
            ),
        ),
        (
            "drink-tea",
            (
                "Read again on 12 January 2026 by the writer of another stage: reworded. It says when"
                " to drink."
            ),
        ),
    ],
)
def test_one_line_says_who_read_it_and_what_came_of_it(id: str, says: str, tea: Guide) -> None:
    found = rereading_view(Context(Site(tea)), id)
    assert found
    assert found.says == says


def test_a_line_says_that_words_have_changed_since(folder: Folder) -> None:
    place = folder()
    edit(place, CLAIMS, "plain: Tea may help you fall", "plain: Tea may let you fall")
    found = rereading_view(Context(Site(load(place, TODAY))), "sleep-faster")
    assert found
    assert str(found.says).endswith("the opposite. Its words have changed since then.")
    assert found.changed_since


def test_several_addresses_of_one_host_are_numbered(changed: Callable[..., Guide]) -> None:
    guide = changed(
        RECORDS,
        "read: [https://example.org/advice]",
        "read: [https://example.org/advice, https://example.org/more]",
    )
    found = rereading_view(Context(Site(guide)), "sleep-advice")
    assert found
    assert [place.host for place in found.read] == ["example.org", "example.org (2)"]


def test_the_audit_page_counts_what_was_read_again(tea: Guide) -> None:
    found = rereadings_part(Context(Site(tea)))
    assert list(map(str, found.counts)) == [
        "Claims: 2 of 11 read again (1 confirmed, 1 corrected); 1 could not be; 8 not yet.",
        "Steps: 1 of 2 read again (1 reworded); 0 could not be; 1 not yet.",
        "No longer in the guide: 1 merged.",
        "Changed since they were read again: 0.",
        "Read by: A reader who had not written these claims; The writer of another stage.",
    ]
    assert [row.id for row in found.steps] == ["drink-tea"]
    assert [row.id for row in found.unread] == ["sleep-warm"]


def test_the_audit_page_says_if_nothing_was_read_again(guide_of: Callable[..., Guide]) -> None:
    found = rereadings_part(Context(Site(guide_of({RECORDS: None}))))
    assert list(map(str, found.counts)) == ["No claim or step has been read again yet."]
    assert found.unread == ()


def test_explain_says_how_a_claim_was_read_again(folder: Folder) -> None:
    _, out, _ = call("explain", "sleep-advice", folder=folder())
    assert "Read again on 12 January 2026 by a reader who had not written these claims" in out
    assert "confirmed. https://example.org/advice" in " ".join(out.split())


def test_new_writes_a_record(folder: Folder) -> None:
    place = folder()
    where = "--of sleep-cup --on 2026-01-13 --read https://example.org/advice"
    code, out, _ = call(
        *("new", "rereading", "sleep", *where.split(), "--verdict", "confirmed"), folder=place
    )
    assert (code, out.splitlines()[0]) == (
        0,
        "evidence/rereadings/sleep.yml: `sleep-cup` is written",
    )
    record = latest_rereadings(load(place, TODAY))["sleep-cup"].item
    assert record.read == ("https://example.org/advice",)


def test_diff_lists_a_new_record(tea: Guide, changed: Callable[..., Guide]) -> None:
    before = changed(RECORDS, "on: 2026-01-12", "on: 2026-01-11")
    found = [(d.what, d.id, d.before or d.after) for d in diff(before, tea)]
    assert found == [
        ("removed", "sleep-faster 2026-01-11", _CORRECTED),
        ("added", "sleep-faster 2026-01-12", _CORRECTED),
    ]


_CORRECTED = "corrected: It names the trial that found the opposite."
