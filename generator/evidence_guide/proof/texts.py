"""What a text of a source is, what it says of itself, and why there may be none."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class How(StrEnum):
    """How much of a source a text is."""

    FULL = "full text"
    ABSTRACT = "abstract"
    PAGE = "page"


class Reason(StrEnum):
    """Why there is no text."""

    NOTHING = "nothing to be had"
    NOT_FOUND = "not found (404)"
    DENIED = "refused by the server"
    WALL = "login page"
    LOOP = "redirect loop"
    TOO_LARGE = "too large"
    TRUNCATED = "truncated download"
    TIMEOUT = "time-out"
    BUSY = "too many requests (429)"
    BROKEN = "server error"
    UNREACHABLE = "no connection"
    HOST = "refused host"
    NO_TEXT = "not a text"
    EMPTY = "empty"
    TYPE = "wrong content type"
    ANOTHER = "text of another publication"
    UNIDENTIFIED = "not known whose text it is"


@dataclass(frozen=True)
class About:
    """What a text says of itself: its titles, its own DOIs (lower case) and PMIDs, its language; each may be missing."""

    titles: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Extracted:
    """The readable text of a file: one block a line, with what it says of itself and a note on how it was read."""

    content: str
    how: How
    about: About = About()
    note: str = ""


@dataclass(frozen=True)
class Text:
    """A text that was had for a source: its content, how much of the source it is, and where it came from."""

    content: str
    how: How
    service: str
    address: str
    """The web address, or the name of a file given by hand."""
    retrieved: date
    about: About = About()
    note: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class NoText:
    """Why no text was had, and from where; `tried` holds every attempt where there were several."""

    reason: Reason
    address: str = ""
    detail: str = ""
    tried: tuple["NoText", ...] = ()

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)
