"""Second readings as readers are shown them."""

from datetime import date

from evidence_guide.model import Outcome
from evidence_guide.view.shapes.writing import Id, Text, ViewObject


class ReadAddress(ViewObject):
    """An address at which a text was read."""

    address: Id
    host: str
    """Its host, with a number where several addresses have the same."""


class RereadingView(ViewObject):
    """The latest reading of a claim or step by somebody who had not written it."""

    on: date
    by: str
    verdict: Outcome
    brief: str
    """The day and the outcome."""
    says: Text
    """The same with its reader, what was changed, and whether anything has changed since."""
    read: tuple[ReadAddress, ...]
    changed_since: bool
