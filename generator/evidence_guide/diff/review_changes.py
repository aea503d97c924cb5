"""Reviews by named people in the words of a difference: the answers of each kind, and which."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.model import Judgement, NamedReview
from evidence_guide.view.opinions import answer_key


def judgements_in_words(review: NamedReview) -> str:
    """The stage of a review and its answers: `evening: 2 agree, 1 unsafe`."""
    counts = Counter(answer.judgement for answer in review.answers)
    found = [f"{counts[kind]} {kind}" for kind in Judgement if counts[kind]]
    return f"{review.stage}: {', '.join(found)}"


def remarks(review: NamedReview) -> Iterator[str]:
    """The answers that do not just agree, each with its comment."""
    for answer in review.answers:
        if answer.comment or answer.judgement is not Judgement.AGREE:
            comment = f" {answer.comment}" if answer.comment else ""
            yield f"{answer_key(answer)}: {answer.judgement}.{comment}"
