"""The text of a source, its own metadata, and reasons for having none."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence_guide.guide.lock import Supplied


class How(StrEnum):
    """How much of a source a text is."""

    FULL = "full text"
    ABSTRACT = "abstract"
    EXCERPT = "excerpt"
    PAGE = "page"


class NoTextReason(StrEnum):
    """Why there is no text."""

    NOTHING = "nothing available"
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
    GIVEN_UP = "not asked again"
    HOST = "refused host"
    NO_TEXT = "not a text"
    EMPTY = "empty"
    TYPE = "wrong content type"
    ANOTHER = "text of another publication"
    UNIDENTIFIED = "publication not identified"


@dataclass(frozen=True)
class About:
    """The metadata of a text, all optional: titles, own DOIs (lower case), PMIDs, PMCIDs, language.

    `document` is the address of the PDF that a page offers.
    """

    titles: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    language: str = ""
    document: str = ""
    pmcids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extracted:
    """The readable text of a file, one block per line, with its metadata and a note."""

    content: str
    how: How
    about: About = About()
    note: str = ""


@dataclass(frozen=True)
class Text:
    """A text obtained for a source: its content, how much of the source it is, and its origin."""

    content: str
    how: How
    service: str
    address: str
    """The web address, or the name of a local file."""
    retrieved: date
    about: About = About()
    note: str = ""
    raw: str = ""
    """SHA-256 of the bytes from which it was read, hexadecimal."""
    by: Supplied = Supplied.PROGRAM

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class NoText:
    """Why there is no text, and its address; `tried` lists all attempts if there were several."""

    reason: NoTextReason
    address: str = ""
    detail: str = ""
    service: str = ""
    """The service that was asked."""
    tried: tuple["NoText", ...] = ()

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.service, self.reason, self.detail)))


Extraction = Extracted | NoText
"""The text of a file, or why it has none."""
Attempt = Text | NoText
"""A text obtained for a source, or why there is none."""
