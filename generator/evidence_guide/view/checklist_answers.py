"""Answers to the items of reporting checklists, each computed from fields of the guide."""

from collections.abc import Callable
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Excluded, Reported, Strategy
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.opinions import Reviewed, review_counts
from evidence_guide.view.releases import latest_release
from evidence_guide.view.rereadings import latest_rereadings
from evidence_guide.view.reviews import reviews

ABOUT, AUDIT, METHOD = "about-this-guide.md", "audit.md", "method.md"
CLAIMS, STEPS = "claims/index.md", "stages/index.md"


class Answered(NamedTuple):
    """How far the guide does what an item asks, the page that shows it, and values for words."""

    state: Reported
    page: str
    values: tuple[object, ...]


def _whether(page: str, *values: object) -> Answered:
    """An item that is done if there is anything, by the first of its values."""
    return Answered(Reported.DONE if values[0] else Reported.NOT_DONE, page, values)


def _partly(page: str, *values: object) -> Answered:
    """An item that can be done in part only, if there is anything by the first of its values."""
    return Answered(Reported.PARTLY if values[0] else Reported.NOT_DONE, page, values)


def _share(page: str, done: int, of: int, *values: object) -> Answered:
    """An item that is done if it holds for all, and partly if it holds for some."""
    filled = (*values, done, of)
    if done and done == of:
        return Answered(Reported.DONE, page, filled)
    return _some(page, done, filled)


def _some(page: str, done: int, values: tuple[object, ...]) -> Answered:
    """An item that can be done in part only, by how much of it was done."""
    return Answered(Reported.PARTLY if done else Reported.NOT_DONE, page, values)


def _aims(guide: Guide) -> Answered:
    return _partly(ABOUT, guide.file.about)


def _questions(guide: Guide) -> Answered:
    return _partly(CLAIMS, len(guide.file.topics), len(guide.claims))


def _people(guide: Guide) -> Answered:
    return _whether(STEPS, len(guide.file.stages), len(guide.steps))


def _searches(guide: Guide) -> Answered:
    """Only searches that somebody ran and looked through count."""
    known = [entry.item for entry in guide.all(Strategy)]
    ran = [search for search in known if search.ran_on]
    return _some(METHOD, len(ran), (len(known), len(ran)))


def _certainty(guide: Guide) -> Answered:
    graded = [entry for entry in guide.claims.values() if entry.item.level]
    return _whether(CLAIMS, len(graded), len(guide.claims))


def _decisions(guide: Guide) -> Answered:
    return _whether(STEPS, len(guide.steps))


def _decided(guide: Guide, question: str) -> Answered:
    """How many steps answer one of GRADE's evidence-to-decision questions."""
    answers = [getattr(entry.item.decision, question) for entry in guide.steps.values()]
    known = [answer for answer in answers if answer != "not known"]
    return _share(STEPS, len(known), len(answers))


def _harms(guide: Guide) -> Answered:
    return _decided(guide, "harms")


def _feasibility(guide: Guide) -> Answered:
    return _decided(guide, "feasibility")


def _resources(guide: Guide) -> Answered:
    return _decided(guide, "resources")


def _links(guide: Guide) -> Answered:
    return _whether(CLAIMS, len(guide.steps), len(guide.claims), len(guide.findings))


def _reviewers(guide: Guide) -> Answered:
    """Experts who reviewed the guide, or agreement of named people with all of its sentences."""
    sentences, named = sentences_to_judge(guide), len(guide.file.reviewers)
    agreed = review_counts(guide, sentences)[Reviewed.AGREED]
    if named:
        return Answered(Reported.DONE, AUDIT, (named, agreed, len(sentences)))
    return _share(AUDIT, agreed, len(sentences), named)


def _review_dates(guide: Guide) -> Answered:
    days = [day for _, _, day in reviews(guide)]
    return _whether(AUDIT, len(days), min(days, default=""))


def _advice(guide: Guide) -> Answered:
    measured = [entry for entry in guide.steps.values() if entry.item.amounts]
    return _partly(STEPS, len(guide.steps), len(measured))


def _options(guide: Guide) -> Answered:
    return _whether(STEPS, len(guide.choices))


def _key_advice(guide: Guide) -> Answered:
    return _whether("index.md", len(guide.file.home))


def _tools(guide: Guide) -> Answered:
    return Answered(Reported.DONE, "plan.md", (len(guide.tools),))


def _funding(guide: Guide) -> Answered:
    """What the guide says of its funding, which its makers alone cannot prove."""
    return _partly(ABOUT, guide.file.trust.paid_by)


def _attribution(guide: Guide) -> Answered:
    costs = guide.file.trust.costs
    state = Reported.DONE if costs else Reported.PARTLY
    return Answered(state, "sources/index.md", (len(guide.sources), costs))


def _disclosure(guide: Guide) -> Answered:
    trust = guide.file.trust
    stated = [text for text in (trust.paid_by, trust.interests) if text]
    values = (guide.file.publisher, " ".join(stated))
    if trust.paid_by and trust.interests:
        return Answered(Reported.DONE, ABOUT, values)
    return _some(ABOUT, len(stated), values)


def _currency(guide: Guide) -> Answered:
    return _whether(ABOUT, guide.file.as_of)


def _version(guide: Guide) -> Answered:
    return _whether(ABOUT, guide.file.version, guide.file.as_of)


def _preceding(guide: Guide) -> Answered:
    latest = latest_release(guide)
    values = (latest.version, latest.on) if latest else ("", "")
    return _whether("cite.md", *values)


def _search_schedule(guide: Guide) -> Answered:
    """Searches from whose day on `evidence-guide scan` lists what is new."""
    known = [entry.item for entry in guide.all(Strategy)]
    return _share(METHOD, len([search for search in known if search.scan_from]), len(known))


def _rereading(guide: Guide) -> Answered:
    again = len(latest_rereadings(guide))
    return _share(AUDIT, again, len(guide.claims) + len(guide.steps))


def _changes(guide: Guide) -> Answered:
    return _whether("changes.md", len(guide.changes))


def _selection(guide: Guide) -> Answered:
    left_out = len(list(guide.all(Excluded)))
    return _some(METHOD, left_out, (len(guide.sources), left_out))


ANSWERS: dict[str, Callable[[Guide], Answered]] = {
    "advice": _advice,
    "aims": _aims,
    "attribution": _attribution,
    "certainty": _certainty,
    "changes": _changes,
    "currency": _currency,
    "decisions": _decisions,
    "disclosure": _disclosure,
    "feasibility": _feasibility,
    "funding": _funding,
    "harms": _harms,
    "key_advice": _key_advice,
    "links": _links,
    "options": _options,
    "people": _people,
    "preceding": _preceding,
    "questions": _questions,
    "rereading": _rereading,
    "resources": _resources,
    "review_dates": _review_dates,
    "reviewers": _reviewers,
    "search_schedule": _search_schedule,
    "searches": _searches,
    "selection": _selection,
    "tools": _tools,
    "version": _version,
}
"""The functions that answer items, by their names in `checklists.yml`."""
