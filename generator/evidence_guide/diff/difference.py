"""What a difference between two states of the evidence is."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Part(StrEnum):
    """What kind of part of the guide it is about."""

    STEP = "step"
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
    LIST = "list"
    GUIDE = "guide"


class What(StrEnum):
    """What became otherwise, the weightiest first; this is the order in which differences are told."""

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
    """One thing that the evidence says otherwise than before."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    what: What
    """What became otherwise."""
    part: Part
    """What kind of part of the guide it is about."""
    id: str
    """The part's id; that of a row is its table's and its own, with a slash between."""
    name: str = ""
    """What readers know the part by."""
    field: str = ""
    """The field in the YAML or BibTeX file; nested fields are joined by full stops."""
    before: str = ""
    """What stood there; empty if nothing did. For a list of ids, those that went."""
    after: str = ""
    """What stands there now; empty if nothing does. For a list of ids, those that came."""
    why: tuple[str, ...] = ()
    """The reasons that the evidence itself gives."""
    place: str = ""
    """File and line, in the newer state unless the part is gone from it."""
