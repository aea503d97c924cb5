"""The index of the printed guide: words that readers look up, each with the places to turn to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import (
    Cited,
    ClaimsFile,
    GuideFile,
    PopularClaim,
    StageFile,
    Step,
    Table,
    Term,
)
from evidence_guide.text import markup
from evidence_guide.view import shapes

Anchors = dict[str, str]
"""Places by their chapters."""
INDEXED = Decimal("0.3")
"""The largest share of all texts that may use a word of the glossary that is in the index."""
_DOTS = str.maketrans({"ı": "i", "\u0307": None})
"""The letter i of Turkish, with its dot and without."""
MOST_PLACES = 12
"""The most places of an entry; of a word that is used more often, the chief ones are listed."""


class Passage(NamedTuple):
    """A place of the printed guide with a label, and its words."""

    anchor: str
    chapter: str
    title: str
    words: str
    folded: str
    """Title and words, for a first look."""


class Headword(NamedTuple):
    """A word of the index and all of its forms."""

    word: str
    forms: tuple[str, ...]
    everywhere: bool
    """Whether it stays although nearly every place uses it."""


def index(guide: Guide) -> tuple[shapes.IndexEntry, ...]:
    """The entries in alphabetical order, each with its places in the book and in the annex."""
    book, annex = tuple(_book(guide)), tuple(_annex(guide))
    entries = [_entry(headword, book, annex) for headword in _headwords(guide)]
    return tuple(filter(None, entries))


def _entry(
    headword: Headword, book: tuple[Passage, ...], annex: tuple[Passage, ...]
) -> shapes.IndexEntry | None:
    """A word with its places; nothing if there are none, or nearly all places use it."""
    in_book, in_annex = _using(headword, book), _using(headword, annex)
    share = Decimal(len(in_book) + len(in_annex)) / (len(book) + len(annex))
    if not share or (share > INDEXED and not headword.everywhere):
        return None
    return shapes.IndexEntry(word=headword.word, book=_chief(in_book), annex=_chief(in_annex))


class _Use(NamedTuple):
    """A place that uses a word."""

    anchor: str
    chapter: str
    in_title: bool


def _using(headword: Headword, passages: Iterable[Passage]) -> list[_Use]:
    """The places that use a word; one without the letters of a form is not searched for it."""
    uses = markup.form_pattern(headword.forms)
    letters = [_folded(markup.plain(form)) for form in headword.forms]
    likely = [one for one in passages if any(form in one.folded for form in letters)]
    return list(filter(None, [_use(uses, passage) for passage in likely]))


def _use(uses: re.Pattern[str], passage: Passage) -> _Use | None:
    """A place as one that uses a word, if it does."""
    in_title = uses.search(passage.title) is not None
    if in_title or uses.search(passage.words):
        return _Use(passage.anchor, passage.chapter, in_title)
    return None


def _chief(found: list[_Use]) -> tuple[str, ...]:
    """The places to turn to: all if they are few, or else titles, or else one in each chapter."""
    titled = [use for use in found if use.in_title]
    for uses in (found, titled):
        if 0 < len(uses) <= MOST_PLACES:
            return tuple(use.anchor for use in uses)
    return tuple(_first_of_chapters([*titled, *found]))


def _first_of_chapters(found: Iterable[_Use]) -> Iterable[str]:
    """The first of some places in each chapter."""
    first: Anchors = {}
    for use in found:
        first.setdefault(use.chapter, use.anchor)
    return first.values()


def _book(guide: Guide) -> Iterator[Passage]:
    """The places of the book: stages, steps, tables and glossary words."""
    for id in guide.file.stages:
        yield from _stage(id, guide.stages[id].item)
    for id in guide.file.tables:
        yield _table(id, guide.tables[id].item)
    for term in guide.terms.values():
        yield _term(term.item)


def _stage(id: str, stage: StageFile) -> Iterator[Passage]:
    """A stage and its steps."""
    yield _passage(f"stage-{id}", id, stage.title, _stage_texts(stage))
    for step in stage.steps:
        yield _passage(f"step-{step.id}", id, step.title, _step_texts(step))


def _table(id: str, table: Table) -> Passage:
    return _passage(f"table-{id}", id, table.title, _table_texts(table))


def _term(term: Term) -> Passage:
    return _passage(f"term-{term.id}", "glossary", term.term, (term.says,))


def _annex(guide: Guide) -> Iterator[Passage]:
    """The places of the annex: claims and popular claims."""
    for id in guide.file.topics:
        yield from _topic(id, guide.topics[id].item)
    for popular in guide.popular.values():
        yield _popular(popular.item)


def _topic(id: str, topic: ClaimsFile) -> Iterator[Passage]:
    """The claims of a topic."""
    for claim in topic.claims:
        yield _passage(f"claim-{claim.id}", id, claim.plain, (claim.says,))


def _popular(item: PopularClaim) -> Passage:
    texts = (item.says, item.instead)
    return _passage(f"popular-{item.id}", "popular", item.heard, texts)


def _passage(anchor: str, chapter: str, title: str, texts: Iterable[str]) -> Passage:
    shown, words = markup.plain(title), markup.plain(" ".join(texts))
    return Passage(anchor, chapter, shown, words, _folded(f"{shown}\n{words}"))


def _folded(text: str) -> str:
    """A text whose letters are equal where a pattern without regard to case takes them for it."""
    return text.casefold().translate(_DOTS)


def _stage_texts(stage: StageFile) -> Iterator[str]:
    yield stage.about
    for flag in stage.urgent:
        yield flag.says


def _step_texts(step: Step) -> Iterator[str]:
    yield step.do
    for part in (*step.urgent, *_amounts(step), *step.how):
        yield part.says


def _amounts(step: Step) -> Sequence[Cited]:
    """What named bodies advise to take."""
    return () if isinstance(step.amounts, str) else step.amounts


def _table_texts(table: Table) -> Iterator[str]:
    yield table.caption
    for row in table.rows:
        yield from row.cells.values()


def _headwords(guide: Guide) -> list[Headword]:
    """The words of the glossary and those that the guide names, in alphabetical order."""
    found: dict[str, Headword] = {}
    for headword in _every_headword(guide):
        key = _sorted_by(headword)
        found[key] = _joined(found.get(key, headword), headword)
    return sorted(found.values(), key=_sorted_by)


def _every_headword(guide: Guide) -> Iterator[Headword]:
    for term in guide.terms.values():
        yield _of_term(term.item)
    yield from _named(guide.file)


def _joined(first: Headword, second: Headword) -> Headword:
    """One headword with the forms of both."""
    forms = dict.fromkeys(first.forms + second.forms)
    return Headword(first.word, tuple(forms), second.everywhere)


def _sorted_by(headword: Headword) -> str:
    return headword.word.lower()


def _named(file: GuideFile) -> Iterator[Headword]:
    """The words that the guide names for its index."""
    for word, others in file.index.items():
        yield Headword(word, (word, *others), everywhere=True)


def _of_term(term: Term) -> Headword:
    """A term with its short form in brackets."""
    forms = tuple(filter(None, (term.term, term.short, *term.also)))
    return Headword(_with_short_form(term), forms, everywhere=False)


def _with_short_form(term: Term) -> str:
    word = markup.plain(term.term)
    return f"{word} ({term.short})" if term.short else word
