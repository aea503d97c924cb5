"""Reporting checklists: which ones a guide answers, and its answers that no field gives."""

from typing import Annotated

from pydantic import Field

from evidence_guide.model.meaning import Weight, exactly, identity, parts, printed
from evidence_guide.model.vocabulary import Word
from evidence_guide.model.writing import Id, Text, Written


class Reported(Word):
    """How far a guide does what an item of a checklist asks for."""

    DONE = "done", "The guide does all that the item asks for."
    PARTLY = "partly", "It does a part of that, which the answer names."
    NOT_DONE = "not done", "It does nothing of that yet."
    NOT_APPLICABLE = "not applicable", "The item asks for what a guide of this kind cannot have."


class ReportedItem(Written):
    """The answer to one item of a checklist."""

    item: Annotated[Id, identity()]
    """The item, such as `agree-5`; the page of checklists names them all."""
    answer: Annotated[Reported, exactly("Answer")]
    """`done`, `partly`, `not done` or `not applicable`."""
    says: Annotated[Text, printed("What was done", weight=Weight.DETAIL)]
    """What was done, or what was not, in a sentence or two."""


class Reporting(Written):
    """The reporting checklists that the guide answers."""

    checklists: Annotated[tuple[Id, ...], Field(min_length=1), exactly("Checklists")]
    """The checklists in the order of the page, such as `agree`, `jama`, `lsr`."""
    answers: Annotated[tuple[ReportedItem, ...], parts("Answers", weight=Weight.DETAIL)] = ()
    """Answers to the items that no field of the guide can answer."""
