"""A finished PDF, read back: every letter belongs to a cited sentence, to a row, or to a label."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide import Guide
from evidence_guide.pdf.alike import AlikePieces, alike_pieces, later_cells, letters_behind
from evidence_guide.pdf.editions import TEMPLATES, Edition
from evidence_guide.pdf.label_search import is_within_label, take_labels
from evidence_guide.pdf.letters import Letters, Sheet, page_letters, read_sheet_of
from evidence_guide.pdf.links import Target, targets_of, unsafe_links
from evidence_guide.pdf.printed import CitedPiece, Printed, SheetSources, edition_views
from evidence_guide.text import markup
from evidence_guide.view.data import exported
from evidence_guide.view.inventory import place_of
from evidence_guide.view.origins import origin_of, templates_and_evidence
from evidence_guide.view.shapes import GuideData, TextRow
from evidence_guide.view.site import Site
from evidence_guide.view.translation_notes import about

_Range = tuple[int, int]
"""Start and end among the letters of a PDF."""
_CITATION = re.compile(r"\[(\d+(?:,\d+)*)\]")
_LONG = 500
"""Letters from which a row may continue on the next page, after repeated column headings."""
_GAP = 400
_SHOWN = 90
"""Letters of a sentence that a complaint shows."""
_FIX = (
    "fix the template that prints it; each sentence of the evidence keeps its words and its "
    "citation"
)
_DECLARE = (
    "print only what the views in `view/` hold: a sentence of the evidence, or a label of "
    "`view/wording.py`"
)


@dataclass
class PdfAudit:
    """The counts and complaints of the audit of a PDF."""

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
    return Auditor(guide, view or exported(Site(guide)), templates).audit(content, edition)


@dataclass
class Auditor:
    """Audits the editions of a guide, and remembers what each of its documents must hold."""

    guide: Guide
    view: GuideData
    templates: Path = TEMPLATES
    _known: dict[tuple[str, str, bool], Printed] = field(default_factory=dict)

    def audit(self, content: bytes, edition: Edition) -> PdfAudit:
        """The audit of one edition, from its finished file."""
        expected = self._expected(edition)
        pages = tuple(_pages(content, expected))
        letters = Letters(tuple(page.sheet for page in pages))
        result = PdfAudit(len(pages))
        reading = _Reading(letters, self.view, result, expected.labels)
        reading.list_references(expected)
        result.diagnostics += _misprints(reading, expected, self.guide, edition)
        take_labels(letters, expected.labels)
        result.diagnostics += _foreign(letters, self.guide, edition, self.templates)
        result.diagnostics += _link_faults(pages, expected, edition)
        return result

    def _expected(self, edition: Edition) -> Printed:
        """What an edition must hold; it is the same on both papers and in both prints."""
        key = (edition.part, edition.stage, edition.draft)
        if key not in self._known:
            self._known[key] = edition_views(self.view, edition, _notes(self.guide, edition))
        return self._known[key]


class _Page(NamedTuple):
    """A page of the finished file: its letters, and the targets of its links."""

    sheet: Sheet
    targets: tuple[Target, ...]


def _pages(content: bytes, expected: Printed) -> Iterator[_Page]:
    """Every page of a PDF, each of which is read once and then let go."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            sheet = read_sheet_of(page, number, expected.frame)
            yield _Page(sheet, tuple(targets_of(page, number, document)))
            page.close()


def _link_faults(
    pages: Iterable[_Page], expected: Printed, edition: Edition
) -> Iterator[Diagnostic]:
    """A complaint for each unsafe link, and one for a hand-out without its way to the sources."""
    targets = [target for page in pages for target in page.targets]
    yield from unsafe_links(targets, edition.name)
    addresses = {target.address for target in targets}
    if expected.sheet and expected.sheet.page not in addresses:
        message = f"{edition.name} has no link to {expected.sheet.page}, which holds its sources"
        yield Diagnostic(Place(edition.name), "uncited-sentence", message, _FIX)


def _notes(guide: Guide, edition: Edition) -> tuple[str, ...]:
    """The sentences of a hand-out about its translation."""
    if not edition.stage:
        return ()
    return tuple(map(markup.plain, about(guide, edition.stage)))


@dataclass
class _Reading:
    """The letters of a PDF while they are compared with the views."""

    letters: Letters
    view: GuideData
    result: PdfAudit
    labels: tuple[re.Pattern[str], ...]
    listed: set[int] = field(default_factory=set)
    """Numbers of the references that are printed."""
    together: bool = False
    """Whether one line holds the sources of all sentences, as on a hand-out."""

    def list_references(self, expected: Printed) -> None:
        """Takes the entries of the reference list, or the line in its place."""
        if expected.sheet:
            self.list_together(expected.sheet)
        for number, entry in _longest_first(expected.entries):
            self.list_entry(number, entry)

    def list_entry(self, number: int, entry: str) -> None:
        """Takes an entry of the reference list, if it is printed."""
        if self.take_all(f"[{number}]{page_letters(entry)}"):
            self.listed.add(number)

    def list_together(self, sheet: SheetSources) -> None:
        """Takes the line of sources of a hand-out, which holds for all of its sentences."""
        self.together = True
        if self.take_all(page_letters(sheet.line)):
            self.listed = self.numbers(sheet.cites)

    def take_all(self, words: str) -> int:
        """Takes every place of some folded words, and returns how many there are."""
        found = 0
        for start in self.letters.places(words):
            self.letters.take(start, start + len(words))
            found += 1
        return found

    def look(self, group: AlikePieces) -> str:
        """The complaint about the places that print a group, or nothing; the places are taken."""
        if isinstance(group.members[0], TextRow):
            return self.rows(group)
        return self.sentences(group)

    def rows(self, group: AlikePieces) -> str:
        """The complaint about rows that read the same in their first cells."""
        if self._whole_rows(group) >= len(group.members):
            return ""
        return "a row lost its citation or a value"

    def _whole_rows(self, group: AlikePieces) -> int:
        """How many rows have all that belongs to them."""
        return sum(self.row(start, group) for start in self.letters.places(group.words))

    def sentences(self, group: AlikePieces) -> str:
        """The first complaint about the places of a sentence."""
        places = filter(partial(self.is_sentence, group), self.letters.places(group.words))
        complaints = [self.sentence(start, group) for start in places]
        return _first(complaints) if complaints else "a sentence is missing"

    def is_sentence(self, group: AlikePieces, start: int) -> bool:
        """Whether a place prints a sentence, and not a label that reads the same."""
        end = start + len(group.words)
        if not self.together and _CITATION.match(self.letters.text, end):
            return True
        labels = self.longer_labels(group.words) if self.together else self.labels
        return not is_within_label(self.letters, start, end, labels)

    def longer_labels(self, words: str) -> list[re.Pattern[str]]:
        """The labels that hold more than some words."""
        size = len(re.escape(words))
        return [label for label in self.labels if len(label.pattern) > size]

    def sentence(self, start: int, group: AlikePieces) -> str:
        """The complaint about one place of a sentence."""
        end = start + len(group.words)
        self.letters.take(start, end)
        if self.together:
            return self.sentence_of_sheet(group)
        cited = _CITATION.match(self.letters.text, end)
        if not cited:
            return "a sentence has no citation"
        if not self.allows(cited, group.members):
            return "a sentence cites what it does not rest on, or what is not listed,"
        self.letters.take(*cited.span())
        self.count(cited)
        return ""

    def sentence_of_sheet(self, group: AlikePieces) -> str:
        """The complaint about a sentence whose sources the sheet names together."""
        for member in group.members:
            if not member.cites:
                return "a sentence has no citation"
            if not self.numbers(member.cites) <= self.listed:
                return "a sentence rests on sources that the line of sources does not hold"
        self.result.cited += 1
        self.result.citations += len(group.members[0].cites)
        return ""

    def row(self, start: int, group: AlikePieces) -> bool:
        """Whether one of the rows is printed here; then it is taken."""
        end = start + len(group.words)
        for member in sorted(group.members, key=letters_behind, reverse=True):
            parts = self.parts(end, member)
            if parts is not None:
                self.take([(start, end), *parts])
                return True
        return False

    def take(self, parts: Iterable[_Range]) -> None:
        """Marks ranges of letters as accounted for."""
        for start, end in parts:
            self.letters.take(start, end)

    def parts(self, start: int, member: CitedPiece) -> list[_Range] | None:
        """The ranges of a row's citation and of its other cells; None where one is missing."""
        if not member.cites:
            return self.cells(start, member)
        cited = _CITATION.match(self.letters.text, start)
        if not cited or not self.allows(cited, [member]):
            return None
        self.count(cited)
        cells = self.cells(cited.end(), member)
        if cells is None:
            return None
        return [cited.span(), *cells]

    def cells(self, start: int, member: CitedPiece) -> list[_Range] | None:
        """The ranges of the cells behind the first; None where one is missing."""
        found: list[_Range] = []
        cells = later_cells(member)
        gap = _gap(cells)
        for cell in cells:
            at = self.find(cell, start, gap)
            if at < 0:
                return None
            start = at + len(cell)
            found.append((at, start))
        return found

    def find(self, cell: str, start: int, gap: int) -> int:
        """The position of a cell that begins at most so many letters further on, or -1."""
        return self.letters.text.find(cell, start, start + len(cell) + gap)

    def allowed(self, members: Iterable[CitedPiece]) -> set[int]:
        """The numbers that may be cited by any of these, as far as they are listed."""
        keys = chain.from_iterable(member.cites for member in members)
        return self.numbers(keys) & self.listed

    def numbers(self, keys: Iterable[str]) -> set[int]:
        """The numbers of some sources and searches."""
        return {self.view.references[key].number for key in keys}

    def allows(self, cited: re.Match[str], members: Iterable[CitedPiece]) -> bool:
        """Whether a citation names only what one of these rests on, and what is listed."""
        return _numbers(cited) <= self.allowed(members)

    def count(self, cited: re.Match[str]) -> None:
        """Counts a sentence with its citation."""
        self.result.cited += 1
        self.result.citations += len(_numbers(cited))


def _misprints(
    reading: _Reading, expected: Printed, guide: Guide, edition: Edition
) -> Iterator[Diagnostic]:
    """A complaint for each group that is not printed with its citation."""
    for group in alike_pieces(expected):
        complaint = reading.look(group)
        if complaint:
            yield _misprint(group, complaint, guide, edition)


def _misprint(group: AlikePieces, complaint: str, guide: Guide, edition: Edition) -> Diagnostic:
    """A complaint about a sentence or a row, at its place in the evidence."""
    place = place_of(guide, group.members[0])
    message = f"{complaint} in {edition.name}: “{group.shown[:_SHOWN]}”"
    return Diagnostic(place, "uncited-sentence", message, _FIX)


def _first(complaints: list[str]) -> str:
    """The first complaint that is not empty, if there is one."""
    return next(filter(None, complaints), "")


def _entry_length(entry: tuple[int, str]) -> int:
    """The letters of an entry of the reference list."""
    return len(entry[1])


def _longest_first(entries: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(entries, key=_entry_length, reverse=True)


def _gap(cells: list[str]) -> int:
    """Letters that may be between the cells of a row: repeated headings, if the row is long."""
    return _GAP if any(len(cell) > _LONG for cell in cells) else 0


def _numbers(cited: re.Match[str]) -> set[int]:
    """The numbers of a citation."""
    return {int(number) for number in cited[1].split(",")}


def _foreign(
    letters: Letters, guide: Guide, edition: Edition, templates: Path
) -> Iterator[Diagnostic]:
    """A complaint for each text that no view accounts for, at its origin."""
    files = templates_and_evidence(templates, "*.typ", guide)
    for words, number in _left(letters).items():
        message = (
            f"page {number} of {edition.name} prints words that are neither a sentence nor "
            f"a label of the guide: “{words[:_SHOWN]}”"
        )
        place = origin_of(words, files) or Place(edition.name)
        yield Diagnostic(place, "uncited-sentence", message, _DECLARE)


def _left(letters: Letters) -> dict[str, int]:
    """The texts that no view accounts for, each with the number of its first page."""
    found: dict[str, int] = {}
    for start, end in letters.left():
        sheet, base = letters.sheet_at(start)
        found.setdefault(sheet.excerpt(start - base, end - base), sheet.number)
    return found
