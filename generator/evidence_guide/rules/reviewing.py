"""Reviews by named people say who judged what, and none is changed or lost."""

from collections.abc import Iterator
from datetime import timedelta

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.folder import REVIEWS
from evidence_guide.model import (
    ClaimsFile,
    GuideFile,
    NamedReview,
    RetiredFile,
    ReviewsFile,
    StageFile,
)
from evidence_guide.rules.rule import Complaint, Complaints, rule
from evidence_guide.text.nearest import near
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.opinions import answer_key, judgeable_ids, review_record


@rule(REVIEWS, "name: Rosa Tee", "name: '-'")
def reviewer_is_named(review: Entry[NamedReview], guide: Guide) -> Complaints:
    """Every review names the reviewer, the role and the interests in words.

    Readers weigh a judgement by who gave it, and by what that person could gain.
    """
    for name in ("name", "role", "interests"):
        if not any(map(str.isalpha, getattr(review.item, name))):
            message = f"the `{name}` of the reviewer holds no word"
            yield (
                review.place(name),
                message,
                "ask the reviewer; `None.` is an answer for interests",
            )


@rule(REVIEWS, "on: 2026-01-18", "on: 2031-01-18")
def named_review_is_past(review: Entry[NamedReview], guide: Guide) -> Complaints:
    """No review is dated in the future.

    Nobody has judged anything tomorrow.
    """
    day = review.item.on
    if day > guide.today + timedelta(days=1):
        yield review.place("on"), f"{day} is in the future", "write the day of the review"


@rule(REVIEWS, "{of: drink-tea, part: do,", "{of: drink-te, part: do,")
def review_is_of_something(review: Entry[NamedReview], guide: Guide) -> Complaints:
    """Every answer of a review is about a step, choice, stage or claim, or one that was retired.

    An answer about nothing would be counted nowhere.
    """
    if {ClaimsFile, StageFile, RetiredFile, GuideFile} & guide.unread:
        return
    if review.item.stage not in guide.stages and review.item.stage not in guide.retired:
        hint = near(review.item.stage, guide.stages, "name a stage, or one in retired.yml")
        yield review.place("stage"), f"no stage is called `{review.item.stage}`", hint
    yield from _about_nothing(review, guide)


def _about_nothing(review: Entry[NamedReview], guide: Guide) -> Iterator[Complaint]:
    """Complaints about the answers to nothing in the guide."""
    known = judgeable_ids(guide)
    for number, answer in enumerate(review.item.answers):
        if answer.of not in known:
            hint = near(answer.of, known, "take the answers in with `evidence-guide review`")
            message = f"nothing to judge is called `{answer.of}`"
            yield review.place("answers", number, "of"), message, hint, (answer.of,)


@rule(
    REVIEWS,
    "{of: sleep-faster, saw: d68d28ae0f5d2628, judgement: overstated",
    "{of: sleep-cup, saw: d68d28ae0f5d2628, judgement: overstated",
)
def one_answer_each(review: Entry[NamedReview], guide: Guide) -> Complaints:
    """No review judges the same sentence or claim twice.

    Two answers of one person on one day may contradict each other.
    """
    seen: dict[str, Place] = {}
    for number, answer in enumerate(review.item.answers):
        place, key = review.place("answers", number, "of"), answer_key(answer)
        first = seen.setdefault(key, place)
        if first != place:
            message = f"`{key}` is judged already at {first}"
            yield place, message, "keep one of the two answers", (answer.of,)


@rule(REVIEWS, "    stage: evening", "    stage: evenings")
def review_is_kept(guide: Guide) -> Complaints:
    """No review that was taken in has been changed or removed.

    A judgement that can be rewritten is worth nothing; a new one is added beside the old.
    """
    if ReviewsFile in guide.unread:
        return
    now = {entry.id: entry for entry in guide.all(NamedReview)}
    for id, record in guide.lock.reviews.items():
        if id not in now:
            yield Place(REVIEWS), f"the review `{id}` is gone", _PUT_BACK, (id,)
        elif review_record(now[id].item) != record:
            yield now[id].place(), f"the review `{id}` was changed", _PUT_BACK, (id,)


_PUT_BACK = (
    "put it back as it was; or run `evidence-guide lock` if its reviewer asked for the change"
)


@rule(REVIEWS, "id: review-2026-01-18-", "id: review-2026-01-19-", Severity.WARNING)
def review_is_locked(guide: Guide) -> Complaints:
    """`evidence.lock` knows every review.

    Only a review that the lock knows is missed when somebody changes or removes it.
    """
    for entry in guide.all(NamedReview):
        if entry.id not in guide.lock.reviews:
            message = f"the lock does not know the review `{entry.id}`"
            yield entry.place("id"), message, "run `evidence-guide lock`", (entry.id,)


@rule(
    REVIEWS,
    "saw: 470a83c2477c3e4c",
    "saw: 0000000000000000",
    Severity.WARNING,
)
def digest_is_known(review: Entry[NamedReview], guide: Guide) -> Complaints:
    """Every answer of a review that the lock does not know as it is, is about words that the guide
    shows.

    A digest that fits nothing is of an older kit, or was typed by hand.
    """
    is_known = guide.lock.reviews.get(review.id) == review_record(review.item)
    if is_known or {ClaimsFile, StageFile} & guide.unread:
        return
    known = {sentence.saw for sentence in sentences_to_judge(guide).values()}
    for number, answer in enumerate(review.item.answers):
        if answer.saw not in known:
            message = (
                f"the guide does not show the words of `{answer_key(answer)}` that were judged"
            )
            place = review.place("answers", number, "saw")
            yield place, message, _OLD_KIT, (answer.of,)


_OLD_KIT = "if they have changed since, run `evidence-guide lock`; else take the answers in again"
