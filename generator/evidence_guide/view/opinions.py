"""What named people thought of sentences and claims: the latest of each, and whether it holds."""

from collections import Counter
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.lock import worded
from evidence_guide.model import Judgement, NamedReview, ReviewAnswer
from evidence_guide.view import labels
from evidence_guide.view.judged import sentences_to_judge

PARTLY = (
    "Named people have reviewed {} of its {} sentences of advice and claims; nobody has reviewed "
    "the others."
)


class Opinion(NamedTuple):
    """What one person thought of one sentence or claim."""

    key: str
    """That of the sentence or claim, where it is now."""
    review: NamedReview
    answer: ReviewAnswer
    is_current: bool
    """Whether readers see today what the reviewer saw."""


class Reviewed(StrEnum):
    """The state of a sentence or claim after all reviews of it."""

    AGREED = "agreed"
    QUESTIONED = "questioned"
    CHANGED = "changed since"
    NOT_YET = "not yet reviewed"


def reviews_of(guide: Guide) -> tuple[NamedReview, ...]:
    """The reviews of a guide in its language, in the order in which they came."""
    return tuple(
        entry.item for entry in guide.all(NamedReview) if entry.item.language == guide.file.language
    )


@derived
def opinions(guide: Guide) -> dict[str, tuple[Opinion, ...]]:
    """The latest opinion of each person on each sentence or claim, by its key."""
    latest: dict[tuple[str, str], Opinion] = {}
    for review in reviews_of(guide):
        for answer in review.answers:
            key = _key_now(guide, answer)
            latest[reviewer_key(review.name), key] = _opinion(guide, key, review, answer)
    found: dict[str, tuple[Opinion, ...]] = {}
    for (_, key), opinion in latest.items():
        found[key] = (*found.get(key, ()), opinion)
    return found


def reviewer_key(name: str) -> str:
    """A reviewer's name as it is compared with others."""
    return " ".join(name.casefold().split())


def _opinion(guide: Guide, key: str, review: NamedReview, answer: ReviewAnswer) -> Opinion:
    return Opinion(key, review, answer, _is_current(guide, key, answer))


def _is_current(guide: Guide, key: str, answer: ReviewAnswer) -> bool:
    """Whether a sentence still reads as its reviewer saw it."""
    sentence = sentences_to_judge(guide).get(key)
    return sentence is not None and sentence.saw == answer.saw


def judgeable_ids(guide: Guide) -> frozenset[str]:
    """The ids of everything that can be judged, or that could be until it was retired."""
    now = {sentence.of for sentence in sentences_to_judge(guide).values()}
    return frozenset(now | set(guide.retired))


def answer_key(answer: ReviewAnswer) -> str:
    """The key of what was judged, as it was when it was judged."""
    return f"{answer.of}/{answer.part}" if answer.part else answer.of


def _key_now(guide: Guide, answer: ReviewAnswer) -> str:
    """The key of what was judged; a sentence that has only moved in its list is found again."""
    known, key = sentences_to_judge(guide), answer_key(answer)
    if key in known and known[key].saw == answer.saw:
        return key
    moved = _by_digest(guide).get((answer.of, answer.saw))
    return moved or key


@derived
def _by_digest(guide: Guide) -> dict[tuple[str, str], str]:
    """The key of each sentence by its item and its digest."""
    found = sentences_to_judge(guide).values()
    return {(sentence.of, sentence.saw): sentence.key for sentence in found}


def opinions_of(guide: Guide, id: str) -> Iterator[Opinion]:
    """The opinions on a claim, or on the sentences of a step or choice."""
    for key, found in opinions(guide).items():
        if key.partition("/")[0] == id:
            yield from found


def reviewed_state(guide: Guide, key: str) -> Reviewed:
    """The state of a sentence or claim after all reviews of it."""
    found = opinions(guide).get(key, ())
    said = [one for one in found if one.answer.judgement is not Judgement.CANNOT_JUDGE]
    current = {one.answer.judgement for one in said if one.is_current}
    if current - {Judgement.AGREE}:
        return Reviewed.QUESTIONED
    if current:
        return Reviewed.AGREED
    return Reviewed.CHANGED if said else Reviewed.NOT_YET


def review_counts(guide: Guide, keys: Collection[str]) -> Counter[Reviewed]:
    """How many of some sentences and claims are in each state."""
    return Counter(reviewed_state(guide, key) for key in keys)


def reviewed_by(guide: Guide, language: str) -> str:
    """Who has reviewed the guide, or how much of it, or that nobody has."""
    if guide.file.reviewers or not opinions(guide):
        return labels.reviewed(guide.file.reviewers, guide.label, language)
    known = sentences_to_judge(guide)
    counts = review_counts(guide, known)
    done = counts[Reviewed.AGREED] + counts[Reviewed.QUESTIONED]
    return guide.label(PARTLY).format(done, len(known))


def review_records(guide: Guide) -> Iterator[tuple[str, str]]:
    """What the lock keeps of each review."""
    for entry in guide.all(NamedReview):
        yield entry.id, review_record(entry.item)


def review_record(review: NamedReview) -> str:
    """A hash of a review, by which the lock notices that one was changed."""
    return worded(review.model_dump(mode="json"))
