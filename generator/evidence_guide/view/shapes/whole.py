"""The whole guide as data."""

from datetime import date

from evidence_guide.view.shapes.advice import Stage
from evidence_guide.view.shapes.claims import Claim, Topic
from evidence_guide.view.shapes.findings import Finding, Reference, Source
from evidence_guide.view.shapes.lists import IndexEntry, Popular, Table, Term
from evidence_guide.view.shapes.writing import Meaning, Shape, Text


class Method(Shape):
    """The words and counts of the method."""

    levels: tuple[Meaning, ...]
    strengths: tuple[Meaning, ...]
    kinds: tuple[Meaning, ...]
    verdicts: tuple[Meaning, ...]
    counts: dict[str, int]
    proofs: tuple[Meaning, ...]
    standings: tuple[Meaning, ...]
    depths: tuple[Meaning, ...]


class Clinicians(Shape):
    """Whom readers ask."""

    usually: str
    at_once: str


class GuideData(Shape):
    """The whole guide."""

    title: str
    about: Text
    language: str
    version: str
    as_of: date
    as_of_words: str
    notice: Text
    reviewed: str
    """Who reviewed the guide, or that no clinician has."""
    clinicians: Clinicians
    site: str
    repository: str
    publisher: str
    profiles: dict[str, str]
    home: tuple[str, ...]
    stages: tuple[Stage, ...]
    topics: tuple[Topic, ...]
    claims: dict[str, Claim]
    findings: dict[str, Finding]
    tables: tuple[Table, ...]
    populars: tuple[Popular, ...]
    terms: tuple[Term, ...]
    sources: dict[str, Source]
    references: dict[str, Reference]
    """Numbered from the first: sources by author and year, then our own searches."""
    method: Method
    index: tuple[IndexEntry, ...]
