"""`guide.yml`: what the guide is, in which order it goes, and what it holds itself to."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from evidence_guide.model.writing import Day, Id, Ids, Text, Title, Written


class Profile(Written):
    """A situation a reader may be in."""

    id: Id
    title: Title
    """Completes the sentence: for people who ... ."""


class Reviewer(Written):
    """A clinician who reviewed the guide."""

    name: Title
    qualification: Title
    on: Day


class Policy(Written):
    """What this guide holds itself to."""

    review_warn_days: Annotated[int, Field(ge=0)] = 60
    review_grace_days: Annotated[int, Field(ge=0)] = 90
    sentence_words: Annotated[int, Field(ge=5)] = 30
    """Most words in a plain sentence."""
    proof: Literal["told", "required"] = "told"
    """Whether a finding that is not proved is told on its pages, or is an error."""
    molar_masses: dict[Title, Annotated[Decimal, Field(gt=0)]] = Field(default_factory=dict)
    """Grams in a mole of each substance whose concentrations may be converted, by its name."""
    abbreviations: tuple[Title, ...] = ()
    """Abbreviations that every reader knows."""


class GuideFile(Written):
    """`evidence/guide.yml`: what the guide is and in which order it goes."""

    title: Title
    about: Text
    """One sentence for the home page and search engines; it states nothing about health."""
    language: Title = "en"
    version: Title
    as_of: Day
    site_url: Text
    repository: Text
    publisher: Title
    notice: Text
    """The visible line on every page: general information, not medical advice."""
    stages: Ids
    topics: Ids
    tables: tuple[Id, ...] = ()
    profiles: tuple[Profile, ...] = ()
    home: Annotated[tuple[Id, ...], Field(max_length=7)] = ()
    """The few steps that matter most, shown on the home page."""
    reviewers: tuple[Reviewer, ...] = ()
    policy: Policy = Policy()
