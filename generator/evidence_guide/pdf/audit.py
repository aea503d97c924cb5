"""A finished PDF, read back: every sentence of the guide stands in it letter for letter, numbers and units included, with its citation."""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
from lxml import html
from pypdfium2 import raw

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide import Guide
from evidence_guide.model import Effect, Row, Table
from evidence_guide.pdf.editions import Edition
from evidence_guide.text import markup, web_addresses
from evidence_guide.view import references, shown
from evidence_guide.view.sentences import statements

_INVISIBLE = re.compile(r"[\s\u200b\u200e\u200f\u2060\ufeff]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]+")
_MIRRORED = re.compile("\\](\\d+(?:,\\d+)*)\\[([\u0590-\u08ff]+)")
_LINE_END_HYPHEN = re.compile("[\ufffe\x02]")  # how PDFium tells a hyphen at the end of a line
_CITATION = re.compile(r"\[(\d+(?:,\d+)*)\]")
_LONG = 500
"""Letters from which a row may go on on the next page, with the column headings between its cells."""
_GAP = 400


class Expected(NamedTuple):
    """A sentence that an edition holds, or a row by its first cell."""

    place: Place
    text: str
    ids: tuple[str, ...]
    cells: tuple[str, ...] = ()
    """The other cells of the row, behind the citation."""
    required: bool = True
    """Whether its absence is a complaint; a hand-out leaves out small actions when space is scarce."""


@dataclass
class PdfAudit:
    """What the audit of a PDF counted and found."""

    pages: int = 0
    cited: int = 0
    """Places where a sentence or a row stands with its citation."""
    citations: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.pages} pages, {self.cited} cited sentences, {self.citations} citations, {len(self.diagnostics)} sentences missing or uncited"


def audit_pdf(content: bytes, guide: Guide, edition: Edition) -> PdfAudit:
    """The audit of one edition."""
    pages = list(_pages(content, edition))
    reading = _Reading("".join(pages), PdfAudit(len(pages)))
    listed = {
        number
        for number, entry in _entries(guide, edition)
        if f"[{number}]{fold(entry)}" in reading.text
    }
    for words, group in _grouped(_expected(guide, edition)):
        allowed = {
            references.numbers(guide)[key]
            for one in group
            for key in references.behind(guide, one.ids)
        }
        complaint = reading.look(words, group, allowed & listed)
        if complaint:
            hint = "mend the template that lays it out; each sentence of the evidence keeps its words and its citation"
            reading.result.diagnostics.append(
                Diagnostic(
                    group[0].place,
                    "uncited-sentence",
                    f"{complaint} in {edition.name}: “{group[0].text[:90]}”",
                    hint,
                )
            )
    reading.result.diagnostics += unsafe_links(content, edition.name)
    return reading.result


def unsafe_links(content: bytes, name: str) -> Iterator[Diagnostic]:
    """A complaint for each link of a PDF that leads neither to a place in it nor to a safe address; Typst lets any pass."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            for target in _targets(document, page):
                fault = (
                    web_addresses.link_fault(target)
                    if web_addresses.scheme_of(target)
                    else "a link in a PDF leads to a whole address"
                )
                if fault:
                    yield Diagnostic(
                        Place(name),
                        "unsafe-link",
                        f"`{target[:90]}` on page {number}: {fault}",
                        "write a safe address in the evidence",
                    )


def _targets(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Where the links of a page lead that leave the PDF; what does something else than opening an address is named by its number."""
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, at, link):
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
        if kind == raw.PDFACTION_URI:
            yield _uri(document, action)
        elif kind != raw.PDFACTION_GOTO:
            yield f"action {kind}"


def _uri(document: pypdfium2.PdfDocument, action: Any) -> str:
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def fold(text: str) -> str:
    """The letters of a text without spaces, invisible marks and typographic variants; nothing that carries meaning is lost.

    PDFium tells words that run from right to left in the order of the page, and a line of only such words with its citation mirrored;
    so the citation is put behind them, and their letters are compared in the order of the alphabet.
    """
    letters = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _LINE_END_HYPHEN.sub("-", text)))
    return _RIGHT_TO_LEFT.sub(
        lambda found: "".join(sorted(found[0])), _MIRRORED.sub(r"\2[\1]", letters)
    )


def _pages(content: bytes, edition: Edition) -> Iterator[str]:
    """The letters of each page between its header and its footer."""
    margin = edition.margin
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            width, height = page.get_size()
            yield fold(
                page.get_textpage().get_text_bounded(
                    0, margin.bottom_points, width, height - margin.top_points
                )
            )


def _entries(guide: Guide, edition: Edition) -> Iterator[tuple[int, str]]:
    """The entries of the reference list: whole in the book, by who and when in a hand-out."""
    for key, number in references.numbers(guide).items():
        if key not in guide.sources:
            yield number, "Our search"
        elif edition.stage:
            yield number, guide.sources[key].item.label
        else:
            yield (
                number,
                str(
                    html.fragment_fromstring(
                        references.reference(guide.sources[key].item), create_parent="div"
                    ).text_content()
                ),
            )


def _grouped(expected: Iterable[Expected]) -> list[tuple[str, list[Expected]]]:
    """What is expected by its letters, longest first, so that a sentence within another is not taken for itself."""
    groups: dict[str, list[Expected]] = {}
    for one in expected:
        groups.setdefault(fold(one.text), []).append(one)
    return sorted(groups.items(), key=lambda group: -len(group[0]))


@dataclass
class _Reading:
    """The letters of a PDF, and which of them are told already."""

    text: str
    result: PdfAudit
    taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text))

    def look(self, words: str, group: list[Expected], allowed: set[int]) -> str:
        """What is wrong with the places where the words stand, or nothing; the places are taken."""
        told = [self.told(end, group, allowed) for end in self.places(words)]
        rows = sum(bool(one.cells) for one in group)
        if rows:  # the name of a row may stand elsewhere too
            return "" if told.count("") >= rows else "a row lost its citation or a value"
        missing = "" if told or not group[0].required else "a sentence is missing"
        return next(filter(None, told), missing)

    def told(self, end: int, group: list[Expected], allowed: set[int]) -> str:
        """What is wrong with the citation that follows a place, and with the cells that follow that."""
        cited = _CITATION.match(self.text, end)
        if not cited:
            return "a sentence stands without its citation"
        numbers = {int(number) for number in cited[1].split(",")}
        if not numbers <= allowed:
            return "a sentence cites what it does not rest on, or what is not listed,"
        if not any(_row(self.text, cited.end(), one.cells) for one in group):
            return "a row lost a value"
        self.result.cited += 1
        self.result.citations += len(numbers)
        return ""

    def places(self, words: str) -> Iterator[int]:
        """Where the words end, wherever they stand for themselves."""
        start = self.text.find(words) if words else -1
        while start >= 0:
            end = start + len(words)
            if not any(self.taken[start:end]):
                self.taken[start:end] = b"\1" * len(words)
                yield end
            start = self.text.find(words, end)


def _row(text: str, start: int, cells: tuple[str, ...]) -> bool:
    """Whether the cells follow one another."""
    folded = [fold(cell) for cell in cells]
    gap = _GAP if any(len(cell) > _LONG for cell in folded) else 0
    for cell in folded:
        at = text.find(cell, start, start + len(cell) + gap)
        if at < 0:
            return False
        start = at + len(cell)
    return True


def _expected(guide: Guide, edition: Edition) -> Iterator[Expected]:
    return _of_stage(guide, edition.stage) if edition.stage else _of_book(guide)


def _of_stage(guide: Guide, id: str) -> Iterator[Expected]:
    """What a hand-out states: the red flags, what to do, and small actions if there is space."""
    stage = guide.stages[id]
    yield from (
        Expected(stage.place("urgent"), markup.plain(cited.says), cited.because)
        for cited, _ in shown.urgent(stage)
    )
    for step in stage.item.steps:
        place = guide.steps[step.id].place
        yield Expected(place("do"), markup.plain(step.do), step.why)
        yield from (
            Expected(place("how", n), markup.plain(cited.says), cited.because, required=False)
            for n, cited in enumerate(step.how)
        )


def _of_book(guide: Guide) -> Iterator[Expected]:
    """Everything that the guide states but what works on a screen only: tools and bars; cells of tables are expected as rows."""
    apart = {entry.place("cells", name) for entry in guide.all(Row) for name in entry.item.cells}
    apart |= {entry.place("figure", "title") for entry in guide.all(Table) if entry.item.figure}
    for statement in statements(guide):
        if (
            statement.place not in apart
            and statement.owner not in guide.tools
            and not statement.place.path.endswith(".md")
        ):
            ids = (statement.owner,) if statement.owner in guide.claims else statement.ids
            yield Expected(statement.place, statement.text, ids)
    yield from _rows(guide)
    yield from _behind(guide)


def _rows(guide: Guide) -> Iterator[Expected]:
    for table in guide.all(Table):
        for entry in guide.all(Row):
            if entry.id.startswith(f"{table.id}/"):
                first, *rest = (
                    markup.plain(entry.item.cells[column.id]) for column in table.item.columns
                )
                yield Expected(entry.place(), first, entry.item.rests_on, tuple(rest))


def _behind(guide: Guide) -> Iterator[Expected]:
    """Findings that claims show with their effects, reasons for a certainty, and what steps say of the advice they follow."""
    for id, claim in guide.claims.items():
        yield from (
            Expected(claim.place("certainty"), markup.plain(moved.because), (id,))
            for moved in shown.reasons(claim.item)
        )
        for finding in (*claim.item.rests_on, *claim.item.disputed_by):
            entry = guide.findings[finding]
            yield Expected(entry.place("reports"), markup.plain(entry.item.reports), (finding,))
        yield from (
            _effect(guide, finding, effect) for finding, effect in shown.effects(guide, claim.item)
        )
    for step in guide.steps.values():
        told = (
            (name, getattr(step.item, name), ids)
            for name, ids in (("adapted", step.item.follows), ("exception", step.item.why))
        )
        yield from (
            Expected(step.place(name), markup.plain(text), ids) for name, text, ids in told if text
        )


def _effect(guide: Guide, id: str, effect: Effect) -> Expected:
    """The row of an effect: who and what, no difference on the axis, the estimate with its interval."""
    what = ", ".join(markup.plain(part) for part in (effect.outcome, effect.at) if part)
    estimate = " ".join((str(effect.value), *([markup.plain(effect.unit)] if effect.unit else [])))
    interval = (
        f" ({effect.level}% CI {effect.low} to {effect.high})"
        if effect.low is not None and effect.high is not None
        else ""
    )
    source = guide.sources[guide.source_of[id]].item
    return Expected(
        guide.findings[id].place("effect"),
        f"{source.label}: {what}",
        (id,),
        (str(effect.measure.null), estimate + interval),
    )
