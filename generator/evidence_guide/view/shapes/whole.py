"""The whole guide as readers are shown it."""

from datetime import date

from evidence_guide.view.shapes.advice import Stage
from evidence_guide.view.shapes.claims import Claim, ClaimMap, Topic
from evidence_guide.view.shapes.findings import Finding, Reference, Source
from evidence_guide.view.shapes.lists import IndexEntry, Popular, Table, Term
from evidence_guide.view.shapes.words import Words
from evidence_guide.view.shapes.writing import Grade, Id, Meaning, Phrase, Shape, Text


class MethodPart(Shape):
    """A part of the chapter on method: its heading, paragraphs, words with meanings, and counts."""

    title: str
    about: tuple[Text, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    counts: tuple[str, ...] = ()


class Method(Shape):
    """The method of the guide in words, with its counts."""

    counts: dict[str, int]
    """How many sources, findings, claims, steps and terms there are."""
    levels: tuple[Grade, ...]
    strengths: tuple[Meaning, ...]
    parts: tuple[MethodPart, ...]


class Clinicians(Shape):
    """Whom readers ask."""

    usually: str
    at_once: str


class GuideData(Shape):
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
    """Who reviewed the guide, or that no clinician has."""
    clinicians: Clinicians
    site: str
    repository: Id
    publisher: str
    profiles: dict[str, str]
    home: tuple[Id, ...]
    stages: tuple[Stage, ...]
    topics: tuple[Topic, ...]
    claims: dict[str, Claim]
    claim_map: ClaimMap
    findings: dict[str, Finding]
    tables: tuple[Table, ...]
    populars: tuple[Popular, ...]
    terms: tuple[Term, ...]
    sources: dict[str, Source]
    references: dict[str, Reference]
    """Numbered from the first: sources by author and year, then our own searches."""
    method: Method
    index: tuple[IndexEntry, ...]
    words: Words
    """Our own words, as paper prints them."""
