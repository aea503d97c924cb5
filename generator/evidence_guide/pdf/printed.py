"""The views that each edition prints: sentences with their citations, rows and labels."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from evidence_guide.pdf.editions import Edition
from evidence_guide.pdf.letters import Frame, page_letters
from evidence_guide.view.download_words import ANNEX, BOOK
from evidence_guide.view.handouts import handout_sentences
from evidence_guide.view.inventory import Piece, pieces
from evidence_guide.view.shapes import (
    ClaimView,
    FindingView,
    Forest,
    GuideData,
    HandoutView,
    ReferenceView,
    SourceView,
    StageView,
    StatementView,
    StepView,
    TermView,
    Text,
    TextRow,
    Words,
)
from evidence_guide.view.texts import plain_words

Sentences = tuple[str, ...]
LEADER = r"\.*\d+"
"""The dots and the page behind an entry of the contents, folded."""
PAGES = r"\d+(?:,\d+)*"
"""Several pages, folded."""
_CLAIM = r"\d+\.\d+"
"""The number of a claim."""
_PLACE = re.compile(r"\\\{(page|pages|claim)\\\}")


CitedPiece = StatementView | TextRow
"""A sentence or a row, which must keep its citation."""
_Views = tuple[object, ...]
"""Views, and parts of views, whose words are printed."""


@dataclass(frozen=True)
class SheetSources:
    """The way from all sentences of a hand-out to their sources."""

    line: str
    """Names the most cited sources, counts the others, and holds for every sentence."""
    cites: frozenset[str]
    """Keys of all of them."""
    page: str
    """The address where each sentence has its own; the sheet links to it."""


@dataclass(frozen=True)
class Printed:
    """All that one edition may print."""

    frame: Frame
    required: tuple[CitedPiece, ...]
    """Sentences and rows that must not be missing."""
    labels: tuple[re.Pattern[str], ...]
    """Folded labels; a number that only the layout knows is a pattern."""
    entries: tuple[tuple[int, str], ...] = ()
    """The entries of the reference list, each with its number."""
    sheet: SheetSources | None = None
    """The sources of a hand-out, whose sentences bear no numbers."""


def edition_views(view: GuideData, edition: Edition, translation: Sentences = ()) -> Printed:
    """The views of one edition; `translation` holds its sentences about the translation."""
    stage = _stage_of(view, edition)
    return _handout(view, edition, stage, translation) if stage else _book(view, edition)


def _stage_of(view: GuideData, edition: Edition) -> StageView | None:
    """The stage that a hand-out is for; None for the book and its annex."""
    return next((stage for stage in view.stages if stage.id == edition.stage), None)


def _book(view: GuideData, edition: Edition) -> Printed:
    """The views of the book or of the annex."""
    found: list[Piece] = []
    for part in _PARTS[edition.part](view):
        found += pieces(part)
    return Printed(
        frame=_frame(view, edition),
        required=tuple(piece for piece in found if not isinstance(piece, str)),
        labels=_book_labels(view, edition, found),
        entries=tuple(_book_entries(view, edition)),
    )


def _book_entries(view: GuideData, edition: Edition) -> Iterator[tuple[int, str]]:
    """The references: numbers and full texts, or a line each in the book."""
    for entry in view.references.values():
        yield entry.number, _reference_words(entry, edition)


def _reference_words(entry: ReferenceView, edition: Edition) -> str:
    """A reference as an edition prints it."""
    return entry.line if edition.part == BOOK else plain_words(entry.text)


def _book_labels(
    view: GuideData, edition: Edition, found: list[Piece]
) -> tuple[re.Pattern[str], ...]:
    """The labels among the pieces, our own words, and the entries of contents and index."""
    labels = [piece for piece in found if isinstance(piece, str)]
    patterns = _patterns((*_words(view, edition), *labels))
    return (*patterns, *_contents(view, edition), *_index(view))


def _book_parts(view: GuideData) -> Iterator[object]:
    """The views that the book prints, in its order."""
    yield from (view.about, view.site, view.plan_page, view.publisher, *_grades(view))
    for stage in view.stages:
        steps = tuple(map(_undecided, stage.steps))
        yield stage.model_copy(update={"steps": steps, "not_known": ""})
        for step in stage.steps:
            yield from _reasons(view, step)
    yield from (view.tables, view.abbreviations)
    yield from map(_term_parts, view.terms)


def _grades(view: GuideData) -> _Views:
    return view.method.levels, view.method.strengths


def _undecided(step: StepView) -> StepView:
    """A step without the way in which it was decided, which is in the annex."""
    decided = {
        "adapted": None,
        "exception": None,
        "decision": (),
        "not_known": "",
        "reread": None,
        "opinions": (),
    }
    return step.model_copy(update=decided)


def _reasons(view: GuideData, step: StepView) -> Iterator[object]:
    """The claims behind a step in plain words."""
    for id in step.why:
        claim = view.claims[id]
        yield from (claim.plain, claim.kind_words, claim.certainty)


def _annex_parts(view: GuideData) -> Iterator[object]:
    """The views that the annex prints, in its order."""
    yield from (view.about, view.site, view.publisher, view.method)
    yield from (view.claim_map, view.topics)
    for claim in view.claims.values():
        yield from _claim_parts(claim)
        yield from _findings_behind(view, claim)
    for stage in view.stages:
        yield from (stage.title, stage.not_known)
        yield from map(_decided, stage.steps)
    yield view.populars
    yield from map(_source_parts, view.sources.values())


_PARTS: dict[str, Callable[[GuideData], Iterator[object]]] = {
    BOOK: _book_parts,
    ANNEX: _annex_parts,
}


def _decided(step: StepView) -> _Views:
    """The way in which a step was decided."""
    return (
        step.heading,
        step.do,
        step.followed,
        step.adapted,
        step.decision,
        step.not_known,
        step.reread,
        step.exception,
        step.opinions,
    )


def _findings_behind(view: GuideData, claim: ClaimView) -> Iterator[object]:
    """The findings for a claim and against it."""
    for id in (*claim.rests_on, *claim.disputed_by):
        yield _finding_parts(view.findings[id])


def _claim_parts(claim: ClaimView) -> Iterator[object]:
    """All of a claim; its plots by the rows that describe them."""
    unused: dict[str, object] = {"plots": ()} if claim.longer else {"plots": (), "plain": ()}
    yield claim.model_copy(update=unused)
    for plot in claim.plots:
        yield from (plot.message, plot.head, _rows(plot))


def _rows(plot: Forest) -> list[TextRow]:
    """The rows that describe a plot."""
    return [study.row for study in plot.studies]


def _finding_parts(finding: FindingView) -> _Views:
    return finding.reports, finding.located, finding.printed, finding.proof


def _term_parts(term: TermView) -> _Views:
    return term.term, term.names, term.says


def _source_parts(source: SourceView) -> _Views:
    return source.facts, source.read, source.standing, tuple(source.links)


def _contents(view: GuideData, edition: Edition) -> Iterator[re.Pattern[str]]:
    """The entries of the contents."""
    yield from map(_entry, _chapters(view, edition))
    if edition.part != BOOK:
        return
    yield _entry(view.words.book.most)
    for stage in view.stages:
        for step in stage.steps:
            yield _entry(step.heading.text)
        for choice in stage.choices:
            yield _entry(choice.title.text)
    for table in view.tables:
        yield _entry(table.title)


def _entry(title: Text) -> re.Pattern[str]:
    """A title with its page, folded."""
    folded = page_letters(plain_words(title))
    return re.compile(re.escape(folded) + LEADER)


def _index(view: GuideData) -> Iterator[re.Pattern[str]]:
    """The entries of the index."""
    for entry in view.index:
        yield _index_line(entry.word)


def _index_line(word: str) -> re.Pattern[str]:
    """A word of the index with its pages."""
    return re.compile(re.escape(page_letters(f"{word},")) + PAGES)


def _chapters(view: GuideData, edition: Edition) -> Iterator[Text]:
    """The titles of all chapters."""
    words = view.words.book
    yield from (words.contents, words.index)
    if edition.part == BOOK:
        yield from (words.how_to_read, words.tables, words.glossary, words.sources)
        yield from (stage.title.text for stage in view.stages)
    else:
        yield from (words.how_to_read_annex, words.evidence, words.decisions, words.populars)
        yield from (words.method, words.references)
        yield from (topic.title for topic in view.topics)


def _handout(
    view: GuideData, edition: Edition, stage: StageView, translation: tuple[str, ...]
) -> Printed:
    """The views of a hand-out."""
    handout = _handout_of(view, stage)
    return Printed(
        frame=_frame(view, edition),
        required=tuple(_sheet_sentences(handout, stage)),
        labels=_handout_labels(view, edition, stage, translation),
        sheet=SheetSources(handout.sources, frozenset(handout.cites), stage.page),
    )


def _sheet_sentences(handout: HandoutView, stage: StageView) -> Iterator[StatementView]:
    """The sentences on both sides of a hand-out."""
    return handout_sentences(handout.dangers, _steps_of(handout, stage), stage.choices)


def _handout_of(view: GuideData, stage: StageView) -> HandoutView:
    return next(handout for handout in view.handouts if handout.stage == stage.id)


def _steps_of(handout: HandoutView, stage: StageView) -> Iterator[StepView]:
    """The steps that a hand-out prints."""
    for step in stage.steps:
        if step.id in handout.steps:
            yield step


def _handout_labels(
    view: GuideData, edition: Edition, stage: StageView, translation: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    """Our own words, and the words around the sentences of the stage."""
    shown: list[Text] = [stage.title.text, stage.about.text, stage.page, *translation]
    shown += _around(_handout_of(view, stage), stage)
    return _patterns((*_words(view, edition), *map(plain_words, shown)))


def _around(handout: HandoutView, stage: StageView) -> Iterator[Text]:
    """The words around the sentences of a hand-out."""
    for title in handout.more:
        yield title.text
    for level in handout.dangers:
        yield from (level.heading, level.ask)
    for step in _steps_of(handout, stage):
        yield from (step.title.text, step.whom.text, step.no_amount)
    for choice in stage.choices:
        yield from filter(_is_label, pieces(choice))


def _is_label(piece: Piece) -> TypeGuard[str]:
    """Whether a piece is a label and no sentence or row."""
    return isinstance(piece, str)


def _patterns(labels: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Some labels, folded."""
    return tuple(map(_pattern, labels))


def _words(view: GuideData, edition: Edition) -> Iterator[str]:
    """Our own words, and the words about the guide that every edition prints."""
    yield from (view.title, plain_words(view.notice.text), view.reviewed)
    yield from map(str, pieces(_used_words(view.words, edition)))


def _used_words(words: Words, edition: Edition) -> Words:
    """Our own words without those that an edition has no use for."""
    unused: dict[str, object] = {"book" if edition.stage else "handout": ()}
    if not edition.draft:
        unused["draft"] = ""
    return words.model_copy(update=unused)


def _frame(view: GuideData, edition: Edition) -> Frame:
    """The header and footer of the pages."""
    headers = sorted(_headers(view, edition), key=len, reverse=True)
    about = page_letters(f"{view.words.version} · {view.reviewed}")
    footer = about + page_letters(view.words.page_number)
    return Frame(headers=tuple(headers), footer=re.compile(_with_numbers(footer) + "$"))


def _headers(view: GuideData, edition: Edition) -> list[str]:
    """The folded headers; that of a hand-out says at most that it is a draft."""
    draft = page_letters(view.words.draft) if edition.draft else ""
    if edition.stage:
        return [draft]
    title = draft + page_letters(view.title)
    chapters = map(plain_words, _chapters(view, edition))
    return [draft, *(title + page_letters(chapter) for chapter in chapters)]


def _pattern(label: str) -> re.Pattern[str]:
    """A folded label as a pattern."""
    return re.compile(_with_numbers(page_letters(label)))


def _with_numbers(folded: str) -> str:
    """Folded words as a regular expression, with numbers in place of `{page}` and `{pages}`."""
    return _PLACE.sub(_numbers, re.escape(folded))


def _numbers(place: re.Match[str]) -> str:
    return {"pages": PAGES, "claim": _CLAIM}.get(place[1], r"\d+")
