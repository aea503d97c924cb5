"""Nothing that was accepted is lost or changed unseen: `evidence.lock` against the evidence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evidence_guide.diagnostic import Place, Route, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import Change, Finding, FindingsFile, Retired, Step
from evidence_guide.rules.rule import Complaint, Complaints, rule
from evidence_guide.view.citation_lists import Support, gone, supports, unannounced, wording_hashes

Hashes = Mapping[str, str]
"""Of the words of fields, by their names."""
Owners = dict[str, Entry[object]]
UNFINISHED = "TODO: "
"""What a drafted reason begins with until a person has finished it."""


@rule("evidence/claims/sleep.yml", "disputed_by: [poe2019-sleep]", "disputed_by: []")
def citation_lost(guide: Guide) -> Complaints:
    """No statement has lost a citation that `evidence.lock` says it rests on.

    A citation may go, but only on purpose: then the lock is written again, and a reviewer sees it.
    """
    now = {support.key: support for support in supports(guide)}
    owners = _owners(guide)
    for key, ids in guide.lock.citations.items():
        support = now.get(key)
        owner, route = _owner(key, owners)
        if owner and (support or _stands(owner, route)):
            yield from _losses(owner, route, _lost(ids, support))


def _lost(ids: Iterable[str], support: Support | None) -> list[str]:
    """The ids that a list of citations no longer holds; all of them if the list is gone."""
    held = support.ids if support else ()
    return [id for id in ids if id not in held]


def _losses(owner: Entry[object], route: Route, lost: list[str]) -> Complaints:
    """Complaints about the citations that a list has lost."""
    for id in lost:
        message = f"`{owner.id}` no longer cites `{id}` in `{route[-1]}`"
        yield owner.place(*route), message, _PUT_BACK, (owner.id, id)


_PUT_BACK = "put it back, or run `evidence-guide lock` if it should go"


@rule("evidence/claims/sleep.yml", "  - id: sleep-cup", "  - id: sleep-mug")
def id_is_for_ever(guide: Guide) -> Complaints:
    """An id that was in use stays, or leaves a line in `retired.yml` that says what replaced it and
    why.

    Its page is linked from elsewhere, and its address keeps answering.
    """
    for id in gone(guide):
        yield _gone(id)


def _gone(id: str) -> Complaint:
    """The complaint that an id is neither in use nor retired."""
    line = f"- {{id: {id}, was: ..., on: ..., because: ..., replaced_by: ...}}"
    hint = f"add `{line}`, or put the id back; before the first release, `lock --begin`"
    return _RETIRED, f"`{id}` is gone", hint, (id,)


_RETIRED = Place("evidence/retired.yml")


def _owners(guide: Guide) -> Owners:
    """The items that hold lists of citations by their ids; of two with one id, the first."""
    entries = reversed(guide.entries)
    return {entry.id: entry for entry in entries if _may_have_lists(entry.item)}


def _may_have_lists(item: object) -> bool:
    return not isinstance(item, _WITHOUT_LISTS)


_WITHOUT_LISTS = Source | Finding | FindingsFile | Citation | Retired


def _owner(key: str, owners: Owners) -> tuple[Entry[object] | None, Route]:
    """The item that a lock's key belongs to, and the way from it to the list.

    The id of a row holds a slash itself.
    """
    parts = key.split("/")
    for size in (2, 1):
        owner = owners.get("/".join(parts[:size]))
        if owner is not None:
            return owner, tuple(map(_step_of_route, parts[size:]))
    return None, ()


def _step_of_route(part: str) -> str | int:
    return int(part) if part.isdigit() else part


def _stands(owner: Entry[object], route: Route) -> bool:
    """Whether the part that held the list is still there, so that only the list is gone."""
    return (*owner.route, *route[:-1]) in owner.document.marks


@rule("evidence/evidence.lock", '"sleep-gap/rests_on": ["doe2020-sleep"],\n', "", Severity.WARNING)
def lock_is_current(guide: Guide) -> Complaints:
    """`evidence.lock` knows every citation of the guide.

    Only a citation that the lock knows is missed when it goes.
    """
    unknown = list(_unlocked(guide))
    if unknown and not guide.lock.citations:
        yield _nothing_accepted(len(unknown))
        return
    for support, id in unknown:
        yield _not_accepted(support, id)


def _nothing_accepted(number: int) -> Complaint:
    """The complaint about a guide whose lock knows no citation."""
    message = f"none of {number} citations has been accepted yet"
    hint = "run `evidence-guide lock` when the rest is sound"
    return Place("evidence/evidence.lock"), message, hint


def _not_accepted(support: Support, id: str) -> Complaint:
    owner = support.entry.id
    message = f"the lock does not know that `{owner}` cites `{id}`"
    return support.place(id), message, "run `evidence-guide lock`", (owner, id)


def _unlocked(guide: Guide) -> Iterator[tuple[Support, str]]:
    """The citations that the lock does not know."""
    for support in supports(guide):
        for id in _unlocked_ids(support, guide):
            yield support, id


def _unlocked_ids(support: Support, guide: Guide) -> list[str]:
    """The ids of a list of citations that the lock does not know there."""
    locked = guide.lock.citations.get(support.key, ())
    return [id for id in support.ids if id not in locked]


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may keep you from falling asleep.",
    Severity.WARNING,
)
def words_were_accepted(guide: Guide) -> Complaints:
    """No words, grade or advice have changed since they were accepted.

    "Raises" for "lowers" is sound in every other way; only somebody who reads the sentence beside
    its findings can tell.
    """
    for entry, fields in wording_hashes(guide):
        accepted = guide.lock.words.get(entry.id, fields)
        for name in _changed(accepted, fields) if accepted != fields else ():
            yield _changed_words(entry, name)


def _changed(accepted: Hashes, now: Hashes) -> Iterator[str]:
    """The fields whose words are not those that were accepted."""
    for name in {**now, **accepted}:
        if accepted.get(name) != now.get(name):
            yield name


def _changed_words(entry: Entry[Any], name: str) -> Complaint:
    message = f"`{name}` of `{entry.id}` has changed since it was accepted"
    hint = "read it beside its findings, then run `evidence-guide lock`"
    return entry.place(name), message, hint, (entry.id,)


@rule(
    "evidence/stages/evening.yml",
    "do: Drink a cup of tea in the evening.",
    "do: Drink a cup of tea at noon.",
    Severity.WARNING,
)
def change_is_told(guide: Guide) -> Complaints:
    """Where a step or the certainty of a claim has changed since readers last heard of it, a line
    of `changes.yml` announces that.

    Who acted on the old advice does not read the whole guide again to find the new one.
    """
    for entry in unannounced(guide):
        if isinstance(entry.item, Step):
            yield _untold(entry, "do", "the step")
        else:
            yield _untold(entry, "certainty", "the certainty of")


def _untold(entry: Entry[Any], name: str, what: str) -> Complaint:
    known = f"`evidence-guide lock --known {entry.id}`"
    hint = f"{_DRAFT_IT}; if no reader need hear of it, run {known}"
    return (
        entry.place(name),
        f"{what} `{entry.id}` has changed since readers last heard of it",
        hint,
    )


_DRAFT_IT = "`evidence-guide diff --record` drafts a line about it"


@rule(
    "evidence/changes.yml",
    "because: A study that found no difference was added.",
    "because: 'TODO: say why.'",
)
def draft_is_finished(change: Entry[Change], guide: Guide) -> Complaints:
    """No line that announces a change to readers is a draft.

    Why something changed only a person can say.
    """
    if change.item.because.startswith(UNFINISHED):
        yield change.place("because"), "this is a draft", _SAY_WHY


_SAY_WHY = f"say why in your readers' words, and take `{UNFINISHED.strip()}` out"
