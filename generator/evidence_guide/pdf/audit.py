"""A finished PDF, read back: every letter belongs to a cited sentence, to a row, or to a label."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide import Guide
from evidence_guide.pdf.editions import TEMPLATES, Edition
from evidence_guide.pdf.letters import Letters, page_letters, sheets
from evidence_guide.pdf.links import unsafe_links
from evidence_guide.pdf.printed import Printed, edition_views
from evidence_guide.text import markup
from evidence_guide.view.data import exported
from evidence_guide.view.inventory import place_of
from evidence_guide.view.origins import origin_of, templates_and_evidence
from evidence_guide.view.shapes import GuideData, StatementView, TextRow
from evidence_guide.view.site import Site
from evidence_guide.view.texts import plain_words
from evidence_guide.view.translation_notes import about

_CITATION = re.compile(r"\[(\d+(?:,\d+)*)\]")
_LONG = 500
"""Letters from which a row may continue on the next page, after repeated column headings."""
_GAP = 400
_SHOWN = 90
"""Letters of a sentence that a complaint shows."""
_MEND = (
    "fix the template that lays it out; each sentence of the evidence keeps its words and its "
    "citation"
)
_DECLARE = (
    "print only what the views in `view/` hold: a sentence of the evidence, or a label of "
    "`view/wording.py`"
)


@dataclass
class PdfAudit:
    """What the audit of a PDF counted and found."""

    pages: int = 0
    cited: int = 0
    """Places where a sentence or a row is printed with its citation."""
    citations: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __str__(self) -> str:
        wrong = len(self.diagnostics)
        return (
            f"{self.pages} pages, {self.cited} cited sentences, {self.citations} citations, "
            f"{wrong} sentences missing or uncited"
        )


def audit_pdf(
    content: bytes,
    guide: Guide,
    edition: Edition,
    view: GuideData | None = None,
    templates: Path = TEMPLATES,
) -> PdfAudit:
    """The audit of one edition; `view` is the exported guide where it is at hand."""
    view = view or exported(Site(guide))
    notes = (
        tuple(markup.plain(note) for note in about(guide, edition.stage)) if edition.stage else ()
    )
    expected = edition_views(view, edition, notes)
    letters = Letters(tuple(sheets(content, expected.frame)))
    reading = _Reading(letters, view, PdfAudit(len(letters.sheets)))
    reading.list_references(expected)
    for group in _grouped(expected):
        complaint = reading.look(group)
        if complaint:
            message = f"{complaint} in {edition.name}: “{group.shown[:_SHOWN]}”"
            place = place_of(guide, group.members[0])
            reading.result.diagnostics.append(Diagnostic(place, "uncited-sentence", message, _MEND))
    reading.take_labels(expected.labels)
    reading.result.diagnostics += _foreign(letters, guide, edition, templates)
    reading.result.diagnostics += unsafe_links(content, edition.name)
    return reading.result


@dataclass
class _Group:
    """Sentences or rows that read the same."""

    words: str
    """Folded: the sentence, or the first cell of the row."""
    shown: str
    required: bool
    members: list[StatementView | TextRow] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The letters of the longest member."""
        return max(len(self.words) + len("".join(_cells(member))) for member in self.members)


def _cells(member: StatementView | TextRow) -> list[str]:
    """The folded cells behind the first."""
    if isinstance(member, StatementView):
        return []
    return [page_letters(plain_words(cell)) for cell in member.cells[1:]]


def _letters_behind(member: StatementView | TextRow) -> int:
    """How many letters a row has behind its first cell; a shorter row may begin a longer one."""
    return sum(map(len, _cells(member)))


def _grouped(expected: Printed) -> list[_Group]:
    """Sentences and rows by their letters, the longest first, as one may hold another."""
    groups: dict[tuple[str, bool], _Group] = {}
    for member in (*expected.required, *expected.optional):
        row = isinstance(member, TextRow)
        shown = plain_words(member.cells[0] if isinstance(member, TextRow) else member.text)
        words = page_letters(shown)
        group = groups.setdefault((words, row), _Group(words, shown, required=False))
        group.members.append(member)
        group.required = group.required or member not in expected.optional
    return sorted(groups.values(), key=lambda group: -group.length)


@dataclass
class _Reading:
    """The letters of a PDF while they are compared with the views."""

    letters: Letters
    view: GuideData
    result: PdfAudit
    listed: set[int] = field(default_factory=set)
    """Numbers of the references that are printed."""

    def list_references(self, expected: Printed) -> None:
        """Takes the entries of the reference list."""
        for number, entry in sorted(expected.entries, key=lambda one: -len(one[1])):
            words = f"[{number}]{page_letters(entry)}"
            for start in self.letters.places(words):
                self.letters.take(start, start + len(words))
                self.listed.add(number)

    def look(self, group: _Group) -> str:
        """The complaint about the places that print a group, or nothing; the places are taken."""
        if isinstance(group.members[0], TextRow):
            rows = sum(self.row(start, group) for start in self.letters.places(group.words))
            return "" if rows >= len(group.members) else "a row lost its citation or a value"
        complaints = [self.sentence(start, group) for start in self.letters.places(group.words)]
        if not complaints and group.required:
            return "a sentence is missing"
        return next(filter(None, complaints), "")

    def sentence(self, start: int, group: _Group) -> str:
        """The complaint about one place of a sentence."""
        end = start + len(group.words)
        self.letters.take(start, end)
        cited = _CITATION.match(self.letters.text, end)
        if not cited:
            return "a sentence has no citation"
        numbers = _numbers(cited)
        if not numbers <= self.allowed(group.members):
            return "a sentence cites what it does not rest on, or what is not listed,"
        self.letters.take(end, cited.end())
        self.count(numbers)
        return ""

    def row(self, start: int, group: _Group) -> bool:
        """Whether one of the rows is printed here; then it is taken."""
        for member in sorted(group.members, key=_letters_behind, reverse=True):
            found = self.cells(start + len(group.words), member)
            if found is not None:
                self.letters.take(start, start + len(group.words))
                for cell in found:
                    self.letters.take(*cell)
                return True
        return False

    def cells(self, start: int, member: StatementView | TextRow) -> list[tuple[int, int]] | None:
        """The ranges of a row's citation and of its other cells; None where one is missing."""
        found = []
        if member.cites:
            cited = _CITATION.match(self.letters.text, start)
            if not cited or not _numbers(cited) <= self.allowed([member]):
                return None
            self.count(_numbers(cited))
            found.append(cited.span())
            start = cited.end()
        cells = _cells(member)
        gap = _GAP if any(len(cell) > _LONG for cell in cells) else 0
        for cell in cells:
            at = self.letters.text.find(cell, start, start + len(cell) + gap)
            if at < 0:
                return None
            start = at + len(cell)
            found.append((at, start))
        return found

    def allowed(self, members: Iterable[StatementView | TextRow]) -> set[int]:
        """The numbers that may be cited by any of these, as far as they are listed."""
        keys = {key for member in members for key in member.cites}
        return {self.view.references[key].number for key in keys} & self.listed

    def count(self, numbers: set[int]) -> None:
        """Counts a sentence with its citation."""
        self.result.cited += 1
        self.result.citations += len(numbers)

    def take_labels(self, labels: Iterable[re.Pattern[str]]) -> None:
        """Takes the labels among the letters that are left, the longest first at each place."""
        known = _by_beginning(labels)
        at = 0
        while at < len(self.letters.text):
            at = self.label(at, known) if not self.letters.taken[at] else at + 1

    def label(self, at: int, known: dict[str, list[re.Pattern[str]]]) -> int:
        """Takes the longest label at a place, and returns the next place to look at."""
        text = self.letters.text
        for size in (_BEGINNING, *range(_BEGINNING - 1, 0, -1)):
            matches = (label.match(text, at) for label in known.get(text[at : at + size], ()))
            ends = [self.letters.number_end(at, found.end()) for found in matches if found]
            end = max((end for end in ends if self.letters.free(at, end)), default=at)
            if end > at:
                self.letters.take(at, end)
                return end
        return at + 1


_BEGINNING = 5
"""Letters by which labels are sorted, so that few are tried at each place."""


def _by_beginning(labels: Iterable[re.Pattern[str]]) -> dict[str, list[re.Pattern[str]]]:
    """Labels by their first letters; shorter ones by all of theirs."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for label in dict.fromkeys(labels):
        plain = re.sub(r"\\(.)", r"\1", re.split(r"\\d|\\\.\*", label.pattern)[0])
        if plain:
            found.setdefault(plain[:_BEGINNING], []).append(label)
    return found


def _numbers(cited: re.Match[str]) -> set[int]:
    return {int(number) for number in cited[1].split(",")}


def _foreign(
    letters: Letters, guide: Guide, edition: Edition, templates: Path
) -> Iterator[Diagnostic]:
    """A complaint for each text that no view accounts for, at its first page."""
    files = templates_and_evidence(templates, "*.typ", guide)
    told: set[str] = set()
    for start, end in letters.left():
        sheet, base = letters.sheet_at(start)
        words = sheet.excerpt(start - base, end - base)
        if words in told:
            continue
        told.add(words)
        place = origin_of(words, files) or Place(edition.name)
        message = (
            f"page {sheet.number} of {edition.name} prints words that are neither a sentence nor "
            f"a label of the guide: “{words[:_SHOWN]}”"
        )
        yield Diagnostic(place, "uncited-sentence", message, _DECLARE)
