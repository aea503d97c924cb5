"""In My plan a step takes the place only of steps that its readers would meet otherwise."""

from collections.abc import Iterator

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Action, GuideFile, StageFile, Step
from evidence_guide.rules.rule import Complaint, Complaints, ids_in, rule, unknown
from evidence_guide.view.shown import profiles_of

_FOR_SOME = "    for: [night-worker]\n"
_FOR_ALL = "    for: everyone\n"


def _displaced(step: Entry[Step]) -> Iterator[tuple[Place, str]]:
    """The steps that a step takes the place of, each with where it says so."""
    return ids_in(step, "replaces", "repeats")


@rule("evidence/stages/evening.yml", _FOR_SOME, f"{_FOR_SOME}    replaces: [drink-te]\n")
def known_step(step: Entry[Step], guide: Guide) -> Complaints:
    """Every step that another one takes the place of exists.

    A mistyped id would leave readers with the advice that was to be replaced.
    """
    if StageFile in guide.unread:
        return
    for place, id in _displaced(step):
        if id not in guide.steps:
            yield unknown(place, "step", id, guide.steps, "write the step first, or remove the id")


@rule("evidence/stages/evening.yml", _FOR_ALL, f"{_FOR_ALL}    replaces: [avoid-coffee]\n")
def replaces_for_some(step: Entry[Step], guide: Guide) -> Complaints:
    """A step that replaces another one is written for some readers and not for everyone.

    If it were for everyone, nobody would ever meet the other step, which could then go.
    """
    if step.item.replaces and not profiles_of(step.item):
        yield step.place("replaces"), f"`{step.id}` is for everyone and replaces a step", _FOR_WHOM


_FOR_WHOM = "say in `for` whom it is for, or remove the other step from the guide"


@rule("evidence/stages/evening.yml", _FOR_SOME, f"{_FOR_SOME}    replaces: [avoid-coffee]\n")
def replaces_in_no_circle(step: Entry[Step], guide: Guide) -> Complaints:
    """No step takes its own place, neither by itself nor by way of other steps.

    Readers who meet all steps of a circle would be shown none of them.
    """
    for place, id in _displaced(step):
        if step.id in _all_displaced(guide, id):
            yield _circle(place, step.id, id)


def _circle(place: Place, step: str, other: str) -> Complaint:
    if step == other:
        return place, f"`{step}` takes its own place", "remove its id"
    hint = "decide which of them readers meet, and remove the other direction"
    return place, f"`{step}` and `{other}` take each other's place", hint, (other,)


def _all_displaced(guide: Guide, first: str) -> set[str]:
    """A step and all steps that it takes the place of, directly or by way of others."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        id = waiting.pop()
        if id in guide.steps and id not in found:
            found.add(id)
            waiting += [other for _, other in _displaced(guide.steps[id])]
    return found


@rule(
    "evidence/stages/evening.yml",
    _FOR_ALL,
    "    for: [day-worker]\n    replaces: [avoid-coffee]\n",
)
def replaces_what_is_met(step: Entry[Step], guide: Guide) -> Complaints:
    """A step takes the place only of steps that some of its readers would meet without it.

    Where two steps are for different answers to a question that has one answer, nobody meets both.
    """
    for place, id in _displaced(step):
        other = guide.steps.get(id)
        if other and not _somebody_meets_both(guide, step.item, other.item):
            hint = "compare `for` in both steps, or remove the id"
            yield place, f"nobody meets both `{step.id}` and `{id}`", hint, (id,)


def _somebody_meets_both(guide: Guide, step: Step, other: Step | Action) -> bool:
    """Whether the profiles of one reader can be among those of both."""
    mine, theirs = profiles_of(step), profiles_of(other)
    if not mine or not theirs:
        return True
    return any(_fit_together(guide, one, another) for one in mine for another in theirs)


def _fit_together(guide: Guide, one: str, another: str) -> bool:
    """Whether one reader can choose both profiles."""
    if one == another:
        return True
    questions = _questions_with_one_answer(guide)
    return one not in questions or questions[one] != questions.get(another)


def _questions_with_one_answer(guide: Guide) -> dict[str, str]:
    """For each profile that answers such a question, the question."""
    found = {}
    for file in guide.all(GuideFile):
        found.update(_single_answers(file.item))
    return found


def _single_answers(file: GuideFile) -> dict[str, str]:
    """The same of one file."""
    single, profiles = _single(file), file.profiles
    return {profile.id: profile.question for profile in profiles if profile.question in single}


def _single(file: GuideFile) -> set[str]:
    return {question.id for question in file.questions if question.choose == "one"}


@rule("evidence/stages/evening.yml", _FOR_ALL, f"{_FOR_ALL}    repeats: [avoid-coffee]\n")
def repeats_for_all_readers(step: Entry[Step], guide: Guide) -> Complaints:
    """A step repeats only steps of other stages, and it is for all readers of those.

    My plan shows one of the two to readers who are at both stages; it must be for them.
    """
    for number, id in enumerate(step.item.repeats):
        other = guide.steps.get(id)
        problem = other and _unrepeatable(guide, step, other)
        if problem:
            hint = "use `replaces` if it contradicts the other step, or remove the id"
            yield step.place("repeats", number), problem, hint, (id,)


def _unrepeatable(guide: Guide, step: Entry[Step], other: Entry[Step]) -> str:
    """The reason why a step cannot repeat another; empty if it can."""
    if step.place().path == other.place().path:
        return f"`{other.id}` is a step of the same stage"
    mine, theirs = set(profiles_of(step.item)), set(profiles_of(other.item))
    if mine and (not theirs or theirs - mine):
        return f"`{step.id}` is not for all readers of `{other.id}`"
    return ""


@rule(
    "evidence/stages/evening.yml",
    "    for: everyone\n    strength: conditional\n    follows: [sleep-advice]\n"
    "    why: [sleep-faster]\n    how:\n"
    "      - {says: A cup holds 200 mL., because: [sleep-cup]}\n",
    "    for: [night-worker]\n    strength: conditional\n    follows: [sleep-advice]\n"
    "    why: [sleep-faster]\n    how:\n"
    "      - {says: A cup holds 200 mL., because: [sleep-cup], for: [day-worker]}\n",
)
def action_is_met(step: Entry[Step], guide: Guide) -> Complaints:
    """Every small action of a step is for some of the step's readers.

    What is written under `how` for others would be shown to nobody.
    """
    for number, action in enumerate(step.item.how):
        if not _somebody_meets_both(guide, step.item, action):
            place = step.place("how", number, "for")
            yield place, f"no reader of `{step.id}` meets this action", "compare `for` in both"
