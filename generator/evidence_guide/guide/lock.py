"""`evidence/evidence.lock`: what was accepted and proved, so that neither a citation nor a proof is lost unseen.

`citations` holds what each statement rested on, `words` a hash of what it said, `receipts` how each finding was found in its source's text,
`standings` how each source stands, `told` what readers were last told of. JSON, sorted, one entry a line, so that a change is a changed line.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files import reading

VERSION = 1
MOST_BYTES = 64 * reading.MIB


class Proof(StrEnum):
    """What came of looking for a finding in its source's text."""

    PROVED = "proved"
    NOT_FOUND = "passage not found"
    PART = "only part of a sentence"
    AMBIGUOUS = "passage stands in several places"
    FIGURE = "figure missing"
    NO_TEXT = "no text to be had"


@dataclass(frozen=True)
class Receipt:
    """That, and how, a finding was looked for; every field is text, so that the lock keeps it as it is."""

    proof: Proof
    finding: str
    """Hash of the finding's source, passage and figures, so that an edit voids the receipt."""
    on: str
    """The day on which this came out first for this finding and this text."""
    detail: str = ""
    how: str = ""
    """How much of the source the text is: full text, abstract or page."""
    service: str = ""
    address: str = ""
    text: str = ""
    """Hash of the text."""
    passage: str = ""
    """Hash of the passage."""
    before: str = ""
    """Hash of the text of an earlier receipt, if the source's text has changed since."""


@dataclass(frozen=True)
class StandingEntry:
    """How a source stood when it was looked up."""

    state: str
    by: str = ""
    checked: str = ""
    on: str = ""
    reason: str = ""
    notice_doi: str = ""


def digest(source: str, passage: str, figures: tuple[str, ...]) -> str:
    """Hash of what a receipt vouches for: 16 hexadecimal digits of SHA-256."""
    return sha256(
        json.dumps([source, passage, list(figures)], ensure_ascii=False).encode()
    ).hexdigest()[:16]


def worded(value: object) -> str:
    """Hash of what a field says: 8 hexadecimal digits of SHA-256."""
    return sha256(
        (
            value
            if isinstance(value, str)
            else json.dumps(value, default=_plain, ensure_ascii=False)
        ).encode()
    ).hexdigest()[:8]


def _plain(value: Any) -> Any:
    """A model as its fields, a number or a day as it is written."""
    return dict(value) if isinstance(value, Iterable) else str(value)


@dataclass(frozen=True)
class Lock:
    """The accepted citations and words of each statement, the receipt of each finding, the standing of each source."""

    citations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each item, the hash of each of its fields."""
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    standings: Mapping[str, StandingEntry] = field(default_factory=dict)
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each step and graded claim, the hash of what readers know of it, then the ids of the changes that told them."""

    @staticmethod
    def load(path: Path, folder: Path) -> tuple["Lock", tuple[Diagnostic, ...]]:
        """The lock that a file holds; an empty one, and why, where it is missing or unsound."""
        if not os.path.lexists(path):
            return Lock(), ()
        try:
            data = json.loads(reading.content(path, MOST_BYTES, folder))
            if data["version"] == VERSION:
                citations = {str(k): tuple(map(str, v)) for k, v in data["citations"].items()}
                words = {
                    str(k): {str(n): str(h) for n, h in v.items()}
                    for k, v in data.get("words", {}).items()
                }
                told_of = {str(k): tuple(map(str, v)) for k, v in data.get("told", {}).items()}
                return Lock(citations, words, _receipts(data), _standings(data), told_of), ()
            told = f"version {data['version']} is not {VERSION}"
        except (reading.RefusedFile, ValueError, KeyError, TypeError, AttributeError) as error:
            told = f"the lock cannot be read: {error}"
        except RecursionError:
            told = "the lock cannot be read: it is nested too deeply"
        name = path.relative_to(folder).as_posix()
        hint = "take it from git again; or remove it, run `evidence-guide lock`, and look everything up anew with `verify` and `standing`"
        return Lock(), (Diagnostic(Place(name), "sound-lock", told, hint),)

    def text(self) -> str:
        """The file's content: the same for the same lock."""
        parts: dict[str, Any] = {
            "citations": {k: list(v) for k, v in self.citations.items()},
            "words": self.words,
        }
        parts |= {
            "receipts": _written(self.receipts),
            "standings": _written(self.standings),
            "told": {k: list(v) for k, v in self.told.items()},
        }
        return (
            f'{{\n  "version": {VERSION},\n'
            + ",\n".join(_section(name, part) for name, part in parts.items())
            + "\n}\n"
        )


def _receipts(data: dict[str, Any]) -> dict[str, Receipt]:
    found: dict[str, Receipt] = {}
    for key, entry in data.get("receipts", {}).items():
        rest = {name: str(value) for name, value in entry.items() if name != "proof"}
        found[str(key)] = Receipt(Proof(entry["proof"]), **rest)
    return found


def _standings(data: dict[str, Any]) -> dict[str, StandingEntry]:
    return {
        str(key): StandingEntry(**{k: str(v) for k, v in entry.items()})
        for key, entry in data.get("standings", {}).items()
    }


def _written(entries: Mapping[str, Receipt] | Mapping[str, StandingEntry]) -> dict[str, Any]:
    return {
        key: {name: value for name, value in asdict(entry).items() if value}
        for key, entry in entries.items()
    }


def _section(name: str, part: dict[str, Any]) -> str:
    return f'  "{name}": {{\n' + ",\n".join(_lines(part)) + "\n  }" if part else f'  "{name}": {{}}'


def _lines(part: dict[str, Any]) -> Iterator[str]:
    return (
        f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in sorted(part.items())
    )
