"""Second readings of claims and steps: who read which wording at its sources, and the outcome."""

from typing import Annotated

from pydantic import Field

from evidence_guide.model.meaning import exactly, identity, items, printed, words
from evidence_guide.model.vocabulary import Outcome
from evidence_guide.model.writing import Day, Id, Text, Title, WebAddress, Written


class Rereading(Written):
    """A claim or step that somebody else compared with its sources again."""

    of: Annotated[Id, identity()]
    """The id of the claim or step, or of one that was retired."""
    on: Annotated[Day, exactly("Read again on")]
    """The day on which it was read again, YYYY-MM-DD."""
    by: Annotated[Title | None, printed("Read again by")] = None
    """Who read it, by their role; none where the file names them."""
    read: Annotated[tuple[WebAddress, ...], printed("Read again at")] = ()
    """The addresses of the texts that were read this time."""
    verdict: Annotated[Outcome, exactly("Outcome")]
    """The outcome."""
    changed: Annotated[Text | None, words("What changed")] = None
    """What was changed, in one sentence; none if it was confirmed."""
    because: Annotated[Text | None, words("What could not be read")] = None
    """What could not be read or found again, in one sentence."""


class RereadingsFile(Written):
    """`evidence/rereadings/<name>.yml`: claims and steps that were read again."""

    by: Annotated[Title, printed("Read again by")]
    """Who read them, by their role; never an invented person."""
    rereadings: Annotated[tuple[Rereading, ...], Field(min_length=1), items("of")]
    """The readings, one by one."""
