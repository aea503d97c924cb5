"""The shape of `guide.json`: the whole guide as data, from which its JSON Schema is made.

Every number is text as it was written. A text is a string, or runs where it has markup.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from evidence_guide.model import Design, Direction, Kind, Level, Measure, Role, Strength, Verdict
from evidence_guide.prose import Run

Text = str | tuple[Run, ...]
"""Words as a reader meets them; runs only where some are emphasised, raised, lowered or linked."""


class Shape(BaseModel):
    """A part of the exported guide."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Statement(Shape):
    """A sentence with the sources behind it."""

    text: Text
    cites: tuple[str, ...]
    """Keys of `references`."""


class Meaning(Shape):
    """A word of the method with its sign and what it means."""

    word: str
    sign: str = ""
    means: str


class Answer(Shape):
    """One of GRADE's evidence-to-decision questions; without an answer it is not known."""

    question: str
    answer: Statement | None


class Step(Shape):
    """One thing to do, or not to do."""

    id: str
    page: str
    title: Text
    do: Statement
    whom: str
    profiles: tuple[str, ...]
    """Ids of the profiles it is for; none means everyone."""
    strength: Strength
    strength_words: str
    direction: Direction
    level: Level | None
    """The lowest certainty among the graded claims it rests on."""
    how: tuple[Statement, ...]
    why: tuple[str, ...]
    """Ids of claims."""
    follows: tuple[str, ...]
    """Ids of claims whose advice it adopts, or adapts as `adapted` says."""
    adapted: Statement | None
    exception: Statement | None
    ask: tuple[Text, ...]
    differ: tuple[Statement, ...]
    decision: tuple[Answer, ...]


class Stage(Shape):
    """The steps of one time of life."""

    id: str
    page: str
    title: Text
    about: Text
    review_by: date
    urgent: tuple[Statement, ...]
    """Red flags of the stage and of its steps; they come first."""
    steps: tuple[Step, ...]


class Reason(Shape):
    """Why the certainty moves up or down from where it starts."""

    side: str
    name: str
    levels: int
    because: Statement


class Search(Shape):
    """How we looked for evidence and found none."""

    where: Text
    on: date
    words: Text
    found: Text


class Use(Shape):
    """Where a claim is used."""

    kind: str
    id: str
    title: Text


class Claim(Shape):
    """One statement that the guide makes."""

    id: str
    page: str
    title: str
    topic: str
    says: Statement
    plain: Statement
    kind: Kind
    applies_to: Text | None
    level: Level | None
    start: Level | None
    reasons: tuple[Reason, ...]
    search: Search | None
    rests_on: tuple[str, ...]
    """Ids of findings."""
    disputed_by: tuple[str, ...]
    used: tuple[Use, ...]


class Topic(Shape):
    """The claims of one topic, by id."""

    id: str
    page: str
    title: Text
    about: Text
    review_by: date
    claims: tuple[str, ...]


class Effect(Shape):
    """A comparison with its estimate and interval as printed."""

    outcome: Text
    at: Text | None
    measure: Measure
    unit: Text | None
    value: str
    low: str | None
    high: str | None
    level: str
    p: str | None
    null: str
    """The value that means no difference."""


class Finding(Shape):
    """What one source reports in one passage."""

    id: str
    source: str
    reports: Statement
    where: Text
    passage: str
    """First words … last words."""
    link: str
    """Address that opens the source with the passage highlighted."""
    figures: tuple[str, ...]
    role: Role
    proof: str
    effect: Effect | None


class Row(Shape):
    """A row of cited values, its cells in the order of the columns."""

    id: str
    cells: tuple[Text, ...]
    cites: tuple[str, ...]


class Column(Shape):
    """A column of a table."""

    title: Text
    unit: Text | None


class Table(Shape):
    """Rows of cited values."""

    id: str
    page: str
    title: Text
    caption: Statement
    review_by: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Statement, ...]


class Popular(Shape):
    """Something that people read or hear, with a verdict."""

    id: str
    page: str
    heard: Text
    verdict: Verdict
    sign: str
    says: Statement
    instead: Statement
    because: tuple[str, ...]


class Term(Shape):
    """A glossary word."""

    id: str
    page: str
    term: Text
    short: str | None
    also: tuple[str, ...]
    says: Statement


class Source(Shape):
    """A publication, how it was read and how it stands."""

    key: str
    page: str
    label: str
    design: Design
    study: tuple[tuple[str, Text], ...]
    read: str
    standing: str
    links: dict[str, str]
    findings: tuple[str, ...]


class Reference(Shape):
    """One entry of the numbered list: a source, or the search behind a gap."""

    number: int
    label: str
    text: Text
    address: str


class IndexEntry(Shape):
    """A word of the index with where it stands."""

    word: str
    at: tuple[str, ...]
    """Steps and claims, as `step-` or `claim-` and the id."""


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
