"""Choices: the options of one decision side by side, with what each of them brings."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, Tag

from evidence_guide.model.advice import Cited, Whom
from evidence_guide.model.meaning import (
    Reads,
    Weight,
    exactly,
    identity,
    parts,
    setting,
    title,
    words,
)
from evidence_guide.model.writing import Id, Ids, Text, Title, Written, either

_Sentences = Annotated[tuple[Cited, ...], Field(min_length=1)]
Aspect = Annotated[
    Annotated[Literal["not known"], Tag("text")] | Annotated[_Sentences, Tag("cited")],
    either("text", "cited"),
]
"""What an option brings in one respect: cited sentences, or `not known`."""


class Option(Written):
    """One of the options of a choice."""

    id: Annotated[Id, setting()]
    """A name for it within the choice."""
    name: Annotated[Title, title("Option", name=False, translated=True)]
    """The option in a few words, as the heading of its column."""
    benefits: Annotated[Aspect, parts("Benefits", translated=True, reads=Reads.REASONS)]
    """The good that it does."""
    harms: Annotated[Aspect, parts("Harms and limits", translated=True, reads=Reads.REASONS)]
    """The harm that it can do, and what it cannot do."""
    effort: Annotated[Aspect, parts("Effort", translated=True, reads=Reads.REASONS)]
    """What it asks of people: time, visits, cost, care."""
    certainty: Annotated[
        tuple[Cited, ...], parts("How sure", translated=True, reads=Reads.REASONS)
    ] = ()
    """How sure this is, in words; needed where no claim behind the option carries a certainty."""


Comparison = Annotated[
    Annotated[Literal["not known"], Tag("text")] | Annotated[Cited, Tag("cited")],
    either("text", "cited"),
]


class Choice(Written):
    """Options that readers choose from, compared in the same respects."""

    model_config = ConfigDict(populate_by_name=True)

    id: Annotated[Id, identity()]
    """A few words; for ever, because it is part of an address."""
    title: Annotated[Title, title("Title", translated=True)]
    """The choice as a question, such as `Tea or coffee?`."""
    whom: Annotated[Whom, Field(alias="for"), exactly("Who it is for", weight=Weight.ADVICE)]
    """`everyone`, or the profiles it is for."""
    steps: Annotated[Ids, exactly("At which steps")]
    """The steps that lead to it, of any stage."""
    compared: Annotated[Comparison, parts("How they compare", translated=True, reads=Reads.REASONS)]
    """What a study found that compared the options; `not known` says that none was read."""
    per: Annotated[Literal["100", "1000"] | None, exactly("Of how many people")] = None
    """The number of people that every count in it refers to."""
    options: Annotated[
        tuple[Option, ...],
        Field(min_length=2, max_length=3),
        parts("Options", translated=True, weight=Weight.ADVICE),
    ]
    """Two options or three, as more do not fit beside each other."""
    ask: Annotated[
        tuple[Text, ...],
        Field(min_length=1),
        words("Questions to ask", translated=True, reads=Reads.ADVICE, weight=Weight.ADVICE),
    ]
    """Questions that help to choose; each ends with a question mark."""
