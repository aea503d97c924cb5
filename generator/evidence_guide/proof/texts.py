"""The text of a source, its own metadata, and reasons for having none."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]+")
_DOI_PREFIX = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:?)?\s*", re.IGNORECASE)
_PMID = re.compile(r"[1-9]\d{0,8}")
_PMCID = re.compile(r"(?:PMC)?([1-9]\d{0,8})", re.IGNORECASE)


class How(StrEnum):
    """How much of a source a text is."""

    FULL = "full text"
    ABSTRACT = "abstract"
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
    HOST = "refused host"
    NO_TEXT = "not a text"
    EMPTY = "empty"
    TYPE = "wrong content type"
    ANOTHER = "text of another publication"
    UNIDENTIFIED = "publication not identified"


@dataclass(frozen=True)
class About:
    """The metadata of a text, all optional: titles, own DOIs (lower case) and PMIDs, language."""

    titles: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    language: str = ""


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

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class NoText:
    """Why there is no text, and from where; `tried` holds all attempts if there were several."""

    reason: NoTextReason
    address: str = ""
    detail: str = ""
    tried: tuple["NoText", ...] = ()

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)


def plain_doi(value: str) -> str:
    """The DOI in lower case without prefix or address; empty if the value is not a DOI.

    Source: DOI Handbook, 2.4: DOIs are compared without regard to case.
    """
    bare = _DOI_PREFIX.sub("", value, count=1).strip().lower()
    return bare if _DOI.fullmatch(bare) else ""


def plain_pmid(value: str) -> str:
    """The PMID; empty if the value is not a PMID, as 0 is not."""
    return value.strip() if _PMID.fullmatch(value.strip()) else ""


def plain_pmcid(value: str) -> str:
    """The PubMed Central id with its `PMC`; empty if the value is not one."""
    found = _PMCID.fullmatch(value.strip())
    return f"PMC{found[1]}" if found else ""
