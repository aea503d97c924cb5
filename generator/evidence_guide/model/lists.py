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
    term: Title
    short: Title | None = None
    """Its abbreviation."""
    also: tuple[Title, ...] = ()
    """Other words people use for it."""
    says: Text
    rests_on: Ids
    numbers: Numbers = ()
    """Numbers in the sentence that no source prints."""


class TermsFile(Written):
    """`evidence/terms.yml`: the glossary."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]


class Column(Written):
    """A column of a table."""

    id: Id
    title: Title
    unit: Title | None = None
    role: Literal["country"] | None = None
    """`country` for the column that says where each row's values hold; the reader of My plan chooses among them."""
    stages: tuple[Id, ...] = ()
    """Stages whose readers the values of this column are for."""


class Row(Written):
    """A row of cited values."""

    id: Id
    cells: dict[Id, Text]
    rests_on: Ids
    numbers: Numbers = ()
    """Numbers in the cells that no source prints."""


class Table(Written):
    """`evidence/tables/<table>.yml`: rows of cited values."""

    id: Id
    title: Title
    caption: Text
    because: Ids
    """Claims that the caption rests on."""
    numbers: Numbers = ()
    """Numbers in the caption that no source prints."""
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    notes: tuple[Cited, ...] = ()
    figure: TableFigure | None = None
    review_by: Day


class PopularClaim(Written):
    """Something people read or hear, with a verdict."""

    id: Id
    heard: Text
    """The statement in our own words."""
    verdict: Verdict
    says: Text
    """Why the verdict, in plain words."""
    instead: Text
    """What the evidence lets one say."""
    because: Ids
    numbers: Numbers = ()
    """Numbers in `says` and `instead` that no source prints."""


class PopularClaimsFile(Written):
    """`evidence/popular-claims.yml`."""

    review_by: Day
    popular_claims: Annotated[tuple[PopularClaim, ...], Field(min_length=1)]


class Retired(Written):
    """An id that is no longer used; its address keeps answering."""

    id: Id
    was: Was
    on: Day
    because: Text
    replaced_by: Id | None = None


class RetiredFile(Written):
    """`evidence/retired.yml`."""

    retired: tuple[Retired, ...] = ()


class Change(Written):
    """A change of what the guide says, told to those who read it before."""

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    on: Day
    says: Text
    """What changed, as a sentence."""
    because: Text
    about: tuple[Id, ...] = ()
    """Ids of the claims, steps, sources and other parts that changed."""
    whom: Annotated[Whom | None, Field(alias="for")] = None
    """Whom it matters to: `everyone`, or profiles."""


class ChangesFile(Written):
    """`evidence/changes.yml`: what changed in what the guide says, newest first."""

    changes: tuple[Change, ...] = ()
