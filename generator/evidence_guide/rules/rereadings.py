"""Records of second readings name what was read, where, when and with which outcome."""

from collections.abc import Iterator
from datetime import timedelta

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import ClaimsFile, Outcome, Rereading, RetiredFile, StageFile
from evidence_guide.rules.rule import Complaint, Complaints, rule
from evidence_guide.text.nearest import near
from evidence_guide.view.rereadings import GONE, REREADABLE, is_locked, latest_rereadings

_SAID = (Outcome.REWORDED, Outcome.CORRECTED, *GONE)
"""Outcomes that need a sentence on what was changed."""


@rule("evidence/rereadings/sleep.yml", "of: sleep-faster", "of: sleep-fastr")
def rereading_is_of_something(record: Entry[Rereading], guide: Guide) -> Complaints:
    """Every re-reading is of a claim or step, or of one that was retired, and only those are
    `merged` or `retired`.

    A misspelt id would let a claim pass for read twice.
    """
    if {ClaimsFile, StageFile, RetiredFile} & guide.unread:
        return
    gone, id = _gone(guide), record.item.of
    if id in guide.claims or id in guide.steps:
        yield from _still_there(record)
    elif id in gone:
        yield from _retired_otherwise(record)
    else:
        known = [*guide.claims, *guide.steps, *gone]
        hint = near(id, known, "name a claim or step, or one in evidence/retired.yml")
        yield record.place("of"), f"no claim or step is called `{id}`", hint, (id,)


def _gone(guide: Guide) -> list[str]:
    """The ids of retired claims and steps."""
    return [id for id, entry in guide.retired.items() if entry.item.was in REREADABLE]


def _still_there(record: Entry[Rereading]) -> Iterator[Complaint]:
    item = record.item
    if item.verdict in GONE:
        message = f"`{item.of}` is still in the guide, but the outcome is `{item.verdict}`"
        hint = "retire it in evidence/retired.yml; or write `corrected`, and what was changed"
        yield record.place("verdict"), message, hint, (item.of,)


def _retired_otherwise(record: Entry[Rereading]) -> Iterator[Complaint]:
    item = record.item
    if item.verdict not in GONE:
        message = f"`{item.of}` was retired, but the outcome is `{item.verdict}`"
        yield record.place("verdict"), message, "write `merged` or `retired`", (item.of,)


@rule(
    "evidence/rereadings/sleep.yml",
    "    changed: It names the trial that found the opposite.\n",
    "",
)
def rereading_says_what_changed(record: Entry[Rereading], guide: Guide) -> Complaints:
    """A re-reading says what was changed, or why nothing could be read, as its outcome requires.

    A claim that was corrected without a word cannot be compared with what readers saw before.
    """
    item = record.item
    if item.verdict in _SAID and not item.changed:
        yield _lacks(record, "changed", "add `changed: ...`, in one sentence")
    if item.verdict is Outcome.UNREAD and not item.because:
        yield _lacks(record, "because", "add `because: ...`: what could not be found")
    if item.changed and item.verdict not in _SAID:
        message = f"the outcome is `{item.verdict}`, but `changed` says what was changed"
        yield record.place("changed"), message, _ONE_OF_TWO, (item.of,)


_ONE_OF_TWO = "remove `changed`, or write `reworded` or `corrected`"


def _lacks(record: Entry[Rereading], field: str, hint: str) -> Complaint:
    """The complaint about a re-reading without a sentence that its outcome needs."""
    item = record.item
    message = f"the outcome is `{item.verdict}`, but `{field}` is missing"
    return record.place("verdict"), message, hint, (item.of,)


@rule(
    "evidence/rereadings/sleep.yml",
    "    read: [https://example.org/advice]\n",
    "",
)
def rereading_names_addresses(record: Entry[Rereading], guide: Guide) -> Complaints:
    """A re-reading names each address that was read, unless nothing could be read again, and none
    twice.

    Whoever doubts the outcome reads the same text.
    """
    item = record.item
    if not item.read and item.verdict is not Outcome.UNREAD:
        message = f"the re-reading of `{item.of}` names no address"
        yield record.place("verdict"), message, _NAME_THEM, (item.of,)
    for number, address in enumerate(item.read):
        if address in item.read[:number]:
            message = f"`{address}` is named twice"
            yield record.place("read", number), message, "remove one", (item.of,)


_NAME_THEM = "add `read: [https://...]`, or write `not read again`"


@rule("evidence/rereadings/sleep.yml", "on: 2026-01-12", "on: 2031-01-12")
def rereading_is_past(record: Entry[Rereading], guide: Guide) -> Complaints:
    """No re-reading is dated in the future.

    Nobody has read anything tomorrow.
    """
    item = record.item
    if item.on > guide.today + timedelta(days=1):
        hint = "write the day on which it was read"
        yield record.place("on"), f"{item.on} is in the future", hint, (item.of,)


@rule("evidence/rereadings/sleep.yml", "of: sleep-advice", "of: sleep-faster")
def one_rereading_a_day(guide: Guide) -> Complaints:
    """Nothing has two re-readings of one day.

    Readers see the latest outcome; two of one day may contradict each other.
    """
    seen: dict[str, Place] = {}
    for record in guide.all(Rereading):
        first = seen.setdefault(record.id, record.place("of"))
        if first != record.place("of"):
            item = record.item
            message = f"`{item.of}` was read again on {item.on} already, at {first}"
            yield record.place("of"), message, "keep one of the two", (item.of,)


@rule(
    "evidence/rereadings/sleep.yml",
    "of: sleep-advice\n    on: 2026-01-12",
    "of: sleep-advice\n    on: 2026-01-13",
    Severity.WARNING,
)
def rereading_is_locked(guide: Guide) -> Complaints:
    """`evidence.lock` knows the words that were read again.

    A re-reading is of a wording; only a change of words that the lock knows is seen.
    """
    for id, record in latest_rereadings(guide).items():
        is_there = id in guide.claims or id in guide.steps
        if is_there and not is_locked(guide, record):
            message = f"the lock does not know which words of `{id}` were read again"
            yield record.place("of"), message, "run `evidence-guide lock`", (id,)
