"""`evidence/evidence.lock`: accepted citations and proofs, so that none is lost unseen.

`citations` holds the ids that each statement rested on, `words` hashes of its fields, `receipts`
how each finding was found in its source's text, `standings` whether each source was corrected or
retracted, `lists` the lists of retractions that said so, `told` the last announcement to readers,
`reread` the words of claims and steps that were read again, `reviews` a hash of each review by a
named person. It is sorted JSON with one entry a line, so that a change is a changed line.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files import reading
from evidence_guide.model import Finding

VERSION = 1
MOST_BYTES = 64 * reading.MIB


class Proof(StrEnum):
    """The result of looking for a finding in its source's text."""

    PROVED = "proved"
    NOT_FOUND = "passage not found"
    PART = "only part of a sentence"
    SECTIONS = "passage runs across sections"
    AMBIGUOUS = "passage occurs in several places"
    FIGURE = "figure missing"
    UNDECIDED = "undecided"
    NO_TEXT = "no text to be had"


WHOLE_TEXTS = frozenset({"full text", "page"})
"""The extents of texts in which a passage that is not found is not in the source."""


class Supplied(StrEnum):
    """Who supplied the text in which a finding was looked for."""

    PROGRAM = "program"
    STORED = "stored copy"
    BY_HAND = "by hand"


class Compared(StrEnum):
    """The words of a finding that were found in a text."""

    FIGURES = "ends and figures"
    """The first and last words of its passage, and all its figures between them."""
    WHOLE = "whole passage"
    """A passage that is given as a whole, without figures."""
    ENDS = "ends only"
    """The first and last words of a passage without figures; no word between them."""


FARTHEST = 1500
"""The most characters from the first word of a passage to its last, about a long paragraph."""
OPEN = frozenset({Proof.UNDECIDED, Proof.NO_TEXT})
"""Results that say nothing about a finding."""


@dataclass(frozen=True)
class Receipt:
    """The record that a finding was looked for; every field is text, kept as it is."""

    proof: Proof
    finding: str
    """Hash of the finding's source, passage and figures, so that an edit voids the receipt."""
    on: str
    """The day of the first such result for this finding and this text."""
    detail: str = ""
    how: str = ""
    """How much of the source the text is: full text, page, abstract or excerpt."""
    service: str = ""
    address: str = ""
    text: str = ""
    """Hash of the text."""
    passage: str = ""
    """Hash of the passage."""
    before: str = ""
    """Hash of the text of an earlier receipt, if the source's text has changed since."""
    by: str = ""
    """Who supplied the text: the program, a stored copy, or somebody by hand."""
    raw: str = ""
    """SHA-256 of the bytes from which the text was read."""
    reader: str = ""
    """The program that read the text, with its version."""
    compared: str = ""
    """The words of a proved finding that were found."""
    then: str = ""
    """The beginning of the next sentence, if it may limit what the passage says."""
    left_out: str = ""
    """Words that the passage leaves out, if they deny something that its ends do not."""
    since: str = ""
    """The day since which the result has been the same for this finding, in whatever texts."""
    previous: str = ""
    """Hash of the receipt that this one replaced."""
    seal: str = ""
    """Hash of the other fields of a proof, so that one edited by hand is no proof."""


@dataclass(frozen=True)
class StandingEntry:
    """The state of a source when it was looked up."""

    state: str
    by: str = ""
    checked: str = ""
    on: str = ""
    reason: str = ""
    notice_doi: str = ""


@dataclass(frozen=True)
class ListEntry:
    """A list of retractions when it was last used."""

    checked: str
    newest: str = ""
    """The day of its newest notice."""
    records: str = ""
    bytes: str = ""
    sha256: str = ""


def digest(source: str, passage: str, figures: tuple[str, ...]) -> str:
    """Hash of the parts that a receipt vouches for: 16 hexadecimal digits of SHA-256."""
    return _hash(_json([source, passage, list(figures)]))[:16]


def finding_digest(finding: Finding, source: str) -> str:
    """The digest of a finding from a source as it is now."""
    return digest(source, finding.passage, finding.printed)


def sealed(receipt: Receipt) -> Receipt:
    """The receipt with its seal if it is a proof; other results have none."""
    bare = replace(receipt, seal="")
    if receipt.proof is not Proof.PROVED:
        return bare
    return replace(receipt, seal=fingerprint(bare))


def fingerprint(receipt: Receipt) -> str:
    """Hash of all fields of a receipt: 16 hexadecimal digits of SHA-256."""
    return _hash(_json(_filled(receipt)))[:16]


def worded(value: object) -> str:
    """Hash of a field's value: 8 hexadecimal digits of SHA-256."""
    text = value if isinstance(value, str) else _json(value)
    return _hash(text)[:8]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    return _FIELDS_ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """A model as its fields, a number or a day as it is written."""
    return dict(_fields(value)) if isinstance(value, Iterable) else str(value)


_FIELDS_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _fields(value: Any) -> Iterator[tuple[str, object]]:
    """The fields of a model, without those that came later and that nobody wrote."""
    later = getattr(value, "added_later", ())
    for name, part in value:
        if name not in later or part != type(value).model_fields[name].default:
            yield name, part


@dataclass(frozen=True)
class Lock:
    """All that was accepted, proved and looked up."""

    citations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each statement, the ids that it rests on."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each item, the hash of each of its fields."""
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    """For each finding, how it was found in its source."""
    standings: Mapping[str, StandingEntry] = field(default_factory=dict)
    """For each source, whether it was corrected or retracted."""
    lists: Mapping[str, ListEntry] = field(default_factory=dict)
    """The lists of retractions by their names."""
    announced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each step and graded claim, a hash of what readers know of it, then the ids of changes.

    The changes are those that announced it.
    """
    reread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each claim and step that was read again, hashes of the record, its words, its support."""
    reviews: Mapping[str, str] = field(default_factory=dict)
    """For each review by a named person, a hash of it."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """For each item of a reporting checklist, how far the guide did what it asks for."""

    @staticmethod
    def load(path: Path, folder: Path) -> tuple["Lock", tuple[Diagnostic, ...]]:
        """The lock that a file holds; an empty one, and why, where it is missing or unsound."""
        if not os.path.lexists(path):
            return Lock(), ()
        try:
            return _read(reading.content(path, MOST_BYTES, folder)), ()
        except (reading.RefusedFile, ValueError, KeyError, TypeError, AttributeError) as error:
            problem = f"the lock cannot be read: {error}"
        except _OtherVersion as error:
            problem = str(error)
        except RecursionError:
            problem = "the lock cannot be read: it is nested too deeply"
        place = Place(path.relative_to(folder).as_posix())
        return Lock(), (Diagnostic(place, "sound-lock", problem, _RESTORE),)

    def text(self) -> str:
        """The file's content: the same for the same lock."""
        return self._text

    @cached_property
    def _text(self) -> str:
        parts: dict[str, Mapping[str, Any]] = {
            "citations": _lists(self.citations),
            "words": self.words,
            "receipts": _written(self.receipts),
            "standings": _written(self.standings),
            "told": _lists(self.announced),
        }
        if self.lists:
            parts["lists"] = _written(self.lists)
        if self.reread:  # a guide without re-readings keeps its lock as it is
            parts["reread"] = _lists(self.reread)
        if self.reviews:
            parts["reviews"] = self.reviews
        if self.answers:
            parts["answers"] = self.answers
        sections = ",\n".join(_section(name, part) for name, part in parts.items())
        return f'{{\n  "version": {VERSION},\n{sections}\n}}\n'


def receipts_in(content: bytes) -> dict[str, Receipt]:
    """The receipts in the bytes of a lock; none if it cannot be read."""
    try:
        return dict(_read(content).receipts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, _OtherVersion):
        return {}


_RESTORE = (
    "take it from git again; or remove it, run `evidence-guide lock`, and look everything up anew "
    "with `verify` and `standing`"
)


class _OtherVersion(Exception):  # noqa: N818 (it is a result of reading)
    """A lock that another version of the program wrote."""


@lru_cache(maxsize=4)
def _read(content: bytes) -> Lock:
    """The lock in the bytes of a file; raises `_OtherVersion`, or an error of Python's."""
    data = json.loads(content)
    if data["version"] != VERSION:
        raise _OtherVersion(f"version {data['version']} is not {VERSION}")
    return Lock(
        citations=_id_lists(data["citations"]),
        words=_words(data.get("words", {})),
        receipts=_receipts(data.get("receipts", {})),
        standings=_standings(data.get("standings", {})),
        lists=_lists_of_retractions(data.get("lists", {})),
        announced=_id_lists(data.get("told", {})),
        reread=_id_lists(data.get("reread", {})),
        reviews=_texts(data.get("reviews", {})),
        answers=_texts(data.get("answers", {})),
    )


_Data = dict[str, Any]
_Texts = dict[str, str]
_Ids = tuple[str, ...]
_Entries = Mapping[str, Receipt | StandingEntry | ListEntry]
"""Entries of one section, by their ids."""


def _id_lists(data: _Data) -> dict[str, _Ids]:
    return {str(key): tuple(map(str, ids)) for key, ids in data.items()}


def _words(data: _Data) -> dict[str, _Texts]:
    return {str(key): _texts(hashes) for key, hashes in data.items()}


def _texts(data: _Data) -> _Texts:
    return {str(key): str(value) for key, value in data.items()}


def _receipts(data: _Data) -> dict[str, Receipt]:
    return {str(key): _receipt(entry) for key, entry in data.items()}


def _receipt(entry: _Data) -> Receipt:
    fields = _texts(entry)
    proof = Proof(fields.pop("proof"))
    return Receipt(proof, **fields)


def _standings(data: _Data) -> dict[str, StandingEntry]:
    return {str(key): StandingEntry(**_texts(entry)) for key, entry in data.items()}


def _lists_of_retractions(data: _Data) -> dict[str, ListEntry]:
    return {str(name): ListEntry(**_texts(entry)) for name, entry in data.items()}


def _lists(entries: Mapping[str, _Ids]) -> dict[str, list[str]]:
    return {key: list(ids) for key, ids in entries.items()}


def _written(entries: _Entries) -> dict[str, _Texts]:
    return {key: _filled(entry) for key, entry in entries.items()}


def _filled(entry: Receipt | StandingEntry | ListEntry) -> _Texts:
    """The fields of an entry that are not empty."""
    return {name: value for name, value in asdict(entry).items() if value}


def _section(name: str, part: Mapping[str, Any]) -> str:
    if not part:
        return f'  "{name}": {{}}'
    lines = ",\n".join(_lines(part))
    return f'  "{name}": {{\n{lines}\n  }}'


def _lines(part: Mapping[str, Any]) -> Iterator[str]:
    for key, value in sorted(part.items()):
        yield _line(key, value)


def _line(key: str, value: object) -> str:
    return f"    {json.dumps(key)}: {_ENCODER.encode(value)}"
