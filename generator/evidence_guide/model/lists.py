"""Glossary, tables, popular claims, and the ids that are no longer used."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from evidence_guide.model.advice import Cited, Whom
from evidence_guide.model.figures import TableFigure
from evidence_guide.model.meaning import (
    Meaning,
    Reads,
    Weight,
    citations,
    exactly,
    identity,
    items,
    parts,
    printed,
    setting,
    title,
    words,
)
from evidence_guide.model.vocabulary import Verdict, Was
from evidence_guide.model.writing import Day, Id, Ids, Numbers, Text, Title, Written


class Term(Written):
    """A glossary word."""

    id: Annotated[Id, identity()]
    """The word as an address; for ever."""
    term: Annotated[Title, title("Word")]
    """The word."""
    short: Annotated[Title | None, title("Abbreviation", name=False)] = None
    """Its abbreviation."""
    also: Annotated[tuple[Title, ...], printed("Also called")] = ()
    """Other words people use for it."""
    says: Annotated[Text, words("Meaning", statement=True, cites=("rests_on",), reads=Reads.PLAIN)]
    """Its meaning in a plain sentence."""
    rests_on: Annotated[Ids, citations("What it rests on")]
    """Ids of the findings that state it."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in the sentence that no source prints."""


class TermsFile(Written):
    """`evidence/terms.yml`: the glossary."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1), items()]
    """The words of the glossary."""


class Column(Written):
    """A column of a table."""

    id: Annotated[Id, identity()]
    """What cells call it."""
    title: Annotated[Title, title("Heading", name=False)]
    """Its heading."""
    unit: Annotated[Title | None, printed("Unit")] = None
    """The unit of all its cells, said once."""
    role: Annotated[Literal["country"] | None, setting()] = None
    """`country` for the column with the countries among which readers of My plan choose."""
    stages: Annotated[tuple[Id, ...], setting()] = ()
    """Stages whose readers the values of this column are for."""


class Row(Written):
    """A row of cited values."""

    id: Annotated[Id, identity()]
    """A name for it within the table; for ever."""
    cells: Annotated[dict[Id, Text], Meaning("Cells", name=True, weight=Weight.FIGURES)]
    """The cell of each column, by the column's id."""
    rests_on: Annotated[Ids, citations("What it rests on")]
    """Ids of the findings that state these values."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in the cells that no source prints."""


class Table(Written):
    """`evidence/tables/<table>.yml`: rows of cited values."""

    id: Annotated[Id, identity()]
    """A few words; for ever, because it is part of an address."""
    title: Annotated[Title, title("Title")]
    """Its heading."""
    caption: Annotated[Text, words("Caption", statement=True, cites=("because",))]
    """The content of the table, as a sentence."""
    because: Annotated[Ids, citations("Because")]
    """Claims that the caption rests on."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in the caption that no source prints."""
    columns: Annotated[
        tuple[Column, ...], Field(min_length=2), parts("Columns", weight=Weight.DETAIL)
    ]
    """Its columns from left to right."""
    sentences: Annotated[
        dict[Id, Title], Meaning("As sentences", name=False, weight=Weight.DETAIL)
    ] = Field(default_factory=dict)
    """For columns of values, how one reads by itself: `{} mL in a cup`."""
    rows: Annotated[tuple[Row, ...], Field(min_length=1), items()]
    """Its rows from top to bottom."""
    notes: Annotated[tuple[Cited, ...], parts("Notes")] = ()
    """Sentences below it, each cited."""
    figure: Annotated[TableFigure | None, parts("Figure", weight=Weight.DETAIL)] = None
    """The bars that are drawn from it."""
    review_by: Annotated[Day, exactly("Review by")]
    """The day by which it must be looked at again, YYYY-MM-DD."""


class PopularClaim(Written):
    """Something people read or hear, with a verdict."""

    id: Annotated[Id, identity()]
    """A few words; for ever."""
    heard: Annotated[Text, words("What people hear", name=True, statement=True)]
    """The statement in our own words."""
    verdict: Annotated[Verdict, exactly("Verdict", weight=Weight.VERDICT)]
    """The verdict of the evidence."""
    says: Annotated[Text, words("Why", cites=("because",), reads=Reads.PLAIN)]
    """Why the verdict, in plain words."""
    instead: Annotated[Text, words("Better", cites=("because",), reads=Reads.PLAIN)]
    """A statement that the evidence supports."""
    because: Annotated[Ids, citations("Because")]
    """Ids of the claims behind the verdict."""
    numbers: Annotated[Numbers, parts(weight=Weight.DETAIL, locked=False)] = ()
    """Numbers in `says` and `instead` that no source prints."""


class PopularClaimsFile(Written):
    """`evidence/popular-claims.yml`."""

    review_by: Annotated[Day, exactly("Review by")]
    """The day by which they must be looked at again, YYYY-MM-DD."""
    popular_claims: Annotated[tuple[PopularClaim, ...], Field(min_length=1), items()]
    """The popular claims."""


class Retired(Written):
    """An id that is no longer used; its address keeps answering."""

    id: Annotated[Id, identity()]
    """The id."""
    was: Annotated[Was, exactly("Was")]
    """The kind of the part."""
    on: Annotated[Day, exactly("On")]
    """The day on which it went, YYYY-MM-DD."""
    because: Annotated[Text, words("Why it went")]
    """Why it went."""
    replaced_by: Annotated[Id | None, exactly("Replaced by")] = None
    """The id that took its place."""


class RetiredFile(Written):
    """`evidence/retired.yml`."""

    retired: Annotated[tuple[Retired, ...], items()] = ()
    """Every id that is no longer used."""


class Change(Written):
    """A change in the guide, announced to those who read it before."""

    model_config = ConfigDict(populate_by_name=True)

    id: Annotated[Id, identity()]
    """A few words; the feed names the change by it."""
    on: Annotated[Day, exactly("On")]
    """The day of the change, YYYY-MM-DD."""
    says: Annotated[Text, words("What changed", name=True, statement=True)]
    """What changed, as a sentence."""
    because: Annotated[Text, words("Why")]
    """Why it changed."""
    about: Annotated[tuple[Id, ...], exactly("About")] = ()
    """Ids of the claims, steps, sources and other parts that changed."""
    whom: Annotated[Whom | None, Field(alias="for"), exactly("Who it is for")] = None
    """Whom it matters to: `everyone`, or profiles."""


class ChangesFile(Written):
    """`evidence/changes.yml`: announcements to readers, newest first."""

    changes: Annotated[tuple[Change, ...], items()] = ()
    """The changes, newest first."""
