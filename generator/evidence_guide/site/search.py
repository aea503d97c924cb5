"""What the search knows beside the words of a page: the other words that readers use for them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from evidence_guide.guide import Guide

FIELDS = {"title": {"boost": 12.0}, "tags": {"boost": 6.0}, "text": {"boost": 1.0}}
"""How much a word counts in a heading, among the other words of a section, and in its text."""
LEFT_OUT = ("#references", "#used")
"""Sections that name what stands elsewhere; every word in them would lead to pages that do not tell of it."""


def searchable(index: dict[str, Any], guide: Guide) -> dict[str, Any]:
    """Material's search index with the readers' other words as tags of each section, without sections that only refer."""
    groups = list(search_synonyms(guide))
    kept = [doc for doc in index["docs"] if not doc["location"].endswith(LEFT_OUT)]
    return index | {
        "config": index["config"] | {"fields": FIELDS},
        "docs": [doc | _tags(doc, groups) for doc in kept],
    }


def search_synonyms(guide: Guide) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words of the guide, and the words that lead to them: from `search` in `guide.yml`, and the glossary's other names."""
    yield from (((word,), others) for word, others in guide.file.search.items())
    for term in guide.terms.values():
        names = tuple(filter(None, (term.item.term, term.item.short, *term.item.also)))
        yield names, names


def _tags(
    doc: dict[str, Any], groups: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> dict[str, list[str]]:
    """The words that lead to a section and are not in it; more often if they stand for its heading."""
    found: list[str] = []
    for words, others in groups:
        times = sum(
            any(_begins(word).search(doc[part]) for word in words) * weight
            for part, weight in (("title", 2), ("text", 1))
        )
        found += [
            other
            for other in others
            if times and not _begins(other).search(f"{doc['title']} {doc['text']}")
            for _ in range(times)
        ]
    return {"tags": found} if found else {}


@cache
def _begins(word: str) -> re.Pattern[str]:
    """Finds a word, also with another ending."""
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
