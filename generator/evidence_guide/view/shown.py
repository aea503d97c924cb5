"""What a page or a chapter shows of an item beside its own words; the site and the PDFs show the same."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Cited, Claim, Level, PopularClaim, StageFile, Step, Term
from evidence_guide.model.locales import Note
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences
from evidence_guide.view.reviews import reviews

INDEXED = Decimal("0.3")
"""Most of all steps and claims that a word of the index may stand in."""


class Moved(NamedTuple):
    """One reason why the certainty of a claim moves: up or down, GRADE's name for it, by how many levels, and why."""

    side: str
    name: str
    levels: int
    because: str


def titles(guide: Guide) -> dict[str, str]:
    """A short title for each claim: the first sentence of its plain words."""
    return {
        id: split_sentences(markup.plain(c.item.plain))[0].rstrip(".")
        for id, c in guide.claims.items()
    }


def item_counts(guide: Guide) -> dict[str, int]:
    """How many sources, findings, claims, steps and terms the guide holds."""
    return {
        name: len(getattr(guide, name))
        for name in ("sources", "findings", "claims", "steps", "terms")
    }


def whom(guide: Guide) -> dict[str, str]:
    """For each step, in words, whom it is for; on translated pages in the original's language where a part of it is not translated."""
    return {
        id: _whom(guide, step.item, str if id in unspoken(guide) else guide.label)
        for id, step in guide.steps.items()
    }


def _whom(guide: Guide, step: Step, label: Callable[[str], str]) -> str:
    return " · ".join(
        filter(
            None,
            (
                profile_words(guide, step.whom, label),
                label(" or ").join(guide.stages[stage].item.title for stage in step.during),
            ),
        )
    )


def profile_words(
    guide: Guide, whom: str | tuple[str, ...], label: Callable[[str], str] = str
) -> str:
    """In words, `everyone` or the people of some profiles."""
    profile = {p.id: p.title for p in guide.file.profiles}
    return (
        label("Everyone")
        if isinstance(whom, str)
        else label("If you {}").format(label(", or ").join(profile[p] for p in whom))
    )


@derived
def unspoken(guide: Guide) -> frozenset[str]:
    """Ids of the steps of which a translation does not say in its language whom they are for."""
    done = guide.translation.done if guide.translation else {}
    missing = {
        profile.id
        for place, profile in enumerate(guide.file.profiles)
        if done.get(f"guide/profiles/{place}/title") is Note.MISSING
    }
    untitled = {id for id in guide.stages if done.get(f"{id}/title") is Note.MISSING}
    return frozenset(
        id
        for id, step in guide.steps.items()
        if (step.item.whom != "everyone" and missing & {*step.item.whom})
        or untitled & {*step.item.during}
    )


def overdue(guide: Guide, path: str, *ids: str) -> date | None:
    """The earliest review date of a file, or of the items named, that is past."""
    past = [
        due
        for id, place, due in reviews(guide)
        if due < guide.today and place.path == path and (not ids or id in ids)
    ]
    return min(past, default=None)


def urgent(stage: Entry[StageFile]) -> list[tuple[Cited, str]]:
    """The red flags of a stage and of its steps, each with the key that the audit looks for."""
    found = [(cited, f"{stage.id}/urgent/{n}") for n, cited in enumerate(stage.item.urgent)]
    found += [
        (cited, f"{step.id}/urgent/{n}")
        for step in stage.item.steps
        for n, cited in enumerate(step.urgent)
    ]
    return list({cited.says: (cited, key) for cited, key in reversed(found)}.values())[::-1]


def level(guide: Guide, step: Step) -> Level | None:
    """The lowest certainty among the graded claims that a step rests on, if any."""
    graded = [level for id in step.why if (level := guide.claims[id].item.level)]
    return min(graded, key=list(Level).index, default=None)


def reasons(claim: Claim) -> list[Moved]:
    """Why the certainty of a claim moves from where it starts."""
    found = [
        (side, name, r)
        for side in ("down", "up")
        if claim.certainty
        for name, r in getattr(claim.certainty, side)
        if r is not None
    ]
    return [
        Moved(s, n, 1, r) if isinstance(r, str) else Moved(s, n, r.levels, r.because)
        for s, n, r in found
    ]


def using(guide: Guide, claim_id: str) -> list[tuple[str, Step]]:
    """The steps that cite a claim, each with its stage."""
    return [
        (id, step)
        for id, stage in guide.stages.items()
        for step in stage.item.steps
        if claim_id in _cited_by(step)
    ]


def _cited_by(step: Step) -> set[str]:
    answers = [answer for _, answer in step.decision if isinstance(answer, Cited)]
    parts = (*step.how, *step.urgent, *step.differ, *answers)
    return {*step.why, *step.follows, *(id for part in parts for id in part.because)}


def citing_it(guide: Guide, claim_id: str) -> list[PopularClaim]:
    """The popular claims whose verdict rests on a claim."""
    return [popular.item for popular in guide.popular.values() if claim_id in popular.item.because]


def glossary(guide: Guide) -> list[Term]:
    """The terms in alphabetical order."""
    return sorted((term.item for term in guide.terms.values()), key=lambda term: term.term.lower())


def proofs(guide: Guide) -> list[tuple[str, int]]:
    """How many findings were proved, and how many not for which reason, most first."""
    return Counter(
        str(r.proof) if (r := guide.lock.receipts.get(id)) else "not yet looked up"
        for id in guide.findings
    ).most_common()


def standings(guide: Guide) -> list[tuple[str, int]]:
    """How many sources stand how, most first."""
    return Counter(
        s.state if (s := guide.lock.standings.get(key)) else "unchecked" for key in guide.sources
    ).most_common()


def depths(guide: Guide) -> list[tuple[str, int]]:
    """How many sources were read how deeply, most first."""
    return Counter(str(reading.item.read.what) for reading in guide.readings.values()).most_common()


def index(guide: Guide) -> list[tuple[str, tuple[str, ...]]]:
    """The words of the glossary in alphabetical order, each with the steps and claims that use it; a word of nearly every page is left out."""
    texts = {f"claim-{id}": f"{c.item.says} {c.item.plain}" for id, c in guide.claims.items()}
    texts |= {
        f"step-{id}": " ".join((s.item.title, s.item.do, *(cited.says for cited in s.item.how)))
        for id, s in guide.steps.items()
    }
    found = [(_headword(term), _using_word(term, texts)) for term in glossary(guide)]
    return [(word, at) for word, at in found if 0 < len(at) <= len(texts) * INDEXED]


def _headword(term: Term) -> str:
    return f"{markup.plain(term.term)}{f' ({term.short})' if term.short else ''}"


def _using_word(term: Term, texts: dict[str, str]) -> tuple[str, ...]:
    words = "|".join(
        re.escape(markup.plain(word)) for word in (term.term, term.short, *term.also) if word
    )
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return tuple(id for id, text in texts.items() if pattern.search(markup.plain(text)))
