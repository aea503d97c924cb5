"""The views that each edition prints: sentences with their citations, rows and labels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence_guide.pdf.editions import Edition
from evidence_guide.pdf.letters import Frame, page_letters
from evidence_guide.view.handouts import handout_sentences
from evidence_guide.view.inventory import Piece, pieces
from evidence_guide.view.shapes import (
    BookWords,
    ClaimView,
    FindingView,
    Forest,
    GuideData,
    HandoutView,
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

LEADER = r"\.*\d+"
"""The dots and the page behind an entry of the contents, folded."""
PAGES = r"\d+(?:,\d+)*"
"""Several pages, folded."""
_PLACE = re.compile(r"\\\{(page|pages)\\\}")


CitedPiece = StatementView | TextRow
"""A sentence or a row, which must keep its citation."""


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


def edition_views(view: GuideData, edition: Edition, translation: tuple[str, ...] = ()) -> Printed:
    """The views of one edition; `translation` holds its sentences about the translation."""
    for stage in view.stages:
        if stage.id == edition.stage:
            return _handout(view, edition, stage, translation)
    return _book(view, edition)


def _book(view: GuideData, edition: Edition) -> Printed:
    """The views of the book."""
    found: list[Piece] = []
    for part in _book_parts(view):
        found += pieces(part)
    return Printed(
        frame=_frame(view, edition),
        required=tuple(piece for piece in found if not isinstance(piece, str)),
        labels=_book_labels(view, edition, found),
        entries=_book_entries(view),
    )


def _book_entries(view: GuideData) -> tuple[tuple[int, str], ...]:
    """The references of the book: numbers and full texts."""
    references = view.references.values()
    return tuple((entry.number, plain_words(entry.text)) for entry in references)


def _book_labels(
    view: GuideData, edition: Edition, found: list[Piece]
) -> tuple[re.Pattern[str], ...]:
    """The labels among the pieces, our own words, and the entries of contents and index."""
    labels = [piece for piece in found if isinstance(piece, str)]
    patterns = _patterns((*_words(view, edition), *labels))
    return (*patterns, *_contents(view), *_index(view))


def _book_parts(view: GuideData) -> Iterator[object]:
    """The views that the book prints, in its order."""
    yield from (view.about, view.site, view.publisher, view.method)
    yield from (view.stages, view.claim_map, view.topics)
    for claim in view.claims.values():
        yield from _claim_parts(claim)
        yield from _findings_behind(view, claim)
    yield from (view.tables, view.populars)
    yield from map(_term_parts, view.terms)
    yield view.abbreviations
    yield from map(_source_parts, view.sources.values())


def _findings_behind(view: GuideData, claim: ClaimView) -> Iterator[object]:
    """The findings for a claim and against it."""
    for id in (*claim.rests_on, *claim.disputed_by):
        yield _finding_parts(view.findings[id])


def _claim_parts(claim: ClaimView) -> Iterator[object]:
    """All of a claim; its plots by the rows that describe them."""
    yield claim.model_copy(update={"plots": ()})
    for plot in claim.plots:
        yield from (plot.message, plot.head, _rows(plot))


def _rows(plot: Forest) -> list[TextRow]:
    """The rows that describe a plot."""
    return [study.row for study in plot.studies]


def _finding_parts(finding: FindingView) -> tuple[object, ...]:
    return finding.reports, finding.where, finding.printed, finding.proof


def _term_parts(term: TermView) -> tuple[object, ...]:
    return term.term, term.names, term.says


def _source_parts(source: SourceView) -> tuple[object, ...]:
    return source.facts, source.read, source.standing, tuple(source.links)


def _contents(view: GuideData) -> Iterator[re.Pattern[str]]:
    """The entries of the contents."""
    yield from map(_entry, _chapters(view))
    yield _entry(view.words.book.most)
    for stage in view.stages:
        for step in stage.steps:
            yield _entry(step.heading.text)
    for table in view.tables:
        yield _entry(table.title)


def _entry(title: Text) -> re.Pattern[str]:
    """A title with its page, folded."""
    folded = page_letters(plain_words(title))
    return re.compile(re.escape(folded) + LEADER)


def _index(view: GuideData) -> Iterator[re.Pattern[str]]:
    """The entries of the index."""
    for entry in view.index:
        yield re.compile(re.escape(page_letters(entry.word)) + PAGES)


def _chapters(view: GuideData) -> Iterator[Text]:
    """The titles of all chapters."""
    yield from _fixed_chapters(view.words.book)
    yield from (stage.title.text for stage in view.stages)
    yield from (topic.title for topic in view.topics)


def _fixed_chapters(words: BookWords) -> Iterator[Text]:
    """The titles of the chapters that every book has."""
    yield from (words.contents, words.how_to_read, words.evidence, words.tables, words.populars)
    yield from (words.glossary, words.method, words.references, words.index)


def _handout(
    view: GuideData, edition: Edition, stage: StageView, translation: tuple[str, ...]
) -> Printed:
    """The views of a hand-out."""
    handout = _handout_of(view, stage)
    return Printed(
        frame=_frame(view, edition),
        required=tuple(handout_sentences(handout.dangers, _steps_of(handout, stage))),
        labels=_handout_labels(view, edition, stage, translation),
        sheet=SheetSources(handout.sources, frozenset(handout.cites), stage.page),
    )


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
    handout = _handout_of(view, stage)
    shown: list[Text] = [stage.title.text, stage.about.text, stage.page, *translation]
    shown += [title.text for title in handout.more]
    for level in handout.dangers:
        shown += [level.heading, level.ask]
    for step in _steps_of(handout, stage):
        shown += [step.title.text, step.whom.text, step.no_amount]
    return _patterns((*_words(view, edition), *map(plain_words, shown)))


def _patterns(labels: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Some labels, folded."""
    return tuple(map(_pattern, labels))


def _words(view: GuideData, edition: Edition) -> Iterator[str]:
    """Our own words, and the words about the guide that every edition prints."""
    yield view.title
    yield plain_words(view.notice.text)
    yield view.reviewed
    for piece in pieces(_used_words(view.words, edition)):
        yield str(piece)


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
    chapters = map(plain_words, _chapters(view))
    return [draft, *(title + page_letters(chapter) for chapter in chapters)]


def _pattern(label: str) -> re.Pattern[str]:
    """A folded label as a pattern."""
    return re.compile(_with_numbers(page_letters(label)))


def _with_numbers(folded: str) -> str:
    """Folded words as a regular expression, with numbers in place of `{page}` and `{pages}`."""
    return _PLACE.sub(_numbers, re.escape(folded))


def _numbers(place: re.Match[str]) -> str:
    return PAGES if place[1] == "pages" else r"\d+"
