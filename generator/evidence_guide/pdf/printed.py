"""The views that each edition prints: sentences with their citations, rows and labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_guide.pdf.editions import Edition
from evidence_guide.pdf.letters import Frame, page_letters
from evidence_guide.view.inventory import Piece, pieces
from evidence_guide.view.shapes import (
    ClaimView,
    FindingView,
    GuideData,
    SourceView,
    StageView,
    StatementView,
    StepView,
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


@dataclass(frozen=True)
class Printed:
    """All that one edition may print."""

    frame: Frame
    required: tuple[StatementView | TextRow, ...]
    """Sentences and rows that must not be missing."""
    optional: tuple[StatementView, ...]
    """Sentences that are left out where space is scarce."""
    labels: tuple[re.Pattern[str], ...]
    """Folded labels; a number that only the layout knows is a pattern."""
    entries: tuple[tuple[int, str], ...]
    """The entries of the reference list, each with its number."""


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
    references = view.references.values()
    return Printed(
        frame=_frame(view, edition),
        required=tuple(piece for piece in found if isinstance(piece, StatementView | TextRow)),
        optional=(),
        labels=_book_labels(view, edition, found),
        entries=tuple((entry.number, plain_words(entry.text)) for entry in references),
    )


def _book_labels(
    view: GuideData, edition: Edition, found: list[Piece]
) -> tuple[re.Pattern[str], ...]:
    """The labels among the pieces, our own words, and the entries of contents and index."""
    labels = [piece for piece in found if isinstance(piece, str)]
    patterns = map(_pattern, (*_words(view, edition), *labels))
    return (*patterns, *_contents(view), *_index(view))


def _book_parts(view: GuideData) -> Iterator[object]:
    """The views that the book prints, in its order."""
    yield from (view.about, view.site, view.publisher, view.method)
    yield from (view.stages, view.claim_map, view.topics)
    for claim in view.claims.values():
        yield from _claim_parts(claim)
        for id in (*claim.rests_on, *claim.disputed_by):
            yield _finding_parts(view.findings[id])
    yield from (view.tables, view.populars)
    for term in view.terms:
        yield from (term.term, term.names, term.says)
    yield from map(_source_parts, view.sources.values())


def _claim_parts(claim: ClaimView) -> Iterator[object]:
    """All of a claim; its plots by the rows that describe them."""
    yield claim.model_copy(update={"plots": ()})
    for plot in claim.plots:
        yield plot.head
        yield [study.row for study in plot.studies]


def _finding_parts(finding: FindingView) -> tuple[object, ...]:
    return finding.reports, finding.where, finding.printed, finding.proof


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
    return re.compile(re.escape(page_letters(plain_words(title))) + LEADER)


def _index(view: GuideData) -> Iterator[re.Pattern[str]]:
    """The entries of the index."""
    for entry in view.index:
        yield re.compile(re.escape(page_letters(entry.word)) + PAGES)


def _chapters(view: GuideData) -> Iterator[Text]:
    """The titles of all chapters."""
    words = view.words.book
    yield from (words.contents, words.how_to_read, words.evidence, words.tables, words.populars)
    yield from (words.glossary, words.method, words.references, words.index)
    yield from (stage.title.text for stage in view.stages)
    yield from (topic.title for topic in view.topics)


def _handout(
    view: GuideData, edition: Edition, stage: StageView, translation: tuple[str, ...]
) -> Printed:
    """The views of a hand-out."""
    optional: list[StatementView] = []
    required: list[StatementView] = []
    for level in stage.urgent:
        required += (*level.flags, *level.numbers)
    for step in stage.steps:
        required.append(step.do)
        optional += step.how
    return Printed(
        frame=_frame(view, edition),
        required=tuple(required),
        optional=tuple(optional),
        labels=_handout_labels(view, edition, stage, translation),
        entries=tuple((entry.number, entry.label) for entry in view.references.values()),
    )


def _handout_labels(
    view: GuideData, edition: Edition, stage: StageView, translation: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    """Our own words, and the words around the sentences of the stage."""
    shown: list[Text] = [stage.title.text, stage.about.text, f"{stage.page}.", *translation]
    for level in stage.urgent:
        shown += [level.heading, level.ask]
    for step in stage.steps:
        shown += _step_labels(step)
    labels = (*_words(view, edition), *map(plain_words, shown))
    return tuple(map(_pattern, labels))


def _step_labels(step: StepView) -> list[Text]:
    """The words around the sentences of a step in a hand-out."""
    found: list[Text] = [step.title.text, step.whom.text, step.advice]
    found += [question.text for question in step.ask]
    if step.certainty:
        found.append(step.certainty.words)
    return found


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
