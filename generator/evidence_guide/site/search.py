"""The search index of the built site, with other words that readers use for those of the guide."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.languages import own_table
from evidence_guide.model import Term
from evidence_guide.text.characters import one_line

Synonyms = tuple[tuple[str, ...], tuple[str, ...]]
"""Words of the guide, and the words that lead to them."""

FILE = "search_words.yml"
INDEX = "search/search_index.json"
"""The index, of which Material's offline plugin makes a script for sites in a folder."""
Docs = list[dict[str, Any]]
"""Entries of the index: each a page or a section of one."""
LEFT_OUT = ("#references", "#used", "#words", "#changes")
"""Sections that only repeat what other pages explain."""
_TAG = re.compile(r"<[^>]*>")


def rewrite_index(
    site: Path, guide: Guide, hidden: frozenset[str], kept: Callable[[Docs], Docs] | None = None
) -> None:
    """Makes the search index of a built site ours, if it has one.

    `kept` adds the entries of pages that a preview did not build again.
    """
    path = site / INDEX
    if path.is_file():
        index = searchable(json.loads(path.read_text("utf-8")), guide, hidden)
        _write(path, index | {"docs": kept(index["docs"])} if kept else index)


def _write(path: Path, index: dict[str, Any]) -> None:
    path.write_text(search_json(index), "utf-8")


def search_json(index: dict[str, Any]) -> str:
    """A search index as JSON."""
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def searchable(
    index: dict[str, Any], guide: Guide, hidden: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """MkDocs' search index as our search reads it: plain text, and the words of readers.

    `hidden` are the addresses of pages that are not for readers.
    """
    docs = [doc | {"text": _plain(doc["text"])} for doc in index["docs"]]
    config = index["config"] | language_words(guide.file.language) | {"names": _listed(guide)}
    return index | {"config": config, "docs": [doc for doc in docs if _is_kept(doc, hidden)]}


def _listed(guide: Guide) -> list[list[list[str]]]:
    """The words of the guide and those that lead to them, for JSON."""
    return [[list(ours), list(theirs)] for ours, theirs in search_synonyms(guide)]


def _is_kept(doc: dict[str, Any], hidden: frozenset[str]) -> bool:
    """Whether a page or section is for readers and says something."""
    page, section, _ = doc["location"].partition("#")
    if page in hidden or doc["location"].endswith(LEFT_OUT):
        return False
    return bool(doc["text"] or not section)


def _plain(html: str) -> str:
    """The words of a section, still escaped."""
    return one_line(_TAG.sub(" ", html))


@cache
def _languages() -> dict[str, Any]:
    """The words and spellings of English; those of other languages are in their tables.

    Raises GuideError.
    """
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    read = yaml_reader.read_yaml(text, FILE)
    if read.trouble or not isinstance(read.value, dict):
        raise GuideError(f"{FILE} of the program cannot be read; install the program again")
    return read.value


def language_words(language: str) -> dict[str, Any]:
    """Words without meaning for the search, and the spellings that count as one."""
    table = own_table(language)
    known = table.search if table else _languages().get(language.partition("-")[0], {})
    return {"ignored": known.get("ignored", []), "spellings": known.get("spellings", [])}


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
        if len(names) > 1:
            yield names, names


def _names(term: Term) -> tuple[str, ...]:
    """The names of a term."""
    return tuple(filter(None, (term.term, term.short, *term.also)))
