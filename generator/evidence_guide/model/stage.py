"""A stage: its red flags, its steps, and the choices that they lead to."""

from typing import Annotated

from pydantic import Field

from evidence_guide.model.advice import RedFlag, Step
from evidence_guide.model.meaning import (
    Reads,
    Weight,
    exactly,
    items,
    parts,
    setting,
    title,
    words,
)
from evidence_guide.model.options import Choice
from evidence_guide.model.writing import Day, Id, Text, Title, Written


class StageFile(Written):
    """`evidence/stages/<stage>.yml`: the steps of one time of life."""

    title: Annotated[Title, title("Stage", translated=True)]
    """The stage's name."""
    about: Annotated[Text, words("Who the page is for", translated=True)]
    """The readers whom the page is for; it states nothing about health."""
    review_by: Annotated[Day, exactly("Review by")]
    """The day by which these steps must be looked at again, YYYY-MM-DD."""
    urgent: Annotated[
        tuple[RedFlag, ...],
        parts("Get help first", translated=True, reads=Reads.ADVICE, weight=Weight.ADVICE),
    ] = ()
    """Red flags of the whole stage; printed before everything else on the page."""
    handout: Annotated[tuple[Id, ...], Field(max_length=5), setting(locked=False)] = ()
    """At most five steps for its hand-out, which is one side of paper; else the first five."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1), items()]
    """What to do, in order."""
    choices: Annotated[tuple[Choice, ...], items()] = ()
    """Options side by side, for the steps where readers choose."""
