"""The guide: all of the evidence joined, every item with its place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Route
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.foreign_numbers import all_in_english, number_in, quantities_in
from evidence_guide.guide.languages import ENGLISH, own_table
from evidence_guide.guide.lock import Lock
from evidence_guide.guide.subject_words import subject_words
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import (
    Change,
    Choice,
    Claim,
    ClaimsFile,
    Converter,
    Experts,
    Finding,
    FindingsFile,
    GuideFile,
    PopularClaim,
    Retired,
    StageFile,
    Step,
    Table,
    Tally,
    Term,
)
from evidence_guide.model.locales import LanguageTable, Translation
from evidence_guide.text.quantities import NumberRange, Quantity, equivalents, leading_range

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One item of the guide, with where it was written."""

    item: T
    id: str
    document: Document
    route: Route = ()

    def place(self, *more: str | int) -> Place:
        """The place of the item, or of a part of it."""
        return self.document.place((*self.route, *more))


@dataclass(frozen=True, eq=False)
class Guide:
    """All of the evidence, joined."""

    folder: Path
    entries: tuple[Entry[object], ...]
    documents: tuple[Document, ...]
    trouble: tuple[Diagnostic, ...]
    lock: Lock
    today: date
    """The day against which review dates are checked; the loader determines it."""
    pages: tuple[Document, ...] = field(default=())
    """Hand-written pages of `docs/`, as text."""
    unread: frozenset[type] = frozenset()
    """Kinds of files of which one could not be read.

    An item that seems to be missing may be in it, so no rule complains about that.
    """
    settings: Document | None = None
    """The guide's `mkdocs.yml`, as far as it can be read."""
    library: frozenset[str] = frozenset()
    """The keys of `library.bib`, which a reference manager keeps, whether they are used or not."""
    translation: Translation | None = None
    """The translation that its texts are taken from; None in the original's language."""
    facts: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False)
    """What `guide.facts.derived` has computed from it."""

    def label(self, text: str) -> str:
        """One of our own words for readers, in the language of the guide."""
        text = subject_words(text, self._subject)
        return self.table.labels.get(text, text) if self.table else text

    @cached_property
    def language(self) -> str:
        """Tag of the language that its texts are shown in."""
        found = next(self.all(GuideFile), None)
        return found.item.language if found else self._language_as_written

    @property
    def _language_as_written(self) -> str:
        """The language that an unsound `guide.yml` names, so that other files are read rightly."""
        for document in self.documents:
            if document.path == "evidence/guide.yml" and isinstance(document.value, dict):
                return str(document.value.get("language", ENGLISH))
        return ENGLISH

    @cached_property
    def table(self) -> LanguageTable | None:
        """The table of that language; None in English, or if the program has none."""
        return self.translation.table if self.translation else own_table(self.language)

    @cached_property
    def experts(self) -> Experts:
        """Whom readers ask; who is not named is named in the language of the guide."""
        written = self.file.experts
        if self.translation or self.table is None:
            return written
        named = {field: self.label(who) for field, who in written.model_dump().items()}
        return written.model_copy(update=named)

    def numbers_in(self, text: str) -> tuple[Quantity, ...]:
        """The quantities of a text of this guide, whatever its language."""
        return quantities_in(text, self.language, self._declared)

    def number(self, written: str) -> str:
        """A number that is written as in English, as this guide's readers write it."""
        return number_in(written, self.language) if self.table else written

    def range_in(self, cell: str) -> NumberRange | None:
        """The number or range that a cell of a table begins with."""
        return leading_range(self.english(cell))

    def english(self, text: str) -> str:
        """A text of this guide with its numbers, units and comparisons in English."""
        return all_in_english((text,), self.language)[0]

    @cached_property
    def _declared(self) -> frozenset[str]:
        """The names of the units that the guide declares."""
        found = next(self.all(GuideFile), None)
        pairs = equivalents(found.item.policy.units) if found else {}
        return frozenset(name for pair in pairs for name in pair)

    @derived
    def figures_of(self, finding: str) -> tuple[str, ...]:
        """The figures of a finding with English numbers, whatever the language of its source."""
        return all_in_english(self.findings[finding].item.printed, self._language_of(finding))

    def _language_of(self, finding: str) -> str:
        """The language of a source as its record names it, or else English."""
        source = self.sources.get(self.source_of[finding])
        return (source.item.language if source else "") or ENGLISH

    @cached_property
    def _subject(self) -> str:
        """The subject of the guide, as far as our words depend on it."""
        found = next(self.all(GuideFile), None)
        return found.item.subject if found else "general"

    def all(self, kind: type[T]) -> Iterator[Entry[T]]:
        """Every item of a kind in the order of the files, repeated ids included."""
        return iter(self._kinds.get(kind, ()))  # type: ignore[arg-type]

    @cached_property
    def _kinds(self) -> dict[type, list[Entry[object]]]:
        found: dict[type, list[Entry[object]]] = {}
        for entry in self.entries:
            found.setdefault(type(entry.item), []).append(entry)
        return found

    def _by_id(self, kind: type[T]) -> dict[str, Entry[T]]:
        found: dict[str, Entry[T]] = {}
        for entry in self.all(kind):
            found.setdefault(entry.id, entry)
        return found

    @cached_property
    def file(self) -> GuideFile:
        """The contents of `guide.yml`. Raises GuideError where it cannot be read."""
        found = next(self.all(GuideFile), None)
        if found is None:
            path = self.folder / "evidence/guide.yml"
            raise GuideError(
                f"{path} is missing or unsound; `evidence-guide check` says what to fix"
            )
        return found.item

    @cached_property
    def sources(self) -> dict[str, Entry[Source]]:
        """Sources by key."""
        return self._by_id(Source)

    @cached_property
    def readings(self) -> dict[str, Entry[FindingsFile]]:
        """Findings files by source key."""
        return self._by_id(FindingsFile)

    @cached_property
    def findings(self) -> dict[str, Entry[Finding]]:
        """Findings by id."""
        return self._by_id(Finding)

    @cached_property
    def claims(self) -> dict[str, Entry[Claim]]:
        """Claims by id."""
        return self._by_id(Claim)

    @cached_property
    def topics(self) -> dict[str, Entry[ClaimsFile]]:
        """Claims files by topic."""
        return self._by_id(ClaimsFile)

    @cached_property
    def stages(self) -> dict[str, Entry[StageFile]]:
        """Stage files by id."""
        return self._by_id(StageFile)

    @cached_property
    def steps(self) -> dict[str, Entry[Step]]:
        """Steps by id."""
        return self._by_id(Step)

    @cached_property
    def choices(self) -> dict[str, Entry[Choice]]:
        """Choices by id."""
        return self._by_id(Choice)

    @cached_property
    def terms(self) -> dict[str, Entry[Term]]:
        """Glossary words by id."""
        return self._by_id(Term)

    @cached_property
    def tables(self) -> dict[str, Entry[Table]]:
        """Tables by id."""
        return self._by_id(Table)

    @cached_property
    def tools(self) -> dict[str, Entry[Converter] | Entry[Tally]]:
        """Converters and tallies by id."""
        return {**self._by_id(Converter), **self._by_id(Tally)}

    @cached_property
    def popular(self) -> dict[str, Entry[PopularClaim]]:
        """Popular claims by id."""
        return self._by_id(PopularClaim)

    @cached_property
    def retired(self) -> dict[str, Entry[Retired]]:
        """Retired ids."""
        return self._by_id(Retired)

    @cached_property
    def changes(self) -> dict[str, Entry[Change]]:
        """Announcements to readers by id."""
        return self._by_id(Change)

    @cached_property
    def source_of(self) -> dict[str, str]:
        """The source key of each finding id."""
        found: dict[str, str] = {}
        for file in self.all(FindingsFile):
            for finding in file.item.findings:
                found[finding.id] = file.id
        return found

    def claims_of(self, ids: Iterable[str]) -> list[Claim]:
        """The claims with some ids; unknown ids are left out."""
        return [self.claims[id].item for id in ids if id in self.claims]

    def reading_of(self, finding: str) -> FindingsFile:
        """The findings file of the source of a finding."""
        return self.readings[self.source_of[finding]].item

    def item_at(self, place: Place) -> Entry[object] | None:
        """The innermost item in whose lines a place is."""
        starts, entries = self._by_path.get(place.path, ([], []))
        before = bisect_right(starts, place)
        return entries[before - 1] if before else None

    @cached_property
    def _by_path(self) -> dict[str, tuple[list[Place], list[Entry[object]]]]:
        """The items of each file with their places; an inner item follows the one that holds it."""
        by_path: dict[str, list[Entry[object]]] = {}
        for entry in reversed(self.entries):
            by_path.setdefault(entry.document.path, []).append(entry)
        return {path: _in_order(entries) for path, entries in by_path.items()}

    def findings_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the findings behind ids of claims or findings, each once, in order.

        A claim's are those that it rests on or is disputed by; unknown ids are left out.
        """
        found: dict[str, None] = {}
        for key in ids:
            found.update(dict.fromkeys(self._behind(key)))
        return tuple(key for key in found if key in self.findings)

    def _behind(self, key: str) -> tuple[str, ...]:
        claim = self.claims.get(key)
        return claim.item.weighed if claim else (key,)


def _in_order(entries: list[Entry[object]]) -> tuple[list[Place], list[Entry[object]]]:
    """The places of items and the items, by their place."""
    ordered = sorted(entries, key=_beginning)
    return [entry.place() for entry in ordered], ordered


def _beginning(entry: Entry[object]) -> tuple[Place, int]:
    """The order of items in a file: by their place, outer ones first."""
    return entry.place(), len(entry.route)
