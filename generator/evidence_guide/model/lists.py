"""Glossary, tables, popular claims, and the ids that are no longer used."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from evidence_guide.model.advice import Cited, Whom
from evidence_guide.model.figures import TableFigure
from evidence_guide.model.vocabulary import Verdict, Was
from evidence_guide.model.writing import Day, Id, Ids, Numbers, Text, Title, Written


class Term(Written):
    """A glossary word."""

    id: Id
    """The word as an address; for ever."""
    term: Title
    """The word."""
    short: Title | None = None
    """Its abbreviation."""
    also: tuple[Title, ...] = ()
    """Other words people use for it."""
    says: Text
    """What it means, in a plain sentence."""
    rests_on: Ids
    """Ids of the findings that state it."""
    numbers: Numbers = ()
    """Numbers in the sentence that no source prints."""


class TermsFile(Written):
    """`evidence/terms.yml`: the glossary."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    """The words of the glossary."""


class Column(Written):
    """A column of a table."""

    id: Id
    """What cells call it."""
    title: Title
    """Its heading."""
    unit: Title | None = None
    """The unit of all its cells, said once."""
    role: Literal["country"] | None = None
    """`country` for the column that says where each row's values hold; the reader of My plan chooses among them."""
    stages: tuple[Id, ...] = ()
    """Stages whose readers the values of this column are for."""


class Row(Written):
    """A row of cited values."""

    id: Id
    """What the table calls it; for ever."""
    cells: dict[Id, Text]
    """What stands in each column, by the column's id."""
    rests_on: Ids
    """Ids of the findings that state these values."""
    numbers: Numbers = ()
    """Numbers in the cells that no source prints."""


class Table(Written):
    """`evidence/tables/<table>.yml`: rows of cited values."""

    id: Id
    """What the guide calls the table; for ever."""
    title: Title
    """Its heading."""
    caption: Text
    """What it shows, as a sentence."""
    because: Ids
    """Claims that the caption rests on."""
    numbers: Numbers = ()
    """Numbers in the caption that no source prints."""
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    """Its columns from left to right."""
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    """Its rows from top to bottom."""
    notes: tuple[Cited, ...] = ()
    """Sentences below it, each cited."""
    figure: TableFigure | None = None
    """The bars that are drawn from it."""
    review_by: Day
    """The day by which it must be looked at again, YYYY-MM-DD."""


class PopularClaim(Written):
    """Something people read or hear, with a verdict."""

    id: Id
    """A few words; for ever."""
    heard: Text
    """The statement in our own words."""
    verdict: Verdict
    """What the evidence makes of it."""
    says: Text
    """Why the verdict, in plain words."""
    instead: Text
    """What the evidence lets one say."""
    because: Ids
    """Ids of the claims behind the verdict."""
    numbers: Numbers = ()
    """Numbers in `says` and `instead` that no source prints."""


class PopularClaimsFile(Written):
    """`evidence/popular-claims.yml`."""

    review_by: Day
    """The day by which they must be looked at again, YYYY-MM-DD."""
    popular_claims: Annotated[tuple[PopularClaim, ...], Field(min_length=1)]
    """What people read or hear."""


class Retired(Written):
    """An id that is no longer used; its address keeps answering."""

    id: Id
    """The id."""
    was: Was
    """What it was."""
    on: Day
    """The day on which it went, YYYY-MM-DD."""
    because: Text
    """Why it went."""
    replaced_by: Id | None = None
    """The id that took its place."""


class RetiredFile(Written):
    """`evidence/retired.yml`."""

    retired: tuple[Retired, ...] = ()
    """Every id that is no longer used."""


class Change(Written):
    """A change of what the guide says, told to those who read it before."""

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    """A few words; the feed names the change by it."""
    on: Day
    """The day of the change, YYYY-MM-DD."""
    says: Text
    """What changed, as a sentence."""
    because: Text
    """Why it changed."""
    about: tuple[Id, ...] = ()
    """Ids of the claims, steps, sources and other parts that changed."""
    whom: Annotated[Whom | None, Field(alias="for")] = None
    """Whom it matters to: `everyone`, or profiles."""


class ChangesFile(Written):
    """`evidence/changes.yml`: what changed in what the guide says, newest first."""

    changes: tuple[Change, ...] = ()
    """The changes, newest first."""
