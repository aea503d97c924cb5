"""The type of a difference between two states of the evidence."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class PartKind(StrEnum):
    """The kind of a part of the guide."""

    STEP = "step"
    CHOICE = "choice"
    CLAIM = "claim"
    POPULAR_CLAIM = "popular claim"
    ROW = "row"
    TABLE = "table"
    TERM = "term"
    TOOL = "tool"
    STAGE = "stage"
    TOPIC = "topic"
    SOURCE = "source"
    STUDY = "study"
    FINDING = "finding"
    REREADING = "re-reading"
    REVIEW = "review"
    LIST = "list"
    GUIDE = "guide"


class DifferenceKind(StrEnum):
    """The kind of a difference, in the order in which they are printed: the weightiest first."""

    NUMBERS = "changed numbers"
    STANDING = "standing of a source"
    CERTAINTY_DOWN = "certainty down"
    CERTAINTY_UP = "certainty up"
    CERTAINTY = "reasons of a certainty"
    PROOF_LOST = "proof voided"
    REMOVED = "removed"
    ADVICE = "advice"
    VERDICT = "verdict"
    FIGURES = "figures"
    ADDED = "added"
    REWORDED = "reworded"
    SUPPORT = "what it rests on"
    PROOF_WON = "proof won"
    DETAIL = "details"
    TYPO = "spelling and punctuation only"


class Difference(BaseModel):
    """One change in the evidence."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    what: DifferenceKind
    """The kind of the difference."""
    part: PartKind
    """The kind of the part that changed."""
    id: str
    """The part's id; for a row, its table's id, a slash and its own."""
    name: str = ""
    """The name by which readers know the part."""
    field: str = ""
    """The field in the YAML or BibTeX file; nested fields are joined by full stops."""
    label: str = ""
    """The label of that field; empty where readers see none."""
    before: str = ""
    """The old text, or empty. For a list of ids, those that are gone."""
    after: str = ""
    """The new text, or empty. For a list of ids, those that are new."""
    why: tuple[str, ...] = ()
    """The reasons given in the evidence itself."""
    place: str = ""
    """File and line, in the newer state unless the part is gone."""
