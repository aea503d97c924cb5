"""Search strategies for new evidence, and sources that were considered and excluded."""

from typing import Annotated

from pydantic import Field

from evidence_guide.model.meaning import exactly, identity, items, printed, setting, title, words
from evidence_guide.model.writing import Day, Id, Text, Title, Written

PUBMED = "PubMed"
"""The database whose searches `evidence-guide scan` runs."""


class Strategy(Written):
    """One search: where, with which words, and when."""

    id: Annotated[Id, identity()]
    """Its own name, which stays for ever: small letters, digits, hyphens."""
    title: Annotated[Title, title("Title")]
    """Its aim in a few words."""
    database: Annotated[Text, printed("Where")]
    """Where it searches; `evidence-guide scan` runs those of `PubMed`."""
    query: Annotated[Text, printed("Words")]
    """The words as they were typed."""
    ran_on: Annotated[Day | None, exactly("Last run on")] = None
    """The last day on which somebody ran it and looked at all it found; none if nobody has yet."""
    scan_from: Annotated[Day | None, setting()] = None
    """The day from which `evidence-guide scan` lists what PubMed takes in."""
    topics: Annotated[tuple[Id, ...], setting()] = ()
    """Topics whose claims it could change."""
    found: Annotated[Text | None, words("Found")] = None
    """The result; a count only if somebody counted."""


class SearchesFile(Written):
    """`evidence/searches.yml`: the search strategies."""

    about: Annotated[Text, words("How the evidence was looked for")]
    """How the guide's evidence was looked for, in one or two sentences."""
    searches: Annotated[tuple[Strategy, ...], items()] = Field(min_length=1)
    """The searches, one by one."""


class Excluded(Written):
    """A publication that was looked at and left out."""

    record: Annotated[Text, printed("Record")]
    """Its DOI, PMID, PMCID or address."""
    title: Annotated[Text, title("Title")]
    """Its title as printed."""
    because: Annotated[Text, words("Why it was left out")]
    """Why it was left out."""
    on: Annotated[Day, exactly("Decided on")]
    """The day on which that was decided."""


class ExcludedFile(Written):
    """`evidence/excluded.yml`: sources that were considered and excluded."""

    excluded: Annotated[tuple[Excluded, ...], items("record")] = ()
    """The publications, one by one."""
