"""Reviews: what a named person thought of each sentence and claim that the reviewer kit showed."""

from typing import Annotated

from pydantic import Field, StringConstraints

from evidence_guide.model.meaning import exactly, identity, items, parts, printed, title
from evidence_guide.model.vocabulary import Judgement
from evidence_guide.model.writing import SAID, Day, Id, Text, Title, Written

Part = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*(/[a-z0-9_]+)*$", min_length=1, max_length=80),
]
"""The way from an item to one of its sentences, such as `how/0`."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
"""16 hexadecimal digits of SHA-256."""
Interests = Annotated[str, StringConstraints(min_length=1, max_length=500), SAID]


class ReviewAnswer(Written):
    """What a reviewer thought of one sentence of advice, or of one claim."""

    of: Annotated[Id, exactly("What was judged")]
    """The id of the step, choice, stage or claim, or of one that was retired."""
    part: Annotated[Part | None, exactly("Which sentence")] = None
    """The way to the sentence in it, such as `how/0`; none for a claim, which is judged whole."""
    saw: Annotated[Digest, exactly("Digest")]
    """The digest of what the reviewer saw, as the reviewer kit computed it."""
    judgement: Annotated[Judgement, exactly("Judgement")]
    """What the reviewer thought."""
    comment: Annotated[Text | None, printed("Comment")] = None
    """The reviewer's own words, as they were written."""


class ReviewBody(Written):
    """What one person thought of one stage on one day."""

    stage: Annotated[Id, exactly("Stage")]
    """The stage whose reviewer kit was filled in, or one that was retired."""
    language: Annotated[Title, exactly("Language")] = "en"
    """The language in which it was read."""
    name: Annotated[Title, title("Name")]
    """The reviewer's name."""
    role: Annotated[Title, printed("Role")]
    """Profession and post: what makes the review worth something."""
    interests: Annotated[Interests, printed("Interests")]
    """What the reviewer could gain or lose by the subject; `None.` is an answer."""
    on: Annotated[Day, exactly("Reviewed on")]
    """The day of the review, YYYY-MM-DD."""
    answers: Annotated[tuple[ReviewAnswer, ...], Field(min_length=1), parts("Answers")]
    """The answers, one by one."""


class NamedReview(ReviewBody):
    """A review that was taken into the guide."""

    written_first = ("id",)

    id: Annotated[Id, identity()]
    """Made by `evidence-guide review`; for ever."""


class ReviewsFile(Written):
    """`evidence/reviews.yml`: reviews by named people; they are only ever added."""

    reviews: Annotated[tuple[NamedReview, ...], items()] = ()
    """The reviews in the order in which they came."""
