"""Facts that pages and chapters show beside an item's own words, the same for site and PDFs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import (
    Action,
    Cited,
    Claim,
    ClaimKind,
    Level,
    PopularClaim,
    RedFlag,
    StageFile,
    Step,
    Strength,
    Term,
)
from evidence_guide.model.claims import Reason
from evidence_guide.model.locales import Note
from evidence_guide.text import markup
from evidence_guide.view import labels
from evidence_guide.view.proof_words import proof_in_short
from evidence_guide.view.reviews import reviews

Counted = list[tuple[str, int]]
_Flag = tuple[RedFlag, str]
"""A red flag, and its key."""


class Moved(NamedTuple):
    """One reason why the certainty of a claim moves, with its name in GRADE."""

    side: str
    """`down` or `up`."""
    name: str
    levels: int
    because: str


def titles(guide: Guide) -> dict[str, str]:
    """The title of each claim, without markup and full stop."""
    return {id: _line(claim.item.message) for id, claim in guide.claims.items()}


def _line(text: str) -> str:
    """A text as a line of a list."""
    return markup.plain(text).rstrip(".")


def item_counts(guide: Guide) -> dict[str, int]:
    """The numbers of sources, findings, claims, steps and terms."""
    names = ("sources", "findings", "claims", "steps", "terms")
    return {name: len(getattr(guide, name)) for name in names}


def whom(guide: Guide) -> dict[str, str]:
    """For each step, in words, the people it is for.

    On translated pages the words are the original's where a part of them is not translated.
    """
    original = unspoken(guide)
    found = {}
    for id, step in guide.steps.items():
        label: labels.Translate = str if id in original else guide.label
        found[id] = _whom(guide, step.item, label)
    return found


def _whom(guide: Guide, step: Step, label: labels.Translate) -> str:
    people = profile_words(guide, step.whom, label)
    stages = [guide.stages[stage].item.title for stage in step.during]
    words = (people, label(" or ").join(stages))
    return " · ".join(filter(None, words))


def profile_words(guide: Guide, whom: str | tuple[str, ...], label: labels.Translate = str) -> str:
    """In words, `everyone` or the people of some profiles."""
    if isinstance(whom, str):
        return label("Everyone")
    titles = {profile.id: profile.title for profile in guide.file.profiles}
    people = [titles[profile] for profile in whom]
    return label("If you {}").format(label(", or ").join(people))


@derived
def unspoken(guide: Guide) -> frozenset[str]:
    """Ids of the steps whose translation does not say in its language whom they are for."""
    profiles, stages = unnamed_profiles(guide), _unnamed_stages(guide)
    found = set()
    for id, step in guide.steps.items():
        if profiles.intersection(profiles_of(step.item)) or stages & {*step.item.during}:
            found.add(id)
    return frozenset(found)


def profiles_of(item: Step | Action) -> tuple[str, ...]:
    """The profiles that a step or an action is for; none if it is for everyone."""
    return item.whom if isinstance(item.whom, tuple) else ()


def unnamed_profiles(guide: Guide) -> set[str]:
    """The profiles whose titles are not translated."""
    found = set()
    for number, profile in enumerate(guide.file.profiles):
        if _is_missing(guide, f"guide/profiles/{number}/title"):
            found.add(profile.id)
    return found


def _unnamed_stages(guide: Guide) -> set[str]:
    """The stages whose titles are not translated."""
    return {id for id in guide.stages if _is_missing(guide, f"{id}/title")}


def _is_missing(guide: Guide, route: str) -> bool:
    """Whether a translated guide lacks a text."""
    translation = guide.translation
    return translation is not None and translation.done.get(route) is Note.MISSING


def overdue(guide: Guide, path: str, *ids: str) -> date | None:
    """The earliest review date of a file, or of the items named, that is past."""
    past = []
    for id, place, due in reviews(guide):
        named = not ids or id in ids
        if named and place.path == path and due < guide.today:
            past.append(due)
    return min(past, default=None)


def urgent(stage: Entry[StageFile]) -> list[_Flag]:
    """The red flags of a stage and of its steps, each with the key that the audit looks for."""
    kept: dict[str, _Flag] = {}
    for cited, key in _red_flags(stage):
        first = kept.pop(cited.says, (cited, key))
        kept[cited.says] = first  # at the end: a repeated flag is listed at its last place
    return list(kept.values())


def _red_flags(stage: Entry[StageFile]) -> Iterator[_Flag]:
    """The red flags in the order of the file, each with its key."""
    yield from _keyed(stage.id, stage.item.urgent)
    for step in stage.item.steps:
        yield from _keyed(step.id, step.urgent)


def _keyed(id: str, flags: tuple[RedFlag, ...]) -> Iterator[_Flag]:
    """The red flags of one stage or step, each with its key."""
    for number, cited in enumerate(flags):
        yield cited, f"{id}/urgent/{number}"


COMPARED = (ClaimKind.EFFECT, ClaimKind.ASSOCIATION)
"""Kinds of claims whose certainty says how sure it is that a step helps."""


def level(guide: Guide, step: Step) -> Level | None:
    """The lowest certainty of the effects and associations that a step rests on, if any.

    Good practice has none, because GRADE leaves it ungraded.
    """
    if step.strength == Strength.GOOD_PRACTICE:
        return None
    return lowest(guide.claims[id].item for id in step.why)


def lowest(claims: Iterable[Claim]) -> Level | None:
    """The lowest certainty of the effects and associations among some claims, if any."""
    levels = [claim.level for claim in claims if claim.kind in COMPARED and claim.level]
    return min(levels, key=list(Level).index, default=None)


def reasons(claim: Claim) -> list[Moved]:
    """The reasons why the certainty of a claim moves from its start."""
    if claim.certainty is None:
        return []
    found = []
    for side in ("down", "up"):
        for name, reason in getattr(claim.certainty, side):
            if reason is not None:
                found.append(_moved(side, name, reason))
    return found


def _moved(side: str, name: str, reason: str | Reason) -> Moved:
    """A reason; a bare sentence moves the certainty by one level."""
    if isinstance(reason, str):
        return Moved(side, name, 1, reason)
    return Moved(side, name, reason.levels, reason.because)


def using(guide: Guide, claim_id: str) -> list[tuple[str, Step]]:
    """The steps that cite a claim, each with its stage."""
    return list(_steps_by_cited(guide).get(claim_id, ()))


@derived
def _steps_by_cited(guide: Guide) -> dict[str, list[tuple[str, Step]]]:
    """By what they cite, the steps with their stages, in the order of the guide."""
    found: dict[str, list[tuple[str, Step]]] = {}
    for id, stage in guide.stages.items():
        for step in stage.item.steps:
            for cited in cited_by(step):
                found.setdefault(cited, []).append((id, step))
    return found


def cited_by(step: Step) -> set[str]:
    """The ids of everything that a step cites."""
    found = {*step.why, *step.follows}
    amounts = () if isinstance(step.amounts, str) else step.amounts
    for part in (*amounts, *step.how, *step.urgent, *step.differ, *_answers(step)):
        found.update(part.because)
    return found


def _answers(step: Step) -> list[Cited]:
    """The cited answers to the questions of GRADE's evidence-to-decision frame."""
    return [answer for _, answer in step.decision if isinstance(answer, Cited)]


def citing_it(guide: Guide, claim_id: str) -> list[PopularClaim]:
    """The popular claims whose verdict rests on a claim."""
    return list(_popular_by_cited(guide).get(claim_id, ()))


@derived
def _popular_by_cited(guide: Guide) -> dict[str, list[PopularClaim]]:
    found: dict[str, list[PopularClaim]] = {}
    for popular in guide.popular.values():
        for cited in dict.fromkeys(popular.item.because):
            found.setdefault(cited, []).append(popular.item)
    return found


def glossary(guide: Guide) -> list[Term]:
    """The terms in alphabetical order."""
    terms = [term.item for term in guide.terms.values()]
    return sorted(terms, key=_sorted_by)


def _sorted_by(term: Term) -> str:
    return term.term.lower()


def proofs(guide: Guide) -> list[tuple[str, int]]:
    """The findings counted by proof, or by the reason for none, most first."""
    return Counter(_proof_state(guide, id) for id in guide.findings).most_common()


def _proof_state(guide: Guide, finding: str) -> str:
    """The proof of a finding in a few words."""
    return proof_in_short(guide.lock.receipts.get(finding), guide.label)


def standings(guide: Guide) -> list[tuple[str, int]]:
    """The sources counted by standing, most first."""
    return Counter(_standing_state(guide, key) for key in guide.sources).most_common()


def _standing_state(guide: Guide, source: str) -> str:
    """The standing of a source in a word or two."""
    standing = guide.lock.standings.get(source)
    if standing is None:
        return labels.STATES["unchecked"]
    return labels.STATES.get(standing.state, standing.state)


def depths(guide: Guide) -> Counted:
    """The sources counted by how deeply they were read, most first."""
    return Counter(str(reading.item.read.what) for reading in guide.readings.values()).most_common()
