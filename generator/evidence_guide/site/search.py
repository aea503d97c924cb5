"""The search index with other words that readers use for those of a page."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from evidence_guide.guide import Guide
from evidence_guide.model import Term

Synonyms = tuple[tuple[str, ...], tuple[str, ...]]
"""Words of the guide, and the words that lead to them."""

FIELDS = {"title": {"boost": 12.0}, "tags": {"boost": 6.0}, "text": {"boost": 1.0}}
"""Weights of words in a heading, among the tags of a section, and in its text."""
LEFT_OUT = ("#references", "#used")
"""Sections that only refer to other pages, where their words are not explained."""


def searchable(index: dict[str, Any], guide: Guide) -> dict[str, Any]:
    """Material's search index with the readers' other words as tags of each section.

    Sections that only refer to other pages are left out.
    """
    groups = list(search_synonyms(guide))
    kept = [doc for doc in index["docs"] if not doc["location"].endswith(LEFT_OUT)]
    tagged = [doc | _tags(doc, groups) for doc in kept]
    return index | {"config": index["config"] | {"fields": FIELDS}, "docs": tagged}


def search_synonyms(guide: Guide) -> Iterator[Synonyms]:
    """Words of the guide, and the words that lead to them.

    They come from `search` in `guide.yml` and from the names of the glossary.
    """
    for word, others in guide.file.search.items():
        yield (word,), others
    yield from _glossary_synonyms(guide)


def _glossary_synonyms(guide: Guide) -> Iterator[Synonyms]:
    """The names of each term, which lead to each other."""
    for term in guide.terms.values():
        names = _names(term.item)
        yield names, names


def _names(term: Term) -> tuple[str, ...]:
    """The names of a term."""
    return tuple(filter(None, (term.term, term.short, *term.also)))


def _tags(doc: dict[str, Any], groups: list[Synonyms]) -> dict[str, list[str]]:
    """The words that lead to a section and are not in it; twice for those of its heading."""
    text = f"{doc['title']} {doc['text']}"
    found: list[str] = []
    for words, others in groups:
        times = _times(doc, words)
        if times:
            for other in _missing(text, others):
                found += [other] * times
    return {"tags": found} if found else {}


def _times(doc: dict[str, Any], words: Iterable[str]) -> int:
    """How often other words count in a section: two for its heading, one for its text."""
    return 2 * _holds(doc["title"], words) + _holds(doc["text"], words)


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(_begins(word).search(text) for word in words)


def _missing(text: str, words: Iterable[str]) -> list[str]:
    """The words that are not in a text."""
    return [word for word in words if not _begins(word).search(text)]


@cache
def _begins(word: str) -> re.Pattern[str]:
    """Finds a word, also with another ending."""
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
