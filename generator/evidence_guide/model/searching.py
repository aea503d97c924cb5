"""How new evidence is looked for: search strategies, and what was looked at and left out."""

from pydantic import Field

from evidence_guide.model.writing import Day, Id, Text, Title, Written

PUBMED = "PubMed"
"""The database whose searches `evidence-guide scan` runs."""


class Strategy(Written):
    """One search: where, with which words, and when."""

    id: Id
    """Its own name, which stays for ever: small letters, digits, hyphens."""
    title: Title
    """What it looks for, in a few words."""
    database: Text
    """Where it searches; `evidence-guide scan` runs those of `PubMed`."""
    query: Text
    """The words as they were typed."""
    ran_on: Day | None = None
    """The last day on which somebody ran it and looked at all it found; none if nobody has yet."""
    scan_from: Day | None = None
    """The day from which `evidence-guide scan` lists what PubMed takes in."""
    topics: tuple[Id, ...] = ()
    """Topics whose claims it could change."""
    found: Text | None = None
    """What came of it; a count only if somebody counted."""


class SearchesFile(Written):
    """`evidence/searches.yml`: the search strategies."""

    about: Text
    """How the guide's evidence was looked for, in one or two sentences."""
    searches: tuple[Strategy, ...] = Field(min_length=1)
    """The searches, one by one."""


class Excluded(Written):
    """A publication that was looked at and left out."""

    record: Text
    """Its DOI, PMID, PMCID or address."""
    title: Text
    """Its title as printed."""
    because: Text
    """Why it was left out."""
    on: Day
    """The day on which that was decided."""


class ExcludedFile(Written):
    """`evidence/excluded.yml`: what was looked at and left out."""

    excluded: tuple[Excluded, ...] = ()
    """The publications, one by one."""
