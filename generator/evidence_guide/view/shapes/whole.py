"""The whole guide as readers are shown it."""

from datetime import date

from evidence_guide.view.shapes.advice import HandoutView, StageView
from evidence_guide.view.shapes.claims import ClaimMap, ClaimView, TopicView
from evidence_guide.view.shapes.findings import FindingView, ReferenceView, SourceView
from evidence_guide.view.shapes.lists import IndexEntry, PopularView, TableView, TermView
from evidence_guide.view.shapes.plan import PlannedStep
from evidence_guide.view.shapes.words import Words
from evidence_guide.view.shapes.writing import (
    Grade,
    Id,
    MethodWord,
    Phrase,
    StatementView,
    Text,
    ViewObject,
)


class MethodPart(ViewObject):
    """A part of the chapter on method: its heading, paragraphs, words with meanings, and counts."""

    title: str
    about: tuple[Text, ...] = ()
    meanings: tuple[MethodWord, ...] = ()
    counts: tuple[str, ...] = ()


class Method(ViewObject):
    """The method of the guide in words, with its counts."""

    counts: dict[str, int]
    """The numbers of sources, findings, claims, steps and terms."""
    levels: tuple[Grade, ...]
    strengths: tuple[MethodWord, ...]
    parts: tuple[MethodPart, ...]


class ExpertsView(ViewObject):
    """The people whom readers ask."""

    usually: str
    now: str
    today: str
    soon: str


class GuideData(ViewObject):
    """The whole guide."""

    schema_version: int
    """Of these fields; it grows when one changes its meaning or goes."""
    title: str
    about: Text
    language: Id
    version: str
    as_of: date
    notice: Phrase
    reviewed: str
    """The reviewers, or the sentence that no clinician has reviewed the guide."""
    experts: ExpertsView
    emergency: tuple[StatementView, ...]
    """The number of the ambulance in each country that the guide names."""
    site: str
    plan_page: str
    """The address of My plan."""
    repository: Id
    publisher: str
    profiles: dict[str, str]
    home: tuple[Id, ...]
    stages: tuple[StageView, ...]
    handouts: tuple[HandoutView, ...]
    plan: tuple[PlannedStep, ...]
    """All steps in the order of My plan."""
    topics: tuple[TopicView, ...]
    claims: dict[str, ClaimView]
    claim_map: ClaimMap
    findings: dict[str, FindingView]
    tables: tuple[TableView, ...]
    populars: tuple[PopularView, ...]
    terms: tuple[TermView, ...]
    abbreviations: tuple[MethodWord, ...]
    """What abbreviations are short for."""
    sources: dict[str, SourceView]
    read_next: tuple[Id, ...]
    """Sources that were not read in full or only on a copy: those first on which most rests."""
    references: dict[str, ReferenceView]
    """Numbered from the first: sources by author and year, then our own searches."""
    method: Method
    index: tuple[IndexEntry, ...]
    words: Words
    """Our own words, as paper prints them."""
