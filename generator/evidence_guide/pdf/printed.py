"""The views that each edition prints: sentences with their citations, rows and labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_guide.pdf.editions import Edition
from evidence_guide.pdf.letters import Frame, page_letters
from evidence_guide.view.inventory import pieces
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
    stage = next((stage for stage in view.stages if stage.id == edition.stage), None)
    if stage is None:
        return _book(view, edition)
    return _handout(view, edition, stage, translation)


def _book(view: GuideData, edition: Edition) -> Printed:
    found = [piece for part in _book_parts(view) for piece in pieces(part)]
    sentences = tuple(piece for piece in found if isinstance(piece, StatementView | TextRow))
    labels = [*_words(view, edition), *(piece for piece in found if isinstance(piece, str))]
    patterns = [*map(_pattern, labels), *_contents(view), *_index(view)]
    references = view.references.values()
    return Printed(
        frame=_frame(view, edition),
        required=sentences,
        optional=(),
        labels=tuple(patterns),
        entries=tuple((entry.number, plain_words(entry.text)) for entry in references),
    )


def _book_parts(view: GuideData) -> Iterator[object]:
    """The views that the book prints, in its order."""
    yield from (view.about, view.site, view.publisher, view.method)
    yield from (view.stages, view.claim_map, view.topics)
    for claim in view.claims.values():
        yield from _claim_parts(claim)
        yield from (
            _finding_parts(view.findings[id]) for id in (*claim.rests_on, *claim.disputed_by)
        )
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
    titles: list[Text] = [*_chapters(view), view.words.book.most]
    for stage in view.stages:
        titles += [step.heading.text for step in stage.steps]
    titles += [table.title for table in view.tables]
    for title in titles:
        yield re.compile(re.escape(page_letters(plain_words(title))) + LEADER)


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
    required = (*stage.urgent, *(step.do for step in stage.steps))
    optional = tuple(sentence for step in stage.steps for sentence in step.how)
    shown: list[Text] = [stage.title.text, stage.about.text, f"{stage.page}.", *translation]
    for step in stage.steps:
        shown += _step_labels(step)
    labels = (*_words(view, edition), *map(plain_words, shown))
    return Printed(
        frame=_frame(view, edition),
        required=required,
        optional=optional,
        labels=tuple(map(_pattern, labels)),
        entries=tuple((entry.number, entry.label) for entry in view.references.values()),
    )


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
    words = view.words
    if not edition.draft:
        words = words.model_copy(update={"draft": ""})
    unused = "book" if edition.stage else "handout"
    for piece in pieces(words.model_copy(update={unused: ()})):
        yield str(piece)


def _frame(view: GuideData, edition: Edition) -> Frame:
    """The header and footer of the pages; a hand-out has no header."""
    draft = page_letters(view.words.draft) if edition.draft else ""
    headers = [draft]
    if not edition.stage:
        title = draft + page_letters(view.title)
        headers += [title + page_letters(plain_words(chapter)) for chapter in _chapters(view)]
    footer = page_letters(f"{view.words.version} · {view.reviewed}") + page_letters(
        view.words.page_number
    )
    return Frame(
        headers=tuple(sorted(headers, key=len, reverse=True)),
        footer=re.compile(_with_numbers(footer) + "$"),
    )


def _pattern(label: str) -> re.Pattern[str]:
    """A folded label as a pattern."""
    return re.compile(_with_numbers(page_letters(label)))


def _with_numbers(folded: str) -> str:
    """Folded words as a regular expression, with numbers in place of `{page}` and `{pages}`."""
    return _PLACE.sub(lambda found: PAGES if found[1] == "pages" else r"\d+", re.escape(folded))
