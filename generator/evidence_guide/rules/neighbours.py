"""Claims on one outcome agree: in kind, in certainty, and in what speaks against them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim, ClaimKind
from evidence_guide.rules.rule import Complaint, Complaints, rule


@rule(
    "evidence/claims/sleep.yml",
    "    kind: association\n    rests_on: [roe2021-sleep]\n    certainty:\n      start: low\n"
    "  - id: sleep-dreams",
    "    kind: established fact\n    rests_on: [roe2021-sleep]\n  - id: sleep-dreams",
    Severity.WARNING,
)
def one_fact_one_certainty(guide: Guide) -> Complaints:
    """Two claims that share a finding and an outcome are of one kind and one certainty.

    A reader who meets "it does" on one page and "it may" on another learns to trust neither.
    The outcome of a claim is its `outcome`. Claims without one share it if they rest mostly on the
    same findings, and one is an established fact or the findings have an effect.
    """
    for first, second in _pairs(guide):
        finding = _common_ground(first.item, second.item, guide)
        if finding and _weight(first.item) != _weight(second.item):
            yield _differs(first, second, finding)


class Pair(NamedTuple):
    """Two claims that share a finding or an outcome."""

    first: Entry[Claim]
    second: Entry[Claim]


@derived
def _pairs(guide: Guide) -> tuple[Pair, ...]:
    """All such pairs, each once, in the order of the claims."""
    found: dict[tuple[str, str], Pair] = {}
    for claims in _sharing(guide).values():
        for first, second in combinations(claims, 2):
            found.setdefault((first.id, second.id), Pair(first, second))
    return tuple(found.values())


def _sharing(guide: Guide) -> dict[str, list[Entry[Claim]]]:
    """The claims that rest on each finding, and those on each outcome."""
    found: dict[str, list[Entry[Claim]]] = defaultdict(list)
    for claim in guide.claims.values():
        for shared in _ground(claim.item):
            found[shared].append(claim)
    return found


def _ground(claim: Claim) -> dict[str, None]:
    """The findings and the outcome of a claim, each once."""
    outcome = [f"of {claim.outcome}"] if claim.outcome else []
    return dict.fromkeys((*claim.rests_on, *outcome))


def _common_ground(one: Claim, other: Claim, guide: Guide) -> str:
    """A finding on which two claims on one outcome both rest; empty if there is none."""
    shared = [id for id in one.rests_on if id in other.rests_on]
    if not shared or ClaimKind.GAP in {one.kind, other.kind}:
        return ""
    if one.outcome or other.outcome:
        return shared[0] if one.outcome == other.outcome else ""
    return shared[0] if _is_same_result(one, other, shared, guide) else ""


def _is_same_result(one: Claim, other: Claim, shared: list[str], guide: Guide) -> bool:
    """Whether two claims without an outcome rest so far on the same that both speak of it."""
    return _is_mostly_same(one, other, shared) and (
        _fact_and_estimate(one, other) or _is_one_effect(one, other, shared, guide)
    )


def _is_mostly_same(one: Claim, other: Claim, shared: list[str]) -> bool:
    """Whether findings are half of those of one claim and a third of those of the other."""
    fewer, more = sorted((len(one.rests_on), len(other.rests_on)))
    return bool(shared) and 2 * len(shared) >= fewer and 3 * len(shared) >= more


def _is_one_effect(one: Claim, other: Claim, shared: list[str], guide: Guide) -> bool:
    """Whether two graded claims rest on a finding that has an effect, and so an outcome."""
    known = [guide.findings[id].item for id in shared if id in guide.findings]
    both = one.kind.graded and other.kind.graded
    return both and any(finding.effect for finding in known)


def _fact_and_estimate(one: Claim, other: Claim) -> bool:
    """Whether one claim is an established fact and the other has a certainty."""
    kinds = {one.kind, other.kind}
    return ClaimKind.ESTABLISHED_FACT in kinds and any(kind.graded for kind in kinds)


def _weight(claim: Claim) -> tuple[ClaimKind, object]:
    """The kind of a claim and its certainty."""
    return claim.kind, claim.level


def _differs(first: Entry[Claim], second: Entry[Claim], finding: str) -> Complaint:
    message = (
        f"{_in_words(second.item)}, but `{first.id}` is {_in_words(first.item)}; "
        f"both rest on `{finding}`"
    )
    return second.place("kind"), message, _AGREE, (first.id, finding)


_AGREE = "give both one kind and one certainty, or an `outcome` each that says how they differ"


def _in_words(claim: Claim) -> str:
    """The kind and certainty of a claim, in words."""
    article = "an" if claim.kind[0] in "aeiou" else "a"
    certainty = f" of {claim.level} certainty" if claim.level else ""
    return f"{article} {claim.kind}{certainty}"


@rule(
    "evidence/claims/sleep.yml",
    "  - id: sleep-deeper\n",
    "  - id: sleep-longer\n    outcome: Time to sleep\n"
    "    says: Tea may shorten the time to sleep by 12 minutes.\n"
    "    plain: Tea may help people sleep.\n    kind: effect\n    rests_on: [doe2020-sleep]\n"
    "    certainty: {start: high, down: {imprecision: {levels: 2, because: One small trial.}}}\n"
    "  - id: sleep-deeper\n    outcome: Time to sleep\n    disputed_by: [poe2019-sleep]\n",
    Severity.WARNING,
)
def dispute_reaches_neighbours(guide: Guide) -> Complaints:
    """A finding that disputes one claim is named by every other claim with the same `outcome`.

    Who opens one page must not miss what speaks against it on the next. Claims without `outcome`
    are neighbours if they rest mostly on the same findings and these have an effect.
    """
    missing: dict[tuple[str, str], Complaint] = {}
    for one, other in _neighbours(guide):
        for id in _unnamed(one.item, other.item):
            missing.setdefault((other.id, id), _not_named(other, one, id))
    yield from missing.values()


def _neighbours(guide: Guide) -> Iterator[Pair]:
    """Pairs of claims on one outcome, each in both orders."""
    for first, second in _pairs(guide):
        if _are_neighbours(first.item, second.item, guide):
            yield from (Pair(first, second), Pair(second, first))


def _are_neighbours(one: Claim, other: Claim, guide: Guide) -> bool:
    """Whether two claims are on one outcome."""
    if one.outcome or other.outcome:
        return one.outcome == other.outcome
    shared = [id for id in one.rests_on if id in other.rests_on]
    return _is_mostly_same(one, other, shared) and _is_one_effect(one, other, shared, guide)


def _unnamed(one: Claim, other: Claim) -> list[str]:
    """The findings that dispute one claim and that the other does not name."""
    named = {*other.rests_on, *other.disputed_by}
    return [id for id in one.disputed_by if id not in named]


def _not_named(claim: Entry[Claim], neighbour: Entry[Claim], id: str) -> Complaint:
    message = f"`{id}` speaks against `{neighbour.id}`, and `{claim.id}` has the same outcome"
    hint = "name it in `disputed_by` or `rests_on` here too"
    field = "outcome" if claim.item.outcome else "rests_on"
    return claim.place(field), message, hint, (neighbour.id, id)
