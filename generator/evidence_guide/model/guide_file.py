"""`guide.yml`: what the guide is, in which order it goes, and what it holds itself to."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from evidence_guide.model.writing import Day, Id, Ids, Text, Title, WebAddress, Written


class Question(Written):
    """What a reader is asked, so that My plan shows the steps that are for her."""

    id: Id
    """What profiles call it in `question`."""
    asks: Title
    """The question as readers see it."""
    choose: Literal["one", "many"] = "many"
    """`one` where the answers exclude each other; while it is not answered, the steps of all its answers are shown."""


class Profile(Written):
    """A situation a reader may be in."""

    id: Id
    """What steps call it in `for`; for ever."""
    title: Title
    """Completes the sentence: for people who ... ."""
    question: Id | None = None
    """The question that it answers."""
    answer: Title | None = None
    """Its words as an answer to that question; without them, the title."""


class Reviewer(Written):
    """A clinician who reviewed the guide."""

    name: Title
    """The reviewer's name."""
    qualification: Title
    """What makes the review worth something: profession and post."""
    on: Day
    """The day of the review, YYYY-MM-DD."""


class Clinicians(Written):
    """Whom readers of this guide ask."""

    usually: Title = "your doctor or pharmacist"
    """Completes the sentence: ask ... ."""
    at_once: Title = "a doctor or an emergency service"
    """Completes, above red flags, the sentence: ask ... now."""


class Policy(Written):
    """What this guide holds itself to."""

    review_warn_days: Annotated[int, Field(ge=0)] = 60
    """So many days before a review is due, a warning."""
    review_grace_days: Annotated[int, Field(ge=0)] = 90
    """So many days after a review was due, an error; before that a banner."""
    sentence_words: Annotated[int, Field(ge=5)] = 30
    """Most words in a plain sentence."""
    reading_grade: Annotated[int, Field(ge=1)] = 8
    """Highest Flesch-Kincaid grade of the steps of a stage, of the plain words of a topic, of the popular claims and of the glossary."""
    plain_grade: Annotated[int, Field(ge=1)] = 10
    """Highest grade of one plain text; a single sentence swings more."""
    easy_words: tuple[Title, ...] = ()
    """Names that cannot be shorter: each counts as two syllables at most. The audit page shows the grades without this list as well."""
    proof: Literal["told", "required"] = "told"
    """Whether a finding that is not proved is told on its pages, or is an error."""
    molar_masses: dict[Title, Annotated[Decimal, Field(gt=0)]] = Field(default_factory=dict)
    """Grams in a mole of each substance whose concentrations may be converted, by its name."""
    abbreviations: tuple[Title, ...] = ()
    """Abbreviations that every reader knows."""


class Trust(Written):
    """Who stands behind the guide; the page about it says of what is missing here that it is not stated."""

    made_by: Text | None = None
    """Who wrote it, and how."""
    paid_by: Text | None = None
    """Who paid for it."""
    interests: Text | None = None
    """What its makers may gain from what it says."""
    costs: Text | None = None
    """What it costs, and under which licence it may be passed on."""
    complaints: Text | None = None
    """How to complain, beside the form for errors that every page links to."""


class GuideFile(Written):
    """`evidence/guide.yml`: what the guide is and in which order it goes."""

    title: Title
    """The name of the guide."""
    about: Text
    """One sentence for the home page and search engines; it states nothing about health."""
    language: Title = "en"
    """The language in which it is written, as a tag of HTML: `en`."""
    version: Title
    """The version of the evidence, told on every page."""
    as_of: Day
    """The day on which the evidence was last looked through; pages and PDFs bear it."""
    site_url: WebAddress
    """Where the finished site will stand."""
    repository: WebAddress
    """Its address on the web, where errors are reported and texts are edited."""
    branch: Title = "main"
    """The branch that the links to edit lead to."""
    publisher: Title
    """Who publishes the guide."""
    notice: Text
    """The visible line on every page: general information, not medical advice."""
    clinicians: Clinicians = Clinicians()
    stages: Ids
    """The stage files in the order of the guide, by their names without `.yml`."""
    topics: Ids
    """The claims files in the order of the guide, by their names without `.yml`."""
    tables: tuple[Id, ...] = ()
    """The tables in the order of the guide, by their ids."""
    questions: tuple[Question, ...] = ()
    """What My plan asks."""
    profiles: tuple[Profile, ...] = ()
    """Situations that steps can be for."""
    home: Annotated[tuple[Id, ...], Field(max_length=7)] = ()
    """The few steps that matter most, shown on the home page."""
    search: dict[Title, Annotated[tuple[Title, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    """For words of the guide, other words by which readers look for them."""
    reviewers: tuple[Reviewer, ...] = ()
    """Clinicians who reviewed the guide; while it is empty, every page says that none has."""
    trust: Trust = Trust()
    """Who stands behind the guide."""
    policy: Policy = Policy()
    """What this guide holds itself to."""
